"""Which versions of the schemas there are, and which of them are frozen."""

from __future__ import annotations

import os

from ska_oso_pdm.catalogue import registry

_HASHES = "released.sha256"


def versions() -> list[str]:
    """List the versions, oldest first."""
    return list(dict.fromkeys(known.version for known in registry.documents()))


def is_frozen(version: str) -> bool:
    """Tell whether a version never changes any more."""
    path = os.path.join(registry.schema_folder(), _HASHES)
    with open(path, encoding="utf-8") as file:
        return any(line.split()[1].startswith(f"{version}/") for line in file if line.strip())
