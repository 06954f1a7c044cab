"""Spellings of units: which of the allowed ones a wrong one is, and what an amount is in them.

A prefix or a capital makes another unit: `ms` is not `Ms`, and `S` is not `s`. So what is not known
to be the same unit exactly is never taken for it. The spellings are in `unit_spellings.json`, which
programs in other languages read too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from ska_oso_pdm.tables import table
from ska_oso_pdm.units import Size, compound, size_of
from ska_oso_pdm.validation.sentences import say

if TYPE_CHECKING:
    from fractions import Fraction

_TABLE = "validation/unit_spellings"
_MICRO = str.maketrans({"\N{GREEK SMALL LETTER MU}": "u", "\N{MICRO SIGN}": "u"})
_PER = r"\s*/\s*|\s+per\s+"
_INVERSE = r"(\S+?)(?:\s+|\s*[.*·]\s*)(\S+?)(?:(?:\^|\*\*)?-1|⁻¹)"
_COMPOUND = r"(?i)^(hour|arc|milli|micro|nano|kilo|mega|giga)[\s_-]+"
_LONGEST = 60
_LEAST, _MOST = 1e-30, 1e30  # of numbers worth to be converted
_DIGITS = 15


def are_units(allowed: list[Any]) -> bool:
    """Tell whether the values that are allowed somewhere are units; "" is the unit of none."""
    names = [unit for unit in allowed if unit != ""]
    return bool(names) and all(isinstance(unit, str) and size_of(unit) for unit in names)


def same_unit(unit: str, allowed: list[str]) -> str | None:
    """Give the first allowed spelling of the very same unit."""
    plain = _plain(unit)
    return next((name for name in allowed if name and plain and _plain(name) == plain), None)


def in_others(number: float, unit: str, allowed: list[str], sidereal: bool = False) -> str | None:
    """Say what an amount is in an allowed unit: `36 km/h are 10 m/s`.

    Args:
        number: how many of the unit.
        unit: a unit that is not allowed.
        allowed: those that are.
        sidereal: whether angles stand for a sidereal time, of which 24 h are a full turn.

    Returns:
        The clause; None where the unit is not known here, or measures something else.
    """
    size = _size(unit)
    if size is None or size.in_radians or not _LEAST < abs(number) < _MOST:
        return None
    amount, kind = size.amount(number), size.kind
    if sidereal and kind == "time":
        amount, kind = amount / 240, "angle"  # 86400 s are 360 deg
        allowed = [name for name in allowed if name == "hourangle"] or allowed
    found = [*_amounts(amount, kind, allowed)]
    if not found:
        return None
    other, name = min(found, key=lambda pair: _length(pair[0]))
    told = "amount-is" if number == 1 else "amounts-are"
    return say(told, number=number, unit=unit, other=_write(other), other_unit=name)


def _amounts(amount: Fraction, kind: str, allowed: list[str]) -> Iterator[tuple[Fraction, str]]:
    for name in allowed:
        size = size_of(name) if name else None
        if size and size.kind == kind and not size.in_radians:
            yield amount / size.factor, name


def _length(number: Fraction) -> tuple[bool, int]:
    """Rank numbers: exact ones first, and of these the short ones."""
    text, is_exact = _decimal(number)
    return not is_exact, len(text)


def _write(number: Fraction) -> str:
    text, is_exact = _decimal(number)
    return text if is_exact else say("about", number=text)


def _decimal(number: Fraction) -> tuple[str, bool]:
    """Write a number as a decimal one, and tell whether it is exactly that."""
    value = float(number)
    text = repr(int(value) if value.is_integer() and abs(value) < 10**_DIGITS else value)
    from fractions import Fraction

    is_exact = Fraction(text) == number
    return text if is_exact else f"{value:.{_DIGITS}g}", is_exact


def _plain(unit: str) -> str | None:
    """Write a unit in its shortest spelling; None where it is none that is known here."""
    parts = [_factor(part) for part in _parts(unit)]
    return "/".join(part for part in parts if part) if parts and all(parts) else None


def _parts(unit: str) -> list[str]:
    text = unit[:_LONGEST].translate(_MICRO).strip()
    if inverse := re.fullmatch(_INVERSE, text):
        return [inverse[1], inverse[2]]
    return re.split(_PER, text)


class _Spellings(NamedTuple):
    """Spellings of units.

    Attributes:
        known: units as they are written in their shortest spelling.
        words: units by their names, in small letters.
        symbols: units by what is written for them just so.
    """

    known: frozenset[str]
    words: dict[str, str]
    symbols: dict[str, str]


@cache
def _spellings() -> _Spellings:
    read = table(_TABLE)
    words, symbols = read["words"]["of"], read["symbols"]["of"]
    names = {word: unit for unit in words for word in words[unit]}
    names.update((unit.casefold(), unit) for unit in read["any-capitals"]["units"])
    written = {symbol: unit for unit in symbols for symbol in symbols[unit]}
    return _Spellings(frozenset(words), names, written)


def _factor(name: str) -> str | None:
    known = _spellings()
    if size_of(name) and name in known.known:
        return name
    word = re.sub(_COMPOUND, r"\1", name)
    small = word.lower()  # of mixed capitals `hR` is a hectorayleigh
    plain = known.words.get(small) if word in (small, small.upper(), small.capitalize()) else None
    return plain or known.symbols.get(name)


def _size(unit: str) -> Size | None:
    """Give the size of a unit, in more spellings and with more prefixes than documents may have."""
    return compound([_size_of_factor(part) for part in _parts(unit)])


@cache
def _prefixed() -> dict[str, Size]:
    from fractions import Fraction

    read = table(_TABLE)
    return {
        f"{prefix}{base}": size._replace(factor=size.factor * Fraction(10) ** power)
        for base in read["prefixed"]
        if (size := size_of(base))
        for prefix, power in read["prefixes"].items()
    }


def _size_of_factor(name: str) -> Size | None:
    plain = _factor(name)
    return size_of(plain) if plain else _prefixed().get(name)
