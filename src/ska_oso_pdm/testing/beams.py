"""Sub-array beams of SKA LOW: their numbers, stations and channels, and scans at the same time."""

from __future__ import annotations

from typing import Any

from ska_oso_pdm.testing.chance import Chance
from ska_oso_pdm.testing.objects import distinct

Json = dict[str, Any]


def with_stations(block: Json, version: str, chance: Chance) -> None:
    """Number the sub-array beams of LOW, and give each its stations and channels."""
    mccs = block.get("mccs_allocation")
    if not mccs:
        _drop_settings(block)
        return
    if "station_ids" in mccs:
        _early_beams(block, mccs, chance)
        return
    beams = mccs["subarray_beams"]
    distinct(beams, "subarray_beam_id")
    count = chance.pick((None, 96, 384))
    for beam in beams:
        distinct(beam["apertures"], "station_id")
        if version < "0.7" and (count is not None or chance.below(2) == 0):
            beam["number_of_channels"] = count
        else:
            beam.pop("number_of_channels", None)


def one_target(block: Json) -> None:
    """Let the target beams of a scan point at one target, which is that of the scan, up to 0.4."""
    beams = {beam["target_beam_id"]: beam for beam in block.get("target_beam_configurations") or ()}
    for scan in block.get("scan_definitions") or ():
        for key in ("target_beam_configurations", "target_beam_configuration_refs"):
            used = [beams[name] for name in scan.get(key) or ()]
            targets = [beam.get("target_ref", beam.get("target")) for beam in used]
            if used:
                same = zip(used, targets, strict=True)
                scan[key] = [beam["target_beam_id"] for beam, to in same if to == targets[0]]
                link = "target" if "target" in used[0] else "target_ref"
                if "field_configuration" not in scan:
                    scan[link] = targets[0]


def _early_beams(block: Json, mccs: Json, chance: Chance) -> None:
    """Give as many lists of stations as names of beams, as up to 0.4."""
    names = mccs["subarray_beam_ids"]
    made = [str(index) for index, _ in enumerate(names, 1)]
    if chance.below(3) == 0:
        made = [f"beam-{text}" for text in made]
    names[:] = made
    stations = [sorted({chance.whole(1, 511) for _ in range(chance.below(4))}) for _ in names]
    mccs["station_ids"] = stations[:1] * len(names) if chance.below(2) == 0 else stations
    settings = block.get("subarray_beam_configurations") or []
    if not names:
        _drop_settings(block)
    for setting in settings if names else ():
        setting["subarray_beam_id"] = chance.pick(names)


def _drop_settings(block: Json) -> None:
    """Leave out the settings of beams, where there are no beams."""
    block.pop("subarray_beam_configurations", None)
    block.pop("target_beam_configurations", None)


def at_the_same_time(block: Json, chance: Chance) -> None:
    """Make all beams observe equally long, since they do it at the same time; often the same."""
    beams = (block.get("mccs_allocation") or {}).get("subarray_beams") or ()
    if not any(beam.get("scan_sequence") for beam in beams):
        return
    first = next(beam["scan_sequence"] for beam in beams if beam.get("scan_sequence"))
    is_same = chance.below(2) == 0
    for beam in beams:
        scans = beam.get("scan_sequence") or []
        if is_same or len(scans) != len(first):
            beam["scan_sequence"] = [dict(scan) for scan in first]
            continue
        for scan, other in zip(scans, first, strict=True):
            scan.update({key: other[key] for key in other if key.startswith("scan_duration")})
            if "scan_duration" not in other:
                scan.pop("scan_duration", None)
