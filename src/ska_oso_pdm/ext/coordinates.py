"""The path by which programs imported `sky_coords` of layout 0.1; there is one for all by now."""

from ska_oso_pdm.ext.sky.coordinates import sky_coords

__all__ = ["sky_coords"]
