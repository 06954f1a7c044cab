"""Allocations and CSP configurations: the defaults that clients rely on, and replacing them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from ska_oso_pdm.builders.csp_builder import LowCSPConfigurationBuilder, MidCSPConfigurationBuilder
from ska_oso_pdm.builders.dish_builder import DishAllocationBuilder
from ska_oso_pdm.builders.mccs_builder import AA05_P1_STATIONS, MCCSAllocationBuilder
from ska_oso_pdm.generated.v1_0 import csp, mccs

PARTS: list[Callable[..., Any]] = [
    DishAllocationBuilder,
    LowCSPConfigurationBuilder,
    MCCSAllocationBuilder,
    MidCSPConfigurationBuilder,
]


@pytest.mark.parametrize("builder", PARTS)
def test_same_numbers_give_the_same_part(builder: Callable[..., Any]) -> None:
    assert builder(ids=itertools.count(10000)) == builder(ids=itertools.count(10000))


@pytest.mark.parametrize("builder", PARTS)
def test_what_is_no_field_is_refused(builder: Callable[..., Any]) -> None:
    with pytest.raises(TypeError) as raised:
        builder(quite_different=1)
    assert str(raised.value).endswith(" has no field 'quite_different'")


class TestMCCSAllocationBuilder:
    def test_takes_the_stations_of_aa05(self) -> None:
        allocation = MCCSAllocationBuilder()
        assert re.fullmatch("mccs-allocation-[0-9]{5}", allocation.mccs_allocation_id)
        assert allocation.model_dump(mode="json", exclude={"mccs_allocation_id"}) == {
            "selected_subarray_definition": "AA0.5",
            "subarray_beams": [
                {
                    "apertures": [
                        {"station_id": number, "substation_id": 1, "weighting_key": "uniform"}
                        for number in (345, 350, 352, 431)
                    ],
                    "subarray_beam_id": 1,
                }
            ],
        }
        assert allocation.subarray_beams[0].scan_sequence == []

    def test_keeps_the_order_of_stations(self) -> None:
        allocation = MCCSAllocationBuilder(stations=[431, 5, 352])
        [beam] = allocation.subarray_beams
        assert [aperture.station_id for aperture in beam.apertures] == [431, 5, 352]
        assert allocation.selected_subarray_definition == "AA0.5"

    def test_takes_any_field(self) -> None:
        beams = [mccs.SubarrayBeamConfiguration(apertures=[], subarray_beam_id=3)]
        allocation = MCCSAllocationBuilder(
            mccs_allocation_id="mine", selected_subarray_definition="Custom", subarray_beams=beams
        )
        assert allocation.mccs_allocation_id == "mine"
        assert allocation.selected_subarray_definition == "Custom"
        assert allocation.subarray_beams[0] is beams[0]

    def test_stations_and_beams_contradict_each_other(self) -> None:
        with pytest.raises(TypeError) as raised:
            MCCSAllocationBuilder(stations=[1], subarray_beams=[])
        assert str(raised.value) == (
            "give stations or subarray_beams, not both: a beam names its stations"
        )

    def test_shares_nothing(self) -> None:
        first, second = MCCSAllocationBuilder(), MCCSAllocationBuilder()
        first.subarray_beams[0].apertures[0].station_id = 1
        first.subarray_beams[0].apertures.pop()
        for untouched in (second, MCCSAllocationBuilder()):
            apertures = untouched.subarray_beams[0].apertures
            assert [aperture.station_id for aperture in apertures] == AA05_P1_STATIONS

    def test_the_constant_is_a_list_that_no_builder_depends_on(self) -> None:
        assert AA05_P1_STATIONS == [345, 350, 352, 431]
        AA05_P1_STATIONS.append(1)
        try:
            assert len(MCCSAllocationBuilder().subarray_beams[0].apertures) == 4
        finally:
            AA05_P1_STATIONS.pop()


class TestDishAllocationBuilder:
    def test_takes_the_dishes_of_aa05(self) -> None:
        allocation = DishAllocationBuilder()
        assert re.fullmatch("dish-allocation-[0-9]{5}", allocation.dish_allocation_id or "")
        assert allocation.model_dump(mode="json", exclude={"dish_allocation_id"}) == {
            "selected_subarray_definition": "AA0.5",
            "dish_ids": ["SKA001", "SKA036", "SKA063", "SKA100"],
        }
        assert allocation.scan_sequence == []

    def test_takes_any_field(self) -> None:
        allocation = DishAllocationBuilder(dish_ids=["SKA077"], reference_dishes={"SKA077"})
        assert allocation.dish_ids == allocation.reference_dishes == frozenset({"SKA077"})
        assert allocation.selected_subarray_definition == "AA0.5"


class TestCSPConfigurationBuilders:
    def test_low(self) -> None:
        configuration = LowCSPConfigurationBuilder()
        assert re.fullmatch("csp-configuration-[0-9]{5}", configuration.config_id or "")
        assert configuration.midcbf is None
        assert configuration.lowcbf is not None
        assert configuration.lowcbf.do_pst is False
        [window] = configuration.lowcbf.correlation_spws
        assert window.logical_fsp_ids == []
        assert window.integration_time_ms == timedelta(milliseconds=849)
        assert window.model_dump(mode="json") == {
            "spw_id": 1,
            "zoom_factor": 0,
            "centre_frequency": 199609375.0,
            "number_of_channels": 96,
            "integration_time_ms": 849.0,
        }

    def test_mid(self) -> None:
        configuration = MidCSPConfigurationBuilder()
        assert re.fullmatch("csp-configuration-[0-9]{5}", configuration.config_id or "")
        assert configuration.lowcbf is None
        assert configuration.midcbf is not None
        assert configuration.midcbf.model_dump(mode="json") == {
            "frequency_band": "1",
            "subbands": [
                {
                    "frequency_slice_offset": {"value": 0.0, "unit": "MHz"},
                    "correlation_spws": [
                        {
                            "spw_id": 1,
                            "zoom_factor": 0,
                            "centre_frequency": 450007040.0,
                            "number_of_channels": 14880,
                            "channel_averaging_factor": 1,
                            "time_integration_factor": 1,
                        }
                    ],
                }
            ],
        }
        centre = configuration.midcbf.subbands[0].correlation_spws[0].centre_frequency
        assert f"{centre} Hz" == "450007040.0 Hz"

    def test_windows_can_be_replaced(self) -> None:
        configuration = MidCSPConfigurationBuilder()
        assert configuration.midcbf is not None
        configuration.midcbf.subbands[0].correlation_spws = []
        other = MidCSPConfigurationBuilder().midcbf
        assert other is not None
        assert len(other.subbands[0].correlation_spws) == 1

    def test_take_any_field(self) -> None:
        lowcbf = csp.LowCBFConfiguration(correlation_spws=[])
        configuration = LowCSPConfigurationBuilder(config_id="mine", name="x", lowcbf=lowcbf)
        assert (configuration.config_id, configuration.name) == ("mine", "x")
        assert configuration.lowcbf is lowcbf

    def test_share_nothing(self) -> None:
        first, second = LowCSPConfigurationBuilder(), LowCSPConfigurationBuilder()
        assert first.lowcbf is not None
        assert second.lowcbf is not None
        first.lowcbf.do_pst = True
        first.lowcbf.correlation_spws[0].number_of_channels = 8
        assert second.lowcbf.do_pst is False
        assert second.lowcbf.correlation_spws[0].number_of_channels == 96
