"""Objects of today's layout as services make, change, compare and copy them."""

from __future__ import annotations

import copy
import json
import pickle
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from types import SimpleNamespace
from typing import Any, ClassVar, Generic, Literal, TypeVar

import numpy
import pytest
from pydantic import BaseModel, ConfigDict, ValidationError

import ska_oso_pdm as pdm
from ska_oso_pdm import codec
from ska_oso_pdm._shared import Metadata, PointedMosaicParameters
from ska_oso_pdm._shared.spfrx import (
    NoiseDiodeMode,
    PeriodicNoiseDiodeConfig,
    SPFRxNoiseDiodeDurationUnits,
    TargetSPFRxConfiguration,
)
from ska_oso_pdm.sb_definition import (
    AltitudeConstraint,
    CSPConfiguration,
    DishAllocation,
    MCCSAllocation,
    ObservingConstraints,
    ScanDefinition,
    SDPConfiguration,
    SDPScript,
)
from ska_oso_pdm.sb_definition.csp import LowCBFConfiguration, MidCBFConfiguration
from ska_oso_pdm.sb_definition.csp.lowcbf import Correlation
from ska_oso_pdm.sb_definition.csp.midcbf import (
    Band5bSubband,
    ChannelAveragingFactor,
    CorrelationSPWConfiguration,
    ReceiverBand,
    Subband,
)
from ska_oso_pdm.sb_definition.mccs.mccs_allocation import Aperture, SubarrayBeamConfiguration
from ska_oso_pdm.sb_definition.procedures import GitScript
from tests.samples import ROOT, parsed
from tests.services.blocks import OLD_LABEL, URL, mid

ICRS = pdm.ICRSCoordinates(ra_str="03:22:41.79", dec_str="-37:12:29.5")


def target(**fields: Any) -> pdm.Target:
    return pdm.Target(**{"reference_coordinate": ICRS, **fields})


def correlation(**fields: Any) -> Correlation:
    usual = {"spw_id": 1, "zoom_factor": 0, "centre_frequency": 199609375.0}
    usual |= {"number_of_channels": 96, "integration_time_ms": 849}
    return Correlation(**{**usual, **fields})


