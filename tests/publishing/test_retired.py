"""What URLs of layouts without a schema lead to."""

from __future__ import annotations

import json

import pytest
from jsonschema import Draft202012Validator
from jsonschema_rs import Draft202012Validator as InRust

from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.migrations.steps import WITHOUT_SCHEMA
from ska_oso_pdm.publishing.contents import published
from ska_oso_pdm.publishing.retired import retired
from ska_oso_pdm.tables import table
from tests.samples import CORPUS, ROOT, parsed

LAYOUTS = {layout.schema: layout for layout in retired()}
GONE = {("obs-prg", "0.1")}


def test_they_are_the_layouts_that_steps_lead_from_and_those_of_entities_that_are_gone() -> None:
    assert {tuple(found) for found in LAYOUTS} == set(WITHOUT_SCHEMA) | GONE


def test_their_documents_are_taken_where_the_steps_take_them() -> None:
    for key, layout in LAYOUTS.items():
        if tuple(key) in GONE:
            assert layout.next is layout.newest is None
            continue
        first, _ = WITHOUT_SCHEMA[tuple(key)]
        assert (layout.next.version, layout.newest.version) == (first, registry.current_version())


def test_nothing_is_told_of_a_layout_that_there_is_not() -> None:
    told = table("publishing/retired")["layouts"]
    assert {(entity, version) for entity, rows in told.items() for version in rows} == {
        tuple(found) for found in LAYOUTS
    }


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=lambda layout: "-".join(layout.schema))
def test_its_url_leads_to_a_schema_that_no_document_fits(layout) -> None:
    path = layout.schema.url.removeprefix("https://schema.skao.int/")
    data = published()[path].make()
    assert published()[f"{path}.json"].make() == data
    assert not published()[path].frozen
    schema = json.loads(data)
    assert schema["$id"] == layout.schema.url
    assert schema["deprecated"] is True
    assert layout.since in schema["description"]
    for document in ({}, {"interface": layout.schema.url}, [], None, 1, "text"):
        assert not Draft202012Validator(schema).is_valid(document)
        assert not InRust(schema).is_valid(document)


@pytest.mark.skipif(not CORPUS.is_dir(), reason="there are no collected documents here")
def test_no_collected_document_is_called_valid_by_them() -> None:
    validators = [InRust(layout.as_schema()) for layout in LAYOUTS.values()]
    for path in CORPUS.glob("*.json"):
        assert not any(validator.is_valid(parsed(path)) for validator in validators)


def test_the_page_of_layouts_gives_the_same_dates() -> None:
    text = (ROOT / "docs" / "layouts.md").read_text(encoding="utf-8")
    rows = [line.split("|") for line in text.splitlines() if line.startswith("| 0.")]
    dates = {cells[1].strip(): cells[2:4] for cells in rows if len(cells) == 5}
    for entity, column in (("prj", 0), ("prsl", 1)):
        for version in [found.version for found in LAYOUTS if found.entity == entity]:
            since = LAYOUTS[registry.SchemaId(entity, version)].since
            cells = next(
                row[2:4] for row in reversed(rows) if row[1].strip() == version and len(row) == 5
            )
            assert cells[column].strip().startswith(f"{since}:"), (entity, version, dates)
