# DO NOT EDIT: `nox -s generate` writes this file from codegen/public_names.toml.
"""The names at the root of the package: for type checkers what they are, and their homes."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ska_oso_pdm.catalogue.for_jsonschema import (
        schemas_registry,
    )
    from ska_oso_pdm.codec import (
        Reading,
        Receipt,
        dump,
        dumps,
        load,
        load_as,
        load_from_file,
        loads,
        read,
    )
    from ska_oso_pdm.codec.closed import (
        Closed,
        ClosedForm,
    )
    from ska_oso_pdm.comparison import (
        Difference,
        diff,
    )
    from ska_oso_pdm.consistency import (
        findings,
    )
    from ska_oso_pdm.consistency.finding import (
        Finding,
    )
    from ska_oso_pdm.conversion import (
        Conversion,
        convert,
    )
    from ska_oso_pdm.document_references import (
        DanglingReference,
        Reference,
        dangling_references,
        references,
    )
    from ska_oso_pdm.errors import (
        DisagreementError,
        IncomparableError,
        InvalidDocumentError,
        Issue,
        PdmError,
        RefusedConversionError,
        SchemaNotFoundError,
        UnknownLayoutError,
        UnreadableError,
        UnwritableError,
    )
    from ska_oso_pdm.ext.objects.base import (
        PdmObject,
    )
    from ska_oso_pdm.ext.values.units import (
        RadialVelocityUnits,
    )
    from ska_oso_pdm.generated.v1_0.calibration_strategy import (
        CalibrationStrategy,
    )
    from ska_oso_pdm.generated.v1_0.decision import (
        PanelDecision,
    )
    from ska_oso_pdm.generated.v1_0.eb import (
        OSOExecutionBlock,
    )
    from ska_oso_pdm.generated.v1_0.eb_status_history import (
        OSOEBStatusHistory,
    )
    from ska_oso_pdm.generated.v1_0.metadata import (
        Metadata,
    )
    from ska_oso_pdm.generated.v1_0.panel import (
        Panel,
    )
    from ska_oso_pdm.generated.v1_0.prj import (
        Project,
    )
    from ska_oso_pdm.generated.v1_0.prj_status_history import (
        ProjectStatusHistory,
    )
    from ska_oso_pdm.generated.v1_0.procedures import (
        PythonArguments,
    )
    from ska_oso_pdm.generated.v1_0.prsl import (
        Proposal,
    )
    from ska_oso_pdm.generated.v1_0.prslacc import (
        ProposalAccess,
    )
    from ska_oso_pdm.generated.v1_0.review import (
        PanelReview,
    )
    from ska_oso_pdm.generated.v1_0.sbd import (
        SBDefinition,
    )
    from ska_oso_pdm.generated.v1_0.sbd_status_history import (
        SBDStatusHistory,
    )
    from ska_oso_pdm.generated.v1_0.sbi import (
        SBInstance,
    )
    from ska_oso_pdm.generated.v1_0.sbi_status_history import (
        SBIStatusHistory,
    )
    from ska_oso_pdm.generated.v1_0.target import (
        AltAzCoordinates,
        Beam,
        CoordinateKind,
        CrossScanParameters,
        FivePointParameters,
        GalacticCoordinates,
        ICRSCoordinates,
        PointedMosaicParameters,
        PointingKind,
        PointingPattern,
        RadialVelocity,
        RadialVelocityDefinition,
        RadialVelocityReferenceFrame,
        RasterParameters,
        SinglePointParameters,
        SolarSystemObjectName,
        SpecialCoordinates,
        SpiralParameters,
        StarRasterParameters,
        TLECoordinates,
        Target,
        TiedArrayBeams,
    )
    from ska_oso_pdm.generated.v1_0.telescope import (
        SubArrayLOW,
        SubArrayMID,
        TelescopeType,
        ValidationArrayAssembly,
    )
    from ska_oso_pdm.migrations import (
        Allowed,
        Stash,
    )
    from ska_oso_pdm.recognition import (
        Recognition,
        recognise,
    )
    from ska_oso_pdm.validation import (
        Report,
        validate,
    )

    __all__ = [
        "Allowed",
        "AltAzCoordinates",
        "Beam",
        "CalibrationStrategy",
        "Closed",
        "ClosedForm",
        "Conversion",
        "CoordinateKind",
        "CrossScanParameters",
        "DanglingReference",
        "Difference",
        "DisagreementError",
        "Finding",
        "FivePointParameters",
        "GalacticCoordinates",
        "ICRSCoordinates",
        "IncomparableError",
        "InvalidDocumentError",
        "Issue",
        "Metadata",
        "OSOEBStatusHistory",
        "OSOExecutionBlock",
        "Panel",
        "PanelDecision",
        "PanelReview",
        "PdmError",
        "PdmObject",
        "PointedMosaicParameters",
        "PointingKind",
        "PointingPattern",
        "Project",
        "ProjectStatusHistory",
        "Proposal",
        "ProposalAccess",
        "PythonArguments",
        "RadialVelocity",
        "RadialVelocityDefinition",
        "RadialVelocityReferenceFrame",
        "RadialVelocityUnits",
        "RasterParameters",
        "Reading",
        "Receipt",
        "Recognition",
        "Reference",
        "RefusedConversionError",
        "Report",
        "SBDStatusHistory",
        "SBDefinition",
        "SBIStatusHistory",
        "SBInstance",
        "SchemaNotFoundError",
        "SinglePointParameters",
        "SolarSystemObjectName",
        "SpecialCoordinates",
        "SpiralParameters",
        "StarRasterParameters",
        "Stash",
        "SubArrayLOW",
        "SubArrayMID",
        "TLECoordinates",
        "Target",
        "TelescopeType",
        "TiedArrayBeams",
        "UnknownLayoutError",
        "UnreadableError",
        "UnwritableError",
        "ValidationArrayAssembly",
        "convert",
        "dangling_references",
        "diff",
        "dump",
        "dumps",
        "findings",
        "load",
        "load_as",
        "load_from_file",
        "loads",
        "read",
        "recognise",
        "references",
        "schemas_registry",
        "validate",
    ]

HOMES = {
    "schemas_registry": "catalogue.for_jsonschema",
    "Reading": "codec",
    "Receipt": "codec",
    "dump": "codec",
    "dumps": "codec",
    "load": "codec",
    "load_as": "codec",
    "load_from_file": "codec",
    "loads": "codec",
    "read": "codec",
    "Closed": "codec.closed",
    "ClosedForm": "codec.closed",
    "Difference": "comparison",
    "diff": "comparison",
    "findings": "consistency",
    "Finding": "consistency.finding",
    "Conversion": "conversion",
    "convert": "conversion",
    "DanglingReference": "document_references",
    "Reference": "document_references",
    "dangling_references": "document_references",
    "references": "document_references",
    "DisagreementError": "errors",
    "IncomparableError": "errors",
    "InvalidDocumentError": "errors",
    "Issue": "errors",
    "PdmError": "errors",
    "RefusedConversionError": "errors",
    "SchemaNotFoundError": "errors",
    "UnknownLayoutError": "errors",
    "UnreadableError": "errors",
    "UnwritableError": "errors",
    "PdmObject": "ext.objects.base",
    "RadialVelocityUnits": "ext.values.units",
    "CalibrationStrategy": "generated.v1_0.calibration_strategy",
    "PanelDecision": "generated.v1_0.decision",
    "OSOExecutionBlock": "generated.v1_0.eb",
    "OSOEBStatusHistory": "generated.v1_0.eb_status_history",
    "Metadata": "generated.v1_0.metadata",
    "Panel": "generated.v1_0.panel",
    "Project": "generated.v1_0.prj",
    "ProjectStatusHistory": "generated.v1_0.prj_status_history",
    "PythonArguments": "generated.v1_0.procedures",
    "Proposal": "generated.v1_0.prsl",
    "ProposalAccess": "generated.v1_0.prslacc",
    "PanelReview": "generated.v1_0.review",
    "SBDefinition": "generated.v1_0.sbd",
    "SBDStatusHistory": "generated.v1_0.sbd_status_history",
    "SBInstance": "generated.v1_0.sbi",
    "SBIStatusHistory": "generated.v1_0.sbi_status_history",
    "AltAzCoordinates": "generated.v1_0.target",
    "Beam": "generated.v1_0.target",
    "CoordinateKind": "generated.v1_0.target",
    "CrossScanParameters": "generated.v1_0.target",
    "FivePointParameters": "generated.v1_0.target",
    "GalacticCoordinates": "generated.v1_0.target",
    "ICRSCoordinates": "generated.v1_0.target",
    "PointedMosaicParameters": "generated.v1_0.target",
    "PointingKind": "generated.v1_0.target",
    "PointingPattern": "generated.v1_0.target",
    "RadialVelocity": "generated.v1_0.target",
    "RadialVelocityDefinition": "generated.v1_0.target",
    "RadialVelocityReferenceFrame": "generated.v1_0.target",
    "RasterParameters": "generated.v1_0.target",
    "SinglePointParameters": "generated.v1_0.target",
    "SolarSystemObjectName": "generated.v1_0.target",
    "SpecialCoordinates": "generated.v1_0.target",
    "SpiralParameters": "generated.v1_0.target",
    "StarRasterParameters": "generated.v1_0.target",
    "TLECoordinates": "generated.v1_0.target",
    "Target": "generated.v1_0.target",
    "TiedArrayBeams": "generated.v1_0.target",
    "SubArrayLOW": "generated.v1_0.telescope",
    "SubArrayMID": "generated.v1_0.telescope",
    "TelescopeType": "generated.v1_0.telescope",
    "ValidationArrayAssembly": "generated.v1_0.telescope",
    "Allowed": "migrations",
    "Stash": "migrations",
    "Recognition": "recognition",
    "recognise": "recognition",
    "Report": "validation",
    "validate": "validation",
}
