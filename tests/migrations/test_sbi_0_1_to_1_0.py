"""Instances of 2022 in 1.0: their one call is an activity."""

from __future__ import annotations

from typing import Any

from ska_oso_pdm import convert
from ska_oso_pdm.migrations import Allowed
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


def test_what_is_of_another_form_is_set_aside_for_that_reason() -> None:
    reason = 'the arguments of a call are an object with "args" and "kwargs"'
    for args, path in (
        (["subarray 1"], "/runtime_args/0"),
        ("x", "/runtime_args"),
        ({"init": {"args": [1]}}, "/runtime_args/init/args/0"),
        ({"a": 1}, "/runtime_args/a"),
        ({"args": 1}, "/runtime_args/args"),
        ({"kwargs": [1]}, "/runtime_args/kwargs/0"),
    ):
        done = upgraded({**SBI, "sbd_id": "s", "runtime_args": args})
        told = [(entry.path, entry.reason, entry.needed) for entry in done.set_aside]
        assert told == [(path, reason, True)]
        assert "activities" not in done.document  # nobody made a call without arguments
    for time in (5, "yesterday"):
        done = upgraded({**SBI, "sbd_id": "s", "executed_on": time})
        told = [(entry.path, entry.reason, entry.needed) for entry in done.set_aside]
        assert told == [("/executed_on", "it is no instant such as 2022-09-23T15:43:53Z", True)]


def test_arguments_of_two_calls_make_none_but_the_time_is_one() -> None:
    args = {"init": {"args": [1]}, "run": {"args": [2]}}
    done = upgraded({**SBI, "sbd_id": "s", "executed_on": TIME, "runtime_args": args})
    assert done.document["activities"] == [{"executed_at": TIME}]
    told = [entry.path for entry in done.set_aside if entry.needed]
    assert told == ["/runtime_args/init/args/0", "/runtime_args/run/args/0"]


def test_arguments_that_are_null_are_none() -> None:
    for args in ({"args": None, "kwargs": {"a": None}}, {"args": None, "kwargs": None}):
        told = {key: part for key, part in args.items() if part is not None}
        done = upgraded({**SBI, "sbd_id": "s", "runtime_args": args})
        expected = [{"runtime_args": [{"function_args": told}]}] if told else None
        assert done.document.get("activities") == expected
        assert [entry.needed for entry in done.set_aside] == [False] * (2 - len(told))


def test_a_time_with_blanks_is_put_right() -> None:
    done = upgraded({**SBI, "sbd_id": "s", "executed_on": "2022-09-23T15: 43: 53Z"})
    assert done.document["activities"] == [{"executed_at": "2022-09-23T15:43:53Z"}]
    assert [entry.path for entry in done.repaired] == ["/executed_on"]


def test_a_call_beside_activities_is_refused() -> None:
    instance = {**SBI, "sbd_id": "s", "executed_on": TIME, "activities": [{"activity_ref": "a"}]}
    (problem,) = convert(instance).problems
    assert str(problem) == (
        f'/executed_on: "{TIME}", 0.1 → 1.0: it is the call of an instance of 0.1, and '
        '"activities" beside it say others; keep one; nothing decides it; correct it, or let it go '
        "with --allow-loss [doubtful]"
    )
    done = convert(instance, allowed=Allowed(loss=True))
    assert done.document is not None
    assert done.document["activities"] == [{"activity_ref": "a"}]


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
