"""What projects and proposals ask for, 0.7 ↔ 1.0: the parts that both hold.

| 0.7 | 1.0 | |
|---|---|---|
| `script_parameters.weight.robust` as text | number from -2 to 2 | exactly; for text that says none, the choice `robust` |
| `observation_type_details.robust` as text | number | likewise |
| `spectral_averaging`, `number_of_channels` as number or text | number | text becomes the number, which 0.7 has as well |
| `time_averaging`, `frequency_averaging` {`value`, `unit`} | number | without a unit, the number; with one, by the assumption `averaging-units`; the unit is empty on the way down |
| `fit_spectral_pol` | | set aside |
| `time_averaging_factor`, `frequency_averaging_factor` | | set aside |
| `details` of an observation set: left over from 2024 | | set aside |
| `supplied`, `array_details.elevation` and `.spectral_averaging`, and frequencies without a unit, likewise | the same | as `supplied` and `observation_sets` say |
| a data product without `kind` or `variant`, as in November 2025 | | as `product_variants` says, else by the choice `variant` |
| `polarisations` as text, likewise | list | of its letters, or of the names between commas; empty for null and for no text |
| | `gaussian_taper_1400_MHz`, `targets[].spfrx` | set aside on the way down |
| | `tle` coordinates | lost on the way down, with their target or beam |

Both functions take the object that holds `targets`, `observation_sets` and `data_product_sdps`.
"""  # noqa: E501

from __future__ import annotations

from decimal import Decimal
from functools import partial

from ska_oso_pdm.migrations.engine.ledger import Ledger
from ska_oso_pdm.migrations.engine.tree import (
    Node,
    derived,
    is_blank,
    list_at,
    node_at,
    nodes_at,
    text_at,
    value_at,
)
from ska_oso_pdm.migrations.parts import decimals, observation_sets, product_variants, supplied
from ska_oso_pdm.migrations.parts.moving import sift
from ska_oso_pdm.migrations.parts.product_variants import Types
from ska_oso_pdm.phrases import listed

_GONE = {
    "fit_spectral_pol": "nothing reads it any longer",
    "time_averaging_factor": "1.0 has no place for it",
    "frequency_averaging_factor": "1.0 has no place for it",
}
_COUNTS = ("spectral_averaging", "number_of_channels")
_SECONDS = {
    **dict.fromkeys(("s", "second"), Decimal(1)),
    "ms": Decimal("1e-3"),
    "us": Decimal("1e-6"),
    "ns": Decimal("1e-9"),
    "min": Decimal(60),
    "h": Decimal(3600),
    "d": Decimal(86400),
}
_MEGAHERTZ = {
    "Hz": Decimal("1e-6"),
    "kHz": Decimal("1e-3"),
    "MHz": Decimal(1),
    "GHz": Decimal(1000),
}
_AVERAGING = {"time_averaging": _SECONDS, "frequency_averaging": _MEGAHERTZ}
"""Sizes of the units of each averaging in the one that 1.0 is assumed to have."""
_MOST_ROBUST = 2
_FEEDS = frozenset({"XX", "XY", "YX", "YY"})
_STOKES = frozenset("IQUV")
_GOES_ALONG = "it goes with what 1.0 requires of it"
_LEFT_OVER = "it is left over from a layout of 2024"


def up(programme: Node, ledger: Ledger) -> None:
    """Make numbers of text and of quantities; set aside what 1.0 has no place for."""
    named = product_variants.names_of(programme)
    sift(programme, "observation_sets", partial(_set_up, ledger=ledger), _GOES_ALONG, ledger)
    types = product_variants.types_of(programme, named)
    change = partial(_product_up, types=types, ledger=ledger)
    sift(programme, "data_product_sdps", change, _GOES_ALONG, ledger)


def _set_up(part: Node, ledger: Ledger) -> bool:
    ledger.aside(part.pop("details", None), _LEFT_OVER)
    observation_sets.settings_up(part, ledger)
    details = node_at(part, "observation_type_details") or {}
    supplied.up(details, ledger)
    _robust_up(details, ledger, None)
    for key in _COUNTS:
        _count_up(details, key, ledger)
    return observation_sets.frequencies_up(details, ledger)


def _product_up(product: Node, types: Types, ledger: Ledger) -> bool:
    parameters = node_at(product, "script_parameters") or {}
    _robust_up(node_at(parameters, "weight") or {}, ledger, _MOST_ROBUST)
    for key, reason in _GONE.items():
        ledger.aside(parameters.pop(key, None), reason)
    complete = [_averaging_up(parameters, key, ledger) for key in _AVERAGING]
    complete.append(_variant_up(product, parameters, types, ledger))
    return all(complete)


def down(programme: Node, ledger: Ledger) -> None:
    """Make text and quantities of numbers; set aside what 0.7 has no place for."""
    for target in nodes_at(programme, "targets"):
        _drop_satellites(programme, target, ledger)
        ledger.aside(target.pop("spfrx", None), "0.7 has no place for it")
    for details in _observation_types(programme):
        _robust_down(details)
    for product in nodes_at(programme, "data_product_sdps"):
        parameters = node_at(product, "script_parameters") or {}
        _robust_down(node_at(parameters, "weight") or {})
        reason = "0.7 has no place for it"
        ledger.aside(parameters.pop("gaussian_taper_1400_MHz", None), reason)
        for key in _AVERAGING:
            if decimals.is_number(value_at(parameters, key)):
                unit = ledger.default("", "1.0 has no unit")
                parameters[key] = {"value": parameters[key], "unit": unit}


