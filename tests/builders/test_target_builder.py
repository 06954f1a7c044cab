"""Targets: defaults, replacing them, and many at once."""

from __future__ import annotations

import functools
import itertools
import random
from collections.abc import Callable
from typing import Any

import pytest
from astropy.coordinates import Angle
from pydantic import ValidationError

from ska_oso_pdm.builders.target_builder import LowTargetBuilder, MidTargetBuilder, generate_targets
from ska_oso_pdm.generated.v1_0 import target as model
from tests.builders.blocks import whole

BUILDERS = [LowTargetBuilder, MidTargetBuilder]
LATITUDES = {LowTargetBuilder: -26.82, MidTargetBuilder: -30.71}
LEAST_ELEVATION = {LowTargetBuilder: 45, MidTargetBuilder: 15}


@pytest.mark.parametrize("builder", BUILDERS)
class TestTargetBuilder:
    def test_gives_a_target_that_rises_high(self, builder: Callable[..., model.Target]) -> None:
        coordinate = builder().reference_coordinate
        assert isinstance(coordinate, model.ICRSCoordinates)
        declination = Angle(coordinate.dec_str, unit="deg").deg
        assert 90 - abs(declination - LATITUDES[builder]) > LEAST_ELEVATION[builder] + 10

    def test_points_once_and_has_no_beams(self, builder: Callable[..., model.Target]) -> None:
        target = builder()
        [pointing] = target.pointing_pattern.parameters
        assert pointing == model.SinglePointParameters(offset_x_arcsec=0.0, offset_y_arcsec=0.0)
        assert target.radial_velocity == model.RadialVelocity()
        assert target.tied_array_beams == model.TiedArrayBeams()
        assert target.spfrx is None

    def test_takes_name_and_coordinate(self, builder: Callable[..., model.Target]) -> None:
        coordinate = model.ICRSCoordinates(ra_str="05:23:34.6000", dec_str="-69:45:22")
        target = builder(name="LMC", reference_coordinate=coordinate)
        assert target.name == "LMC"
        assert target.reference_coordinate is coordinate
        assert target.target_id.startswith("target-")

    @pytest.mark.parametrize(
        "coordinate",
        [
            model.GalacticCoordinates(l=0.0, b=0.0),
            model.AltAzCoordinates(az=10.0, el=50.0),
            model.SpecialCoordinates(name=model.SolarSystemObjectName.VENUS),
        ],
        ids=lambda coordinate: coordinate.kind.value,
    )
    def test_takes_any_coordinate_and_does_not_name_it_after_its_own(
        self, builder: Callable[..., model.Target], coordinate: Any
    ) -> None:
        target = builder(reference_coordinate=coordinate)
        assert target.reference_coordinate == coordinate
        assert target.name == ""

    def test_takes_any_field(self, builder: Callable[..., model.Target]) -> None:
        target = builder(target_id="mine", radial_velocity=model.RadialVelocity(redshift=0.1))
        assert target.target_id == "mine"
        assert target.radial_velocity.redshift == 0.1

    def test_shares_nothing(self, builder: Callable[..., model.Target]) -> None:
        beam = model.Beam(beam_id=1, beam_coordinate=model.AltAzCoordinates(az=0.0, el=90.0))
        first, second = builder(), builder()
        first.tied_array_beams.pst_beams.append(beam)
        [pointing] = first.pointing_pattern.parameters
        assert isinstance(pointing, model.SinglePointParameters)
        pointing.offset_x_arcsec = 5.0
        first.radial_velocity.redshift = 1.0
        coordinate = first.reference_coordinate
        assert isinstance(coordinate, model.ICRSCoordinates)
        coordinate.epoch = 1950.0
        for untouched in (second, builder()):
            assert untouched.tied_array_beams.pst_beams == []
            assert untouched.pointing_pattern.parameters == [model.SinglePointParameters()]
            assert untouched.radial_velocity == model.RadialVelocity()
            assert untouched.reference_coordinate == builder().reference_coordinate
            assert untouched.reference_coordinate != coordinate
        assert first.model_dump()["tied_array_beams"]["pst_beams"][0]["beam_id"] == 1

    def test_refuses_what_is_no_field(self, builder: Callable[..., model.Target]) -> None:
        with pytest.raises(TypeError) as raised:
            builder(nmae="LMC")
        assert str(raised.value) == "Target has no field 'nmae'; did you mean 'name'?"

    def test_refuses_a_wrong_value(self, builder: Callable[..., model.Target]) -> None:
        with pytest.raises(ValidationError):
            builder(name=7)

    def test_repeats_with_a_seed(self, builder: Callable[..., model.Target]) -> None:
        assert builder(ids=random.Random(3)) == builder(ids=random.Random(3))


class TestGenerateTargets:
    @pytest.mark.parametrize("builder", BUILDERS)
    def test_500_have_500_ids(self, builder: Callable[..., model.Target]) -> None:
        targets = generate_targets(builder, num_targets=500)
        assert len({target.target_id for target in targets}) == len(targets) == 500

    def test_ids_differ_even_where_the_builder_repeats_them(self) -> None:
        builder = functools.partial(LowTargetBuilder, target_id="target-10000")
        targets = generate_targets(builder, num_targets=20)
        assert targets[0].target_id == "target-10000"
        assert len({target.target_id for target in targets}) == 20

    def test_a_source_that_repeats_numbers_is_asked_again(self) -> None:
        targets = generate_targets(LowTargetBuilder, num_targets=3, ids=iter([1, 1, 2, 1, 2, 3]))
        assert [target.target_id for target in targets] == [
            "target-00001",
            "target-00002",
            "target-00003",
        ]

    def test_seed_and_counter_repeat(self) -> None:
        seeded = [generate_targets(MidTargetBuilder, 500, ids=random.Random(5)) for _ in range(2)]
        assert seeded[0] == seeded[1]
        counted = generate_targets(MidTargetBuilder, 2, ids=itertools.count(10000))
        assert [target.target_id for target in counted] == ["target-10000", "target-10001"]

    def test_keeps_the_ids_of_a_builder_that_counts(self) -> None:
        builder = functools.partial(LowTargetBuilder, ids=itertools.count(10000))
        assert [target.target_id for target in generate_targets(builder, num_targets=2)] == [
            "target-10000",
            "target-10001",
        ]

    def test_shares_nothing(self) -> None:
        first, second = generate_targets(LowTargetBuilder, num_targets=2)
        assert first.reference_coordinate is not second.reference_coordinate

    def test_none(self) -> None:
        assert generate_targets(LowTargetBuilder, num_targets=0) == []

    def test_more_than_there_are_numbers(self) -> None:
        message = whole("the iterator of id numbers has come to its end")
        with pytest.raises(ValueError, match=message):
            generate_targets(LowTargetBuilder, num_targets=3, ids=iter([1, 2]))
