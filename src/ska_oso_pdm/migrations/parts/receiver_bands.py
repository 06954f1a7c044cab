"""Receiver bands: of dish configurations up to 0.5, of CSP configurations from 0.6.

Only a scan that names one of each says which belong together.

| 0.5 | 0.6 | |
|---|---|---|
| `dish_configurations[].receiver_band` | `csp_configurations[].midcbf.frequency_band` | two bands for one CSP configuration: assumption `split-csp`; a band that no scan leads to a CSP configuration is that of all of them where the block has no other one, else set aside |
| `dish_configuration_id`, scan `dish_configuration_ref` | | set aside; made from the band on the way down |
| a band that MID does not have | | set aside |
| dish configurations that differ and have one identifier | | that of the second one is lost |
| | a CSP configuration that no scan uses | keeps its band on the way down |
"""  # noqa: E501

from __future__ import annotations

from typing import Any

from ska_oso_pdm.migrations.engine.ledger import Ledger
from ska_oso_pdm.migrations.engine.tree import (
    Leaf,
    Node,
    copied,
    derived,
    is_empty,
    list_at,
    made_id,
    node_at,
    nodes_at,
    text_at,
)
from ska_oso_pdm.migrations.parts.keyed import tell_apart
from ska_oso_pdm.personal import shown_text

_DISH = "dish_configuration_ref"
_CSP = "csp_configuration_ref"
_SAID = "the CSP configurations have this band, and no other one"
_NO_CSP = "no scan leads from it to a CSP configuration, which would say it"
_KNOWN = frozenset({"1", "2", "3", "4", "5a", "5b"})
"""The receiver bands of MID. Layouts that have not all of them refuse the others."""


def to_csp(block: Node, ledger: Ledger) -> None:
    """Move each band into the CSP configurations that scans use with it."""
    every = _every_band(block)
    tell_apart(nodes_at(block, "dish_configurations"), "dish_configuration_id", ledger)
    for dish in nodes_at(block, "dish_configurations"):
        if (band := _band(dish)) is not None and band.value not in _KNOWN:
            ledger.aside(dish.pop("receiver_band"), f'there is no receiver band "{band.value}"')
    bands = _bands(block)
    placed: list[Leaf] = []
    for csp in nodes_at(block, "csp_configurations"):
        used: dict[Any, list[Node]] = {}
        for scan in _scans_of(block, csp):
            if (band := bands.get(text_at(scan, _DISH))) is not None:
                used.setdefault(band.value, []).append(scan)
                placed.append(band)
        _set_bands(block, csp, used, ledger)
    if len(every) == 1:
        _give_only_band(block, ledger)
    else:
        dishes = nodes_at(block, "dish_configurations")
        rest = [dish for dish in dishes if _band(dish) not in [None, *placed]]
        _place_rest(block, rest, ledger)
    for scan in nodes_at(block, "scan_definitions"):
        _drop_link(block, scan, bands, ledger)
    _drop_dishes(block, ledger)


def to_dishes(block: Node, ledger: Ledger) -> None:
    """Make a dish configuration for each band that scans use, and link them to it."""
    dishes = list_at(block, "dish_configurations")
    of_band = {band.value: dish for dish in dishes if (band := _band(dish)) is not None}
    for csp in nodes_at(block, "csp_configurations"):
        midcbf, scans = node_at(csp, "midcbf") or {}, _scans_of(block, csp)
        band = midcbf.get("frequency_band")
        if not scans or not isinstance(band, Leaf) or is_empty(band):
            continue
        if band.value not in of_band:
            reason = "scans name the dish configuration by it; made from the band"
            name = ledger.default(f"dish-configuration-{band.value}", reason)
            of_band[band.value] = {"dish_configuration_id": name, "receiver_band": None}
            dishes.append(of_band[band.value])
        dish = of_band[band.value]
        dish["receiver_band"] = derived(band.value, dish["receiver_band"], band)
        name = dish.get("dish_configuration_id")
        for scan in scans:
            if is_empty(scan.get(_DISH)) and isinstance(name, Leaf):
                scan[_DISH] = derived(name.value, name)
        if midcbf.keys() == {"frequency_band"}:
            del csp["midcbf"]
    if dishes:
        block["dish_configurations"] = dishes


def _band(dish: Any) -> Leaf | None:
    part = dish.get("receiver_band") if isinstance(dish, dict) else None
    return part if isinstance(part, Leaf) and not is_empty(part) else None


def _bands(block: Node) -> dict[str | None, Leaf]:
    """Give the band of each dish configuration that has an identifier."""
    bands: dict[str | None, Leaf] = {}
    for dish in nodes_at(block, "dish_configurations"):
        name, band = text_at(dish, "dish_configuration_id"), _band(dish)
        if name is not None and band is not None:
            bands.setdefault(name, band)
    return bands


def _scans_of(block: Node, csp: Node) -> list[Node]:
    """Give the scans that use a CSP configuration."""
    name = text_at(csp, "config_id")
    scans = nodes_at(block, "scan_definitions")
    return [scan for scan in scans if name is not None and text_at(scan, _CSP) == name]


def _own_band(csp: Node) -> Leaf | None:
    part = (node_at(csp, "midcbf") or {}).get("frequency_band")
    return part if isinstance(part, Leaf) and not is_empty(part) else None


def _leaf_of(block: Node, scans: list[Node]) -> list[Leaf]:
    bands = _bands(block)
    return [bands[text_at(scan, _DISH)] for scan in scans]


