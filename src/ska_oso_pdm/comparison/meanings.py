"""Meanings: documents as trees in which equal means the same, however it is written.

The schema says what that is: the order of a set means nothing, nor that of items with identifiers;
a quantity is the same in another unit, an angle or an instant in another text; a default that is
written out is the one that was left out, and where null or nothing in it means absent, all three
are. Of what the schema does not know every key counts, as it is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Generator, Hashable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from fractions import Fraction
from functools import cache
from typing import Any, Literal, NamedTuple

from ska_oso_pdm.catalogue.subschemas import Schema, followed, is_nullable
from ska_oso_pdm.documents.stepwise import stepwise
from ska_oso_pdm.pointers import Place
from ska_oso_pdm.units import Size, size_of

Order = Literal["none", "by-id", "sequence", "set", "tuple"]
"""How the items of an array are told apart: by the order that they come in; by identifiers, where
order means nothing or something; by themselves; or by their place."""

_IDENTIFIER = re.compile(r"id|\w+_id|\w+ID")
_SEQUENCE = "sequence"


class Unit(NamedTuple):
    """The unit of the numbers in an object: as it is written, and its size."""

    text: str
    size: Size


@dataclass(slots=True)
class Part:
    """A value with its place and meaning, and the parts of it.

    Attributes:
        value: the value as it is written.
        path: keys and indices that lead to it.
        meaning: equal for values that mean the same; of parts of one `Meanings`.
        members: parts of an object, by key.
        items: parts of an array.
        silent: keys of an object whose value says what their absence says.
        absent: of an object, what absence of a key means, where that is a default.
        order: of an array.
        keys: keys that identify the items of an array.
        unit: of an object that has one.
        whole: whether it is a number with its unit, which nobody would take apart.
    """

    value: Any
    path: Place
    meaning: int
    members: dict[str, Part] | None = None
    items: list[Part] | None = None
    silent: frozenset[str] = frozenset()
    absent: dict[str, Any] = field(default_factory=dict)
    order: Order = "none"
    keys: tuple[str, ...] = ()
    unit: Unit | None = None
    whole: bool = False


class Meanings:
    """Gives values as parts. What means the same has one number, so that none holds another one."""

    def __init__(self) -> None:
        self._numbers: dict[Hashable, int] = {}

    def part_of(self, value: Any, schema: Schema) -> Part:
        """Give a value as a part, by the schema that describes it; an empty one where none does."""
        return stepwise(self._part(value, schema, (), None))

    def _number(self, meaning: Hashable) -> int:
        return self._numbers.setdefault(meaning, len(self._numbers))

    def _part(
        self, value: Any, schema: Schema, path: Place, unit: Unit | None
    ) -> Generator[Any, Any, Part]:
        """Give a value as a part; `unit` is that of the numbers in it."""
        schema = followed(schema, value, loosely=True)
        if isinstance(value, dict):
            return (yield self._object(value, schema, path, unit))
        if isinstance(value, list):
            return (yield self._array(value, schema, path, unit))
        return Part(value, path, self._number(_scalar(value, schema, unit)))

    def _object(
        self, value: dict[str, Any], schema: Schema, path: Place, unit: Unit | None
    ) -> Generator[Any, Any, Part]:
        known, other = schema.get("properties", {}), schema.get("additionalProperties")
        unit_key, own = _unit(value, known)
        members: dict[str, Part] = {}
        for key, inner in value.items():
            part = known.get(key, other)
            part = part if isinstance(part, dict) else {}
            members[key] = yield self._part(inner, part, (*path, key), own or unit)
        if own and unit_key in members:
            members[unit_key].meaning = self._number(("unit", own.size.kind))
        silent = self._silent(members, schema, own or unit)
        said = frozenset((key, part.meaning) for key, part in members.items() if key not in silent)
        absent = {key: part["default"] for key, part in known.items() if "default" in part}
        return Part(
            value,
            path,
            self._number(said),
            members=members,
            silent=silent,
            absent=absent,
            unit=own,
            whole=known.keys() == {"value", "unit"},
        )

    def _silent(
        self, members: dict[str, Part], schema: Schema, unit: Unit | None
    ) -> frozenset[str]:
        """Give the keys of optional properties that say what their absence says."""
        known, required = schema.get("properties", {}), schema.get("required", ())
        optional = [key for key in members if key in known and key not in required]
        return frozenset(key for key in optional if self._is_silent(members[key], known[key], unit))

    def _is_silent(self, part: Part, schema: Schema, unit: Unit | None) -> bool:
        nullable = is_nullable(schema)
        if part.value is None:
            return nullable
        plain = followed(schema, None)
        if "default" in plain:
            return part.meaning == stepwise(self._part(plain["default"], schema, (), unit)).meaning
        if plain.get("type") == "array":
            return part.value == []
        if plain.get("type") != "object":
            return False
        if "properties" not in plain:
            return part.value == {} and "oneOf" not in plain
        return not nullable and part.meaning == self._number(frozenset())

    def _array(
        self, value: list[Any], schema: Schema, path: Place, unit: Unit | None
    ) -> Generator[Any, Any, Part]:
        tuple_items, other = schema.get("prefixItems", ()), schema.get("items")
        other = other if isinstance(other, dict) else {}
        items: list[Part] = []
        for index, inner in enumerate(value):
            part = tuple_items[index] if index < len(tuple_items) else other
            items.append((yield self._part(inner, part, (*path, index), unit)))
        keys = _identifiers(value, other)
        order: Order = "set" if schema.get("uniqueItems") else "none"
        if tuple_items:
            order = "tuple"
        elif keys:
            name = next((step for step in reversed(path) if isinstance(step, str)), "")
            order = "sequence" if name.endswith(_SEQUENCE) else "by-id"
        meanings = [item.meaning for item in items]
        meaning: Hashable = ("list", *meanings)
        if order in ("by-id", "set"):
            meaning = frozenset(Counter(meanings).items())
        return Part(value, path, self._number(meaning), items=items, order=order, keys=keys)


def _unit(value: dict[str, Any], known: Schema) -> tuple[str, Unit | None]:
    """Give the key of the unit, and the unit, of an object that counts its numbers in one."""
    for key in ("unit", "units"):
        text = value.get(key)
        if key in known and isinstance(text, str) and (size := size_of(text)):
            return key, Unit(text, size)
    return "", None


def _identifiers(value: list[Any], items: Schema) -> tuple[str, ...]:
    """Give the keys that identify the items of an array, the most telling first.

    None where an item lacks the first of them.
    """
    for first in value:
        known = followed(items, first, loosely=True).get("properties", {})
        if keys := tuple(key for key in known if _IDENTIFIER.fullmatch(key)):
            return keys if all(_has(item, keys[0]) for item in value) else ()
    return ()


def _has(item: Any, key: str) -> bool:
    found = item.get(key) if isinstance(item, dict) else None
    return isinstance(found, (str, int)) and found != ""


def _scalar(value: Any, schema: Schema, unit: Unit | None) -> Hashable:
    if isinstance(value, bool):
        return ("bool", value)  # Python takes true for 1
    if isinstance(value, str):
        read = _reader(schema["pattern"]) if isinstance(schema.get("pattern"), str) else None
        meaning = read(value) if read else value
        # A text cannot be turned into another unit, so the unit is a part of what it means.
        return (meaning, unit.text) if unit and "const" not in schema else meaning
    if unit and value is not None:
        return (unit.size.kind, unit.size.amount(value))
    return value


_ANGLE = re.compile(r"([+-]?)([0-9]{1,3}):([0-9]{1,2}):([0-9]{1,2}(?:\.[0-9]{0,99})?)", re.ASCII)
_INSTANT = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2})(\.[0-9]{1,99})?(Z|[+-][0-9]{2}:[0-9]{2})?",
    re.ASCII,
)


@cache
def _reader(pattern: str) -> Any:
    """Give what reads the texts that a pattern is for; None for plain texts."""
    plain = re.search(pattern, "x")
    for example, read in (("1:2:3.5", _angle), ("2024-02-29T01:02:03.5Z", _instant)):
        if not plain and re.search(pattern, example):
            return read
    return None


def _angle(text: str) -> Hashable:
    """Read a sexagesimal text, as the number of its first unit; any other text is itself."""
    if not (match := _ANGLE.fullmatch(text)):
        return text
    sign, whole, minutes, seconds = match.groups()
    size = int(whole) + Fraction(int(minutes), 60) + Fraction(seconds) / 3600
    return ("angle", -size if sign == "-" else size)


def _instant(text: str) -> Hashable:
    """Read a date and time, without a zone as UTC; any other text is itself."""
    if not (match := _INSTANT.fullmatch(text)):
        return text
    moment, fraction, zone = match.groups()
    try:
        read = datetime.fromisoformat(moment + ("" if zone in (None, "Z") else zone))
    except ValueError:
        return text
    read = read if read.tzinfo else read.replace(tzinfo=UTC)
    since = read - datetime(1970, 1, 1, tzinfo=UTC)
    return ("instant", since.days * 86400 + since.seconds + Fraction(f"0{fraction or ''}"))
