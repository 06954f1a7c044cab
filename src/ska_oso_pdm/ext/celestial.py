"""The path by which programs import `sky_coords`."""

from ska_oso_pdm.ext.sky.celestial import sky_coords

__all__ = ["sky_coords"]
