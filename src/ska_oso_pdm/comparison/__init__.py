"""Comparison of two documents by meaning: what differs, and not how it is written.

    from pathlib import Path

    import ska_oso_pdm

    low, mid = Path("examples/1.0/sbd-low-imaging.json"), Path("examples/1.0/sbd-mid-imaging.json")
    for difference in ska_oso_pdm.diff(low, mid):
        print(difference)

What means the same is said in `meanings`. Neither document needs to be valid.
"""

from __future__ import annotations

from collections.abc import Generator, Hashable, Iterator
from dataclasses import dataclass, field
from os import PathLike
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.catalogue.registry import SchemaId
from ska_oso_pdm.comparison.alignment import Alignment, by_identity, by_order, by_place
from ska_oso_pdm.comparison.meanings import Meanings, Part
from ska_oso_pdm.documents.snapshot import snapshot
from ska_oso_pdm.documents.source import Source
from ska_oso_pdm.documents.stepwise import flat
from ska_oso_pdm.errors import IncomparableError, Issue, UnknownLayoutError, printable
from ska_oso_pdm.inputs import read_input
from ska_oso_pdm.personal import is_personal, shown_place
from ska_oso_pdm.phrases import CUT, count, show
from ska_oso_pdm.pointers import escape, pointer
from ska_oso_pdm.recognition.labelling import settle_layout

if TYPE_CHECKING:
    from ska_oso_pdm.migrations import Allowed

Kind = Literal["changed", "added", "removed", "moved"]

_ABOUT = ("interface", "metadata", "pdm_version")
"""Keys that say something about a document and not about what is observed."""


@dataclass(frozen=True)
class Difference:
    """Something that two documents do not have in common.

    As text it is one line, which shows no value that may be personal data; `a` and `b` have it.

    Attributes:
        kind: `changed`; `added` or `removed`, which is in one of them only; or `moved`, which
            stands at another place of an order that matters.
        path: where it is, for people: items of arrays by their identifiers, and `(personal)` for
            what may be that.
        pointer_a: JSON pointer to it in the first document; None for what was added.
        pointer_b: JSON pointer to it in the second one; None for what was removed.
        a: the value in the first document; None for what was added.
        b: the value in the second one; None for what was removed.
        default: what the absence of an added or removed value means; None where that is nothing.
        hidden: whether the values may be personal data, or hold some.
    """

    kind: Kind
    path: str
    pointer_a: str | None = field(repr=False)
    pointer_b: str | None = field(repr=False)
    a: Any = field(repr=False)
    b: Any = field(repr=False)
    default: Any = None
    hidden: bool = False

    def __str__(self) -> str:
        return printable(f"{self.path}: {self._what()}")

    def _what(self) -> str:
        if self.kind == "moved":
            return f"moved from {_place(self.pointer_a)} to {_place(self.pointer_b)}"
        if self.hidden:
            return f"{self.kind}; the value may be personal and is not shown"
        if self.kind == "changed":
            return "was {}, is {}".format(*_contrast(self.a, self.b))
        absent = "" if self.default is None else f"; absent means {show(self.default)}"
        return f"{self.kind} {show(self.b if self.kind == 'added' else self.a)}{absent}"


class Side(NamedTuple):
    """One of the two documents, and the schema of the layout that it has."""

    document: dict[str, Any]
    schema: SchemaId
    name: str


class Comparison(NamedTuple):
    """What two documents do not have in common, and what was not compared.

    Attributes:
        differences: in the order of the first document.
        notes: sentences about values that could not be compared, as a layout has no place for them.
    """

    differences: list[Difference]
    notes: list[str]


def diff(
    a: Any, b: Any, *, ignore_metadata: bool = False, allowed: Allowed | None = None
) -> list[Difference]:
    """List what two documents of one entity do not have in common, in the order of the first.

    They are the same where that list is empty: order of keys, sets and items with identifiers,
    units and spelling of quantities, angles and times, and defaults that are written out make no
    difference. Where they are of different layouts, the older one is converted first, and both are
    where no schema says what theirs means; pointers
    lead into what it becomes, and what the newer layout has no place for is not compared.

    Args:
        a: the first document: JSON text as `str` or `bytes`, a path object, a file object, a parsed
            `dict`, or an object of the model.
        b: the second one, likewise.
        ignore_metadata: leave out `metadata`, `pdm_version` and the label `interface`.
        allowed: what the conversion may assume and lose.

    Raises:
        UnreadableError: when one of them is no I-JSON value.
        UnknownLayoutError: when neither label nor content of one names a layout known here.
        IncomparableError: when they are of different entities, or of layouts that cannot be
            brought together.
        TypeError: for an object that is a part of documents.
    """
    return compare(a, b, ignore_metadata=ignore_metadata, allowed=allowed).differences


