"""MCCS allocations of LOW: lists of beams and stations up to 0.4, beams with apertures from 0.5.

| 0.4 `mccs_allocation` | 0.5 | |
|---|---|---|
| `subarray_beam_ids[]` of text | `subarray_beams[].subarray_beam_id`, a number | text of digits is the number; the only beam is 1, its name set aside; several names are numbered by the assumption `beam-numbers` |
| `station_ids[][]` | `subarray_beams[].apertures[].station_id` | with several beams the lists belong to them by the assumption `stations-by-order`, unless all are the same |
| | `substation_id`, `weighting_key` | default 1 and `uniform`; set aside on the way down |
| `channel_blocks` | | set aside; empty on the way down |
| | `mccs_config_id`, `configuration`, `number_of_channels` of a beam | made from the content; default `Custom`; absent; all set aside on the way down |
"""  # noqa: E501

from __future__ import annotations

import re
from itertools import count
from typing import Any

from ska_oso_pdm.migrations.engine.ledger import Ledger
from ska_oso_pdm.migrations.engine.tree import (
    Leaf,
    Node,
    derived,
    is_empty,
    list_at,
    made_id,
    nodes_at,
    plain,
    same,
    value_at,
)

_OLD = ("subarray_beam_ids", "station_ids", "channel_blocks")
_LAST_STATION = 511
"""What 0.5 knows at most; 0.4 set no bound."""
_WHOLE: Node = {"substation_id": 1, "weighting_key": "uniform"}
_NUMBER = re.compile(r"[1-9]|[123][0-9]|4[0-8]")


def to_apertures(mccs: Node, ledger: Ledger, *, uniform: bool = True) -> dict[Any, Any]:
    """Make the allocation one of beams that have a number and apertures.

    Args:
        mccs: the allocation.
        ledger: takes down what has no certain place.
        uniform: whether all antennas of a station weigh the same.

    Returns:
        The number of each beam by its former name.
    """
    numbers = _convert(mccs, ledger) if any(key in mccs for key in _OLD) else {}
    if not uniform:
        for beam in nodes_at(mccs, "subarray_beams"):
            for aperture in nodes_at(beam, "apertures"):
                aperture.pop("weighting_key", None)
    if is_empty(mccs.get("mccs_config_id")) and "mccs_allocation_id" not in mccs:
        reason = "scans name the allocation by its identifier; made from the content"
        mccs["mccs_config_id"] = ledger.default(made_id("mccs-config", mccs), reason)
    return numbers


def to_lists(mccs: Node, ledger: Ledger) -> None:
    """Make the allocation one of lists: names of beams, and the stations of each."""
    ledger.spare(mccs.pop("mccs_config_id", None), "0.4 does not name the allocation")
    ledger.aside(mccs.pop("configuration", None), "0.4 knows no sub-array templates")
    beams = mccs.pop("subarray_beams", None)
    if beams is None:
        return
    if not isinstance(beams, list) or not all(isinstance(beam, dict) for beam in beams):
        if not is_empty(beams):
            ledger.lose(beams, "it is no list of sub-array beams")
        beams = []
    if not all(is_empty(mccs.get(key)) for key in _OLD[:2]):
        ledger.lose(beams, '"subarray_beam_ids" or "station_ids" is there too; keep one')
        return
    names = [_name(beam, position, ledger) for position, beam in enumerate(beams, 1)]
    stations = [_stations(beam, ledger) for beam in beams]
    mccs["subarray_beam_ids"] = _or_empty(names, ledger)
    mccs["station_ids"] = _or_empty(stations, ledger)
    if "channel_blocks" not in mccs:
        reason = "0.4 wants the key, and 0.5 says nothing of blocks"
        mccs["channel_blocks"] = ledger.default([], reason)
    for beam in beams:
        ledger.aside(beam, "0.4 says of a sub-array beam only its name and its stations")


def _convert(mccs: Node, ledger: Ledger) -> dict[Any, Any]:
    names, lists, blocks = (mccs.pop(key, None) for key in _OLD)
    ledger.aside(blocks, "0.5 does not count blocks of channels")
    if not is_empty(mccs.get("subarray_beams")):
        for part in (names, lists):
            if not is_empty(part):
                ledger.lose(part, '"subarray_beams" is there too; keep one')
        return {}
    beams = [part for part in list_at({"names": names}, "names") if isinstance(part, Leaf)]
    if len(beams) != len(list_at({"names": names}, "names")):
        ledger.lose(names, "it is no list of names of sub-array beams")
        beams = []
    numbers, apertures = _numbers(beams, ledger), _apertures(lists, len(beams), ledger)
    mccs["subarray_beams"] = _or_empty(
        [
            {"apertures": stations, "subarray_beam_id": number}
            for number, stations in zip(numbers, apertures, strict=True)
        ],
        ledger,
    )
    if "configuration" not in mccs and "selected_subarray_definition" not in mccs:
        reason = "the stations are given one by one, not by the name of a template"
        mccs["configuration"] = ledger.default("Custom", reason)
    return {name.value: plain(number) for name, number in zip(beams, numbers, strict=True)}


