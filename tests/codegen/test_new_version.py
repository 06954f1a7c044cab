"""`nox -s new_version`: a copy that names itself, in schemas and the table of mixins."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from codegen import freeze
from codegen.__main__ import main as generate
from codegen.mixins import read_table
from codegen.new_version import main
from codegen.staging import version_folders
from tests import rules
from tests.samples import ROOT, parsed

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of what the command reads, and what the pipeline does."""
    for folder in ("schemas", "examples", "codegen", "src"):
        ignore = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=ignore)
    return tmp_path


def table(root: Path) -> dict[str, Any]:
    versions = [folder.name for folder in version_folders(root / "schemas")]
    return read_table(root / "codegen" / "mixins.toml", root / "src/ska_oso_pdm/ext", versions)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


class TestACopy:
    def test_of_the_newest_version_is_the_next_minor_one(
        self, project: Path, capsys: Capture
    ) -> None:
        shutil.copytree(project / "schemas" / "1.0", project / "schemas" / "9.9")
        assert main([], project) == 0
        assert names(project / "schemas" / "9.10") == names(project / "schemas" / "9.9")
        assert capsys.readouterr().out == (
            "new_version: 9.10, a copy of 9.9, in schemas/ and codegen/mixins.toml\n"
            "next:\n"
            "  nox -s generate, and commit this copy alone, so that the next diff shows the real "
            "change\n"
            "  edit schemas/9.10, and write what is affected to examples/9.10\n"
            "  add bad documents to tests/invalid/9.10\n"
            "  write the migration step, where a key goes, moves or means something else\n"
            "  nox -s generate schemas tests agreement\n"
            "  list 9.10 in schemas/markers.json, when documents are to be of it\n"
            "  nox -s freeze -- 9.10, once it is right\n"
            'CONTRIBUTING.md, "The life of a version", explains each step\n'
        )

    @pytest.mark.parametrize("version", ["1.90", "9.0"])
    def test_changes_nothing_else(self, version: str, project: Path) -> None:
        before = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}
        assert main(["1.0", version], project) == 0
        after = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}
        changed = {path for path, content in after.items() if before.get(path) != content}
        copied = set((project / "schemas" / version).iterdir())
        assert changed - {project / "codegen" / "mixins.toml"} == copied

    def test_keeps_the_house_rules(self, project: Path) -> None:
        assert main(["1.0", "9.9"], project) == 0
        folder = project / "schemas" / "9.9"
        assert names(folder) == names(project / "schemas" / "1.0")
        for path in folder.iterdir():
            assert "/1.0" not in path.read_text(encoding="utf-8")
            for rule in rules.ALL:
                assert list(rule(f"9.9/{path.name}", parsed(path))) == []

    def test_has_the_same_mixins(self, project: Path) -> None:
        before = table(project)
        assert main(["1.0", "9.9"], project) == 0
        after = table(project)
        for section, lines in before.items():
            copied = {key.replace("1.0/", "9.9/"): value for key, value in lines.items()}
            assert after[section] == {**lines, **copied}

    def test_of_a_version_that_is_not_the_newest_has_the_same_mixins(self, project: Path) -> None:
        before = table(project)
        assert main(["0.3", "9.9"], project) == 0
        after = table(project)
        for section, lines in before.items():
            own = {key: value for key, value in lines.items() if key.startswith("0.3/")}
            copied = {key.replace("0.3/", "9.9/"): value for key, value in own.items()}
            assert after[section] == {**lines, **copied}

    def test_inside_a_range_has_what_the_range_has(self, project: Path) -> None:
        file = project / "codegen" / "mixins.toml"
        text = file.read_text(encoding="utf-8")
        wide = '"0.2-1.0/sbd.json#Odd" = ["objects.read_values.ReadValuesMixin"]'
        file.write_text(text.replace("[mixins]", f"[mixins]\n{wide}"), encoding="utf-8")
        assert main(["0.7", "0.8"], project) == 0
        assert table(project)["mixins"]["0.8/sbd.json#Odd"]

    def test_of_a_frozen_version_leaves_that_as_it_is(self, project: Path) -> None:
        assert main(["0.1", "9.9"], project) == 0
        assert list(freeze.changed_files(project / "schemas")) == []
        assert not (project / "schemas" / "9.9" / "target.json").exists()

    def test_gives_classes_without_further_edits(self, project: Path) -> None:
        assert main(["1.0", "9.9"], project) == 0
        assert generate([], project) == 0
        generated = project / "src" / "ska_oso_pdm" / "generated"
        for path in (generated / "v1_0").glob("*.py"):
            copied = (generated / "v9_9" / path.name).read_text(encoding="utf-8")
            assert copied == path.read_text(encoding="utf-8").replace("/1.0", "/9.9")


class TestRefuses:
    def refuse(self, project: Path, capsys: Capture, *versions: str) -> str:
        files = sorted(project.rglob("*"))
        before = (project / "codegen" / "mixins.toml").read_bytes()
        assert main(list(versions), project) == 1
        assert sorted(project.rglob("*")) == files
        assert (project / "codegen" / "mixins.toml").read_bytes() == before
        return capsys.readouterr().err

    @pytest.mark.parametrize("name", ["1", "1.0.1", "v1.1", "1.01", "1.x", "", "../1.1", "1.1\n"])
    def test_a_wrong_name(self, name: str, project: Path, capsys: Capture) -> None:
        assert self.refuse(project, capsys, "1.0", name) == (
            f"new_version: {name!r} is no version; write two numbers, for example 1.1\n"
        )

    def test_a_version_that_comes_before(self, project: Path, capsys: Capture) -> None:
        assert self.refuse(project, capsys, "1.0", "0.9") == (
            "new_version: version 0.9 does not come after 1.0; name a later one\n"
        )

    def test_a_version_that_does_not_exist(self, project: Path, capsys: Capture) -> None:
        known = ", ".join(sorted(names_of_versions(project)))
        assert self.refuse(project, capsys, "8.8", "9.9") == (
            f"new_version: there is no version 8.8 in schemas/; there are {known}\n"
        )

    @pytest.mark.parametrize("folder", ["schemas", "examples"])
    def test_a_version_that_exists(self, folder: str, project: Path, capsys: Capture) -> None:
        (project / folder / "9.9").mkdir()
        assert self.refuse(project, capsys, "1.0", "9.9") == (
            f"new_version: {folder}/9.9 exists; take it away, or name another version\n"
        )

    def test_lines_that_are_there(self, project: Path, capsys: Capture) -> None:
        file = project / "codegen" / "mixins.toml"
        text = file.read_text(encoding="utf-8")
        line = '"9.9/sbd.json#Odd" = ["objects.read_values.ReadValuesMixin"]'
        file.write_text(text.replace("[mixins]", f"[mixins]\n{line}"), encoding="utf-8")
        assert self.refuse(project, capsys, "1.0", "9.9") == (
            "new_version: codegen/mixins.toml has lines of 9.9; take them away\n"
        )

    def test_one_version_alone(self, capsys: Capture) -> None:
        with pytest.raises(SystemExit) as caught:
            main(["1.1"])
        assert caught.value.code == 2
        assert "give the old version and the new one, for example 1.0 1.1" in (
            capsys.readouterr().err
        )


def names_of_versions(project: Path) -> list[str]:
    return [name for name in names(project / "schemas") if name[0].isdigit()]
