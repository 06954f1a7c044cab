"""Pointing patterns: the directions in which a beam points."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from astropy.units import Quantity


class HasParameters(Protocol):
    @property
    def active(self) -> str: ...
    @property
    def parameters(self) -> Sequence[Any]: ...


class HasPlace(Protocol):
    @property
    def offset_x_arcsec(self) -> float: ...
    @property
    def offset_y_arcsec(self) -> float: ...


class HasDistance(Protocol):
    @property
    def offset_arcsec(self) -> float: ...


class HasPlaces(Protocol):
    @property
    def offsets(self) -> Sequence[Any]: ...
    @property
    def units(self) -> str: ...


class PointingPatternMixin:
    """The offsets of the active pattern. That of a new target is one pointing, without offset."""

    @classmethod
    def _new(cls, data: dict[str, Any]) -> dict[str, Any]:
        on_target = [{"kind": "SinglePointParameters"}]
        made: dict[str, Any] = super()._new({"parameters": on_target, **data})  # type: ignore[misc]
        return made

    def offsets(self: HasParameters) -> Quantity:
        """Give the pointings of the active pattern, as offsets from the reference coordinate.

        Returns:
            Shape (n, 2), in arcsec, in the order of the pattern: the offset in longitude, as an
            angle on the sky, and the offset in latitude.

        Raises:
            ValueError: when the active pattern scans continuously, or is not among `parameters`.
        """
        for entry in self.parameters:
            if entry.kind != self.active:
                continue
            if not hasattr(type(entry), "sky_offsets"):
                raise ValueError(
                    f"the active pattern {self.active} scans continuously: "
                    "it has no list of pointings"
                )
            return entry.sky_offsets()
        there = ", ".join(entry.kind for entry in self.parameters)
        raise ValueError(
            f"the active pattern {self.active} is not among the parameters, which are for {there}"
        )


class SinglePointMixin:
    """The offset of a single pointing."""

    def sky_offsets(self: HasPlace) -> Quantity:
        """Give the offset in longitude on the sky and in latitude: shape (1, 2), in arcsec."""
        return _offsets([(self.offset_x_arcsec, self.offset_y_arcsec)])


class PointedMosaicMixin:
    """The offsets of a mosaic."""

    def sky_offsets(self: HasPlaces) -> Quantity:
        """Give the offsets in longitude on the sky and in latitude: shape (n, 2), in arcsec.

        They are in the order of the document, and converted from `units`.
        """
        return _offsets([(offset.x, offset.y) for offset in self.offsets], str(self.units))


class FivePointMixin:
    """The offsets of a five-point pattern."""

    def sky_offsets(self: HasDistance) -> Quantity:
        """Give the offsets in longitude on the sky and in latitude: shape (5, 2), in arcsec.

        The centre comes first, then the sides at greater and at lesser longitude, and those at
        greater and at lesser latitude.
        """
        return _offsets([(0.0, 0.0), *_sides(self.offset_arcsec)])


class CrossScanMixin:
    """The ends of a cross scan."""

    def sky_offsets(self: HasDistance) -> Quantity:
        """Give the offsets in longitude on the sky and in latitude: shape (4, 2), in arcsec.

        They are the ends of the scans: at greater and at lesser longitude, then at greater and at
        lesser latitude. The beam moves between the ends without a stop.
        """
        return _offsets(_sides(self.offset_arcsec))


def on_target() -> Quantity:
    """Give the offset of a target without pattern: one pointing on it, shape (1, 2), in arcsec."""
    return _offsets([(0.0, 0.0)])


def _sides(distance: float) -> list[tuple[float, float]]:
    return [(distance, 0.0), (-distance, 0.0), (0.0, distance), (0.0, -distance)]


def _offsets(pairs: list[tuple[float, float]], unit: str = "arcsec") -> Quantity:
    """Give pairs of offsets in a unit as an array of arc seconds."""
    import numpy
    from astropy import units

    numbers = numpy.array(pairs, dtype=float).reshape(-1, 2)
    return units.Quantity(numbers, unit).to(units.arcsec)
