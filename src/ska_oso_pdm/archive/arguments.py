"""What one argument stands for: a file, or standard input."""

from __future__ import annotations

import os
import sys

from ska_oso_pdm.documents.source import Source, read_file, read_source
from ska_oso_pdm.errors import Issue, UnreadableError

STDIN = "-"


def read_argument(file: str) -> Source:
    """Read the document that an argument names; `-` is standard input.

    Raises:
        UnreadableError: when there is no I-JSON value.
    """
    if file != STDIN:
        return read_file(file, shown(file))
    if sys.stdin is None:
        message = "standard input is closed; send the document to it, or name a file"
        raise UnreadableError([Issue("", "not-readable", message)], shown(file))
    return read_source(sys.stdin.buffer, shown(file))


def shown(file: str) -> str:
    """Give the name of a file as messages have it, with bytes that are no UTF-8 escaped."""
    if file == STDIN:
        return "<stdin>"
    if not file:
        return '""'
    return os.fsencode(file).decode("utf-8", "backslashreplace")
