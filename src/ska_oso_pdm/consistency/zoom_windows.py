"""Rules about the zoom windows of frequency slice processors (FSPs), in layouts 0.1 to 0.6.

Up to 0.5 the receiver band stands in a dish configuration, and scans say with which CSP
configuration it is used; from 0.5 on it may stand in the CSP configuration itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from ska_oso_pdm.consistency import frequencies
from ska_oso_pdm.consistency.frequencies import megahertz
from ska_oso_pdm.consistency.rule import Found, Rule, select
from ska_oso_pdm.pointers import Place
from ska_oso_pdm.units import HERTZ


class Spelling(NamedTuple):
    """How a layout spells what the rules read.

    Attributes:
        processors: key of the FSPs in `cbf`.
        dish: key of a scan that names its dish configuration; None where there are none.
        csp: key of a scan that names its CSP configuration.
        own: whether a CSP configuration may have the band in its `midcbf`.
    """

    processors: str
    dish: str | None
    csp: str
    own: bool = False

    @property
    def pairs(self) -> tuple[str, ...]:
        """Patterns of what says which band goes with which CSP configuration."""
        found = []
        if self.dish:
            found += [
                f"/scan_definitions/*/{self.dish}",
                f"/scan_definitions/*/{self.csp}",
                "/dish_configurations/*/dish_configuration_id",
                "/dish_configurations/*/receiver_band",
                "/csp_configurations/*/config_id",
            ]
        if self.own:
            found.append("/csp_configurations/*/midcbf/frequency_band")
        return tuple(found)


def paired(block: Any, spelling: Spelling) -> Iterator[tuple[str, Place, Any]]:
    """Yield each receiver band with the CSP configurations that scans use in it."""
    bands: dict[str, str] = {}
    used: dict[str, set[str]] = {}
    if spelling.dish:
        for _, dish in select(block, "/dish_configurations/*"):
            bands[dish["dish_configuration_id"]] = dish["receiver_band"]
        for _, scan in select(block, "/scan_definitions/*"):
            if (band := bands.get(scan.get(spelling.dish, ""))) and scan.get(spelling.csp):
                used.setdefault(scan[spelling.csp], set()).add(band)
    for place, configuration in select(block, "/csp_configurations/*"):
        found = set(used.get(configuration.get("config_id"), ()))
        if spelling.own:
            found.update(band for _, band in select(configuration, "/midcbf/frequency_band"))
        yield from ((band, place, configuration) for band in sorted(found))


def zoom_windows_in_band(spelling: Spelling) -> Rule:
    """Make the rule for a layout that zoom windows are in the band that they are used in."""
    processors = f"/cbf/{spelling.processors}/*"

    def find(block: Any) -> Found:
        for band, start, configuration in paired(block, spelling):
            for place, fsp in select(configuration, processors, start):
                tuning = fsp.get("zoom_window_tuning")
                if fsp["zoom_factor"] == 0 or tuning is None:
                    continue
                if tuning * HERTZ["kHz"] not in frequencies.band_range(band):
                    yield (
                        (*place, "zoom_window_tuning"),
                        f"{megahertz(tuning * HERTZ['kHz'])} is outside of "
                        f"{frequencies.spell(band)}, in which it is used; move it, or correct "
                        "the band",
                    )

    return Rule(
        "zoom-window-outside-band",
        "error",
        "The centre of a zoom window is inside the receiver band in which it is used.",
        (
            *spelling.pairs,
            f"/csp_configurations/*{processors}/zoom_factor",
            f"/csp_configurations/*{processors}/zoom_window_tuning",
        ),
        find,
        frequencies.BANDS,
    )
