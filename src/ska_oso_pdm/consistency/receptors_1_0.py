"""Rules about the dishes and stations that a block of layout 1.0 names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from ska_oso_pdm.consistency.rule import Found, rule, select
from ska_oso_pdm.limits import extent
from ska_oso_pdm.phrases import show

_DISHES = "/dish_allocations/dish_ids"
_SUBBANDS = "/csp_configurations/*/midcbf/subbands/*"
_WINDOWS = (f"{_SUBBANDS}/correlation_spws/*/receptors", f"{_SUBBANDS}/pst_spws/*/receptors")
_APERTURES = "/mccs_allocation/subarray_beams/*/apertures"
_NAMING = (
    "/dish_allocations/reference_dishes",
    "/observing_constraints/required_receptors",
    *_WINDOWS,
)
_FORM = re.compile("(?:SKA|MKT)[0-9]+")
_NUMBERS = {"SKA": "ska-dishes", "MKT": "meerkat-dishes"}


@rule(
    "dish-unknown",
    "error",
    "A dish that is allocated in a block for SKA MID, and has a name of the form of SKA001 or "
    "MKT001, is one of the telescope.",
    reads=("/telescope", f"{_DISHES}/*"),
    limits=tuple(_NUMBERS.values()),
)
def dishes_are_there(block: Any) -> Found:
    if block.get("telescope") != "ska_mid":
        return
    for place, name in select(block, f"{_DISHES}/*"):
        if _FORM.fullmatch(name) and name not in _names():
            kinds = (_dishes(kind) for kind in _NUMBERS)
            there = " and ".join(f"{names[0]} to {names[-1]}" for names in kinds)
            yield place, f"{show(name)} is no dish of SKA MID, which has {there}; correct it"


@cache
def _names() -> frozenset[str]:
    return frozenset(name for kind in _NUMBERS for name in _dishes(kind))


def _dishes(kind: str) -> list[str]:
    """Give the names of all dishes of a kind, in order."""
    first, last = extent(_NUMBERS[kind])
    return [f"{kind}{number:03}" for number in range(int(first), int(last) + 1)]


@rule(
    "receptor-not-allocated",
    "error",
    "Dishes that serve as reference, that are required, or that a spectral window is for, are "
    "among the dishes of the allocation, where it has any.",
    reads=(_DISHES, *(f"{pattern}/*" for pattern in _NAMING)),
)
def receptors_are_allocated(block: Any) -> Found:
    for _, dishes in select(block, _DISHES):
        allocated = set(dishes)
        for pattern in _NAMING if allocated else ():
            for place, name in select(block, f"{pattern}/*"):
                if name not in allocated:
                    yield (
                        place,
                        f'{show(name)} is not in "dish_ids" of the dish allocation; allocate it, '
                        "or leave it out here",
                    )


@rule(
    "receptor-repeated",
    "error",
    "A spectral window names each receptor once, and a beam each station, or part of one.",
    reads=(
        *(f"{pattern}/*" for pattern in _WINDOWS),
        f"{_APERTURES}/*/station_id",
        f"{_APERTURES}/*/substation_id",
    ),
)
def receptors_are_named_once(block: Any) -> Found:
    for pattern in _WINDOWS:
        for start, names in select(block, pattern):
            for index in _again(names):
                yield (*start, index), f"{show(names[index])} is there already; leave it out"
    for start, apertures in select(block, _APERTURES):
        parts = [(aperture["station_id"], aperture["substation_id"]) for aperture in apertures]
        for index in _again(parts):
            station, part = parts[index]
            yield (
                (*start, index),
                f"part {show(part)} of station {show(station)} is in this beam already; "
                "leave it out, or correct one of the two",
            )


def _again(items: list[Any]) -> Iterator[int]:
    """Yield the index of each item that an earlier one equals."""
    seen = set()
    for index, item in enumerate(items):
        if item in seen:
            yield index
        seen.add(item)


RULES = (dishes_are_there, receptors_are_allocated, receptors_are_named_once)
