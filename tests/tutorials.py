"""The tutorials and how-tos, carried out step by step as a reader would, in a folder of their own.

    python -m tests.tutorials           # writes what the commands print today into the pages

A block below a line that ends with a file name and a colon is that file. A block of `console` has
commands behind `$ `, each with all that it prints. The examples and the schemas are at hand, as in
a checkout; the folder is called `/data` in what is shown.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.samples import ROOT

PAGES = sorted((ROOT / "docs" / "tutorials").glob("*.md"))
HOW_TO = sorted((ROOT / "docs" / "how-to").glob("*.md"))
WITH_COMMANDS = [*PAGES, *HOW_TO, ROOT / "README.md"]
"""The pages whose commands are carried out."""
FOLDER = "/data"
AT_HAND = ("examples", "schemas")

_NAMED = re.compile(r"`(?P<name>[\w./-]+)`[^`]*:$")
_SECONDS = 120


class Command(NamedTuple):
    """One thing that is typed.

    Attributes:
        line: number of its line in the page, from 0.
        end: number of the line behind what it prints.
        typed: the command.
        prints: all that it prints, without the line break at the end.
    """

    line: int
    end: int
    typed: str
    prints: str


class File(NamedTuple):
    """A file that the reader writes."""

    name: str
    text: str


def steps(text: str) -> list[Command | File]:
    """Give what a page tells its reader to do, in order."""
    lines = text.splitlines()
    found: list[Command | File] = []
    above, start, language = "", 0, ""
    for number, line in enumerate(lines):
        if line.startswith("```") and not start:
            start, language = number + 1, line[3:]
        elif line.startswith("```"):
            named = _NAMED.search(above)
            block = lines[start:number]
            if language == "console":
                found += _commands(block, start)
            elif named:
                found.append(File(named["name"], "\n".join(block) + "\n"))
            above, start = "", 0
        elif line.strip() and not start:
            above = line
    return found


def programs() -> dict[str, str]:
    """Give the files in Python that the tutorials and how-tos have written, by name."""
    found = [step for page in (*PAGES, *HOW_TO) for step in steps(page.read_text(encoding="utf-8"))]
    return {
        step.name: step.text
        for step in found
        if isinstance(step, File) and step.name.endswith(".py")
    }


def _commands(block: list[str], first: int) -> Iterator[Command]:
    """Yield the commands of a block of a console."""
    begins = [at for at, line in enumerate(block) if line.startswith("$ ")]
    for at, end in zip(begins, [*begins[1:], len(block)]):
        printed = "\n".join(block[at + 1 : end])
        yield Command(first + at, first + end, block[at][2:], printed)


def prepare(folder: Path) -> None:
    """Put into a folder what a checkout has at hand."""
    for name in AT_HAND:
        (folder / name).symlink_to(ROOT / name, target_is_directory=True)


def carry_out(text: str, folder: Path) -> Iterator[tuple[Command, str]]:
    """Do what a page says; yield each command with what it prints.

    Args:
        text: of the page.
        folder: an empty one.
    """
    prepare(folder)
    for step in steps(text):
        if isinstance(step, File):
            path = folder / step.name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(step.text, encoding="utf-8")
        else:
            yield step, _printed(step.typed, folder)


def _printed(command: str, folder: Path) -> str:
    variables = {
        **{name: value for name, value in os.environ.items() if not name.startswith("FORCE_")},
        "PATH": os.pathsep.join([sysconfig.get_path("scripts"), os.environ["PATH"]]),
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), os.environ.get("PYTHONPATH", "")]),
        "PYTHONUTF8": "1",
    }
    done = subprocess.run(
        ["/bin/sh", "-c", command],
        cwd=folder,
        env=variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        timeout=_SECONDS,
        check=False,
    )
    return done.stdout.decode().replace(os.path.realpath(folder), FOLDER).rstrip("\n")


def _rewritten(text: str) -> str:
    """Give a page with what its commands print today."""
    lines = text.splitlines()
    with tempfile.TemporaryDirectory() as folder:
        done = list(carry_out(text, Path(folder)))
    for command, printed in reversed(done):
        lines[command.line + 1 : command.end] = printed.splitlines()
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write what the commands of the pages, or of those that are named, print today."""
    for path in [Path(name) for name in sys.argv[1:]] or WITH_COMMANDS:
        path.write_text(_rewritten(path.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
