"""Units that 0.7 has for what projects and proposals say; before, a unit was any text.

| before 0.7 | 0.7 | |
|---|---|---|
| `degrees`, `Hours`, with blanks around | `deg`, `h` | put right |
| `ghz`, `GHZ` | `GHz` | put right; what is a unit of its own, as `mHz` is, stays |
| a number as text | the number | put right |
"""

from __future__ import annotations

from ska_oso_pdm.migrations.engine.ledger import Ledger
from ska_oso_pdm.migrations.engine.tree import Node, derived, text_at, value_at
from ska_oso_pdm.migrations.parts import decimals
from ska_oso_pdm.units import size_of

FREQUENCIES = frozenset({"Hz", "kHz", "MHz", "GHz"})
ANGLES = frozenset({"deg", "arcmin", "arcsec", "rad", "hourangle", "mas", "uas", "mrad"})
IMAGE_SIZES = frozenset({"deg", "arcmin", "arcsec", "rad", "mas", "pix"})
TIMES = frozenset({"s", "ms", "us", "ns", "min", "h", "d"})
_FLUXES = [f"{prefix}Jy" for prefix in ("", "m", "u", "\u03bc", "\u00b5", "n")]
_TEMPERATURES = [f"{prefix}K" for prefix in ("", "m", "u", "\u03bc", "\u00b5", "n")]
FLUX_DENSITIES = frozenset(
    {"", *_FLUXES, *_TEMPERATURES}
    | {f"{flux}{per}" for flux in _FLUXES for per in ("/beam", " / beam")}
)
OF_RESULTS = {"integration_time": TIMES, "sensitivity": FLUX_DENSITIES}
"""The units of each type of what is supplied."""
OF_ANY_RESULT = TIMES | FLUX_DENSITIES
_WORDS = {
    **dict.fromkeys(("deg", "degree", "degrees"), "deg"),
    **dict.fromkeys(("arcmin", "arcmins", "arcminute", "arcminutes"), "arcmin"),
    **dict.fromkeys(("arcsec", "arcsecs", "arcsecond", "arcseconds"), "arcsec"),
    **dict.fromkeys(("pix", "pixel", "pixels"), "pix"),
    **dict.fromkeys(("min", "minute", "minutes"), "min"),
    **dict.fromkeys(("second", "seconds"), "s"),
    **dict.fromkeys(("hour", "hours"), "h"),
    **dict.fromkeys(("day", "days"), "d"),
}
"""Units by their names in full, some of which the form of the proposal tool had, and by those short
ones that no prefix makes ambiguous.
"""


def is_measure(quantity: Node, units: frozenset[str]) -> bool:
    """Tell whether a quantity is a number in one of some units; no time is negative."""
    number = value_at(quantity, "value")
    if not decimals.is_number(number) or text_at(quantity, "unit") not in units:
        return False
    return bool(units is not TIMES or number >= 0)


def are_one(*quantities: Node | None) -> bool:
    """Tell whether quantities are the same amount, in whatever units; what is none is not."""
    amounts = set()
    for quantity in quantities:
        if quantity is None:
            return False
        number, size = value_at(quantity, "value"), size_of(text_at(quantity, "unit") or "")
        if size is None or not decimals.is_number(number):
            return False
        amounts.add((size.kind, size.amount(number)))
    return len(amounts) == 1


def write_out(quantity: Node, units: frozenset[str], ledger: Ledger) -> None:
    """Write the number and the unit of a quantity as 0.7 does, where they say one thing only."""
    said = text_at(quantity, "unit")
    unit = None if said is None else spelt(said, units)
    if unit is not None and unit != said:
        ledger.repair(quantity["unit"], f'the unit is written "{unit}"')
        quantity["unit"] = derived(unit, quantity["unit"])
    write_number(quantity, "value", decimals.read(text_at(quantity, "value") or ""), ledger)


def write_number(node: Node, key: str, number: float | None, ledger: Ledger) -> None:
    """Write the number that a text says in its place; nothing happens where it says none."""
    if number is not None:
        ledger.repair(node[key], "a number is no text")
        node[key] = derived(number, node[key])


def spelt(said: str, units: frozenset[str]) -> str | None:
    """Give the one of some units that a text says, whatever its capitals; None where it says none.

    A capital may make another prefix: `mHz` is not `MHz`, and `MJy` not `mJy`. So a text that has
    any begins as the unit does.
    """
    text = said.strip()
    if text in units:
        return text
    if (word := _WORDS.get(text.lower())) in units:
        return word
    alike = [unit for unit in units if unit and unit.lower() == text.lower()]
    found = [unit for unit in alike if text == text.lower() or text[0] == unit[0]]
    return found[0] if len(found) == 1 else None
