"""The pipeline: what it writes is what is there, is always the same, and mistakes are named."""

from __future__ import annotations

import importlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from codegen.__main__ import main
from codegen.errors import CodegenError
from codegen.facades import write_facades
from codegen.mixins import read_table
from codegen.staging import stage, version_folders
from tests.samples import ROOT, parsed

PACKAGE = ROOT / "src" / "ska_oso_pdm"
VERSIONS = [folder.name for folder in version_folders(ROOT / "schemas")]
TABLE = read_table(ROOT / "codegen" / "mixins.toml", ROOT / "src/ska_oso_pdm/ext", VERSIONS)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of what the pipeline reads and writes."""
    for folder in ("schemas", "codegen", "src"):
        ignore = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=ignore)
    return tmp_path


def test_generated_code_is_up_to_date(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--check"]) == 0, capsys.readouterr().out


def test_check_names_what_is_modified_missing_and_stray(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    package = project / "src" / "ska_oso_pdm"
    module = package / "generated" / "v0_1" / "sbd.py"
    module.write_text(module.read_text("utf-8").replace("class Planet(", "class Planets("), "utf-8")
    (package / "entities" / "dish" / "__init__.py").unlink()
    (package / "generated" / "stray.py").write_text("")
    assert main(["--check"], project) == 1
    printed = capsys.readouterr().out
    assert "modified: generated/v0_1/sbd.py\n" in printed
    assert "\n-class Planets(PlanetMixin, PlanetNames, PdmObject):\n" in printed
    assert "missing: entities/dish/__init__.py\n" in printed
    assert "stray: generated/stray.py\n" in printed
    assert main([], project) == 0
    written = {file.relative_to(package): file.read_bytes() for file in package.rglob("*.py")}
    assert written == {
        file.relative_to(PACKAGE): file.read_bytes() for file in PACKAGE.rglob("*.py")
    }


def test_the_same_bytes_whatever_the_hash_seed_and_folder(project: Path, tmp_path: Path) -> None:
    script = "import sys; from pathlib import Path; from codegen.__main__ import main; "
    done = subprocess.run(
        [sys.executable, "-c", f"{script} sys.exit(main(['--check'], Path(sys.argv[1])))", project],
        env={**os.environ, "PYTHONHASHSEED": "1", "PYTHONPATH": str(ROOT)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def change_schema(project: Path, change: Callable[[Any], None]) -> None:
    file = project / "schemas" / "0.1" / "sbd.json"
    schema = parsed(file)
    change(schema)
    file.write_text(json.dumps(schema), encoding="utf-8")


def change_table(project: Path, old: str, new: str) -> None:
    file = project / "codegen" / "mixins.toml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


class TestMistakesInTheTable:
    def error(self, project: Path, capsys: pytest.CaptureFixture[str]) -> str:
        before = (project / "src/ska_oso_pdm/generated/v0_1/sbd.py").read_bytes()
        assert main([], project) == 1
        assert (project / "src/ska_oso_pdm/generated/v0_1/sbd.py").read_bytes() == before
        return capsys.readouterr().err

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("0.1/sbd.json#Planet", "0.1/sbd.json#Comet"),
            ("0.1/sbd.json#Planet", "0.9/sbd.json#Planet"),
            ("#ScanDefinition/scan_duration", "#ScanDefinition/duration"),
            ("0.1-0.7/sbd.json#DateTime", "0.1/sbd.json#Date"),
        ],
    )
    def test_a_pointer_that_matches_nothing(
        self, old: str, new: str, project: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        change_table(project, f'{old}"', f'{new}"')
        wanted = new if "#" in new and new[0] == "0" else f"0.1/sbd.json{new}"
        assert self.error(project, capsys) == (
            f"codegen: mixins.toml: {wanted} matches nothing in the schemas\n"
        )

    @pytest.mark.parametrize("span", ["0.3-0.2", "0.2-0.9", "0.2-0.2", "0.2-0.3-0.4", "-0.3"])
    def test_a_range_that_is_none(
        self, span: str, project: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        change_table(project, '"0.2-0.7/sbd.json#PointingPattern"', f'"{span}/sbd.json#X"')
        assert self.error(project, capsys) == (
            f"codegen: mixins.toml: {span}/sbd.json#X: {span} is no range of versions\n"
        )

    def test_two_entries_for_one_class(
        self, project: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        change_table(project, '"0.1/sbd.json#Planet"', '"0.7/sbd.json#PointingPattern"')
        assert self.error(project, capsys) == (
            "codegen: mixins.toml: 0.2-0.7/sbd.json#PointingPattern: "
            "there is another entry for 0.7/sbd.json#PointingPattern\n"
        )

    def test_a_mixin_that_does_not_exist(
        self, project: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        change_table(project, '"sky.coordinates.PlanetMixin"', '"sky.coordinates.CometMixin"')
        assert self.error(project, capsys) == (
            "codegen: mixins.toml: 0.1/sbd.json#Planet: "
            "ska_oso_pdm.ext.sky.coordinates.CometMixin does not exist\n"
        )

    def test_a_mixin_that_the_generator_does_not_take(
        self, project: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        change_table(
            project,
            '"0.1/sbd.json#Workflow" = ["names_2022.older_names.WorkflowNames"]',
            '"0.1/sbd.json#PlanetName" = ["names_2022.older_names.WorkflowNames"]',
        )
        assert self.error(project, capsys) == (
            "codegen: mixins.toml: 0.1/sbd.json#PlanetName: "
            "the class did not get names_2022.older_names.WorkflowNames\n"
        )


class TestMistakesInSchemas:
    def staged(self, project: Path) -> None:
        stage(project / "schemas", {"mixins": {}, "types": {}}, project / "staged")

    def test_a_reference_out_of_the_repository(self, project: Path) -> None:
        def change(schema: Any) -> None:
            schema["properties"]["telescope"]["anyOf"][0]["$ref"] = "https://example.org/x#/$defs/Y"

        change_schema(project, change)
        message = "^0.1/sbd.json: .ref https://example.org/x.* is no schema of this repository$"
        with pytest.raises(CodegenError, match=message):
            self.staged(project)

    def test_a_reference_to_another_version(self, project: Path) -> None:
        text = (project / "schemas" / "0.1" / "sbd.json").read_text(encoding="utf-8")
        (project / "schemas" / "7.7").mkdir()
        new = text.replace("sbd/0.1", "sbd/7.7").replace(
            "sbd/7.7#/$defs/Planet", "sbd/0.1#/$defs/Planet"
        )
        (project / "schemas" / "7.7" / "sbd.json").write_text(new, encoding="utf-8")
        with pytest.raises(CodegenError, match="^7.7/sbd.json: .* leads to another version$"):
            self.staged(project)

    def test_a_union_without_tag(self, project: Path) -> None:
        change_schema(project, lambda schema: schema["$defs"]["Planet"]["required"].remove("kind"))
        message = "^0.1/sbd.json: the union Target has no tag that its branches share$"
        with pytest.raises(CodegenError, match=message):
            self.staged(project)


def test_a_second_version_becomes_a_package_of_its_own(project: Path) -> None:
    text = (project / "schemas" / "0.1" / "sbd.json").read_text(encoding="utf-8")
    (project / "schemas" / "9.10").mkdir()
    new = project / "schemas" / "9.10" / "sbd.json"
    new.write_text(text.replace("sbd/0.1", "sbd/9.10"), encoding="utf-8")
    assert main([], project) == 0
    module = project / "src/ska_oso_pdm/generated/v9_10/sbd.py"
    assert "class SBDefinition(PdmObject):" in module.read_text(encoding="utf-8")


@pytest.mark.parametrize("pointer", TABLE["mixins"])
def test_every_mapped_class_has_its_mixins_before_the_base(pointer: str) -> None:
    file, _, title = pointer.partition("#")
    version, _, schema = file.partition("/")
    package = (
        f"ska_oso_pdm.generated.v{version.replace('.', '_')}.{Path(schema).stem.replace('-', '_')}"
    )
    names = [cls.__name__ for cls in getattr(importlib.import_module(package), title).__mro__]
    for name in TABLE["mixins"][pointer]:
        assert names.index(name.rpartition(".")[2]) < names.index("PdmObject")


def test_a_range_stands_for_its_ends_and_all_between() -> None:
    entries = TABLE["mixins"]
    for version in ("0.2", "0.3", "0.4", "0.5", "0.6", "0.7"):
        assert entries[f"{version}/sbd.json#PointingPattern"] == [
            "sky.pointing.PointingPatternMixin"
        ]
    assert {pointer.partition("/")[0] for pointer in entries} <= set(VERSIONS)


def test_an_older_package_needs_an_entry_of_its_own(tmp_path: Path) -> None:
    with pytest.raises(CodegenError, match="ska_oso_pdm.old has modules but no entry of its own"):
        write_facades({"ska_oso_pdm.old.module": {"doc": "Old."}}, tmp_path)
