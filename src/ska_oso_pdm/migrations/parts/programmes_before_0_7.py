"""What projects and proposals ask for, before 0.7: targets, observation sets, products, results.

| before 0.7 | 0.7 | |
|---|---|---|
| each of `targets[]` | the same | its coordinates as `coordinates` says |
| each of `observation_sets[]` | the same | as `observation_sets` says |
| each of `data_product_sdps[]` | one for each observation set | as `data_products` says |
| null for a list, in one, or for a part of a target; `{}` in a list | | set aside |
| `results`, `result_details` | `result_details` | as `calculated_results` says |
"""

from __future__ import annotations

from functools import partial

from ska_oso_pdm.migrations.engine.ledger import Ledger
from ska_oso_pdm.migrations.engine.tree import Node, nodes_at
from ska_oso_pdm.migrations.parts import (
    calculated_results,
    data_products,
    observation_sets,
    product_variants,
)
from ska_oso_pdm.migrations.parts.coordinates import coordinates_of, to_new_kind
from ska_oso_pdm.migrations.parts.moving import drop_empty_entries, drop_nulls, sift

_LISTS = (
    *("targets", "observation_sets", "data_product_sdps", "data_product_src_nets", "documents"),
    *("results", "result_details", "calibration_strategy", "calibration_strategies"),
)
_OF_TARGETS = ("target_id", "name", "pointing_pattern", "radial_velocity")


def up(programme: Node, ledger: Ledger) -> None:
    """Change the object that holds `targets`, `observation_sets` and `data_product_sdps`."""
    drop_nulls(programme, _LISTS, ledger)
    drop_empty_entries(programme, _LISTS, ledger)
    for target in nodes_at(programme, "targets"):
        drop_nulls(target, _OF_TARGETS, ledger)
        for coordinate in coordinates_of(target):
            to_new_kind(coordinate, ledger)
    named = product_variants.names_of(programme)
    reason = "it goes with what 0.7 requires of it"
    change = partial(observation_sets.up, ledger=ledger)
    sift(programme, "observation_sets", change, reason, ledger)
    data_products.up(programme, named, ledger)
    calculated_results.up(programme, ledger)