def _set_bands(block: Node, csp: Node, used: dict[Any, list[Node]], ledger: Ledger) -> None:
    """Give a CSP configuration the band that its scans use it with, or a copy for each band."""
    own = _own_band(csp)
    if own is not None:
        for value, scans in used.items():
            if value == own.value:
                _give(csp, value, [own, *_leaf_of(block, scans)])
            else:
                band = shown_text(str(own.value))
                reason = f'its scans use a CSP configuration whose "midcbf" has band {band}'
                ledger.lose(_leaf_of(block, scans), reason)
        return
    if len(used) > 1:
        names = " and ".join(shown_text(str(value)) for value in used)
        reason = f"scans use one CSP configuration in bands {names}, and it has room for one"
        apart = [scan for some in used.values() for scan in some]
        others = [scan[_CSP] for scan in _scans_of(block, csp) if scan not in apart]
        if others and not ledger.assumed("split-csp", others, f"{reason}; nothing says which"):
            return
        settings = {key: part for key, part in csp.items() if key not in ("config_id", "name")}
        if settings and not ledger.assumed("split-csp", settings, reason):
            for key in settings:
                del csp[key]
    for position, (value, scans) in enumerate(used.items()):
        part = _copy_for(block, csp, value, scans) if position else csp
        _give(part, value, _leaf_of(block, scans))


def _give(csp: Node, value: Any, sources: list[Leaf]) -> None:
    midcbf = node_at(csp, "midcbf")
    if midcbf is None:
        midcbf = csp["midcbf"] = {}
    midcbf["frequency_band"] = derived(value, *sources)


def _copy_for(block: Node, csp: Node, band: Any, scans: list[Node]) -> Node:
    """Add a copy of a CSP configuration, and let scans use it."""
    copy: Node = {key: copied(part) for key, part in csp.items()}
    (node_at(copy, "midcbf") or {}).pop("frequency_band", None)
    if copy.get("midcbf") == {}:
        del copy["midcbf"]
    others = {text_at(other, "config_id") for other in nodes_at(block, "csp_configurations")}
    name = f"{text_at(csp, 'config_id')}-band-{band}"
    if name in others:
        name = made_id(name, copy)
    copy["config_id"] = derived(name, csp["config_id"])
    for scan in scans:
        scan[_CSP] = derived(name, scan[_CSP])
    block["csp_configurations"].append(copy)
    return copy


def _every_band(block: Node) -> set[Any]:
    """Give all bands that a block names; None among them where a dish configuration has none."""
    dishes = nodes_at(block, "dish_configurations")
    found: set[Any] = {band.value if (band := _band(dish)) else None for dish in dishes}
    own = [_own_band(csp) for csp in nodes_at(block, "csp_configurations")]
    return found | {band.value for band in own if band is not None}


def _give_only_band(block: Node, ledger: Ledger) -> None:
    """Give the only band of a block to all CSP configurations that have none."""
    bands = [band for dish in nodes_at(block, "dish_configurations") if (band := _band(dish))]
    csps = nodes_at(block, "csp_configurations")
    without = [csp for csp in csps if _own_band(csp) is None]
    if without and bands:
        ledger.read(bands, "the block has no other receiver band")
        for csp in without:
            _give(csp, bands[0].value, bands)
    for band in bands:
        if csps:
            ledger.spare(band, _SAID)
        else:
            ledger.aside(band, _NO_CSP)


def _place_rest(block: Node, dishes: list[Node], ledger: Ledger) -> None:
    """Place the bands that no scan leads to a CSP configuration."""
    csps, scans = nodes_at(block, "csp_configurations"), nodes_at(block, "scan_definitions")
    without = [csp for csp in csps if _own_band(csp) is None]
    bands = [dish["receiver_band"] for dish in dishes]
    used = {text_at(scan, _DISH) for scan in scans}
    for dish, band in zip(dishes, bands, strict=True):
        if _only_band(csps) == band.value:
            ledger.spare(band, _SAID)
        elif csps and not without and text_at(dish, "dish_configuration_id") not in used:
            ledger.aside(band, "no scan uses the dish configuration")
        else:
            ledger.aside(band, _NO_CSP)


def _only_band(csps: list[Node]) -> Any:
    """Give the band that all CSP configurations with a band have; None for several, or none."""
    found = {own.value for csp in csps if (own := _own_band(csp)) is not None}
    return found.pop() if len(found) == 1 else None


def _drop_link(block: Node, scan: Node, bands: dict[str | None, Leaf], ledger: Ledger) -> None:
    name, used = text_at(scan, _DISH), text_at(scan, _CSP)
    part = scan.pop(_DISH, None)
    csps = nodes_at(block, "csp_configurations")
    if name is None or name not in bands:
        ledger.aside(part, "no dish configuration with a band has this identifier")
    elif used is not None and any(text_at(csp, "config_id") == used for csp in csps):
        ledger.spare(part, "the CSP configuration of the scan says the band")
    elif _only_band(csps) == bands[name].value:
        ledger.spare(part, _SAID)
    else:
        ledger.aside(part, "the scan has no CSP configuration that could say its band")


def _drop_dishes(block: Node, ledger: Ledger) -> None:
    for part in list_at(block, "dish_configurations"):
        if _band(part) is not None:
            del part["receiver_band"]
        elif not isinstance(part, dict) or not is_empty(part.get("receiver_band")):
            ledger.lose(part, "it is no dish configuration with a band")
            continue
        ledger.aside(part, "0.6 has no dish configurations, and CSP configurations say the band")
    if list_at(block, "dish_configurations") or is_empty(block.get("dish_configurations")):
        block.pop("dish_configurations", None)
