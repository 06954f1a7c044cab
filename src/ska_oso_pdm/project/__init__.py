# DO NOT EDIT: `nox -s generate` writes this file from codegen/old_paths.toml.
# pylint: disable=duplicate-code
"""Projects."""

from ska_oso_pdm.generated.v1_0.metadata import (
    Metadata,
)
from ska_oso_pdm.generated.v1_0.prj import (
    Author,
    ObservingBlock,
    Project,
    Purpose,
    ScienceProgramme,
)

__all__ = [
    "Author",
    "Metadata",
    "ObservingBlock",
    "Project",
    "Purpose",
    "ScienceProgramme",
]
