"""Changes that no validator sees, each in a miniature pair of sets, told in whole sentences."""

from __future__ import annotations

from typing import Any

import pytest

from tests.evolution.miniatures import between, block, closed, judged

NUMBER = {"type": "number"}
TEXT = {"type": "string"}
NAMES = {"sbd_id": TEXT}


def of(old: dict[str, Any], new: dict[str, Any], schema: dict[str, Any] = NUMBER) -> list[str]:
    """What is told of one key whose annotations are others."""
    return between({"speed": schema | old}, {"speed": schema | new})


ANNOTATIONS = [
    # what it was, what it is, and what is told
    (
        {"default": 1.0},
        {"default": 2.5},
        'default-changed [major] safe/safe: the default of "speed" is 2.5 now, and was 1.0',
    ),
    (
        {},
        {"default": 0},
        'default-added [major] safe/safe: the default of "speed" is 0 now, and was not said',
    ),
    (
        {"default": False},
        {},
        'default-removed [major] safe/safe: the default of "speed" is not said any more, '
        "and was false",
    ),
    (
        {"x-unit": "s"},
        {"x-unit": "ms"},
        'unit-changed [major] safe/safe: the unit of "speed" is "ms" now, and was "s"',
    ),
    (
        {"x-unit": "arcsec"},
        {"x-unit": "arcsec/s"},
        'physical-type-changed [major] safe/safe: "speed" measures angle/time in "arcsec/s" now, '
        'and measured angle in "arcsec"',
    ),
    (
        {},
        {"x-unit": "ms"},
        'unit-added [major] safe/safe: the unit of "speed" is "ms" now, and was not said',
    ),
    (
        {"x-unit": "ms"},
        {},
        'unit-removed [major] safe/safe: the unit of "speed" is not said any more, and was "ms"',
    ),
    (
        {"x-refers-to": "prj#prj_id"},
        {"x-refers-to": "sbi#sbi_id"},
        'reference-changed [major] safe/safe: the document that "speed" refers to is '
        '"sbi#sbi_id" now, and was "prj#prj_id"',
    ),
    (
        {},
        {"x-refers-to": "prj#prj_id"},
        'reference-added [minor] safe/safe: the document that "speed" refers to is "prj#prj_id" '
        "now, and was not said",
    ),
    (
        {"x-names": "target_id"},
        {"x-names": "scan_type_id"},
        'reference-changed [major] safe/safe: the part of the document that "speed" names is '
        '"scan_type_id" now, and was "target_id"',
    ),
    (
        {"x-names": "target_id"},
        {},
        'reference-removed [minor] safe/safe: the part of the document that "speed" names is not '
        'said any more, and was "target_id"',
    ),
    (
        {"x-null-means": "none"},
        {"x-null-means": "off"},
        'null-meaning-changed [major] safe/safe: what null stands for at "speed" is "off" now, '
        'and was "none"',
    ),
    (
        {},
        {"x-null-means": "off"},
        'null-meaning-added [minor] safe/safe: what null stands for at "speed" is "off" now, '
        "and was not said",
    ),
    (
        {},
        {"x-personal": True},
        'personal-mark-added [minor] safe/safe: "speed" is marked as personal data now',
    ),
    (
        {"x-personal": True},
        {"x-personal": False},
        'personal-mark-removed [minor] safe/safe: "speed" is marked as personal data no longer',
    ),
    (
        {},
        {"x-archive": True},
        'archive-mark-added [minor] safe/safe: "speed" is marked as what archives add now',
    ),
    (
        {},
        {"deprecated": True},
        'deprecation-added [minor] safe/safe: "speed" is marked as deprecated now',
    ),
    (
        {"deprecated": True},
        {},
        'deprecation-removed [minor] safe/safe: "speed" is marked as deprecated no longer',
    ),
    (
        {"description": "How fast."},
        {"description": "How far in a second."},
        'description-changed [patch] safe/safe: the description of "speed" is another',
    ),
    (
        {},
        {"examples": [1]},
        'examples-added [patch] safe/safe: the examples of "speed" are new',
    ),
    (
        {"x-former-keys": {"pace": {"use": "speed", "say": 'write "speed"'}}},
        {},
        'former-keys-removed [patch] safe/safe: the advice about earlier keys of "speed" is gone',
    ),
    (
        {"x-source": "seen"},
        {"x-source": "chosen"},
        'source-changed [patch] safe/safe: the source of "speed" is "chosen" now, and was "seen"',
    ),
    (
        {"x-free-form": True},
        {},
        'free-form-removed [patch] safe/safe: the note that "speed" holds any JSON is gone',
    ),
    (
        {"x-frame": "icrs"},
        {"x-frame": "fk5"},
        'annotation-changed [minor] safe/safe: what x-frame says of "speed" is "fk5" now, '
        'and was "icrs"',
    ),
    (
        {"format": "time"},
        {},
        'annotation-removed [minor] safe/safe: what format says of "speed" is not said any more, '
        'and was "time"',
    ),
]


