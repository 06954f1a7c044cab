"""Labels of documents: the `interface` of a layout, and what its documents used to wear instead.

Until now every service wrote one label, `…/0.1`, over whatever layout it had, or none, and took
bodies of requests without one.
"""

from __future__ import annotations

from typing import ClassVar

# Keys at the root of documents of layouts before 1.0. `schemas/markers.json` has them too, a test
# holds both together: the classes work without it.
_EARLIER_KEYS = {
    "sbd": (
        "fieldConfigurations",
        "scanDefinitions",
        "scanSequence",
        "cspConfigurations",
        "dishConfigurations",
        "sdpConfiguration",
        "field_configurations",
        "scan_definitions",
        "scan_sequence",
        "sdp_configuration",
        "dish_configurations",
        "target_beam_configurations",
        "subarray_beam_configurations",
        "prj_ref",
    ),
    "sbi": ("sbd_id", "executed_on", "runtime_args"),
    "eb": ("sbd_id",),
    "prj": ("obs_programmes", "telescope", "info"),
    "prsl": (
        "info",
        "proposal_id",
        "skao_proposal_id",
        "science_programmes",
        "science_goals",
        "investigators",
    ),
    "review": ("conflict",),
}


class OldLabelMixin:
    """Reads documents that say they are of layout 0.1, or nothing, and gives them the honest label.

    A document of an earlier layout is refused: a key shows it, and the label does not say 1.0.
    """

    __pdm_reads_old_label__: ClassVar[bool] = True


class OldLabel(str):
    """The honest label, in the place of an old one, until the object is made."""

    __slots__ = ()


def old_label(honest: str) -> str:
    """Give the label that documents of an entity used to wear."""
    return f"{honest.rpartition('/')[0]}/0.1"


def earlier_keys(honest: str) -> tuple[str, ...]:
    """Give the keys that show an earlier layout of the entity of a label."""
    entity, _, version = honest.rpartition("-pdm-")[2].partition("/")
    return () if version.startswith("0.") else _EARLIER_KEYS.get(entity, ())
