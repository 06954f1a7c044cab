"""Wording of broken rules where a whole bad document would say less: see `invalid` for those."""

from __future__ import annotations

from typing import Any

import pytest

import ska_oso_pdm

SBD = "https://schema.skao.int/ska-oso-pdm-sbd/1.0"


def messages(**sections: Any) -> list[tuple[str, str, str]]:
    report = ska_oso_pdm.validate({"interface": SBD, **sections})
    return [(issue.path, issue.code, issue.message) for issue in report]


def coordinate(**keys: Any) -> list[tuple[str, str, str]]:
    found = messages(targets=[{"reference_coordinate": keys}])
    place = "/targets/0/reference_coordinate"
    return [(path.removeprefix(place), code, message) for path, code, message in found]


def test_a_former_key_and_the_missing_one_are_one_problem() -> None:
    found = coordinate(kind="icrs", ra="13:25:27.6", dec_str="-43:01:08.8")
    assert [(path, code) for path, code, _ in found] == [("/ra", "former-key")]


def test_a_former_key_that_only_mentions_the_missing_one_hides_nothing() -> None:
    found = coordinate(kind="icrs", unit=["hourangle", "deg"], dec_str="-43:01:08.8")
    assert [(path, code) for path, code, _ in found] == [
        ("", "missing-key"),
        ("/unit", "unknown-key"),
    ]


def test_a_guessed_key_hides_nothing() -> None:
    found = coordinate(kind="altaz", az=1, ele=2)
    assert [(path, code) for path, code, _ in found] == [
        ("", "missing-key"),
        ("/ele", "unknown-key"),
    ]


@pytest.mark.parametrize(
    ("values", "places"),
    [
        (["a", "b", "a", "b"], ["/2", "/3"]),
        (["a", "a", "a"], ["/1"]),
    ],
)
def test_each_repeated_value_is_one_problem(values: list[str], places: list[str]) -> None:
    found = messages(dish_allocations={"dish_ids": values})
    assert [path.removeprefix("/dish_allocations/dish_ids") for path, _, _ in found] == places
    assert {code for _, code, _ in found} == {"repeated"}


def test_more_than_two_are_counted() -> None:
    ((_, _, message),) = messages(dish_allocations={"dish_ids": ["a", "a", "a"]})
    assert message == '"a" is there 3 times; each may stand once'


@pytest.mark.parametrize("value", [0, 4, 2.5, True, "1", None, [1]])
def test_a_wrong_number_of_an_enum_is_one_problem(value: Any) -> None:
    midcbf = {"frequency_band": "5b", "band5b_subband": value}
    found = messages(csp_configurations=[{"midcbf": midcbf}])
    assert len(found) == (0 if value is None else 1)


@pytest.mark.parametrize("value", [1, 3, 2.5, True, None, "6", ["1"], {}])
def test_a_wrong_band_is_one_problem(value: Any) -> None:
    found = messages(csp_configurations=[{"midcbf": {"frequency_band": value}}])
    assert len(found) == 1


@pytest.mark.parametrize(
    ("kind", "keys", "written"),
    [
        ("equatorial", {"ra": "1:2:3", "dec": "4:5:6"}, "icrs"),
        ("horizontal", {"az": 1, "el": 2}, "altaz"),
        ("sso", {"name": "Mars"}, "special"),
        ("SPECIALCOORDINATES", {"name": "Mars"}, "special"),
        ("galactc", {"az": 1, "el": 2}, "galactic"),
    ],
)
def test_the_kind_is_told_from_name_or_keys(kind: str, keys: dict[str, Any], written: str) -> None:
    _, code, message = coordinate(kind=kind, **keys)[0]
    assert code == "not-allowed"
    assert f'"{written}"' in message
    assert "one of" not in message


@pytest.mark.parametrize("kind", ["equatorial", 5, None, [], {}])
def test_without_keys_all_kinds_are_listed(kind: Any) -> None:
    ((_, _, message),) = coordinate(kind=kind)
    assert "write one of" in message


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("60000", "; write 60000 without quotes"),
        ("1_000", ""),
        ("007", ""),
        ("+5", ""),
        ("NaN", ""),
    ],
)
def test_only_what_json_takes_for_a_number_is_offered(text: str, hint: str) -> None:
    allocation = {"scan_sequence": [{"scan_duration_ms": text}]}
    ((_, _, message),) = messages(dish_allocations=allocation)
    assert message == f'"{text}" is not a number{hint}'


def test_a_code_with_another_number_is_not_offered() -> None:
    ((_, _, message),) = messages(validate_against="AA4")
    assert "write one of" in message
