"""Project, any layout from 0.1 to 0.6 → 0.7: observing blocks, science programmes inside them.

| 0.1 to 0.6 | 0.7 | |
|---|---|---|
| `obs_programmes` (0.1) | `obs_blocks` | |
| a block without `obs_block_id` | one made from its content | |
| `telescope` (0.1, 0.2) | | set aside |
| `info` (some of 0.4) | | set aside where the blocks have science programmes, else lost: it is not known which block it belongs to |
| each of `obs_blocks[].science_programmes[]` (from 0.4) | the same | as `programmes_before_0_7` says |
| times of `metadata` | the same | as `instants` says |

Half-migrated projects pass: what is of 0.7 stays. `status`, which archives add, stays too.
"""  # noqa: E501

from __future__ import annotations

from ska_oso_pdm.migrations.engine.ledger import Ledger
from ska_oso_pdm.migrations.engine.tree import (
    Leaf,
    Node,
    is_empty,
    made_id,
    node_at,
    nodes_at,
    text_at,
)
from ska_oso_pdm.migrations.parts import programmes_before_0_7
from ska_oso_pdm.migrations.parts.instants import write_instants
from ska_oso_pdm.migrations.parts.moving import drop_empty_entries, drop_nulls

_TIMES = ("created_on", "last_modified_on")


def up(project: Node, ledger: Ledger) -> None:
    """Change the observing blocks and what they hold."""
    write_instants(node_at(project, "metadata") or {}, _TIMES, ledger)
    ledger.rename(project, "obs_programmes", "obs_blocks")
    drop_nulls(project, ("obs_blocks",), ledger)
    drop_empty_entries(project, ("obs_blocks",), ledger)
    ledger.aside(project.pop("telescope", None), "0.7 has no place for the telescope of a project")
    for block in nodes_at(project, "obs_blocks"):
        drop_nulls(block, ("sbd_ids", "science_programmes"), ledger)
    _identify(nodes_at(project, "obs_blocks"), ledger)
    programmes = [
        programme
        for block in nodes_at(project, "obs_blocks")
        for programme in nodes_at(block, "science_programmes")
    ]
    _drop_information(project, programmes, ledger)
    for programme in programmes:
        programmes_before_0_7.up(programme, ledger)


def _identify(blocks: list[Node], ledger: Ledger) -> None:
    """Give the blocks their identifiers, which 0.1 did not have."""
    taken = {text_at(block, "obs_block_id") for block in blocks}
    for number, block in enumerate(blocks):
        if not is_empty(block.get("obs_block_id")):
            continue
        made = made_id("obs-block", block)
        if made in taken:
            made = made_id("obs-block", {"block": block, "number": Leaf(number)})
        taken.add(made)
        reason = "0.7 requires it, and 0.1 has none; made from the content"
        identifier = ledger.default(made, reason)
        block.pop("obs_block_id", None)
        items = dict(block)
        block.clear()
        block.update({"obs_block_id": identifier, **items})


def _drop_information(project: Node, programmes: list[Node], ledger: Ledger) -> None:
    information = project.get("info")
    if is_empty(information):
        ledger.spare(project.pop("info", None), "it holds nothing")
    elif programmes:
        reason = "the science programmes of the observing blocks say what is observed"
        ledger.aside(project.pop("info"), reason)
    else:
        reason = (
            "0.7 has it as a science programme of an observing block, and nothing says of which; "
            'move it into "science_programmes" of its block'
        )
        ledger.lose(project.pop("info"), reason)
