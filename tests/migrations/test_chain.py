"""The account of a migration is complete, and says so where a step is not."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest

from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.migrations import Allowed, Stray, Unknown, chain, migrate, stash_of, steps_between
from ska_oso_pdm.migrations.chain import UNEXPLAINED, Step
from ska_oso_pdm.migrations.engine.ledger import Ledger
from ska_oso_pdm.migrations.engine.tree import Node, Place

VERSIONS = {entity: registry.versions_of(entity) for entity in ("sbd", "prj", "prsl")}


@pytest.mark.parametrize(
    ("entity", "pair"),
    [(e, p) for e, v in VERSIONS.items() for p in [*pairwise(v), *pairwise(v[::-1])]],
)
def test_every_step_has_a_module_that_leaves_an_empty_document_alone(
    entity: str, pair: tuple[str, str]
) -> None:
    step = Step(entity, *pair)
    assert step.back.back == step
    done = migrate({}, [step])
    assert not done.mapped
    assert not done.doubts


@pytest.mark.parametrize(
    ("start", "end", "names"),
    [
        ("0.6", "1.0", ["0.6 → 0.7", "0.7 → 1.0"]),
        ("1.0", "0.6", ["1.0 → 0.7", "0.7 → 0.6"]),
        ("0.3", "0.3", []),
    ],
)
def test_the_way_leads_over_every_layout(start: str, end: str, names: list[str]) -> None:
    assert [step.name for step in steps_between("sbd", start, end)] == names


@pytest.mark.parametrize("version", VERSIONS["sbd"][1:])
def test_a_document_of_which_nothing_is_left_still_has_a_stash(version: str) -> None:
    steps = steps_between("sbd", "0.0", version)
    document = {"field_configurations": {"field": {"targets": {"star": {"RA": "12:34:56"}}}}}
    everything = Unknown(lambda _: None, lambda block, _: [(key,) for key in block])
    done = migrate(document, steps, unknown=everything)
    assert done.document == {}
    assert stash_of(done).to_json()
    back = [step.back for step in reversed(steps)]
    assert migrate({}, back, stash=stash_of(done)).document == document


def test_minor_versions_need_no_module() -> None:
    versions = ["1.0", "1.1", "2.0"]
    document = {"name": "x"}
    for start, end in (("0.7", "1.1"), ("1.1", "1.0")):
        steps = steps_between("sbd", start, end, versions)
        assert [step.end for step in steps][-1] == end
        assert migrate(document, steps).document == document
    assert steps_between("eb", "1.0", "1.1", versions)
    with pytest.raises(LookupError):
        steps_between("sbd", "1.1", "2.0", versions)


def test_to_a_major_version_in_which_nothing_moves_leads_a_line_of_the_table(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(chain.STEPS, ("panel", "1.0", "2.0"), None)
    steps = steps_between("panel", "1.0", "2.0", ["1.0", "2.0"])
    document = {"name": "x", "gone": 1}
    unknown = Unknown(
        lambda _: None,
        lambda made, version: [("gone",)] if version == "2.0" and "gone" in made else [],
    )
    done = migrate(document, steps, unknown=unknown)
    assert [(doubt.place, doubt.step) for doubt in done.doubts] == [(("gone",), "1.0 → 2.0")]
    back = [step.back for step in steps]
    assert migrate({"name": "x"}, back, unknown=unknown).document == {"name": "x"}


@pytest.mark.parametrize(
    ("entity", "start", "end"),
    [("sbd", "0.0", "0.9"), ("panel", "0.1", "1.0"), ("prj", "0.3", "0.5")],
)
def test_no_way(entity: str, start: str, end: str) -> None:
    with pytest.raises(LookupError) as caught:
        steps_between(entity, start, end)
    assert caught.value.args[0] == f"there are no steps from {entity} {start} to {entity} {end}"


def through(monkeypatch: pytest.MonkeyPatch, change: Any, document: Any) -> chain.Migration:
    monkeypatch.setattr(Step, "change", property(lambda _: change))
    return migrate(document, [Step("sbd", "0.7", "1.0")])


def test_what_a_step_drops_silently_is_a_mistake_that_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def careless(block: Node, _: Ledger) -> None:
        del block["gone"]

    done = through(monkeypatch, careless, {"gone": {"a": [1, None]}, "kept": 2})
    assert [(doubt.place, doubt.value, doubt.reason) for doubt in done.doubts] == [
        (("gone", "a", 0), 1, UNEXPLAINED)
    ]
    assert [removed.place for removed in done.set_aside] == [("gone", "a", 1)]
    assert [mapped.place for mapped in done.mapped] == [("kept",)]


def test_a_value_may_go_to_several_places(monkeypatch: pytest.MonkeyPatch) -> None:
    def twice(block: Node, ledger: Ledger) -> None:
        block["copy"] = block["value"]
        block["made"] = ledger.default({"x": 1}, "a default")

    done = through(monkeypatch, twice, {"value": 5})
    assert done.mapped == [(("value",), (("value",), ("copy",)))]
    assert done.defaulted == [(("made", "x"), 1, "a default")]


def test_what_nobody_takes_up_is_set_aside(monkeypatch: pytest.MonkeyPatch) -> None:
    def hand_on(block: Node, ledger: Ledger) -> None:
        ledger.carried["name of a target", "x"] = block.pop("name")

    done = through(monkeypatch, hand_on, {"name": "M51"})
    (removed,) = done.set_aside
    assert removed.reason == "the layout has no place for the name of a target"
    assert removed.needed


def test_the_writer_of_the_old_document_has_not_written_the_new_one() -> None:
    document = {"metadata": {"version": 1, "pdm_version": "17.0.0"}}
    done = migrate(document, steps_between("sbd", "0.7", "1.0"))
    assert done.document == {"metadata": {"version": 1}}
    assert migrate(document, ()).document == document


def there(places: list[Place]) -> Callable[[Any, str], list[Place]]:
    """Give what lists those of the places that a document has, one at a time."""

    def listed(document: Any, _: str) -> list[Place]:
        for place in places:
            part = document
            for token in place[:-1]:
                part = part[token]
            if place[-1] in part:
                return [place]
        return []

    return listed


def strays(**keys: bool) -> Callable[[Place], Stray | None]:
    """Give what tells unknown keys at the root, each with whether it is a slip."""
    found = {key: Stray("no layout has it", is_slip) for key, is_slip in keys.items()}
    return lambda origin: found.get(str(origin[0]))


def test_keys_of_the_older_layout_are_set_aside_at_the_end_and_slips_are_doubtful() -> None:
    document = {"a": {"b": [{"c": 1, "d": 2}]}, "e": {"f": 3}, "g": [4]}
    places: list[Place] = [("a", "b", 0, "c"), ("e",), ("g",)]
    steps = steps_between("sbd", "0.7", "1.0")
    unknown = Unknown(strays(e=True, g=False), there(places))
    done = migrate(document, steps, unknown=unknown)
    assert done.document == {"a": {"b": [{"d": 2}]}}
    assert [(r.place[0], r.reason) for r in done.set_aside] == [
        ("a", "the layout knows no such key"),
        ("g", "no layout has it"),
    ]
    (doubt,) = done.doubts
    assert (doubt.place, doubt.value) == (("e", "f"), 3)
    assert doubt.reason == "neither layout has such a key; it may be a slip"
    done = migrate(document, steps, Allowed(loss=True), unknown=unknown)
    assert [removed.place for removed in done.lost] == [("e", "f")]


def test_without_steps_slips_are_doubtful() -> None:
    document = {"a": 1, "e": {"f": 3}}
    unknown = Unknown(strays(e=True), there([("e",)]))
    (doubt,) = migrate(document, (), unknown=unknown).doubts
    assert (doubt.place, doubt.step) == (("e", "f"), "repair")
    done = migrate(document, (), Allowed(loss=True), unknown=unknown)
    assert (done.document, [removed.place for removed in done.lost]) == ({"a": 1}, [("e", "f")])
    assert migrate(document, ()).document == document


def test_a_stash_does_not_hide_an_unknown_key() -> None:
    document = {"a": 1, "gone": 2}
    steps = steps_between("sbd", "0.7", "1.0")
    unknown = Unknown(lambda _: None, lambda block, _: [(key,) for key in block if key == "gone"])
    stash = stash_of(migrate(document, steps, unknown=unknown))
    back = [step.back for step in reversed(steps)]
    stray = Unknown(strays(slip=True), there([("slip",)]))
    done = migrate({"a": 1, "slip": 3}, back, stash=stash, unknown=stray)
    assert [doubt.place for doubt in done.doubts] == [("slip",)]


def test_the_same_document_gives_the_same_one_again() -> None:
    scan = {"target_ref": "x", "scan_duration_ms": 5}
    document = {"dish_allocations": {"dish_allocation_id": "d", "scan_sequence": [scan, scan]}}
    down = [migrate(document, steps_between("sbd", "0.7", "0.6"), Allowed()) for _ in range(2)]
    assert down[0].document == down[1].document
    assert (
        down[0].document["scan_sequence"]
        == [down[0].document["scan_definitions"][0]["scan_definition_id"]] * 2
    )
