"""Rules about frequency slice processors (FSPs) and the tuning of band 5, in layouts 0.1 to 0.6.

Up to 0.5 the receiver band stands in a dish configuration, and scans say with which CSP
configuration it is used; from 0.5 on it may stand in the CSP configuration itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from ska_oso_pdm.consistency import frequencies
from ska_oso_pdm.consistency.rule import Found, Rule, select
from ska_oso_pdm.phrases import show
from ska_oso_pdm.pointers import Place
from ska_oso_pdm.units import HERTZ, megahertz


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


_SUBBANDS = "/csp_configurations/*/midcbf/subbands/*"
_OF_SUBBANDS = ("band_5_tuning", "correlation_spws")


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


def zoom_windows_given(spelling: Spelling) -> Rule:
    """Make the rule for a layout that zoom windows are somewhere."""
    processors = f"/csp_configurations/*/cbf/{spelling.processors}/*"

    def find(block: Any) -> Found:
        for place, fsp in select(block, processors):
            if fsp["zoom_factor"] > 0 and fsp.get("zoom_window_tuning") is None:
                yield (
                    (*place, "zoom_factor"),
                    f'zoom factor {show(fsp["zoom_factor"])}, but no "zoom_window_tuning"; '
                    "add it, in kHz",
                )

    return Rule(
        "zoom-window-missing",
        "error",
        "A frequency slice processor with zoom says where the zoom window is.",
        (f"{processors}/zoom_factor", f"{processors}/zoom_window_tuning"),
        find,
    )


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


def tuning_given(spelling: Spelling) -> Rule:
    """Make the rule for a layout that band 5 is tuned, for all or in each subband."""
    used = "it is used" if spelling.own else "scans use it"

    def find(block: Any) -> Found:
        for band, place, configuration in paired(block, spelling):
            common = configuration.get("common") or {}
            if band not in frequencies.TUNED_BANDS or common.get("band_5_tuning"):
                continue
            subbands = [*select(configuration, "/midcbf/subbands/*", place)]
            slices = (configuration.get("cbf") or {}).get(spelling.processors)
            if not spelling.own or (slices and not subbands):
                yield (
                    (*place, "common") if common else place,
                    f'{used} in band {band}, but it has no "band_5_tuning"; add it to '
                    '"common", in GHz',
                )
            for home, subband in subbands:
                if subband.get("correlation_spws") and subband.get("band_5_tuning") is None:
                    yield (
                        home,
                        f"the subband has windows in band {band}, but neither it nor "
                        '"common" has a "band_5_tuning"; add it, in GHz',
                    )

    return Rule(
        "tuning-missing",
        "error",
        "A CSP configuration that scans use in band 5 has the tuning of its streams.",
        (
            *spelling.pairs,
            "/csp_configurations/*/common/band_5_tuning",
            *((f"{_SUBBANDS}/{key}" for key in _OF_SUBBANDS) if spelling.own else ()),
        ),
        find,
    )


def tuning_in_band(spelling: Spelling) -> Rule:
    """Make the rule for a layout that band 5 is tuned to frequencies inside it."""

    def find(block: Any) -> Found:
        for band, start, configuration in paired(block, spelling):
            for place, tuning in select(configuration, "/common/band_5_tuning/*", start):
                if message := frequencies.wrong_tuning(band, tuning):
                    yield place, message

    return Rule(
        "tuning-outside-band",
        "error",
        "The streams of band 5 have their centres inside the receiver band in which scans use "
        "them. In other bands a tuning is ignored.",
        (*spelling.pairs, "/csp_configurations/*/common/band_5_tuning/*"),
        find,
        frequencies.BANDS,
    )


def rules(spelling: Spelling) -> tuple[Rule, ...]:
    """Make all of these rules for a layout; where a tuning is, 1.0 says of the later ones."""
    found = zoom_windows_given(spelling), zoom_windows_in_band(spelling), tuning_given(spelling)
    return found if spelling.own else (*found, tuning_in_band(spelling))
