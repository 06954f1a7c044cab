"""The lines of a summary: what all layouts have, around the sections of one of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from ska_oso_pdm.cli import (
    summary_0_1,
    summary_1_0,
    summary_decision,
    summary_eb,
    summary_history,
    summary_panel,
    summary_prj,
    summary_prsl,
    summary_prslacc,
    summary_review,
    summary_sbi,
)
from ska_oso_pdm.cli.rows import Section, count, section, table
from ska_oso_pdm.cli.undecided import Undecided, agreed, entry_rows
from ska_oso_pdm.codec import Receipt


class Layout(NamedTuple):
    """How documents of one layout are summarised.

    Attributes:
        title: what such a document is, for people.
        identifier: the field that names it.
        module: has `header(document)` and `sections(document)`.
    """

    title: str
    identifier: str
    module: Any


_BLOCK, _INSTANCE = "scheduling block definition", "scheduling block instance"
_LAYOUTS: dict[tuple[str, str], Layout] = {
    ("sbd", "0.1"): Layout(_BLOCK.capitalize(), "sbd_id", summary_0_1),
    ("sbd", "1.0"): Layout(_BLOCK.capitalize(), "sbd_id", summary_1_0),
    ("sbi", "1.0"): Layout(_INSTANCE.capitalize(), "sbi_id", summary_sbi),
    ("eb", "1.0"): Layout("Execution block", "eb_id", summary_eb),
    ("prj", "1.0"): Layout("Project", "prj_id", summary_prj),
    ("prsl", "1.0"): Layout("Proposal", "prsl_id", summary_prsl),
    ("prslacc", "1.0"): Layout("Access to a proposal", "access_id", summary_prslacc),
    ("panel", "1.0"): Layout("Panel", "panel_id", summary_panel),
    ("review", "1.0"): Layout("Review", "review_id", summary_review),
    ("decision", "1.0"): Layout("Decision", "decision_id", summary_decision),
    ("sbd-status-history", "1.0"): Layout(f"Status of {_BLOCK}", "sbd_ref", summary_history),
    ("sbi-status-history", "1.0"): Layout(f"Status of {_INSTANCE}", "sbi_ref", summary_history),
    ("eb-status-history", "1.0"): Layout("Status of execution block", "eb_ref", summary_history),
    ("prj-status-history", "1.0"): Layout("Status of project", "prj_ref", summary_history),
}


def can_summarise(receipt: Receipt) -> bool:
    """Tell whether there is a summary for the layout of a document."""
    return (receipt.entity, receipt.version) in _LAYOUTS


def summarise(document: Any, receipt: Receipt) -> Iterator[str]:
    """Yield the lines of the summary of a document."""
    yield from _lines(_content(document, receipt), document, receipt)


def summarise_undecided(look: Undecided) -> Iterator[str]:
    """Yield the lines of the summary of a document of an earlier layout; it decides nothing."""
    document, receipt = look.reading
    content = agreed(_content(look.standing, receipt), _content(look.shifted, receipt))
    title, rows = content[0]
    number = len(look.entries)
    if number:
        rows += [["not decided", f"{count(number, 'value')}, below as the document has them"]]
    yield from _lines([(title, rows), *content[1:]], document, receipt)
    yield from section(
        "Not decided, as the document has it", [*entry_rows(look.entries, receipt.version)]
    )


def _content(document: Any, receipt: Receipt) -> list[Section]:
    """Give title and rows of each section, the heading first."""
    layout = _LAYOUTS[receipt.entity, receipt.version]
    title = f"{layout.title} {getattr(document, layout.identifier) or '(no id)'}"
    rows = [["layout", f"{receipt.entity} {receipt.version}"]]
    if done := receipt.conversion:
        rows = [["layout", f"{receipt.entity} {done.start}, shown as {receipt.version}"]]
        gone = sum(entry.needed for entry in done.set_aside)
        rows += [["not shown", f"{gone} values that {receipt.version} has no place for"]]
    rows += [["label", issue.message] for issue in receipt.findings]
    return [(title, rows + layout.module.header(document)), *layout.module.sections(document)]


def _lines(content: list[Section], document: Any, receipt: Receipt) -> Iterator[str]:
    (title, rows), *sections = content
    yield title
    yield from table(rows)
    for title, rows in sections:
        yield from section(title, rows)
    if receipt.entity == "sbd":
        dangling = document.dangling_references()
        yield from section("References that name nothing", [[str(entry)] for entry in dangling])
    yield from section("Unknown keys", [[path] for path in receipt.unknown])
