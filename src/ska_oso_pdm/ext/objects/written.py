"""The faithful form: what was read and what was changed since; `ska_oso_pdm.dumps` writes it."""

from __future__ import annotations

from threading import local
from typing import Any

from pydantic import BaseModel
from pydantic_core import SchemaSerializer

from ska_oso_pdm.ext.insides import by_itself, fields_of, leave_out, rewritten, serialiser
from ska_oso_pdm.ext.values.containers import (
    FreshDict,
    FreshList,
    is_unfilled,
    is_untouched,
    stands_for_null,
)
from ska_oso_pdm.ext.values.forms import FAITHFUL


def faithful(model: Any) -> dict[str, Any]:
    """Write an object as JSON values: what was set, whether or not it is a default."""
    _written.null = False
    value: dict[str, Any] = _faithful_serialiser(type(model)).to_python(
        model, mode="json", exclude_unset=True, warnings=False
    )
    if _written.null:
        _put_nulls(model, value)
    if "interface" not in value and "interface" in model.__pdm_tags__:
        return {"interface": model.__pdm_tags__["interface"], **value}  # read without a label
    return value


_written = local()
"""Whether the thread wrote a container that stands for null: Pydantic writes it as an empty one."""


def _leaves_out(container: Any) -> bool:
    """Tell the writer whether to leave out a container, and note that one stands for null."""
    if container.__class__ in (list, dict):
        return False  # as most are
    if stands_for_null(container):
        _written.null = True
        return False
    return is_unfilled(container)


def _put_nulls(model: Any, value: Any) -> None:
    """Write null for each container that stands for one."""
    waiting = [(model, value)]
    while waiting:
        part, written = waiting.pop()
        if isinstance(part, (list, tuple)) and isinstance(written, list):
            waiting += zip(part, written)
        elif isinstance(written, dict):
            members = part if isinstance(part, dict) else getattr(part, "__dict__", {})
            fresh = getattr(part, "__pdm_fresh__", ())
            for key in members.keys() & written.keys():
                if key in fresh and stands_for_null(members[key]):
                    written[key] = None
                else:
                    waiting.append((members[key], written[key]))


def _faithful_serialiser(cls: type[BaseModel]) -> SchemaSerializer:
    found: SchemaSerializer | None = cls.__dict__.get("__pdm_faithful__")
    if found is None:
        found = serialiser(faithful_schema(cls))
        cls.__pdm_faithful__ = found  # type: ignore[attr-defined]
    return found


def faithful_schema(cls: type[BaseModel]) -> Any:
    """Give the core schema that the faithful form is written by."""
    return rewritten(cls.__pydantic_core_schema__, _faithfully, FAITHFUL)


def _faithfully(model: Any) -> Any:
    """Change a model in a core schema: it leaves out containers that stand for absent ones."""
    own = by_itself(model)
    fields = fields_of(own["serialization"])
    for name, fresh in getattr(model["cls"], "__pdm_fresh__", {}).items():
        unused = _leaves_out if fresh in (FreshList, FreshDict) else is_untouched
        leave_out(fields[name], unused)
    return own
