"""Arguments of a call, as instances and execution blocks have them: `args` and `kwargs`."""

from __future__ import annotations

from typing import Any


def are_arguments(value: Any) -> bool:
    """Tell whether a JSON value is the arguments of a call, and nothing else.

    One of the two may be absent or null, but no other key may be there.
    """
    if not isinstance(value, dict) or not value or value.keys() - {"args", "kwargs"}:
        return False
    args, kwargs = value.get("args"), value.get("kwargs")
    return isinstance(args, (list, type(None))) and isinstance(kwargs, (dict, type(None)))
