# DO NOT EDIT: `nox -s generate` writes this file from codegen/old_paths.toml.
# pylint: disable=duplicate-code
"""The scheduling block definition."""

from ska_oso_pdm.generated.v1_0.constraints import (
    AltitudeConstraint,
    AngularSeparationConstraint,
    LSTConstraint,
    ObservingConstraints,
)
from ska_oso_pdm.generated.v1_0.csp import (
    CSPConfiguration,
    CommonConfiguration,
    PSSConfiguration,
    PSTConfiguration,
    SubarrayConfiguration,
)
from ska_oso_pdm.generated.v1_0.dish import (
    DishAllocation,
)
from ska_oso_pdm.generated.v1_0.mccs import (
    Aperture,
    MCCSAllocation,
    SubarrayBeamConfiguration,
)
from ska_oso_pdm.generated.v1_0.metadata import (
    Metadata,
)
from ska_oso_pdm.generated.v1_0.procedures import (
    FilesystemScript,
    GitScript,
    InlineScript,
    PythonArguments,
    PythonProcedure,
)
from ska_oso_pdm.generated.v1_0.sbd import (
    SBDefinition,
)
from ska_oso_pdm.generated.v1_0.scan import (
    PointingCorrection,
    ScanDefinition,
)
from ska_oso_pdm.generated.v1_0.sdp import (
    SDPConfiguration,
    SDPScript,
)
from ska_oso_pdm.generated.v1_0.telescope import (
    TelescopeType,
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
