"""The SKA Project Data Model: scheduling blocks, projects and proposals as versioned documents.

    from pathlib import Path

    import ska_oso_pdm
    from ska_oso_pdm import SBDefinition

    path = Path("examples/1.0/sbd-mid-imaging.json")
    report = ska_oso_pdm.validate(path)               # problems, judged by the schema
    block = ska_oso_pdm.load_as(SBDefinition, path)   # an object, or a clear error
    for scan in block.scans():
        print(scan.start, scan.duration, [target.to_sky_coord() for target in scan.targets])
    text = ska_oso_pdm.dumps(block)                   # what was read, and your changes

Names are imported when they are first touched, so that importing the package costs next to nothing.
"""

from __future__ import annotations

from ska_oso_pdm import forking as _forking  # first: a fork then waits for what is imported
from ska_oso_pdm.ext.objects import earlier as _earlier

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ska_oso_pdm.codec.closed import Closed as Closed, ClosedForm as ClosedForm
    from ska_oso_pdm.codec import (
        Reading as Reading,
        Receipt as Receipt,
        dump as dump,
        dumps as dumps,
        load as load,
        load_as as load_as,
        load_from_file as load_from_file,
        loads as loads,
        read as read,
    )
    from ska_oso_pdm.conversion import (
        Conversion as Conversion,
        convert as convert,
    )
    from ska_oso_pdm.comparison import Difference as Difference, diff as diff
    from ska_oso_pdm.consistency import findings as findings
    from ska_oso_pdm.consistency.finding import Finding as Finding
    from ska_oso_pdm.document_references import (
        DanglingReference as DanglingReference,
        Reference as Reference,
        dangling_references as dangling_references,
        references as references,
    )
    from ska_oso_pdm.errors import (
        DisagreementError as DisagreementError,
        IncomparableError as IncomparableError,
        InvalidDocumentError as InvalidDocumentError,
        Issue as Issue,
        PdmError as PdmError,
        RefusedConversionError as RefusedConversionError,
        SchemaNotFoundError as SchemaNotFoundError,
        UnknownLayoutError as UnknownLayoutError,
        UnreadableError as UnreadableError,
        UnwritableError as UnwritableError,
    )
    from ska_oso_pdm.ext.objects.base import PdmObject as PdmObject
    from ska_oso_pdm.ext.values.units import (
        RadialVelocityUnits as RadialVelocityUnits,
    )
    from ska_oso_pdm.generated.v1_0.calibration_strategy import (
        CalibrationStrategy as CalibrationStrategy,
    )
    from ska_oso_pdm.generated.v1_0.decision import (
        PanelDecision as PanelDecision,
    )
    from ska_oso_pdm.generated.v1_0.eb import (
        OSOExecutionBlock as OSOExecutionBlock,
    )
    from ska_oso_pdm.generated.v1_0.eb_status_history import (
        OSOEBStatusHistory as OSOEBStatusHistory,
    )
    from ska_oso_pdm.generated.v1_0.metadata import (
        Metadata as Metadata,
    )
    from ska_oso_pdm.generated.v1_0.panel import (
        Panel as Panel,
    )
    from ska_oso_pdm.generated.v1_0.prj import (
        Project as Project,
    )
    from ska_oso_pdm.generated.v1_0.prj_status_history import (
        ProjectStatusHistory as ProjectStatusHistory,
    )
    from ska_oso_pdm.generated.v1_0.procedures import (
        PythonArguments as PythonArguments,
    )
    from ska_oso_pdm.generated.v1_0.prsl import (
        Proposal as Proposal,
    )
    from ska_oso_pdm.generated.v1_0.prslacc import (
        ProposalAccess as ProposalAccess,
    )
    from ska_oso_pdm.generated.v1_0.review import (
        PanelReview as PanelReview,
    )
    from ska_oso_pdm.generated.v1_0.sbd import (
        SBDefinition as SBDefinition,
    )
    from ska_oso_pdm.generated.v1_0.sbd_status_history import (
        SBDStatusHistory as SBDStatusHistory,
    )
    from ska_oso_pdm.generated.v1_0.sbi import (
        SBInstance as SBInstance,
    )
    from ska_oso_pdm.generated.v1_0.sbi_status_history import (
        SBIStatusHistory as SBIStatusHistory,
    )
    from ska_oso_pdm.generated.v1_0.target import (
        AltAzCoordinates as AltAzCoordinates,
        Beam as Beam,
        CoordinateKind as CoordinateKind,
        CrossScanParameters as CrossScanParameters,
        FivePointParameters as FivePointParameters,
        GalacticCoordinates as GalacticCoordinates,
        ICRSCoordinates as ICRSCoordinates,
        PointedMosaicParameters as PointedMosaicParameters,
        PointingKind as PointingKind,
        PointingPattern as PointingPattern,
        RadialVelocity as RadialVelocity,
        RadialVelocityDefinition as RadialVelocityDefinition,
        RadialVelocityReferenceFrame as RadialVelocityReferenceFrame,
        RasterParameters as RasterParameters,
        SinglePointParameters as SinglePointParameters,
        SolarSystemObjectName as SolarSystemObjectName,
        SpecialCoordinates as SpecialCoordinates,
        SpiralParameters as SpiralParameters,
        StarRasterParameters as StarRasterParameters,
        TLECoordinates as TLECoordinates,
        Target as Target,
        TiedArrayBeams as TiedArrayBeams,
    )
    from ska_oso_pdm.generated.v1_0.telescope import (
        SubArrayLOW as SubArrayLOW,
        SubArrayMID as SubArrayMID,
        TelescopeType as TelescopeType,
        ValidationArrayAssembly as ValidationArrayAssembly,
    )
    from ska_oso_pdm.migrations import Allowed as Allowed, Stash as Stash
    from ska_oso_pdm.recognition import Recognition as Recognition, recognise as recognise
    from ska_oso_pdm.validation import Report as Report, validate as validate

