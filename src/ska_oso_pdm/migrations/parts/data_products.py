"""Data products that projects and proposals ask for, before 0.7.

| before 0.7 | 0.7 | |
|---|---|---|
| `data_products_sdp_id`, `data_products_id` | `data_product_id` | made from the content where there is none |
| `pixel_size`, `image_cellsize`, `image_size` of the product | in `script_parameters`, as `image_cellsize` and `image_size` | |
| the same as text, `10 degrees` | {`value`, `unit`} | |
| `weighting`, as text or as 0, 1, 2 of the form of the proposal tool | `script_parameters.weight.weighting` | numbers are read so, as published |
| one of these beside the same thing in `script_parameters` | the latter | in whatever unit, and joined where both say a part of the weight; two that differ are doubtful |
| `polarisations` as text | list | as `science_programmes` says; an empty one where there is none |
| `kind` or `variant` that holds nothing | | set aside |
| `options`, `products` | `kind` and `variant` | as `product_variants` says; the rest of the list is set aside |
| products of no images | | by the choice `variant`, else set aside |
| `observation_set_refs` of several sets | a product for each | the first one keeps its identifier |
| a product without what 0.7 requires of its variant | | set aside |

Sources of the readings, beside those of `product_variants`: the form of the proposal tool asks for
"a single or multiple data products for an observation set or all observation sets", and its
weightings are 0 natural, 1 uniform, 2 Briggs (ska-telescope/ska-oso-pht-ui, docs/src/DataPage.rst
and public/locales/en/pht.json, 2024).
"""  # noqa: E501

from __future__ import annotations

import re
from typing import Any

from ska_oso_pdm.migrations.engine.ledger import MOST_COPIED, Ledger
from ska_oso_pdm.migrations.engine.tree import (
    Leaf,
    Node,
    copied,
    derived,
    is_empty,
    leaves,
    list_at,
    made_id,
    node_at,
    replace_key,
    same,
    text_at,
    value_at,
)
from ska_oso_pdm.migrations.parts import decimals, product_variants, proposal_units
from ska_oso_pdm.migrations.parts.moving import hand_over
from ska_oso_pdm.migrations.parts.product_variants import Types
from ska_oso_pdm.migrations.parts.science_programmes import list_polarisations
from ska_oso_pdm.personal import shown_text
from ska_oso_pdm.phrases import listed

_NEEDS = {
    **dict.fromkeys(product_variants.IMAGES.values(), ("image_size", "weight")),
    "visibilities": ("time_averaging", "frequency_averaging"),
}
"""What 0.7 requires of variants, beside the polarisations."""
_UNPOLARISED = frozenset({"visibilities", "pulsar timing"})
_NAMED_WEIGHTINGS = frozenset({"natural", "uniform", "briggs"})
_WEIGHTINGS = {"0": "natural", "1": "uniform", "2": "briggs"}
_NO_WEIGHTING = "it is none of the weightings that 0.7 has"
_SIZES = {"image_size": proposal_units.IMAGE_SIZES, "image_cellsize": proposal_units.ANGLES}
_SIZE = re.compile(r"\s*(-?[0-9]+(?:\.[0-9]+)?)(\s*)([A-Za-z]+)\s*")
_LEFT_OUT = "its observation set was left out"
_UNSAID = "nothing says which variant of the product this observation set is to have"
_OF_EACH = 5
"""How many values each product has beside its parameters, at least."""
_TOO_MANY = (
    f"the data products of this document, one for each observation set, would come to more than "
    f"{MOST_COPIED} values; divide the document"
)
_SEVERAL = (
    "observation sets of this identifier are of different types, and images are of the type of "
    "their set"
)
_WEIGHTING_READ = "0 is natural, 1 uniform, 2 Briggs: form of ska-oso-pht-ui of 2024"


def up(programme: Node, named: list[str], ledger: Ledger) -> None:
    """Change each data product; the observation sets are those of 0.7 already.

    Args:
        programme: has the data products and the observation sets.
        named: identifiers of the observation sets before any of them was left out.
        ledger: takes down what becomes of the products.
    """
    parts = list_at(programme, "data_product_sdps")
    if not parts:
        return
    types = product_variants.types_of(programme, named)
    found: list[Any] = []
    for part in parts:
        found += _products(part, types, ledger) if isinstance(part, dict) else [part]
    _identify([product for product in found if isinstance(product, dict)], ledger)
    programme["data_product_sdps"] = found


