"""The order of the tests, and what holds for all properties that Hypothesis tries."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings

# A checkout may be read-only, and a machine busy.
settings.register_profile(
    "anywhere", database=None, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("anywhere")

_LONG = ("tests/test_limits.py", "tests/codegen/", "tests/testing/", "tests/agreement/")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest, so that no process of several is left alone with it."""
    items.sort(key=lambda item: not item.nodeid.startswith(_LONG))
