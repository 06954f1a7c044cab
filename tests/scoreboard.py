"""Tries every pair of layouts, and writes what comes of it: `docs/conversions.md`.

    python -m tests.scoreboard          # writes the page
    python -m tests.scoreboard --check  # fails where the page is not what would be written

The documents are the examples, and those of `ska_oso_pdm.testing` with the first numbers, so that
the page is the same everywhere; nothing is assumed, and no loss is allowed.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from itertools import permutations
from pathlib import Path
from typing import Any, NamedTuple

from ska_oso_pdm import Conversion, convert, validate
from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.catalogue.registry import SchemaId
from ska_oso_pdm.documents.source import Source
from ska_oso_pdm.migrations import steps_between
from ska_oso_pdm.migrations.steps import WITHOUT_SCHEMA
from ska_oso_pdm.pointers import pointer
from ska_oso_pdm.recognition.labelling import settle_label
from ska_oso_pdm.testing import numbered_document
from tests.migrations import aged
from tests.migrations.accounts import places_in
from tests.migrations.generated import spelled

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "conversions.md"
TRIED = 25
_NEWEST = "1.0"
_QUOTED = re.compile(r'"[^"]*"')
_HEAD = f"""# Conversions, tried

What became of documents between every pair of layouts, in both directions: the examples of this project, and {TRIED}
made documents each, which hold together as those of observers do and use every optional part, many of them such as nobody
would write. `nox -s conversions` writes this page, and CI fails where it is not up to date. Nothing is assumed, and no
loss is allowed.

Layouts that no schema judges have steps up alone, and documents made of those of the layout after them by what is known of
both. All projects of 0.3 are of 1.0 as well, so that none of them is tried.

- **converted**: not refused. What is refused is doubtful ([layouts](layouts.md)): science that the other layout cannot say, or
  that two readings give; `--assume` or `--allow-loss` decides it.
- **valid**: by the schema of the layout that it was converted to.
- **account**: every value of the old document is in it exactly once.
- **back**: converted back with its stash, the document is the old one, the JSON kinds of its numbers included; its label
  is the honest one.
- **ready**: a block of {_NEWEST} that lacks nothing for being observed; other layouts and documents are not judged (–).
- **refused for**, **set aside**: what that was most often, with the number of documents; the name of an assumption stands
  for the question that it answers.