class TestMaking:
    def test_a_block_needs_nothing_but_its_label(self) -> None:
        block = pdm.SBDefinition()
        assert block.interface == URL
        assert json.loads(pdm.dumps(block)) == {"interface": URL}

    def test_there_is_no_default_position(self) -> None:
        for cls in (
            pdm.ICRSCoordinates,
            pdm.GalacticCoordinates,
            pdm.AltAzCoordinates,
            pdm.SpecialCoordinates,
            pdm.Target,
        ):
            with pytest.raises(ValidationError, match="Field required"):
                cls()

    def test_a_position_under_its_former_keys_is_told_the_new_ones(self) -> None:
        former = {"kind": "icrs", "ra": "03:22:41.79", "dec": "-37:12:29.5"}
        for make in (
            lambda: pdm.ICRSCoordinates(**former),
            lambda: pdm.Target.model_validate({"reference_coordinate": former}),
            lambda: pdm.Target.model_validate_json(json.dumps({"reference_coordinate": former})),
        ):
            with pytest.raises(ValidationError) as caught:
                make()
            (error,) = caught.value.errors()
            assert error["msg"] == (
                "ICRSCoordinates has no 'ra'; write the right ascension as \"ra_str\", in "
                'sexagesimal hours such as "05:23:34.6" (degrees divided by 15)'
            )
        with pytest.raises(ValidationError, match="ICRSCoordinates has no 'dec'; write the decl"):
            pdm.ICRSCoordinates(ra_str="0:0:0", dec="0:0:0")  # type: ignore[call-arg]

    def test_the_classes_say_of_former_keys_what_the_schema_says(self) -> None:
        schema = parsed(ROOT / "schemas" / "1.0" / "target.json")["$defs"]["ICRSCoordinates"]
        for former, (new, clause) in pdm.ICRSCoordinates.__pdm_former__.items():
            assert schema["x-former-keys"][former] == {"use": new, "say": clause}

    def test_an_enum_takes_member_value_and_member_of_another_enum(self) -> None:
        class Local(StrEnum):
            STAGE = "AA1"

        for value in (pdm.ValidationArrayAssembly.AA1, "AA1", pdm.SubArrayLOW.AA1_ALL, Local.STAGE):
            block = pdm.SBDefinition(validate_against=value)
            assert block.validate_against is pdm.ValidationArrayAssembly.AA1

    def test_a_wrong_telescope_is_told_the_right_ones_in_order(self) -> None:
        with pytest.raises(ValidationError) as caught:
            pdm.SBDefinition(telescope="ska_high")
        (error,) = caught.value.errors()
        assert error["msg"] == "Input should be 'ska_mid', 'ska_low' or 'MeerKAT'"
        assert error["loc"] == ("telescope",)

    def test_numpy_scalars_are_taken_and_written(self) -> None:
        made = target(target_id=numpy.str_("a"), name=numpy.str_("b"))
        assert json.loads(pdm.dumps(made))["target_id"] == "a"
        for number in (numpy.float64(2e8), numpy.int64(200000000), numpy.float32(2e8)):
            window = correlation(centre_frequency=number, spw_id=numpy.int64(3))
            assert json.loads(pdm.dumps(window))["centre_frequency"] == 2e8
            assert json.loads(window.model_dump_json())["spw_id"] == 3

    def test_free_values_of_python_become_json(self) -> None:
        kwargs = {"n": numpy.int64(1), "flag": numpy.True_, "x": (1, 2.5)}
        made = pdm.PythonArguments(args=("a", (1,)), kwargs=kwargs)  # type: ignore[arg-type]
        assert pdm.dumps(made) == '{"args":["a",[1]],"kwargs":{"n":1,"flag":true,"x":[1,2.5]}}'
        for wrong in (object(), {1}, b"x", float("nan"), numpy.array([1])):
            with pytest.raises(ValidationError):
                pdm.PythonArguments(kwargs={"x": wrong})

    def test_sub_objects_are_kept_as_they_are_given(self) -> None:
        made = target()
        block = pdm.SBDefinition(targets=[made])
        assert block.targets is not None
        assert block.targets[0] is made
        assert made.reference_coordinate is ICRS
        made.name = "later"
        assert json.loads(pdm.dumps(block))["targets"][0]["name"] == "later"

    def test_what_was_put_in_by_model_copy_is_not_checked_again(self) -> None:
        odd = [SimpleNamespace(name="no target of ours")]
        changed = pdm.SBDefinition().model_copy(update={"targets": odd})
        assert changed.targets is odd

        class Wrapper(BaseModel):
            block: pdm.SBDefinition

        assert Wrapper(block=changed).block is changed

    def test_a_dict_may_hold_ready_objects(self) -> None:
        made = target()
        block = pdm.SBDefinition.model_validate({"interface": URL, "targets": [made]})
        assert block.targets == [made]

    def test_a_tag_is_a_member_of_its_enum_also_when_it_was_read(self) -> None:
        read = pdm.load(mid()).targets[0]
        assert read.reference_coordinate.kind is pdm.CoordinateKind.ICRS
        assert read.pointing_pattern.parameters[0].kind is pdm.PointingKind.SINGLE_POINT
        mosaic = PointedMosaicParameters(units="arcsec")
        assert mosaic.kind is pdm.PointingKind.POINTED_MOSAIC
        assert mosaic.kind.value == "PointedMosaicParameters"

    def test_a_noise_diode_is_made_from_what_the_configuration_data_gives(self) -> None:
        unit = SPFRxNoiseDiodeDurationUnits.MILLISECONDS
        second = {"value": 1.0, "unit": unit}
        times = {"period": second, "duty_cycle": second, "phase_shift": second}
        diode = PeriodicNoiseDiodeConfig(mode=NoiseDiodeMode.PERIODIC, **times)
        assert diode.period.to("s").value == 0.001
        settings = TargetSPFRxConfiguration(attenuation_1_x=10.0, noise_diode=diode)
        assert codec.load_as(TargetSPFRxConfiguration, pdm.dumps(settings)) == settings

    def test_a_whole_block_by_hand(self) -> None:
        script = GitScript(repo="https://example.org/scripts.git", path="git://observe.py")
        window = CorrelationSPWConfiguration(
            spw_id=1,
            zoom_factor=0,
            centre_frequency=700e6,
            number_of_channels=14880,
            channel_averaging_factor=ChannelAveragingFactor.ONE,
            time_integration_factor=1,
        )
        band = MidCBFConfiguration(
            frequency_band=ReceiverBand.BAND_5B,
            band5b_subband=Band5bSubband.BAND5B_SUBBAND2,
            subbands=[Subband(correlation_spws=[window])],
        )
        block = pdm.SBDefinition(
            telescope=pdm.TelescopeType.SKA_MID,
            metadata=Metadata(),
            activities={"observe": script},
            targets=[target(target_id="t")],
            csp_configurations=[CSPConfiguration(config_id="c", midcbf=band)],
            dish_allocations=DishAllocation(
                dish_ids=["SKA001"],
                scan_sequence=[ScanDefinition(target_ref="t", scan_duration_ms=1000)],
            ),
            sdp_configurations=[SDPConfiguration(sdp_script=SDPScript.VIS_RECEIVE)],
        )
        assert pdm.validate(pdm.dumps(block)) == []
        assert pdm.validate(block.model_dump_json()) == []
        assert pdm.load(pdm.dumps(block)) == block

    def test_low_parts(self) -> None:
        beam = SubarrayBeamConfiguration(
            apertures=[Aperture(station_id=345, substation_id=1)], subarray_beam_id=1
        )
        allocation = MCCSAllocation(
            mccs_allocation_id="mccs-allocation-10001",
            selected_subarray_definition=pdm.SubArrayLOW.AA2_ALL,
            subarray_beams=[beam],
        )
        written = allocation.model_dump(mode="json")
        assert written["subarray_beams"][0]["apertures"][0]["weighting_key"] == "uniform"
        assert LowCBFConfiguration(correlation_spws=[correlation()]).do_pst is False


