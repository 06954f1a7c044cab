"""Another language reads `schemas/markers.json` and recognises documents alike."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from ska_oso_pdm import layout, registry
from tests.documents import CORPUS, EXAMPLES, parsed
from tests.test_recognition import TestAnything as Anything


def in_python(document: dict[str, Any]) -> list[str | None]:
    entity = layout.entity_of(document)
    return [entity, layout.version_of(document, entity) if entity else None]


def in_javascript(documents: list[dict[str, Any]]) -> list[list[str | None]]:
    script = Path(__file__).with_name("recogniser.mjs")
    data = Path(registry.schema_folder()) / "markers.json"
    done = subprocess.run(
        ["node", str(script), str(data)],
        input="\n".join(map(json.dumps, documents)),
        capture_output=True,
        text=True,
        check=True,
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def documents() -> list[dict[str, Any]]:
    """Give examples, collected documents, and both with values replaced."""
    given = [parsed(path) for path in (*EXAMPLES, *sorted(CORPUS.glob("*-*.json")))]
    chance, anything = random.Random(7), Anything()
    changed = [anything.changed(chance, document) for document in given for _ in range(20)]
    keys = anything.keys()
    made = [
        {chance.choice(keys): anything.value(chance, keys, 5) for _ in range(6)}
        for _ in range(2000)
    ]
    return [document for document in (*given, *changed, *made) if isinstance(document, dict)]


@pytest.mark.skipif(not shutil.which("node"), reason="Node.js is not installed")
def test_recognition_in_javascript_agrees() -> None:
    given = documents()
    found = in_javascript(given)
    assert len(found) == len(given)
    for document, told in zip(given, found):
        assert told == in_python(document), json.dumps(document)[:2000]
