"""Results of the sensitivity calculator for examples and tests."""

from __future__ import annotations

from typing import Any

from ska_oso_pdm.builders.fields import build
from ska_oso_pdm.builders.ids import Ids, new_id
from ska_oso_pdm.generated.v1_0.result import (
    Integration,
    Result,
    SurfaceBrightnessSensitivity,
    SynthesizedBeamSize,
)


def ResultBuilder(*, ids: Ids = None, **fields: Any) -> Result:  # noqa: N802
    """Make a result: the sensitivities that an hour of continuum reaches. Its numbers are made up.

    Args:
        ids: where the numbers of its three references come from; see `builders.ids`.
        **fields: fields of `Result`, which replace the defaults.

    Raises:
        TypeError: for a name that is no field.
        pydantic.ValidationError: when a value does not fit its field.
    """
    defaults = {
        "observation_set_ref": lambda: new_id("observation-set", ids),
        "data_product_ref": lambda: new_id("SDP", ids),
        "target_ref": lambda: new_id("target", ids),
        "result": _integration,
        "continuum_confusion_noise": lambda: {"value": 1.0, "unit": "uJy / beam"},
        "synthesized_beam_size": lambda: SynthesizedBeamSize(
            continuum="5.0 x 4.0", spectral=None, unit="arcsec²"
        ),
    }
    return build(Result, fields, defaults)


def _integration() -> Integration:
    defaults = {
        "weighted_continuum_sensitivity": lambda: {"value": 100.0, "unit": "uJy / beam"},
        "weighted_spectral_sensitivity": lambda: None,
        "total_continuum_sensitivity": lambda: {"value": 101.0, "unit": "uJy / beam"},
        "total_spectral_sensitivity": lambda: None,
        "surface_brightness_sensitivity": lambda: SurfaceBrightnessSensitivity(
            continuum=10.0, spectral=None, unit="K"
        ),
    }
    return build(Integration, {}, defaults)
