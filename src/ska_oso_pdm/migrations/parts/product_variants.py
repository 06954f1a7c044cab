"""Which variant a data product is, where the product does not say it by `kind` and `variant`.

Until November 2025 a product listed what was asked for, as `options` or `products`: numbers, or `Y`
and `N` for each of them. 1 is images, which are of the type of the observation. Others have no
certain variant, or none at all.

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
    list_at,
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
_TYPE = "observation_type"
Types = dict[str, str | None]
"""The type of each observation set."""
_READ = (
    "1 of the data products is images, which are of the type of the observation: form of "
    "ska-oso-pht-ui of 2024"
)


def types_of(programme: Node) -> Types:
    """Give the type of each observation set, by its identifier."""
    types: Types = {}
    for part in nodes_at(programme, "observation_sets"):
        details = node_at(part, "observation_type_details") or {}
        types.setdefault(text_at(part, "observation_set_id") or "", text_at(details, _TYPE))
    return types


def images_asked_for(product: Node) -> Leaf | None:
    """Give what says in the list of a product that images are asked for; None where nothing does.

    That is `Y` in the first place, or `1`; the list is `products`.
    """
    entries = [part for part in list_at(product, "products") if isinstance(part, Leaf)]
    if entries and all(entry.value in ("Y", "N") for entry in entries):
        return entries[0] if entries[0].value == "Y" else None
    return next((entry for entry in entries if entry.value == "1"), None)


def told(images: Leaf | None, kind: str | None, ledger: Ledger) -> Node | None:
    """Give the kind and the variant that a product tells; None where it does not.

    Args:
        images: what says that images are asked for, see `images_asked_for`.
        kind: the type of the observation.
        ledger: takes down how the product is read.
    """
    variant = IMAGES.get(kind or "")
    if images is None or variant is None:
        return None
    ledger.read(images, _READ)
    return {"kind": derived(KINDS[variant], images), "variant": derived(variant, images)}


def drop_list(product: Node, tags: list[Node], ledger: Ledger) -> None:
    """Take the list out, but for what tells the variants; what was not asked for is no loss."""
    used = {place for node in tags for leaf in node.values() for place in leaf.origins}
    part = product.pop("products", None)
    for entry in part if isinstance(part, list) else [part]:
        if isinstance(entry, Leaf) and used.intersection(entry.origins):
            continue
        if isinstance(entry, Leaf) and entry.value == "N":
            ledger.spare(entry, "it is a product that was not asked for")
        else:
            ledger.aside(entry, '"kind" and "variant" say which product it is, and it is one only')
