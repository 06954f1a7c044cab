"""Documents of each entity and layout, made from their schemas."""

from __future__ import annotations

from typing import Any

from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.catalogue.registry import SchemaId
from ska_oso_pdm.errors import SchemaNotFoundError
from ska_oso_pdm.testing import bands, beams, blocks, identifiers
from ska_oso_pdm.testing.chance import Chance
from ska_oso_pdm.testing.objects import FITTED
from ska_oso_pdm.testing.plausible import PLAUSIBLE
from ska_oso_pdm.testing.values import Values

CURRENT = "current"
"""In the place of a version: the newest one of the entity that is not in the making."""
MOST = 3
_SCOPES = ("ScienceProgramme", "ObservationInfo")
"""Objects with identifiers of their own: the same ones may be used in others."""


def schema_id(entity: str, version: str) -> SchemaId:
    """Tell which schema a document is to have.

    Raises:
        SchemaNotFoundError: when there are no such documents.
    """
    known = [schema for schema in registry.documents() if schema.entity == entity]
    published = [schema for schema in known if not registry.is_in_the_making(schema.version)]
    if version == CURRENT and published:
        return published[-1]
    found = SchemaId(entity, version)
    if found not in known:
        there = ", ".join(f"{one.entity} {one.version}" for one in registry.documents())
        message = f"there are no documents of {entity} {version}; there are {there}"
        raise SchemaNotFoundError(message)
    return found


def made(schema: SchemaId, chance: Chance, *, consistent: bool, most: int) -> dict[str, Any]:
    """Make a document that its schema accepts, and that holds together if it is `consistent`."""
    values = Values(chance, most, PLAUSIBLE if consistent else None)
    document: dict[str, Any] = values.make(registry.schema_for(schema))
    if consistent:
        _fit(schema, document, values, chance)
    return document


def _fit(schema: SchemaId, document: dict[str, Any], values: Values, chance: Chance) -> None:
    """Fit the parts of a document to each other."""
    version, is_block = schema.version, schema.entity == "sbd"
    if is_block:
        blocks.of_one_telescope(document, chance)
    found = identifiers.parts(document, values)
    scopes = [part for kind, part in found if kind["title"] in _SCOPES] or [document]
    for scope in scopes:
        identifiers.prune(scope, values, version)
    if is_block:
        beams.with_stations(document, version, chance)
    for kind, part in identifiers.parts(document, values):
        if fit := FITTED.get(kind["title"]):
            fit(part, chance)
    for scope in scopes:
        known = identifiers.name(scope, values, version)
        identifiers.link(scope, values, version, known, chance)
    if is_block:
        beams.one_target(document)
        beams.at_the_same_time(document, chance)
        blocks.in_sequence(document, chance)
        blocks.one_way(document)
        bands.fit(document, version, chance)
        blocks.of_known_dishes(document, version, chance)