def _products(product: Node, types: Types, ledger: Ledger) -> list[Node]:
    """Give the products of 0.7 for one of before, one for each observation set."""
    for old in ("data_products_sdp_id", "data_products_id"):
        ledger.rename(product, old, "data_product_id")
    ledger.rename(product, "options", "products")
    ledger.rename(product, "pixel_size", "image_cellsize")
    parameters = _gathered(product, ledger)
    refs = _sets_of(product, ledger)
    tags = _tags(product, parameters, refs, types, ledger)
    ready = []
    for ref, tag in zip(refs, tags, strict=True):
        if tag is not None and _is_whole(parameters, tag):
            ready.append((ref, tag))
    if not ready:
        left_out = all(types.get(ref.value) == product_variants.LEFT_OUT for ref in refs)
        reason = _LEFT_OUT if refs and left_out else _why_not(parameters, refs, tags)
        ledger.aside(product, reason)
        return []
    if not ledger.has_room((len(ready) - 1) * (_size(parameters) + _OF_EACH)):
        ledger.lose(product, _TOO_MANY)
        return []
    used = {ref.value for ref, _ in ready}
    for ref in refs:
        if ref.value not in used:
            is_out = types.get(ref.value) == product_variants.LEFT_OUT
            ledger.aside(ref, _LEFT_OUT if is_out else _UNSAID)
    return _divided(product, parameters, ready, ledger)


def _size(tree: Any) -> int:
    return sum(1 for _ in leaves(tree))


def _why_not(parameters: Node, refs: list[Leaf], tags: list[Node | None]) -> str:
    if not refs:
        return "a product without its observation set says nothing"
    told = next(filter(None, tags), None)
    if told is None and "kind" in parameters:
        variants = listed(product_variants.fitting(parameters))
        return f"nothing says which of the variants of its kind it is: {variants}"
    if told is None:
        return "nothing says which variant of product it is, which 0.7 requires"
    variant = text_at(told, "variant")
    if variant in _NEEDS and not told["variant"].origins:
        lacking = " and ".join(f'"{k}"' for k in _NEEDS[variant] if k not in parameters)
        return f'it lacks {lacking}, which the chosen variant "{variant}" needs'
    return "its parameters are not those that 0.7 requires of its variant"


def _gathered(product: Node, ledger: Ledger) -> Node:
    """Give the script parameters, with what stood beside them."""
    parameters = node_at(product, "script_parameters") or {}
    for key, units in _SIZES.items():
        for home in (product, parameters):
            _size_up(home, key, units, ledger)
        beside, there = product.get(key), parameters.get(key)
        if not same(beside, there) and proposal_units.are_one(beside, there):
            ledger.spare(product.pop(key), "the script parameters say the same in another unit")
        hand_over(product, key, parameters, key, ledger)
    _weight_up(product, parameters, ledger)
    product_variants.drop_empty(parameters, ledger)
    list_polarisations(parameters)
    if parameters or is_empty(product.get("script_parameters")):
        product["script_parameters"] = parameters
    return parameters


def _size_up(home: Node, key: str, units: frozenset[str], ledger: Ledger) -> None:
    """Make a quantity of text; take out what is no size."""
    part = home.get(key)
    if is_empty(part):
        ledger.spare(home.pop(key, None), "it holds nothing")
        return
    match = _SIZE.fullmatch(text_at(home, key) or "")
    unit = proposal_units.spelt(match[3], units) if match else None
    if match and unit and (number := decimals.read(match[1])) is not None:
        if not match[2]:
            ledger.repair(part, "a number and its unit stand apart")
        home[key] = {"value": derived(number, part), "unit": derived(unit, part)}
    quantity = node_at(home, key) or {}
    proposal_units.write_out(quantity, units, ledger)
    if not proposal_units.is_measure(quantity, units):
        ledger.aside(home.pop(key), "it is no size in a unit that 0.7 has")


def _weight_up(product: Node, parameters: Node, ledger: Ledger) -> None:
    """Put the weighting into its object; take out what is none.

    What stands beside the parameters joins what is in them, unless the two name two weightings.
    """
    _name_weighting(product, "weighting", ledger)
    _name_weighting(parameters, "weight", ledger)
    beside, weight = node_at(product, "weighting"), node_at(parameters, "weight")
    names = {text_at(part or {}, "weighting") for part in (beside, weight)} - {None}
    if beside and weight and len(names) <= 1:
        for key in list(beside):
            hand_over(beside, key, weight, key, ledger)
        del product["weighting"]
    else:
        hand_over(product, "weighting", parameters, "weight", ledger)
    if "weighting" not in (node_at(parameters, "weight") or {"weighting": None}):
        ledger.aside(parameters.pop("weight"), _NO_WEIGHTING)


