"""Builds the site: `python -m web.site [FOLDER]`, usually `build/site`."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from sphinx.cmd.build import build_main

from web.site import check, codes, entities, machine, prose, reference, retired

HERE = Path(__file__).parent
ROOT = HERE.parents[1]

PEOPLE = (entities, retired, codes, reference, prose)
"""What writes pages for people, as sources of Sphinx: `write(source)`.

`prose` comes last: its front page knows the pages that the others have written.
"""
MACHINES = (machine, check)
"""What writes files for machines beside the pages: `write(site)`."""
_MARK = ".buildinfo"
"""The file by which Sphinx, and this, know what was built."""


def main(arguments: list[str]) -> int:
    """Build the site anew; give the exit status of Sphinx."""
    site = Path(arguments[0] if arguments else ROOT / "build" / "site").resolve()
    if _is_of_others(site):
        print(f"{site} has files that are no site; name a folder that may be emptied")  # noqa: T201
        return 2
    source, doctrees = (site.with_name(f"{site.name}-{what}") for what in ("source", "doctrees"))
    for folder in (site, source, doctrees):
        shutil.rmtree(folder, ignore_errors=True)
    source.mkdir(parents=True)
    for part in PEOPLE:
        part.write(source)
    options = ["--fail-on-warning", "--keep-going", "--quiet", "--jobs", "auto"]
    status = build_main([*options, "-c", str(HERE), "-d", str(doctrees), str(source), str(site)])
    site.mkdir(exist_ok=True)
    (site / _MARK).touch()  # also where Sphinx has failed
    for part in MACHINES:
        part.write(site)
    return status


def _is_of_others(folder: Path) -> bool:
    """Tell whether a folder, or what stands in its place, is none that was built here."""
    if not folder.is_dir():
        return folder.exists()
    return any(folder.iterdir()) and not (folder / _MARK).is_file()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
