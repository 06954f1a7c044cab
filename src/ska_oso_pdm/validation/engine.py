"""The engine that judges: jsonschema-rs where it is installed, elsewhere one in Python alone.

It is chosen here, once, by what is installed: there is no jsonschema-rs for WebAssembly. Both give
the same verdicts, and raise a ValueError where they come to a value that stands for no JSON;
`tests/validation/test_engines.py` holds that.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

try:
    from ska_oso_pdm.validation.rust_engine import judge_alone, judge_by, judge_of
except ModuleNotFoundError as error:
    if error.name != "jsonschema_rs":  # it is there, and broken
        raise
    from ska_oso_pdm.validation.own_engine import judge_alone, judge_by, judge_of

__all__ = ["Judge", "judge_alone", "judge_by", "judge_of"]

Judge = Callable[[Any], bool]
"""Tells whether a value is valid."""
