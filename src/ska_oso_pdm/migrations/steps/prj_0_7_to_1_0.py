"""Project, 0.7 ↔ 1.0: robustness as a number, averaging without its unit.

| 0.7 | 1.0 | |
|---|---|---|
| each of `obs_blocks[].science_programmes[]` | the same | as `science_programmes` says |
| | its `result_details` null | set aside on the way down, where absent says it |
"""

from __future__ import annotations

from ska_oso_pdm.migrations.engine.ledger import Ledger
from ska_oso_pdm.migrations.engine.tree import Node, nodes_at
from ska_oso_pdm.migrations.parts import science_programmes
from ska_oso_pdm.migrations.parts.moving import drop_nulls


def up(project: Node, ledger: Ledger) -> None:
    """Change each science programme."""
    for block in nodes_at(project, "obs_blocks"):
        for programme in nodes_at(block, "science_programmes"):
            science_programmes.up(programme, ledger)


def down(project: Node, ledger: Ledger) -> None:
    """Change each science programme back."""
    for block in nodes_at(project, "obs_blocks"):
        for programme in nodes_at(block, "science_programmes"):
            science_programmes.down(programme, ledger)
            drop_nulls(programme, ("result_details",), ledger)
