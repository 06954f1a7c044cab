"""A mixin reads fields by name: every class that has it, in every version, has those fields."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from importlib import import_module
from typing import Any, Generic, Protocol

import pytest

from codegen.mixins import read_table
from codegen.staging import module_of, package_name, version_folders
from tests.samples import ROOT

VERSIONS = [folder.name for folder in version_folders(ROOT / "schemas")]
TABLE = read_table(ROOT / "codegen" / "mixins.toml", ROOT / "src/ska_oso_pdm/ext", VERSIONS)


def functions(mixin: type) -> Iterator[Any]:
    """Yield the methods and properties of a mixin as functions."""
    for member in vars(mixin).values():
        found = member.fget if isinstance(member, property) else member
        if inspect.isfunction(found):
            yield found


def read_by(mixin: type) -> set[str]:
    """Give the names that a mixin reads of its object, as its protocols say."""
    wanted = [f.__globals__.get(f.__annotations__.get("self")) for f in functions(mixin)]
    protocols = [one for one in wanted if getattr(one, "_is_protocol", False)]
    parts = [
        vars(part)
        for one in protocols
        for part in one.__mro__[:-1]
        if part not in (Protocol, Generic)
    ]
    names = {name for part in parts for name in (*part, *part.get("__annotations__", ()))}
    return {name for name in names if not name.startswith("_")}


@pytest.mark.parametrize("version", VERSIONS)
def test_every_class_has_what_its_mixins_read(version: str) -> None:
    lacking, looked = [], 0
    for pointer, mixins in TABLE["mixins"].items():
        file, _, title = pointer.partition("#")
        if not file.startswith(f"{version}/"):
            continue
        name = module_of(ROOT, file).stem
        module = import_module(f"ska_oso_pdm.generated.{package_name(version)}.{name}")
        cls = getattr(module, title)
        for path in mixins:
            home, _, mixin = path.rpartition(".")
            wanted = read_by(getattr(import_module(f"ska_oso_pdm.ext.{home}"), mixin))
            looked += len(wanted)
            has = {*cls.model_fields, *dir(cls)} if hasattr(cls, "model_fields") else {*dir(cls)}
            lacking += [f"{pointer} has {path}, which reads {one}" for one in wanted - has]
    assert lacking == []
    assert looked
