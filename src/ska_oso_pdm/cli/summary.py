"""The lines of a summary: what all layouts have, around the sections of one of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ska_oso_pdm.cli import summary_0_1, summary_1_0
from ska_oso_pdm.cli.rows import section, table
from ska_oso_pdm.codec import Receipt

_LAYOUTS: dict[tuple[str, str], Any] = {
    ("sbd", "0.1"): summary_0_1,
    ("sbd", "1.0"): summary_1_0,
}
"""Layout to the module with its `header(block)` and `sections(block)`."""


def can_summarise(receipt: Receipt) -> bool:
    """Tell whether there is a summary for the layout of a document."""
    return (receipt.entity, receipt.version) in _LAYOUTS


def summarise(block: Any, receipt: Receipt) -> Iterator[str]:
    """Yield the lines of the summary of a scheduling block definition."""
    layout = _LAYOUTS[receipt.entity, receipt.version]
    yield f"Scheduling block definition {block.sbd_id or '(no id)'}"
    rows = [["layout", f"{receipt.entity} {receipt.version}"]]
    rows += [["label", issue.message] for issue in receipt.findings]
    yield from table(rows + layout.header(block))
    for title, content in layout.sections(block):
        yield from section(title, content)
    dangling = block.dangling_references()
    yield from section("References that name nothing", [[str(entry)] for entry in dangling])
    yield from section("Unknown keys", [[path] for path in receipt.unknown])
