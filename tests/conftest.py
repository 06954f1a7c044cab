"""The order of the tests."""

from __future__ import annotations

import pytest

_LONG = ("tests/test_limits.py", "tests/codegen/", "tests/testing/", "tests/agreement/")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest, so that no process of several is left alone with it."""
    items.sort(key=lambda item: not item.nodeid.startswith(_LONG))
