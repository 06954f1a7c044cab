"""How Sphinx makes pages; it is run by `web.site`."""

import tomllib
from pathlib import Path

_PROJECT = tomllib.loads(Path(__file__).parents[2].joinpath("pyproject.toml").read_text("utf-8"))

project = "SKA Project Data Model"
author = "The ska-oso-pdm developers"
release = _PROJECT["project"]["version"]
extensions = ["myst_parser", "web.site.entities.search"]
html_theme = "furo"
html_title = f"ska-oso-pdm {release}"
html_copy_source = False
html_show_sourcelink = False
html_show_copyright = False
html_static_path = ["static"]
html_css_files = ["entities.css"]
