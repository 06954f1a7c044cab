"""Properties of one name in the objects of a model: they are bounded and described alike.

Two that hold the same kind of thing and differ surprise whoever writes both. Those that differ for
a reason are listed here with it, and a reason that is no longer needed is found.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from tests.rules import nodes

_SAID = frozenset("title description default examples x-null-means x-refers-to x-source".split())

UNLIKE = {
    "activities": "a block has scripts by name, an instance the calls of them",
    "band_5_tuning": "one for each stream, and that of one sub-band",
    "continuum": "three objects have one member for the continuum and one for a channel",
    "correlation_spws": "the correlators of the two telescopes have windows of their own",
    "current_status": "each entity has states of its own",
    "cycle": "a proposal must name its cycle; panels and what they write need not",
    "eb_ref": "a history is about an execution block; an instance may not have one yet",
    "excluded_from_decision": "a review says it of itself, a decision of reviews by identifier",
    "function_args": "a script has them by function, a call those of one",
    "metadata": "the services of blocks write null, those of proposals never do",
    "name": "what a person is shown must be there in a panel; bodies are a closed list",
    "number_of_channels": "correlators have one channel at least; an observation set may not say",
    "observation_set_ref": "a strategy may be for all sets",
    "panel_id": "a review may come before its panel",
    "parallax": "known clients may write null for that of ICRS coordinates, as for proper motion",
    "previous_status": "each entity has states of its own",
    "prsl_id": "a proposal has none before it is stored; what refers to it must name it",
    "quantity": "of another kind in each object",
    "result": "an answer in words, and numbers of a calculator",
    "robust": "of earlier proposals any number is kept; what a pipeline is given is bounded",
    "sbd_ref": "a history is about a block; requests may be made without one",
    "sbd_version": "a history is about an edition, 1 unless it says otherwise",
    "sbi_ref": "a history is about an instance; requests may be made without one",
    "script_parameters": "those that a proposer sets are known; those of a script are its own",
    "selected_subarray_definition": "known tools of SKA LOW write names of a list, of SKA MID any",
    "spectral": "three objects have one member for the continuum and one for a channel",
    "spfrx": "of a target, and of a CSP configuration",
    "spw_id": "the correlators of the two telescopes number their windows differently",
    "status": "each object has states of its own",
    "subarray": "the sub-array for CSP is an object; that of a proposal is a name",
    "targets": "a block may have null; known proposals and projects never do",
    "telescope": "a block may be written before its telescope is chosen",
    "unit": "of another kind in each object; those of the sensitivity calculator are any text",
    "user_id": "an investigator may have no account yet; access is given to one",
    "value": "lengths of time are never negative",
    "zoom_factor": "the correlators of the two telescopes have different steps",
}
"""Names whose properties differ, each with the reason."""


def differing(properties: Iterable[tuple[str, dict[str, Any]]]) -> set[str]:
    """Give the names whose properties differ in what they allow, tags apart."""
    forms: dict[str, set[str]] = defaultdict(set)
    for name, part in properties:
        if "const" not in part:
            forms[name].add(json.dumps(_form(part), sort_keys=True))
    return {name for name, found in forms.items() if len(found) > 1}


def properties_of(schemas: Iterable[dict[str, Any]]) -> list[tuple[str, dict[str, Any]]]:
    """Give each property of a model with its name; that it is required is part of it."""
    return [
        (name, {**part, "required": name in node.get("required", ())})
        for schema in schemas
        for _, node in nodes(schema)
        for name, part in node.get("properties", {}).items()
    ]


def _form(part: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in part.items() if key not in _SAID}
