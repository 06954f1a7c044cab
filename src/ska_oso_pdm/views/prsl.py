"""The sections of a summary of a proposal; its investigators are counted, not named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from ska_oso_pdm.personal import PERSONAL
from ska_oso_pdm.views.observation import observation
from ska_oso_pdm.views.rows import Rows, dates, filled, moment

_STATUS = frozenset({"accepted", "declined", "pending"})


def header(proposal: Any) -> Rows:
    """Give the rows that say what is proposed, and how far it has come."""
    info = proposal.proposal_info
    attributes = ", ".join(info.proposal_type.attributes)
    rows = [
        ["title", info.title],
        ["type", info.proposal_type.main_type + (f" ({attributes})" if attributes else "")],
        ["science category", info.science_category],
        ["cycle", proposal.cycle],
        ["status", str(proposal.status)],
        ["submitted", proposal.submitted_on and moment(proposal.submitted_on)],
    ]
    return filled(rows) + dates(proposal)


def sections(proposal: Any) -> Iterator[tuple[str, Rows]]:
    """Yield title and rows of each section."""
    people = proposal.proposal_info.investigators
    roles = Counter((_role(person), _status(person)) for person in people)
    rows = [[role, status, str(number)] for (role, status), number in roles.items()]
    yield f"Investigators: {len(people)}", rows
    info = proposal.observation_info
    for kind, found in observation(info, info.calibration_strategy):
        yield _plural(kind), found
    uploads = [[entry.document_id, _there(entry)] for entry in info.documents]
    yield "Documents", uploads


def _role(person: Any) -> str:
    return "principal investigator" if person.principal_investigator else "co-investigator"


def _status(person: Any) -> str:
    """Say whether a person has agreed; not what else stands there, which may be anything."""
    return person.status if person.status.casefold() in _STATUS else PERSONAL


def _plural(kind: str) -> str:
    plural = f"{kind[:-1]}ies" if kind.endswith("y") else f"{kind}s"
    return plural.capitalize()


def _there(entry: Any) -> str:
    return "uploaded" if entry.uploaded_pdf else "not uploaded"
