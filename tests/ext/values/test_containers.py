"""Optional containers that are absent, null or empty: they read alike, and are written as read."""

from __future__ import annotations

import ast
import copy
import inspect
import json
import os
import pickle
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event, Thread
from typing import Any, get_args

import pytest

import ska_oso_pdm
from ska_oso_pdm import SBDefinition
from ska_oso_pdm.ext.objects.base import PdmObject
from ska_oso_pdm.ext.objects.written import faithful
from ska_oso_pdm.ext.values.containers import FreshDict, FreshField, FreshList
from ska_oso_pdm.generated.v0_1 import sbd
from tests.ext.objects.test_base import CLASSES

URL = "https://schema.skao.int/ska-oso-pdm-sbd/1.0"
NULLS: dict[str, Any] = {
    "interface": URL,
    "activities": None,
    "targets": None,
    "qa_threshold_overrides": None,
}


def nullable_containers(cls: type[PdmObject]) -> list[str]:
    return [
        name
        for name, fresh in cls.__pdm_fresh__.items()
        if fresh in (FreshList, FreshDict)
        and type(None) in get_args(cls.model_fields[name].annotation)
    ]


FIELDS = [(cls, name) for cls in CLASSES for name in nullable_containers(cls)]


def written(model: PdmObject) -> Any:
    return json.loads(ska_oso_pdm.dumps(model))


@pytest.mark.parametrize(
    ("cls", "name"), FIELDS, ids=[f"{cls.__module__}.{cls.__name__}.{name}" for cls, name in FIELDS]
)
def test_every_nullable_container_stays_null_until_it_is_filled(
    cls: type[PdmObject], name: str
) -> None:
    null, absent = cls.model_construct({name}, **{name: None}), cls.model_construct(set())
    for model, found in ((null, {name: None}), (absent, {})):
        for _ in range(2):
            assert {key: faithful(model)[key] for key in {name} & faithful(model).keys()} == found
            assert len(getattr(model, name)) == 0
    assert getattr(null, name) is getattr(null, name)
    filled = {"key": 1} if isinstance(getattr(null, name), dict) else [1]
    (getattr(null, name).update if isinstance(filled, dict) else getattr(null, name).extend)(filled)
    assert null.__dict__[name] == filled


def fields_for_checkers() -> Iterator[tuple[str, str, str]]:
    """Yield class, field and annotation of every optional field, as type checkers see them."""
    for module in sorted({cls.__module__ for cls in CLASSES}):
        tree = ast.parse(inspect.getsource(sys.modules[module]))
        for node in tree.body:
            for field in node.body if isinstance(node, ast.ClassDef) else ():
                if isinstance(field, ast.AnnAssign) and field.value is not None:
                    assert isinstance(node, ast.ClassDef)
                    assert isinstance(field.target, ast.Name)
                    name = f"{module}.{node.name}"
                    yield name, field.target.id, ast.unparse(field.annotation)


def test_type_checkers_see_none_of_them_as_none_and_all_others_that_are() -> None:
    by_name = {f"{cls.__module__}.{cls.__name__}": cls for cls in CLASSES}
    seen = 0
    for name, field, annotation in fields_for_checkers():
        cls = by_name.get(name)
        if cls is None or field not in cls.model_fields:
            continue
        nullable = type(None) in get_args(cls.model_fields[field].annotation)
        is_container = field in nullable_containers(cls)
        assert ("Nullable[" in annotation) == is_container, f"{name}.{field}"
        assert ("| None" in annotation) == (nullable and not is_container), f"{name}.{field}"
        seen += is_container
    assert seen == len(FIELDS) > 100


