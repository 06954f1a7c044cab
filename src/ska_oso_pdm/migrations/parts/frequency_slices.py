"""Frequency slices of SKA MID: what up to 0.6 sets up by slice, 0.7 does by spectral window.

| 0.6 | 0.7 | |
|---|---|---|
| `csp_configurations[].cbf.fsps[]` that correlate | `midcbf.subbands[0].correlation_spws[]` | where the place of all of them is known: a zoom window says its centre; of a whole slice two numberings were published, assumption `frequency-slices`; otherwise all of a configuration is set aside, since some of its windows alone would be another observation |
| `fsp_id` | `logical_fsp_ids[0]`, `spw_id` counted from 1 | |
| `frequency_slice_id` | `number_of_channels`, `centre_frequency` of a whole slice | |
| `zoom_window_tuning` in kHz | `centre_frequency` in Hz | |
| `zoom_factor`, `integration_factor` | `zoom_factor`, `time_integration_factor` | |
| maps, offsets, `vlbi` | | set aside |
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from ska_oso_pdm.limits import Range, extent, limits, number
from ska_oso_pdm.migrations.engine.ledger import Ledger
from ska_oso_pdm.migrations.engine.tree import (
    Leaf,
    Node,
    derived,
    list_at,
    node_at,
    text_at,
    value_at,
)
from ska_oso_pdm.personal import shown_text
from ska_oso_pdm.units import megahertz

OPTION = "frequency-slices"
_KHZ, _MHZ = 1_000, 1_000_000
_RANGES = {
    "fsp_id": range(1, 28),
    "frequency_slice_id": range(1, 27),
    "zoom_factor": range(7),
    "integration_factor": range(1, 11),
}
"""What a setting of an FSP may be, from 0.1 to 0.6."""
_TUNED = ("5a", "5b")
"""Bands in which slices count within a stream that is tuned: no numbering is published there."""


class _Numbering(NamedTuple):
    """Where frequency slices are.

    Attributes:
        width: of a slice, in Hz.
        centre: gives the centre of one in Hz, by its number and its band.
    """

    width: int
    centre: Callable[[int, Range], int]

    def has(self, frequency: int, slice_id: int, band: Range) -> bool:
        """Tell whether a frequency in Hz is in a slice."""
        return 2 * abs(frequency - self.centre(slice_id, band)) <= self.width


NUMBERINGS = {
    "band-start": _Numbering(
        200 * _MHZ, lambda n, band: int(band.least) + (n - 1) * 200 * _MHZ + 100 * _MHZ
    ),
    "centres": _Numbering(198_180_864, lambda n, _: n * 198_180_864),
}
"""What was published. Source: code of the SKA MID correlator, the first until June 2024, the second
in 2025."""


_READ = (
    "a frequency slice has 14880 fine channels, at any zoom, by the control software of the "
    "SKA MID correlator"
)
_LEFT = "channel maps, offsets and VLBI settings have no counterpart in spectral windows"
_NO_PLACE = "frequency slices and their maps have no counterpart in spectral windows"


def to_windows(csp: Node, cbf: Node, ledger: Ledger) -> None:
    """Make spectral windows of the frequency slices of a CSP configuration, all of them or none.

    What is left of the settings goes aside; of the slices with the reason, where none is made.
    """
    band = text_at(node_at(csp, "midcbf") or {}, "frequency_band") or ""
    windows: list[Node] = []
    for fsp in list_at(cbf, "fsps"):
        found = _window(fsp, band, ledger) if isinstance(fsp, dict) else "one is no object"
        if not isinstance(found, str) and value_at(fsp, "fsp_id") in map(_processor, windows):
            found = f"FSP {value_at(fsp, 'fsp_id')} stands there twice"
        if isinstance(found, str):
            ledger.aside(cbf, f"{_NO_PLACE}: {found}")
            return
        windows.append(found)
    for spw_id, (fsp, window) in enumerate(zip(list_at(cbf, "fsps"), windows, strict=True), 1):
        window["spw_id"] = ledger.default(spw_id, "windows are numbered in their order")
        _account(fsp, ledger)
    if windows:
        csp["midcbf"]["subbands"] = [{"correlation_spws": windows}]
    ledger.aside(cbf, _LEFT)


def _processor(window: Node) -> Any:
    return window["logical_fsp_ids"][0].value


def _window(fsp: Node, band: str, ledger: Ledger) -> Node | str:
    """Give the window of one frequency slice processor; or why there is none."""
    processor = value_at(fsp, "fsp_id")
    for key, allowed in _RANGES.items():
        if _whole(fsp, key) not in allowed:
            return f'an FSP has no "{key}" from {allowed[0]} to {allowed[-1]}'
        for doubt in (ledger.pending[o] for o in fsp[key].origins if o in ledger.pending):
            remedy = f', unless "--assume {doubt.option}" decides' if doubt.option else ""
            return f'"{key}" of FSP {processor} is doubtful{remedy}'
    if text_at(fsp, "function_mode") != "CORR":
        return f"FSP {processor} does not correlate, and its beams are not described"
    if f"mid-band-{band}" not in limits():
        there = shown_text(band)
        return f"the extent of receiver band {there} is not known" if band else "no band is known"
    reach = extent(f"mid-band-{band}")
    centre = _centre(fsp, band, reach, ledger)
    if isinstance(centre, str):
        return centre
    half = number("mid-channels-of-a-processor") * number("mid-channel-width") / 2
    half /= 2 ** value_at(fsp, "zoom_factor")
    if centre.value - half not in reach or centre.value + half not in reach:
        return f"the window of FSP {processor} at {megahertz(centre.value)} leaves band {band}"
    channels = int(number("mid-channels-of-a-processor"))
    return {
        "spw_id": None,
        "logical_fsp_ids": [fsp["fsp_id"]],
        "zoom_factor": fsp["zoom_factor"],
        "centre_frequency": centre,
        "number_of_channels": derived(channels, fsp["frequency_slice_id"]),
        "time_integration_factor": fsp["integration_factor"],
    }


def _centre(fsp: Node, band: str, reach: Range, ledger: Ledger) -> Leaf | str:
    """Give the centre of a window in Hz; or why it is not known."""
    slice_id, processor = int(value_at(fsp, "frequency_slice_id")), value_at(fsp, "fsp_id")
    chosen = ledger.allowed.assume.get(OPTION)
    names = [] if band in _TUNED else [chosen] if chosen in NUMBERINGS else list(NUMBERINGS)
    if value_at(fsp, "zoom_factor"):
        tuning = _whole(fsp, "zoom_window_tuning")
        if tuning is None:
            return f'FSP {processor} zooms, and has no whole "zoom_window_tuning"'
        centre = tuning * _KHZ
        inside = [NUMBERINGS[name].has(centre, slice_id, reach) for name in names]
        if centre in reach and names and not any(inside):
            where = f"{megahertz(centre)} is not in slice {slice_id}"
            numbered = " or ".join(names)
            return f"the zoom window of FSP {processor} at {where}, as numbered by {numbered}"
        return derived(centre, fsp["zoom_window_tuning"])
    if len(names) == 1:
        return derived(NUMBERINGS[names[0]].centre(slice_id, reach), fsp["frequency_slice_id"])
    if band in _TUNED:
        return f"it was never published where slice {slice_id} of band {band} is"
    return f'where slice {slice_id} is depends on their numbering, which "--assume {OPTION}=…" says'


def _whole(fsp: Node, key: str) -> int | None:
    value = value_at(fsp, key)
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return int(value) if is_number and value == int(value) else None


def _account(fsp: Node, ledger: Ledger) -> None:
    """Take out of a frequency slice what its window says."""
    ledger.read(fsp["frequency_slice_id"], _READ)
    if value_at(fsp, "zoom_factor"):
        del fsp["zoom_window_tuning"]
    for key in _RANGES:
        del fsp[key]
    ledger.spare(fsp.pop("function_mode"), "windows of this list are correlated")
