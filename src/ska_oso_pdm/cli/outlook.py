"""What an upgrade would give of a document that no schema judges as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ska_oso_pdm.errors import Issue

if TYPE_CHECKING:
    from ska_oso_pdm.documents.source import Source

CODE = "upgrade"
"""Of the issue that tells it."""


def outlook(source: Source) -> list[Issue]:
    """Say what becomes of a document in the newest layout, and if nothing does, why not.

    Raises:
        PdmError: for what is no document that could be converted.
    """
    from ska_oso_pdm.conversion import convert
    from ska_oso_pdm.reports.account import headline

    done = convert(source)
    told = f'"ska-oso-pdm upgrade" gives: {headline(done)}'
    if done.document is not None:
        return [source.issue("", CODE, f"{told}; it is valid then", severity="warning")]
    return [source.issue("", CODE, f"{told}, for what follows", severity="warning"), *done.problems]
