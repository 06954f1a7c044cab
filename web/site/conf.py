"""How Sphinx makes pages; it is run by `web.site`."""

import tomllib
from pathlib import Path
from typing import Any

from web.site import policy
from web.site.prose.front import has_tool
from web.site.reference import docstrings

_PROJECT = tomllib.loads(Path(__file__).parents[2].joinpath("pyproject.toml").read_text("utf-8"))

project = "SKA Project Data Model"
author = "The ska-oso-pdm developers"
release = _PROJECT["project"]["version"]
extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "web.site.entities.search",
]
exclude_patterns = ["_pictures"]
highlight_language = "text"
suppress_warnings = ["misc.highlighting_failure"]  # a shortened example has … in it

myst_heading_anchors = 4
myst_enable_extensions = ["attrs_block", "attrs_inline", "colon_fence", "deflist"]

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_typehints_format = "short"
python_use_unqualified_type_names = True
python_maximum_signature_line_length = 80
napoleon_numpy_docstring = False
napoleon_use_ivar = True

default_role = "literal"

html_theme = "furo"
html_title = "SKA Project Data Model"
html_static_path = ["static"]
html_css_files = sorted(path.name for path in Path(__file__).with_name("static").glob("*.css"))
html_js_files = ["from-file.js"]
html_favicon = "static/icon.svg"
templates_path = ["templates"]
html_context = {"has_tool": has_tool()}
html_sidebars = {
    "**": [
        "sidebar/brand.html",
        "sidebar/search.html",
        "sidebar/tool.html",
        "sidebar/scroll-start.html",
        "sidebar/navigation.html",
        "sidebar/scroll-end.html",
    ]
}
html_theme_options = {
    "light_css_variables": {"color-brand-primary": "#0a5c8a", "color-brand-content": "#0a5c8a"},
    "dark_css_variables": {"color-brand-primary": "#7cc4ee", "color-brand-content": "#7cc4ee"},
    "footer_icons": [],
}
html_copy_source = False
html_show_sourcelink = False
html_show_copyright = False
html_show_sphinx = False
pygments_style = "a11y-light"
pygments_dark_style = "a11y-dark"


def setup(app: Any) -> None:
    """Read docstrings as they are written here, and give every page its security policy."""
    app.connect("autodoc-process-docstring", docstrings.prepare, priority=100)
    app.connect("html-page-context", _levels, priority=900)  # behind the theme, which makes it
    app.connect("build-finished", policy.add)


def _levels(_app: Any, _page: str, _template: str, context: dict[str, Any], _tree: Any) -> None:
    """Say of which level the headings of the sidebar are, as `role="heading"` asks for."""
    key = "furo_navigation_tree"
    if key in context:
        context[key] = context[key].replace('role="heading"', 'role="heading" aria-level="2"')