_HOMES = {
    "codec.closed": ("Closed", "ClosedForm"),
    "codec": (
        "Reading",
        "Receipt",
        "dump",
        "dumps",
        "load",
        "load_as",
        "load_from_file",
        "loads",
        "read",
    ),
    "conversion": ("Conversion", "convert"),
    "comparison": ("Difference", "diff"),
    "consistency": ("findings",),
    "consistency.finding": ("Finding",),
    "document_references": (
        "DanglingReference",
        "Reference",
        "dangling_references",
        "references",
    ),
    "errors": (
        "DisagreementError",
        "IncomparableError",
        "InvalidDocumentError",
        "Issue",
        "PdmError",
        "RefusedConversionError",
        "SchemaNotFoundError",
        "UnknownLayoutError",
        "UnreadableError",
        "UnwritableError",
    ),
    "ext.objects.base": ("PdmObject",),
    "ext.values.units": ("RadialVelocityUnits",),
    "generated.v1_0.calibration_strategy": ("CalibrationStrategy",),
    "generated.v1_0.decision": ("PanelDecision",),
    "generated.v1_0.eb": ("OSOExecutionBlock",),
    "generated.v1_0.eb_status_history": ("OSOEBStatusHistory",),
    "generated.v1_0.metadata": ("Metadata",),
    "generated.v1_0.panel": ("Panel",),
    "generated.v1_0.prj": ("Project",),
    "generated.v1_0.prj_status_history": ("ProjectStatusHistory",),
    "generated.v1_0.procedures": ("PythonArguments",),
    "generated.v1_0.prsl": ("Proposal",),
    "generated.v1_0.prslacc": ("ProposalAccess",),
    "generated.v1_0.review": ("PanelReview",),
    "generated.v1_0.sbd": ("SBDefinition",),
    "generated.v1_0.sbd_status_history": ("SBDStatusHistory",),
    "generated.v1_0.sbi": ("SBInstance",),
    "generated.v1_0.sbi_status_history": ("SBIStatusHistory",),
    "generated.v1_0.target": (
        "AltAzCoordinates",
        "Beam",
        "CoordinateKind",
        "CrossScanParameters",
        "FivePointParameters",
        "GalacticCoordinates",
        "ICRSCoordinates",
        "PointedMosaicParameters",
        "PointingKind",
        "PointingPattern",
        "RadialVelocity",
        "RadialVelocityDefinition",
        "RadialVelocityReferenceFrame",
        "RasterParameters",
        "SinglePointParameters",
        "SolarSystemObjectName",
        "SpecialCoordinates",
        "SpiralParameters",
        "StarRasterParameters",
        "TLECoordinates",
        "Target",
        "TiedArrayBeams",
    ),
    "generated.v1_0.telescope": (
        "SubArrayLOW",
        "SubArrayMID",
        "TelescopeType",
        "ValidationArrayAssembly",
    ),
    "migrations": ("Allowed", "Stash"),
    "recognition": ("Recognition", "recognise"),
    "validation": ("Report", "validate"),
}
_HOME_OF = {name: module for module, names in _HOMES.items() for name in names}

__all__ = sorted(_HOME_OF)  # noqa: PLE0605  # pyright: ignore[reportUnsupportedDunderAll]


def _shown_earlier(document: dict[str, Any], honest: str) -> str | None:
    """Answer the classes, which know nothing of recognition."""
    from ska_oso_pdm.recognition import earlier

    return earlier(document, honest)


_earlier.register(_shown_earlier)


def __getattr__(name: str) -> Any:
    try:
        home = _HOME_OF[name]
    except KeyError:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}") from None
    value = getattr(import_module(f"{__name__}.{home}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
