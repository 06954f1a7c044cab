# DO NOT EDIT: `nox -s generate` writes this file from codegen/old_paths.toml.
"""The scheduling block definition."""

from ska_oso_pdm.generated.v1_0.constraints import (
    AltitudeConstraint as AltitudeConstraint,
    AngularSeparationConstraint as AngularSeparationConstraint,
    LSTConstraint as LSTConstraint,
    ObservingConstraints as ObservingConstraints,
)
from ska_oso_pdm.generated.v1_0.csp import (
    CSPConfiguration as CSPConfiguration,
    CommonConfiguration as CommonConfiguration,
    PSSConfiguration as PSSConfiguration,
    PSTConfiguration as PSTConfiguration,
    SubarrayConfiguration as SubarrayConfiguration,
)
from ska_oso_pdm.generated.v1_0.dish import (
    DishAllocation as DishAllocation,
)
from ska_oso_pdm.generated.v1_0.mccs import (
    Aperture as Aperture,
    MCCSAllocation as MCCSAllocation,
    SubarrayBeamConfiguration as SubarrayBeamConfiguration,
)
from ska_oso_pdm.generated.v1_0.metadata import (
    Metadata as Metadata,
)
from ska_oso_pdm.generated.v1_0.procedures import (
    FilesystemScript as FilesystemScript,
    GitScript as GitScript,
    InlineScript as InlineScript,
    PythonArguments as PythonArguments,
    PythonProcedure as PythonProcedure,
)
from ska_oso_pdm.generated.v1_0.sbd import (
    SBDefinition as SBDefinition,
)
from ska_oso_pdm.generated.v1_0.scan import (
    PointingCorrection as PointingCorrection,
    ScanDefinition as ScanDefinition,
)
from ska_oso_pdm.generated.v1_0.sdp import (
    SDPConfiguration as SDPConfiguration,
    SDPScript as SDPScript,
)
from ska_oso_pdm.generated.v1_0.telescope import (
    TelescopeType as TelescopeType,
)

SBDefinitionID = str

__all__ = [
    "AltitudeConstraint",
    "AngularSeparationConstraint",
    "Aperture",
    "CSPConfiguration",
    "CommonConfiguration",
    "DishAllocation",
    "FilesystemScript",
    "GitScript",
    "InlineScript",
    "LSTConstraint",
    "MCCSAllocation",
    "Metadata",
    "ObservingConstraints",
    "PSSConfiguration",
    "PSTConfiguration",
    "PointingCorrection",
    "PythonArguments",
    "PythonProcedure",
    "SBDefinition",
    "SBDefinitionID",
    "SDPConfiguration",
    "SDPScript",
    "ScanDefinition",
    "SubarrayBeamConfiguration",
    "SubarrayConfiguration",
    "TelescopeType",
]
