"""The published schemas as components of OpenAPI 3.1, and in the place of derived ones.

A web framework derives its own schemas from the classes, under names that change with modules and
with what else the service has. `publish` puts the published ones there instead.

`CODEC`, which versions 16 and 17 had here, reads and writes objects: `CODEC.loads(SBDefinition,
text)` and `CODEC.dumps(block)`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.catalogue.bundle import Gathering
from ska_oso_pdm.catalogue.registry import SchemaId
from ska_oso_pdm.errors import SchemaNotFoundError

if TYPE_CHECKING:
    from ska_oso_pdm.codec.older import CODEC
else:

    def __getattr__(name: str) -> Any:
        if name == "CODEC":  # imported when asked for: publishing needs neither codec nor Pydantic
            from ska_oso_pdm.codec.older import CODEC

            return CODEC
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


__all__ = ["CODEC", "component_name", "components", "document", "publish", "published"]

_PLACE = "#/components/schemas/"
_MARK = "x-schema"

Schema = dict[str, Any]
Components = dict[str, Schema]


def components(version: str | None = None, *, entity: str | None = None) -> Components:
    """Give the schemas of a version as components of an OpenAPI 3.1 document, by name.

    The name is the title; schemas of other versions than the current one have the version behind
    it, for example `SBDefinition-0.1` or `Project-prj-0.7`, so that one document can hold both. The
    schemas are what is published, with references that lead to each other, and with the
    `discriminator` of OpenAPI where a tag tells the branches of a union apart. Each call makes
    them anew.

    Args:
        version: for example `1.0`; without it the current one.
        entity: for example `sbd`: give only this one and what it refers to.

    Raises:
        SchemaNotFoundError: when there is no such version, or no such entity in it.
    """
    version = _current() if version is None else version
    gathered = Gathering(_PLACE, component_name)
    for identifier in _identifiers(version, entity):
        schema = registry.schema_for(identifier)
        if "type" in schema:  # others only hold parts
            gathered.add(identifier.url)
        for name in schema.get("$defs", ()):
            gathered.add(f"{identifier.url}#/$defs/{name}")
    for part in gathered.parts.values():
        _tell_apart(part, gathered.parts)
    return dict(sorted(gathered.parts.items()))


def document(version: str | None = None, *, entity: str | None = None) -> dict[str, Any]:
    """Give a whole OpenAPI 3.1 document that has these components and no paths.

    Its `info.version` is that of the schemas.

    Raises:
        SchemaNotFoundError: as `components` does.
    """
    version = _current() if version is None else version
    return {
        "openapi": "3.1.0",
        "info": {"title": "SKA Project Data Model", "version": version},
        "paths": {},
        "components": {"schemas": components(version, entity=entity)},
    }


def component_name(identifier: SchemaId, title: str) -> str:
    """Give the name of the component for a part, by its title, of a schema.

    Before 1.0 each entity has parts of its own: the entity stands in their names too. Those of
    blocks, which were there first, go without.
    """
    if identifier.version == _current():
        return title
    if identifier.version.startswith("0.") and identifier.entity != "sbd":
        return f"{title}-{identifier.entity}-{identifier.version}"
    return f"{title}-{identifier.version}"


def _current() -> str:
    return registry.current_version()


def _identifiers(version: str, entity: str | None) -> list[SchemaId]:
    """List the schemas of a version, or the one of an entity."""
    if entity is not None:
        registry.schema_path(SchemaId(entity, version))  # raises where there is none
        return [SchemaId(entity, version)]
    found = [registry.parse_url(url) for url in registry.schemas_of(version)]
    if not found:
        known = ", ".join(_versions())
        raise SchemaNotFoundError(
            f"there is no version {version!r} of the schemas; there are: {known}"
        )
    return [identifier for identifier in found if identifier]


def _versions() -> list[str]:
    """List the versions of the schemas, oldest first."""
    return list(dict.fromkeys(identifier.version for identifier in registry.documents()))


def _tell_apart(node: Any, parts: Components) -> None:
    """Add, in place, the discriminator to every tagged union in a component."""
    if isinstance(node, dict):
        if "oneOf" in node and (discriminator := _discriminator(node["oneOf"], parts)):
            node["discriminator"] = discriminator
        node = list(node.values())
    if isinstance(node, list):
        for part in node:
            _tell_apart(part, parts)


def _discriminator(branches: list[Schema], parts: Components) -> Schema | None:
    """Find the required constant that tells branches apart; None where there is none."""
    tags = [_tags(parts[branch["$ref"].removeprefix(_PLACE)]) for branch in branches]
    for name in tags[0]:
        mapping = {tag.get(name): branch["$ref"] for tag, branch in zip(tags, branches)}
        if len(mapping) == len(branches) and None not in mapping:
            return {"propertyName": name, "mapping": mapping}
    return None


def _tags(schema: Schema) -> dict[str, str]:
    """Give the required constants of an object."""
    properties = schema.get("properties", {})
    required = set(schema.get("required", ()))
    return {
        name: part["const"]
        for name, part in properties.items()
        if "const" in part and name in required
    }


def publish(app: Any) -> None:
    """Let a FastAPI application serve the published schemas in its OpenAPI document.

    What FastAPI derives from the classes of this package is replaced by `components`, under their
    names; the service's own models stay. `app.openapi()`, and with it `/openapi.json`, raises the
    ValueError of `published`.

    Raises:
        TypeError: when `app` is no application.
    """
    derive: Callable[[], dict[str, Any]] | None = getattr(app, "openapi", None)
    if not callable(derive):
        raise TypeError(
            f"publish() takes a FastAPI application, and {type(app).__name__} has no openapi(); "
            "give it the application that includes the routes"
        )
    latest: dict[str, Any] = {}

    def openapi() -> dict[str, Any]:
        nonlocal latest
        derived = derive()
        if derived is not latest:  # the framework keeps one document until its routes change
            app.openapi_schema = latest = published(derived)
        return latest

    app.openapi = openapi


def published(document: dict[str, Any]) -> dict[str, Any]:
    """Put published schemas in the place of those that FastAPI derived from our classes.

    Components to which only replaced ones referred are left out. References follow the names.

    Args:
        document: an OpenAPI document that FastAPI made; it is not changed. One that was treated
            before stays as it is.

    Raises:
        ValueError: when a model of the service has the name of a published schema that the
            document needs, and FastAPI gave it no other.
    """
    derived: Components = document.get("components", {}).get("schemas", {})
    known = {name: part for version in _versions() for name, part in components(version).items()}
    names = _published_names(derived, known)
    if not names:
        return document
    outside = {**document, "components": {**document["components"], "schemas": {}}}
    replaced = _reached(names, lambda name: _referred(derived.get(name)))
    others = {name for name in derived.keys() - replaced if derived[name]}  # Pydantic leaves a {}
    used = _reached(
        _referred(outside) | others,
        lambda name: set() if name in names else _referred(derived.get(name)),
    )
    needed = _reached(
        {names[name] for name in used & names.keys()}, lambda name: _referred(known[name])
    )
    own = {name: _renamed(derived[name], names) for name in used & derived.keys() - names.keys()}
    _refuse_collisions(own, {name: known[name] for name in needed})
    result: dict[str, Any] = _renamed(outside, names)
    result["components"]["schemas"] = {
        name: known[name] if name in needed else own[name] for name in sorted(needed | own.keys())
    }
    return result


def _published_names(derived: Components, known: Components) -> dict[str, str]:
    """Find the derived components that published ones replace, and the names of these.

    A mark names the schema that something was generated from, and the title the part of it.
    """
    names = {}
    for name, schema in derived.items():
        identifier = registry.parse_url(str(schema.get(_MARK)))
        found = identifier and component_name(identifier, str(schema.get("title")))
        if found in known:
            names[name] = found
    return names


def _refuse_collisions(own: Components, needed: Components) -> None:
    for name in sorted(own.keys() & needed.keys()):
        if own[name] != needed[name]:
            raise ValueError(
                f"components/schemas/{name}: a model of this service has the name of a published "
                f"schema to which its requests or answers refer too; give the class {name!r} of "
                "the service another name"
            )


def _reached(starts: Iterable[str], leads: Callable[[str], Iterable[str]]) -> set[str]:
    """Give all names that lead on from some, these included."""
    reached: set[str] = set()
    waiting = list(starts)
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting.extend(leads(name))
    return reached


def _referred(node: Any) -> set[str]:
    """Give the names of the components to which a part of a document refers."""
    if isinstance(node, str):
        return {_split(node)[0]} if node.startswith(_PLACE) else set()
    if isinstance(node, dict):
        node = node.values()
    elif not isinstance(node, list):
        return set()
    return {name for part in node for name in _referred(part)}


def _renamed(node: Any, names: dict[str, str]) -> Any:
    """Copy a part of a document with references to the new names of components."""
    if isinstance(node, str) and node.startswith(_PLACE):
        name, rest = _split(node)
        return _PLACE + names.get(name, name) + rest
    if isinstance(node, list):
        return [_renamed(part, names) for part in node]
    if isinstance(node, dict):
        return {key: _renamed(part, names) for key, part in node.items()}
    return node


def _split(reference: str) -> tuple[str, str]:
    """Take a reference to a component apart: its name, and what follows."""
    name, slash, rest = reference.removeprefix(_PLACE).partition("/")
    return name, slash + rest
