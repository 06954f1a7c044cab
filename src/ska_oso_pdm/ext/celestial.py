"""The path by which programs import `sky_coords` of layouts 0.6 to 1.0."""

from ska_oso_pdm.ext.sky.celestial import sky_coords

__all__ = ["sky_coords"]
