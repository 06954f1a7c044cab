"""Names of links: plain ones up to 0.3, with `_ref` from 0.4 on, and that of the slice processors.

| 0.3 | 0.4 | |
|---|---|---|
| scan `target`, `dish_configuration`, `csp_configuration`, `scan_type`, `target_beam_configurations` | `target_ref`, `dish_configuration_ref`, `csp_configuration_ref`, `scan_type_ref`, `target_beam_configuration_refs` | |
| beams of scan types `beam_id`, `field_id`, `channels_id`, `polarisations_id` | `beam_ref`, `field_ref`, `channels_ref`, `polarisations_ref` | the beams of the execution block keep `beam_id` |
| processing block `sbi_ids`, its dependencies `pb_id` | `sbi_refs`, `pb_ref` | |
| target beam `target`, `subarray_beam_configuration` | `target_ref`, `subarray_beam_configuration_ref` | |
| `csp_configurations[].cbf.fsp` | `fsps` | |

Blocks of later layouts may have some of the former names still.
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ska_oso_pdm.migrations.engine.ledger import Ledger
from ska_oso_pdm.migrations.engine.tree import Node, node_at, nodes_at

_SCAN = {
    "target": "target_ref",
    "target_beam_configurations": "target_beam_configuration_refs",
    "dish_configuration": "dish_configuration_ref",
    "csp_configuration": "csp_configuration_ref",
    "scan_type": "scan_type_ref",
}
_BEAM = {
    "beam_id": "beam_ref",
    "field_id": "field_ref",
    "channels_id": "channels_ref",
    "polarisations_id": "polarisations_ref",
}
_PROCESSING_BLOCK = {"sbi_ids": "sbi_refs"}
_DEPENDENCY = {"pb_id": "pb_ref"}
_TARGET_BEAM = {
    "target": "target_ref",
    "subarray_beam_configuration": "subarray_beam_configuration_ref",
}
_CORRELATOR = {"fsp": "fsps"}


def to_refs(block: Node, ledger: Ledger) -> None:
    """Give links the names of 0.4 where they have former ones."""
    for node, names in _renamed(block):
        for old, new in names.items():
            ledger.rename(node, old, new)


def scans_to_refs(scans: Iterable[Node], ledger: Ledger) -> None:
    """Give the links of scans the names of 0.4, wherever the scans stand."""
    for scan in scans:
        for old, new in _SCAN.items():
            ledger.rename(scan, old, new)


def to_plain(block: Node, ledger: Ledger) -> None:
    """Give links the names of 0.3."""
    for node, names in _renamed(block):
        for old, new in names.items():
            ledger.rename(node, new, old)


def _renamed(block: Node) -> Iterator[tuple[Node, dict[str, str]]]:
    """Give each object with keys that have other names, and the names in 0.3 and in 0.4."""
    for scan in nodes_at(block, "scan_definitions"):
        yield scan, _SCAN
    for beam in nodes_at(block, "target_beam_configurations"):
        yield beam, _TARGET_BEAM
    for csp in nodes_at(block, "csp_configurations"):
        yield node_at(csp, "cbf") or {}, _CORRELATOR
    sdp = node_at(block, "sdp_configuration") or {}
    for scan_type in nodes_at(node_at(sdp, "execution_block") or {}, "scan_types"):
        for beam in nodes_at(scan_type, "beams"):
            yield beam, _BEAM
    for processing_block in nodes_at(sdp, "processing_blocks"):
        yield processing_block, _PROCESSING_BLOCK
        for dependency in nodes_at(processing_block, "dependencies"):
            yield dependency, _DEPENDENCY