def compare(
    a: Any, b: Any, *, ignore_metadata: bool = False, allowed: Allowed | None = None
) -> Comparison:
    """Compare two documents; see `diff`."""
    sides, notes = _same_layout(_side(a, "A"), _side(b, "B"), allowed)
    left_out = _ABOUT if ignore_metadata else ()
    a, b = (
        {key: value for key, value in document.items() if key not in left_out}
        for document, _, _ in sides
    )
    written = snapshot(a, sort_keys=True)
    if written is not None and written == snapshot(b, sort_keys=True):
        return Comparison([], notes)
    schema, meanings = registry.schema_for(sides[0].schema), Meanings()
    parts = meanings.part_of(a, schema), meanings.part_of(b, schema)
    return Comparison(list(_differences(*parts, "")), notes)


def _side(source: Any, name: str) -> Side:
    """Read a document and tell its layout; without a file it goes by its letter."""
    has_name = isinstance(source, (PathLike, Source)) or hasattr(source, "read")
    read = read_input(source, None if has_name else name)
    read = Source(read.document, read.data, read.name or name)
    if read.data is not None and read.may_overflow():  # a dict has been looked through already
        read.require_proper()
    return Side(read.document, settle_layout(read).schema, read.name or name)


def _same_layout(a: Side, b: Side, allowed: Allowed | None) -> tuple[tuple[Side, Side], list[str]]:
    """Bring two documents to the newer one of their layouts; say what could not come along.

    Raises:
        IncomparableError: where they are of different entities, or the older one is refused.
    """
    if a.schema.entity != b.schema.entity:
        message = (
            f"is of {b.schema.entity}, and {a.name} of {a.schema.entity}; "
            "give two documents of one entity"
        )
        raise IncomparableError([Issue("", "other-entity", message)], b.name)
    newest = max((a.schema.version, b.schema.version), key=registry.version_key)
    if not registry.is_document(SchemaId(a.schema.entity, newest)):  # nothing says what it means
        newest = registry.versions_of(a.schema.entity)[-1]
    (a, note_a), (b, note_b) = _brought(a, newest, allowed), _brought(b, newest, allowed)
    return (a, b), [*note_a, *note_b]


def _brought(side: Side, version: str, allowed: Allowed | None) -> tuple[Side, list[str]]:
    """Convert a document to a version where it has another one."""
    if side.schema.version == version:
        return side, []
    from ska_oso_pdm.conversion import convert

    try:
        done = convert(Source(side.document, None, side.name), version, allowed=allowed)
    except UnknownLayoutError as error:
        raise IncomparableError(error.issues, side.name) from None
    if done.document is None:
        raise IncomparableError(done.problems, side.name)
    made = Side(done.document, SchemaId(done.entity, version), side.name)
    gone = len(done.lost) + sum(entry.needed for entry in done.set_aside)
    if not gone:
        return made, []
    values = f"{count(gone, 'value')} of {done.entity} {done.start}"
    verb, they = ("has", "it is") if gone == 1 else ("have", "they are")
    return made, [f"{side.name}: {values} {verb} no place in {version}; {they} not compared"]


def _differences(a: Part, b: Part, path: str) -> Iterator[Difference]:
    """Yield what differs of two parts that stand in the same place; `path` is it for people."""
    return flat(_compare(a, b, path))


def _compare(a: Part, b: Part, path: str) -> Generator[Any, None, None]:
    if a.meaning == b.meaning:
        return
    if a.items is not None and b.items is not None:
        yield _items(a, b, path)
    elif a.members is not None and b.members is not None and not _is_one(a, b):
        yield _members(a, b, path)
    else:
        yield _difference("changed", path, a, b)


def _members(a: Part, b: Part, path: str) -> Generator[Any, None, None]:
    left, right = a.members or {}, b.members or {}
    for key in {**left, **right}:
        before, after = left.get(key), right.get(key)
        if (before is None or key in a.silent) and (after is None or key in b.silent):
            continue
        place = f"{path}/{escape(_shown_key(before or after))}"
        if before is None:
            yield _difference("added", place, None, after, a.absent.get(key))
        elif after is None:
            yield _difference("removed", place, before, None, b.absent.get(key))
        else:
            yield _compare(before, after, place)


