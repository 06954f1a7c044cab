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

from ska_oso_pdm.generated.public_names import HOMES as _HOMES

if TYPE_CHECKING:
    from ska_oso_pdm.generated.public_names import *  # noqa: F403

__all__ = sorted(_HOMES)  # noqa: PLE0605  # pyright: ignore[reportUnsupportedDunderAll]


def _shown_earlier(document: dict[str, Any], honest: str) -> str | None:
    """Answer the classes, which know nothing of recognition."""
    from ska_oso_pdm.recognition import earlier

    return earlier(document, honest)


_earlier.register(_shown_earlier)


def __getattr__(name: str) -> Any:
    try:
        home = _HOMES[name]
    except KeyError:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}") from None
    value = getattr(import_module(f"{__name__}.{home}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
