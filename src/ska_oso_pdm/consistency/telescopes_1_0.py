"""Rules about the telescope of a block of layout 1.0."""

from __future__ import annotations

from typing import Any

from ska_oso_pdm.consistency.rule import Found, Rule, rule
from ska_oso_pdm.consistency.telescopes import NAMES, foreign
from ska_oso_pdm.phrases import show

_SECTIONS = {
    "/dish_allocations": "ska_mid",
    "/csp_configurations/*/midcbf": "ska_mid",
    "/targets/*/spfrx": "ska_mid",
    "/mccs_allocation": "ska_low",
    "/csp_configurations/*/lowcbf": "ska_low",
}
_FACILITIES = {"Mid_ITF": "ska_mid", "Low_ITF": "ska_low"}


@rule(
    "facility-of-other-telescope",
    "error",
    "An integration facility that a block is checked against is one of its telescope.",
    reads=("/telescope", "/validate_against"),
)
def facility(block: Any) -> Found:
    telescope, stage = block.get("telescope"), block.get("validate_against")
    owner = _FACILITIES.get(stage or "")
    if owner and telescope in NAMES and owner != telescope:
        yield (
            ("validate_against",),
            f'{show(stage)} is a facility of {NAMES[owner]}, but "telescope" is '
            f'{show(telescope)}; name a stage of that telescope, or correct "telescope"',
        )


RULES = (
    Rule(
        "section-of-other-telescope",
        "error",
        "A section that is for one telescope stands in blocks of that telescope only.",
        ("/telescope", *_SECTIONS),
        foreign(_SECTIONS),
    ),
    facility,
)
