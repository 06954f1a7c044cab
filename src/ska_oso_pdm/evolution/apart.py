"""Whether two shapes have no value in common: proved, by kinds, tags, bounds and lengths."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from ska_oso_pdm.evolution.numbers import have_common_number
from ska_oso_pdm.evolution.texts import have_common_text

if TYPE_CHECKING:
    from ska_oso_pdm.evolution.shapes import ArrayForm, Member, ObjectForm, Shape


class Apartness:
    """Tells shapes apart; remembers what it has told."""

    def __init__(self) -> None:
        self._told: dict[tuple[Shape, Shape], bool] = {}

    def of(self, a: Shape, b: Shape) -> bool:
        """Tell whether no value is of two shapes; false where that is not certain.

        Raises:
            Unsupported: for a pattern outside of what automata decide.
        """
        if (a, b) not in self._told:
            self._told[a, b] = self._are_apart(a, b)
        return self._told[a, b]

    def _are_apart(self, a: Shape, b: Shape) -> bool:
        return not (
            (a.null and b.null)
            or a.booleans & b.booleans
            or any(have_common_number(*pair) for pair in product(a.numbers, b.numbers))
            or any(have_common_text(*pair) for pair in product(a.texts, b.texts))
            or any(not self.of_arrays(*pair) for pair in product(a.arrays, b.arrays))
            or any(not self.of_objects(*pair) for pair in product(a.objects, b.objects))
        )

    def of_objects(self, a: ObjectForm, b: ObjectForm) -> bool:
        """Tell whether no object is of two forms: a required key has other values in each."""
        for name in {**a.members, **b.members}:
            ours, theirs = a.at(name), b.at(name)
            if _is_required(ours, theirs) and self.of(ours.shape, theirs.shape):
                return True
        return False

    def of_arrays(self, a: ArrayForm, b: ArrayForm) -> bool:
        """Tell whether no array is of two forms: by lengths, or by an item that is there."""
        longest = [end for end in (a.most, b.most) if end is not None]
        shortest = max(a.shortest, b.shortest)
        if longest and min(longest) < shortest:
            return True
        places = range(min(shortest, max(len(a.first), len(b.first)) + 1))
        return any(self.of(a.at(place), b.at(place)) for place in places)


def _is_required(ours: Member, theirs: Member) -> bool:
    return ours.required or theirs.required
