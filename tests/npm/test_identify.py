"""The npm package reads `schemas/markers.json` and recognises documents as Python does."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

from ska_oso_pdm import recognition
from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.recognition import markers
from tests.recognition.test_recognition import TestAnything as Anything
from tests.samples import CORPUS, EXAMPLES, parsed

from .package import ask, require_package

require_package()

URL = "https://schema.skao.int/ska-oso-pdm-{}/{}"
LABELS = [
    *(known.url for known in registry.documents()),
    *(URL.format(entity, "0.1") for entity in markers.entities()),
    *(URL.format(*label) for label in (("sbd", "1.7"), ("prj", "2.0"), ("other", "1.0"))),
    "https://schema.skao.int/ska-sdp-assignresources/0.4",
    "https://schema.skatelescope.org/ska-csp-configure/2.0",
    "https://example.org/block",
    "sbd",
    None,
]


def in_python(document: dict[str, Any]) -> list[str | None]:
    found = recognition.recognition_of(document)
    return [found.entity, found.version]


def documents() -> list[dict[str, Any]]:
    """Give examples, collected documents, and both with values, keys and labels replaced."""
    given = [parsed(path) for path in (*EXAMPLES, *sorted(CORPUS.glob("*-*.json")))]
    chance, anything = random.Random(7), Anything()
    changed = [anything.changed(chance, document) for document in given for _ in range(20)]
    keys = anything.keys()
    made = [
        {chance.choice(keys): anything.value(chance, keys, 5) for _ in range(6)}
        for _ in range(2000)
    ]
    found = [document for document in (*given, *changed, *made) if isinstance(document, dict)]
    labelled = [{**document, "interface": chance.choice(LABELS)} for document in found]
    small = [{key: document[key] for key in few(chance, document)} for document in found]
    return [*found, *labelled, *small]


def few(chance: random.Random, document: dict[str, Any]) -> list[str]:
    return chance.sample(sorted(document), min(len(document), chance.randrange(1, 5)))


def test_recognition_in_javascript_agrees() -> None:
    given = documents()
    found = ask(Path(__file__).with_name("identify.mjs"), [json.dumps(one) for one in given])
    for document, told in zip(given, found, strict=True):
        assert told == in_python(document), json.dumps(document)[:2000]


def test_anything_can_be_asked_about() -> None:
    deep = "[" * 10_000 + "]" * 10_000
    url = URL.format("sbd", "1.0")
    texts = ["null", "[]", "1", '""', "{}", deep, f'{{"targets":{deep},"interface":"{url}"}}']
    texts += [f'{{"{key}":{{"sbd_id":"a"}}}}' for key in ("__proto__", "constructor")]
    texts += ['{"interface":"https://schema.skao.int/ska-oso-pdm-constructor/1.0"}']
    told = ask(Path(__file__).with_name("identify.mjs"), texts)
    assert told == [*[[None, None]] * 6, ["sbd", "1.0"], *[[None, None]] * 3]
