"""Whole scheduling block definitions, for a start, for examples and for tests."""

from __future__ import annotations

from typing import Any

from ska_oso_pdm.builders.csp_builder import LowCSPConfigurationBuilder, MidCSPConfigurationBuilder
from ska_oso_pdm.builders.dish_builder import DishAllocationBuilder
from ska_oso_pdm.builders.fields import UNSET, Defaults, Unset, build, documented_like
from ska_oso_pdm.builders.ids import Ids
from ska_oso_pdm.builders.mccs_builder import MCCSAllocationBuilder
from ska_oso_pdm.builders.target_builder import LowTargetBuilder, MidTargetBuilder
from ska_oso_pdm.builders.utils import populate_scan_sequences
from ska_oso_pdm.generated.v1_0.csp import CSPConfiguration
from ska_oso_pdm.generated.v1_0.dish import DishAllocation
from ska_oso_pdm.generated.v1_0.mccs import MCCSAllocation
from ska_oso_pdm.generated.v1_0.metadata import Metadata
from ska_oso_pdm.generated.v1_0.procedures import GitScript, PythonArguments
from ska_oso_pdm.generated.v1_0.sbd import SBDefinition
from ska_oso_pdm.generated.v1_0.sdp import SDPConfiguration
from ska_oso_pdm.generated.v1_0.target import Target
from ska_oso_pdm.generated.v1_0.telescope import TelescopeType, ValidationArrayAssembly

_SCAN_DURATION_MS = 300_000


def LowSBDefinitionBuilder(  # noqa: N802, PLR0913
    *,
    name: str | Unset | None = UNSET,
    metadata: Metadata | Unset | None = UNSET,
    mccs_allocation: MCCSAllocation | Unset | None = UNSET,
    targets: list[Target] | Unset | None = UNSET,
    csp_configurations: list[CSPConfiguration] | Unset | None = UNSET,
    sdp_configurations: list[SDPConfiguration] | Unset | None = UNSET,
    validate_against: ValidationArrayAssembly | str | Unset | None = UNSET,
    ids: Ids = None,
    **fields: Any,
) -> SBDefinition:
    """Make a block of SKA LOW: one target, one CSP configuration, the stations of AA0.5, no scan.

    What is given replaces the default and is stored as it is; None is a value like others. The
    defaults are those of the other builders, with new metadata and the observatory's script;
    `name`, `sdp_configurations` and `validate_against` have none. `fields` are further fields of
    `SBDefinition`, and `ids` (see `builders.ids`) gives the numbers of all new identifiers.

    Raises:
        TypeError: for a name that is no field.
        pydantic.ValidationError: when a value does not fit its field.
    """
    given = {
        "name": name,
        "metadata": metadata,
        "mccs_allocation": mccs_allocation,
        "targets": targets,
        "csp_configurations": csp_configurations,
        "sdp_configurations": sdp_configurations,
        "validate_against": validate_against,
    }
    return build(SBDefinition, given | fields, _low_defaults(ids))


@documented_like(LowSBDefinitionBuilder)
def MidSBDefinitionBuilder(  # noqa: N802, PLR0913
    *,
    name: str | Unset | None = UNSET,
    metadata: Metadata | Unset | None = UNSET,
    dish_allocations: DishAllocation | Unset | None = UNSET,
    targets: list[Target] | Unset | None = UNSET,
    csp_configurations: list[CSPConfiguration] | Unset | None = UNSET,
    sdp_configurations: list[SDPConfiguration] | Unset | None = UNSET,
    validate_against: ValidationArrayAssembly | str | Unset | None = UNSET,
    ids: Ids = None,
    **fields: Any,
) -> SBDefinition:
    """Make a block of SKA MID: one target, one CSP configuration, the dishes of AA0.5, no scan.

    All is as with `LowSBDefinitionBuilder`, but for `dish_allocations`: one allocation, in spite
    of the plural, in place of `mccs_allocation`.
    """
    given = {
        "name": name,
        "metadata": metadata,
        "dish_allocations": dish_allocations,
        "targets": targets,
        "csp_configurations": csp_configurations,
        "sdp_configurations": sdp_configurations,
        "validate_against": validate_against,
    }
    return build(SBDefinition, given | fields, _mid_defaults(ids))


def low_imaging_sb(*, ids: Ids = None) -> SBDefinition:
    """Make a block of SKA LOW with one scan of five minutes; see `LowSBDefinitionBuilder`."""
    return populate_scan_sequences(LowSBDefinitionBuilder(ids=ids), _SCAN_DURATION_MS, ids=ids)


def mid_imaging_sb(*, ids: Ids = None) -> SBDefinition:
    """Make a block of SKA MID with one scan of five minutes; see `MidSBDefinitionBuilder`."""
    return populate_scan_sequences(MidSBDefinitionBuilder(ids=ids), _SCAN_DURATION_MS, ids=ids)


def _low_defaults(ids: Ids) -> Defaults:
    return {
        "telescope": lambda: TelescopeType.SKA_LOW,
        "metadata": Metadata,
        "activities": _activities,
        "targets": lambda: [LowTargetBuilder(ids=ids)],
        "csp_configurations": lambda: [LowCSPConfigurationBuilder(ids=ids)],
        "mccs_allocation": lambda: MCCSAllocationBuilder(ids=ids),
    }


def _mid_defaults(ids: Ids) -> Defaults:
    return {
        "telescope": lambda: TelescopeType.SKA_MID,
        "metadata": Metadata,
        "activities": _activities,
        "targets": lambda: [MidTargetBuilder(ids=ids)],
        "csp_configurations": lambda: [MidCSPConfigurationBuilder(ids=ids)],
        "dish_allocations": lambda: DishAllocationBuilder(ids=ids),
    }


def _activities() -> dict[str, GitScript]:
    """Give the script that documents of the observatory name, set up for sub-array 1.

    Only `init` has arguments in them; an entry for `main` would show up in what clients compare.
    """
    script = GitScript(
        repo="https://gitlab.com/ska-telescope/oso/ska-oso-scripting.git",
        path="git://scripts/allocate_and_observe_sb.py",
        branch="master",
        function_args={"init": PythonArguments(kwargs={"subarray_id": 1})},
    )
    return {"observe": script}
