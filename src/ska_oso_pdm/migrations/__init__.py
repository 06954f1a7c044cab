"""Takes documents from one layout to another, up and down, with an account of every value.

    sbd  0.0 ↔ 0.1 ↔ 0.2 ↔ 0.3 ↔ 0.4 ↔ 0.5 ↔ 0.6 ↔ 0.7 ↔ 1.0
    prj, prsl            each of 0.1 to 0.6 → 0.7 ↔ 1.0
    eb, sbi, review                             0.1 → 1.0

One module of `steps` is one step, with `up` and `down`; its docstring is the table of what moves.
A newer minor version needs none: its documents are those of the older one and more. What the older
one has and the newer one has not is then doubtful on the way up (`unknown_keys`).
Layouts that no schema judges have no step down to them: what a stash has of the step up takes a
document back.
Both change a tree of plain dicts and lists, a copy whose leaves know where they come from
(`engine.tree`), and enter in a ledger what the next layout has no certain place for. They know
nothing of schemas and classes, so that they outlive them; they use no clock and no chance, so that
the same document gives the same one again; and they pass over what is of the next layout already,
since documents may be half migrated.
"""

from ska_oso_pdm.migrations.chain import (
    IN_PLACE,
    UNEXPLAINED,
    Defaulted,
    Mapped,
    Migration,
    Step,
    may_be_mistaken,
    migrate,
    stash_of,
    steps_between,
    unchanged,
)
from ska_oso_pdm.migrations.engine.assumptions import (
    ASSUMPTIONS,
    CHOICES,
    REQUIRED,
    UNASKED,
    VALUES,
)
from ska_oso_pdm.migrations.engine.ledger import (
    ANY,
    ASKED,
    ASSUMED,
    EVERYTHING,
    Allowed,
    Doubt,
    Removed,
)
from ska_oso_pdm.migrations.engine.stash import RESTORED, Stash, repairs_in
from ska_oso_pdm.migrations.parts.coordinates import NO_ASTROPY
from ska_oso_pdm.migrations.parts.receptors import UNKNOWN_DISH
from ska_oso_pdm.migrations.unknown_keys import NO_STEP, STRAY, Stray, Unknown

__all__ = [
    "ANY",
    "ASKED",
    "ASSUMED",
    "ASSUMPTIONS",
    "CHOICES",
    "EVERYTHING",
    "IN_PLACE",
    "NO_ASTROPY",
    "NO_STEP",
    "REQUIRED",
    "RESTORED",
    "STRAY",
    "UNASKED",
    "UNEXPLAINED",
    "UNKNOWN_DISH",
    "VALUES",
    "Allowed",
    "Defaulted",
    "Doubt",
    "Mapped",
    "Migration",
    "Removed",
    "Stash",
    "Step",
    "Stray",
    "Unknown",
    "may_be_mistaken",
    "migrate",
    "repairs_in",
    "stash_of",
    "steps_between",
    "unchanged",
]
