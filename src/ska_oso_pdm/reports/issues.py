"""Issues and findings as rows of JSON."""

from __future__ import annotations

from typing import Any

from ska_oso_pdm.errors import Issue

ISSUE = ("path", "line", "column", "code", "severity", "message")
"""The cells of an issue, in order."""

FINDING = (*ISSUE, "reads")
"""The cells of a finding, which says too what it reads."""


def issue_cells(issue: Issue) -> dict[str, Any]:
    """Give the cells of one issue."""
    cells = {name: getattr(issue, name) for name in ISSUE}
    return {**cells, "path": issue.shown_path}
