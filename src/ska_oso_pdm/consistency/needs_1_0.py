"""What a block of layout 1.0 lacks before it can be observed, as notes.

A draft that is not finished is normal. What is needed is defined where conversions tell it too.
"""

from __future__ import annotations

from ska_oso_pdm.consistency.rule import Rule
from ska_oso_pdm.conversion.completeness import NEEDS

RULES = tuple(Rule(need.code, "note", need.says, need.reads, need.find) for need in NEEDS)