def _name_weighting(home: Node, key: str, ledger: Ledger) -> None:
    """Name a weighting, in an object, which may say something else only; take out what is none."""
    if is_empty(home.get(key)):
        ledger.spare(home.pop(key, None), "it holds nothing")
    elif isinstance(home[key], Leaf):
        home[key] = {"weighting": home[key]}
    weight = node_at(home, key) or {}
    part = weight.get("weighting")
    if is_empty(part):
        ledger.spare(weight.pop("weighting", None), "it holds nothing")
        if not weight and isinstance(home.get(key), dict):
            del home[key]
        return
    said = str(value_at(weight, "weighting")).strip().lower()
    if said in _NAMED_WEIGHTINGS:
        weight["weighting"] = derived(said, part)
    elif said in _WEIGHTINGS:
        ledger.read(part, _WEIGHTING_READ)
        weight["weighting"] = derived(_WEIGHTINGS[said], part)
    else:
        ledger.aside(home.pop(key), _NO_WEIGHTING)


def _sets_of(product: Node, ledger: Ledger) -> list[Leaf]:
    """Give the identifiers of the observation sets, each once."""
    named: dict[str, list[Leaf]] = {}
    for key in ("observation_set_ref", "observation_set_refs"):
        part = product.get(key)
        for ref in part if isinstance(part, list) else [part]:
            if isinstance(ref, Leaf) and isinstance(ref.value, str) and ref.value:
                named.setdefault(ref.value, []).append(ref)
            else:
                ledger.aside(ref, "it is no identifier of an observation set")
    return [derived(name, *refs) for name, refs in named.items()]


def _tags(
    product: Node, parameters: Node, refs: list[Leaf], types: Types, ledger: Ledger
) -> list[Node | None]:
    """Give the kind and the variant of a product for each of its observation sets.

    They are what it has, what it tells, or what was chosen for it; None where nothing says them.
    """
    tags = [
        product_variants.tags_of(product, parameters, types.get(ref.value), ledger) for ref in refs
    ]
    if (variant := ledger.allowed.assume.get("variant")) is not None:
        return [
            tag
            if tag or types.get(ref.value) == product_variants.LEFT_OUT
            else product_variants.chosen(variant, parameters, ledger)
            for ref, tag in zip(refs, tags, strict=True)
        ]
    if product_variants.images_asked_for(product) is not None:
        for ref, tag in zip(refs, tags, strict=True):
            if tag is None and types.get(ref.value) == product_variants.SEVERAL:
                ledger.chosen("variant", ref, _SEVERAL)
    return tags


def _is_whole(parameters: Node, tags: Node) -> bool:
    """Tell whether a product has what 0.7 requires of its variant."""
    return all(key in parameters for key in _NEEDS.get(text_at(tags, "variant") or "", ()))


def _divided(
    product: Node, parameters: Node, ready: list[tuple[Leaf, Node]], ledger: Ledger
) -> list[Node]:
    """Give one product for each observation set; the first one is what is there."""
    product_variants.drop_list(product, [tags for _, tags in ready], ledger)
    found = []
    for number, (ref, tags) in enumerate(ready):
        one: Node = {} if number else product
        own = {**tags, **(copied(parameters) if number else parameters)}
        if text_at(tags, "variant") not in _UNPOLARISED and "polarisations" not in own:
            own["polarisations"] = ledger.default([], "nothing says the polarisations")
        if number and (name := text_at(product, "data_product_id")):
            of = shown_text(str(ref.value))
            reason = f"the product of {of}, of what was one for several observation sets"
            one["data_product_id"] = ledger.default(f"{name}-{ref.value}", reason)
        if number:
            one["observation_set_ref"] = ref
        else:
            several = "observation_set_refs" in product
            old = "observation_set_refs" if several else "observation_set_ref"
            replace_key(product, old, "observation_set_ref", ref)
        one["script_parameters"] = own
        found.append(one)
    return found


def _identify(products: list[Node], ledger: Ledger) -> None:
    """Give an identifier to each product that has none, or one that was made and is taken."""
    parts = [product.get("data_product_id") for product in products]
    taken = {part.value for part in parts if isinstance(part, Leaf) and part.origins and part.value}
    for product, part in zip(products, parts, strict=True):
        made = part.value if isinstance(part, Leaf) and not part.origins else None
        if made is not None and made not in taken:
            taken.add(made)
        elif made is not None or is_empty(part) or text_at(product, "data_product_id") == "":
            ledger.spare(product.pop("data_product_id", None), "it names nothing")
            name = made_id("SDP", {"product": product, "number": Leaf(len(taken))})
            product["data_product_id"] = ledger.default(name, "0.7 requires it; made from content")
            taken.add(name)
