"""Quantities, durations and sets of today's layout: what Python sees, and what is written."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
from datetime import timedelta
from typing import Any

import pytest
from astropy import units as u
from astropy.coordinates import Angle, Latitude, Longitude
from pydantic import BaseModel, ConfigDict, ValidationError

import ska_oso_pdm as pdm
from ska_oso_pdm import codec
from ska_oso_pdm import units as sizes
from ska_oso_pdm._shared import TimedeltaMs
from ska_oso_pdm.ext.values import units
from ska_oso_pdm.sb_definition import (
    AltitudeConstraint,
    AngularSeparationConstraint,
    DishAllocation,
    LSTConstraint,
    ObservingConstraints,
    ScanDefinition,
)
from ska_oso_pdm.sb_definition.csp.midcbf import Subband
from tests.samples import ROOT, parsed
from tests.services.blocks import mid

SPELLINGS = {
    "AngleUnit": (units.ANGLE, "rad"),
    "AngularSpeedUnit": (units.ANGULAR_SPEED, "rad / s"),
    "TimeUnit": (units.DURATION, "s"),
    "FluxDensityUnit": (units.FLUX_DENSITY, "Jy / beam", "Jy", "K", ""),
    "FrequencyUnit": (units.FREQUENCY, "Hz"),
    "ImageSizeUnit": (units.IMAGE_SIZE, "rad", "pix"),
    "SpeedUnit": (units.SPEED, "m / s"),
}


class TestUnits:
    @pytest.mark.parametrize("name", SPELLINGS)
    def test_spellings_are_those_of_the_schema_and_of_astropy(self, name: str) -> None:
        listed = parsed(ROOT / "schemas" / "1.0" / "quantity.json")["$defs"][name]["enum"]
        ours, *physical = SPELLINGS[name]
        assert listed == list(ours)
        for spelling in listed:
            unit = u.Unit(spelling)
            assert any(unit.is_equivalent(u.Unit(kind)) for kind in physical)
            assert unit.to_string() in listed

    def test_every_list_of_the_schema_is_held(self) -> None:
        definitions = parsed(ROOT / "schemas" / "1.0" / "quantity.json")["$defs"]
        assert {name for name in definitions if "enum" in definitions[name]} == set(SPELLINGS)

    @pytest.mark.parametrize("entity", ["prj", "prsl"])
    def test_every_list_of_0_7_is_held(self, entity: str) -> None:
        definitions = parsed(ROOT / "schemas" / "0.7" / f"{entity}.json")["$defs"]
        found = {name: part["enum"] for name, part in definitions.items() if name.endswith("Unit")}
        assert {name: list(spellings) for name, (spellings, *_) in SPELLINGS.items()} | {
            "AveragingTimeUnit": list(units.AVERAGING_TIME),
            "AveragingFrequencyUnit": list(units.AVERAGING_FREQUENCY),
        } == found
        for spellings, physical in ((units.AVERAGING_TIME, "s"), (units.AVERAGING_FREQUENCY, "Hz")):
            assert all(u.Unit(text).is_equivalent(u.Unit(physical)) for text in spellings if text)

    def test_lengths_in_milliseconds_are_those_of_astropy(self) -> None:
        for spelling, length in sizes.MILLISECONDS.items():
            assert u.Unit(spelling).to(u.ms) == pytest.approx(length, rel=1e-15)

    def test_sizes_in_degrees_are_those_of_astropy(self) -> None:
        for spelling, size in sizes.DEGREES.items():
            assert u.Unit(spelling).to(u.deg) == pytest.approx(size, rel=1e-15)

    def test_sizes_in_hertz_are_those_of_astropy(self) -> None:
        assert set(sizes.HERTZ) == set(units.FREQUENCY)
        for spelling, size in sizes.HERTZ.items():
            assert u.Unit(spelling).to(u.Hz) == pytest.approx(size, rel=1e-15)

    def test_enums_of_units_serve_astropy(self) -> None:
        assert u.Unit(units.RadialVelocityUnits.KM_PER_SEC) == u.km / u.s
        assert u.Unit(units.SPFRxNoiseDiodeDurationUnits.MILLISECONDS) == u.ms


class TestReading:
    def test_gives_real_quantities(self) -> None:
        constraints = pdm.load(mid()).observing_constraints
        lowest = constraints.altitude.min
        assert isinstance(lowest, u.Quantity)
        assert lowest.value == 20.0
        assert lowest.unit == "deg"
        assert lowest.to("degree").value == 20.0
        assert lowest < Latitude(0.5, u.rad)
        lst = constraints.lst
        assert lst.start != lst.end
        assert (lst.start + 2 * u.hourangle).value % 24 == 1
        assert (lst.end - lst.start).to(u.rad).unit == u.rad

    def test_changing_one_in_place_changes_nothing(self) -> None:
        constraints = AltitudeConstraint(min=20 * u.deg)
        lowest = constraints.min
        lowest += 5 * u.deg
        assert constraints.min == 20 * u.deg
        constraints.min += 5 * u.deg
        assert constraints.min == 25 * u.deg

    def test_comparison_with_nothing(self) -> None:
        assert not AngularSeparationConstraint(min=0 * u.deg).min != 0.0  # noqa: SIM202
        assert AngularSeparationConstraint(min=15 * u.deg).min != 0.0
        assert AngularSeparationConstraint().min != 0.0

    def test_durations_hash_alike_after_conversion(self) -> None:
        scans = [ScanDefinition(scan_duration=1 * u.h), ScanDefinition(scan_duration_ms=3.6e6)]
        assert {scan.scan_duration.to(u.s) for scan in scans} == {3600 * u.s}

    def test_arithmetic_of_durations(self) -> None:
        total = 0 * u.ms
        for scan in pdm.load(mid()).dish_allocations.scan_sequence:
            total += scan.scan_duration * 2
        assert total.to(u.s).value == pytest.approx(601.698)
        slice_offset = Subband().frequency_slice_offset
        assert (450007040.0 * u.Hz - slice_offset).to(u.MHz).value == pytest.approx(450.00704)

    def test_costs_no_astropy_until_one_is_read(self) -> None:
        code = (
            "import sys, ska_oso_pdm as p\n"
            f"block = p.load({json.dumps(mid())!r})\n"
            "p.dumps(block), block.model_dump_json(), block == p.load(p.dumps(block))\n"
            "block.dish_allocations.scan_sequence[0].scan_duration_ms = 5\n"
            "assert 'astropy' not in sys.modules\n"
            "assert block.observing_constraints.altitude.min.value == 20\n"
            "assert 'astropy' in sys.modules\n"
        )
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=False
        )
        assert done.returncode == 0, done.stderr


class TestWriting:
    def test_the_unit_that_is_given_is_kept(self) -> None:
        for quantity, written in (
            (10 * u.min, {"value": 10.0, "unit": "min"}),
            (u.Quantity(2, u.h, dtype=int), {"value": 2, "unit": "h"}),
            (u.Quantity(1500, "ms"), {"value": 1500.0, "unit": "ms"}),
        ):
            scan = ScanDefinition(scan_duration=quantity)
            assert json.loads(pdm.dumps(scan))["scan_duration"] == written

    def test_angles_and_latitudes_are_quantities_too(self) -> None:
        constraints = AltitudeConstraint(min=Angle("0.5d"), max=Latitude(80, u.deg))
        assert json.loads(pdm.dumps(constraints)) == {
            "min": {"value": 0.5, "unit": "deg"},
            "max": {"value": 80.0, "unit": "deg"},
        }
        local = Longitude(5.5, u.hourangle)  # as `Time.sidereal_time` gives it
        assert '"unit":"hourangle"' in pdm.dumps(LSTConstraint(start=local, end=1 * u.hourangle))

    def test_a_unit_without_a_spelling_is_converted_to_the_first(self) -> None:
        assert json.loads(pdm.dumps(AltitudeConstraint(min=1 * u.cycle))) == {
            "min": {"value": 360.0, "unit": "deg"}
        }

    def test_number_and_unit_come_back_as_they_were(self) -> None:
        for text in ('{"value":15,"unit":"deg"}', '{"value":15.0,"unit":"rad"}'):
            source = f'{{"min":{text}}}'
            assert pdm.dumps(codec.load_as(AltitudeConstraint, source)) == source

    def test_unknown_keys_beside_them_are_kept(self) -> None:
        source = '{"min":{"value":15,"unit":"deg","note":"horizon"}}'
        read = codec.load_as(AltitudeConstraint, source, unknown="keep")
        assert pdm.dumps(read) == source
        assert json.loads(read.model_dump_json()) == json.loads(source)

    def test_after_model_copy_and_model_construct(self) -> None:
        constraints = AltitudeConstraint().model_copy(update={"min": 3 * u.rad})
        assert pdm.dumps(constraints) == '{"min":{"value":3.0,"unit":"rad"}}'
        assert constraints.model_dump() == {"min": {"value": 3.0, "unit": "rad"}}
        assert constraints == AltitudeConstraint(min=3 * u.rad)
        made = AltitudeConstraint.model_construct(max=1 * u.deg)
        assert made.model_dump_json() == '{"max":{"value":1.0,"unit":"deg"}}'
        assert copy.deepcopy(made) == made
        assert made.max == 1 * u.deg

    def test_what_is_no_quantity_cannot_be_written(self) -> None:
        made = AltitudeConstraint.model_construct(min="twenty")
        with pytest.raises(pdm.UnwritableError, match="twenty"):
            pdm.dumps(made)


class TestWrongValues:
    @pytest.mark.parametrize(
        ("value", "why"),
        [
            (5 * u.m, "5.0 m is none"),
            (5 * u.dimensionless_unscaled, "5.0 is none"),
            ([1, 2] * u.deg, "it is an array"),
            (20.0, "20.0 is no quantity"),
            ("20 deg", "'20 deg' is no quantity"),
        ],
    )
    def test_name_the_field_and_the_units(self, value: Any, why: str) -> None:
        with pytest.raises(ValidationError) as caught:
            AltitudeConstraint().min = value
        (error,) = caught.value.errors()
        assert error["loc"] == ("min",)
        assert error["msg"] == (
            "Input should be an angle, an astropy Quantity or an object with value and unit; "
            f"{why}. Its units are 'deg', 'arcmin', 'arcsec', 'rad', 'hourangle', 'mas', 'uas', "
            "'mrad'"
        )

    def test_in_an_object_name_the_key(self) -> None:
        for wrong, place in (
            ({"value": 1}, ("min", "unit")),
            ({"value": "1", "unit": "deg"}, ("min", "value")),
            ({"value": 1, "unit": "degree"}, ("min", "unit")),
            ({"value": float("nan"), "unit": "deg"}, ("min", "value")),
        ):
            with pytest.raises(ValidationError) as caught:
                AltitudeConstraint(min=wrong)
            assert [error["loc"] for error in caught.value.errors()] == [place]

    def test_no_number_at_all(self) -> None:
        with pytest.raises(ValidationError, match="finite"):
            AltitudeConstraint(min=float("inf") * u.deg)

    def test_where_one_is_required(self) -> None:
        with pytest.raises(ValidationError, match="end\n  Field required"):
            LSTConstraint(start=1 * u.hourangle)  # type: ignore[call-arg]
        with pytest.raises(ValidationError, match="no quantity"):
            LSTConstraint(start=None, end=1 * u.deg)


class TestScanDurations:
    def test_either_gives_the_other(self) -> None:
        scan = ScanDefinition(scan_duration_ms=timedelta(minutes=5))
        assert scan.scan_duration == 300 * u.s
        assert scan.scan_duration.unit == u.s
        scan = ScanDefinition(scan_duration=20 * u.h)
        assert scan.scan_duration_ms == timedelta(hours=20)
        assert scan.scan_duration.unit == u.h
        scan = ScanDefinition(scan_duration={"value": 90, "unit": "min"})
        assert scan.scan_duration_ms == timedelta(minutes=90)

    def test_assigning_one_changes_the_other(self) -> None:
        scan = ScanDefinition(scan_duration=20 * u.h)
        scan.scan_duration = 10 * u.s
        assert scan.scan_duration_ms == timedelta(seconds=10)
        scan.scan_duration_ms = timedelta(minutes=1)
        assert json.loads(pdm.dumps(scan)) == {
            "scan_duration_ms": 60000.0,
            "scan_duration": {"value": 60.0, "unit": "s"},
        }
        scan.scan_duration_ms = 1500  # type: ignore[assignment]
        assert scan.scan_duration == 1.5 * u.s
        changed = scan.model_copy(update={"scan_duration": 1 * u.min})
        assert changed.scan_duration_ms == timedelta(minutes=1)

    def test_a_refused_one_changes_nothing(self) -> None:
        scan = ScanDefinition(scan_duration=1 * u.h)
        before = pdm.dumps(scan)
        for wrong in (-1 * u.s, 2e6 * u.yr, 3 * u.deg):
            with pytest.raises(ValidationError):
                scan.scan_duration = wrong
            assert pdm.dumps(scan) == before

    def test_no_length_is_negative(self) -> None:
        negative = {"scan_duration_ms": 1, "scan_duration": {"value": -1, "unit": "s"}}
        with pytest.raises(ValidationError, match="at least 0"):
            ScanDefinition.model_validate(negative)
        with pytest.raises(pdm.InvalidDocumentError, match="below the minimum"):
            codec.load_as(ScanDefinition, negative)

    def test_a_pair_that_was_read_is_kept_as_it_is(self) -> None:
        source = '{"scan_duration_ms":1000,"scan_duration":{"value":2,"unit":"s"}}'
        scan = codec.load_as(ScanDefinition, source)
        assert pdm.dumps(scan) == source
        assert scan.scan_duration == 2 * u.s
        assert scan.scan_duration_ms == timedelta(seconds=1)

    def test_a_document_needs_the_milliseconds(self) -> None:
        with pytest.raises(ValidationError, match="scan_duration_ms\n  Field required"):
            ScanDefinition.model_validate({"scan_duration": {"value": 1, "unit": "s"}})
        with pytest.raises(ValidationError, match="scan_duration_ms\n  Field required"):
            ScanDefinition()  # type: ignore[call-arg]

    def test_a_wrong_one_says_so(self) -> None:
        with pytest.raises(ValidationError, match="scan_duration\n  Input should be a length"):
            ScanDefinition(scan_duration=3 * u.deg)  # type: ignore[call-arg]

    def test_the_complete_form_has_both(self) -> None:
        scan = codec.load_as(ScanDefinition, '{"scan_duration_ms": 300000}')
        assert pdm.dumps(scan) == '{"scan_duration_ms":300000}'
        assert scan.model_dump(mode="json") == {
            "pointing_correction": "MAINTAIN",
            "scan_duration_ms": 300000,
            "scan_duration": {"value": 300.0, "unit": "s"},
        }
        assert "scan_duration" not in scan.model_dump(exclude={"scan_duration"})
        assert scan.model_dump(include={"target_ref"}) == {}


class TestTimedeltaMs:
    def test_can_be_called(self) -> None:
        assert TimedeltaMs(milliseconds=3600000.0) == timedelta(hours=1)

    def test_serves_models_of_others(self) -> None:
        class Strategy(BaseModel):
            model_config = ConfigDict(
                validate_default=True, validate_assignment=True, extra="forbid"
            )
            duration_ms: TimedeltaMs = timedelta(minutes=5)

        strategy = Strategy()
        assert strategy.duration_ms == timedelta(minutes=5)
        assert strategy.model_dump_json() == '{"duration_ms":300000.0}'
        strategy.duration_ms = 849  # type: ignore[assignment]
        assert strategy.duration_ms == timedelta(seconds=849e-3)
        assert Strategy.model_validate_json('{"duration_ms":849}') == strategy
        described = Strategy.model_json_schema()["properties"]["duration_ms"]
        assert (described["type"], described["minimum"]) == ("number", 0)
        with pytest.raises(ValidationError, match="duration_ms"):
            strategy.duration_ms = timedelta(seconds=-1)

    def test_keeps_the_number_of_the_document(self) -> None:
        for number in ("849", "849.0", "0.0001", "1e3", "9007199254740991"):
            scan = codec.load_as(ScanDefinition, f'{{"scan_duration_ms":{number}}}')
            assert json.loads(pdm.dumps(scan)) == {"scan_duration_ms": json.loads(number)}
            assert type(json.loads(pdm.dumps(scan))["scan_duration_ms"]) is type(json.loads(number))
        assert type(scan.scan_duration_ms + timedelta(0)) is timedelta
        assert copy.deepcopy(scan) == scan

    def test_numpy_numbers_are_milliseconds(self) -> None:
        milliseconds = (20 * u.min).to(u.ms).value
        assert ScanDefinition(scan_duration_ms=milliseconds).scan_duration_ms == timedelta(
            minutes=20
        )


class TestSets:
    def test_are_frozen_sets_that_take_lists(self) -> None:
        allocation = DishAllocation(dish_ids=["SKA036", "SKA001"])
        assert allocation.dish_ids == frozenset({"SKA001", "SKA036"})
        assert isinstance(allocation.dish_ids, frozenset)
        assert DishAllocation().dish_ids == frozenset()
        assert ObservingConstraints().required_receptors == frozenset()

    def test_keep_the_order_of_the_document(self) -> None:
        source = '{"dish_ids":["SKA036","SKA001","SKA100"]}'
        assert pdm.dumps(codec.load_as(DishAllocation, source)) == source
        assert pdm.dumps(copy.deepcopy(codec.load_as(DishAllocation, source))) == source

    def test_of_python_are_written_in_order_of_the_alphabet(self) -> None:
        allocation = DishAllocation(dish_ids={"SKA100", "SKA036", "SKA001"})
        assert pdm.dumps(allocation) == '{"dish_ids":["SKA001","SKA036","SKA100"]}'
        assert json.loads(allocation.model_dump_json()) == json.loads(pdm.dumps(allocation))

    def test_refuse_what_is_there_twice(self) -> None:
        with pytest.raises(ValidationError, match="'SKA001' is there twice, in a set"):
            DishAllocation(dish_ids=["SKA001", "SKA036", "SKA001"])
        with pytest.raises(pdm.InvalidDocumentError, match="twice"):
            codec.load_as(DishAllocation, '{"dish_ids":["SKA001","SKA001"]}')

    def test_an_empty_one_in_the_document_is_written_and_left_out_of_the_complete_form(
        self,
    ) -> None:
        read = codec.load_as(DishAllocation, '{"dish_ids":[]}')
        assert pdm.dumps(read) == '{"dish_ids":[]}'
        assert read.model_dump() == {}
