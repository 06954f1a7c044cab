"""Documents that tests share: the examples, and the collected ones where they are at hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
MID = ROOT / "examples" / "0.1" / "sbd-mid.json"
LOW = ROOT / "examples" / "0.1" / "sbd-low.json"
EXAMPLES = sorted((ROOT / "examples").glob("*/*.json"))
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
