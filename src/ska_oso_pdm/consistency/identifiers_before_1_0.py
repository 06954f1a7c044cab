"""Identifiers in blocks of layouts 0.1 to 0.7: which name what, and which are to be unique."""

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

_SCANS = "/scan_definitions/*"
_SDP = "/sdp_configuration"
_PROCESSING = f"{_SDP}/processing_blocks/*/dependencies/*"
_EXECUTION = f"{_SDP}/execution_block"
_USES = f"{_EXECUTION}/scan_types/*/beams/*"
_TARGETS = "/targets/*/target_id"
_OF_FIELDS = "/field_configurations/*/targets/*/target_id"
_CSP = "/csp_configurations/*/config_id"
_DISHES = "/dish_configurations/*/dish_configuration_id"
_SCAN_TYPES = f"{_EXECUTION}/scan_types/*/scan_type_id"


def _link(named: str, *references: str) -> Link:
    return Link("", references, named)


def _sdp_2022(targets: str) -> tuple[Link, ...]:
    """Links of the SDP where scan types have targets and channels of their own."""
    return (
        _link(f"{_SDP}/scan_types/*/scan_type_id", f"{_SCANS}/scan_type"),
        _link(targets, f"{_SDP}/scan_types/*/target"),
        _link(f"{_SDP}/processing_blocks/*/pb_id", f"{_PROCESSING}/pb_id"),
    )


def _sdp(suffix: str, *scan_types: str) -> tuple[Link, ...]:
    """Links of the SDP with an execution block.

    Args:
        suffix: how keys of references end, `id` or `ref`.
        scan_types: where scans name their scan type.
    """
    return (
        _link(_SCAN_TYPES, *scan_types, f"{_EXECUTION}/scan_types/*/derive_from"),
        _link(f"{_EXECUTION}/beams/*/beam_id", f"{_USES}/beam_{suffix}"),
        _link(f"{_EXECUTION}/channels/*/channels_id", f"{_USES}/channels_{suffix}"),
        _link(
            f"{_EXECUTION}/polarisations/*/polarisations_id",
            f"{_USES}/polarisations_{suffix}",
        ),
        _link(_TARGETS, f"{_USES}/field_{suffix}"),
        _link(f"{_SDP}/processing_blocks/*/pb_id", f"{_PROCESSING}/pb_{suffix}"),
    )


def _beam_links(targets: str, ending: str = "", several: str = "s") -> tuple[Link, ...]:
    """Links of the beams of LOW up to 0.4.

    Args:
        targets: where the targets have their identifiers.
        ending: how keys of references end.
        several: how that of several ends.
    """
    return (
        _link(
            "/target_beam_configurations/*/target_beam_id",
            f"{_SCANS}/target_beam_configuration{several}/*",
        ),
        _link(targets, f"/target_beam_configurations/*/target{ending}"),
        _link(
            "/subarray_beam_configurations/*/subarray_beam_configuration_id",
            f"/target_beam_configurations/*/subarray_beam_configuration{ending}",
        ),
        _link(
            "/mccs_allocation/subarray_beam_ids/*",
            "/subarray_beam_configurations/*/subarray_beam_id",
        ),
    )


_SEQUENCE = _link(f"{_SCANS}/scan_definition_id", "/scan_sequence/*")
_ALL_BUT_TARGETS = (
    _SEQUENCE,
    _link(_CSP, f"{_SCANS}/csp_configuration"),
    _link(_DISHES, f"{_SCANS}/dish_configuration"),
)
_BY_REF = (
    _SEQUENCE,
    _link(_TARGETS, f"{_SCANS}/target_ref"),
    _link(_CSP, f"{_SCANS}/csp_configuration_ref"),
    *_sdp("ref", f"{_SCANS}/scan_type_ref"),
)
_OF_DISHES = _link(_DISHES, f"{_SCANS}/dish_configuration_ref")
_ALLOCATED = (
    "/dish_allocations/scan_sequence/*",
    "/mccs_allocation/subarray_beams/*/scan_sequence/*",
)

