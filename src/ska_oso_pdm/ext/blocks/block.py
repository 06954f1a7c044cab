"""What the scheduling block definition of any layout has: directions, and references."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ska_oso_pdm.ext.blocks.identifiers import dangling, items

if TYPE_CHECKING:
    from astropy.coordinates import EarthLocation, SkyCoord
    from astropy.time import Time
    from astropy.utils.iers import IERS

    from ska_oso_pdm.ext.blocks.references import BlockReference


class BlockMixin:
    """Directions and references of a block."""

    def dangling_references(self) -> list[BlockReference]:
        """List every identifier that names nothing in this block, in document order."""
        return list(dangling(self))

    def sky_coords(
        self,
        obstime: Time | None = None,
        location: EarthLocation | None = None,
        *,
        iers_table: IERS | None = None,
    ) -> SkyCoord:
        """Give the directions of all targets as one vector, in document order.

        See `ext.sky.celestial.sky_coords` for the arguments, the frame, and what raises.
        """
        from ska_oso_pdm.ext.sky.celestial import sky_coords

        return sky_coords(list(items(self, "target")), obstime, location, iers_table=iers_table)
