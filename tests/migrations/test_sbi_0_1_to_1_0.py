"""Instances of 2022 in 1.0: their one call is an activity."""

from __future__ import annotations

from typing import Any

from ska_oso_pdm import convert
from tests.migrations import aged
from tests.migrations.accounts import assert_accounted
from tests.samples import CORPUS, parsed

Json = dict[str, Any]
SBI: Json = {"interface": aged.URL.format("sbi"), "sbi_id": "sbi-1", "telescope": "ska_low"}
TIME = "2022-09-23T15:43:53.971548+00:00"


def upgraded(instance: Json) -> Any:
    done = convert(instance)
    assert_accounted(instance, done._migration)
    assert done.document is not None, done.problems
    return done


def activities(instance: Json) -> Any:
    return upgraded(instance).document.get("activities")


def test_the_call_is_an_activity_of_no_name() -> None:
    instance = {**SBI, "sbd_id": "sbd-1", "executed_on": TIME, "runtime_args": {"args": [1]}}
    assert upgraded(instance).document == {
        **SBI,
        "interface": SBI["interface"].replace("0.1", "1.0"),
        "sbd_ref": "sbd-1",
        "activities": [
            {"executed_at": TIME, "runtime_args": [{"function_args": {"args": [1]}}]},
        ],
    }


def test_what_holds_nothing_makes_no_activity() -> None:
    for args in ({}, None, []):
        instance = {**SBI, "sbd_id": "sbd-1", "executed_on": None, "runtime_args": args}
        done = upgraded(instance)
        assert "activities" not in done.document
        assert [entry for entry in done.set_aside if entry.needed] == []


def test_arguments_without_a_time_and_a_time_without_arguments() -> None:
    assert activities({**SBI, "sbd_id": "s", "executed_on": TIME}) == [{"executed_at": TIME}]
    called = {"kwargs": {"subarray_id": 1}}
    assert activities({**SBI, "sbd_id": "s", "runtime_args": called}) == [
        {"runtime_args": [{"function_args": called}]}
    ]


def test_arguments_of_another_form_are_set_aside() -> None:
    done = upgraded({**SBI, "sbd_id": "s", "runtime_args": ["subarray 1"]})
    assert [(entry.path, entry.needed) for entry in done.set_aside] == [("/runtime_args/0", True)]


def test_as_an_independent_reading_of_made_and_collected_instances_says() -> None:
    instances = list(aged.documents("sbi", "0.1", 40))
    instances += [parsed(path) for path in sorted(CORPUS.glob("sbi-pdm9_*.json"))]
    for old in instances:
        new = upgraded(old).document
        assert new.get("sbd_ref") == old.get("sbd_id")
        for key in ("sbi_id", "telescope", "sbd_version", "subarray_id"):
            assert new.get(key) == old.get(key)
        (call,) = new.get("activities") or [{}]
        assert call.get("executed_at") == old.get("executed_on")
        (told,) = call.get("runtime_args") or [{}]
        assert (told.get("function_args") or {}) == (old.get("runtime_args") or {})
        assert "activity_ref" not in call
        assert "function_name" not in told
