"""Rules about identifiers in blocks of layout 1.0."""

from __future__ import annotations

from ska_oso_pdm.consistency.identifiers import (
    DANGLING,
    Link,
    Scope,
    dangling,
    linked,
    patterns,
    repeated,
)
from ska_oso_pdm.consistency.rule import Rule

_NAMED = (
    Scope("", ("/targets/*",), "target_id"),
    Scope("", ("/csp_configurations/*",), "config_id"),
    Scope("", ("/mccs_allocation/subarray_beams/*",), "subarray_beam_id"),
    Scope(
        "/csp_configurations/*/midcbf",
        ("/subbands/*/correlation_spws/*", "/subbands/*/pst_spws/*"),
        "spw_id",
    ),
    Scope("/csp_configurations/*/lowcbf", ("/correlation_spws/*",), "spw_id"),
    Scope("/targets/*/tied_array_beams", ("/pst_beams/*",), "beam_id"),
    Scope("/targets/*/tied_array_beams", ("/pss_beams/*",), "beam_id"),
    Scope("/targets/*/tied_array_beams", ("/vlbi_beams/*",), "beam_id"),
)
_SCANS = (
    Scope(
        "",
        ("/dish_allocations/scan_sequence/*", "/mccs_allocation/subarray_beams/*/scan_sequence/*"),
        "scan_definition_id",
        copies=True,
    ),
)
_SEQUENCES = ("/dish_allocations/scan_sequence", "/mccs_allocation/subarray_beams/*/scan_sequence")
_LINKS = (
    Link("", tuple(f"{scans}/*/target_ref" for scans in _SEQUENCES), "/targets/*/target_id"),
    Link(
        "",
        tuple(f"{scans}/*/csp_configuration_ref" for scans in _SEQUENCES),
        "/csp_configurations/*/config_id",
    ),
)

RULES = (
    Rule("reference-dangling", "error", DANGLING, linked(_LINKS), dangling(_LINKS)),
    Rule(
        "id-repeated",
        "error",
        "What is named by an identifier has one of its own: targets, CSP configurations and "
        "subarray beams in the block, spectral windows in their configuration, tied-array beams "
        "among those of their use.",
        patterns(_NAMED),
        repeated(_NAMED),
    ),
    Rule(
        "scan-id-repeated",
        "warning",
        "Scans with one identifier are alike.",
        patterns(_SCANS),
        repeated(_SCANS),
    ),
)
