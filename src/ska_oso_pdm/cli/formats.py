"""The option that says whether people read what a command prints, or programs do."""

from __future__ import annotations

import argparse

TABLE = "text: a table for people"
"""What people read of a command that prints a table."""


def add_format(parser: argparse.ArgumentParser, row: str, text: str = "text for people") -> None:
    """Add the option `--format`.

    Args:
        parser: of the command.
        row: what has a row in the JSON array.
        text: what people read.
    """
    parser.add_argument(
        "--format",
        choices=("text", "json"),
        default="text",
        help=f"{text} (default); json: an array with one row for each {row}",
    )