LINKS = {
    "0.1": (
        *_ALL_BUT_TARGETS,
        _link("/field_configurations/*/field_id", f"{_SCANS}/field_configuration"),
        *_sdp_2022(_OF_FIELDS),
        *_beam_links(_OF_FIELDS),
    ),
    "0.2": (
        *_ALL_BUT_TARGETS,
        _link(_TARGETS, f"{_SCANS}/target"),
        *_sdp_2022(_TARGETS),
        *_beam_links(_TARGETS),
    ),
    "0.3": (
        *_ALL_BUT_TARGETS,
        _link(_TARGETS, f"{_SCANS}/target"),
        *_sdp("id", f"{_SCANS}/scan_type"),
        *_beam_links(_TARGETS),
    ),
    "0.4": (*_BY_REF, _OF_DISHES, *_beam_links(_TARGETS, "_ref", "_refs")),
    "0.5": (
        *_BY_REF,
        _OF_DISHES,
        _link("/mccs_allocation/mccs_config_id", f"{_SCANS}/mccs_configuration_ref"),
    ),
    "0.6": (
        *_BY_REF,
        _link("/dish_allocations/dish_allocation_id", f"{_SCANS}/dish_allocation_ref"),
        _link("/mccs_allocation/mccs_allocation_id", f"{_SCANS}/mccs_allocation_ref"),
    ),
    "0.7": (
        _link(_TARGETS, *(f"{scans}/target_ref" for scans in _ALLOCATED)),
        _link(_CSP, *(f"{scans}/csp_configuration_ref" for scans in _ALLOCATED)),
        *_sdp("ref", *(f"{scans}/scan_type_ref" for scans in _ALLOCATED)),
    ),
}
"""Version of a layout to its links."""


def links_lead_somewhere(version: str) -> Rule:
    """Make the rule for a layout that what is named by an identifier is there."""
    links = LINKS[version]
    return Rule("reference-dangling", "error", DANGLING, linked(links), dangling(links))


def _named(key: str, *items: str, within: str = "") -> Scope:
    return Scope(within, items, key)


_SCAN_IDS = _named("scan_definition_id", "/scan_definitions/*")
_DEFINED = (_named("target_id", "/targets/*"), _named("config_id", "/csp_configurations/*"))
_PROCESSED = _named("pb_id", f"{_SDP}/processing_blocks/*")
_EXECUTED = (
    _named("scan_type_id", f"{_EXECUTION}/scan_types/*"),
    _named("beam_id", f"{_EXECUTION}/beams/*"),
    _named("channels_id", f"{_EXECUTION}/channels/*"),
    _named("polarisations_id", f"{_EXECUTION}/polarisations/*"),
    _PROCESSED,
)
_DISH_IDS = _named("dish_configuration_id", "/dish_configurations/*")
_BEAMS_TO_2024 = (
    _named("target_beam_id", "/target_beam_configurations/*"),
    _named("subarray_beam_configuration_id", "/subarray_beam_configurations/*"),
)
_CBF = "/csp_configurations/*"
_SPWS = (
    _named("spw_id", "/subbands/*/correlation_spws/*", within=f"{_CBF}/midcbf"),
    _named("spw_id", "/correlation_spws/*", within=f"{_CBF}/lowcbf"),
)
_SPWS_OF_2025 = (
    _named(
        "spw_id",
        "/subbands/*/correlation_spws/*",
        "/subbands/*/pst_spws/*",
        within=f"{_CBF}/midcbf",
    ),
    _SPWS[1],
)
_BEAMS = (
    _named("subarray_beam_id", "/mccs_allocation/subarray_beams/*"),
    *(
        _named("beam_id", f"/{use}/*", within="/targets/*/tied_array_beams")
        for use in ("pst_beams", "pss_beams", "vlbi_beams")
    ),
)
_FSP_OF_2023 = _named("fsp_id", "/fsp/*", within=f"{_CBF}/cbf")
_FSP = _named("fsp_id", "/fsps/*", within=f"{_CBF}/cbf")

NAMED = {
    "0.2": (
        _SCAN_IDS,
        *_DEFINED,
        _named("scan_type_id", f"{_SDP}/scan_types/*"),
        _PROCESSED,
        _FSP_OF_2023,
        _DISH_IDS,
        *_BEAMS_TO_2024,
    ),
    "0.3": (_SCAN_IDS, *_DEFINED, *_EXECUTED, _FSP_OF_2023, _DISH_IDS, *_BEAMS_TO_2024),
    "0.4": (_SCAN_IDS, *_DEFINED, *_EXECUTED, _FSP, _DISH_IDS, *_BEAMS_TO_2024),
    "0.5": (_SCAN_IDS, *_DEFINED, *_EXECUTED, _FSP, *_SPWS, _DISH_IDS, *_BEAMS),
    "0.6": (_SCAN_IDS, *_DEFINED, *_EXECUTED, _FSP, *_SPWS, *_BEAMS),
    "0.7": (*_DEFINED, *_EXECUTED, *_SPWS_OF_2025, *_BEAMS),
}
"""Version of a layout to where its identifiers are unique; those of 0.1 are in `rules_0_1`."""


def names_are_unique(version: str) -> Rule:
    """Make the rule for a layout that what is named by an identifier has one of its own."""
    scopes = NAMED[version]
    return Rule(
        "id-repeated",
        "error",
        "What is named by an identifier has one of its own: in the block, a frequency slice "
        "processor or spectral window in its configuration, a tied-array beam among those of its "
        "use.",
        patterns(scopes),
        repeated(scopes),
    )
