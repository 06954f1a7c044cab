"""What the pack is made of: examples, bad documents, documents with findings, and cases by hand.

Each of them says something that was written by a person: the folder and the name of an example, the
lines beside a bad document, the part of an answer that a case has. The package has to say the same,
or no pack is written.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from ska_oso_pdm import Finding, Issue
from ska_oso_pdm.catalogue import registry
from tests.agreement.domain import excluded
from tests.conformance.answers import Answer
from tests.conformance.equality import covers, said_by
from tests.conformance.pack import Case
from tests.samples import EXAMPLES, ROOT, parsed
from tests.test_invalid import message_of

BY_HAND = Path(__file__).with_name("cases")
_VALID = re.compile(r"FILE: valid ([a-z-]+) ([0-9.]+)")
_UPGRADE = re.compile(r'"ska-oso-pdm upgrade" gives: (\w+), ([a-z-]+) ([0-9.]+) → ([0-9.]+)')


class Disagreement(Exception):
    """The package says otherwise than a person did."""


class Asked(NamedTuple):
    """A question, and what is known of its answer without the package.

    Attributes:
        kind: the kind of the case.
        group: the name of its file.
        name: its own name there.
        question: the members of the case that ask.
        known: the part of the answer that was written by hand.
        printed: a list in the answer to the lines for it that were written by hand.
        needs: what a reader has to tell apart, of a text that says it by its spelling.
    """

    kind: str
    group: str
    name: str
    question: Case
    known: Answer = {}
    printed: dict[str, list[str]] = {}
    needs: Sequence[str] = ()

    @property
    def id(self) -> str:
        return f"{self.kind}/{self.group}/{self.name}"

    def by_hand(self, answer: Answer) -> list[str]:
        """Say which parts of an answer were written by hand, as pointers.

        Raises:
            Disagreement: where they are others.
        """
        if not covers(self.known, answer):
            raise Disagreement(f"{self.id}: by hand {self.known}, and the package says {answer}")
        for name, lines in self.printed.items():
            if (said := [*map(_line, answer[name])]) != lines:
                raise Disagreement(f"{self.id}: by hand {lines}, and the package says {said}")
        known = {**self.known, **{name: [*map(_in_line, answer[name])] for name in self.printed}}
        return [place for name in known for place in said_by(known[name], answer[name], f"/{name}")]


def _line(cell: dict[str, Any]) -> str:
    """Give the line that the command prints of a problem or finding."""
    place = None if cell["line"] is None else (cell["line"], cell["column"])
    about = cell["path"], cell["code"], cell["message"]
    options = {"severity": cell["severity"], "place": place}
    if "reads" in cell:
        return Finding(*about, reads=tuple(cell["reads"]), **options).in_file("FILE")
    return Issue(*about, **options).in_file("FILE")


def _in_line(cell: dict[str, Any]) -> dict[str, Any]:
    """Give what the line of a problem or finding says of it."""
    return {key: cell[key] for key in cell if key != "reads"}


def in_pack(path: Path) -> str:
    """Give the place in the pack of a document of this project."""
    return "documents/" + path.relative_to(ROOT).as_posix().removeprefix("tests/")


def given(path: Path) -> dict[str, Any]:
    """Give a document of this project as a case has it: a file, if every reader of JSON takes it,
    otherwise the text, or the bytes of what is no text.
    """
    data = path.read_bytes()
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(data).decode()}
    try:
        is_plain = excluded(text) is None
    except (ValueError, RecursionError):
        is_plain = False
    return {"file": in_pack(path)} if is_plain else {"text": text}


def group_of(path: Path) -> str:
    """Name the group of what is asked about a document: its folders."""
    return f"{path.parent.parent.name}-{path.parent.name}"


@cache
def entity_of(path: Path) -> str:
    """Give the entity that an example is named for."""
    known = {schema.entity for schema in registry.documents()}
    return max((each for each in known if f"{path.stem}-".startswith(f"{each}-")), key=len)


def lines_of(path: Path) -> list[str]:
    """Give the lines that were written beside a document."""
    return message_of(path).splitlines()


def known_of(path: Path) -> Answer:
    """Give entity and version of an example, or of a document with findings."""
    if path in EXAMPLES:
        return {"entity": entity_of(path), "version": path.parent.name}
    (said,) = filter(None, map(_VALID.fullmatch, lines_of(path)))
    return {"entity": said[1], "version": said[2]}


def upgrade_of(path: Path) -> Answer:
    """Give what an upgrade of a bad document comes to, as far as the lines beside it say it."""
    for line in lines_of(path):
        if said := _UPGRADE.search(line):
            return dict(zip(("status", "entity", "from", "to"), said.groups()))
    return {}


def problems_of(path: Path) -> list[str]:
    """Give the lines about the problems of a bad document, without those about its upgrade."""
    lines = lines_of(path)
    upgrade = next((n for n, line in enumerate(lines) if line.endswith("[upgrade]")), len(lines))
    return lines[:upgrade]


def findings_of(path: Path) -> list[str]:
    return [line for line in lines_of(path) if ": finding (" in line]


def cases_by_hand(kind: str) -> Iterator[Asked]:
    """Yield the cases of a kind that were written for the pack."""
    for path in sorted((BY_HAND / kind).glob("*.json")):
        case = parsed(path)
        known, needs = case.pop("expected"), case.pop("needs", ())
        yield Asked(kind, "by-hand", path.stem, case, known, needs=needs)


def labelled(path: Path, label: str | None) -> dict[str, Any]:
    """Give an example under another label, or without any."""
    document = json.loads(path.read_bytes())
    document.pop("interface", None)
    return {"value": document if label is None else {"interface": label, **document}}