@pytest.mark.parametrize(("old", "new", "line"), ANNOTATIONS)
def test_an_annotation(old: dict[str, Any], new: dict[str, Any], line: str) -> None:
    assert of(old, new) == [line]


@pytest.mark.parametrize(
    "same",
    [
        {"default": 1},
        {"default": None},
        {"x-personal": False},
        {"examples": [{"interface": "https://schema.skao.int/ska-oso-pdm-sbd/VERSION"}]},
        {"default": "https://schema.skao.int/ska-oso-pdm-sbd/VERSION"},
    ],
)
def test_what_is_the_same_is_not_told(same: dict[str, Any]) -> None:
    assert of(same, same) == []


def test_a_number_that_is_written_otherwise_is_the_same_default() -> None:
    assert of({"default": 0}, {"default": 0.0}) == []


def test_false_is_another_default_than_none() -> None:
    assert [line.split()[0] for line in of({}, {"default": False})] == ["default-added"]


class TestRequiredAndDefaulted:
    """Whether a key is read where it is absent decides what its default is worth."""

    def test_a_required_key_gets_a_default(self) -> None:
        old = block({"gain": NUMBER}, "gain")
        new = block({"gain": NUMBER | {"default": 1}})
        assert between(old, new) == [
            'key-not-required [-] safe/breaks: the key "gain" may be absent',
            'required-became-defaulted [major] safe/safe: "gain" had to be there, and where it is '
            "absent it is 1 now",
        ]

    def test_a_key_with_a_default_becomes_required(self) -> None:
        old = block({"gain": NUMBER | {"default": 1}})
        new = block({"gain": NUMBER}, "gain")
        assert between(old, new) == [
            'key-required [-] breaks/safe: the key "gain" has to be there',
            'defaulted-became-required [major] safe/safe: "gain" was 1 where it is absent, and has '
            "to be there now",
        ]

    def test_the_default_of_a_required_key_is_for_writers_alone(self) -> None:
        old, new = (block({"gain": NUMBER | {"default": at}}, "gain") for at in (1, 2))
        assert between(old, new) == [
            'default-changed [minor] safe/safe: the default of "gain" is 2 now, and was 1'
        ]


class TestQuantities:
    """Numbers and the units that stand beside them."""

    @staticmethod
    def quantity(*units: str, title: str = "Angle") -> dict[str, Any]:
        unit = {"type": "string", "enum": [*units]}
        members = {"value": NUMBER, "unit": unit}
        return closed(title, members, required=["value", "unit"])

    def test_a_quantity_becomes_a_number(self) -> None:
        new = {"averaging": NUMBER | {"x-unit": "s"}}
        assert between({"averaging": self.quantity("s")}, new) == [
            'quantity-to-number [major] breaks/breaks: "averaging" was an object with value and '
            'unit, and is a number in "s" now',
        ]

    def test_a_number_becomes_a_quantity(self) -> None:
        old = {"averaging": {"type": "integer"}}
        assert between(old, {"averaging": self.quantity("s")}) == [
            'number-to-quantity [major] breaks/breaks: "averaging" was a number without a unit, '
            "and is an object with value and unit now"
        ]

    def test_a_quantity_measures_something_else(self) -> None:
        old = {"width": self.quantity("deg", "arcsec")}
        new = {"width": self.quantity("MHz")}
        assert between(old, new) == [
            'physical-type-changed [major] safe/safe: "width" measures frequency now, and measured '
            "angle",
            'value-removed [-] breaks/safe: "unit": "deg" is no value any more',
            'value-removed [-] breaks/safe: "unit": "arcsec" is no value any more',
            'value-added [-] safe/breaks: "unit": "MHz" is a new value',
        ]

    def test_another_unit_of_the_same_kind_is_a_value(self) -> None:
        assert between({"width": self.quantity("deg")}, {"width": self.quantity("deg", "rad")}) == [
            'value-added [-] safe/breaks: "unit": "rad" is a new value'
        ]


