"""Lets a process be forked while one of its threads imports something of this package.

The lock of a module that is being imported is not released in the child: there the first import of
that module would wait for ever. So a fork waits until such imports have ended.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module

# What this package imports, much of it when it is first needed. None of it waits for a thread of
# the program; a module of the program itself might, for the one that forks.
_AWAITED = sys.stdlib_module_names | frozenset(
    "annotated_types astropy astropy_iers_data erfa jiter jsonschema_rs numpy orjson pydantic "
    "pydantic_core ska_oso_pdm typing_extensions typing_inspection yaml".split()
)


def _in_progress() -> set[str]:
    """Give the awaited modules that some thread is importing."""
    return {
        name
        for name, module in list(sys.modules.items())
        if name.partition(".")[0] in _AWAITED
        and getattr(getattr(module, "__spec__", None), "_initializing", False)
    }


def wait_for_imports() -> None:
    """Wait until no other thread is importing this package, or what it needs."""
    before: set[str] = set()
    while (waiting := _in_progress()) != before:  # the same again: this thread is importing them
        for name in waiting:
            try:  # noqa: SIM105  # contextlib would come before the first fork is made safe
                import_module(name)
            except Exception:  # noqa: S110  # the thread that imports it is told
                pass
        before = waiting


if hasattr(os, "register_at_fork"):  # Windows has no fork
    os.register_at_fork(before=wait_for_imports)
