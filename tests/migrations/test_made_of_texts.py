"""What conversions make of texts is always JSON that readers of any language can take."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ska_oso_pdm import convert
from ska_oso_pdm.documents.source import read_source
from ska_oso_pdm.errors import UnknownLayoutError
from ska_oso_pdm.migrations import Allowed
from tests.migrations import aged
from tests.migrations.accounts import places_in
from tests.samples import EXAMPLES, parsed

Json = dict[str, Any]
DIGITS = "1" + "0" * 400
HOSTILE = [
    DIGITS,
    f"-{DIGITS}",
    f"{DIGITS}.5",
    f" {DIGITS} deg",
    "1e999",
    "NaN",
    "Infinity",
    f"{DIGITS}:00:00",
    r"{'args': ['\ud800']}",
    r"{'kwargs': {'\udfff': 1}}",
    f"{{'args': [{DIGITS}]}}",
    "{'args': " + "[" * 198 + "]" * 198 + "}",
]
"""Texts of which a careless reading would make something else."""
MOST = 8
"""Texts of a document that are replaced, evenly spread over it."""
OLD = [path for path in EXAMPLES if path.parent.name != "1.0"]
EVERYTHING = Allowed({"all": "", "variant": "visibilities", "robust": "1"}, loss=True)


def spoiled(document: Json) -> Iterator[Json]:
    """Yield a document once for each text that is replaced by hostile ones in turn."""
    texts = [place for place in places_in(document) if isinstance(_at(document, place), str)]
    texts = [place for place in texts if place != ("interface",)]
    for number, place in enumerate(texts[:: max(1, len(texts) // MOST)]):
        for step in range(2):
            other = json.loads(json.dumps(document))
            _at(other, place[:-1])[place[-1]] = HOSTILE[(number + 6 * step) % len(HOSTILE)]
            yield other


def assert_json(document: Json) -> None:
    """Assert that what a conversion makes can be written, and read again."""
    try:
        new = convert(document, allowed=EVERYTHING).document
    except UnknownLayoutError:  # a text was what told the layout
        return
    if new is not None:
        text = json.dumps(new, allow_nan=False, ensure_ascii=False).encode()
        assert read_source(text).document == new


@pytest.mark.parametrize("path", OLD, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_of_examples(path: Path) -> None:
    for document in spoiled(parsed(path)):
        assert_json(document)


@pytest.mark.parametrize("layout", aged.LAYOUTS, ids="-".join)
def test_of_documents_that_no_schema_judges(layout: tuple[str, str]) -> None:
    for document in aged.documents(*layout, 2):
        for other in spoiled(document):
            assert_json(other)


@pytest.mark.parametrize("text", HOSTILE)
def test_of_arguments(text: str) -> None:
    requests = [{"request": "scan", "request_args": text}]
    block = {"interface": aged.URL.format("eb"), "eb_id": "eb-1", "telescope": "ska_mid"}
    assert_json({**block, "sbd_ref": "sbd-1", "request_responses": requests})


def _at(value: Any, place: tuple[Any, ...]) -> Any:
    for token in place:
        value = value[token]
    return value
