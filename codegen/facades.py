"""Import paths of earlier times: small real modules, written from `old_paths.toml`."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from codegen.errors import CodegenError

_HEADER = """\
# DO NOT EDIT: `nox -s generate` writes this file from codegen/old_paths.toml.
# pylint: disable=duplicate-code"""
_PACKAGE = "ska_oso_pdm."


def read_paths(path: Path) -> dict[str, dict[str, Any]]:
    """Read the table: old module to its docstring and names."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def facade_roots(paths: dict[str, dict[str, Any]]) -> list[str]:
    """List the folders below the package that hold facades and nothing else."""
    return sorted({name.removeprefix(_PACKAGE).split(".")[0] for name in paths})


def write_facades(paths: dict[str, dict[str, Any]], target: Path) -> None:
    """Write all facades below `target`, which stands for the folder of the package."""
    packages = {name.rpartition(".")[0] for name in paths}
    for package in sorted(packages - {_PACKAGE.rstrip(".")}):
        if package not in paths:
            raise CodegenError(f"old_paths.toml: {package} has modules but no entry of its own")
    for name, entry in paths.items():
        parts = name.removeprefix(_PACKAGE).split(".")
        file = target.joinpath(*parts)
        folder = name in packages or len(parts) == 1  # so that all that is written is in folders
        file = file / "__init__.py" if folder else file.with_suffix(".py")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(_module(entry), encoding="utf-8")


def _module(entry: dict[str, Any]) -> str:
    imports: dict[str, list[str]] = {}
    for name, home in _names(entry).items():
        module, _, original = home.rpartition(".")
        clause = name if name == original else f"{original} as {name}"
        imports.setdefault(module, []).append(clause)
    if entry.get("schemas"):
        imports["ska_oso_pdm.codec.older"] = ["SchemaCodec"]
        for home in entry["schemas"].values():
            module, _, original = home.rpartition(".")
            imports.setdefault(module, []).append(f"{original} as _{original}")
    lines = [_HEADER, f'"""{entry["doc"]}"""']
    if imports:
        lines.append("")
    for module in sorted(imports):
        lines += [f"from {module} import ("]
        lines += [f"    {clause}," for clause in sorted(imports[module])] + [")"]
    if entry.get("aliases"):
        lines.append("")
    lines += [f"{name} = {target}" for name, target in entry.get("aliases", {}).items()]
    for name, home in entry.get("schemas", {}).items():
        title = home.rpartition(".")[2]
        lines += ["", "", f"class {name}(SchemaCodec[_{title}]):"]
        lines += [f'    """Reads and writes the JSON of `{title}`."""', "", f"    model = _{title}"]
    public = [*_names(entry), *entry.get("aliases", {}), *entry.get("schemas", {})]
    if public:
        lines += ["", "", "__all__ = ["] if entry.get("schemas") else ["", "__all__ = ["]
        lines += [f'    "{name}",' for name in sorted(public)] + ["]"]
    return "\n".join(lines) + "\n"


def _names(entry: dict[str, Any]) -> dict[str, str]:
    """Give the names of a facade, each with its home."""
    listed = {
        name: f"{module}.{name}"
        for module, names in entry.get("from", {}).items()
        for name in names
    }
    return {**entry.get("names", {}), **listed}
