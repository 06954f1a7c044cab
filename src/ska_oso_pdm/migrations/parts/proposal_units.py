"""Units that 0.7 has for what projects and proposals say; before, a unit was any text."""

from __future__ import annotations

from ska_oso_pdm.migrations.engine.tree import Node, text_at, value_at
from ska_oso_pdm.migrations.parts import decimals

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


def is_measure(quantity: Node, units: frozenset[str]) -> bool:
    """Tell whether a quantity is a number in one of some units; no time is negative."""
    number = value_at(quantity, "value")
    if not decimals.is_number(number) or text_at(quantity, "unit") not in units:
        return False
    return bool(units is not TIMES or number >= 0)