"""  # noqa: E501
_COLUMNS = (
    "from → to",
    "tried",
    "converted",
    "valid",
    "account",
    "back",
    "ready",
    "refused for",
    "set aside",
)


class Outcome(NamedTuple):
    """What became of one document."""

    converted: bool
    valid: bool
    accounted: bool
    restored: bool
    is_ready: bool
    refused_for: frozenset[str]
    set_aside: frozenset[str]


def pairs() -> Iterator[tuple[str, str, str]]:
    """Yield entity, start and end of every conversion that there is, but of layouts whose documents
    are always of a later one too.
    """
    judged = registry.documents()
    versions: dict[str, list[str]] = {}
    for schema in judged:
        earlier = [version for entity, version in WITHOUT_SCHEMA if entity == schema.entity]
        versions.setdefault(schema.entity, earlier).append(schema.version)
    for entity, known in versions.items():
        for start, end in permutations(known, 2):
            if SchemaId(entity, end) not in judged or (entity, start) in aged.JUDGED_TOO:
                continue
            with suppress(LookupError):
                steps_between(entity, start, end)
                yield entity, start, end


def documents(entity: str, version: str) -> Iterator[dict[str, Any]]:
    """Yield the documents of a layout that are tried."""
    if (entity, version) in WITHOUT_SCHEMA:
        yield from aged.documents(entity, version, TRIED)
        return
    for path in sorted((ROOT / "examples" / version).glob("*.json")):
        example = json.loads(path.read_text(encoding="utf-8"))
        if settle_label(Source(example)).schema.entity == entity:
            yield example
    for number in range(TRIED):
        yield numbered_document(entity, version, number)


def tried(old: dict[str, Any], start: str, end: str) -> Outcome:
    """Convert a document there and back."""
    done = convert(old, to=end)
    if done.document is None:
        reasons = frozenset(_reasons(done))
        return Outcome(False, False, _is_accounted(old, done), False, False, reasons, frozenset())
    back = convert(done.document, to=start, stash=done.stash)
    return Outcome(
        converted=True,
        valid=validate(done.document).valid,
        accounted=_is_accounted(old, done),
        restored=spelled(back.document or {}) == spelled(old),
        is_ready=not done.incomplete,
        refused_for=frozenset(),
        set_aside=frozenset(_pattern(e.path) for e in done.set_aside if e.needed),
    )


def _is_accounted(old: dict[str, Any], done: Conversion) -> bool:
    """Tell whether each leaf of a document is in the account of its conversion exactly once."""
    entries = [e.path for e in (*done.mapped, *done.set_aside, *done.lost)]
    if done.document is None:  # what is in doubt, or wrong, is a problem instead
        return len(set(entries)) == len(entries)
    parts = {pointer(place): place for place in places_in(old)}
    wanted = [path for path, place in parts.items() if _is_leaf(old, place)]
    return sorted(entries) == sorted(wanted)


def _is_leaf(part: Any, place: tuple[Any, ...]) -> bool:
    for token in place:
        part = part[token]
    return not part or not isinstance(part, (dict, list))


def _reasons(done: Conversion) -> Iterator[str]:
    """Yield why a conversion was refused, without the values of the document."""
    for doubt in done._migration.doubts:
        yield f"`{doubt.option}`" if doubt.option else _QUOTED.sub("…", doubt.reason)
    if not done._migration.doubts:
        yield from (_QUOTED.sub("…", issue.message) for issue in done.problems)


def _pattern(path: str) -> str:
    """Give the first keys of a path, without indices."""
    keys = [key for key in path.split("/")[1:] if not key.isdecimal()]
    return f"`/{'/'.join(keys[:2])}`"


def row(entity: str, start: str, end: str) -> str:
    """Give the row of a pair of layouts."""
    outcomes = [tried(old, start, end) for old in documents(entity, start)]
    counts = [
        sum(getattr(outcome, name) for outcome in outcomes)
        for name in ("converted", "valid", "accounted", "restored")
    ]
    judged = entity == "sbd" and end == _NEWEST
    ready = str(sum(outcome.is_ready for outcome in outcomes)) if judged else "–"
    most = [
        _most(Counter(what for outcome in outcomes for what in getattr(outcome, name)))
        for name in ("refused_for", "set_aside")
    ]
    cells = [f"{start} → {end}", len(outcomes), *counts, ready, *most]
    return f"| {' | '.join(map(str, cells))} |"


def _most(counted: Counter[str]) -> str:
    first = sorted(counted.items(), key=lambda item: (-item[1], item[0]))[:2]
    return ", ".join(f"{what} ({count})" for what, count in first) or "nothing"


def page() -> str:
    """Give the page."""
    lines = [_HEAD]
    entity = ""
    for pair in pairs():
        if pair[0] != entity:
            entity = pair[0]
            lines += [f"\n## {entity}\n", f"| {' | '.join(_COLUMNS)} |"]
            lines.append("|---" * len(_COLUMNS) + "|")
        lines.append(row(*pair))
    return "\n".join(lines) + "\n"


def main(arguments: list[str]) -> int:
    """Write the page, or tell whether it is up to date; give the exit status."""
    if arguments not in ([], ["--check"]):
        print("nox -s conversions writes the page; with -- --check it is compared only")
        return 2
    text = page()
    if not arguments:
        PAGE.write_text(text, encoding="utf-8")
        return 0
    if PAGE.read_text(encoding="utf-8") == text:
        return 0
    print(f"{PAGE.name} is not up to date; nox -s conversions writes it")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
