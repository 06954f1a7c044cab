"""Builds the site: `python -m web.site [FOLDER]`, usually `build/site`."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from sphinx.cmd.build import build_main

from web.site import check, prose

HERE = Path(__file__).parent
ROOT = HERE.parents[1]

PEOPLE = (prose,)
"""What writes pages for people, as sources of Sphinx: `write(source)`."""
MACHINES = (check,)
"""What writes files for machines beside the pages: `write(site)`."""


def main(arguments: list[str]) -> int:
    """Build the site anew; give the exit status of Sphinx."""
    site = Path(arguments[0]) if arguments else ROOT / "build" / "site"
    source = site.with_name(f"{site.name}-source")
    for folder in (site, source):
        shutil.rmtree(folder, ignore_errors=True)
    source.mkdir(parents=True)
    for part in PEOPLE:
        part.write(source)
    doctrees = str(site.with_name(f"{site.name}-doctrees"))
    options = ["--fail-on-warning", "--keep-going", "--quiet", "--jobs", "auto"]
    status = build_main([*options, "-c", str(HERE), "-d", doctrees, str(source), str(site)])
    for part in MACHINES:
        part.write(site)
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
