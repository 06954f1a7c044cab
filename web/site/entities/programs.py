"""What schemas are called in Python and TypeScript."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import import_module
from importlib.util import find_spec

import ska_oso_pdm
from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.catalogue.registry import SchemaId, version_key
from web.site.entities import documents
from web.site.entities.model import parts

_FIRST_MODEL = (1, 0)
"""From this version on the modules of a version are one model in TypeScript."""


def python(file: SchemaId) -> str:
    """Give the line that imports the class of a file, or the first one of a shelf of parts; nothing
    where Python has no class of its own for it, such as for amounts, which Astropy has.
    """
    title = parts(file)[0].title
    if file.version == registry.current_version() and title in _public():
        return f"from ska_oso_pdm import {title}"
    version, name = file.version.replace(".", "_"), file.entity.replace("-", "_")
    module = f"ska_oso_pdm.generated.v{version}.{name}"
    if find_spec(module) is None or not hasattr(import_module(module), title):
        return ""
    return f"from {_paths().get(f'{module}.{title}', module)} import {title}"


@cache
def _paths() -> dict[str, str]:
    """Give the modules from which programs import generated classes, by where these are."""
    text = (documents.ROOT / "codegen" / "old_paths.toml").read_text(encoding="utf-8")
    found: dict[str, str] = {}
    for module, told in tomllib.loads(text).items():
        if "._" in module:
            continue
        for home, names in told.get("from", {}).items():
            for name in names:
                found.setdefault(f"{home}.{name}", module)
        for name, home in told.get("names", {}).items():
            if home.rpartition(".")[2] == name:
                found.setdefault(home, module)
    return found


@cache
def _public() -> frozenset[str]:
    """List the names at the root of the package."""
    return frozenset(ska_oso_pdm.__all__)


def typescript(file: SchemaId) -> str:
    """Give the line that imports the type of a file."""
    title = parts(file)[0].title
    one_model = version_key(file.version) >= _FIRST_MODEL
    module = file.version if one_model else f"{file.version}/{file.entity}"
    return f'import type {{ {title} }} from "ska-oso-pdm/{module}";'