class TestNull:
    def test_reads_as_an_empty_one_and_is_written_as_it_was(self) -> None:
        block = ska_oso_pdm.load_as(SBDefinition, NULLS)
        assert (block.targets, block.activities, block.sdp_configurations) == ([], {}, [])
        assert written(block) == NULLS
        assert list(written(block)) == list(NULLS)
        assert block.model_dump(exclude_unset=True) == NULLS
        assert block.model_fields_set == set(NULLS)
        assert repr(block) == (
            f"SBDefinition(interface='{URL}', activities=None, targets=None, "
            "qa_threshold_overrides=None)"
        )

    def test_what_was_looked_at_is_left_out_of_the_complete_form(self) -> None:
        block = ska_oso_pdm.load_as(SBDefinition, NULLS)
        before = block.model_dump_json()
        assert block.qa_threshold_overrides == {}
        assert block.model_dump_json() == before == f'{{"interface":"{URL}"}}'

    def test_what_is_put_in_is_written(self) -> None:
        block = ska_oso_pdm.load_as(SBDefinition, NULLS)
        block.qa_threshold_overrides["limit"] = 1
        expected = {**NULLS, "qa_threshold_overrides": {"limit": 1}}
        assert written(block) == expected
        assert block.model_dump() == {"interface": URL, "qa_threshold_overrides": {"limit": 1}}
        assert written(SBDefinition.model_validate(expected)) == expected
        block.qa_threshold_overrides.clear()
        assert written(block) == NULLS

    def test_deep_inside_a_document(self) -> None:
        arguments = {"args": None, "kwargs": {"n": 1}}
        script = {"procedure_type": "filesystemscript", "path": "a", "default_args": None}
        document: dict[str, Any] = {
            "interface": "https://schema.skao.int/ska-oso-pdm-sbd/0.1",
            "activities": {"a": script, "b": {**script, "default_args": {"init": arguments}}},
            "field_configurations": [{"targets": []}, {"targets": None}, {}],
        }
        block = ska_oso_pdm.load_as(sbd.SBDefinition, document)
        assert block.activities["a"].default_args == {}
        assert block.activities["b"].default_args["init"].args == []
        assert [field.targets for field in block.field_configurations] == [[], [], []]
        assert written(block) == document

    def test_is_assigned_and_taken_away(self) -> None:
        block = SBDefinition(targets=[])
        assert written(block) == {"interface": URL, "targets": []}
        block.targets = None  # type: ignore[assignment]  # taken, though checkers know better
        assert block.targets == []
        assert written(block) == {"interface": URL, "targets": None}
        del block.targets
        assert block.targets == []
        assert written(block) == {"interface": URL}

    def test_another_assignment_keeps_it(self) -> None:
        block = ska_oso_pdm.load_as(SBDefinition, NULLS)
        assert block.targets == []
        block.name = "name"
        assert written(block) == {**NULLS, "name": "name"}

    @pytest.mark.parametrize(
        "duplicate",
        [
            copy.copy,
            copy.deepcopy,
            SBDefinition.model_copy,
            lambda block: block.model_copy(deep=True),
            lambda block: pickle.loads(pickle.dumps(block)),
        ],
    )
    def test_copies_keep_it(self, duplicate: Callable[[SBDefinition], SBDefinition]) -> None:
        block = ska_oso_pdm.load_as(SBDefinition, NULLS)
        assert block.targets == []
        made = duplicate(block)
        assert made == block
        assert written(made) == NULLS

    def test_equals_what_is_absent_and_what_is_empty(self) -> None:
        for kind in (None, []):
            other = SBDefinition(targets=kind)  # type: ignore[arg-type]
            for look in (lambda: None, lambda: other.targets):  # noqa: B023  # called at once
                look()
                assert other == SBDefinition() == other

    def test_a_sub_object_stays_none(self) -> None:
        block = SBDefinition(observing_constraints=None)
        assert block.observing_constraints is None
        assert written(block) == {"interface": URL, "observing_constraints": None}


class Meeting:
    """What makes a container, slowly enough that all threads make one."""

    def __init__(self, kind: Callable[[], Any], threads: int) -> None:
        self._kind, self._barrier = kind, Barrier(threads)

    def __call__(self) -> Any:
        self._barrier.wait(timeout=10)
        return self._kind()


@pytest.mark.parametrize("given", [{}, {"targets": None}])
def test_threads_that_read_at_once_get_one_container(given: dict[str, Any]) -> None:
    block = SBDefinition(**given)
    field = FreshField("targets", Meeting(FreshList, 4))
    if given:
        field._for_null = field._fresh
    with ThreadPoolExecutor(4) as pool:
        read = list(pool.map(lambda _: field.__get__(block), range(4)))
    assert {id(container) for container in read} == {id(block.targets)}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")
@pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")
def test_a_child_forked_while_a_thread_reads_a_container_reads_it_too() -> None:
    block, making, go = SBDefinition(), Event(), Event()

    def slow() -> Any:
        making.set()
        go.wait(10)
        return FreshList()

    reader = Thread(target=FreshField("targets", slow).__get__, args=(block,))
    reader.start()
    assert making.wait(10)
    child = os.fork()
    if not child:
        block.targets.append("x")  # type: ignore[arg-type]
        os._exit(len(block.targets))
    go.set()
    reader.join()
    for _ in range(1000):  # ten seconds at most, where the child waits for ever
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            break
        Event().wait(0.01)
    else:
        os.kill(child, 9)
        os.waitpid(child, 0)
        pytest.fail("the child waits for ever")
    assert os.waitstatus_to_exitcode(status) == 1
