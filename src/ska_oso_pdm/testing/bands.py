"""Receiver bands of scheduling blocks, and frequencies that lie inside of them."""

from __future__ import annotations

from typing import Any

from ska_oso_pdm.limits import extent, number
from ska_oso_pdm.testing.chance import Chance
from ska_oso_pdm.testing.objects import distinct
from ska_oso_pdm.testing.plausible import FINE_OF_COARSE

Json = dict[str, Any]

_BANDS = ("1", "2", "5a", "5b")
_BAND_5 = ("5a", "5b")
_KILOHERTZ, _GIGAHERTZ = 10**3, 10**9
_LARGEST_BEAM = 384
"""Channels of a sub-array beam that is as wide as the band of SKA LOW."""


def fit(block: Json, version: str, chance: Chance) -> None:
    """Let scans use a CSP configuration in one band, and have its frequencies in that band."""
    csps = block.get("csp_configurations", block.get("cspConfigurations")) or []
    dishes = block.get("dish_configurations", block.get("dishConfigurations")) or []
    if chance.below(2) == 0:
        _have_one_band(csps, dishes, chance.pick(_BANDS))
    used = _used_bands(block, csps, dishes)
    for csp in csps:
        band = used.get(csp.get("config_id", csp.get("id"))) or _own_band(csp)
        if csp.get("midcbf"):
            _mid_windows(csp, csp["midcbf"], chance)
        _slices(csp, band, chance)
        if band in _BAND_5:
            _tune(csp, band, chance)
        elif (csp.get("common") or {}).get("band_5_tuning"):
            del csp["common"]["band_5_tuning"]
    _low_windows(block, csps, version, chance)


def _have_one_band(csps: list[Json], dishes: list[Json], band: str) -> None:
    for dish in dishes:
        dish["receiver_band" if "receiver_band" in dish else "receiverBand"] = band
    for csp in csps:
        if csp.get("midcbf"):
            csp["midcbf"]["frequency_band"] = band


def _own_band(csp: Json) -> str | None:
    band: str | None = (csp.get("midcbf") or {}).get("frequency_band")
    return band


def _used_bands(block: Json, csps: list[Json], dishes: list[Json]) -> dict[Any, str | None]:
    """Tell in which band each CSP configuration is used; links to other bands are left out."""
    bands = {
        dish.get("dish_configuration_id", dish.get("id")): dish.get(
            "receiver_band", dish.get("receiverBand")
        )
        for dish in dishes
    }
    used = {csp.get("config_id", csp.get("id")): _own_band(csp) for csp in csps}
    scans = [*(block.get("scan_definitions") or ()), *(block.get("scanDefinitions") or {}).values()]
    for scan in scans:
        csp = next((scan[key] for key in scan if key.lower().startswith("csp")), None)
        link = next((key for key in scan if key.startswith("dish") and scan[key] in bands), None)
        if link is not None and csp in used:
            band = bands[scan[link]]
            used[csp] = used[csp] or band
            if used[csp] != band:
                del scan[link]
    return used


def _mid_windows(csp: Json, midcbf: Json, chance: Chance) -> None:
    """Put the spectral windows of SKA MID into the band, from edge to edge."""
    band = midcbf["frequency_band"]
    if band != "5b":
        midcbf.pop("band5b_subband", None)
    low, high = _edges(f"mid-band-{band}")
    width, most = number("mid-channel-width"), int(number("mid-channels-of-a-processor"))
    subbands = midcbf.get("subbands") or ()
    windows = [w for s in subbands for w in s.get("correlation_spws") or ()]
    pulsars = [w for s in subbands for w in s.get("pst_spws") or ()]
    distinct([*windows, *pulsars], "spw_id")
    for subband in subbands:
        if band not in _BAND_5:
            subband.pop("band_5_tuning", None)
        elif subband.get("band_5_tuning") is not None:
            subband["band_5_tuning"] = (low + high) / 2 / _GIGAHERTZ
        if "frequency_slice_offset" in subband:
            subband["frequency_slice_offset"]["value"] = chance.pick((0.0, 0, -0.0, 90.5))
    for window in windows:
        channels = window["number_of_channels"] = chance.whole(1, most)
        half = int(channels * width / 2 ** (window["zoom_factor"] + 1)) + 1
        window["centre_frequency"] = _frequency(low + half, high - half, chance)
    for window in pulsars:
        window["number_of_channels"] = chance.whole(1, most)
        window["centre_frequency"] = _frequency(low, high, chance)


def _edges(name: str) -> tuple[int, int]:
    least, greatest = extent(name)
    return int(least), int(greatest)


def _frequency(low: int, high: int, chance: Chance) -> float:
    """Choose a frequency in hertz, whole or not, of either JSON kind."""
    made = chance.whole(low, high - 1)
    return chance.pick((made, float(made), made + 0.5))


def _slices(csp: Json, band: str | None, chance: Chance) -> None:
    """Give each frequency slice processor a number, and its place where it has a zoom window."""
    cbf = csp.get("cbf") or csp
    slices = cbf.get("fsps") or cbf.get("fsp") or ()
    distinct(slices, "fspID" if "fsp" in csp else "fsp_id")
    low, high = _edges(f"mid-band-{band or '1'}")
    for one in slices:
        zoom, tuning = one.get("zoom_factor", one.get("corrBandwidth")), "zoom_window_tuning"
        if "corrBandwidth" in one:
            tuning = "zoomWindowTuning"
        if zoom or one.get(tuning) is not None:
            one[tuning] = chance.whole(low // _KILOHERTZ, high // _KILOHERTZ)


def _tune(csp: Json, band: str, chance: Chance) -> None:
    """Say where the two streams of band 5 are."""
    low, high = _edges(f"mid-band-{band}")
    streams = [chance.whole(low, high) / _GIGAHERTZ for _ in range(chance.whole(1, 2))]
    if "fsp" not in csp:  # 0.0 has no place for it
        csp["common"] = {**(csp.get("common") or {}), "band_5_tuning": streams}


def _low_windows(block: Json, csps: list[Json], version: str, chance: Chance) -> None:
    """Put the spectral windows of SKA LOW into its band; 0.5 mostly counts fine channels."""
    beams = (block.get("mccs_allocation") or {}).get("subarray_beams") or ()
    of_beams = next((beam.get("number_of_channels") for beam in beams), None)
    low, high = _edges("low-band")
    for csp in csps:
        windows = (csp.get("lowcbf") or {}).get("correlation_spws") or ()
        distinct(windows, "spw_id")
        for window in windows:
            count = min(of_beams or chance.pick((8, 96, 160)), _LARGEST_BEAM)
            half = int(count * number("low-coarse-channel-width") / 2)
            window["centre_frequency"] = _frequency(low + half, high - half + 1, chance)
            fine = version == "0.5" and not (of_beams and chance.one_in(4))
            window["number_of_channels"] = count * FINE_OF_COARSE if fine else count
