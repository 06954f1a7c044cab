"""What Pydantic keeps for a class stays as it is, whatever others make of the class."""

from __future__ import annotations

import gc
import json
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import pytest
from pydantic import (
    BaseModel,
    Field,
    SerializeAsAny,
    TypeAdapter,
    ValidationError,
    create_model,
    model_serializer,
    model_validator,
)
from pydantic_core import to_json, to_jsonable_python

import ska_oso_pdm as pdm
from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.codec import load_as
from ska_oso_pdm.ext.objects.base import PdmObject
from tests.ext.objects.test_base import CLASSES
from tests.samples import EXAMPLES, ROOT, parsed

TODAY = [known for known in registry.documents() if known.version == "1.0"]
BLOCK = parsed(ROOT / "examples/1.0/sbd-mid-imaging.json")
AnyDocument = TypeAdapter(
    Annotated[pdm.SBDefinition | pdm.Project | pdm.Proposal, Field(discriminator="interface")]
)


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__qualname__)
def test_the_schema_of_a_class_never_changes(cls: type[PdmObject]) -> None:
    assert cls.__pydantic_complete__
    kept = repr(cls.__pydantic_core_schema__)
    adapters = []
    for _ in range(10):
        adapters.append(TypeAdapter(Annotated[cls, "a mark of somebody"] | None))
        TypeAdapter(dict[str, cls])  # type: ignore[valid-type]
        create_model("Around", part=(cls, ...), parts=(list[cls], []))  # type: ignore[valid-type]
    cls.model_json_schema()
    assert repr(cls.__pydantic_core_schema__) == kept
    assert len(repr(adapters[0].core_schema)) == len(repr(adapters[-1].core_schema))


@pytest.mark.parametrize("known", TODAY, ids=lambda known: known.entity)
def test_a_thousand_adapters_do_not_bury_a_class(known: registry.SchemaId) -> None:
    cls = registry.class_for(known)
    for _ in range(1200):
        adapter = TypeAdapter(Annotated[cls | None, "somebody's"])
    assert adapter.validate_python(None) is None
    for _ in range(20):
        cls.model_json_schema()


class TestTellingDocumentsApart:
    def test_by_their_labels(self) -> None:
        for path in (ROOT / "examples/1.0").glob("*.json"):
            document = parsed(path)
            if document["interface"].split("-")[-1] in ("sbd/1.0", "prj/1.0", "prsl/1.0"):
                for read in (
                    AnyDocument.validate_python(document),
                    AnyDocument.validate_json(json.dumps(document)),
                ):
                    assert json.loads(pdm.dumps(read)) == document

    def test_of_every_entity_at_once(self) -> None:
        classes = [registry.class_for(known) for known in TODAY]
        union: Any = classes[0]
        for cls in classes[1:]:
            union |= cls
        adapter = TypeAdapter(Annotated[union, Field(discriminator="interface")])
        for path in (ROOT / "examples/1.0").glob("*.json"):
            document = parsed(path)
            assert json.loads(pdm.dumps(adapter.validate_python(document))) == document
        mapping = adapter.json_schema()["discriminator"]["mapping"]
        assert {known.url for known in TODAY} <= mapping.keys()

    def test_the_old_label_tells_them_apart_too(self) -> None:
        old = {**BLOCK, "interface": "https://schema.skao.int/ska-oso-pdm-sbd/0.1"}
        assert json.loads(pdm.dumps(AnyDocument.validate_python(old))) == BLOCK

    @pytest.mark.parametrize("label", [{}, {"interface": None}, {"interface": "x"}])
    def test_a_document_that_says_nothing_is_none_of_them(self, label: dict[str, Any]) -> None:
        with pytest.raises(ValidationError) as caught:
            AnyDocument.validate_python({**label, "telescope": "ska_mid"})
        assert len(caught.value.errors()) == 1

    @pytest.mark.parametrize("document", [BLOCK, json.dumps(BLOCK)], ids=["dict", "text"])
    def test_an_adapter_reads_a_document_without_label_as_the_class_does(
        self, document: Any
    ) -> None:
        adapter = TypeAdapter(list[pdm.SBDefinition])
        for label in ({"interface": None}, {}):
            unlabelled = {**{k: v for k, v in BLOCK.items() if k != "interface"}, **label}
            assert json.loads(pdm.dumps(adapter.validate_python([unlabelled])[0])) == BLOCK
            assert adapter.validate_json(json.dumps([unlabelled])) == [pdm.load(BLOCK)]


