"""Labels of documents: the `interface` of a layout, and the one that its documents used to wear."""

from __future__ import annotations

from typing import ClassVar

_SBD_0_1 = "https://schema.skao.int/ska-oso-pdm-sbd/0.1"


class OldBlockLabelMixin:
    """Reads blocks of today's layout that say they are of layout 0.1, or nothing, and gives them
    their own label.

    Until now every service wrote that label over whatever layout it had, and took bodies of
    requests without one.
    """

    __pdm_old_labels__: ClassVar[frozenset[str]] = frozenset({_SBD_0_1})
