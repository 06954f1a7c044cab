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
    folder = os.path.dirname(os.path.abspath(__file__))
    with open(os.path.join(folder, f"{name}.json"), encoding="utf-8") as file:
        read: dict[str, Any] = json.load(file)
    return read
