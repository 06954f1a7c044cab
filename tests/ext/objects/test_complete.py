"""The complete form of what others make of our classes: it is what Pydantic writes, and ends."""

from __future__ import annotations

from typing import Any, NamedTuple, Optional

import pytest
from pydantic import BaseModel, ConfigDict, Field
from pydantic_core import PydanticSerializationError

import ska_oso_pdm as pdm
from tests.samples import ROOT, parsed

BLOCK = ROOT / "examples" / "1.0" / "sbd-mid-imaging.json"
TARGET: dict[str, Any] = parsed(BLOCK)["targets"][0]


class Pair(NamedTuple):
    x: int
    y: int


class Secretive(pdm.Target):
    token: str = Field("", exclude_if=lambda value: True)
    tokens: list[str] = Field([], exclude_if=lambda value: True)


class Nested(pdm.Target):
    inner: Optional[Nested] = None  # noqa: UP045  # its own name is not known yet


class WithPair(pdm.Target):
    pair: Pair = Pair(1, 2)


class WithDict(pdm.Target):
    source: dict[str, Any] = {"type": "model"}  # Pydantic copies it


class WithExample(pdm.Target):
    source: dict[str, Any] = Field(
        default_factory=dict, json_schema_extra={"examples": [{"type": "model"}]}
    )


class Aliased(pdm.Target):
    model_config = ConfigDict(serialize_by_alias=True)
    seen: int = Field(1, serialization_alias="SEEN")


class Later(pdm.Target):
    model_config = ConfigDict(defer_build=True)


class Holder(BaseModel):
    model_config = ConfigDict(ser_json_bytes="base64")
    target: pdm.Target


class LaterHolder(BaseModel):
    target: Later


def test_what_a_derived_class_keeps_back_is_kept_back() -> None:
    made = Secretive(**TARGET, token="x", tokens=["x"])
    assert not {"token", "tokens"} & set(made.model_dump())
    assert '"token' not in made.model_dump_json()


@pytest.mark.parametrize("cls", [WithPair, WithDict, WithExample])
def test_what_looks_like_a_core_schema_and_is_none(cls: type[pdm.Target]) -> None:
    made = cls(**TARGET)
    assert made.model_dump()["target_id"] == TARGET["target_id"]
    assert pdm.dumps(pdm.Target(**TARGET))


def test_classes_nested_in_themselves_take_no_longer_for_each_level() -> None:
    made: Any = None
    for _ in range(60):
        made = Nested(**TARGET, inner=made)
    written, levels = made.model_dump(), 0
    while written:
        written, levels = written.get("inner"), levels + 1
    assert levels == 60


def test_an_object_inside_itself_is_an_error() -> None:
    block = pdm.load_as(pdm.SBDefinition, BLOCK)
    block.targets[0].__pydantic_extra__["me"] = block  # type: ignore[index]
    with pytest.raises(PydanticSerializationError, match="Circular reference"):
        block.model_dump_json()


def test_objects_in_unknown_keys_are_written_once_for_each_level() -> None:
    made = pdm.Target(**TARGET)
    made.__pydantic_extra__["odd"] = object()  # type: ignore[index]
    for _ in range(40):
        outer = pdm.Target(**TARGET)
        outer.__pydantic_extra__["inner"] = made  # type: ignore[index]
        made = outer
    with pytest.raises(PydanticSerializationError, match="Unable to serialize unknown type"):
        made.model_dump_json()


def test_settings_of_others_hold() -> None:
    assert Aliased(**TARGET).model_dump(by_alias=False)["seen"] == 1
    assert Aliased(**TARGET).model_dump()["SEEN"] == 1
    target = pdm.Target(**TARGET)
    target.__pydantic_extra__["code"] = b"\xff"  # type: ignore[index]
    assert '"code":"_w=="' in Holder(target=target).model_dump_json()


def test_a_class_that_is_built_later_is_written() -> None:
    holder = LaterHolder.model_validate({"target": TARGET})
    assert holder.model_dump()["target"]["target_id"] == TARGET["target_id"]
