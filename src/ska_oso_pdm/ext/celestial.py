"""Coordinates of today's layout as `astropy.coordinates.SkyCoord`, one by one or as one vector."""

from __future__ import annotations


class ICRSMixin:
    """The direction of an ICRS coordinate."""


class GalacticMixin:
    """The direction of a Galactic coordinate."""


class AltAzMixin:
    """The direction of a coordinate that is fixed to the ground."""


class SpecialMixin:
    """The direction of a body of the solar system, which depends on the time."""


class TargetMixin:
    """The direction of a target, and those in which its pointing pattern points."""
