"""Known mistakes that have one right answer are put right, and told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ska_oso_pdm.migrations import Allowed, may_be_mistaken, migrate
from tests.samples import CORPUS, EXAMPLES, ROOT, parsed

BAD = sorted((ROOT / "tests" / "invalid").glob("[0-9]*/*.json"))
COLLECTED = sorted(CORPUS.glob("*-*.json"))
MISTAKES: list[dict[str, Any]] = [
    {"suppied_type": "x"},
    {"midcbf": {"frequency_band": 2}},
    {"midcbf": {"frequency_band": 1.0}},
    {"beam_coordinate": {"kind": "icrs", "dec": "1:2:3"}},
    {"frequency_slice_offset": {"value": 1, "units": "MHz"}},
    {"frequency_slice_offset": {"value": 1, "unit": "mhz"}},
    {"reference_coordinate": {}, "target_name": "M51", "name": ""},
]


def objects(value: Any) -> Iterator[dict[str, Any]]:
    """Yield each object of a document."""
    if isinstance(value, dict):
        yield value
    for part in value.values() if isinstance(value, dict) else value:
        if isinstance(part, (dict, list)):
            yield from objects(part)


def coordinate(**parts: Any) -> dict[str, Any]:
    return {"targets": [{"reference_coordinate": {"kind": "icrs", **parts}}]}


@pytest.mark.parametrize(
    ("wrong", "right", "told"),
    [
        (
            coordinate(ra="16:40:00.0", dec="30:00:00.0"),
            coordinate(ra_str="16:40:00.0", dec_str="30:00:00.0"),
            ["/ra", "/dec"],
        ),
        (
            coordinate(ra=250.0, dec=-0.5, unit=["deg", "deg"]),
            coordinate(ra_str="16:40:00.0", dec_str="-00:30:00.0"),
            ["/ra", "/dec"],
        ),
        (
            coordinate(ra="1:2:3", ra_str="1:2:3", dec_str="4:5:6"),
            coordinate(ra_str="1:2:3", dec_str="4:5:6"),
            ["/ra"],
        ),
        (
            {"subbands": [{"frequency_slice_offset": {"value": 1.5, "units": "mhz"}}]},
            {"subbands": [{"frequency_slice_offset": {"value": 1.5, "unit": "MHz"}}]},
            ["/units", "/units"],
        ),
        (
            {"midcbf": {"frequency_band": 1}},
            {"midcbf": {"frequency_band": "1"}},
            ["/frequency_band"],
        ),
        (
            {
                "targets": [
                    {"target_name": "M51", "name": "", "reference_coordinate": {"kind": "x"}}
                ]
            },
            {"targets": [{"name": "M51", "reference_coordinate": {"kind": "x"}}]},
            ["/target_name"],
        ),
        (
            {"results": [{"suppied_type": "x"}]},
            {"results": [{"supplied_type": "x"}]},
            ["/suppied_type"],
        ),
    ],
)
def test_mistakes_are_put_right(
    wrong: dict[str, Any], right: dict[str, Any], told: list[str]
) -> None:
    done = migrate(wrong, ())
    assert may_be_mistaken(wrong)
    assert done.document == right
    assert [f"/{removed.place[-1]}" for removed in done.repaired] == told
    assert not done.doubts
    assert not done.set_aside
    assert migrate(right, ()).document == right
    assert not migrate(right, ()).repaired


@pytest.mark.parametrize(
    "document",
    [
        {
            "activities": {
                "a": {"function_args": {"reference_coordinate": {"kind": "icrs", "ra": 1}}}
            }
        },
        {
            "targets": [
                {"target_name": "M51", "name": "M 51", "reference_coordinate": {"kind": "x"}}
            ]
        },
        {"midcbf": {"frequency_band": True}},
        {"midcbf": {"frequency_band": 7}},
        {"frequency_slice_offset": {"units": "mhz"}},
        coordinate(ra_str="1:2:3", dec_str="4:5:6"),
        {"targets": [{"reference_coordinate": [], "target_name": {"a": 1}}]},
        {},
    ],
)
def test_everything_else_is_left_alone(document: dict[str, Any]) -> None:
    done = migrate(document, ())
    assert done.document == document
    assert not done.doubts


def test_numbers_without_unit_are_refused() -> None:
    done = migrate(coordinate(ra=250, dec="1:2:3"), ())
    (doubt,) = done.doubts
    assert doubt.place == ("targets", 0, "reference_coordinate", "ra")
    assert (doubt.value, doubt.option) == (250, "angle-unit")
    assert doubt.reason == "no unit says what the number counts"
    right = coordinate(ra_str="16:40:00.0", dec_str="1:2:3")
    assert (
        migrate(coordinate(ra=250, dec="1:2:3"), (), Allowed({"angle-unit": ""})).document == right
    )


def test_two_different_positions_are_refused() -> None:
    done = migrate(coordinate(ra="1:2:3", ra_str="1:2:4", dec_str="4:5:6"), ())
    (doubt,) = done.doubts
    assert doubt.reason == '"ra" is now "ra_str", which is there too with another value; keep one'


@pytest.mark.parametrize("path", [*EXAMPLES, *BAD, *COLLECTED], ids=lambda path: path.stem)
def test_what_can_have_no_mistake_has_none(path: Path) -> None:
    document = parsed(path)
    assert may_be_mistaken(document) or migrate(document, ()).document == document


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_few_examples_are_looked_at_twice(path: Path) -> None:
    assert not may_be_mistaken(parsed(path))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_mistake_shows_wherever_it_stands(path: Path) -> None:
    document = parsed(path)
    for home in list(objects(document)):
        for mistake in MISTAKES:
            before = dict(home)
            home.update(mistake)
            assert may_be_mistaken(document)
            home.clear()
            home.update(before)
