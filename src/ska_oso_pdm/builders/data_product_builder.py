"""Data products of proposals and projects for examples and tests."""

from __future__ import annotations

from typing import Any

from ska_oso_pdm.builders.fields import build
from ska_oso_pdm.builders.ids import Ids, new_id
from ska_oso_pdm.generated.v1_0.data_product import (
    ContinuumImageParameters,
    DataProductSDP,
    ImageWeighting,
    Polarisation,
    Weighting,
)


def DataProductSDPBuilder(*, ids: Ids = None, **fields: Any) -> DataProductSDP:  # noqa: N802
    """Make a product: a continuum image of 1024 pixels of one arcsec, in total intensity.

    Args:
        ids: where the numbers of `data_product_id` and `observation_set_ref` come from; see
            `builders.ids`.
        **fields: fields of `DataProductSDP`, which replace the defaults.

    Raises:
        TypeError: for a name that is no field.
        pydantic.ValidationError: when a value does not fit its field.
    """
    defaults = {
        "data_product_id": lambda: new_id("SDP", ids),
        "observation_set_ref": lambda: new_id("observation-set", ids),
        "script_parameters": _continuum_image,
    }
    return build(DataProductSDP, fields, defaults)


def _continuum_image() -> ContinuumImageParameters:
    defaults = {
        "image_size": lambda: {"value": 1024, "unit": "pix"},
        "image_cellsize": lambda: {"value": 1.0, "unit": "arcsec"},
        "weight": lambda: Weighting(weighting=ImageWeighting.BRIGGS, robust=0.0),
        "polarisations": lambda: [Polarisation.I],
        "channels_out": lambda: 1,
    }
    return build(ContinuumImageParameters, {}, defaults)
