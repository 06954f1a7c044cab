"""`Later`: a field that is computed when it is first read is otherwise one like any other."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from functools import partial
from typing import Any

import pytest

from ska_oso_pdm.documents.cached import Later


@dataclass(frozen=True)
class Account:
    name: str
    values: Later[list[int]] = Later(list)  # noqa: RUF009


@dataclass(frozen=True, kw_only=True)
class Required:
    values: Later[list[int]] = Later()  # noqa: RUF009


def counted(calls: list[int]) -> Callable[[], list[int]]:
    def values() -> list[int]:
        calls.append(1)
        return [1, 2]

    return values


def test_it_is_computed_once_and_when_it_is_read() -> None:
    calls: list[int] = []
    account = Account("a", counted(calls))
    assert calls == []
    assert account.values is account.values
    assert (account.values, calls) == ([1, 2], [1])


def test_a_value_stays_the_one_that_was_given() -> None:
    values = [3]
    assert Account("a", values).values is values


def test_what_is_left_out_has_the_default_which_is_never_shared() -> None:
    first, second = Account("a"), Account("a")
    assert first.values == []
    assert first.values is not second.values


def test_what_has_no_default_is_required() -> None:
    with pytest.raises(TypeError, match="values"):
        Required()  # type: ignore[call-arg]
    assert Required(values=[]).values == []


@pytest.mark.parametrize(
    "work",
    [repr, asdict, copy.copy, copy.deepcopy, replace, lambda a: pickle.loads(pickle.dumps(a))],
)
def test_whoever_looks_sees_the_value(work: Callable[[Any], Any]) -> None:
    later, now = Account("a", partial(list, [1, 2])), Account("a", [1, 2])
    assert work(later) == work(now)
    assert Account("a", partial(list, [1])) != now


def test_it_cannot_be_set() -> None:
    with pytest.raises(AttributeError):
        Account("a").values = [1]  # type: ignore[misc]
