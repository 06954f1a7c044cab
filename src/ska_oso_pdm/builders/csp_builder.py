"""CSP configurations for example blocks and tests."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from ska_oso_pdm.builders.fields import build, documented_like
from ska_oso_pdm.builders.ids import Ids
from ska_oso_pdm.builders.utils import csp_configuration_id
from ska_oso_pdm.generated.v1_0.csp import (
    ChannelAveragingFactor,
    Correlation,
    CorrelationSPWConfiguration,
    CSPConfiguration,
    LowCBFConfiguration,
    MidCBFConfiguration,
    ReceiverBand,
    Subband,
)


def LowCSPConfigurationBuilder(*, ids: Ids = None, **fields: Any) -> CSPConfiguration:  # noqa: N802
    """Make a configuration of SKA LOW: one correlated window of 75 MHz.

    The window has 96 coarse channels of 781.25 kHz about 199.609375 MHz,
    and is integrated over 849 ms. No pulsar timing beams are formed.

    Args:
        ids: where the number of the `config_id` comes from; see `builders.ids`.
        **fields: fields of `CSPConfiguration`, which replace the defaults.

    Raises:
        TypeError: for a name that is no field.
        pydantic.ValidationError: when a value does not fit its field.
    """
    defaults = {"config_id": lambda: csp_configuration_id(ids=ids), "lowcbf": _lowcbf}
    return build(CSPConfiguration, fields, defaults)


@documented_like(LowCSPConfigurationBuilder)
def MidCSPConfigurationBuilder(*, ids: Ids = None, **fields: Any) -> CSPConfiguration:  # noqa: N802
    """Make a configuration of SKA MID: one correlated window in band 1.

    The window has 14880 fine channels about 450.00704 MHz, which take two frequency slice
    processors; the system chooses which. Nothing is averaged, and the integration time is 140 ms.
    The arguments are those of `LowCSPConfigurationBuilder`.
    """
    defaults = {"config_id": lambda: csp_configuration_id(ids=ids), "midcbf": _midcbf}
    return build(CSPConfiguration, fields, defaults)


def _lowcbf() -> LowCBFConfiguration:
    window = Correlation(
        spw_id=1,
        zoom_factor=0,
        centre_frequency=199_609_375.0,
        number_of_channels=96,
        integration_time_ms=timedelta(milliseconds=849),
    )
    return LowCBFConfiguration(do_pst=False, correlation_spws=[window])


def _midcbf() -> MidCBFConfiguration:
    window = CorrelationSPWConfiguration(
        spw_id=1,
        zoom_factor=0,
        centre_frequency=450_007_040.0,
        number_of_channels=14880,
        channel_averaging_factor=ChannelAveragingFactor.ONE,
        time_integration_factor=1,
    )
    return MidCBFConfiguration(
        frequency_band=ReceiverBand.BAND_1, subbands=[Subband(correlation_spws=[window])]
    )
