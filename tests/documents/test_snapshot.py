"""Snapshots: what is read back is what was there, and equal texts are of equal documents."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ska_oso_pdm.documents.snapshot import read_back, snapshot
from ska_oso_pdm.documents.source import MAX_DEPTH
from tests.samples import EXAMPLES, parsed


def exactly(value: Any) -> Any:
    """Tell types apart, and the order of keys."""
    if isinstance(value, dict):
        return [(key, exactly(part)) for key, part in value.items()]
    return [*map(exactly, value)] if isinstance(value, list) else repr(value)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_examples_are_read_back_as_they_were(path: Path) -> None:
    document = parsed(path)
    text = snapshot(document)
    assert text is not None
    assert exactly(read_back(text)) == exactly(document)


@pytest.mark.parametrize(
    "value",
    [
        *(0, -0.0, 0.1, 1e300, 5e-324, 1.7976931348623157e308, 2**64 - 1, -(2**63), 1.0, True),
        *("\0\u2028é😀", "", {"": {}, "a/b~": []}, {"b": 1, "a": 2}),
    ],
    ids=repr,
)
def test_values_are_read_back_as_they_were(value: Any) -> None:
    text = snapshot({"value": value})
    assert text is not None
    assert exactly(read_back(text)) == exactly({"value": value})


def test_the_deepest_document_is_read_back() -> None:
    document: Any = {}
    for _ in range(MAX_DEPTH):
        document = {"in": document}
    text = snapshot(document)
    assert text is not None
    assert read_back(text) == document


@pytest.mark.parametrize("integer", [2**64, -(2**63) - 1, 10**30])
def test_of_larger_integers_there_is_none(integer: int) -> None:
    assert snapshot({"value": [integer]}) is None


def test_with_sorted_keys_order_makes_no_difference_and_kinds_of_value_do() -> None:
    def text(value: Any) -> Any:
        return snapshot({"z": value, "a": {"c": 1, "b": 2}}, sort_keys=True)

    assert text(1) == snapshot({"a": {"b": 2, "c": 1}, "z": 1}, sort_keys=True)
    assert len({text(value) for value in (1, 1.0, True, "1", [1], None)}) == 6
