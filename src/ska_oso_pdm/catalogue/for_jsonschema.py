r"""The schemas for users of python-jsonschema: a registry of all versions, made once.

Python's `$` also matches before a newline that ends a text; that of ECMA-262 and of RFC 9485, which
JSON Schema names, does not. No way to write the end of a text is read alike by all engines, so that
the published files keep `$`, and this registry has `\Z`, which only Python reads so, in its place.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from ska_oso_pdm.catalogue import registry

if TYPE_CHECKING:
    from referencing import Registry

_FINAL_DOLLAR = re.compile(r"\$\Z")


@cache
def schemas_registry() -> Registry[Any]:
    r"""Give the schemas of all versions, shared parts included, to look up by their URLs.

        url = "https://schema.skao.int/ska-oso-pdm-sbd/1.0"
        validator = Draft202012Validator({"$ref": url}, registry=schemas_registry())

    The registry cannot be changed, and is the same one at each call. What it holds is as published,
    but for the `$` that ends a pattern: it is `\Z`, so that Python too refuses a newline there. No
    schema has a `format`, so that no format checker is needed. Nothing is fetched.

    Raises:
        ModuleNotFoundError: when `referencing`, which comes with `jsonschema`, is not installed.
    """
    return registry_of(registry.all_schemas())


def registry_of(schemas: dict[str, dict[str, Any]]) -> Registry[Any]:
    """Give a registry of schemas by URL, with patterns that say in Python what they say.

    Raises:
        ModuleNotFoundError: as `schemas_registry` does.
    """
    try:
        from referencing import Registry
        from referencing.jsonschema import DRAFT202012
    except ModuleNotFoundError as error:
        raise ModuleNotFoundError(
            "schemas_registry() needs the package referencing, which comes with jsonschema: "
            "pip install jsonschema",
            name=error.name,
        ) from error
    copies = {url: in_python(schema) for url, schema in schemas.items()}
    resources = [(url, DRAFT202012.create_resource(schema)) for url, schema in copies.items()]
    return Registry().with_resources(resources).crawl()


def in_python(schema: Any) -> Any:
    """Copy a schema with the patterns that say in Python what the schema says."""
    if isinstance(schema, list):
        return [in_python(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    copied = {key: in_python(part) for key, part in schema.items()}
    if isinstance(pattern := schema.get("pattern"), str):
        copied["pattern"] = _FINAL_DOLLAR.sub(r"\\Z", pattern)
    return copied