def _numbers(names: list[Leaf], ledger: Ledger) -> list[Any]:
    """Give the number of each beam."""
    own = [_own_number(name) for name in names]
    free = (number for number in count(1) if number not in own)
    named = [name for name, number in zip(names, own, strict=True) if number is None]
    reason = "sub-array beams have numbers from 0.5 on, and a name says none"
    if len(names) == 1 and named:
        ledger.aside(named, "beams have numbers from 0.5 on, and the only one is beam 1")
        return [ledger.default(1, "the only sub-array beam of the block")]
    known = not named or ledger.assumed("beam-numbers", named, reason)
    numbers: list[Any] = []
    for name, number in zip(names, own, strict=True):
        if number is not None or known:
            numbers.append(derived(next(free) if number is None else number, name))
        else:
            numbers.append(ledger.default(next(free), "a beam has a number; its name was lost"))
    return numbers


def _own_number(name: Leaf) -> int | None:
    """Give the number that a beam has for its name; None for any other name."""
    if isinstance(name.value, str):
        return int(name.value) if _NUMBER.fullmatch(name.value) else None
    return name.value if isinstance(name.value, int) and name.value is not True else None


def _apertures(lists: Any, beams: int, ledger: Ledger) -> list[Any]:
    """Give the apertures of each beam."""
    parts = list_at({"lists": lists}, "lists")
    fits = len(parts) == beams and all(map(_is_list, parts))
    reason = (
        "there are several sub-array beams, and the layout does not say which stations form one"
    )
    if fits and all(same(parts[0], part) for part in parts):
        return [_of_stations(part, ledger) for part in parts]
    if fits and ledger.assumed("stations-by-order", lists, reason):
        return [_of_stations(part, ledger) for part in parts]
    if not fits and not is_empty(lists):
        ledger.lose(lists, "there is not one list of stations for each sub-array beam")
    return [ledger.default([], "its stations are not known") for _ in range(beams)]


def _is_list(part: Any) -> bool:
    """Tell whether a part is a list of scalars."""
    if isinstance(part, list):
        return all(isinstance(item, Leaf) and not is_empty(item) for item in part)
    return isinstance(part, Leaf) and part.value == []


def _of_stations(stations: Any, ledger: Ledger) -> Any:
    if isinstance(stations, Leaf):
        return stations
    reason = "0.4 knows whole stations only"
    return [
        {
            "station_id": station,
            "substation_id": ledger.default(_WHOLE["substation_id"], reason),
            "weighting_key": ledger.default(_WHOLE["weighting_key"], reason),
        }
        for station in stations
        if _is_there(station, ledger)
    ]


def _is_there(station: Leaf, ledger: Ledger) -> bool:
    """Tell whether there is a station of a number; one that is none is doubtful."""
    number = station.value
    if not isinstance(number, (int, float)) or number <= _LAST_STATION:
        return True  # where it is no number, the schema says so
    ledger.lose(station, f"the stations of SKA LOW have numbers from 0 to {_LAST_STATION}")
    return False


def _name(beam: Node, position: int, ledger: Ledger) -> Any:
    part = beam.pop("subarray_beam_id", None)
    if isinstance(part, Leaf) and not is_empty(part):
        return derived(str(part.value), part)
    ledger.aside(part, "it is no number of a beam")
    return ledger.default(str(position), "0.4 names every beam; made from its position")


def _stations(beam: Node, ledger: Ledger) -> Any:
    """Take the stations out of the apertures of a beam."""
    stations = []
    for aperture in nodes_at(beam, "apertures"):
        if isinstance(aperture.get("station_id"), Leaf):
            stations.append(aperture.pop("station_id"))
        for key, value in _WHOLE.items():
            if value_at(aperture, key) == value:
                ledger.spare(aperture.pop(key), "0.4 means the same without it")
    return _or_empty(stations, ledger)


def _or_empty(parts: list[Any], ledger: Ledger) -> Any:
    return parts or ledger.default([], "there are none")
