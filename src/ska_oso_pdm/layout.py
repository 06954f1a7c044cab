"""Which layout a document really has, judged by its content and not by its label."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

Place = tuple[str | int, ...]


class Layout(NamedTuple):
    """An entity and the version of its layout, which may be `EARLIER`."""

    entity: str
    version: str


class Marker(NamedTuple):
    """What only documents of one layout have.

    Attributes:
        path: keys that lead to it; `*` stands for every key of an object or item of an array.
        kinds: tags of the object there that count; any value where there are none.
        without: keys that the object there must not have.
        empty: whether what stands there counts when it is empty too.
    """

    path: tuple[str, ...]
    kinds: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()
    empty: bool = False


# Source: the key tables of the layouts. 0.1 is the one with field configurations. From 1.0 on
# coordinates go without frame and unit; the earlier layouts that have these kinds give both.
_NEW_KINDS = frozenset({"icrs", "galactic", "altaz", "special", "tle"})
_MARKERS: dict[Layout, tuple[Marker, ...]] = {
    Layout("sbd", "0.1"): (
        Marker(("field_configurations",)),
        Marker(("scan_definitions", "*", "field_configuration")),
        Marker(("activities", "*", "procedure_type")),
    ),
    Layout("sbd", "1.0"): (
        Marker(
            ("targets", "*", "reference_coordinate"),
            _NEW_KINDS,
            frozenset({"reference_frame", "unit"}),
        ),
        Marker(("sdp_configurations",)),
        Marker(("observing_constraints",)),
        Marker(("validate_against",)),
        Marker(("ob_ref",)),
    ),
}


# Keys of 1.0 that 0.1 lacks, empty or not. Layouts between the two have some of them, and with them
# keys that 1.0 has no longer.
_WEAK = (
    Marker(("name",), empty=True),
    Marker(("description",), empty=True),
    Marker(("validate_against",), empty=True),
    Marker(("targets",), empty=True),
    Marker(("observing_constraints",), empty=True),
    Marker(("sdp_configurations",), empty=True),
    Marker(("metadata", "pdm_version"), empty=True),
    Marker(("activities", "*", "kind"), empty=True),
    Marker(("csp_configurations", "*", "midcbf"), empty=True),
    Marker(("csp_configurations", "*", "lowcbf"), empty=True),
    Marker(("dish_allocations", "dish_ids"), empty=True),
    Marker(("dish_allocations", "dish_allocation_id"), empty=True),
    Marker(("mccs_allocation", "subarray_beams"), empty=True),
)
_GONE = (
    Marker(("scan_definitions",), empty=True),
    Marker(("scan_sequence",), empty=True),
    Marker(("sdp_configuration",), empty=True),
    Marker(("dish_configurations",), empty=True),
    Marker(("csp_configurations", "*", "cbf"), empty=True),
    Marker(("dish_allocations", "receptor_ids"), empty=True),
    Marker(("mccs_allocation", "mccs_config_id"), empty=True),
    Marker(("mccs_allocation", "station_ids"), empty=True),
    Marker(("targets", "*", "reference_coordinate", "reference_frame"), empty=True),
    Marker(("targets", "*", "reference_coordinate", "unit"), empty=True),
)
_WEAKLY = Layout("sbd", "1.0")
_NAMES = frozenset({"name", "description", "metadata", "telescope", "interface"})
"""Keys that documents of any entity may have: without a label they show nothing."""

EARLIER = "earlier"
"""Version of a layout that came before 1.0 and of which there is no schema here."""

# Keys that only one entity has at its root.
_OWNERS = {
    **dict.fromkeys(("sbi_id", "eb_ref"), "sbi"),
    **dict.fromkeys(("eb_id", "request_responses", "sbi_ref"), "eb"),
    **dict.fromkeys(
        ("prj_id", "obs_blocks", "obs_programmes", "prsl_ref", "author", "purpose"), "prj"
    ),
    **dict.fromkeys(("proposal_info", "observation_info", "info", "investigator_refs"), "prsl"),
    **dict.fromkeys(("access_id",), "prslacc"),
    **dict.fromkeys(("sci_reviewers", "tech_reviewers", "expiry_date"), "panel"),
    **dict.fromkeys(("review_id", "review_type"), "review"),
    **dict.fromkeys(("decision_id", "recommendation"), "decision"),
}
_ENOUGH = 2
"""So many keys of an entity outweigh the label of another one."""

_WEAK_KEYS = ("current_status", "previous_status", "sbd_ref", "panel_id")

# Keys at the root that went before 1.0.
_GONE_KEYS = {
    "sbi": ("sbd_id", "executed_on", "runtime_args"),
    "eb": ("sbd_id",),
    "prj": ("obs_programmes", "telescope", "info"),
    "prsl": ("info", "proposal_id", "investigators", "science_programmes"),
    "review": ("conflict",),
}


def recognise(document: dict[str, Any], labelled: str | None = None) -> Layout | None:
    """Tell the layout of a document, or None where nothing in it shows one.

    Of scheduling block definitions: where a document has marks of several layouts, the one with
    most of them counts, and of equals the earlier one. A document without any, such as a block
    that an editor has just made, is of 1.0 if it has keys that 0.1 lacks and none that went before
    1.0.

    Args:
        document: the document.
        labelled: the entity that its label names, which counts unless the document has several
            keys of another one and none of it: any document may have a stray key.

    Returns:
        The layout; its version is `EARLIER` where a key shows one that came before 1.0.
    """
    owner, own = _owner(document, labelled)
    if owner is None or (owner != labelled and own < _ENOUGH):
        if block := _block(document):
            return block
        owner = None if labelled else owner
    entity = owner or labelled or ""
    if any(key in document for key in _GONE_KEYS.get(entity, ())):
        return Layout(entity, EARLIER)
    if owner:
        return Layout(owner, "1.0")
    if labelled == "sbd" or (labelled is None and not _NAMES.issuperset(document)):
        return _WEAKLY if _weakly(document) else None
    return None


def _owner(document: dict[str, Any], labelled: str | None) -> tuple[str | None, int]:
    """Tell the entity, other than `sbd`, whose own keys a document has, and how many of them: the
    labelled one if it has any of its keys, else the one with most.
    """
    if "current_status" in document or "previous_status" in document:
        for entity in ("sbd", "sbi", "prj", "eb"):
            if f"{entity}_ref" in document:
                return f"{entity}-status-history", _ENOUGH
    if own := _OWNERS.keys() & document.keys():
        owners = [_OWNERS[key] for key in sorted(own)]
        owner = labelled if labelled in owners else max(owners, key=owners.count)
        return owner, owners.count(str(owner))
    if "sbd_ref" in document and "activities" in document:
        return "sbi", 1
    return ("panel", 1) if "panel_id" in document and "prsl_id" not in document else (None, 0)


def _block(document: dict[str, Any]) -> Layout | None:
    """Tell the layout of a scheduling block definition by its marks."""
    best, most = None, 0
    for layout, markers in _MARKERS.items():
        found = 0
        for marker in markers:  # a generator would cost as much as the look-up
            if marker.path[0] in document and _first(document, marker, 0) is not None:
                found += 1
        if found > most:
            best, most = layout, found
    return best


def evidence(document: dict[str, Any], layout: Layout) -> list[Place]:
    """List what in a document shows a layout: the first place of each marker."""
    if layout.version == EARLIER:
        return [(key,) for key in _GONE_KEYS[layout.entity] if key in document]
    if layout.entity != "sbd":
        own: list[Place] = [(key,) for key in document if _OWNERS.get(key) == layout.entity]
        return own or [(key,) for key in _WEAK_KEYS if key in document]
    found = _places(document, _MARKERS.get(layout, ()))
    return found or (_weakly(document) if layout == _WEAKLY else [])


def _weakly(document: dict[str, Any]) -> list[Place]:
    """List the weak marks of 1.0 in a document that has no key of the layouts before it."""
    if any(_first(document, marker, 0) is not None for marker in _GONE):
        return []
    return _places(document, _WEAK)


def _places(document: dict[str, Any], markers: Iterable[Marker]) -> list[Place]:
    """List the first place of each marker that matches."""
    places = (_first(document, marker, 0) for marker in markers)
    return [place for place in places if place is not None]


def _first(value: Any, marker: Marker, depth: int) -> Place | None:
    """Give the first place below a value that a marker matches."""
    if depth == len(marker.path):
        return () if _matches(value, marker) else None
    step = marker.path[depth]
    if step != "*":
        part = value.get(step) if isinstance(value, dict) else None
        if not part and not (marker.empty and isinstance(value, dict) and step in value):
            return None
        place = _first(part, marker, depth + 1)
        return None if place is None else (step, *place)
    parts: Any = value.items() if isinstance(value, dict) else ()
    for key, part in enumerate(value) if isinstance(value, list) else parts:
        place = _first(part, marker, depth + 1)
        if place is not None:
            return (key, *place)
    return None


def _matches(value: Any, marker: Marker) -> bool:
    if not marker.kinds:
        return True
    if not isinstance(value, dict) or not marker.without.isdisjoint(value):
        return False
    kind = value.get("kind")
    return isinstance(kind, str) and kind in marker.kinds
