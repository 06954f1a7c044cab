"""Builders of both telescopes say the same of arguments and errors, which is written once."""

from __future__ import annotations

import inspect
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest

from ska_oso_pdm import builders
from ska_oso_pdm.builders import csp_builder
from ska_oso_pdm.builders.fields import documented_like

TWINS: list[tuple[Callable[..., Any], Callable[..., Any]]] = [
    (builders.LowObservationSetBuilder, builders.MidObservationSetBuilder),
    (builders.LowSBDefinitionBuilder, builders.MidSBDefinitionBuilder),
    (builders.LowTargetBuilder, builders.MidTargetBuilder),
    (csp_builder.LowCSPConfigurationBuilder, csp_builder.MidCSPConfigurationBuilder),
]


def sections(builder: Callable[..., Any]) -> list[str]:
    """Give the paragraphs on arguments and errors."""
    text = inspect.getdoc(builder)
    assert text
    return [part for part in text.split("\n\n") if part.startswith(("Args:", "Raises:"))]


@pytest.mark.parametrize(("low", "mid"), TWINS)
def test_twins_say_the_same_of_arguments_and_errors(
    low: Callable[..., Any], mid: Callable[..., Any]
) -> None:
    assert sections(mid) == sections(low)
    assert sections(mid)[-1] == (
        "Raises:\n    TypeError: for a name that is no field.\n"
        "    pydantic.ValidationError: when a value does not fit its field."
    )
    assert "SKA MID" in str(inspect.getdoc(mid)).partition("\n")[0]


def test_a_docstring_keeps_its_own_words_first() -> None:
    def low(fields: int) -> int:
        """Make one.

        It is like no other.

        Args:
            fields: how many.
        """
        return fields

    @documented_like(low)
    def mid(fields: int) -> int:
        """Make another."""
        return fields

    assert inspect.getdoc(mid) == "Make another.\n\nArgs:\n    fields: how many."
    assert mid(2) == low(2) == 2
    assert inspect.signature(mid) == inspect.signature(low)


def test_an_interpreter_without_docstrings_has_none() -> None:
    code = "from ska_oso_pdm.builders import MidTargetBuilder; print(MidTargetBuilder.__doc__)"
    done = subprocess.run(
        [sys.executable, "-OO", "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout == "None\n"
