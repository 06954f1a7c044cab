"""The path by which programs import `to_icrs`."""

from ska_oso_pdm.ext.sky.directions import to_icrs

__all__ = ["to_icrs"]
