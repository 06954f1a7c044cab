"""Derived JSON Schemas say which published schema something was generated from."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from enum import EnumType
from typing import Any

import pytest
from pydantic import Field, TypeAdapter

import ska_oso_pdm
from ska_oso_pdm import generated
from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.ext.objects.enums import IntEnum, StrEnum

VERSIONS = list(dict.fromkeys(identifier.version for identifier in registry.documents()))


def published(version: str) -> Iterator[tuple[str, str, Any]]:
    """Yield URL and title of each published part that Python has, with its class, enum or type."""
    for url, schema in registry.schemas_of(version).items():
        identifier = registry.parse_url(url)
        assert identifier
        name = f"v{version.replace('.', '_')}.{identifier.entity.replace('-', '_')}"
        try:
            module = importlib.import_module(f"{generated.__name__}.{name}")
        except ModuleNotFoundError:  # its parts are types of `ext`
            continue
        for node in (schema, *schema.get("$defs", {}).values()):
            part = vars(module).get(node["title"])
            if "type" in node and getattr(part, "__module__", None) == module.__name__:
                yield url, node["title"], part


def derived(part: Any, title: str) -> dict[str, Any]:
    schema = TypeAdapter(part).json_schema()
    found: dict[str, Any] = schema["$defs"][title] if "$ref" in schema else schema
    return found


@pytest.mark.parametrize("version", VERSIONS)
def test_each_part_names_its_schema_and_its_title(version: str) -> None:
    kinds: set[str] = set()
    for url, title, part in published(version):
        schema = derived(part, title)
        assert (schema.get("x-schema"), schema["title"]) == (url, title)
        kinds.add("enum" if isinstance(part, EnumType) else type(part).__name__)
    assert kinds == {"ModelMetaclass", "TypeAliasType", "enum"}


def test_what_a_client_made_names_none() -> None:
    class Wider(ska_oso_pdm.Target):
        priority: int = 0

    class Colour(StrEnum):
        RED = "red"

    class Level(IntEnum):
        LOW = 1

    for part in (Wider, Colour, Level):
        assert "x-schema" not in derived(part, part.__name__)


def test_a_field_of_a_client_does_not_change_the_mark() -> None:
    class Setting(ska_oso_pdm.PdmObject):
        telescope: ska_oso_pdm.TelescopeType = Field(title="Which one", description="Where it is.")

    schema = Setting.model_json_schema()
    (enum,) = schema["$defs"].values()
    assert enum["x-schema"] == "https://schema.skao.int/ska-oso-pdm-telescope/1.0"
    assert enum["title"] == "TelescopeType"
    assert "x-schema" not in schema
    assert "x-schema" not in schema["properties"]["telescope"]
