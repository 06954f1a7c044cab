"""A copy that is made current: documents are judged as before, but for the version in sentences."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.samples import CURRENT, ROOT
from tests.trials import edit, run, started

NEXT = f"{CURRENT.partition('.')[0]}.90"
DOCUMENTS = sorted(str(path) for path in ROOT.glob("tests/invalid/*/*.json"))
DOCUMENTS += sorted(str(path) for path in ROOT.glob("examples/*/*.json"))


def listed(markers: Any) -> None:
    for data in markers["entities"].values():
        if CURRENT in data["versions"]:
            data["versions"].append(NEXT)


def test_no_verdict_changes(tmp_path: Path) -> None:
    """Of a minor version; a major one has its own steps, without which nothing is taken to it."""
    project = started(tmp_path / "trial", (CURRENT, NEXT))
    edit(project / "schemas" / "markers.json", listed)
    said = [verdicts(folder) for folder in (ROOT, project)]
    assert said[0] == said[1]


def verdicts(project: Path) -> dict[str, Any]:
    rows = json.loads(run(project, "validate", "--format", "json", *DOCUMENTS).stdout)
    return {
        row["file"]: (row["entity"], row["valid"], [issue["code"] for issue in row["issues"]])
        for row in rows
    }
