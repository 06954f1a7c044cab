"""Identifiers that are there once, and links that lead to them: in any layout, by its schemas."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from ska_oso_pdm.catalogue.registry import schemas_of
from ska_oso_pdm.testing.chance import Chance
from ska_oso_pdm.testing.values import Schema, Values

_EARLY_LINKS = {
    "field_configuration": "field_id",
    "ScanDefinition.target": "target_id",
    "ScanDefinition.scan_type": "scan_type_id",
    "dish_configuration": "dish_configuration_id",
    "csp_configuration": "config_id",
    "target_beam_configurations": "target_beam_id",
    "TargetBeamConfiguration.target": "target_id",
    "subarray_beam_configuration": "subarray_beam_configuration_id",
    "ScanType.target": "target_id",
    "derive_from": "scan_type_id",
    "BeamMapping.beam_id": "beam_id",
    "BeamMapping.field_id": "target_id",
    "BeamMapping.channels_id": "channels_id",
    "BeamMapping.polarisations_id": "polarisations_id",
    "PbDependency.pb_id": "pb_id",
    "scan_sequence": "scan_definition_id",
    "fieldConfiguration": "field_id",
    "scanSequence": "scan_definition_id",
}
"""Links of the layouts to 0.3, whose schemas do not say so: to the key of what they name."""
_LINKS_OF_0_0 = {
    "ScanDefinition.dishConfiguration": "DishConfiguration.id",
    "ScanDefinition.cspConfiguration": "CSPConfiguration.id",
    "ScanDefinition.scanType": "ScanType.id",
    "PbDependency.pb_id": "ProcessingBlock.id",
}
_SAID_SINCE = "0.4"
_KEYS = {
    "fieldConfigurations": "field_id",
    "scanDefinitions": "scan_definition_id",
    "FieldConfiguration.targets": "target_id",
}
"""Maps of 0.0 whose keys are identifiers."""
_SCAN = "scan_definition_id"
"""Scans have identifiers also where no link leads to them."""
_NAMELESS = "BeamCoordinates"
"""Their `target_id` names nothing: the direction of a beam is no target."""


class Naming(NamedTuple):
    """What has identifiers in a layout, and what leads to them; both by title and key.

    Attributes:
        homes: keys that hold an identifier, with its kind.
        links: keys that hold one link or a list of them, with the kind that they lead to.
    """

    homes: dict[tuple[str, str], str]
    links: dict[tuple[str, str], str]


@cache
def naming(version: str) -> Naming:
    """Tell what has identifiers in the schemas of a version, and what leads to them."""
    keys = [
        (schema["title"], key, part)
        for root in schemas_of(version).values()
        for schema in (root, *root.get("$defs", {}).values())
        for key, part in schema.get("properties", {}).items()
    ]
    links = {
        (title, key): kind
        for title, key, part in keys
        if (kind := part.get("x-names") or _early(title, key, version)) and _holds_text(part)
    }
    kinds = {*links.values(), _SCAN}
    homes = {
        (title, key): kind
        for title, key, part in keys
        for kind in (f"{title}.{key}", key)
        if kind in kinds and (title, key) not in links and title != _NAMELESS and _is_text(part)
    }
    return Naming(homes, links)


def _early(title: str, key: str, version: str) -> str | None:
    if version >= _SAID_SINCE:
        return None
    early = _LINKS_OF_0_0 if version == "0.0" else {}
    titled = f"{title}.{key}"
    return early.get(titled, _EARLY_LINKS.get(titled, _EARLY_LINKS.get(key)))


def _plain(part: Schema) -> Schema:
    return part["anyOf"][0] if "anyOf" in part else part


def _is_text(part: Schema) -> bool:
    part = _plain(part)
    return part.get("type") == "string" or part.get("$ref", "").endswith("/Identifier")


def _is_list(part: Schema) -> bool:
    return _plain(part).get("type") == "array"


def _holds_text(part: Schema) -> bool:
    return _is_text(_plain(part)["items"] if _is_list(part) else part)


def parts(value: Any, values: Values) -> Iterator[tuple[Schema, dict[str, Any]]]:
    """Yield every object that was made for a schema, inner ones too, with the schema."""
    if isinstance(value, dict):
        schema = values.schema_of.get(id(value))
        if schema is not None and "properties" in schema:
            yield schema, value
        for part in value.values():
            yield from parts(part, values)
    elif isinstance(value, list):
        for part in value:
            yield from parts(part, values)


def prune(document: dict[str, Any], values: Values, version: str) -> None:
    """Take out what must name something where there is nothing of that kind."""
    homes, links = naming(version)
    while True:
        found = list(parts(document, values))
        held = {kind for kind, _ in _keyed(found)}
        keys = [(schema["title"], key) for schema, _ in found for key in schema["properties"]]
        held.update(homes[key] for key in keys if key in homes)
        dead = {
            id(made)
            for schema, made in found
            for key in schema.get("required", ())
            if (kind := links.get((schema["title"], key))) and kind not in held
            if not _is_list(schema["properties"][key])
        }
        if not dead:
            return
        _remove(document, dead)


def _remove(value: Any, dead: set[int]) -> None:
    """Take objects out of the arrays and maps that hold them."""
    if isinstance(value, list):
        value[:] = [item for item in value if id(item) not in dead]
    else:
        for key in [key for key, item in value.items() if id(item) in dead]:
            del value[key]
    for part in value.values() if isinstance(value, dict) else value:
        if isinstance(part, (dict, list)):
            _remove(part, dead)


def _keyed(found: list[tuple[Schema, dict[str, Any]]]) -> Iterator[tuple[str, str]]:
    """Yield kind and text of each identifier that is the key of a map."""
    for schema, made in found:
        for key, part in made.items():
            kind = _KEYS.get(f"{schema['title']}.{key}", _KEYS.get(key))
            if kind and isinstance(part, dict):
                yield from ((kind, name) for name in part)


def name(document: dict[str, Any], values: Values, version: str) -> dict[str, list[str]]:
    """Give each thing that can be named an identifier of its own; list them by kind."""
    homes, links = naming(version)
    known: dict[str, list[str]] = {kind: [] for kind in (*links.values(), *homes.values())}
    found = list(parts(document, values))
    for kind, text in _keyed(found):
        known[kind].append(text)
    for schema, made in found:
        for key in schema["properties"]:
            if (schema["title"], key) in homes:
                names = known[homes[schema["title"], key]]
                made[key] = _new(made.get(key), key, names)
                names.append(made[key])
    return known


def _new(text: Any, key: str, known: list[str]) -> str:
    """Give the text that an identifier has, or another one where something else has it."""
    if isinstance(text, str) and text.strip() == text != "" and text not in known:
        return text
    stem = key.removesuffix("_id").removesuffix("_definition").replace("_", "-")
    number = len(known) + 1
    while (text := f"{stem}-{number}") in known:
        number += 1
    return text


def link(
    document: dict[str, Any],
    values: Values,
    version: str,
    known: dict[str, list[str]],
    chance: Chance,
) -> None:
    """Let every link lead to what is there; mostly there is one where there can be."""
    links = naming(version).links
    for schema, made in parts(document, values):
        for key, part in schema["properties"].items():
            if (schema["title"], key) not in links:
                continue
            names, needed = known[links[schema["title"], key]], key in schema.get("required", ())
            if _is_list(part):
                if names and (needed or chance.mostly(4)):
                    made[key] = chance.some(names, least=1)
                elif key in made and made[key] is not None:
                    made[key] = []
            elif names and (needed or chance.mostly(8)):
                made[key] = chance.pick(names)
            elif not needed and "anyOf" in part and chance.one_in(3):
                made[key] = None
            elif not needed:
                made.pop(key, None)
