"""What a valid block of layout 1.0 needs before it can be observed.

A conversion invents nothing: what the old document does not say, the new one lacks, and here it is
told.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ska_oso_pdm.conversion.scan_totals import allocated
from ska_oso_pdm.errors import Issue
from ska_oso_pdm.phrases import show
from ska_oso_pdm.pointers import Place, pointer

_ANY = "Custom"
"""The sub-array template that says nothing of which receptors take part."""


def needs(block: dict[str, Any]) -> list[Issue]:
    """List what a block lacks, as warnings at the part that lacks it.

    Args:
        block: a valid block of layout 1.0.
    """
    found = [*_scans(block), *_receptors(block), *_targets(block), *_correlator(block)]
    return [Issue(pointer(place), code, say, severity="warning") for place, code, say in found]


def _scans(block: dict[str, Any]) -> Iterator[tuple[Place, str, str]]:
    if next(scans_of(block), None) is None:
        yield (), "no-scans", "no scan is to be observed; put the scans into their allocation"


def _receptors(block: dict[str, Any]) -> Iterator[tuple[Place, str, str]]:
    """Yield allocations that scan, and name no receptors."""
    dishes = block.get("dish_allocations") or {}
    if dishes.get("scan_sequence") and not (dishes.get("dish_ids") or _template(dishes)):
        say = 'no dishes are allocated; list them in "dish_ids", or name a sub-array template'
        yield ("dish_allocations",), "no-dishes", say
    mccs = block.get("mccs_allocation") or {}
    for index, beam in enumerate(mccs.get("subarray_beams") or ()):
        if beam.get("scan_sequence") and not (beam.get("apertures") or _template(mccs)):
            say = 'the beam has no stations; list them in "apertures", or name a sub-array template'
            yield ("mccs_allocation", "subarray_beams", index), "no-stations", say


def _template(allocation: dict[str, Any]) -> bool:
    return allocation.get("selected_subarray_definition") not in (None, _ANY)


def scans_of(block: dict[str, Any]) -> Iterator[tuple[Place, dict[str, Any]]]:
    """Yield every scan of a block with its place."""
    for place, scans in allocated(block):
        for number, scan in enumerate(scans):
            yield (*place, "scan_sequence", number), scan


def _targets(block: dict[str, Any]) -> Iterator[tuple[Place, str, str]]:
    """Yield scans without a target that the block has."""
    known = {target.get("target_id") for target in block.get("targets") or ()}
    for place, scan in scans_of(block):
        name = scan.get("target_ref")
        if name is None:
            yield place, "no-target", 'the scan has no target; name one in "target_ref"'
        elif name not in known:
            yield (*place, "target_ref"), "no-target", f"the block has no target {show(name)}"


def _correlator(block: dict[str, Any]) -> Iterator[tuple[Place, str, str]]:
    """Yield scans without CSP configuration, and configurations in use that set up nothing."""
    configurations = block.get("csp_configurations") or ()
    known = {csp.get("config_id") for csp in configurations}
    used: dict[str, bool] = {}
    for place, scan in scans_of(block):
        name = scan.get("csp_configuration_ref")
        if name is None:
            say = 'nothing sets up the correlator; name one in "csp_configuration_ref"'
            yield place, "no-windows", say
        elif name not in known:
            say = f"the block has no CSP configuration {show(name)}"
            yield (*place, "csp_configuration_ref"), "no-windows", say
        else:
            used[name] = place[0] == "dish_allocations"
    for index, csp in enumerate(configurations):
        if (is_mid := used.get(csp.get("config_id"))) is None:
            continue
        place = ("csp_configurations", index)
        name = show(csp.get("config_id"))
        if is_mid and (csp.get("midcbf") or {}).get("frequency_band") is None:
            say = f'the receiver band is not known; say it in "frequency_band" of {name}'
            yield place, "no-band", say
        if not _has_windows(csp, is_mid):
            yield place, "no-windows", f"{name} has no spectral windows; describe them"


def _has_windows(csp: dict[str, Any], is_mid: bool) -> bool:
    low, mid = csp.get("lowcbf") or {}, csp.get("midcbf") or {}
    homes = mid.get("subbands") or () if is_mid else [low]
    return any(home.get("correlation_spws") or home.get("pst_spws") for home in homes)