class TestMetadata:
    def test_new_metadata_carries_the_time_and_no_library(self) -> None:
        before = datetime.now(UTC)
        made = Metadata()
        assert made.created_on is not None
        assert before <= made.created_on <= datetime.now(UTC)
        assert made.version == 1
        assert made.pdm_version is None
        assert made is not Metadata()

    def test_a_document_is_given_neither(self) -> None:
        read = pdm.load({"interface": URL, "metadata": {}, "ob_ref": "ob-1"}).metadata
        assert read.created_on is None
        assert json.loads(pdm.dumps(read)) == {}

    def test_times_are_assigned_as_datetime_or_text(self) -> None:
        made = Metadata()
        made.created_on = datetime.fromisoformat("2022-03-28T15:43:53.971548+00:00")
        assert made.created_on.utcoffset() == timedelta(0)
        made.last_modified_on = "2025-06-16T11:23:01Z"  # type: ignore[assignment]
        assert made.last_modified_on == datetime(2025, 6, 16, 11, 23, 1, tzinfo=UTC)
        assert '"last_modified_on":"2025-06-16T11:23:01Z"' in pdm.dumps(made)


class TestAssigning:
    def test_plain_text_becomes_the_member(self) -> None:
        block = pdm.SBDefinition()
        block.telescope = "ska_low"  # type: ignore[assignment]
        assert block.telescope is pdm.TelescopeType.SKA_LOW

    def test_a_wrong_value_names_the_field_and_what_is_allowed(self) -> None:
        window = correlation()
        with pytest.raises(ValidationError) as caught:
            window.zoom_factor = 8
        (error,) = caught.value.errors()
        assert error["loc"] == ("zoom_factor",)
        assert error["msg"] == "Input should be an integer, at least 0 and at most 7"
        assert window.zoom_factor == 0

    def test_odd_values_within_the_type_are_taken(self) -> None:
        window = correlation()
        window.centre_frequency = 100
        window.number_of_channels = 100000
        assert '"centre_frequency":100,' in pdm.dumps(window)

    def test_an_integer_enum_takes_no_text_and_no_truth(self) -> None:
        for wrong in ("2", True, 1.5, 4):
            with pytest.raises(ValidationError):
                MidCBFConfiguration(frequency_band="5b", band5b_subband=wrong)  # type: ignore[arg-type]
        taken = MidCBFConfiguration(frequency_band="5b", band5b_subband=2.0)  # type: ignore[arg-type]
        assert taken.band5b_subband is Band5bSubband.BAND5B_SUBBAND2

    def test_containers_that_were_absent_can_be_filled(self) -> None:
        block = pdm.SBDefinition(targets=None, dish_allocations=DishAllocation())
        assert block.dish_allocations is not None
        block.dish_allocations.scan_sequence.append(ScanDefinition(scan_duration_ms=1))
        block.csp_configurations.append(CSPConfiguration(name="x"))  # type: ignore[union-attr]
        written = json.loads(pdm.dumps(block))
        assert written["dish_allocations"] == {"scan_sequence": [{"scan_duration_ms": 1}]}
        assert written["csp_configurations"] == [{"name": "x"}]

    def test_items_of_containers_can_be_replaced(self) -> None:
        block = pdm.load(mid())
        block.csp_configurations[0] = CSPConfiguration(name="other")
        block.csp_configurations[0].midcbf = MidCBFConfiguration(frequency_band="2")
        assert json.loads(pdm.dumps(block))["csp_configurations"] == [
            {"name": "other", "midcbf": {"frequency_band": "2"}}
        ]

    def test_arguments_of_scripts_can_be_set_by_name(self) -> None:
        script = GitScript(repo="r", path="p")
        script.function_args["init"] = pdm.PythonArguments()
        assert json.loads(pdm.dumps(script))["function_args"] == {"init": {}}
        script.function_args["init"].kwargs["subarray_id"] = 1
        assert script.model_dump()["function_args"] == {"init": {"kwargs": {"subarray_id": 1}}}


