"""Rules of their own that scheduling block definitions of layouts 0.2 to 0.7 have.

They are about what has no place in 1.0 any more, or stands elsewhere there. The others are those of
1.0, which `earlier` applies to what a block becomes. Layout 0.1 has more: `rules_0_1`.
"""

from __future__ import annotations

from ska_oso_pdm.consistency.frequency_slices import Spelling, rules
from ska_oso_pdm.consistency.identifiers_before_1_0 import links_lead_somewhere, names_are_unique
from ska_oso_pdm.consistency.rule import Rule

_BY_NAME = Spelling("fsp", "dish_configuration", "csp_configuration")
_BY_REF = Spelling("fsps", "dish_configuration_ref", "csp_configuration_ref")


def _of_identifiers(version: str) -> tuple[Rule, ...]:
    return links_lead_somewhere(version), names_are_unique(version)


RULES_0_2 = (*_of_identifiers("0.2"), *rules(_BY_NAME))
RULES_0_3 = (*_of_identifiers("0.3"), *rules(_BY_NAME))
RULES_0_4 = (*_of_identifiers("0.4"), *rules(_BY_REF))
RULES_0_5 = (*_of_identifiers("0.5"), *rules(_BY_REF._replace(own=True)))
RULES_0_6 = (*_of_identifiers("0.6"), *rules(_BY_REF._replace(dish=None, own=True)))
RULES_0_7 = _of_identifiers("0.7")
