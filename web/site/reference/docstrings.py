"""Docstrings as they are written here, which are nearly reStructuredText, made into it."""

from __future__ import annotations

from typing import Any

_CODE = ".. code-block:: python"


def prepare(
    _app: Any, _what: str, _name: str, _object: Any, _options: Any, lines: list[str]
) -> None:
    """Tell Sphinx which lines of a docstring are an example: those indented below a blank one.

    Args:
        lines: of the docstring, changed in place.
    """
    done: list[str] = []
    in_example = False
    for line in lines:
        indented = line.startswith("    ")
        if indented and not in_example and done and not done[-1] and _ends_paragraph(done):
            done += [_CODE, ""]
            in_example = True
        elif line and not indented:
            in_example = False
        done.append(line)
    lines[:] = done


def _ends_paragraph(lines: list[str]) -> bool:
    """Tell whether the last line with words is one of text, and of no section of arguments."""
    last = next((line for line in reversed(lines) if line.strip()), "")
    return not last.startswith(" ")
