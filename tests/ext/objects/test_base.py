"""Behaviour that every class has."""

from __future__ import annotations

import inspect
import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from importlib import import_module
from typing import Any

import numpy
import pytest
from pydantic import BaseModel, Field, TypeAdapter, ValidationError

import ska_oso_pdm
from ska_oso_pdm.ext.objects.base import PdmObject
from ska_oso_pdm.generated.v0_1 import sbd
from tests.samples import ROOT, mid

MODULES = [
    import_module(
        f"ska_oso_pdm.generated.v{folder.name.replace('.', '_')}.{file.stem.replace('-', '_')}"
    )
    for folder in sorted((ROOT / "schemas").glob("[0-9]*"))
    for file in sorted(folder.glob("*.json"))
    if file.stem != "quantity"  # types of `ext`, and no classes
]
CLASSES = [
    value
    for module in MODULES
    for value in vars(module).values()
    if inspect.isclass(value)
    and issubclass(value, PdmObject)
    and value.__module__ == module.__name__
]


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
class TestEveryClass:
    def test_has_a_docstring_and_described_fields(self, cls: type[PdmObject]) -> None:
        assert cls.__doc__
        assert cls.model_rebuild(force=True) is not False

    def test_gives_a_json_schema(self, cls: type[PdmObject]) -> None:
        assert cls.model_json_schema()["title"] == cls.__name__
        assert TypeAdapter(list[cls]).json_schema(mode="serialization")  # type: ignore[valid-type]
        # Older versions of FastAPI make no document of a schema with a list of types.
        assert '"type": [' not in json.dumps(cls.model_json_schema())

    def test_keeps_unknown_keys(self, cls: type[PdmObject]) -> None:
        assert cls.model_config["extra"] == "allow"

    def test_has_no_validator_and_no_field_from_ext(self, cls: type[PdmObject]) -> None:
        decorators = cls.__pydantic_decorators__
        assert not decorators.field_validators
        assert not decorators.model_validators
        for name in cls.model_fields:
            assert name in cls.__annotations__


def test_a_tag_is_given_by_python_and_required_in_a_document() -> None:
    planet = sbd.Planet(target_name="mars")
    assert planet.kind == "planet"
    assert ska_oso_pdm.dumps(planet) == '{"kind":"planet","target_name":"mars"}'
    with pytest.raises(ValidationError, match="kind\n  Field required"):
        sbd.Planet.model_validate({"target_name": "mars"})
    with pytest.raises(ValidationError, match="Input should be 'planet'"):
        sbd.Planet(kind="sidereal", target_name="mars")  # type: ignore[arg-type]
    with pytest.raises(AttributeError):
        del planet.kind


def test_equality_is_by_what_reads_alike() -> None:
    assert sbd.MetaData() == sbd.MetaData(version=1, created_by=None)
    assert sbd.MetaData() != sbd.MetaData(version=2)
    assert sbd.DishAllocation() == sbd.DishAllocation(receptor_ids=[])
    assert sbd.DishAllocation(receptor_ids=None) == sbd.DishAllocation(receptor_ids=[])
    assert sbd.PSTConfiguration() != sbd.PSSConfiguration()
    assert sbd.PSTConfiguration(x=1) != sbd.PSTConfiguration()  # type: ignore[call-arg]
    assert sbd.MetaData() != "text"
    assert ska_oso_pdm.load(mid()) == ska_oso_pdm.load(json.dumps(mid()))


def test_repr_shows_what_the_document_holds() -> None:
    metadata = sbd.MetaData(created_by="DefaultUser")
    assert repr(metadata) == "MetaData(created_by='DefaultUser')"
    block = sbd.SBDefinition(sbd_id="sbd-1", scan_sequence=["a"])
    assert block.activities == {}
    assert repr(block) == (
        "SBDefinition(interface='https://schema.skao.int/ska-oso-pdm-sbd/0.1', sbd_id='sbd-1', "
        "scan_sequence=['a'])"
    )


def test_assignment_is_checked() -> None:
    fsp = ska_oso_pdm.load(mid()).csp_configurations[0].cbf.fsp[0]
    for name, value in [("fsp_id", 28), ("fsp_id", True), ("fsp_id", "1"), ("function_mode", "X")]:
        with pytest.raises(ValidationError):
            setattr(fsp, name, value)
    fsp.fsp_id = 27.0
    assert (fsp.fsp_id, type(fsp.fsp_id)) == (27, int)
    fsp.function_mode = "VLBI"
    assert fsp.function_mode is sbd.FSPFunctionMode.VLBI


def test_an_attribute_that_is_no_field_is_refused() -> None:
    block = ska_oso_pdm.load({**mid(), "note": 1}, unknown="keep")
    with pytest.raises(AttributeError) as caught:
        block.telescpe = "ska_low"
    assert str(caught.value) == ("SBDefinition has no field 'telescpe'; did you mean 'telescope'?")
    with pytest.raises(AttributeError, match="^SBDefinition has no field 'zzz'$"):
        block.zzz = 1
    with pytest.raises(AttributeError):
        block.total_duration = timedelta(0)
    block.note = 2
    assert json.loads(ska_oso_pdm.dumps(block)) == {**mid(), "note": 2}


