"""Pointing patterns: the directions in which a beam points."""

from __future__ import annotations

from typing import Any


class PointingPatternMixin:
    """The pattern of a new target: one pointing, on the reference coordinate."""

    @classmethod
    def _new(cls, data: dict[str, Any]) -> dict[str, Any]:
        on_target = [{"kind": "SinglePointParameters"}]
        made: dict[str, Any] = super()._new({"parameters": on_target, **data})  # type: ignore[misc]
        return made


class SinglePointMixin:
    """The offset of a single pointing."""


class PointedMosaicMixin:
    """The offsets of a mosaic."""


class FivePointMixin:
    """The offsets of a five-point pattern."""


class CrossScanMixin:
    """The ends of a cross scan."""
