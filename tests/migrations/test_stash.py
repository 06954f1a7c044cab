"""A stash gives back what a migration set aside, and never overwrites an edit."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ska_oso_pdm.migrations import migrate, stash_of, steps_between
from ska_oso_pdm.migrations.engine.ledger import Ledger
from ska_oso_pdm.migrations.engine.stash import FORMAT, Stash, remnants, repairs_in
from ska_oso_pdm.migrations.engine.tree import leaves, plain, traced

STEP = ("1.0", "0.7")
BEFORE = {
    "name": "a",
    "targets": [{"target_id": "x", "ra": 250.0}, {"target_id": "y", "ra": 1, "extra": None}],
    "order": ["x", "y"],
    "rows": [[1, 2], [3]],
    "gone": {"deep": [1]},
}
NOW = {
    "name": "b",
    "targets": [{"target_id": "x", "ra": "16:40:00"}, {"target_id": "y", "ra": 1.0, "new": 2}],
    "order": ["y"],
    "rows": [[1, 2], [4]],
}


def restored(now: Any, stash: Stash) -> tuple[Any, Ledger]:
    tree, ledger = traced(now), Ledger()
    stash.restore(STEP, tree, ledger)
    return plain(tree), ledger


@pytest.fixture(name="stash")
def _stash() -> Stash:
    written = json.dumps(Stash({STEP: remnants(NOW, BEFORE)}).to_json())
    return Stash.from_json(json.loads(written))


def exact(value: Any) -> str:
    return json.dumps(value, sort_keys=True)


def test_gives_back_what_there_was(stash: Stash) -> None:
    found, ledger = restored(NOW, stash)
    assert exact(found) == exact(BEFORE)
    assert not ledger.unrestored
    assert [removed.place for removed in ledger.set_aside] == [("targets", 1, "new")]


def test_finds_items_by_identifier_after_an_edit(stash: Stash) -> None:
    edited = {**NOW, "targets": [{"target_id": "z"}, *reversed(NOW["targets"])]}  # type: ignore[misc]
    found, ledger = restored(edited, stash)
    assert found["targets"][1:] == [*reversed(BEFORE["targets"])]  # type: ignore[call-overload]
    assert not ledger.unrestored


def test_leaves_edits_alone(stash: Stash) -> None:
    edited = json.loads(json.dumps(NOW))
    edited["name"] = "edited"
    del edited["targets"][0]
    found, ledger = restored(edited, stash)
    assert found["name"] == "edited"
    assert [difference.place for difference in ledger.unrestored] == [
        ("name",),
        ("targets", {"target_id": "x"}, "ra"),
    ]


def test_takes_repairs_and_label_back_where_they_fit() -> None:
    before = {"interface": "old", "a": [{"ra": 1}], "b": 1}
    right = {"interface": "new", "a": [{"ra_str": "1"}], "b": 2}
    stash = repairs_in(right, before, "1.0")
    assert stash.undo_repairs(right, "1.0") == (before, [])
    assert stash.undo_repairs(before, "1.0") == (before, [])  # they stand there already
    assert stash.undo_repairs(right, "0.7") == (right, [])
    found, left = stash.undo_repairs({**right, "b": 3}, "1.0")
    assert (found, [one.place for one in left]) == ({**before, "b": 3}, [("b",)])


def test_puts_a_label_back_that_was_absent() -> None:
    stash = repairs_in({"interface": "new", "a": 1}, {"a": 1}, "1.0")
    assert stash.undo_repairs({"interface": "new", "a": 1}, "1.0") == ({"a": 1}, [])


def test_leads_as_far_as_its_steps() -> None:
    stash = Stash({("1.0", "0.7"): [], ("0.7", "0.6"): [], ("0.6", "0.6"): []})
    assert [stash.end_of_way(version) for version in ("1.0", "0.7", "0.6", "0.1")] == [
        "0.6",
        "0.6",
        "0.6",
        "0.1",
    ]
    both = stash.updated(Stash({("0.6", "0.7"): [], ("0.7", "1.0"): []}))
    assert (both.end_of_way("1.0"), both.end_of_way("0.6")) == ("0.6", "1.0")


def test_the_label_is_never_restored() -> None:
    assert remnants({"interface": "new"}, {"interface": "old"}) == []


def test_other_steps_take_nothing(stash: Stash) -> None:
    tree = traced(NOW)
    stash.restore(("0.7", "0.6"), tree, Ledger())
    assert plain(tree) == NOW


DAMAGED = "the stash is damaged: "


def of_parts(*parts: Any) -> dict[str, Any]:
    return {"format": FORMAT, "steps": [{"from": STEP[0], "to": STEP[1], "restore": [*parts]}]}


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ([], f'a stash is a JSON object with "format": "{FORMAT}"'),
        ({"format": "other"}, f'a stash is a JSON object with "format": "{FORMAT}"'),
        ({"format": FORMAT}, DAMAGED + '"steps" is null, and not a list'),
        ({"format": FORMAT, "steps": [7]}, DAMAGED + '"restore" is null, and not a list'),
        (
            {"format": FORMAT, "steps": [{"from": 1, "to": "2", "restore": []}]},
            DAMAGED + '"from" is 1, and not a version as text',
        ),
        (of_parts(7), DAMAGED + '"path" is null, and not a list'),
        (of_parts({"path": "name", "was": 1}), DAMAGED + '"path" is "name", and not a list'),
        (of_parts({"path": [], "was": 1}), DAMAGED + 'a "path" is empty'),
        (
            of_parts({"path": ["foo"]}),
            DAMAGED + '{"path": ["foo"]} has neither "was" nor "value"',
        ),
    ],
)
def test_a_damaged_stash_is_refused(value: Any, message: str) -> None:
    with pytest.raises(ValueError, match="stash") as caught:
        Stash.from_json(value)
    assert str(caught.value) == message


@pytest.mark.parametrize("token", [1.5, None, True, [], {}, {"a": 1}, {"a": "x", "b": "y"}])
def test_a_damaged_path_is_refused(token: Any) -> None:
    with pytest.raises(ValueError, match="stash") as caught:
        Stash.from_json(of_parts({"path": ["targets", token], "was": 1}))
    shown = json.dumps(token)
    message = f"{shown} in a path is no key, no index and no identifier"
    assert str(caught.value) == DAMAGED + message


@pytest.mark.parametrize(
    "path",
    [
        ["name", "x"],
        ["name", 0],
        ["targets", {"target_id": "none"}],
        ["targets", 9],
        ["targets", "x"],
        ["empty", 0],
        ["empty", "deep", "deeper"],
        ["targets", {"target_id": "x"}, "ra", "unit"],
        [0],
        [{"sbd_id": "x"}],
    ],
)
def test_what_has_no_home_is_told(path: list[Any]) -> None:
    now = {**NOW, "empty": {}}
    stash = Stash.from_json(of_parts({"path": path, "value": 2}))
    tree, ledger = traced(now), Ledger()
    stash.restore(STEP, tree, ledger)
    assert plain(tree) == now
    assert len(ledger.unrestored) == 1
    origins = {origin for _, leaf in leaves(tree) for origin in leaf.origins}
    assert ("empty",) in origins  # the account still has it


@pytest.mark.parametrize(
    "path", [["a"], ["a", "b"], [0], [{"target_id": "x"}], ["targets", 9], ["rows", {"id": "q"}]]
)
def test_a_place_that_is_not_there_is_told(path: list[Any]) -> None:
    steps = [{"from": STEP[0], "to": STEP[1], "restore": [{"path": path, "was": 1, "value": 2}]}]
    found, ledger = restored(NOW, Stash.from_json({"format": FORMAT, "steps": steps}))
    assert found == NOW
    assert len(ledger.unrestored) == 1


def test_a_negative_zero_comes_back() -> None:
    document = {"scanDefinitions": {"a": {"scanDuration": -0.0, "fieldConfiguration": "f"}}}
    steps = steps_between("sbd", "0.0", "0.1")
    done = migrate(document, steps)
    back = migrate(done.document, [steps[0].back], stash=stash_of(done)).document
    assert str(back["scanDefinitions"]["a"]["scanDuration"]) == "-0.0"