class TestMembersOfEnums:
    """Values of an enum, and what programs call them."""

    @staticmethod
    def array(names: list[str] | None = None, **values: str) -> dict[str, Any]:
        names = list(values) if names is None else names
        enum = {"title": "Array", "type": "string", "enum": [*values.values()]}
        said = enum | ({"x-enum-varnames": names} if names else {})
        return block({"array": {"$ref": "Array"}}, Array=said)

    def test_a_value_is_renamed(self) -> None:
        assert between(self.array(A="aa2", B="aa4"), self.array(A="aa2_sv", B="aa4")) == [
            'value-renamed [major] breaks/breaks: Array: the value "aa2" is "aa2_sv" now'
        ]

    def test_a_value_is_renamed_whose_member_has_its_name(self) -> None:
        assert between(self.array(LOW="low", MID="mid"), self.array(LOW="SKA-1", MID="mid")) == [
            'value-renamed [major] breaks/breaks: Array: the value "low" is "SKA-1" now'
        ]

    def test_values_that_are_not_alike_go_and_come(self) -> None:
        assert between(self.array(A="draft"), self.array(B="ready")) == [
            'value-removed [-] breaks/safe: Array: "draft" is no value any more',
            'value-added [-] safe/breaks: Array: "ready" is a new value',
        ]

    def test_a_value_that_might_be_either_of_two_is_not_renamed(self) -> None:
        old, new = self.array(A="aa2"), self.array(B="aa2_sv", C="aa2_core")
        assert [line.split()[0] for line in between(old, new)] == [
            "value-removed",
            "value-added",
            "value-added",
        ]

    def test_a_member_is_called_otherwise(self) -> None:
        assert between(self.array(LOW="low"), self.array(SKA_LOW="low")) == [
            'member-renamed [major] safe/safe: Array: the member "low" is called SKA_LOW now, '
            "and was LOW"
        ]

    def test_names_that_are_the_values_may_be_left_out(self) -> None:
        assert between(self.array(LOW="LOW"), self.array([], LOW="LOW")) == []

    def test_another_order_is_no_change(self) -> None:
        assert between(self.array(A="a", B="b"), self.array(B="b", A="a")) == []


class TestNames:
    """Names of classes and of components of OpenAPI."""

    def test_a_class_is_called_otherwise(self) -> None:
        old = block({"target": {"$ref": "Target"}}, Target=closed("Target", NAMES))
        new = block({"target": {"$ref": "Source"}}, Source=closed("Source", NAMES))
        assert between(old, new) == [
            "class-renamed [major] safe/safe: the class and the component Target is Source now"
        ]

    def test_a_class_moves_to_another_file(self) -> None:
        target = closed("Target", NAMES)
        old = block({"target": {"$ref": "Target"}}, Target=target)
        new = block({"target": {"$ref": "parts#Target"}}) | {"parts": {"$defs": {"Target": target}}}
        assert between(old, new) == [
            "class-moved [minor] safe/safe: the class Target is in parts now, and was in sbd"
        ]


class TestPlaces:
    """Where something is told, and how often."""

    def test_a_definition_that_many_use_is_told_once(self) -> None:
        def using(text: str) -> dict[str, Any]:
            name = closed("Name", NAMES, description=text)
            return block({"a": {"$ref": "Name"}, "b": {"$ref": "Name"}}, Name=name)

        assert between(using("A name."), using("Any name.")) == [
            "description-changed [patch] safe/safe: the description of Name is another"
        ]

    def test_a_definition_is_told_whose_users_describe_themselves(self) -> None:
        def using(text: str) -> dict[str, Any]:
            own = {"$ref": "Name", "description": "Its own."}
            return block({"a": own}, Name=closed("Name", NAMES, description=text))

        assert between(using("A name."), using("Any name.")) == [
            "description-changed [patch] safe/safe: the description of Name is another"
        ]

    def test_what_stands_beside_a_reference_goes_first(self) -> None:
        old = block({"a": {"$ref": "Gain", "default": 2}}, Gain=NUMBER | {"default": 1})
        new = block({"a": {"$ref": "Gain"}}, Gain=NUMBER | {"default": 2})
        assert between(old, new) == []

    def test_recursion_ends(self) -> None:
        def nested(unit: str) -> dict[str, Any]:
            members = {"part": {"$ref": "Part"}, "size": NUMBER | {"x-unit": unit}}
            return block({"part": {"$ref": "Part"}}, Part=closed("Part", members))

        assert between(nested("m"), nested("km")) == [
            'unit-changed [major] safe/safe: the unit of "size" is "km" now, and was "m"'
        ]

    def test_items_are_named_by_their_array(self) -> None:
        old, new = (
            {"sizes": {"type": "array", "items": NUMBER | {"x-unit": unit}}} for unit in "sh"
        )
        assert between(old, new) == [
            'unit-changed [major] safe/safe: the unit of an item of "sizes" is "h" now, and was "s"'
        ]

    def test_a_key_that_is_renamed_keeps_its_unit_or_it_is_told(self) -> None:
        old = {"scan_duration": NUMBER | {"x-unit": "s"}}
        new = {"scan_duration_ms": NUMBER | {"x-unit": "ms"}}
        assert between(old, new) == [
            'key-renamed [-] breaks/safe: the key "scan_duration" is called "scan_duration_ms" now',
            'unit-changed [major] safe/safe: the unit of "scan_duration" is "ms" now, and was "s"',
        ]

    def test_urls_lead_to_what_says_it(self) -> None:
        old = block({"a": {"$ref": "Gain"}}, Gain=NUMBER | {"x-unit": "s"})
        new = block({"a": {"$ref": "Gain", "x-unit": "ms"}}, Gain=NUMBER)
        [one] = judged(old, new)
        base = "https://schema.skao.int/ska-oso-pdm-sbd"
        assert one.change.old == f"{base}/8.0#/$defs/Gain"
        assert one.change.new == f"{base}/9.0#/properties/a"
