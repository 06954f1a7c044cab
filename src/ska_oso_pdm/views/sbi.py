"""The sections of a summary of a scheduling block instance."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ska_oso_pdm.personal import PERSONAL
from ska_oso_pdm.views.eb import arguments, of_edition
from ska_oso_pdm.views.rows import Rows, dates, filled, moment


def header(instance: Any) -> Rows:
    """Give the rows that say what is executed where."""
    subarray = instance.subarray_id
    rows = [
        ["telescope", str(instance.telescope)],
        ["sub-array", "" if subarray is None else str(subarray)],
        ["definition", of_edition(instance.sbd_ref, instance.sbd_version)],
        ["execution block", instance.eb_ref or "(none)"],
    ]
    return filled(rows) + dates(instance)


def sections(instance: Any) -> Iterator[tuple[str, Rows]]:
    """Yield title and rows of each section."""
    calls = instance.activities
    yield f"Activities: {len(calls)}", _calls(calls)


def _calls(calls: list[Any]) -> Rows:
    """Give the table of calls: a row for each, or for each function that got arguments."""
    rows = [["", "executed", "activity", "function", "arguments"]] if calls else []
    for number, call in enumerate(calls, 1):
        lead = [str(number), moment(call.executed_at), call.activity_ref or "-"]
        for function in call.runtime_args or (None,):
            rows.append([*lead, *_function(function)])
            lead = ["", "", ""]
    return rows


def _function(function: Any) -> list[str]:
    if function is None:
        return ["-"]
    name = function.function_name or "-"
    shown = name if name == "-" or name.isidentifier() else PERSONAL  # it may be anything
    return [shown, arguments(function.function_args) or "-"]
