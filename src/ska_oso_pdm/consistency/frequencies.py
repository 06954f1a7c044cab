"""Frequencies and the receiver bands of SKA MID, alike in all layouts."""

from __future__ import annotations

from ska_oso_pdm.limits import Range, extent
from ska_oso_pdm.phrases import show
from ska_oso_pdm.units import HERTZ, megahertz

BANDS = ("mid-band-1", "mid-band-2", "mid-band-5a", "mid-band-5b")
"""Names of the limits of the receiver bands."""

TUNED_BANDS = ("5a", "5b")
"""Receiver bands of which two streams are chosen by tuning."""


def band_range(band: str) -> Range:
    """Give the range of a receiver band, such as `5a`, in Hz."""
    return extent(f"mid-band-{band}")


def spell(band: str) -> str:
    """Write a receiver band with its range: `band 1 (350 MHz to 1050 MHz)`."""
    least, greatest = band_range(band)
    return f"band {band} ({megahertz(least)} to {megahertz(greatest)})"


def wrong_tuning(band: str, tuning: float) -> str | None:
    """Say what is wrong with the centre of a band 5 stream, in GHz; None for nothing.

    In bands without tuning it is ignored: documents have it there too.
    """
    if band not in TUNED_BANDS or tuning * HERTZ["GHz"] in band_range(band):
        return None
    return f"{show(tuning)} GHz is outside of {spell(band)}; tune inside it, or correct the band"
