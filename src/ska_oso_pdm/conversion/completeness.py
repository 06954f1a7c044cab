"""What a valid block of layout 1.0 needs before it can be observed.

A conversion invents nothing: what the old document does not say, the new one lacks, and here it is
told. The same is among the findings of a block, since one that is written today may lack it too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from ska_oso_pdm.conversion.scan_totals import allocated
from ska_oso_pdm.errors import Issue
from ska_oso_pdm.phrases import show
from ska_oso_pdm.pointers import Place, pointer

_ANY = "Custom"
"""The sub-array template that says nothing of which receptors take part."""

_DISHES = "/dish_allocations"
_MCCS = "/mccs_allocation"
_SEQUENCES = (f"{_DISHES}/scan_sequence", f"{_MCCS}/subarray_beams/*/scan_sequence")
_CSP = "/csp_configurations/*"

Lacking = Iterator[tuple[Place, str]]
"""Parts of a block, each with a sentence: what it lacks, and what to do."""


class Need(NamedTuple):
    """One thing that a block needs before it can be observed.

    Attributes:
        code: short name; stable, for programs.
        says: the need in one sentence.
        reads: patterns of the JSON pointers that it looks at.
        find: gives what lacks it in a valid block of layout 1.0.
    """

    code: str
    says: str
    reads: tuple[str, ...]
    find: Callable[[dict[str, Any]], Lacking]


def needs(block: dict[str, Any]) -> list[Issue]:
    """List what a block lacks, as warnings at the part that lacks it.

    Args:
        block: a valid block of layout 1.0.
    """
    found = [(need.code, *lack) for need in NEEDS for lack in need.find(block)]
    found += _names_of_nothing(block)
    return [Issue(pointer(place), code, say, severity="warning") for code, place, say in found]


def scans_of(block: dict[str, Any]) -> Iterator[tuple[Place, dict[str, Any]]]:
    """Yield every scan of a block with its place."""
    for place, scans in allocated(block):
        for number, scan in enumerate(scans):
            yield (*place, "scan_sequence", number), scan


def _scans(block: dict[str, Any]) -> Lacking:
    if next(scans_of(block), None) is None:
        yield (), "no scan is to be observed; put the scans into their allocation"


def _dishes(block: dict[str, Any]) -> Lacking:
    dishes = block.get("dish_allocations") or {}
    if dishes.get("scan_sequence") and not (dishes.get("dish_ids") or _template(dishes)):
        say = 'no dishes are allocated; list them in "dish_ids", or name a sub-array template'
        yield ("dish_allocations",), say


def _stations(block: dict[str, Any]) -> Lacking:
    mccs = block.get("mccs_allocation") or {}
    for index, beam in enumerate(mccs.get("subarray_beams") or ()):
        if beam.get("scan_sequence") and not (beam.get("apertures") or _template(mccs)):
            say = 'the beam has no stations; list them in "apertures", or name a sub-array template'
            yield ("mccs_allocation", "subarray_beams", index), say


def _template(allocation: dict[str, Any]) -> bool:
    return allocation.get("selected_subarray_definition") not in (None, _ANY)


def _targets(block: dict[str, Any]) -> Lacking:
    for place, scan in scans_of(block):
        if scan.get("target_ref") is None:
            yield place, 'the scan has no target; name one in "target_ref"'


def _names_of_nothing(block: dict[str, Any]) -> Iterator[tuple[str, Place, str]]:
    """Yield names of targets and of CSP configurations that the block has not.

    Among the findings these are `reference-dangling`.
    """
    homes = (
        ("no-target", "target_ref", "targets", "target_id", "target"),
        (
            "no-windows",
            "csp_configuration_ref",
            "csp_configurations",
            "config_id",
            "CSP configuration",
        ),
    )
    for code, reference, home, key, what in homes:
        known = {item.get(key) for item in block.get(home) or ()}
        for place, scan in scans_of(block):
            name = scan.get(reference)
            if name is not None and name not in known:
                yield code, (*place, reference), f"the block has no {what} {show(name)}"


def _windows(block: dict[str, Any]) -> Lacking:
    """Yield scans without CSP configuration, and those in use without windows."""
    for place, scan in scans_of(block):
        if scan.get("csp_configuration_ref") is None:
            yield place, 'nothing sets up the correlator; name one in "csp_configuration_ref"'
    for place, csp, is_mid in _in_use(block):
        if not _has_windows(csp, is_mid):
            yield place, f"{show(csp['config_id'])} has no spectral windows; describe them"


def _bands(block: dict[str, Any]) -> Lacking:
    for place, csp, is_mid in _in_use(block):
        if is_mid and (csp.get("midcbf") or {}).get("frequency_band") is None:
            name = show(csp["config_id"])
            yield place, f'the receiver band is not known; say it in "frequency_band" of {name}'


def _in_use(block: dict[str, Any]) -> Iterator[tuple[Place, dict[str, Any], bool]]:
    """Yield the CSP configurations that scans use, and whether those are of dishes."""
    used = {
        scan.get("csp_configuration_ref"): place[0] == "dish_allocations"
        for place, scan in scans_of(block)
    }
    for index, csp in enumerate(block.get("csp_configurations") or ()):
        name = csp.get("config_id")
        if name is not None and name in used:
            yield ("csp_configurations", index), csp, used[name]


def _has_windows(csp: dict[str, Any], is_mid: bool) -> bool:
    low, mid = csp.get("lowcbf") or {}, csp.get("midcbf") or {}
    homes = mid.get("subbands") or () if is_mid else [low]
    return any(home.get("correlation_spws") or home.get("pst_spws") for home in homes)


_OF_SCANS = (f"{_CSP}/config_id", *(f"{scans}/*/csp_configuration_ref" for scans in _SEQUENCES))

NEEDS = (
    Need("no-scans", "There are scans to be observed.", _SEQUENCES, _scans),
    Need(
        "no-dishes",
        "An allocation with scans has dishes, or names a sub-array template.",
        (_SEQUENCES[0], f"{_DISHES}/dish_ids", f"{_DISHES}/selected_subarray_definition"),
        _dishes,
    ),
    Need(
        "no-stations",
        "A beam with scans has stations, or its allocation names a sub-array template.",
        (
            _SEQUENCES[1],
            f"{_MCCS}/subarray_beams/*/apertures",
            f"{_MCCS}/selected_subarray_definition",
        ),
        _stations,
    ),
    Need(
        "no-target",
        "A scan has a target.",
        tuple(f"{scans}/*/target_ref" for scans in _SEQUENCES),
        _targets,
    ),
    Need(
        "no-band",
        "A CSP configuration that scans with dishes use has a receiver band.",
        (*_OF_SCANS, f"{_CSP}/midcbf/frequency_band"),
        _bands,
    ),
    Need(
        "no-windows",
        "A scan has a CSP configuration, and that has spectral windows.",
        (
            *_OF_SCANS,
            f"{_CSP}/midcbf/subbands/*/correlation_spws",
            f"{_CSP}/midcbf/subbands/*/pst_spws",
            f"{_CSP}/lowcbf/correlation_spws",
        ),
        _windows,
    ),
)
"""All that a block needs."""
