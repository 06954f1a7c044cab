"""Scheduling block definitions from science programmes, made with the builders."""

from __future__ import annotations

from typing import Any

from astropy import units as u

import ska_oso_pdm as pdm
from ska_oso_pdm.builders import (
    LowSBDefinitionBuilder,
    MidSBDefinitionBuilder,
    populate_scan_sequences,
)
from ska_oso_pdm.builders.csp_builder import LowCSPConfigurationBuilder, MidCSPConfigurationBuilder
from ska_oso_pdm.project import ScienceProgramme
from ska_oso_pdm.proposal import (
    ObservationSets,
    ObservingBand,
    ProductVariant,
    Result,
    ScriptParameters,
    SuppliedIntegrationTime,
    Weighting,
)
from ska_oso_pdm.sb_definition import CSPConfiguration, SDPConfiguration
from ska_oso_pdm.sb_definition.csp import (
    Correlation,
    CorrelationSPWConfiguration,
    LowCBFConfiguration,
    MidCBFConfiguration,
    ReceiverBand,
    Subband,
)

_LOW_CHANNEL = 781.25 * u.kHz
_MID_CHANNEL = 13.44 * u.kHz
_BANDS = {
    ObservingBand.MID_BAND_1: ReceiverBand.BAND_1,
    ObservingBand.MID_BAND_2: ReceiverBand.BAND_2,
    ObservingBand.MID_BAND_3: ReceiverBand.BAND_5A,
    ObservingBand.MID_BAND_4: ReceiverBand.BAND_5B,
}
_NOT_FOR_THE_SCRIPT = ("kind", "variant", "gaussian_taper", "gaussian_taper_1400_MHz")


def definition_of(programme: ScienceProgramme, ob_ref: str) -> pdm.SBDefinition:
    """Make the block that observes a programme: one scan of each of its targets.

    Raises:
        ValueError: when it has no observation set, no target, no time to observe one, or a band
            that its telescope has not.
    """
    if not programme.observation_sets:
        raise ValueError("the science programme has no observation set: nothing says what to do")
    observed = programme.observation_sets[0]
    low = observed.array_details.array == pdm.TelescopeType.SKA_LOW
    block = (LowSBDefinitionBuilder if low else MidSBDefinitionBuilder)(
        name=observed.observation_set_id,
        ob_ref=ob_ref,
        targets=[target.model_copy(deep=True) for target in programme.targets],
        csp_configurations=[low_csp(observed) if low else mid_csp(observed)],
        sdp_configurations=sdp_configurations(programme),
        validate_against=assembly_of(observed),
    )
    return populate_scan_sequences(block, [duration(programme, t) for t in programme.targets])


def assembly_of(observed: ObservationSets) -> pdm.ValidationArrayAssembly | None:
    """Give the stage of the telescope that a subarray belongs to, if it is one."""
    named = {stage.value.lower(): stage for stage in pdm.ValidationArrayAssembly}
    return named.get(observed.array_details.subarray)


def low_csp(observed: ObservationSets) -> CSPConfiguration:
    details = observed.observation_type_details
    window = Correlation(
        spw_id=1,
        zoom_factor=0,
        centre_frequency=details.central_frequency.to(u.Hz).value,
        number_of_channels=round(float(details.bandwidth / _LOW_CHANNEL)),
        integration_time_ms=849,
    )
    return LowCSPConfigurationBuilder(lowcbf=LowCBFConfiguration(correlation_spws=[window]))


def mid_csp(observed: ObservationSets) -> CSPConfiguration:
    details = observed.observation_type_details
    window = CorrelationSPWConfiguration(
        spw_id=1,
        zoom_factor=0,
        centre_frequency=details.central_frequency.to(u.Hz).value,
        number_of_channels=int(details.bandwidth / _MID_CHANNEL),
        time_integration_factor=1,
    )
    if (band := _BANDS.get(observed.observing_band)) is None:
        raise ValueError(f"SKA MID has no receiver for the band {observed.observing_band}")
    subband = Subband(correlation_spws=[window])
    return MidCSPConfigurationBuilder(
        midcbf=MidCBFConfiguration(frequency_band=band, subbands=[subband])
    )


def duration(programme: ScienceProgramme, target: pdm.Target) -> float:
    """Give the time on a target in milliseconds: what was asked for, or what was computed."""
    supplied = programme.observation_sets[0].observation_type_details.supplied
    if isinstance(supplied, SuppliedIntegrationTime):
        return supplied.quantity.to(u.ms).value
    for found in programme.result_details:
        if found.target_ref == target.target_id and (time := computed(found)) is not None:
            return time.to(u.ms).value
    raise ValueError(f"nothing says how long to observe target {target.target_id!r}")


def computed(found: Result) -> u.Quantity | None:
    """Give the time in which a sensitivity is reached, of the continuum rather than of a line."""
    continuum = getattr(found.result, "continuum", None)
    return getattr(found.result, "spectral", None) if continuum is None else continuum


def sdp_configurations(programme: ScienceProgramme) -> list[SDPConfiguration]:
    """Give the scripts: one that receives, and one for each image of the continuum."""
    scripts = [SDPConfiguration(sdp_script="vis-receive", script_version="latest")]
    for product in programme.data_product_sdps:
        if product.script_parameters.variant is ProductVariant.CONTINUUM_IMAGE:
            parameters = script_parameters(product.script_parameters)
            script = SDPConfiguration(
                sdp_script="continuum-imaging",
                script_version="latest",
                script_parameters={"continuum_imaging": parameters},
            )
            scripts.append(script)
    return scripts


def script_parameters(parameters: ScriptParameters) -> dict[str, Any]:
    """Give what the script takes, which is all that was asked for, in plain values."""
    return {
        name: plain(name, value)
        for name, value in vars(parameters).items()
        if name not in _NOT_FOR_THE_SCRIPT and value is not None
    }


def plain(name: str, value: Any) -> Any:
    """Give a parameter as the script takes it."""
    if isinstance(value, u.Quantity):
        return float(value.to("pix" if name == "image_size" else "arcsec").value)
    if isinstance(value, Weighting):
        robust = "" if value.robust is None else f" {value.robust}"
        return f"{value.weighting}{robust}"
    if name == "polarisations":
        return "".join(value)
    return value