def _observation_types(programme: Node) -> list[Node]:
    sets = nodes_at(programme, "observation_sets")
    return [node_at(part, "observation_type_details") or {} for part in sets]


def _robust_up(node: Node, ledger: Ledger, most: int | None) -> None:
    text = text_at(node, "robust")
    if text is None:
        return
    part, number = node["robust"], _robustness(text, most)
    if number is None:
        bounds = f" from -{most} to {most}" if most else ""
        choice = ledger.chosen("robust", part, f"the text is no number{bounds}")
        number = None if choice is None else _robustness(choice, most)
        if choice is not None and number is None:
            ledger.lose(part, f'"{choice}", which was chosen for it, is no number{bounds}')
    if number is None:
        del node["robust"]
    else:
        node["robust"] = derived(number, part)


def _robustness(text: str, most: int | None) -> int | float | None:
    number = decimals.read(text)
    return None if number is None or (most and abs(number) > most) else number


def _robust_down(node: Node) -> None:
    number = value_at(node, "robust")
    if decimals.is_number(number):
        node["robust"] = derived(decimals.written(number), node["robust"])


def _count_up(details: Node, key: str, ledger: Ledger) -> None:
    text = text_at(details, key)
    if text is None:
        return
    number = decimals.read(text)
    if isinstance(number, int) and number >= 0:
        details[key] = derived(number, details[key])
    else:
        ledger.lose(details.pop(key), "the text is no whole number")


def _averaging_up(parameters: Node, key: str, ledger: Ledger) -> bool:
    """Make a number of a quantity; False where there is none that 1.0 could have."""
    part = node_at(parameters, key)
    if part is None:
        return True
    number, unit = value_at(part, "value"), text_at(part, "unit")
    size = Decimal(1) if not unit else _AVERAGING[key].get(unit)
    if not decimals.is_number(number) or size is None:
        ledger.lose(part, "it is no number with a unit of this averaging")
        return False
    reason = f"1.0 has the number only, and it is not known whether it counts {_counts(key)}"
    if unit and not ledger.assumed("averaging-units", part, reason):
        return False
    found = decimals.times(number, size)
    if found is None:
        ledger.lose(part, f"the number {_counts(key)} has more digits than a number can hold")
        return False
    parameters[key] = derived(found, part)
    return True


def _variant_up(product: Node, parameters: Node, types: Types, ledger: Ledger) -> bool:
    """Tell a data product of November 2025 what it is; False where nobody says it."""
    list_polarisations(parameters)
    if not parameters:
        return True
    product_variants.drop_empty(parameters, ledger)
    if "kind" in parameters and "variant" in parameters:
        return True
    kind = types.get(text_at(product, "observation_set_ref") or "")
    tags = product_variants.tags_of(product, parameters, kind, ledger)
    if tags is None and kind == product_variants.LEFT_OUT:
        return False
    if tags is None and (tags := _chosen_variant(product, parameters, ledger)) is None:
        return False
    product_variants.drop_list(product, [tags], ledger)
    for key, tag in tags.items():
        parameters.setdefault(key, tag)
    return True


def _chosen_variant(product: Node, parameters: Node, ledger: Ledger) -> Node | None:
    doubtful = product.get("products", parameters or product)
    reason = "it is not known which variant of product this is"
    if "kind" in parameters:
        reason += f"; its kind has {listed(product_variants.fitting(parameters))}"
    variant = ledger.chosen("variant", doubtful, reason)
    if variant is None:
        return None
    tags = product_variants.chosen(variant, parameters, ledger)
    if tags is None:
        ledger.lose(doubtful, f'"{variant}", which was chosen for it, is no variant of its kind')
    return tags


def list_polarisations(parameters: Node) -> None:
    """Make a list of polarisations of one text: of its letters, or of the names between commas.

    A text that is neither stays one name, and the schema says which there are. What holds nothing
    is an empty list.
    """
    if "polarisations" in parameters and is_blank(parameters["polarisations"]):
        parameters["polarisations"] = derived([], parameters["polarisations"])
    if polarisations := text_at(parameters, "polarisations"):
        part = parameters["polarisations"]
        names = polarisations.split(",") if "," in polarisations else [polarisations]
        found = [each for name in names for each in _polarisations(name.strip())]
        parameters["polarisations"] = [derived(each, part) for each in found]


def _polarisations(name: str) -> list[str]:
    """Give the Stokes parameters, or the products of feeds, that stand in a text one by one."""
    pairs = [name[index : index + 2] for index in range(0, len(name), 2)]
    for parts, known in ((pairs, _FEEDS), (list(name), _STOKES)):
        if known.issuperset(parts) and len({*parts}) == len(parts):
            return parts
    return [name]


def _counts(key: str) -> str:
    return "in seconds" if key == "time_averaging" else "in MHz"


def _drop_satellites(programme: Node, target: Node, ledger: Ledger) -> None:
    """Take out what points at satellites: the target, or beams of it."""
    reason = "0.7 cannot say the orbit of a satellite"
    if _is_satellite(target, "reference_coordinate"):
        _take_out(programme, "targets", target)
        ledger.lose(target, reason)
        target.clear()
    beams = node_at(target, "tied_array_beams") or {}
    for key in beams:
        for beam in nodes_at(beams, key):
            if _is_satellite(beam, "beam_coordinate"):
                _take_out(beams, key, beam)
                ledger.lose(beam, reason)


def _is_satellite(node: Node, key: str) -> bool:
    return text_at(node_at(node, key) or {}, "kind") == "tle"


def _take_out(node: Node, key: str, item: Node) -> None:
    node[key] = [other for other in list_at(node, key) if other is not item]
