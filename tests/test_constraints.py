"""What sessions install: pinned, the same everywhere, and as low as is declared."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.samples import ROOT
from web.python.__main__ import NAMES

FOLDER = ROOT / "constraints"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
DECLARED = [
    Requirement(line)
    for lines in (
        PROJECT["project"]["dependencies"],
        *PROJECT["project"]["optional-dependencies"].values(),
        *PROJECT["dependency-groups"].values(),
    )
    for line in lines
]
WHEELS = ROOT / "web" / "python" / "wheels.txt"
WEBASSEMBLY = {"sys_platform": "emscripten"}
SHIPPED = [Requirement(line) for line in PROJECT["project"]["dependencies"]]


def pinned(name: str) -> dict[str, set[Version]]:
    """Give the versions of each package in a file; several where systems differ."""
    found: dict[str, set[Version]] = {}
    for line in (FOLDER / name).read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            requirement = Requirement(line)
            (only,) = requirement.specifier
            assert only.operator == "==", line
            versions = found.setdefault(canonicalize_name(requirement.name), set())
            versions.add(Version(only.version))
    return found


@pytest.mark.parametrize("file", ["pinned.txt", "lowest.txt"])
def test_every_declared_dependency_is_there_within_its_bounds(file: str) -> None:
    found = pinned(file)
    for requirement in DECLARED:
        for version in found[canonicalize_name(requirement.name)]:
            assert requirement.specifier.contains(version), requirement


@pytest.mark.parametrize("requirement", SHIPPED, ids=lambda requirement: requirement.name)
def test_the_lowest_is_the_bound_that_is_declared(requirement: Requirement) -> None:
    bounds = [s.version for s in requirement.specifier if s.operator == ">="]
    release = Version(bounds[0]).release
    for version in pinned("lowest.txt")[canonicalize_name(requirement.name)]:
        assert version.release[: len(release)] == release


def test_what_the_package_imports_is_declared() -> None:
    known = {"annotated_types", "astropy", "erfa", "jiter", "jsonschema_rs", "numpy", "orjson"}
    known |= {"pydantic", "pydantic_core", "tqdm", "typing_extensions"}
    declared = {canonicalize_name(requirement.name) for requirement in SHIPPED}
    names = {"erfa": "pyerfa", "pydantic_core": "pydantic"}  # the latter pins the former
    for module in known:
        assert canonicalize_name(names.get(module, module)) in declared
    from tests.test_imports import MAY_IMPORT

    used = {name for _, others in MAY_IMPORT.values() for name in others}
    # The service that asks for the first has it; the others are in the extras of their rooms.
    extras = {"hypothesis", "jsonschema", "referencing", "rich", "rich_argparse"}
    assert used - known == {"fastapi", *extras}


def test_wheels_for_webassembly_are_of_the_pinned_versions() -> None:
    lines = [line for line in WHEELS.read_text("utf-8").splitlines() if not line.startswith("#")]
    wheels = dict(
        re.fullmatch(r"(\S+)==(\S+) --hash=sha256:[0-9a-f]{64}", x).groups() for x in lines
    )  # type: ignore[union-attr]
    assert [*wheels] == sorted(NAMES)
    for name, version in wheels.items():
        assert {Version(version)} == pinned("pinned.txt")[name], "run python -m web.python --lock"


def test_what_is_asked_for_in_webassembly_is_there() -> None:
    asked = {r.name for r in SHIPPED if not r.marker or r.marker.evaluate(WEBASSEMBLY)}
    assert asked <= {*NAMES, "tqdm"}, "the last one, in Python alone, is for terminals"


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.txt")), ids=lambda file: file.name)
def test_no_address_is_written_down(file: Path) -> None:
    assert not re.search(r"://|@|/[a-z]+/", file.read_text(encoding="utf-8"))
