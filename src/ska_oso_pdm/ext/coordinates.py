"""The path by which programs import `sky_coords` of layout 0.1."""

from ska_oso_pdm.ext.sky.coordinates import sky_coords

__all__ = ["sky_coords"]