def _items(a: Part, b: Part, path: str) -> Generator[Any, None, None]:
    left, right = a.items or [], b.items or []
    keys = _telling_keys(a, b)
    found = _aligned(a, b, keys)
    for i, j in found.pairs:
        place = path + _label(right[j], keys)
        if (i, j) in found.moved:
            yield _difference("moved", place, left[i], right[j])
        yield _compare(left[i], right[j], place)
    for i in found.removed:
        yield _difference("removed", path + _label(left[i], keys), left[i], None)
    for j in found.added:
        yield _difference("added", path + _label(right[j], keys), None, right[j])


def _label(item: Part, keys: tuple[str, ...]) -> str:
    """Name an item of an array: by identifiers; by index where these may be personal."""
    named = {key: item.value.get(key) for key in keys}
    if not keys or any(is_personal(name, (*item.path, key)) for key, name in named.items()):
        return f"/{item.path[-1]}"
    return f"[{', '.join(f'{key}={show(name)}' for key, name in named.items())}]"


def _difference(
    kind: Kind, path: str, a: Part | None, b: Part | None, default: Any = None
) -> Difference:
    return Difference(
        kind,
        path,
        pointer(a.path) if a else None,
        pointer(b.path) if b else None,
        a.value if a else None,
        b.value if b else None,
        default,
        any(is_personal(part.value, part.path) for part in (a, b) if part),
    )


def _is_one(a: Part, b: Part) -> bool:
    """Tell whether two objects are values: numbers with a unit, or counted in different ones."""
    if a.whole and b.whole:
        return True
    return a.unit != b.unit


def _telling_keys(a: Part, b: Part) -> tuple[str, ...]:
    """Give as many of the keys that identify items as it takes to tell all in an array apart."""
    left, right = a.items or [], b.items or []
    for number in range(1, len(a.keys or b.keys) + 1):
        keys = (a.keys or b.keys)[:number]
        if _tells(left, a.keys, keys) and _tells(right, b.keys, keys):
            return keys
    return ()


def _tells(items: list[Part], known: tuple[str, ...], keys: tuple[str, ...]) -> bool:
    if not items:
        return True
    return known[: len(keys)] == keys and len(set(_identities(items, keys))) == len(items)


def _identities(items: list[Part], keys: tuple[str, ...]) -> list[Hashable]:
    """Give what identifies each of the items: the meanings of some of their keys."""
    members = [item.members or {} for item in items]
    return [tuple(own[key].meaning if key in own else None for key in keys) for own in members]


def _repeats_alike(a: Part, b: Part) -> bool:
    """Tell whether two arrays have items of the same identifiers, repeated ones, in one order."""
    own = _identities(a.items or [], a.keys), _identities(b.items or [], b.keys)
    return bool(a.keys) and a.keys == b.keys and own[0] == own[1]


def _aligned(a: Part, b: Part, keys: tuple[str, ...]) -> Alignment:
    left, right = a.items or [], b.items or []
    if keys:
        found = by_identity(_identities(left, keys), _identities(right, keys))
        return found if "sequence" in (a.order, b.order) else found._replace(moved=set())
    meanings = [item.meaning for item in left], [item.meaning for item in right]
    if (a.order == b.order == "tuple") or _repeats_alike(a, b):
        return by_place(*meanings)
    if "none" in (a.order, b.order) or "sequence" in (a.order, b.order):
        return by_order(*meanings)
    return by_identity(*meanings)._replace(moved=set())


def _shown_key(part: Part | None) -> str | int:
    """Give the key of a part for people."""
    assert part is not None
    return shown_place(part.path)[-1]


def _place(path: str | None) -> str:
    return (path or "").rpartition("/")[2]


def _contrast(a: Any, b: Any) -> tuple[str, str]:
    """Write two values, cut so that they can be told apart."""
    shown = show(a), show(b)
    if shown[0] != shown[1] or not (isinstance(a, str) and isinstance(b, str)):
        return shown
    same = next(index for index, (x, y) in enumerate(zip(f"{a}\0", f"{b}\0")) if x != y)
    start = max(same - CUT // 2, 0)
    return f"…{show(a[start:])}", f"…{show(b[start:])}"
