"""Validators of other languages: each a process that reads lines of JSON and answers verdicts."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from .subset import Schemas, walk

FOLDER = Path(__file__).parent / "readers"
READERS = ("ajv", "hyperjump", "sourcemeta")
"""The names of the scripts: ajv in strict mode, @hyperjump/json-schema, and Blaze, in C++."""

Texts = list[tuple[str, str]]
"""URL of the schema to judge by, and JSON text."""


def missing() -> str | None:
    """Say what the readers lack to judge here, or None."""
    if not shutil.which("node"):
        return "node is not installed"
    if not (FOLDER / "node_modules").is_dir():
        return f"the readers are not installed: run npm ci in {FOLDER}"
    return None


def require_readers() -> None:
    """Skip a test where there are no readers; fail where there must be some."""
    if reason := missing():
        (pytest.fail if os.environ.get("SKA_OSO_PDM_REQUIRE_READERS") else pytest.skip)(reason)


def annotations(schemas: Schemas) -> list[str]:
    """List the names of what schemas say beside JSON Schema, which strict readers must know."""
    nodes = [node for schema in schemas.values() for node in walk(schema)]
    return sorted({key for node in nodes for key in node if key.startswith("x-")})


def verdicts(reader: str, schemas: Schemas, texts: Texts) -> list[bool]:
    """Ask one of the readers about many texts, in one process.

    Args:
        reader: one of `READERS`.
        schemas: schemas by URL, as they shall be judged.
        texts: the texts, each with the URL of its schema.
    """
    question = {"schemas": list(schemas.values()), "annotations": annotations(schemas)}
    done = subprocess.run(
        ["node", f"{reader}.mjs"],
        cwd=FOLDER,
        input="".join(f"{json.dumps(line)}\n" for line in (question, *texts)),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    answers: list[bool] = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(answers) == len(texts)
    return answers
