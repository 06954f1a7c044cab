"""What a person may do with a proposal, unless it is said."""

from __future__ import annotations

from typing import Any


class ViewPermissionMixin:
    """Access that is made in Python lets the person view the proposal. Documents are left alone."""

    @classmethod
    def _new(cls, data: dict[str, Any]) -> dict[str, Any]:
        made: dict[str, Any] = super()._new(  # type: ignore[misc]
            {"permissions": ["view"], **data}
        )
        return made
