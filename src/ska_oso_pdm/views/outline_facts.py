"""Where the layouts of each entity have said what, for an outline; the newest places first."""

from __future__ import annotations

from ska_oso_pdm.pointers import Place

Fact = tuple[str, tuple[Place, ...]]
"""What it is for people, and where it may stand."""

_WRITTEN: tuple[Fact, ...] = (
    ("edition", (("metadata", "version"),)),
    ("written", (("metadata", "created_on"),)),
    ("changed", (("metadata", "last_modified_on"),)),
)
_TELESCOPE: Fact = ("telescope", (("telescope",),))
_DEFINITION: Fact = ("definition", (("sbd_ref",), ("sbd_id",)))
_PROPOSAL: Fact = ("proposal", (("prsl_id",), ("prsl_ref",)))
_STATUS: Fact = ("status", (("status",),))
_CYCLE: Fact = ("cycle", (("cycle",),))
_SUBMITTED: Fact = ("submitted", (("submitted_on",),))
_PANEL: Fact = ("panel", (("panel_id",),))


def _info(*keys: str) -> tuple[Place, ...]:
    """Give where proposals have had a part of what they are about."""
    return (("proposal_info", *keys), ("info", *keys))


TITLES = {
    "sbd": "Scheduling block definition",
    "sbi": "Scheduling block instance",
    "eb": "Execution block",
    "prj": "Project",
    "obs-prg": "Observing programme",
    "prsl": "Proposal",
    "prslacc": "Access to a proposal",
    "panel": "Panel",
    "review": "Review",
    "decision": "Decision",
    "sbd-status-history": "Status of scheduling block definition",
    "sbi-status-history": "Status of scheduling block instance",
    "eb-status-history": "Status of execution block",
    "prj-status-history": "Status of project",
}

IDENTIFIERS = {
    "sbd": ("sbd_id", "id"),
    "sbi": ("sbi_id",),
    "eb": ("eb_id",),
    "prj": ("prj_id",),
    "obs-prg": ("obs_prg_id",),
    "prsl": ("prsl_id",),
    "prslacc": ("access_id",),
    "panel": ("panel_id",),
    "review": ("review_id",),
    "decision": ("decision_id",),
    "sbd-status-history": ("sbd_ref",),
    "sbi-status-history": ("sbi_ref",),
    "eb-status-history": ("eb_ref",),
    "prj-status-history": ("prj_ref",),
}

_HISTORY: tuple[Fact, ...] = (
    ("of edition", tuple((f"{entity}_version",) for entity in ("sbd", "sbi", "eb", "prj"))),
    ("status", (("current_status",),)),
    ("until then", (("previous_status",),)),
)

FACTS: dict[str, tuple[Fact, ...]] = {
    "sbd": (("name", (("name",),)), _TELESCOPE, *_WRITTEN),
    "sbi": (
        _TELESCOPE,
        ("sub-array", (("subarray_id",),)),
        _DEFINITION,
        ("execution block", (("eb_ref",),)),
        *_WRITTEN,
    ),
    "eb": (_TELESCOPE, _DEFINITION, ("instance", (("sbi_ref",),)), *_WRITTEN),
    "prj": (("name", (("name",),)), _STATUS, ("proposal", (("prsl_ref",),)), *_WRITTEN),
    "obs-prg": (_TELESCOPE, *_WRITTEN),
    "prsl": (
        ("title", _info("title")),
        ("type", _info("proposal_type", "main_type")),
        ("science category", _info("science_category")),
        _CYCLE,
        _STATUS,
        _SUBMITTED,
        *_WRITTEN,
    ),
    "prslacc": (_PROPOSAL, ("role", (("role",),)), *_WRITTEN),
    "panel": (
        ("name", (("name",),)),
        _CYCLE,
        ("expires", (("expiry_date",),)),
        *_WRITTEN,
    ),
    "review": (
        _PROPOSAL,
        _PANEL,
        _CYCLE,
        _STATUS,
        _SUBMITTED,
        ("kind", (("review_type", "kind"),)),
        ("rank", (("review_type", "rank"), ("rank",))),
        (
            "conflict",
            (("review_type", "conflict", "has_conflict"), ("conflict", "has_conflict")),
        ),
        *_WRITTEN,
    ),
    "decision": (
        _PROPOSAL,
        _PANEL,
        _CYCLE,
        _STATUS,
        ("recommendation", (("recommendation",),)),
        ("rank", (("rank",),)),
        ("score", (("score",),)),
        *_WRITTEN,
    ),
    "sbd-status-history": (*_HISTORY, *_WRITTEN),
    "sbi-status-history": (*_HISTORY, *_WRITTEN),
    "eb-status-history": (*_HISTORY, *_WRITTEN),
    "prj-status-history": (*_HISTORY, *_WRITTEN),
}

EARLIER: dict[str, tuple[Fact, ...]] = {
    "prj": (_TELESCOPE,),
    "sbi": (("executed", (("executed_on",),)),),
}
"""What only earlier layouts say; it is not missed in others."""

WRAPPERS = ("info", "proposal_info", "observation_info")
"""Keys of objects that only hold parts of a proposal."""

_NAME: tuple[Place, ...] = (("name",),)
_COORDINATE = "reference_coordinate"
_TARGETS = (
    (("target_id",), ("id",)),
    _NAME,
    ((_COORDINATE, "kind"),),
    ((_COORDINATE, "ra_str"), (_COORDINATE, "ra"), (_COORDINATE, "l"), (_COORDINATE, "az")),
    ((_COORDINATE, "dec_str"), (_COORDINATE, "dec"), (_COORDINATE, "b"), (_COORDINATE, "el")),
)
_SCANS = (
    (("scan_definition_id",), ("id",)),
    (("scan_duration_ms",), ("scan_duration",), ("scanDuration",)),
    (("target_ref",), ("target",), ("target_id",), ("field_configuration",)),
)
_SETS = ((("observation_set_id",),), (("array_details", "array"),), (("observing_band",),))
_BLOCKS = ((("obs_block_id",),), _NAME, (("sbd_ids",),))

LISTS: dict[str, tuple[tuple[Place, ...], ...]] = {
    "targets": _TARGETS,
    "scan_definitions": _SCANS,
    "scanDefinitions": _SCANS,
    "csp_configurations": ((("config_id",),), _NAME),
    "observation_sets": _SETS,
    "data_product_sdps": (
        (("data_product_id",), ("data_products_sdp_id",)),
        (("observation_set_ref",), ("observation_set_refs",)),
    ),
    "obs_blocks": _BLOCKS,
    "obs_programmes": _BLOCKS,
    "request_responses": ((("request_sent_at",),), (("status",),), (("request",),)),
    "activities": ((("executed_at",),), (("activity_ref",),), (("kind",),)),
}
"""Lists whose items are no persons, and the columns that are shown of an item."""
