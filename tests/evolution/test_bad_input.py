"""What is given to `schema diff` and is wrong is told in a sentence with a remedy, and ends."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ska_oso_pdm.catalogue.registry import BASE_URL
from ska_oso_pdm.cli import main
from ska_oso_pdm.documents.source import MAX_BYTES
from ska_oso_pdm.evolution import Impact, schema_set
from tests.evolution.miniatures import Schema, block, closed
from tests.samples import ROOT

Capture = pytest.CaptureFixture[str]
TEXT, NUMBER = {"type": "string"}, {"type": "number"}


def told(capsys: Capture, *arguments: object) -> str:
    """Give the sentence with which a command refuses what it is given, and nothing else."""
    assert main(["schema", "diff", *map(str, arguments)]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    (line,) = printed.err.splitlines()
    return line.removeprefix("ska-oso-pdm schema diff: ")


def written(folder: Path, schema: Schema, version: str = "8.0") -> Path:
    """Write a set of one schema, and give its folder."""
    made = folder / version
    made.mkdir(parents=True)
    meta = "https://json-schema.org/draft/2020-12/schema"
    whole = {"$schema": meta, "$id": f"{BASE_URL}sbd/{version}", **schema}
    text = json.dumps(whole, indent=1).replace("VERSION", version)
    (made / "sbd.json").write_text(text, encoding="utf-8")
    return made


def to(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def using(**definitions: Schema) -> Schema:
    """Give a block with a value that the definition A says."""
    return block({"a": to("A")}, **definitions)["sbd"]


class TestReferences:
    @pytest.mark.parametrize(
        ("schema", "path"),
        [
            ({"$ref": "#"}, "/"),
            ({"$ref": f"{BASE_URL}sbd/8.0#"}, "/"),
            (using(A=to("A")), "/$defs/A"),
            (using(A=to("B"), B=to("A")), "/$defs/A"),
            (using(A={"anyOf": [{"type": "null"}, to("A")]}), "/$defs/A"),
            (using(A={"oneOf": [to("B"), TEXT]}, B={"allOf": [to("A")]}), "/$defs/A"),
            (using(A={"not": to("A")}), "/$defs/A"),
            (using(A={"if": TEXT, "then": to("A")}), "/$defs/A"),
            (using(A={"dependentSchemas": {"b": to("A")}}), "/$defs/A"),
            (using(A=TEXT, B=to("B")), "/$defs/B"),
        ],
    )
    def test_that_never_end_are_refused_on_either_side(
        self, schema: Schema, path: str, tmp_path: Path, capsys: Capture
    ) -> None:
        wrong = written(tmp_path, schema)
        good = written(tmp_path, using(A=TEXT), "9.0")
        for sides in ((wrong, good), (good, wrong), (wrong, wrong), (good, good, "--also", wrong)):
            at, _, said = told(capsys, *sides).rpartition(f": {path}: ")
            assert at.startswith(f"{wrong}/sbd.json:")
            assert said == (
                "a reference leads back to here for the same value, which never ends; take it out"
            )

    @pytest.mark.parametrize("reference", ["http://[bad", "//[", "http://[::1/a"])
    def test_that_are_no_url_are_refused(
        self, reference: str, tmp_path: Path, capsys: Capture
    ) -> None:
        wrong = written(tmp_path, using(A={"items": {"$ref": reference}}))
        at, _, said = told(capsys, wrong, "1.0").partition(": /$defs/A/items/$ref: ")
        assert at.startswith(f"{wrong}/sbd.json:")
        assert said == f'"{reference}" is no URL; correct it'

    def test_to_what_is_always_and_never_valid_are_told_apart(
        self, tmp_path: Path, capsys: Capture
    ) -> None:
        old, new = (block({"a": allowed})["sbd"] for allowed in (True, False))
        sides = written(tmp_path, old), written(tmp_path, new, "8.1")
        assert main(["schema", "diff", *map(str, sides)]) == 1
        assert "nothing differs" not in capsys.readouterr().out


TREE = closed("Tree", {"left": to("A"), "right": to("A"), "value": NUMBER})
LIST = {"type": "array", "items": to("B")}
CHOICE = {"oneOf": [closed("One", {"kind": {"const": "one"}, "rest": to("A")}), NUMBER]}


def long(last: Schema, *, inside: bool) -> Schema:
    """Give a block with many references, each to the next one or an object that has it."""
    links = {f"A{index or ''}": to(f"A{index + 1}") for index in range(400)}
    if inside:
        links = {name: closed(name, {"a": link}) for name, link in links.items()}
    return using(**links, A400=last)


def mesh(number: int, factor: int) -> Schema:
    """Give a block with objects each of which holds all the others."""
    return using(
        **{
            f"A{index or ''}": closed(
                "", {f"k{k}": to(f"A{(k + index * factor) % number or ''}") for k in range(number)}
            )
            for index in range(number)
        }
    )


class TestWhatIsDeep:
    @pytest.mark.parametrize(
        ("old", "new"),
        [
            (using(A=TREE), using(A=closed("Tree", {"left": to("A"), "value": TEXT}))),
            (using(A=TREE), using(A=closed("Tree", {"left": to("B")}), B=TREE)),
            (using(A=TREE), using(A=closed("Tree", {"left": to("B")}), B={"items": to("A")})),
            (using(A=LIST, B=CHOICE), using(A=LIST, B={"type": "array", "items": to("A")})),
            (using(A=LIST, B=CHOICE), using(A={"anyOf": [LIST, TEXT]}, B=CHOICE)),
            (using(A=LIST, B={"anyOf": [LIST, TEXT]}), using(A=CHOICE, B=LIST)),
            (using(A={"additionalProperties": to("A")}), using(A={"prefixItems": [to("A")]})),
            (mesh(3, 1), {**mesh(3, 2), "required": ["a"]}),
            (long(TEXT, inside=False), long(NUMBER, inside=False)),
            (long(TEXT, inside=True), long(NUMBER, inside=True)),
        ],
    )
    def test_ends_and_is_not_said_to_be_safe(
        self, old: Schema, new: Schema, tmp_path: Path, capsys: Capture
    ) -> None:
        sides = [str(written(tmp_path, old)), str(written(tmp_path, new, "9.0"))]
        for pair in (sides, sides[::-1]):
            assert main(["schema", "diff", "--format", "json", *pair]) in (0, 1)
            found = json.loads(capsys.readouterr().out)
            assert {found["backward"], found["forward"]} & {"breaks", "unknown"}

    def test_is_compared_however_many_parts_are_inside_of_each_other(
        self, tmp_path: Path, capsys: Capture
    ) -> None:
        sides = written(tmp_path, mesh(20, 1)), written(tmp_path, mesh(20, 2), "9.0")
        assert main(["schema", "diff", *map(str, sides)]) in (0, 1)
        assert capsys.readouterr().err == ""


def _folder(path: Path) -> None:
    path.mkdir()


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as one:
        one.bind(os.path.relpath(path))  # whose length is limited


@pytest.mark.skipif(sys.platform == "win32", reason="there are other special files")
class TestWhatIsNoFile:
    @pytest.mark.parametrize(
        ("make", "said"),
        [
            (os.mkfifo, "a pipe, a socket or a device, which holds no schema; name a file, and "),
            (_socket, "a pipe, a socket or a device, which holds no schema; name a file, and "),
            (
                lambda path: path.symlink_to("/dev/null"),
                "a pipe, a socket or a device, which holds no schema; name a file, and ",
            ),
            (_folder, "a folder, whose name ends as that of a schema does; give it another name"),
            (lambda path: path.symlink_to("nothing"), "a link to what is not there; check where "),
        ],
    )
    def test_is_told_with_its_name(
        self,
        make: Callable[[Path], None],
        said: str,
        tmp_path: Path,
        capsys: Capture,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.chdir(tmp_path)
        good = written(tmp_path, using(A=TEXT), "9.0")
        wrong = written(tmp_path, using(A=TEXT))
        make(wrong / "prj.json")
        for name in (wrong, wrong / "sbd.json"):
            assert told(capsys, name, good).startswith(f"{wrong}/prj.json: {said}")
        if not (wrong / "prj.json").is_dir():
            assert told(capsys, wrong / "prj.json", good).startswith(f"{wrong}/prj.json: {said}")

    def test_is_left_out_where_it_is_hidden_as_editors_do(self, tmp_path: Path) -> None:
        folder = written(tmp_path, using(A=TEXT))
        (folder / ".#sbd.json").symlink_to("somebody")
        assert [*schema_set(str(folder)).entities] == ["sbd"]

    def test_in_a_revision_is_told_too(
        self, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for name, said in {
            "link": "a link, of which git",
            "folder": "a folder, whose name",
        }.items():
            folder = written(tmp_path / name, using(A=TEXT))
            wrong = folder / "prj.json"
            if name == "link":
                wrong.symlink_to("sbd.json")
            else:
                wrong.mkdir()
                (wrong / "a.txt").write_text("", encoding="utf-8")
            committed(tmp_path / name)
            monkeypatch.chdir(tmp_path / name)
            assert told(capsys, "HEAD:8.0", "1.0").startswith(f"HEAD:8.0/prj.json: {said}")


def test_a_file_too_large_or_too_deep_has_a_remedy(tmp_path: Path, capsys: Capture) -> None:
    folder = written(tmp_path, using(A=TEXT))
    for text, said in {
        " " * (MAX_BYTES + 1): "larger than 32 MiB, the limit for a document; divide it into ",
        "[" * 300: "1:202: nested more than 200 levels deep, the limit for a document; give ",
        "[" + "[]," * 2_500_000: "more than 2,500,000 values, the limit for a document; divide ",
    }.items():
        (folder / "prj.json").write_text(text, encoding="utf-8")
        assert said in told(capsys, folder, "1.0")


def committed(folder: Path) -> None:
    """Make a repository of a folder, with all of it in one revision."""
    git = ["git", "-c", "user.name=DefaultUser", "-c", "user.email=", "-c", "commit.gpgsign=false"]
    for arguments in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "-m", "all"]):
        subprocess.run([*git, *arguments], cwd=folder, check=True)


class TestRevisions:
    def test_that_are_not_there_are_told_apart(
        self, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        written(tmp_path / "schemas", using(A=TEXT))
        committed(tmp_path)
        monkeypatch.chdir(tmp_path)
        cases = {
            "nix:schemas/8.0": "git knows no revision 'nix'; name a branch, a tag or a commit ",
            "HEAD:8.0": "'HEAD' has no folder '8.0'; write its path from the top of the repository",
            "HEAD:schemas/8.0/nix.json": "the revision has no such file; name one that it has",
            "HEAD:": "there is no schema in it; name a folder with .json files",
        }
        for name, said in cases.items():
            assert told(capsys, name, "1.0").startswith(f"{name}: {said}")
        assert [*schema_set("HEAD:schemas/8.0/").entities] == ["sbd"]
        assert [*schema_set("HEAD:schemas/8.0/sbd.json/").entities] == ["sbd"]

    def test_need_a_repository(
        self, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
        assert told(capsys, "main:schemas/1.0", "1.0") == (
            "main:schemas/1.0: this is no repository of git; go into one, or name a folder of "
            "schemas"
        )

    def test_need_git(self, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PATH", "")
        assert told(capsys, "main:schemas/1.0", "1.0") == (
            "main:schemas/1.0: git is needed to read a revision; install it"
        )

    def test_are_no_urls(self, capsys: Capture) -> None:
        assert told(capsys, "https://example.org/sbd", "1.0").startswith("there is no 'https://")


class TestVersionsStillWritten:
    def test_of_other_entities_are_refused(self, capsys: Capture) -> None:
        assert told(capsys, "sbd/1.0", "sbd/1.0", "--also", "prj/1.0") == (
            'sbd/1.0 has "sbd", sbd/1.0 has "sbd", prj/1.0 has "prj": they have no entity in '
            "common; name versions of one"
        )

    def test_that_share_one_are_taken(self, capsys: Capture) -> None:
        assert main(["schema", "diff", "prj/1.0", "prj/1.0", "--also", "1.0"]) == 0


class TestDocuments:
    @pytest.mark.parametrize("kind", ["missing", "empty", "unnamed", "broken"])
    def test_that_cannot_be_read_are_told_and_the_others_counted(
        self, kind: str, tmp_path: Path, capsys: Capture
    ) -> None:
        (tmp_path / "empty").mkdir()
        (tmp_path / "broken").write_text("[", encoding="utf-8")
        name = "" if kind == "unnamed" else str(tmp_path / kind)
        good = str(ROOT / "examples" / "1.0")
        arguments = ["prj/1.0", "prj/1.0", "--format", "json", "--documents", name, good]
        assert main(["schema", "diff", *arguments]) == 2
        printed = capsys.readouterr()
        assert json.loads(printed.out)["documents"]["unreadable"] == 1
        assert json.loads(printed.out)["documents"]["stay"] > 0
        assert main(["validate", name]) == 2
        assert printed.err == capsys.readouterr().out


def test_objections_are_told_beside_documents_that_cannot_be_read(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Impact, "objections", ["this may not be"])
    assert main(["schema", "judge", "0.1", "--documents", "nothing"]) == 2
    assert capsys.readouterr().err.splitlines() == [
        "this may not be",
        "nothing: no such file; check the path [not-found]",
    ]


def test_approvals_that_are_no_text_are_refused(tmp_path: Path, capsys: Capture) -> None:
    folder = written(tmp_path, using(A=TEXT))
    (tmp_path / "approved-changes.toml").write_bytes(b"\xff")
    assert told(capsys, folder, folder) == "approved-changes.toml: not in UTF-8; save it so"


def test_what_cannot_be_listed_is_told(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(folder: str) -> list[str]:
        raise PermissionError(13, "Permission denied", folder)

    monkeypatch.setattr(os, "listdir", refused)
    assert told(capsys, tmp_path, "1.0") == (
        f"{tmp_path}: cannot be listed: Permission denied; ask who may read it, or name another"
    )
