"""The names at the root of the package, and where they come from: `public_names.toml`."""

from __future__ import annotations

import tomllib
from pathlib import Path

_HEADER = """\
# DO NOT EDIT: `nox -s generate` writes this file from codegen/public_names.toml.
\"\"\"The names at the root of the package: for type checkers what they are, and their homes.\"\"\"

from typing import TYPE_CHECKING

if TYPE_CHECKING:"""


def write_public_names(table: Path, target: Path) -> None:
    """Write the module that the root of the package takes its names from.

    Args:
        table: for each module below the package the names that the root has of it.
        target: the folder to write into.
    """
    homes: dict[str, list[str]] = tomllib.loads(table.read_text(encoding="utf-8"))
    lines = [_HEADER]
    for home, names in sorted(homes.items()):
        lines += [f"    from ska_oso_pdm.{home} import ("]
        lines += [f"        {name}," for name in sorted(names)] + ["    )"]
    names = sorted(name for names in homes.values() for name in names)
    lines += ["", "    __all__ = [", *(f'        "{name}",' for name in names), "    ]"]
    lines += ["", "HOMES = {"]
    lines += [f'    "{name}": "{home}",' for home in sorted(homes) for name in sorted(homes[home])]
    text = "\n".join([*lines, "}"])
    (target / "public_names.py").write_text(f"{text}\n", encoding="utf-8")
