"""Rules about spectral windows and receiver bands in blocks of layout 1.0."""

from __future__ import annotations

from typing import Any

from ska_oso_pdm.consistency import frequencies
from ska_oso_pdm.consistency.rule import Found, rule, select
from ska_oso_pdm.limits import extent, number
from ska_oso_pdm.phrases import show
from ska_oso_pdm.units import megahertz

_MIDCBF = "/csp_configurations/*/midcbf"
_CORRELATED = f"{_MIDCBF}/subbands/*/correlation_spws/*"
_TIMED = f"{_MIDCBF}/subbands/*/pst_spws/*"
_LOW = "/csp_configurations/*/lowcbf/correlation_spws/*"


@rule(
    "window-outside-band",
    "error",
    "A correlated spectral window of SKA MID lies inside the receiver band, from edge to edge: "
    "the width of its channels is halved by each step of zoom.",
    reads=(
        f"{_MIDCBF}/frequency_band",
        f"{_CORRELATED}/centre_frequency",
        f"{_CORRELATED}/number_of_channels",
        f"{_CORRELATED}/zoom_factor",
    ),
    limits=(*frequencies.BANDS, "mid-channel-width"),
)
def window_in_band(block: Any) -> Found:
    for start, cbf in select(block, _MIDCBF):
        band = cbf["frequency_band"]
        allowed = frequencies.band_range(band)
        for place, window in select(cbf, "/subbands/*/correlation_spws/*", start):
            centre = window["centre_frequency"]
            width = number("mid-channel-width") / 2 ** window["zoom_factor"]
            half = window["number_of_channels"] * width / 2
            if centre - half not in allowed or centre + half not in allowed:
                yield (
                    (*place, "centre_frequency"),
                    f"the window reaches from {megahertz(centre - half)} to "
                    f"{megahertz(centre + half)}, outside of {frequencies.spell(band)}; "
                    "move it, take fewer channels, or correct the band",
                )


@rule(
    "pst-window-outside-band",
    "error",
    "A spectral window of SKA MID for pulsar timing has its centre inside the receiver band. "
    "(The width of its channels is not known here.)",
    reads=(f"{_MIDCBF}/frequency_band", f"{_TIMED}/centre_frequency"),
    limits=frequencies.BANDS,
)
def pst_window_in_band(block: Any) -> Found:
    for start, cbf in select(block, _MIDCBF):
        band = cbf["frequency_band"]
        for place, centre in select(cbf, "/subbands/*/pst_spws/*/centre_frequency", start):
            if centre not in frequencies.band_range(band):
                yield (
                    place,
                    f"the centre, {megahertz(centre)}, is outside of {frequencies.spell(band)}; "
                    "move it, or correct the band",
                )


@rule(
    "low-window-outside-band",
    "error",
    "The coarse channels of a spectral window of SKA LOW have their centres inside the band of "
    "the telescope; of a window with zoom the centre is looked at only.",
    reads=(
        f"{_LOW}/centre_frequency",
        f"{_LOW}/number_of_channels",
        f"{_LOW}/zoom_factor",
    ),
    limits=("low-band", "low-coarse-channel-width"),
)
def low_window_in_band(block: Any) -> Found:
    allowed = extent("low-band")
    for place, window in select(block, _LOW):
        centre, half = window["centre_frequency"], 0.0
        if window["zoom_factor"] == 0:
            half = (window["number_of_channels"] - 1) * number("low-coarse-channel-width") / 2
        if centre - half not in allowed or centre + half not in allowed:
            what, remedy = f"the centre is {megahertz(centre)}", "move the window"
            if half:
                what = (
                    f"coarse channels are centred from {megahertz(centre - half)} to "
                    f"{megahertz(centre + half)}"
                )
                remedy += ", or take fewer channels"
            yield (
                (*place, "centre_frequency"),
                f"{what}, outside of the {megahertz(allowed.least)} to "
                f"{megahertz(allowed.greatest)} of SKA LOW; {remedy}",
            )