class TestSubObjects:
    def test_that_a_document_lacks_read_as_fresh_ones(self) -> None:
        constraints = ObservingConstraints()
        assert constraints.altitude.min is None
        assert constraints.sun_separation.min is None
        assert constraints.lst is None
        assert hasattr(constraints, "lst")
        made = target()
        assert len(made.pointing_pattern.parameters) == 1
        assert made.radial_velocity.quantity.to_string() == "0.0 km / s"
        assert made.tied_array_beams.pst_beams == []

    def test_reading_them_writes_nothing(self) -> None:
        block = pdm.load(mid())
        first = block.targets[0]
        before = pdm.dumps(block)
        assert first.pointing_pattern.active is pdm.PointingKind.SINGLE_POINT
        assert block.observing_constraints.moon_separation.min is None
        block.model_dump_json()
        assert pdm.dumps(block) == before

    def test_changing_them_writes_the_change(self) -> None:
        made = target()
        made.tied_array_beams.pst_beams.append(pdm.Beam(beam_id=1, beam_coordinate=ICRS))
        made.pointing_pattern.parameters[0].offset_x_arcsec = 3  # type: ignore[union-attr]
        written = json.loads(pdm.dumps(made))
        assert written["tied_array_beams"]["pst_beams"][0]["beam_id"] == 1
        assert written["pointing_pattern"]["parameters"] == [
            {"kind": "SinglePointParameters", "offset_x_arcsec": 3}
        ]

    def test_of_tied_array_beams_that_may_be_null(self) -> None:
        made = target()
        assert made.tied_array_beams == pdm.TiedArrayBeams()
        assert "tied_array_beams" not in json.loads(pdm.dumps(made))
        given = target(tied_array_beams=pdm.TiedArrayBeams(pst_beams=[]))
        assert "tied_array_beams" not in given.model_dump()
        source = {"reference_coordinate": ICRS.model_dump(mode="json"), "tied_array_beams": None}
        read = codec.load_as(pdm.Target, source)
        assert read.tied_array_beams is None
        assert json.loads(pdm.dumps(read)) == source

    def test_are_never_shared(self) -> None:
        one, other = target(), target()
        one.pointing_pattern.parameters.append(pdm.FivePointParameters())
        assert len(other.pointing_pattern.parameters) == 1

    def test_an_empty_one_in_the_document_is_written(self) -> None:
        document = {"kind": "icrs", "ra_str": "0:0:0", "dec_str": "0:0:0"}
        text = json.dumps({"reference_coordinate": document, "radial_velocity": {}})
        assert json.loads(pdm.dumps(codec.load_as(pdm.Target, text))) == json.loads(text)


