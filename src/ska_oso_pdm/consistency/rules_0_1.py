"""All rules for scheduling block definitions of layout 0.1, of 2022."""

from __future__ import annotations

from typing import Any

from ska_oso_pdm.consistency import frequencies
from ska_oso_pdm.consistency.frequencies import megahertz
from ska_oso_pdm.consistency.identifiers import Scope, patterns, repeated
from ska_oso_pdm.consistency.links_before_1_0 import links_lead_somewhere
from ska_oso_pdm.consistency.rule import Found, Rule, rule, select
from ska_oso_pdm.consistency.telescopes import foreign
from ska_oso_pdm.consistency.zoom_windows import Spelling, paired, zoom_windows_in_band
from ska_oso_pdm.phrases import show

_SECTIONS = {
    "/dish_allocations": "ska_mid",
    "/dish_configurations": "ska_mid",
    "/scan_definitions/*/dish_configuration": "ska_mid",
    "/mccs_allocation": "ska_low",
    "/target_beam_configurations": "ska_low",
    "/subarray_beam_configurations": "ska_low",
    "/scan_definitions/*/target_beam_configurations": "ska_low",
}
# A target may stand in several fields, each time with its identifier.
_NAMED = (
    Scope("", ("/scan_definitions/*",), "scan_definition_id"),
    Scope("", ("/field_configurations/*",), "field_id"),
    Scope("", ("/field_configurations/*/targets/*",), "target_id", copies=True),
    Scope("", ("/sdp_configuration/scan_types/*",), "scan_type_id"),
    Scope("", ("/sdp_configuration/processing_blocks/*",), "pb_id"),
    Scope("", ("/csp_configurations/*",), "config_id"),
    Scope("/csp_configurations/*/cbf", ("/fsp/*",), "fsp_id"),
    Scope("", ("/dish_configurations/*",), "dish_configuration_id"),
    Scope("", ("/target_beam_configurations/*",), "target_beam_id"),
    Scope("", ("/subarray_beam_configurations/*",), "subarray_beam_configuration_id"),
)
_FSP = "/csp_configurations/*/cbf/fsp/*"
_CHANNELS = "/sdp_configuration/scan_types/*/channels/*"
_SPELLING = Spelling("fsp", "dish_configuration", "csp_configuration")


@rule(
    "zoom-window-missing",
    "error",
    "A frequency slice processor with zoom says where the zoom window is.",
    reads=(f"{_FSP}/zoom_factor", f"{_FSP}/zoom_window_tuning"),
)
def zoom_window_is_given(block: Any) -> Found:
    for place, fsp in select(block, _FSP):
        if fsp["zoom_factor"] > 0 and fsp.get("zoom_window_tuning") is None:
            yield (
                (*place, "zoom_factor"),
                f'zoom factor {show(fsp["zoom_factor"])}, but no "zoom_window_tuning"; '
                "add it, in kHz",
            )


@rule(
    "tuning-missing",
    "error",
    "A CSP configuration that scans use in band 5 has the tuning of its streams.",
    reads=(*_SPELLING.pairs, "/csp_configurations/*/common/band_5_tuning"),
)
def tuning_is_given(block: Any) -> Found:
    for band, place, configuration in paired(block, _SPELLING):
        common = configuration.get("common") or {}
        if band in frequencies.TUNED_BANDS and not common.get("band_5_tuning"):
            yield (
                (*place, "common") if common else place,
                f'scans use it in band {band}, but it has no "band_5_tuning"; add it to "common", '
                "in GHz",
            )


@rule(
    "tuning-outside-band",
    "error",
    "The streams of band 5 have their centres inside the receiver band in which scans use them. "
    "In other bands a tuning is ignored.",
    reads=(*_SPELLING.pairs, "/csp_configurations/*/common/band_5_tuning/*"),
    limits=frequencies.BANDS,
)
def tuning_in_band(block: Any) -> Found:
    for band, start, configuration in paired(block, _SPELLING):
        for place, tuning in select(configuration, "/common/band_5_tuning/*", start):
            if message := frequencies.wrong_tuning(band, tuning):
                yield place, message


@rule(
    "channels-reversed",
    "error",
    "The lower edge of a block of channels is not above the upper one.",
    reads=(f"{_CHANNELS}/freq_min", f"{_CHANNELS}/freq_max"),
)
def channels_in_order(block: Any) -> Found:
    for place, channels in select(block, _CHANNELS):
        low, high = channels["freq_min"], channels["freq_max"]
        if low > high:
            yield (
                (*place, "freq_min"),
                f'{megahertz(low)} is above the {megahertz(high)} of "freq_max"; '
                "correct one of the two",
            )


@rule(
    "stations-of-beams",
    "error",
    "An MCCS allocation has one list of stations for each subarray beam.",
    reads=("/mccs_allocation/station_ids", "/mccs_allocation/subarray_beam_ids"),
)
def stations_for_each_beam(block: Any) -> Found:
    for place, allocation in select(block, "/mccs_allocation"):
        lists, beams = len(allocation["station_ids"]), len(allocation["subarray_beam_ids"])
        if lists != beams:
            yield (
                (*place, "station_ids"),
                f'lists of stations: {lists}, but "subarray_beam_ids": {beams}; '
                "give one list for each beam",
            )


RULES = (
    Rule(
        "section-of-other-telescope",
        "error",
        "A section that is for one telescope stands in blocks of that telescope only.",
        ("/telescope", *_SECTIONS),
        foreign(_SECTIONS),
    ),
    Rule(
        "id-repeated",
        "error",
        "What is named by an identifier has one of its own: in the block, a frequency slice "
        "processor in its configuration. A target may stand in several fields, wholly alike.",
        patterns(_NAMED),
        repeated(_NAMED),
    ),
    links_lead_somewhere("0.1"),
    zoom_window_is_given,
    zoom_windows_in_band(_SPELLING),
    tuning_is_given,
    tuning_in_band,
    channels_in_order,
    stations_for_each_beam,
)
