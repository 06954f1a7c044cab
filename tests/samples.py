"""Documents that tests share: the examples, and the collected ones where they are at hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.catalogue.registry import SchemaId

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

    A version in the making has its own where there are any, or else those of the version before,
    under its label.
    """
    versions = registry.all_versions_of(schema.entity)
    for version in reversed(versions[: versions.index(schema.version) + 1]):
        files = (ROOT / "examples" / version).glob(f"{schema.entity}-*.json")
        found = [parsed(path) for path in sorted(files)]
        own = [one for one in found if one["interface"] == SchemaId(schema.entity, version).url]
        if own or not registry.is_in_the_making(version):
            return [{**one, "interface": schema.url} for one in own]
    return []