class TestEquality:
    def test_is_by_value_whatever_was_written_out(self) -> None:
        assert target() == target(target_id="", radial_velocity=pdm.RadialVelocity())
        assert target() != target(name="x")
        assert Subband() == Subband.model_validate(
            {"frequency_slice_offset": {"value": 0, "unit": "MHz"}}
        )

    def test_of_a_scan_read_with_one_duration_and_one_made_in_python(self) -> None:
        read = codec.load_as(ScanDefinition, '{"scan_duration_ms": 300000}')
        assert read == ScanDefinition(scan_duration_ms=timedelta(minutes=5))

    def test_a_member_stored_as_text_equals_the_text(self) -> None:
        one = DishAllocation(selected_subarray_definition=pdm.SubArrayMID.AA1_ALL)
        assert one == DishAllocation(selected_subarray_definition="AA1")

    def test_the_order_of_a_set_does_not_count(self) -> None:
        assert DishAllocation(dish_ids=["b", "a"]) == DishAllocation(dish_ids=["a", "b"])

    def test_null_equals_the_default_that_the_complete_form_leaves_to_the_reader(self) -> None:
        null = ICRS.model_copy(update={"pm_ra": None, "parallax": None})
        again = pdm.ICRSCoordinates.model_validate_json(null.model_dump_json())
        assert null == ICRS == again

    def test_does_not_depend_on_what_was_looked_at(self) -> None:
        absent, null, empty = (
            pdm.SBDefinition(),
            pdm.SBDefinition(targets=None),
            pdm.SBDefinition(targets=[]),
        )
        for look in (lambda: None, absent.model_dump, null.model_dump, empty.model_dump):
            look()
            assert absent == null == empty == absent
        assert absent != pdm.SBDefinition(targets=[target()])


class TestFieldsSet:
    def test_looking_and_writing_set_nothing(self) -> None:
        patch = pdm.SBDefinition.model_validate({"interface": URL, "description": "new"})
        patch.model_dump_json()
        assert patch.targets == []
        assert patch.model_fields_set == {"interface", "description"}
        stored = pdm.load(mid())
        before = stored.model_dump(mode="json")
        for name in patch.model_fields_set:
            setattr(stored, name, getattr(patch, name))
        assert stored.model_dump(mode="json") == {**before, "description": "new"}

    def test_filling_a_container_sets_it(self) -> None:
        block = pdm.SBDefinition()
        assert block.targets is not None
        block.targets.append(target())
        assert "targets" in block.model_fields_set


class TestCopying:
    def test_copies_are_equal_and_deep_ones_apart(self) -> None:
        block = pdm.load(mid())
        for made in (
            copy.copy(block),
            copy.deepcopy(block),
            block.model_copy(),
            block.model_copy(deep=True),
            pickle.loads(pickle.dumps(block)),
        ):
            assert made == block
            assert pdm.dumps(made) == pdm.dumps(block)
        deep = copy.deepcopy(block)
        deep.targets[0].name = "other"
        assert block.targets[0].name == "Fornax A"

    def test_shallow_copy_of_constraints(self) -> None:
        constraints = ObservingConstraints()
        copied = copy.copy(constraints)
        copied.minimum_receptors = 4
        assert constraints.minimum_receptors is None

    def test_model_copy_updates(self) -> None:
        block = pdm.load(mid()).model_copy(update={"ob_ref": "ob-1"}, deep=True)
        assert json.loads(pdm.dumps(block))["ob_ref"] == "ob-1"


