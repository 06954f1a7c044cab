"""Documents that tests share: the examples, and the collected ones where they are at hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.catalogue.registry import SchemaId
from ska_oso_pdm.documents.source import read_source
from ska_oso_pdm.validation import check

ROOT = Path(__file__).parents[1]
MID = ROOT / "examples" / "0.1" / "sbd-mid.json"
LOW = ROOT / "examples" / "0.1" / "sbd-low.json"
EXAMPLES = sorted((ROOT / "examples").glob("*/*.json"))
CURRENT = registry.current_version()
CORPUS = ROOT.parent / "shared" / "corpus"


def parsed(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def mid() -> dict[str, Any]:
    """The MID example, parsed anew."""
    return parsed(MID)


def low() -> dict[str, Any]:
    """The LOW example, parsed anew."""
    return parsed(LOW)


def exact(value: Any) -> str:
    """Write a JSON value so that equal texts mean equal values, `1` and `1.0` told apart."""
    return json.dumps(value, sort_keys=True)


def examples_of(schema: SchemaId) -> list[Any]:
    """Give the examples of an entity in a version.

    One that has none of its own has those of the version before, under its label.
    """
    versions = registry.all_versions_of(schema.entity)
    for version in reversed(versions[: versions.index(schema.version) + 1]):
        if found := _own(schema.entity, version):
            return [{**one, "interface": schema.url} for one in found.values()]
    return []


def examples_now() -> dict[str, Any]:
    """Give the examples of the current version by the names of their files.

    Those of the versions before count too, under its label, as long as they are valid by it: no
    copy of a document is needed. One of the same name takes the place of an earlier one.
    """
    examples: dict[str, Any] = {}
    for entity in dict.fromkeys(known.entity for known in registry.documents()):
        now = SchemaId(entity, CURRENT)
        for version in registry.versions_of(entity) if registry.is_document(now) else ():
            for name, document in _own(entity, version).items():
                document["interface"] = now.url
                if version == CURRENT or not check(read_source(document), now.url):
                    examples[name] = document
    return examples


def _own(entity: str, version: str) -> dict[str, Any]:
    """Give the examples of an entity in the folder of a version, by the names of their files."""
    files = sorted((ROOT / "examples" / version).glob(f"{entity}-*.json"))
    found = {path.stem: parsed(path) for path in files}
    url = SchemaId(entity, version).url
    return {name: one for name, one in found.items() if one["interface"] == url}
