"""Lets a process be forked while a thread of it uses something of this package for the first time.

Who forks does not take other threads along, and what they have locked stays locked in the child,
where the first to come waits for ever. Two kinds of locks are held while other threads run: that of
a module that is being imported, and those under which libraries in Rust make what they make once,
at its first use. So a fork waits until such imports and first uses have ended.
"""

from __future__ import annotations

import importlib
import os
import sys
from _imp import lock_held
from _thread import get_ident
from collections.abc import Callable
from time import monotonic, sleep
from typing import Any

# What this package imports, much of it when it is first needed. None of it waits for a thread of
# the program; a module of the program itself might, for the one that forks.
_AWAITED = sys.stdlib_module_names | frozenset(
    "annotated_types astropy astropy_iers_data erfa jiter jsonschema_rs numpy orjson pydantic "
    "pydantic_core ska_oso_pdm typing_extensions typing_inspection yaml".split()
)
# References to the locks that a child would inherit, by the names of their modules. A module is in
# `sys.modules` only some time after its lock is held, so that nothing public tells as much.
_LOCKS: dict[str, Callable[[], Any]] = importlib._bootstrap._module_locks  # type: ignore[attr-defined]
_LOCKED = _LOCKS.keys()
_LONGEST = 10.0  # s: two threads that wait for each other, this one for ever, are then left to it
_MOMENT = 1e-4  # s: whoever was given the lock of all imports goes on, and is seen to have it


_USERS: dict[int, _FirstUse] = {}  # threads that use something for the first time
_USING = _USERS.keys()
_USED: set[str] = set()


def first_use(what: str) -> _FirstUse | _NotTheFirst:
    """Keep other threads from forking until this use has ended, if it is the first one.

    What is left by an exception was not used yet.
    """
    return _NOT_THE_FIRST if what in _USED else _FirstUse(what)


class _FirstUse:
    def __init__(self, what: str) -> None:
        self._what = what

    def __enter__(self) -> None:
        self._is_outer = _USERS.setdefault(get_ident(), self) is self

    def __exit__(self, kind: object, *_: object) -> None:
        if self._is_outer:
            _USERS.pop(get_ident(), None)
        if kind is None:
            _USED.add(self._what)


class _NotTheFirst:
    def __enter__(self) -> None:
        pass

    def __exit__(self, *_: object) -> None:
        pass


_NOT_THE_FIRST = _NotTheFirst()


def wait_for_others() -> None:
    """Wait until no other thread imports or uses something for the first time, at most 10 s."""
    left_alone: set[str] = set()
    this_thread = {get_ident()}
    until = monotonic() + _LONGEST
    while monotonic() < until:
        # A loop, since after a call another thread may run: from the end of this one to the fork
        # none does. Nobody holds the lock under which locks are made, nor one that is awaited.
        for _held in iter(lock_held, False):
            break
        else:
            if left_alone >= _LOCKED and this_thread >= _USING:
                return
            locked = dict(_LOCKS)
            left_alone = {name for name, lock in locked.items() if not _is_awaited(name, lock())}
            _wait_for(locked.keys() - left_alone)
        sleep(_MOMENT)


def _is_awaited(name: str, lock: Any) -> bool:
    of_this_thread = getattr(lock, "owner", None) == get_ident()
    return name.partition(".")[0] in _AWAITED and not of_this_thread


def _wait_for(modules: set[str]) -> None:
    for name in modules:
        try:  # noqa: SIM105  # contextlib would come before the first fork is made safe
            importlib.import_module(name)
        except Exception:  # noqa: S110  # the thread that imports it is told
            pass


if hasattr(os, "register_at_fork"):  # Windows has no fork
    os.register_at_fork(before=wait_for_others, after_in_child=_USERS.clear)
