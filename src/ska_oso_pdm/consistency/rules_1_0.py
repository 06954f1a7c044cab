"""All rules for scheduling block definitions of layout 1.0."""

from __future__ import annotations

from ska_oso_pdm.consistency import (
    altitudes_1_0,
    constraints_1_0,
    identifiers_1_0,
    needs_1_0,
    receptors_1_0,
    scans_1_0,
    targets_1_0,
    telescopes_1_0,
    windows_1_0,
)

RULES = (
    *telescopes_1_0.RULES,
    *identifiers_1_0.RULES,
    *targets_1_0.RULES,
    *altitudes_1_0.RULES,
    *constraints_1_0.RULES,
    *receptors_1_0.RULES,
    *windows_1_0.RULES,
    *scans_1_0.RULES,
    *needs_1_0.RULES,
)