def test_sub_objects_are_kept_as_given() -> None:
    field = sbd.FieldConfiguration(field_id="f")
    block = sbd.SBDefinition(field_configurations=[field])
    assert block.field_configurations[0] is field


def test_numbers_keep_their_form() -> None:
    channel = sbd.Channel(1, 0, 1, 350, 368.5, [])
    assert (type(channel.freq_min), type(channel.freq_max)) == (int, float)
    with pytest.raises(ValidationError):
        channel.freq_min = float("nan")
    with pytest.raises(ValidationError):
        channel.freq_min = True


def test_numpy_scalars_are_numbers() -> None:
    channel = sbd.Channel(1, 0, 1, numpy.float64(350e6), 368e6, [])
    assert json.loads(ska_oso_pdm.dumps(channel))["freq_min"] == 350e6


def test_a_required_field_cannot_be_made_absent() -> None:
    scan = sbd.ScanDefinition("s", timedelta(seconds=1), "f")
    with pytest.raises(AttributeError, match="ScanDefinition.scan_duration is required"):
        del scan.scan_duration


def append(block: sbd.SBDefinition) -> None:
    block.scan_sequence.append("a")


def test_absent_containers_are_one_for_all_threads() -> None:
    for _ in range(50):
        block = sbd.SBDefinition()
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(append, [block] * 8))
        assert len(block.scan_sequence) == 8


def test_no_two_objects_share_a_container() -> None:
    first, second = sbd.SBDefinition(), sbd.SBDefinition()
    first.scan_sequence.append("a")
    assert second.scan_sequence == []


def test_model_construct_is_written() -> None:
    block = sbd.SBDefinition.model_construct(
        interface="https://schema.skao.int/ska-oso-pdm-sbd/0.1", sbd_id="sbd-1"
    )
    block.scan_sequence.append("a")
    assert json.loads(ska_oso_pdm.dumps(block))["scan_sequence"] == ["a"]
    planet = sbd.Planet.model_construct({"target_name"}, target_name="mars")
    assert ska_oso_pdm.dumps(planet) == '{"kind":"planet","target_name":"mars"}'


def test_classes_can_be_derived_with_more_fields() -> None:
    class Ranked(sbd.SBDefinition):
        rank: int | None = None
        notes: list[str] = Field(default_factory=list)

    ranked = Ranked(sbd_id="sbd-1", rank=3)
    ranked.scan_sequence.append("a")
    ranked.notes.append("b")
    assert ranked.model_dump(exclude_unset=True) == {
        "interface": "https://schema.skao.int/ska-oso-pdm-sbd/0.1",
        "sbd_id": "sbd-1",
        "rank": 3,
        "scan_sequence": ["a"],
        "notes": ["b"],
    }


def test_fields_of_a_derived_class_are_written_at_every_depth() -> None:
    class Noted(sbd.Workflow):
        note: str = ""

    class Checked(sbd.ProcessingBlock):
        checked_by: str = ""

    block = ska_oso_pdm.load(mid())
    noted = Noted(name="ical", kind="batch", version="0.1.0", note="a note")
    block.sdp_configuration.processing_blocks.append(
        Checked(pb_id="pb", workflow=noted, checked_by="DefaultUser")
    )
    written = json.loads(ska_oso_pdm.dumps(block))
    assert written["sdp_configuration"]["processing_blocks"].pop() == {
        "pb_id": "pb",
        "workflow": {"name": "ical", "kind": "batch", "version": "0.1.0", "note": "a note"},
        "checked_by": "DefaultUser",
    }
    assert written == mid()


def test_class_patterns_and_string_enums() -> None:
    match sbd.Planet(target_name=sbd.PlanetName.MARS):
        case sbd.Planet(target_name=name):
            assert f"{name}" == "mars"
    assert sbd.ReceiverBand("5a") is sbd.ReceiverBand.BAND_5A
    assert sbd.TelescopeType.MEERKAT == "MeerKAT"


def test_pydantic_models_of_others_can_hold_them() -> None:
    class Request(BaseModel):
        block: sbd.SBDefinition

    request = Request.model_validate_json(json.dumps({"block": mid()}))
    assert request.block == ska_oso_pdm.load(mid())


def test_free_form_values_are_json_and_copied() -> None:
    kwargs: dict[str, Any] = {"a": {"b": [1]}}
    arguments = sbd.PythonArguments([], kwargs)
    kwargs["a"]["b"].append(2)
    assert arguments.kwargs == {"a": {"b": [1]}}
    cyclic: list[Any] = []
    cyclic.append(cyclic)
    for wrong in [{"a": float("inf")}, {1: 2}, {"a": {1}}, {"a": cyclic}, [("a", 1)]]:
        with pytest.raises(ValidationError):
            arguments.kwargs = wrong  # type: ignore[assignment]
