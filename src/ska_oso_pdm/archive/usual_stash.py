"""The stash of a run that names none: where it lies, and how its documents come back."""

from __future__ import annotations

import os
import shlex

from ska_oso_pdm.archive.arguments import STDIN
from ska_oso_pdm.archive.files import folders
from ska_oso_pdm.archive.order import Order

NAME = "ska-oso-pdm-stash.ndjson"

LONGEST = 300
"""Characters of a command that people read."""


def usual_stash(order: Order, files: list[str]) -> str | None:
    """Give the path of the stash that a run has by itself.

    It lies in the output folder, else in the topmost folder that is named, else beside the first
    file. None where another is named, no files are written, or documents are restored.
    """
    if order.stash is not None or order.no_stash or not order.writes or order.restore is not None:
        return None
    if order.output:
        return os.path.join(order.output, NAME)
    if found := folders(order.named):
        topmost = min(found, key=lambda folder: os.path.realpath(folder).count(os.sep))
        return os.path.join(topmost, NAME)
    there = [file for file in files if file != STDIN and os.path.isfile(file)]
    return os.path.join(os.path.dirname(there[0]), NAME) if there else None


def way_back(stash: str, order: Order) -> str:
    """Say where a stash is, and which command restores from it."""
    path = os.path.abspath(stash)
    said = f"originals are kept in {path}"
    named = [order.output] if order.output else [name for name in order.named if name != STDIN]
    if not order.writes or not named:
        return said
    dashes = ["--"] if any(name.startswith("-") for name in named) else []
    words = ["ska-oso-pdm", "upgrade", "--in-place", "--restore", path]
    command = shlex.join([*words, *dashes, *named])
    if not path.isprintable():  # nobody can type it as it is shown here
        command = f"{shlex.join(words[:-1])} … with this stash and the same files"
    elif not command.isprintable() or len(command) > LONGEST:
        files = "the files there" if order.output else "the same files"
        command = f"{shlex.join(words)} … with {files}"
    return f"{said}; get them back with: {command}"
