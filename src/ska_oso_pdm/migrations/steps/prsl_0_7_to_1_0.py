"""Proposal, 0.7 ↔ 1.0: robustness as a number, averaging without its unit.

| 0.7 | 1.0 | |
|---|---|---|
| `observation_info` | the same | as `science_programmes` says |
| `proposal_type.sub_type`, left over from 2024 | `attributes` | |
| `documents[].link`, `type`, likewise | | set aside |
"""

from __future__ import annotations

from ska_oso_pdm.migrations.engine.ledger import Ledger
from ska_oso_pdm.migrations.engine.tree import Node, node_at, nodes_at
from ska_oso_pdm.migrations.parts import science_programmes


def up(proposal: Node, ledger: Ledger) -> None:
    """Change the observation information, and take out what is left over from 2024."""
    about = node_at(proposal, "proposal_info") or {}
    ledger.rename(node_at(about, "proposal_type") or {}, "sub_type", "attributes")
    information = node_at(proposal, "observation_info")
    if information is None:
        return
    for document in nodes_at(information, "documents"):
        for key in ("link", "type"):
            ledger.aside(document.pop(key, None), "a document says whether it was uploaded only")
    science_programmes.up(information, ledger)


def down(proposal: Node, ledger: Ledger) -> None:
    """Change the observation information back."""
    information = node_at(proposal, "observation_info")
    if information is not None:
        science_programmes.down(information, ledger)
