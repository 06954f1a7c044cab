"""The shapes that blocks have in their layouts, so that type checkers know the classes of each.

`defaults` of the type variables are the classes of today's layout.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from typing_extensions import TypeVar

if TYPE_CHECKING:
    from ska_oso_pdm.generated.v1_0.csp import CSPConfiguration
    from ska_oso_pdm.generated.v1_0.mccs import SubarrayBeamConfiguration
    from ska_oso_pdm.generated.v1_0.scan import ScanDefinition
    from ska_oso_pdm.generated.v1_0.target import Target

D = TypeVar("D", default="ScanDefinition")
T = TypeVar("T", default="Target")
C = TypeVar("C", default="CSPConfiguration")
B = TypeVar("B", default="SubarrayBeamConfiguration")

Item = TypeVar("Item")
D_co = TypeVar("D_co", covariant=True)
T_co = TypeVar("T_co", covariant=True)
C_co = TypeVar("C_co", covariant=True)
B_co = TypeVar("B_co", covariant=True)
Item_co = TypeVar("Item_co", covariant=True)


class HasTargets(Protocol[T_co]):
    """A block since 0.2, or a field."""

    @property
    def targets(self) -> Sequence[T_co]: ...


class HasFields(Protocol[Item_co]):
    """A block of 0.1, whose targets stand in fields."""

    @property
    def field_configurations(self) -> Sequence[Item_co]: ...


class HasDefinitions(Protocol[D_co]):
    """A block of 0.1 to 0.6, with the definitions of its scans at the root."""

    @property
    def scan_definitions(self) -> Sequence[D_co]: ...


class HasConfigurations(Protocol[C_co]):
    """A block since 0.1."""

    @property
    def csp_configurations(self) -> Sequence[C_co]: ...


class HasFieldSequence(HasDefinitions[D_co], HasConfigurations[C_co], Protocol[D_co, T_co, C_co]):
    """A block of 0.1, whose scans are a sequence of identifiers."""

    @property
    def field_configurations(self) -> Sequence[HasTargets[T_co]]: ...


class HasSequence(
    HasDefinitions[D_co], HasTargets[T_co], HasConfigurations[C_co], Protocol[D_co, T_co, C_co]
):
    """A block of 0.2 to 0.6, whose scans are a sequence of identifiers."""


class HasScans(Protocol[D_co]):
    """What observes one sequence of scans."""

    @property
    def scan_sequence(self) -> Sequence[D_co]: ...


class HasBeams(Protocol[B_co]):
    """The allocation of LOW since 0.5."""

    @property
    def subarray_beams(self) -> Sequence[B_co]: ...


class HasAllocation(Protocol[B_co]):
    """A block since 0.5."""

    @property
    def mccs_allocation(self) -> HasBeams[B_co] | None: ...


class Allocated(
    HasTargets[T_co], HasConfigurations[C_co], HasAllocation[B_co], Protocol[D_co, T_co, C_co, B_co]
):
    """A block since 0.7, whose scans stand in its allocations."""

    @property
    def dish_allocations(self) -> HasScans[D_co] | None: ...


class HasDishConfigurations(Protocol[Item_co]):
    """A block of 0.1 to 0.5."""

    @property
    def dish_configurations(self) -> Sequence[Item_co]: ...


class HasTargetBeams(Protocol[Item_co]):
    """A block of 0.1 to 0.4."""

    @property
    def target_beam_configurations(self) -> Sequence[Item_co]: ...


class HasBeamSettings(Protocol[Item_co]):
    """A block of 0.1 to 0.4."""

    @property
    def subarray_beam_configurations(self) -> Sequence[Item_co]: ...
