"""Numbers with their unit beside, and numbers alone, and what they measure."""

from __future__ import annotations

from ska_oso_pdm.evolution.parts import Part, Resolve, part_at
from ska_oso_pdm.units import size_of

_NUMBERS = frozenset({"number", "integer"})


def is_number(part: Part) -> bool:
    """Tell whether values are numbers alone."""
    return bool(part.kinds) and part.kinds <= _NUMBERS


def is_quantity(part: Part, resolve: Resolve) -> bool:
    """Tell whether values are objects with a number and its unit."""
    if part.kinds != {"object"} or not {"value", "unit"} <= part.members.keys():
        return False
    return is_number(part_at(part.at("properties", "value"), resolve))


def measured(part: Part, resolve: Resolve) -> frozenset[str]:
    """Give the physical types that a quantity may have, for example `angle`, by its units.

    Empty where nothing is known of one of the units.
    """
    unit = part_at(part.at("properties", "unit"), resolve).schema
    names = unit.get("enum", [unit["const"]] if "const" in unit else [])
    sizes = [size_of(name) for name in names if isinstance(name, str)]
    kinds = frozenset(size.kind for size in sizes if size is not None)
    return kinds if all(sizes) else frozenset()
