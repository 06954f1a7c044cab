"""Data that stands beside the modules as JSON, so that other languages read the same."""

from __future__ import annotations

import json
import os
from typing import Any


def table(name: str) -> dict[str, Any]:
    """Read a file of the package.

    Args:
        name: of the file without `.json`, from the folder of the package on.
    """
    with open(table_path(name), encoding="utf-8") as file:
        read: dict[str, Any] = json.load(file)
    return read


def table_path(name: str) -> str:
    """Give the path of a file of the package, named as for `table`."""
    return os.path.join(os.path.dirname(os.path.abspath(__file__)), f"{name}.json")
