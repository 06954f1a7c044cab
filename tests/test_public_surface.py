"""The names that others import: none may vanish, and a new one is a decision.

`tests/public-surface.txt` lists them, one module a line. After a decision to change it, run
`python -m tests.test_public_surface` and commit what it writes.
"""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path
from types import ModuleType

import pytest

import ska_oso_pdm
from ska_oso_pdm import builders
from tests.test_imports import FACADES

SNAPSHOT = Path(__file__).with_name("public-surface.txt")


def modules() -> list[str]:
    """List the modules that are public: the root, what services and tests use, and facades."""
    found = ["ska_oso_pdm", "ska_oso_pdm.openapi", "ska_oso_pdm.testing"]
    for name in (*FACADES, "builders"):
        package = importlib.import_module(f"ska_oso_pdm.{name}")
        inside = pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
        found += [package.__name__, *(module.name for module in inside)]
    return sorted(found)


def public(module: ModuleType) -> list[str]:
    """List the names of a module: those it declares, or those that it defines itself."""
    if hasattr(module, "__all__"):
        return sorted(module.__all__)
    own = (name for name in vars(module) if not name.startswith("_"))
    return sorted(
        name
        for name in own
        if getattr(vars(module)[name], "__module__", module.__name__) == module.__name__
        and not isinstance(vars(module)[name], ModuleType)
    )


def surface() -> str:
    lines = []
    for name in modules():
        names = public(importlib.import_module(name))
        lines.append(f"{name}: {' '.join(names)}".rstrip())
    return "\n".join(lines) + "\n"


def test_surface_is_the_one_that_was_decided() -> None:
    assert surface().splitlines() == SNAPSHOT.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("name", modules())
def test_every_name_can_be_had(name: str) -> None:
    module = importlib.import_module(name)
    for attribute in public(module):
        assert getattr(module, attribute) is not None


def test_names_of_today_are_one_class_wherever_they_are_imported_from() -> None:
    homes: dict[str, set[int]] = {}
    for name in modules():
        if ".entities" in name or ".schemas" in name:
            continue  # the layout of 2022
        module = importlib.import_module(name)
        for attribute in public(module):
            homes.setdefault(attribute, set()).add(id(getattr(module, attribute)))
    assert [name for name, found in homes.items() if len(found) > 1] == []


@pytest.mark.parametrize(
    ("path", "home"),
    [
        ("ext.celestial.sky_coords", "ext.sky.celestial.sky_coords"),
        ("ext.coordinates.sky_coords", "ext.sky.coordinates.sky_coords"),
        ("ext.directions.to_icrs", "ext.sky.directions.to_icrs"),
    ],
)
def test_paths_that_pages_named_lead_to_the_same(path: str, home: str) -> None:
    found = []
    for name in (path, home):
        module, _, attribute = name.rpartition(".")
        found.append(getattr(importlib.import_module(f"ska_oso_pdm.{module}"), attribute))
    assert found[0] is found[1]


def test_builders_name_what_they_have() -> None:
    assert set(builders.__all__) <= set(vars(builders))
    assert "SBDefinition" in dir(ska_oso_pdm)


if __name__ == "__main__":
    SNAPSHOT.write_text(surface(), encoding="utf-8")
