"""Builders: functions that make scheduling block definitions, and parts of them, ready for use.

    from ska_oso_pdm.builders import LowSBDefinitionBuilder, populate_scan_sequences

    block = LowSBDefinitionBuilder(name="Fornax A, twice")
    populate_scan_sequences(block, [60_000, 120_000])   # milliseconds, one scan each

What they make is valid, and shares nothing with what was made before. Any field of the class can be
given as keyword and replaces the default. `ids=random.Random(1)` or `ids=itertools.count(10000)`
makes the identifiers repeatable.
"""

from __future__ import annotations

from ska_oso_pdm.builders.dish_builder import DishAllocationBuilder
from ska_oso_pdm.builders.mccs_builder import MCCSAllocationBuilder
from ska_oso_pdm.builders.sb_builder import (
    LowSBDefinitionBuilder,
    MidSBDefinitionBuilder,
    low_imaging_sb,
    mid_imaging_sb,
)
from ska_oso_pdm.builders.target_builder import (
    LowTargetBuilder,
    MidTargetBuilder,
    generate_targets,
)
from ska_oso_pdm.builders.utils import (
    csp_configuration_id,
    dish_allocation_id,
    mccs_allocation_id,
    populate_scan_sequences,
    scan_definition_id,
    target_id,
)

__all__ = [
    "DishAllocationBuilder",
    "LowSBDefinitionBuilder",
    "LowTargetBuilder",
    "MCCSAllocationBuilder",
    "MidSBDefinitionBuilder",
    "MidTargetBuilder",
    "csp_configuration_id",
    "dish_allocation_id",
    "generate_targets",
    "low_imaging_sb",
    "mccs_allocation_id",
    "mid_imaging_sb",
    "populate_scan_sequences",
    "scan_definition_id",
    "target_id",
]
