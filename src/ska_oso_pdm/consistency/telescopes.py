"""Sections of a block that belong to another telescope than its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ska_oso_pdm.consistency.rule import Found, select
from ska_oso_pdm.phrases import show

NAMES = {"ska_mid": "SKA MID", "ska_low": "SKA LOW"}


def foreign(sections: Mapping[str, str]) -> Callable[[Any], Found]:
    """Make the function that finds sections of another telescope.

    A block for MeerKAT has dishes as one for SKA MID has. An empty section says nothing.

    Args:
        sections: pattern of each section to the telescope that it belongs to.
    """

    def find(document: Any) -> Found:
        telescope = document.get("telescope")
        if telescope is None:
            return
        kind = "ska_low" if telescope == "ska_low" else "ska_mid"
        for pattern, owner in sections.items():
            if owner != kind:
                for place, section in select(document, pattern):
                    if section:
                        yield place, _message(telescope, owner)

    return find


def _message(telescope: str, owner: str) -> str:
    return (
        f'is for {NAMES[owner]}, but "telescope" is {show(telescope)}; '
        'leave it out, or correct "telescope"'
    )