class TestEarlierLayouts:
    EARLIER = [
        path
        for path in EXAMPLES
        if path.parent.name != "1.0" and path.name.startswith(("sbd", "prj", "prsl"))
    ]

    @pytest.mark.parametrize("path", EARLIER, ids=lambda path: f"{path.parent.name}/{path.stem}")
    def test_are_told_before_all_else_that_is_wrong(self, path: Path) -> None:
        document = parsed(path)
        entity = path.name.partition("-")[0]
        cls = registry.class_for(registry.SchemaId(entity, "1.0"))
        old = {"interface": f"https://schema.skao.int/ska-oso-pdm-{entity}/0.1"}
        for label in ({}, old, {"interface": None}):
            body = {**document, **label}
            try:
                TypeAdapter(Annotated[cls, "a body"]).validate_python(body)
            except ValidationError as caught:
                (error,) = caught.errors()
            else:
                assert label, "it says that it is of an earlier layout"
                assert pdm.recognise(body).version in ("0.7", "1.0")  # differs in unknown keys only
                continue
            assert error["type"] == "earlier_layout"
            assert (
                " shows a layout from before https://schema.skao.int/ska-oso-pdm-" in error["msg"]
            )
            assert error["msg"].endswith(
                "convert the document first, with ska_oso_pdm.convert() or the command "
                "ska-oso-pdm upgrade"
            )

    def test_a_document_of_today_is_told_its_own_mistakes(self) -> None:
        with pytest.raises(ValidationError) as caught:
            TypeAdapter(list[pdm.SBDefinition]).validate_python([{**BLOCK, "telescope": "x"}])
        assert [error["loc"] for error in caught.value.errors()] == [(0, "telescope")]


class Stamped(pdm.SBDefinition):
    """What a client derived, with checks of its own around the model and inside it."""

    stamp: int = 0

    @model_validator(mode="before")
    @classmethod
    def _strip(cls, value: Any) -> Any:
        return {key: part for key, part in value.items() if key != "note"}

    @model_validator(mode="after")
    def _count(self) -> Stamped:
        self.__dict__["stamp"] += 1
        return self


class Written(pdm.Target):
    """What a client derived, with a form of its own."""

    @model_serializer
    def _named(self) -> dict[str, Any]:
        return {"named": self.name}


def test_validators_and_serialisers_of_a_derived_class_stay() -> None:
    for read in (
        Stamped.model_validate({**BLOCK, "note": 1}),
        TypeAdapter(list[Stamped]).validate_python([{**BLOCK, "note": 1}])[0],
    ):
        assert (read.stamp, read.model_extra) == (1, {})
        assert read.model_dump(mode="json")["stamp"] == 1
    target = Written.model_validate(BLOCK["targets"][0])
    assert target.model_dump() == {"named": BLOCK["targets"][0]["name"]}
    assert TypeAdapter(list[Written]).dump_python([target]) == [target.model_dump()]


FORMS: dict[str, Callable[[Any], Any]] = {
    "model_dump_json": lambda obj: json.loads(obj.model_dump_json(serialize_as_any=True)),
    "model_dump": lambda obj: obj.model_dump(mode="json", serialize_as_any=True),
    "to_jsonable_python": to_jsonable_python,
    "to_json": lambda obj: json.loads(to_json(obj)),
    "Any": lambda obj: TypeAdapter(dict[str, Any]).dump_python({"x": obj}, mode="json")["x"],
    "SerializeAsAny": lambda obj: TypeAdapter(SerializeAsAny[type(obj)]).dump_python(  # type: ignore[misc]
        obj, mode="json"
    ),
    "list": lambda obj: TypeAdapter(list[type(obj)]).dump_python(  # type: ignore[misc]
        [obj], mode="json", serialize_as_any=True
    )[0],
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_what_is_written_by_run_time_type_is_the_complete_form(path: Path, form: str) -> None:
    read = pdm.load(path)
    written = FORMS[form](read)
    assert written == json.loads(read.model_dump_json())
    assert type(read).model_validate(written) == read
    assert read.model_dump(serialize_as_any=True) == read.model_dump()


def test_values_of_earlier_layouts_and_of_python_are_written_by_run_time_type_too() -> None:
    class Holder(BaseModel):
        anything: Any

    for path in EXAMPLES:
        read = pdm.load(path)
        held = json.loads(Holder(anything=read).model_dump_json())["anything"]
        assert held == json.loads(read.model_dump_json())


def derive_and_use(number: int) -> weakref.ref[type[PdmObject]]:
    cls = create_model(f"Own{number}", __base__=pdm.SBDefinition, own=(int, 3))
    read = cls.model_validate(BLOCK)
    assert json.loads(pdm.dumps(read)) == BLOCK
    pdm.references(read)
    load_as(cls, BLOCK)
    assert read.model_copy(deep=True).model_dump() == read.model_dump()
    repr((read, read.targets, read.model_fields_set, list(read.scans())))
    TypeAdapter(list[cls]).json_schema()  # type: ignore[valid-type]
    return weakref.ref(cls)


def test_classes_that_nobody_uses_go() -> None:
    made = [derive_and_use(number) for number in range(30)]
    gc.collect()
    assert sum(reference() is not None for reference in made) == 0
