"""Marks in derived JSON Schemas: which published schema a class or an enum was generated from.

The mark is `x-schema`, the URL of the published schema; the title beside it names the part. Unions
and other named types, which are no classes, have it from the schemas that the generator reads.
"""

from __future__ import annotations

from pydantic import GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

GENERATED = "ska_oso_pdm.generated."
_URL = "https://schema.skao.int/ska-oso-pdm-{}/{}"


def marked(module: str, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
    """Derive a JSON Schema of something that a module defines; mark it if it was generated."""
    derived = handler(core)
    if module.startswith(GENERATED):
        version, _, entity = module.removeprefix(GENERATED + "v").partition(".")
        url = _URL.format(entity.replace("_", "-"), version.replace("_", "."))
        handler.resolve_ref_schema(derived)["x-schema"] = url
    return derived
