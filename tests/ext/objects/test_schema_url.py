"""`$schema`, which editors write: a key that is no name in Python, in each form of a document."""

from __future__ import annotations

import json
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

import ska_oso_pdm
from ska_oso_pdm.catalogue import registry

URL = "https://example.org/sbd.json"
ROOTS = [found for found in registry.documents() if found.version == "1.0"]
LABEL = f"{registry.BASE_URL}sbd/1.0"
DOCUMENT = {"$schema": URL, "interface": LABEL, "sbd_id": "sbd-1"}


def block(**changed: Any) -> Any:
    return ska_oso_pdm.loads(json.dumps({**DOCUMENT, **changed}))


@pytest.mark.parametrize("root", ROOTS, ids=str)
def test_each_class_has_it(root: registry.SchemaId) -> None:
    field = registry.class_for(root).model_fields["schema_url"]
    assert (field.alias, field.default) == ("$schema", None)


@pytest.mark.parametrize("value", [URL, "", None])
def test_it_is_written_as_it_was_read(value: str | None) -> None:
    document = {**DOCUMENT, "$schema": value}
    assert json.loads(ska_oso_pdm.dumps(ska_oso_pdm.loads(json.dumps(document)))) == document


def test_the_complete_form_has_the_key_of_documents_and_no_null() -> None:
    class Stored(BaseModel):
        block: Any

    for form in (block().model_dump(), Stored(block=block()).model_dump()["block"]):
        assert form["$schema"] == URL
        assert "schema_url" not in form
    assert block().model_dump(include={"schema_url"}) == {"$schema": URL}
    assert "$schema" not in block(**{"$schema": None}).model_dump()
    assert "$schema" not in block(**{"$schema": None}).model_dump(exclude={"name"})
    assert block().model_dump(exclude_unset=True) == DOCUMENT


def test_it_is_given_by_name_or_by_key_and_taken_away() -> None:
    cls = type(block())
    made = cls(schema_url=URL)
    assert made == cls(**{"$schema": URL})
    assert json.loads(ska_oso_pdm.dumps(made)) == {"interface": LABEL, "$schema": URL}
    made.schema_url = None
    assert json.loads(ska_oso_pdm.dumps(made)) == {"interface": LABEL, "$schema": None}
    del made.schema_url
    assert json.loads(ska_oso_pdm.dumps(made)) == {"interface": LABEL}


def test_a_key_of_its_name_in_python_is_an_unknown_key_of_a_document() -> None:
    document = {**DOCUMENT, "schema_url": "x"}
    kept = ska_oso_pdm.load(json.dumps(document), unknown="keep")
    assert kept.schema_url == URL
    assert json.loads(ska_oso_pdm.dumps(kept)) == document
    assert json.loads(ska_oso_pdm.dumps(type(kept)(**document))) == document


def test_it_is_text_or_null() -> None:
    with pytest.raises(ska_oso_pdm.InvalidDocumentError, match="/[$]schema: 5 is not text"):
        block(**{"$schema": 5})
    with pytest.raises(ValidationError, match=r"[$]schema"):
        type(block())(schema_url=5)


def test_it_goes_up_by_its_name_and_waits_in_a_stash_on_the_way_down() -> None:
    down = ska_oso_pdm.convert(json.dumps(DOCUMENT), to="0.7")
    assert down.document is not None
    assert "$schema" not in down.document
    assert [(entry.path, entry.value) for entry in down.set_aside] == [("/$schema", URL)]
    old = {**DOCUMENT, "interface": f"{registry.BASE_URL}sbd/0.7"}
    up = ska_oso_pdm.convert(json.dumps(old), to="1.0")
    assert up.document == DOCUMENT
    assert not up.set_aside
