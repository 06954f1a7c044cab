"""Astropy as the authority on positions: with tables at hand, on any date, without network."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from astropy.utils import iers

from ska_oso_pdm.ext.sky.earth import shipped_table


@pytest.fixture
def astropys_own() -> Iterator[iers.IERS]:
    """Let Astropy compute with the table that we use, as its settings allow a user to do."""
    with (
        iers.conf.set_temp("auto_download", False),
        iers.conf.set_temp("auto_max_age", None),
        iers.earth_orientation_table.set(shipped_table()),
    ):
        yield shipped_table()