class TestDishPage:
    """The page of the dish allocation, of which every service has a copy."""

    DISHES: ClassVar[dict[str, Any]] = {
        "dish_ids": ["SKA100", "SKA001", "SKA063", "SKA036"],
        "dish_allocation_id": "dish-allocation-74519",
        "selected_subarray_definition": "AA0.5",
    }
    CONSTRAINTS: ClassVar[dict[str, Any]] = {
        "sun_separation": {"min": {"value": 30.0, "unit": "arcmin"}},
        "moon_separation": {"min": {"value": 45.0, "unit": "arcsec"}},
        "jupiter_separation": {"min": {"value": 12.0, "unit": "deg"}},
        "altitude": {
            "min": {"value": 0.5, "unit": "rad"},
            "max": {"value": 80.0, "unit": "deg"},
        },
        "lst": {
            "start": {"value": 1.0, "unit": "hourangle"},
            "end": {"value": 3.14159, "unit": "rad"},
        },
        "minimum_receptors": 16,
        "required_receptors": ["SKA001", "SKA036", "SKA063"],
    }

    def test_its_document_is_valid_and_comes_back(self) -> None:
        document = {
            "interface": URL,
            "dish_allocations": self.DISHES,
            "observing_constraints": self.CONSTRAINTS,
        }
        assert pdm.validate(document) == []
        block = pdm.load(document)
        assert json.loads(pdm.dumps(block)) == document
        assert json.loads(block.model_dump_json()) == document
        assert block.observing_constraints.altitude.max.to("rad").value == pytest.approx(1.396263)

    def test_the_class_takes_its_parameters_by_name_only(self) -> None:
        made = DishAllocation(**self.DISHES)
        assert made.dish_ids == frozenset(self.DISHES["dish_ids"])
        assert made.reference_dishes == frozenset()
        assert made.scan_sequence == []
        assert list(DishAllocation.model_fields) == [
            "dish_allocation_id",
            "selected_subarray_definition",
            "dish_ids",
            "reference_dishes",
            "scan_sequence",
        ]
        with pytest.raises(TypeError):
            DishAllocation("dish-allocation-74519")  # type: ignore[misc]


class TestOtherModels:
    def test_generic_models_over_our_classes(self) -> None:
        bound = TypeVar("bound", bound=pdm.PdmObject)

        class Context(BaseModel, Generic[bound]):
            primary_entity: bound

        scan = ScanDefinition(scan_duration_ms=1)
        assert Context[ScanDefinition](primary_entity=scan).primary_entity is scan

    def test_subclasses_add_and_loosen_fields(self) -> None:
        class TargetSPFRx(TargetSPFRxConfiguration):
            band: str
            note: str | None = None

        made = TargetSPFRx(band="1", attenuation_1_x=10.0)
        assert made.model_dump(mode="json") == {"attenuation_1_x": 10.0, "band": "1"}
        assert target(spfrx=made).spfrx is made

    def test_subclasses_keep_their_own_defaults(self) -> None:
        class Info(BaseModel):
            a: int

        class Tagged(pdm.Target):
            tags: list[str] = ["x"]
            notes: list[str] = []
            maybe: list[int] | None = None
            info: Info = Info(a=3)
            flavour: Literal["x", "y"] = "x"

        class Strict(ObservingConstraints):
            altitude: AltitudeConstraint = AltitudeConstraint(min={"value": 20, "unit": "deg"})

        class Loose(pdm.SBDefinition):
            interface: str | None = None  # type: ignore[assignment]

        made = Tagged(reference_coordinate=ICRS)
        assert (made.tags, made.notes, made.maybe, made.info.a) == (["x"], [], None, 3)
        assert made.model_dump()["tags"] == ["x"]
        assert Tagged.model_validate({"reference_coordinate": ICRS}).flavour == "x"
        assert Strict().altitude.min.value == 20
        assert Strict().model_dump() == {"altitude": {"min": {"value": 20, "unit": "deg"}}}
        assert Loose().interface is None

    def test_reading_by_attribute(self) -> None:
        class Answer(BaseModel):
            model_config = ConfigDict(from_attributes=True)
            name: str
            target_id: str

        assert Answer.model_validate(target(name="x", target_id="t")).name == "x"

    def test_class_patterns_match(self) -> None:
        match target().pointing_pattern.parameters[0]:
            case PointedMosaicParameters() | pdm.FivePointParameters():
                pytest.fail("no such pattern")
            case pdm.SinglePointParameters():
                pass
            case _:
                pytest.fail("no pattern")

    def test_vars_are_the_fields_in_order(self) -> None:
        for model in (target(), pdm.load(mid()), correlation(), ObservingConstraints()):
            assert list(vars(model)) == list(type(model).model_fields)

    def test_members_are_text(self) -> None:
        assert f"{pdm.ValidationArrayAssembly.AA05}" == "AA0.5"
        assert pdm.SolarSystemObjectName.JUPITER.lower() == "jupiter"
        assert "".join([pdm.TelescopeType.SKA_LOW]) == "ska_low"
        assert str(pdm.SubArrayMID.AA4_SKA_ONLY) == "AA4 (15-m antennas only)"

    def test_repr_shows_what_there_is(self) -> None:
        scan = ScanDefinition(target_ref="t", scan_duration_ms=300000)
        assert repr(scan) == (
            "ScanDefinition(target_ref='t', scan_duration_ms=DocumentTimedelta(seconds=300))"
        )
        assert repr(ObservingConstraints()) == "ObservingConstraints()"
        constraints = pdm.load(mid()).observing_constraints
        assert "min=<Quantity 20. deg>" in repr(constraints)


