"""Rules about the scans of blocks of layout 1.0."""

from __future__ import annotations

from typing import Any

from ska_oso_pdm.consistency.rule import Found, rule, select
from ska_oso_pdm.limits import number
from ska_oso_pdm.phrases import show
from ska_oso_pdm.units import MILLISECONDS

_BEAMS = "/mccs_allocation/subarray_beams/*"
_SEQUENCES = ("/dish_allocations/scan_sequence/*", f"{_BEAMS}/scan_sequence/*")


@rule(
    "scan-counts-differ",
    "error",
    "All subarray beams, which observe at the same time, have the same number of scans.",
    reads=(f"{_BEAMS}/scan_sequence",),
)
def same_count(block: Any) -> Found:
    beams = select(block, _BEAMS)
    counts = [len(beam.get("scan_sequence") or ()) for _, beam in beams]
    for (place, beam), count in zip(beams, counts):
        if count != counts[0]:
            message = (
                f"number of scans: {count}, and {counts[0]} in subarray beam "
                f"{show(beams[0][1]['subarray_beam_id'])}; give all beams the same number"
            )
            yield (*place, "scan_sequence") if "scan_sequence" in beam else place, message


@rule(
    "scan-lengths-differ",
    "error",
    "Scans that subarray beams observe at the same time take equally long.",
    reads=(f"{_BEAMS}/scan_sequence/*/scan_duration_ms",),
    limits=("scan-duration-tolerance",),
)
def same_length(block: Any) -> Found:
    beams = select(block, _BEAMS)
    tolerance = number("scan-duration-tolerance")
    for place, beam in beams[1:]:
        scans = zip(beams[0][1].get("scan_sequence") or (), beam.get("scan_sequence") or ())
        for index, (first, scan) in enumerate(scans):
            expected, length = first["scan_duration_ms"], scan["scan_duration_ms"]
            if abs(length - expected) > tolerance:
                yield (
                    (*place, "scan_sequence", index, "scan_duration_ms"),
                    f"scan {index} takes {show(length)} ms here and {show(expected)} ms in "
                    f"subarray beam {show(beams[0][1]['subarray_beam_id'])}; make them equal",
                )


@rule(
    "scan-durations-disagree",
    "error",
    "The two durations of a scan are the same length.",
    reads=tuple(
        f"{sequence}/{key}"
        for sequence in _SEQUENCES
        for key in ("scan_duration_ms", "scan_duration")
    ),
    limits=("scan-duration-tolerance",),
)
def durations_agree(block: Any) -> Found:
    tolerance = number("scan-duration-tolerance")
    for sequence in _SEQUENCES:
        for place, scan in select(block, sequence):
            length, duration = scan["scan_duration_ms"], scan.get("scan_duration")
            if duration is None:
                continue
            value, unit = duration["value"], duration["unit"]
            if abs(value * MILLISECONDS[unit] - length) > tolerance:
                yield (
                    (*place, "scan_duration"),
                    f'{show(value)} {unit} is not the {show(length)} ms of "scan_duration_ms"; '
                    "correct one of the two, or leave this one out",
                )


@rule(
    "scan-duration-zero",
    "error",
    "A scan takes some time.",
    reads=tuple(f"{sequence}/scan_duration_ms" for sequence in _SEQUENCES),
)
def scan_takes_time(block: Any) -> Found:
    for sequence in _SEQUENCES:
        for place, length in select(block, f"{sequence}/scan_duration_ms"):
            if length == 0:
                yield place, "the scan takes 0 ms; say how long it is"


RULES = (same_count, same_length, durations_agree, scan_takes_time)
