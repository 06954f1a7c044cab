"""Keys that get lost in the paths of the validator: empty ones, and numbers.

jsonschema-rs leaves empty keys out of a path and reads digits as an index, so that `0001` becomes
1. A document with such keys is judged as a copy in which they carry a mark, and the mark is taken
off the problems again.
"""

from __future__ import annotations

import re
from typing import Any

from ska_oso_pdm.wording import Problem

_MARK = "\ue000"  # a private character, which no key needs
_IN_TEXT = re.compile(rb'"(?:[0-9]|\\u00[0-9A-Fa-f]{2})*"\s*:')


def may_have_odd_keys(data: bytes | None) -> bool:
    """Tell whether a text may have odd keys; of a document without text, that is not known."""
    return data is None or bool(_IN_TEXT.search(data))


def mark(value: Any) -> Any:
    """Copy a JSON value, odd keys marked."""
    if isinstance(value, dict):
        return {
            _MARK + key if not key or key.isdecimal() else key: mark(part)
            for key, part in value.items()
        }
    return [mark(part) for part in value] if isinstance(value, list) else value


def unmark(problem: Problem) -> Problem:
    """Take the marks off path and message."""
    path = tuple(
        step.removeprefix(_MARK) if isinstance(step, str) else step for step in problem.path
    )
    return problem._replace(path=path, say=lambda: problem.say().replace(_MARK, ""))
