"""Labels of documents: the `interface` of a layout, and what its documents used to wear instead.

Until now every service wrote one label over whatever layout it had, or none, and took bodies of
requests without one. The classes read what documents in the wild have, and give the honest label.
"""

from __future__ import annotations

from typing import ClassVar

_OLD = "https://schema.skao.int/ska-oso-pdm-{}/0.1"


class OldBlockLabelMixin:
    """Reads scheduling block definitions that say they are of layout 0.1, or nothing."""

    __pdm_old_labels__: ClassVar[frozenset[str] | None] = frozenset({_OLD.format("sbd")})


class OldInstanceLabelMixin:
    """Reads scheduling block instances that say they are of layout 0.1, or nothing."""

    __pdm_old_labels__: ClassVar[frozenset[str] | None] = frozenset({_OLD.format("sbi")})


class OldExecutionBlockLabelMixin:
    """Reads execution blocks that say they are of layout 0.1, or nothing."""

    __pdm_old_labels__: ClassVar[frozenset[str] | None] = frozenset({_OLD.format("eb")})


class OldProjectLabelMixin:
    """Reads projects that say they are of layout 0.1, or nothing."""

    __pdm_old_labels__: ClassVar[frozenset[str] | None] = frozenset({_OLD.format("prj")})


class NoLabelMixin:
    """Reads documents without a label, of entities whose documents never had one."""

    __pdm_old_labels__: ClassVar[frozenset[str] | None] = frozenset()
