"""All rules for scheduling block definitions of layout 0.1, of 2022."""

from __future__ import annotations

from typing import Any

from ska_oso_pdm.consistency import frequency_slices
from ska_oso_pdm.consistency.frequency_slices import Spelling
from ska_oso_pdm.consistency.identifiers import Scope, patterns, repeated
from ska_oso_pdm.consistency.identifiers_before_1_0 import links_lead_somewhere
from ska_oso_pdm.consistency.rule import Found, Rule, rule, select
from ska_oso_pdm.consistency.telescopes import foreign
from ska_oso_pdm.units import megahertz

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
_CHANNELS = "/sdp_configuration/scan_types/*/channels/*"


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
    *frequency_slices.rules(Spelling("fsp", "dish_configuration", "csp_configuration")),
    channels_in_order,
    stations_for_each_beam,
)
