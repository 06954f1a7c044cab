"""The summary of a document: what all layouts have, around the sections of one of them."""

from __future__ import annotations

from typing import Any, NamedTuple

from ska_oso_pdm.codec import Receipt
from ska_oso_pdm.personal import shown_pointer, shown_text
from ska_oso_pdm.phrases import count
from ska_oso_pdm.views import (
    decision,
    eb,
    panel,
    prj,
    prsl,
    prslacc,
    review,
    sbd_0_1,
    sbd_1_0,
    sbi,
    status_history,
)
from ska_oso_pdm.views.rows import Section, reasoned
from ska_oso_pdm.views.undecided import Undecided, agreed, entry_rows


class Heading(NamedTuple):
    """How documents of one layout are headed and summarised.

    Attributes:
        title: what such a document is, for people.
        identifier: the field that names it.
        module: has `header(document)` and `sections(document)`.
    """

    title: str
    identifier: str
    module: Any


_BLOCK, _INSTANCE = "scheduling block definition", "scheduling block instance"
_SUMMARIES: dict[tuple[str, str], Heading] = {
    ("sbd", "0.1"): Heading(_BLOCK.capitalize(), "sbd_id", sbd_0_1),
    ("sbd", "1.0"): Heading(_BLOCK.capitalize(), "sbd_id", sbd_1_0),
    ("sbi", "1.0"): Heading(_INSTANCE.capitalize(), "sbi_id", sbi),
    ("eb", "1.0"): Heading("Execution block", "eb_id", eb),
    ("prj", "1.0"): Heading("Project", "prj_id", prj),
    ("prsl", "1.0"): Heading("Proposal", "prsl_id", prsl),
    ("prslacc", "1.0"): Heading("Access to a proposal", "access_id", prslacc),
    ("panel", "1.0"): Heading("Panel", "panel_id", panel),
    ("review", "1.0"): Heading("Review", "review_id", review),
    ("decision", "1.0"): Heading("Decision", "decision_id", decision),
    ("sbd-status-history", "1.0"): Heading(f"Status of {_BLOCK}", "sbd_ref", status_history),
    ("sbi-status-history", "1.0"): Heading(f"Status of {_INSTANCE}", "sbi_ref", status_history),
    ("eb-status-history", "1.0"): Heading("Status of execution block", "eb_ref", status_history),
    ("prj-status-history", "1.0"): Heading("Status of project", "prj_ref", status_history),
}


def can_summarise(receipt: Receipt) -> bool:
    """Tell whether there is a summary for the layout of a document."""
    return (receipt.entity, receipt.version) in _SUMMARIES


def summarise(document: Any, receipt: Receipt) -> list[Section]:
    """Give the sections of the summary of a document, the heading first."""
    return [*_content(document, receipt), *_oddities(document, receipt)]


def summarise_undecided(look: Undecided) -> list[Section]:
    """Give the sections for a document of an earlier layout, in which nothing is decided."""
    document, receipt = look.reading
    content = agreed(_content(look.standing, receipt), _content(look.shifted, receipt))
    title, rows = content[0]
    if number := len(look.entries):
        rows += [["not decided", f"{count(number, 'value')}, below as the document has them"]]
    entries = entry_rows(look.entries)
    undecided = ("Not decided, as the document has it", entries)
    return [(title, rows), *content[1:], *_oddities(document, receipt), undecided]


def _content(document: Any, receipt: Receipt) -> list[Section]:
    """Give title and rows of each section, the heading first."""
    heading = _SUMMARIES[receipt.entity, receipt.version]
    name = shown_text(getattr(document, heading.identifier) or "(no id)")
    title = f"{heading.title} {name}"
    rows = [["layout", f"{receipt.entity} {receipt.version}"]]
    if done := receipt.conversion:
        same = done.start == receipt.version
        how = "known mistakes put right" if same else f"shown as {receipt.version}"
        rows = [["layout", f"{receipt.entity} {done.start}, {how}"]]
        gone = sum(entry.needed for entry in done.set_aside)
        if gone or not same:
            rows += [
                ["not shown", f"{count(gone, 'value')} that {receipt.version} has no place for"]
            ]
    rows += [["label", issue.message] for issue in receipt.label_issues]
    return [(title, rows + heading.module.header(document)), *heading.module.sections(document)]


def _oddities(document: Any, receipt: Receipt) -> list[Section]:
    """Give the sections about what is not as it should be."""
    read_as = receipt.conversion.read_as if receipt.conversion else []
    dangling = document.dangling_references() if receipt.entity == "sbd" else []
    return [
        ("References that name nothing", [[str(entry)] for entry in dangling]),
        ("Unknown keys", [[shown_pointer(path)] for path in receipt.unknown]),
        ("Read as published", reasoned([[e.shown_path, e.shown, e.reason] for e in read_as])),
    ]
