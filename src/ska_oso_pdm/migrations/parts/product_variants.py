"""Which variant a data product is, where the product does not say it by `kind` and `variant`.

Until November 2025 a product listed what was asked for, as `options` or `products`: numbers, or `Y`
and `N` for each of them. 1 is images, which are of the type of the observation. Others have no
certain variant, or none at all. Each variant is of one kind, and some kinds have one variant.

Sources: the form of the proposal tool has "Image Cubes" as 1, beside "UV Grids" 2, "LSM Catalogue"
3 and "Visibilities" 4, and its later one makes images of the type of the observation
(ska-telescope/ska-oso-pht-ui, public/locales/en/pht.json and src/services/axios, 2024 and 2025).
"""

from __future__ import annotations

from ska_oso_pdm.migrations.engine.ledger import Ledger
from ska_oso_pdm.migrations.engine.tree import (
    Leaf,
    Node,
    derived,
    is_blank,
    node_at,
    nodes_at,
    text_at,
)

KINDS = {
    "continuum image": "continuum",
    "visibilities": "continuum",
    "spectral image": "spectral",
    "continuum and spectral line image": "continuum and spectral line",
    "detected filterbank": "pst",
    "pulsar timing": "pst",
    "flow through": "pst",
}
"""The kind of each variant of data product."""
IMAGES = {
    "continuum": "continuum image",
    "spectral line": "spectral image",
    "continuum and spectral line": "continuum and spectral line image",
}
"""The variant of images for each type of observation."""
_NAME, _TYPE = "observation_set_id", "observation_type"
_TAGS = ("kind", "variant")
SEVERAL = ""
"""The type of observation sets that have one identifier and different types."""
LEFT_OUT = "left out"
"""The type of observation sets that lost what they need."""
Types = dict[str, str | None]
"""The type of each observation set, or of all that have its identifier."""
_READ = (
    "1 of the data products is images, which are of the type of the observation: form of "
    "ska-oso-pht-ui of 2024"
)


_LIST = 'what is asked for is a list of texts, such as "1"'


def names_of(programme: Node) -> list[str]:
    """Give the identifiers of the observation sets."""
    return [text_at(p, _NAME) or "" for p in nodes_at(programme, "observation_sets")]


def types_of(programme: Node, named: list[str]) -> Types:
    """Give the type of each observation set, by its identifier.

    Args:
        programme: has the observation sets.
        named: their identifiers before any of them was left out.
    """
    types: Types = dict.fromkeys({*named}.difference(names_of(programme)), LEFT_OUT)
    for part in nodes_at(programme, "observation_sets"):
        details = node_at(part, "observation_type_details") or {}
        name, kind = text_at(part, _NAME) or "", text_at(details, _TYPE)
        types[name] = kind if types.get(name, kind) == kind else SEVERAL
    return types


def images_asked_for(product: Node) -> Leaf | None:
    """Give what says in the list of a product that images are asked for; None where nothing does.

    That is `Y` in the first place, or `1`; the list is `products`, and may be one entry alone.
    """
    part = product.get("products")
    entries = part if isinstance(part, list) else [part]
    words = [(_word(entry), entry) for entry in entries if isinstance(entry, Leaf)]
    if words and all(word in ("Y", "N") for word, _ in words):
        return words[0][1] if words[0][0] == "Y" else None
    return next((entry for word, entry in words if word == "1"), None)


def _word(entry: Leaf) -> str:
    """Give an entry of the list as the form of the proposal tool wrote it."""
    is_told = isinstance(entry.value, (str, int)) and not isinstance(entry.value, bool)
    return str(entry.value).strip().upper() if is_told else ""


def drop_empty(parameters: Node, ledger: Ledger) -> None:
    """Take out a kind and a variant that hold nothing."""
    for key in _TAGS:
        if is_blank(parameters.get(key)):
            ledger.spare(parameters.pop(key, None), "it holds nothing")


def tags_of(product: Node, parameters: Node, kind: str | None, ledger: Ledger) -> Node | None:
    """Give the kind and the variant that a product has or tells; None where it does not tell both.

    Args:
        product: says in its list whether images are asked for.
        parameters: may have the kind, the variant, or both.
        kind: the type of the observation.
        ledger: takes down how the product is read.
    """
    there: Node = {key: parameters[key] for key in _TAGS if key in parameters}
    variants = fitting(parameters)
    if "variant" in there:
        its = KINDS.get(text_at(there, "variant") or "")
        return there if its is None else {"kind": derived(its, there["variant"])} | there
    if not there:
        return told(product, kind, ledger)
    tags = told(product, kind, ledger) if IMAGES.get(kind or "") in variants else None
    if tags:
        return tags | there
    if len(variants) == 1:
        return there | {"variant": derived(variants[0], there["kind"])}
    return None if variants else there  # of a kind that there is not, the schema says it


def fitting(parameters: Node) -> list[str]:
    """Give the variants of the kind that a product has; all of them where it has none."""
    return [v for v, kind in KINDS.items() if kind == (text_at(parameters, "kind") or kind)]


def chosen(variant: str, parameters: Node, ledger: Ledger) -> Node | None:
    """Give the kind and the variant that the caller chose for a product; None where its kind is
    another one.
    """
    if variant not in fitting(parameters):
        return None
    reason = f'the choice "variant" is {variant}'
    tags: Node = ledger.default({"kind": KINDS[variant], "variant": variant}, reason)
    return {key: parameters.get(key, tag) for key, tag in tags.items()}


def told(product: Node, kind: str | None, ledger: Ledger) -> Node | None:
    """Give the kind and the variant that a product tells; None where it does not.

    Args:
        product: says in its list whether images are asked for.
        kind: the type of the observation.
        ledger: takes down how the product is read.
    """
    images, variant = images_asked_for(product), IMAGES.get(kind or "")
    if images is None or variant is None:
        return None
    ledger.read(images, _READ)
    if images is product["products"] or images.value != _word(images):
        ledger.repair(images, _LIST)
    return {"kind": derived(KINDS[variant], images), "variant": derived(variant, images)}


def drop_list(product: Node, tags: list[Node], ledger: Ledger) -> None:
    """Take the list out, but for what tells the variants; what was not asked for is no loss."""
    used = {place for node in tags for leaf in node.values() for place in leaf.origins}
    part = product.pop("products", None)
    for entry in part if isinstance(part, list) else [part]:
        if isinstance(entry, Leaf) and used.intersection(entry.origins):
            continue
        if isinstance(entry, Leaf) and _word(entry) == "N":
            ledger.spare(entry, "it is a product that was not asked for")
        else:
            ledger.aside(entry, '"kind" and "variant" say which product it is, and it is one only')
