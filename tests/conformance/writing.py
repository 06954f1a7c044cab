"""The files of the pack: documents, cases by kind and group, and the index."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from tests.conformance.answers import Answer, answer
from tests.conformance.changes import conversions, differences
from tests.conformance.equality import same, unordered, without_places
from tests.conformance.pack import FOLDER, KINDS, Case, value_of
from tests.conformance.sources import Asked, given, in_pack
from tests.conformance.verdicts import findings, recognitions, validations
from tests.consistency.test_findings import FILES as FOUND
from tests.npm.test_words import read_alike
from tests.samples import CURRENT, EXAMPLES, exact
from tests.test_invalid import FILES as BAD

FORMAT = "ska-oso-pdm-conformance/1"
COMMAND = "nox -s conformance"
_ASKED = {
    "recognition": recognitions,
    "validation": validations,
    "conversion": conversions,
    "difference": differences,
    "findings": findings,
}
_WIDTH = 120
_JUDGING = ("recognition", "validation", "findings")


class Pack:
    """The pack as it would be written.

    Attributes:
        files: path in the pack, to the bytes of the file; what is written by hand there, the
            README and the schemas, is not among them.
    """

    def __init__(self) -> None:
        own = [path for path in (*EXAMPLES, *BAD, *FOUND) if "file" in given(path)]
        self.files = {in_pack(path): path.read_bytes() for path in own}
        self._known = {exact(json.loads(data)): name for name, data in self.files.items()}
        self._cases: dict[str, list[Case]] = {}
        for kind in KINDS:
            for asked in _ASKED[kind]():
                self._add(asked)
        for name, cases in self._cases.items():
            self.files[name] = _text({"kind": name.partition("/")[0], "cases": cases})
        self.files["index.json"] = _text(self._index())

    def _add(self, asked: Asked) -> None:
        """Ask, as one asks who reads the pack, and note what comes of it."""
        case = {"id": asked.id, **asked.question}
        for name in ("document", "a", "b"):
            if case.get(name, {}).keys() == {"value"}:
                case[name] = self._kept(case[name]["value"]) or case[name]
        expected = answer(asked.kind, case, read=self.files.__getitem__)
        by_hand = asked.by_hand(expected)
        needs = [*asked.needs] or self._needs(asked.kind, case, expected)
        if document := expected.get("document"):
            expected["document"] = self._kept(document) or self._stored(asked, document)
        case |= {"expected": expected, "by_hand": by_hand, "needs": needs}
        self._cases.setdefault(f"{asked.kind}/{asked.group}.json", []).append(case)

    def _needs(self, kind: str, case: Case, expected: Answer) -> list[str]:
        """Say what a reader has to tell apart to give the answer, beyond what every one does."""
        if kind not in _JUDGING or case["document"].keys() & {"text", "base64"}:
            return []
        value = read_alike(value_of(case["document"], self.files.__getitem__))
        found = answer(kind, {"document": {"value": value}})
        return [] if _same(found, expected) else ["numbers-as-written"]

    def _kept(self, document: Any) -> dict[str, Any] | None:
        """Refer to a document, if it has a file."""
        name = self._known.get(exact(document))
        return {"file": name} if name else None

    def _stored(self, asked: Asked, document: Any) -> dict[str, Any]:
        """Give a converted document a file."""
        name = f"documents/converted/{asked.group}/{asked.name}.json"
        self.files[name] = _text(document)
        self._known[exact(document)] = name
        return {"file": name}

    def _index(self) -> dict[str, Any]:
        return {
            "format": FORMAT,
            "current": CURRENT,
            "documents": sum(name.startswith("documents/") for name in self.files),
            "levels": [self._level(kind) for kind in KINDS],
        }

    def _level(self, kind: str) -> dict[str, Any]:
        files = {name: found for name, found in self._cases.items() if name.startswith(f"{kind}/")}
        every = [case for found in files.values() for case in found]
        return {
            "level": KINDS[kind],
            "kind": kind,
            "schema": f"schemas/{kind}.json",
            "cases": len(every),
            "by_hand": sum(bool(case["by_hand"]) for case in every),
            "files": {name: len(found) for name, found in sorted(files.items())},
        }


def _same(a: Answer, b: Answer) -> bool:
    """Tell whether answers are the same but for lines and columns, and the order of lists."""
    plain = [without_places(answer) for answer in (a, b)]
    lists = [name for name in a if isinstance(a[name], list)]
    return same(*({**each, **{name: unordered(each[name]) for name in lists}} for each in plain))


def stale(files: dict[str, bytes]) -> Iterator[str]:
    """Yield the files in the pack that are not what would be written."""
    for name, data in sorted(files.items()):
        path = FOLDER / name
        if not path.is_file() or path.read_bytes() != data:
            yield name
    for path in sorted(FOLDER.rglob("*")):
        name = path.relative_to(FOLDER).as_posix()
        by_hand = name.startswith("schemas/") or name == "README.md"
        if path.is_file() and name not in files and not by_hand:
            yield name


def write(files: dict[str, bytes]) -> None:
    """Write the pack, and take away what is no part of it any more."""
    for name in [*stale(files)]:
        path = FOLDER / name
        if name not in files:
            path.unlink()
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(files[name])


def _text(value: Any) -> bytes:
    return f"{written(value)}\n".encode()


def written(value: Any, indent: int = 0) -> str:
    """Write a JSON value: what fits in a line stands in one."""
    flat = json.dumps(value, ensure_ascii=False)
    if len(flat) + indent <= _WIDTH or not isinstance(value, (dict, list)):
        return flat
    if isinstance(value, dict):
        parts = [
            f"{json.dumps(key, ensure_ascii=False)}: {written(part, indent + 2)}"
            for key, part in value.items()
        ]
    else:
        parts = [written(part, indent + 2) for part in value]
    inner = "\n" + " " * (indent + 2)
    first, last = "{}" if isinstance(value, dict) else "[]"
    return f"{first}{inner}{f',{inner}'.join(parts)}\n{' ' * indent}{last}"