@rule(
    "tuning-outside-band",
    "error",
    "The streams of band 5 have their centres inside the receiver band. In other bands a tuning "
    "is ignored.",
    reads=(
        f"{_MIDCBF}/frequency_band",
        f"{_MIDCBF}/subbands/*/band_5_tuning",
        "/csp_configurations/*/common/band_5_tuning/*",
    ),
    limits=frequencies.BANDS,
)
def tuning_in_band(block: Any) -> Found:
    for start, configuration in select(block, "/csp_configurations/*"):
        band = (configuration.get("midcbf") or {}).get("frequency_band")
        if band in frequencies.TUNED_BANDS:
            tunings = select(configuration, "/midcbf/subbands/*/band_5_tuning", start)
            tunings += select(configuration, "/common/band_5_tuning/*", start)
            for place, tuning in tunings:
                if message := frequencies.wrong_tuning(band, tuning):
                    yield place, message


@rule(
    "tuning-missing",
    "error",
    "A subband with spectral windows has, in band 5, the tuning of its stream: in the subband, in "
    '"common", or by the part of band 5b.',
    reads=(
        f"{_MIDCBF}/frequency_band",
        f"{_MIDCBF}/band5b_subband",
        f"{_MIDCBF}/subbands/*/band_5_tuning",
        f"{_MIDCBF}/subbands/*/correlation_spws",
        f"{_MIDCBF}/subbands/*/pst_spws",
        "/csp_configurations/*/common/band_5_tuning",
    ),
)
def tuning_is_given(block: Any) -> Found:
    for start, configuration in select(block, "/csp_configurations/*"):
        cbf = configuration.get("midcbf") or {}
        tuned = cbf.get("band5b_subband") or (configuration.get("common") or {}).get(
            "band_5_tuning"
        )
        if cbf.get("frequency_band") not in frequencies.TUNED_BANDS or tuned:
            continue
        for place, subband in select(cbf, "/subbands/*", (*start, "midcbf")):
            has_windows = subband.get("correlation_spws") or subband.get("pst_spws")
            if has_windows and subband.get("band_5_tuning") is None:
                yield (
                    place,
                    f"the subband has windows in band {cbf['frequency_band']}, but no "
                    '"band_5_tuning"; add it, in GHz, or correct the band',
                )


@rule(
    "subband-of-other-band",
    "error",
    "A part of band 5b is chosen in band 5b only.",
    reads=(f"{_MIDCBF}/frequency_band", f"{_MIDCBF}/band5b_subband"),
)
def subband_in_band(block: Any) -> Found:
    for place, cbf in select(block, _MIDCBF):
        band, subband = cbf["frequency_band"], cbf.get("band5b_subband")
        if subband is not None and band != "5b":
            yield (
                (*place, "band5b_subband"),
                f'part {show(subband)} of band 5b, but "frequency_band" is {show(band)}; '
                "leave it out, or correct the band",
            )


@rule(
    "too-few-processors",
    "warning",
    "A correlated spectral window of SKA MID that names its frequency slice processors (FSPs) has "
    "no more channels than they give, at any zoom.",
    reads=(f"{_CORRELATED}/logical_fsp_ids", f"{_CORRELATED}/number_of_channels"),
    limits=("mid-channels-of-a-processor",),
)
def enough_processors(block: Any) -> Found:
    each = number("mid-channels-of-a-processor")
    for place, window in select(block, _CORRELATED):
        processors, channels = window.get("logical_fsp_ids"), window["number_of_channels"]
        if processors and channels > each * len(set(processors)):
            yield (
                (*place, "number_of_channels"),
                f"{show(channels)} channels, but {len(set(processors))} of "
                f'"logical_fsp_ids" with {each} each give {each * len(set(processors))}; '
                "name more processors, or take fewer channels",
            )


RULES = (
    window_in_band,
    pst_window_in_band,
    low_window_in_band,
    tuning_in_band,
    tuning_is_given,
    subband_in_band,
    enough_processors,
)
