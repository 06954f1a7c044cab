"""Proposal, any layout from 0.1 to 0.6 → 0.7: `info` in two parts, names that changed.

| 0.1 to 0.6 | 0.7 | |
|---|---|---|
| `info` (0.1 to 0.3): `title`, `proposal_type`, `abstract`, `science_category`, `investigators` | `proposal_info` | |
| everything else of `info` | `observation_info` | as `programmes_before_0_7` says |
| `proposal_type.sub_type` (0.1), one text or a list | `attributes` | |
| `investigators[].investigator_id` (0.1, 0.2) | `user_id` | read so, as published |
| an investigator without `status` (0.1) | an empty one | 0.7 requires it, and nothing says it |
| an empty `email` | | set aside |
| `documents[].link`, `type` (0.1) | | set aside |
| an `info` that is no object | | lost |
| times of the proposal and of `metadata` | the same | as `instants` says |

Half-migrated proposals pass: what is of 0.7 stays.

Source of the reading: the fixture of the proposal tool, ska-telescope/ska-oso-pht-ui
tests/cypress/fixtures/proposals.json, has one value as `investigator_id` on 15 August 2025 and as
`user_id` on 18 August 2025; the sample proposals of ska-telescope/ska-oso-services likewise, from
library 20 on. Services take it for an account since; whether that person has one by this name, the
document does not say.
"""  # noqa: E501

from __future__ import annotations

from ska_oso_pdm.migrations.engine.ledger import Ledger
from ska_oso_pdm.migrations.engine.tree import Leaf, Node, is_empty, node_at, nodes_at, text_at
from ska_oso_pdm.migrations.parts import programmes_before_0_7
from ska_oso_pdm.migrations.parts.instants import write_instants
from ska_oso_pdm.migrations.parts.moving import drop_empty_entries, drop_nulls, hand_over

_HOMES = ("proposal_info", "observation_info")
_OF_PROPOSAL = ("title", "proposal_type", "abstract", "science_category", "investigators")
_ACCOUNT = (
    '"investigator_id" is now "user_id": ska-oso-pht-ui, tests/cypress/fixtures/proposals.json, '
    "has one value under both in August 2025"
)


def up(proposal: Node, ledger: Ledger) -> None:
    """Divide the information, and change both parts of it."""
    write_instants(proposal, ("submitted_on",), ledger)
    times = ("created_on", "last_modified_on")
    write_instants(node_at(proposal, "metadata") or {}, times, ledger)
    drop_nulls(proposal, ("metadata", "investigator_refs"), ledger)
    _divide(proposal, ledger)
    _proposal_info_up(node_at(proposal, "proposal_info") or {}, ledger)
    information = node_at(proposal, "observation_info")
    if information is None:
        return
    for document in nodes_at(information, "documents"):
        for key in ("link", "type"):
            ledger.aside(document.pop(key, None), "a document says whether it was uploaded only")
    programmes_before_0_7.up(information, ledger)


def _divide(proposal: Node, ledger: Ledger) -> None:
    """Put what `info` holds into the two objects of 0.7, at its place."""
    if is_empty(proposal.get("info")):
        ledger.spare(proposal.pop("info", None), "it holds nothing")
    information = node_at(proposal, "info")
    if information is None and "info" in proposal:
        ledger.lose(proposal.pop("info"), "an object belongs here, which says what is proposed")
    if information is not None:
        homes: Node = {name: node_at(proposal, name) or {} for name in _HOMES}
        items: Node = {}
        for key, part in proposal.items():
            items |= homes if key == "info" else {key: homes.get(key, part)}
        proposal.clear()
        proposal.update(items)
        for key in list(information):
            home = homes["proposal_info" if key in _OF_PROPOSAL else "observation_info"]
            hand_over(information, key, home, key, ledger)
    if not proposal.get("observation_info"):
        reason = "0.7 requires it, and nothing says what is to be observed"
        proposal["observation_info"] = ledger.default({}, reason)


def _proposal_info_up(about: Node, ledger: Ledger) -> None:
    kind = node_at(about, "proposal_type") or {}
    if isinstance(kind.get("sub_type"), Leaf) and text_at(kind, "sub_type") is not None:
        kind["sub_type"] = [kind["sub_type"]]
    ledger.rename(kind, "sub_type", "attributes")
    drop_empty_entries(about, ("investigators",), ledger)
    for person in nodes_at(about, "investigators"):
        if not is_empty(person.get("investigator_id")):
            ledger.read(person["investigator_id"], _ACCOUNT)
        ledger.rename(person, "investigator_id", "user_id")
        drop_nulls(person, ("for_phd", "principal_investigator", "status"), ledger)
        if text_at(person, "email") == "":
            ledger.spare(person.pop("email"), "empty text is no address")
        if is_empty(person.get("status")):
            person["status"] = ledger.default("", "0.7 requires it, and nothing says it")
