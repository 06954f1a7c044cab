"""Advice about units, held against Astropy: it may only say the same unit in another spelling."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from astropy import units as u

from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.validation.unit_spellings import are_units, in_others, same_unit
from tests.test_units import SPELLINGS


def _enums() -> Iterator[tuple[str, ...]]:
    for version in dict.fromkeys(known.version for known in registry.documents()):
        for schema in registry.schemas_of(version).values():
            for part in schema.get("$defs", {}).values():
                if are_units(part.get("enum", [])):
                    yield tuple(part["enum"])


ENUMS = sorted(set(_enums()))
PREFIXES = ["Q", "R", "Y", "Z", "E", "P", "T", "G", "M", "k", "h", "da", "d", "c", "m", "u", "µ",
            "μ", "n", "p", "f", "a", "z", "y", "r", "q"]  # fmt: skip


def _named() -> list[str]:
    """List every name of a unit that Astropy has."""
    registered = u.get_current_unit_registry().registry
    return sorted(name for name in registered if name)


def _spelt() -> Iterator[str]:
    factors = sorted({part.strip() for unit in SPELLINGS for part in unit.split("/")})
    for unit in (*SPELLINGS, *factors):
        yield from (unit, unit.upper(), unit.lower(), unit.capitalize(), unit.swapcase())
        yield from (f"{prefix}{unit}" for prefix in PREFIXES)
        yield from (f"{prefix}{unit}".lower() for prefix in PREFIXES)
        yield from (f"{unit}s", f"{unit}2", f"{unit}^2", f"1/{unit}", f"{unit}-1", f"2 {unit}")
    for over in factors:
        for under in factors:
            yield from (f"{over}{sign}{under}" for sign in ("/", " ", ".", " per "))
            yield f"{over} {under}-1"
    yield from _named()


CANDIDATES = sorted(set(_spelt()))


@cache
def _parsed(text: str) -> Any:
    """Give the unit that Astropy reads in a text; None where it is none, or one of nothing."""
    try:
        return u.Unit(text.replace(" per ", " / "), parse_strict="raise")
    except (ValueError, TypeError):
        return None


def test_there_is_much_to_try() -> None:
    assert len(CANDIDATES) > 5000
    assert len(ENUMS) > 8


@pytest.mark.parametrize("allowed", ENUMS, ids=lambda allowed: allowed[0])
def test_no_unit_is_written_as_another(allowed: tuple[str, ...]) -> None:
    for text in CANDIDATES:
        written = same_unit(text, [*allowed])
        if written is None:
            continue
        known = _parsed(text)
        if known is not None:
            assert known.physical_type == u.Unit(written).physical_type, (text, written)
            assert known.to(u.Unit(written)) == pytest.approx(1, rel=1e-15), (text, written)
        else:
            folded = text.casefold().replace(" ", "").replace("per", "/").rstrip("s")
            names = [name.casefold().replace(" ", "").rstrip("s") for name in (*allowed, "second")]
            assert folded in names, (text, written)


@pytest.mark.parametrize("allowed", ENUMS, ids=lambda allowed: allowed[0])
def test_an_amount_in_another_unit_is_the_same_amount(allowed: tuple[str, ...]) -> None:
    for text in CANDIDATES:
        said = in_others(36.5, text, [*allowed])
        unit = _parsed(text) if said else None
        if said is None or unit is None:
            continue
        before, _, after = said.partition(" are ")
        number, name = after.removeprefix("about ").split(" ", 1)
        assert before == f"36.5 {text}"
        assert (36.5 * unit).to_value(u.Unit(name)) == pytest.approx(float(number), rel=1e-13)


@pytest.mark.parametrize("unit", [u for u in SPELLINGS if "/" not in u])
def test_every_prefix_of_a_unit_that_takes_them_is_another_amount(unit: str) -> None:
    for prefix in PREFIXES:
        for allowed in ENUMS:
            written = same_unit(f"{prefix}{unit}", [*allowed])
            parsed = _parsed(f"{prefix}{unit}")
            assert written is None or parsed == u.Unit(written)


@pytest.mark.parametrize(
    ("text", "allowed", "written"),
    [
        ("seconds", ["s", "ms"], "s"),
        ("µs", ["s", "us"], "us"),
        ("degrees", ["deg"], "deg"),
        ("°", ["deg"], "deg"),
        ("hour angle", ["deg", "hourangle"], "hourangle"),
        ("km s-1", ["km / s", "km/s"], "km / s"),
        ("km s⁻¹", ["km/s"], "km/s"),
        ("metres per second", ["km/s", "m/s"], "m/s"),
        ("khz", ["Hz", "kHz"], "kHz"),
        ("pixels", ["pix"], "pix"),
        ("mhz", ["MHz"], None),
        ("mHz", ["MHz"], None),
        ("m s", ["ms"], None),
        ("S", ["s"], None),
        ("h", ["hourangle"], None),
        ("", ["s", ""], None),
        ("/", ["s"], None),
        ("s/", ["s"], None),
        ("s" * 10**6, ["s"], None),
    ],
)
def test_the_same_unit_is_found(text: str, allowed: list[str], written: str | None) -> None:
    assert same_unit(text, allowed) == written


@pytest.mark.parametrize("number", [0, float("inf"), float("nan"), 10**400, 1e300, 5e-324])
def test_numbers_beyond_use_are_not_converted(number: float) -> None:
    assert in_others(number, "Qs", ["ns", "d"]) is None


def test_the_shortest_exact_number_is_given() -> None:
    assert in_others(36, "km/h", ["km / s", "km/s", "m / s", "m/s"]) == "36 km/h are 10 m / s"
    assert in_others(1, "Ms", ["s", "d"]) == "1 Ms is 1000000 s"
    assert in_others(1, "rad", ["deg"]) is None  # no number of degrees is exactly that
