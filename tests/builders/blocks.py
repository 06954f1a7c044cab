"""What the tests of the builders share."""

from __future__ import annotations

import json
import re
from typing import Any

import ska_oso_pdm
from ska_oso_pdm.generated.v1_0.sbd import SBDefinition
from ska_oso_pdm.generated.v1_0.scan import ScanDefinition


def document(block: SBDefinition) -> dict[str, Any]:
    """Give what the block writes, without the metadata, whose times differ from call to call."""
    written: dict[str, Any] = json.loads(ska_oso_pdm.dumps(block))
    written.pop("metadata", None)
    return written


def findings(block: SBDefinition) -> list[str]:
    """List what the schema has against the two forms in which a block is written."""
    reports = [
        ska_oso_pdm.validate(ska_oso_pdm.dumps(block)),
        ska_oso_pdm.validate(block.model_dump_json()),
    ]
    assert all(report.judged for report in reports)
    return [issue.message for report in reports for issue in report]


def whole(text: str) -> str:
    """Give a pattern that only this text matches."""
    return f"^{re.escape(text)}$"


def milliseconds(scans: list[ScanDefinition]) -> list[float]:
    return [scan.scan_duration_ms.total_seconds() * 1000 for scan in scans]
