"""The sections of a summary of a project; its authors are counted, not named."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ska_oso_pdm.personal import shown_text
from ska_oso_pdm.phrases import count
from ska_oso_pdm.views.observation import observation
from ska_oso_pdm.views.rows import Rows, dates, filled, titled


def header(project: Any) -> Rows:
    """Give the rows that say what the project is for."""
    rows = [
        ["name", project.name],
        ["purpose", project.purpose and str(project.purpose)],
        ["proposal", project.prsl_ref or "(none)"],
        ["authors", _authors(project.author)],
    ]
    return filled(rows) + dates(project)


def sections(project: Any) -> Iterator[tuple[str, Rows]]:
    """Yield title and rows of each section."""
    blocks = project.obs_blocks
    yield f"Observing blocks: {len(blocks)}", [_block(block) for block in blocks]
    for block in blocks:
        for number, programme in enumerate(block.science_programmes, 1):
            yield (
                f"Science programme {number} of {shown_text(block.obs_block_id)}",
                _programme(programme),
            )


def _authors(author: Any) -> str:
    if author is None:
        return ""
    words = [("principal investigator", author.pis), ("co-investigator", author.cois)]
    return ", ".join(count(len(people), role) for role, people in words if people)


def _block(block: Any) -> list[str]:
    return [
        titled(block.obs_block_id, block.name),
        count(len(block.science_programmes), "science programme"),
        ", ".join(block.sbd_ids) or "-",
    ]


def _programme(programme: Any) -> Rows:
    """Give a row for each part: what it is, and its cells in one."""
    return [
        [kind, ", ".join(filter(None, row))]
        for kind, rows in observation(programme, programme.calibration_strategies)
        for row in rows
    ]