class TestLabels:
    def test_the_old_label_is_read_by_content_and_replaced(self) -> None:
        old = {**mid(), "interface": OLD_LABEL}
        report = pdm.validate(old)
        assert report.valid
        assert report.version == "1.0"
        assert [issue.code for issue in report] == ["label-wrong"]
        reading = pdm.read(old)
        assert reading.receipt.declared == OLD_LABEL
        assert reading.receipt.version == "1.0"
        assert "/observing_constraints" in reading.receipt.evidence
        assert json.loads(pdm.dumps(reading.object)) == mid()
        assert pdm.load(old) == reading.object

    def test_the_class_reads_the_old_label_too(self) -> None:
        text = json.dumps({**mid(), "interface": OLD_LABEL})
        assert (
            json.loads(pdm.SBDefinition.model_validate_json(text).model_dump_json())["interface"]
            == URL
        )
        assert pdm.SBDefinition(interface=OLD_LABEL).interface == URL  # type: ignore[arg-type]

    @pytest.mark.parametrize(
        "new",
        [
            {"name": "x"},
            {"description": None},
            {"metadata": {"version": 1, "pdm_version": "28.1.0"}},
            {"activities": {}, "targets": [], "csp_configurations": [], "dish_allocations": {}},
            {"dish_allocations": {"dish_ids": []}},
            {"activities": {"observe": {"kind": "git", "repo": "r", "path": "p"}}},
        ],
        ids="-".join,
    )
    def test_a_block_that_an_editor_has_just_made_is_of_today(self, new: dict[str, Any]) -> None:
        report = pdm.validate({"interface": OLD_LABEL, "telescope": "ska_mid", **new})
        assert (report.version, [issue.code for issue in report]) == ("1.0", ["label-wrong"])
        assert json.loads(pdm.dumps(pdm.load({"interface": OLD_LABEL, **new})))["interface"] == URL

    @pytest.mark.parametrize("before", ["scan_definitions", "sdp_configuration", "scan_sequence"])
    def test_a_block_of_a_layout_between_is_not(self, before: str) -> None:
        document = {"interface": OLD_LABEL, "targets": [], "name": "x", before: []}
        assert pdm.recognise(document).version == "0.4"
        assert pdm.validate(document).version == "0.4"

    def test_a_block_that_shows_nothing_is_what_it_says(self) -> None:
        report = pdm.validate({"interface": OLD_LABEL, "telescope": "ska_mid"})
        assert (report.version, list(report)) == ("0.1", [])

    def test_a_body_without_a_label_is_read_and_labelled(self) -> None:
        body = {key: part for key, part in mid().items() if key != "interface"}
        for source in (body, {**body, "interface": None}):
            read = pdm.SBDefinition.model_validate(source)
            assert json.loads(pdm.dumps(read)) == mid()
            assert next(iter(json.loads(pdm.dumps(read)))) == "interface"
            assert read.model_dump()["interface"] == URL
        assert pdm.SBDefinition(interface=None) == pdm.SBDefinition()  # type: ignore[arg-type]

    def test_and_no_other(self) -> None:
        for label in ("https://schema.skao.int/ska-oso-pdm-sbd/0.7", "", 1.0):
            with pytest.raises(ValidationError, match="interface"):
                pdm.SBDefinition.model_validate({"interface": label})

    def test_the_library_that_wrote_a_document_is_kept(self) -> None:
        assert '"pdm_version":"28.1.0"' in pdm.dumps(pdm.load(mid()))
