"""What Pydantic does not document and `ext` leans on: each test fails without one use of it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from pydantic import TypeAdapter

import ska_oso_pdm
from ska_oso_pdm import PdmObject, SBDefinition
from ska_oso_pdm.ext import insides
from ska_oso_pdm.ext.values.counts import Count
from ska_oso_pdm.ext.values.forms import StrictFloat, StrictInt
from ska_oso_pdm.ext.values.json_values import JsonObject
from tests.samples import ROOT, parsed

EXAMPLE = ROOT / "examples" / "1.0" / "sbd-mid-imaging.json"


def test_objects_inside_a_document_are_made_without_the_constructor(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made: list[type] = []
    new = PdmObject.__dict__["_new"].__func__

    def counted(cls: Any, data: Any) -> Any:
        made.append(cls)
        return new(cls, data)

    monkeypatch.setattr(PdmObject, "_new", classmethod(counted))
    assert SBDefinition.model_validate_json(EXAMPLE.read_bytes()).targets
    assert made == []
    SBDefinition()
    assert SBDefinition in made


@pytest.mark.parametrize(
    ("kind", "described"),
    [
        (StrictInt, {"type": "integer"}),
        (StrictFloat, {"type": "number"}),
        (JsonObject, {"type": "object", "additionalProperties": True}),
    ],
)
def test_values_are_described_as_the_schema_has_them(kind: Any, described: Any) -> None:
    class Holder(PdmObject):
        value: kind

    assert Holder.model_json_schema()["properties"]["value"] == {"title": "Value", **described}
    assert "anyOf" in TypeAdapter(Count).json_schema()


def test_parts_are_written_by_the_schema_and_not_by_their_classes() -> None:
    """The class of a part writes floats; the faithful form keeps what was read."""
    document = parsed(EXAMPLE)
    constraints = {"altitude": {"min": {"value": 20, "unit": "deg"}}}
    text = json.dumps({**document, "observing_constraints": constraints})
    block = ska_oso_pdm.load_as(SBDefinition, text)
    written = json.loads(ska_oso_pdm.dumps(block))["observing_constraints"]
    assert repr(written) == repr(constraints)
    assert block.model_dump()["observing_constraints"]["altitude"]["min"]["value"] == 20.0


def test_what_is_copied_stays_as_it_was() -> None:
    kept = SBDefinition.__pydantic_core_schema__
    before = repr(kept)
    model = insides.model_in(kept)
    assert insides.around_model(kept, lambda found: {**found, "strict": True}) is not kept
    assert "interface" in insides.fields_of(model)
    changed = insides.with_fields(model, lambda fields: {})
    assert insides.fields_of(changed) == {}
    assert insides.with_parts({"type": "any"}, lambda part: part) == {"type": "any"}
    assert repr(kept) == before
