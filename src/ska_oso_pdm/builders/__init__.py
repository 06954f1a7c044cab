"""Builders: functions that make documents of every entity, and parts of them, ready for use.

    from ska_oso_pdm.builders import LowSBDefinitionBuilder, populate_scan_sequences

    block = LowSBDefinitionBuilder(name="Fornax A, twice")
    populate_scan_sequences(block, [60_000, 120_000])   # milliseconds, one scan each

What they make is valid, and shares nothing with what was made before. Any field of the class can be
given as keyword and replaces the default. `ids=random.Random(1)` or `ids=itertools.count(10000)`
makes the identifiers repeatable; times are those of the call. A new block has no identifier of its
own; the other documents have one, and refer to documents that nobody made.
"""

from __future__ import annotations

from ska_oso_pdm.builders.data_product_builder import DataProductSDPBuilder
from ska_oso_pdm.builders.decision_builder import PanelDecisionBuilder
from ska_oso_pdm.builders.dish_builder import DishAllocationBuilder
from ska_oso_pdm.builders.execution_block_builder import (
    ExecutionBlockBuilder,
    RequestResponseBuilder,
)
from ska_oso_pdm.builders.instance_builder import (
    ActivityCallBuilder,
    SBInstanceBuilder,
)
from ska_oso_pdm.builders.mccs_builder import MCCSAllocationBuilder
from ska_oso_pdm.builders.observation_set_builder import (
    LowObservationSetBuilder,
    MidObservationSetBuilder,
)
from ska_oso_pdm.builders.panel_builder import PanelBuilder
from ska_oso_pdm.builders.project_builder import (
    LowObservingBlockBuilder,
    LowProjectBuilder,
    LowScienceProgrammeBuilder,
    MidObservingBlockBuilder,
    MidProjectBuilder,
    MidScienceProgrammeBuilder,
)
from ska_oso_pdm.builders.proposal_builder import (
    InvestigatorBuilder,
    LowObservationInfoBuilder,
    LowProposalBuilder,
    MidObservationInfoBuilder,
    MidProposalBuilder,
    ProposalAccessBuilder,
)
from ska_oso_pdm.builders.result_builder import ResultBuilder
from ska_oso_pdm.builders.review_builder import (
    SciencePanelReviewBuilder,
    TechnicalPanelReviewBuilder,
)
from ska_oso_pdm.builders.sb_builder import (
    LowSBDefinitionBuilder,
    MidSBDefinitionBuilder,
    low_imaging_sb,
    mid_imaging_sb,
)
from ska_oso_pdm.builders.status_history_builder import (
    ExecutionBlockStatusHistoryBuilder,
    ProjectStatusHistoryBuilder,
    SBDStatusHistoryBuilder,
    SBIStatusHistoryBuilder,
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
    "ActivityCallBuilder",
    "DataProductSDPBuilder",
    "DishAllocationBuilder",
    "ExecutionBlockBuilder",
    "ExecutionBlockStatusHistoryBuilder",
    "InvestigatorBuilder",
    "LowObservationInfoBuilder",
    "LowObservationSetBuilder",
    "LowObservingBlockBuilder",
    "LowProjectBuilder",
    "LowProposalBuilder",
    "LowSBDefinitionBuilder",
    "LowScienceProgrammeBuilder",
    "LowTargetBuilder",
    "MCCSAllocationBuilder",
    "MidObservationInfoBuilder",
    "MidObservationSetBuilder",
    "MidObservingBlockBuilder",
    "MidProjectBuilder",
    "MidProposalBuilder",
    "MidSBDefinitionBuilder",
    "MidScienceProgrammeBuilder",
    "MidTargetBuilder",
    "PanelBuilder",
    "PanelDecisionBuilder",
    "ProjectStatusHistoryBuilder",
    "ProposalAccessBuilder",
    "RequestResponseBuilder",
    "ResultBuilder",
    "SBDStatusHistoryBuilder",
    "SBIStatusHistoryBuilder",
    "SBInstanceBuilder",
    "SciencePanelReviewBuilder",
    "TechnicalPanelReviewBuilder",
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
