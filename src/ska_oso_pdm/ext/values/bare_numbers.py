"""Quantities beside the bare numbers of a document: `freq_min` in Hz, `freq_min_quantity`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from astropy.units import Quantity


class BesideNumber:
    """Property `<field>_quantity`: the number, or vector of numbers, with the unit of its schema.

    It is None where the field has no value. The unit is the `x-unit` annotation of the field.
    """

    def __set_name__(self, owner: type, name: str) -> None:
        self._field = name.removesuffix("_quantity")
        self.__doc__ = f"`{self._field}` as an `astropy.units.Quantity`, or None without a value."

    def __get__(self, model: Any, owner: type) -> Quantity | None:
        if model is None:
            return self
        from astropy.units import Quantity

        value = getattr(model, self._field)
        extra = owner.__pydantic_fields__[self._field].json_schema_extra  # type: ignore[attr-defined]
        return None if value is None else Quantity(value, extra["x-unit"])


class ChannelQuantities:
    """Edges of a channel block."""

    freq_min_quantity = BesideNumber()
    freq_max_quantity = BesideNumber()


class FSPConfigurationQuantities:
    """Centre of the zoom window."""

    zoom_window_tuning_quantity = BesideNumber()


class SDPConfigurationQuantities:
    """Longest time of an execution block."""

    max_length_quantity = BesideNumber()


class SubarrayBeamConfigurationQuantities:
    """Update rate and phase centre, a vector of two angles, of a subarray beam."""

    update_rate_quantity = BesideNumber()
    phase_centre_quantity = BesideNumber()


class CentreFrequencyQuantity:
    """Centre of a spectral window."""

    centre_frequency_quantity = BesideNumber()


class Band5TuningQuantity:
    """Centre of a stream of band 5, or of both."""

    band_5_tuning_quantity = BesideNumber()


class GalacticQuantities:
    """Longitude and latitude."""

    l_quantity = BesideNumber()
    b_quantity = BesideNumber()


class AltAzQuantities:
    """Azimuth and elevation."""

    az_quantity = BesideNumber()
    el_quantity = BesideNumber()


class ElevationQuantity:
    """Elevation for which sensitivities are computed."""

    elevation_quantity = BesideNumber()


class WeatherQuantity:
    """Precipitable water vapour for which sensitivities are computed."""

    weather_quantity = BesideNumber()


class PulsarQuantities:
    """Dispersion and rotation measure of a pulsar."""

    dispersion_measure_quantity = BesideNumber()
    rotation_measure_quantity = BesideNumber()


class CalibratorQuantities:
    """Time on a calibrator."""

    duration_min_quantity = BesideNumber()


class CamelCaseScanQuantities:
    """Length of a scan of 2020."""

    scanDuration_quantity = BesideNumber()  # noqa: N815


class CamelCaseFSPQuantities:
    """Integration time and centre of the zoom window, of 2020."""

    integrationTime_quantity = BesideNumber()  # noqa: N815
    zoomWindowTuning_quantity = BesideNumber()  # noqa: N815
