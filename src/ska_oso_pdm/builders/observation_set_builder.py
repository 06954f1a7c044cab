"""Observation sets of proposals and projects for examples and tests."""

from __future__ import annotations

from typing import Any

from ska_oso_pdm.builders.fields import Defaults, build, documented_like
from ska_oso_pdm.builders.ids import Ids, new_id
from ska_oso_pdm.generated.v1_0.observation_set import (
    LowArray,
    MidArray,
    ObservationSets,
    ObservationType,
    ObservationTypeDetails,
    ObservingBand,
    SuppliedIntegrationTime,
)


def LowObservationSetBuilder(*, ids: Ids = None, **fields: Any) -> ObservationSets:  # noqa: N802
    """Make a set for SKA LOW: an hour of continuum with AA0.5, 75 MHz about 200 MHz.

    Args:
        ids: where the number of the `observation_set_id` comes from; see `builders.ids`.
        **fields: fields of `ObservationSets`, which replace the defaults.

    Raises:
        TypeError: for a name that is no field.
        pydantic.ValidationError: when a value does not fit its field.
    """
    defaults = {
        "observation_set_id": lambda: new_id("observation-set", ids),
        "observing_band": lambda: ObservingBand.LOW_BAND,
        "array_details": lambda: LowArray(subarray="aa0.5", number_of_stations=4),
        "observation_type_details": lambda: _continuum(bandwidth=75.0, centre=200.0),
    }
    return build(ObservationSets, fields, defaults)


@documented_like(LowObservationSetBuilder)
def MidObservationSetBuilder(*, ids: Ids = None, **fields: Any) -> ObservationSets:  # noqa: N802
    """Make a set for SKA MID: an hour of continuum with AA0.5 in band 1, 435 MHz about 797.5 MHz.

    Its arguments are those of `LowObservationSetBuilder`.
    """
    defaults = {
        "observation_set_id": lambda: new_id("observation-set", ids),
        "observing_band": lambda: ObservingBand.MID_BAND_1,
        "array_details": lambda: MidArray(subarray="aa0.5", number_15_antennas=4),
        "observation_type_details": lambda: _continuum(bandwidth=435.0, centre=797.5),
    }
    return build(ObservationSets, fields, defaults)


def _continuum(bandwidth: float, centre: float) -> ObservationTypeDetails:
    """Give an hour of continuum; bandwidth and centre are in MHz."""
    hour: Defaults = {"quantity": lambda: {"value": 1.0, "unit": "h"}}
    defaults = {
        "observation_type": lambda: ObservationType.CONTINUUM,
        "bandwidth": lambda: {"value": bandwidth, "unit": "MHz"},
        "central_frequency": lambda: {"value": centre, "unit": "MHz"},
        "supplied": lambda: build(SuppliedIntegrationTime, {}, hour),
    }
    return build(ObservationTypeDetails, {}, defaults)
