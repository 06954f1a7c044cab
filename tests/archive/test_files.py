"""Which files a command takes, and that one bad file leaves the others alone."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import ska_oso_pdm as pdm
from ska_oso_pdm.archive.files import expanded, folders
from ska_oso_pdm.archive.usual_stash import NAME
from ska_oso_pdm.cli import main
from ska_oso_pdm.cli.judging import judge
from ska_oso_pdm.cli.output import tell
from tests.samples import ROOT

IMAGING = ROOT / "examples" / "1.0" / "sbd-mid-imaging.json"
OLD = ROOT / "examples" / "0.7" / "sbd-low.json"
Capture = pytest.CaptureFixture[str]


def listed(names: list[str]) -> list[str]:
    return expanded(names, tell)


@pytest.fixture
def blocks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder `blocks` in the working directory: a file, and one in a folder below."""
    folder = tmp_path / "work" / "blocks"
    (folder / "sub").mkdir(parents=True)
    monkeypatch.chdir(folder.parent)
    for name in ("a.json", "sub/b.json"):
        shutil.copy(IMAGING, folder / name)
    return folder


class TestLinks:
    def test_a_folder_linked_into_itself_is_visited_once(self, blocks: Path) -> None:
        for name in ("loop", "again", "sub/up", "sub/self"):
            target = "." if name == "sub/self" else str(blocks)
            (blocks / name).symlink_to(target)
        expected = ["blocks/a.json", "blocks/sub/b.json"]
        for given in ("blocks", "blocks/**/*.json", "**/*.json", "bl*", "blocks/**", "*/**"):
            assert listed([given]) == expected, given
        assert listed([str(blocks / "**" / "*.json")]) == [
            str(blocks / "a.json"),
            str(blocks / "sub" / "b.json"),
        ]

    def test_a_folder_is_found_through_a_link_where_that_alone_leads_to_it(
        self, blocks: Path
    ) -> None:
        outside = blocks.parent / "outside"
        outside.mkdir()
        shutil.copy(IMAGING, outside / "c.json")
        (blocks / "first").symlink_to(outside)
        (blocks / "second").symlink_to(outside)
        found = listed(["blocks"])
        assert len(found) == 3
        assert found[1] in ("blocks/first/c.json", "blocks/second/c.json")
        (blocks / "0").symlink_to("sub")  # the name of the folder itself goes first
        assert "blocks/sub/b.json" in listed(["blocks"])

    def test_a_linked_file_is_taken_and_a_link_to_nothing_is_told(
        self, blocks: Path, capsys: Capture
    ) -> None:
        (blocks / "l.json").symlink_to("a.json")
        (blocks / "m.json").symlink_to("nowhere")
        (blocks / "n.json").symlink_to("n.json")
        assert listed(["blocks"]) == ["blocks/a.json", "blocks/l.json", "blocks/sub/b.json"]
        assert capsys.readouterr().err == (
            "ska-oso-pdm: left out: pipes, devices and links to nothing (2); what is named by "
            "itself is taken\n"
        )


class TestPatterns:
    @pytest.mark.parametrize(
        ("pattern", "expected"),
        [
            ("blocks/*", ["blocks/a.json", "blocks/sub/b.json"]),
            ("blocks/s*", ["blocks/sub/b.json"]),
            ("blocks/?ub", ["blocks/sub/b.json"]),
            ("*", ["blocks/a.json", "blocks/sub/b.json"]),
            ("*/*.json", ["blocks/a.json"]),
            ("**/b.json", ["blocks/sub/b.json"]),
            ("blocks/**/sub", ["blocks/sub/b.json"]),
            ("blocks/**/*", ["blocks/a.json", "blocks/sub/b.json"]),
            ("**/sub/**/*.json", ["blocks/sub/b.json"]),
            ("b*/**/[ab].json", ["blocks/a.json", "blocks/sub/b.json"]),
            ("**/**/**/**/**/b.json", ["blocks/sub/b.json"]),
            ("blocks/x*", ["blocks/x*"]),
            ("x/**/*.json", ["x/**/*.json"]),
        ],
    )
    def test_folders_that_match_stand_for_their_files(
        self, blocks: Path, pattern: str, expected: list[str]
    ) -> None:
        assert listed([pattern]) == expected

    def test_a_folder_whose_name_is_a_pattern_is_that_folder(self, blocks: Path) -> None:
        blocks.rename("x[1]")
        assert listed(["x[1]"]) == ["x[1]/a.json", "x[1]/sub/b.json"]
        assert listed(["x[[]1]/**/b.json"]) == ["x[1]/sub/b.json"]
        assert folders(["x*", "-", "x[1]/a.json"]) == ["x[1]"]

    def test_with_output_files_keep_their_place_below_the_folder_that_matches(
        self, blocks: Path
    ) -> None:
        shutil.copy(IMAGING, blocks / "sub" / "a.json")
        assert main(["upgrade", "--output", "new", "b*"]) == 0
        written = sorted(str(path) for path in Path("new").rglob("*.json"))
        assert written == ["new/a.json", "new/sub/a.json", "new/sub/b.json"]


class TestLeftOut:
    @pytest.mark.parametrize("given", ["blocks", "b*"])
    def test_what_is_left_out_is_told_in_one_line(
        self, blocks: Path, given: str, capsys: Capture
    ) -> None:
        (blocks / ".git").mkdir()
        shutil.copy(IMAGING, blocks / ".git" / "x.json")
        for name in (".h.json", "sub/.i.json", "B.JSON", "notes.txt", ".DS_Store"):
            shutil.copy(IMAGING, blocks / name)
        os.mkfifo(blocks / "pipe.json")
        for command in ("validate", "identify", "upgrade --dry-run"):
            assert main([*command.split(), given]) == 0
            printed = capsys.readouterr()
            assert printed.err.splitlines()[0] == (
                "ska-oso-pdm: left out: hidden files (2), hidden folders (1), names that end in "
                ".JSON or the like (1), pipes, devices and links to nothing (1); what is named by "
                "itself is taken"
            )
        for name in (".h.json", "B.JSON", ".git"):
            assert main(["validate", f"blocks/{name}"]) == 0
            assert capsys.readouterr().err == ""

    def test_nothing_is_told_where_all_is_taken(self, blocks: Path, capsys: Capture) -> None:
        (blocks / "notes.txt").touch()
        assert main(["identify", "blocks"]) == 0
        assert capsys.readouterr().err == ""


COMMANDS = ["validate", "validate --format json", "identify", "identify --format json"]
COMMANDS += ["upgrade --dry-run", "upgrade --dry-run --report json", "upgrade --output new"]


@pytest.mark.parametrize("command", COMMANDS)
class TestFaults:
    """Whatever is wrong with one file, the others are done, and it is told."""

    @pytest.fixture
    def done(self, blocks: Path, command: str, capsys: Capture) -> Callable[[int], str]:
        def run(status: int) -> str:
            """Run the command; give what is told, and see that the good files were done."""
            assert main([*command.split(), "blocks"]) == status
            printed = capsys.readouterr()
            said = printed.out + printed.err
            assert "a.json" in said
            assert "b.json" in said
            if "json" in command:
                json.loads(printed.out.encode())
            if "--output" in command:
                assert {path.name for path in Path("new").rglob("*")} >= {"a.json", "b.json"}
            return said

        return run

    def test_a_name_that_is_no_utf_8(
        self, blocks: Path, command: str, done: Callable[[int], str]
    ) -> None:
        shutil.copy(IMAGING, os.fsencode(blocks) + b"/x\xff\xe9.json")
        said = done(0)
        assert ("x\\xff\\xe9.json" in said) or ("x\\\\xff\\\\xe9.json" in said)

    def test_a_file_that_cannot_be_opened(
        self, blocks: Path, monkeypatch: pytest.MonkeyPatch, done: Callable[[int], str]
    ) -> None:
        errors: dict[str, Exception] = {
            "denied.json": PermissionError(13, "Permission denied"),
            "gone.json": FileNotFoundError(2, "No such file"),
            "broken.json": OSError(5, "Input/output error"),
            "folder.json": IsADirectoryError(21, "Is a directory"),
        }
        for name in errors:
            shutil.copy(IMAGING, blocks / name)

        def opened(path: Any, *arguments: Any, **options: Any) -> Any:
            if error := errors.get(os.path.basename(os.fspath(path))):
                raise error
            return open(path, *arguments, **options)

        monkeypatch.setattr("ska_oso_pdm.documents.source.open", opened, raising=False)
        said = done(2)
        for text in (
            "cannot be read: Permission denied",
            "no such file; check the path",
            "cannot be read: Input/output error",
            "is a directory that cannot be listed: Not a directory",
        ):
            assert text in said

    @pytest.mark.parametrize(
        "error",
        [RuntimeError("x"), RecursionError("x"), MemoryError(), OSError(5, "x"), KeyError("x")],
        ids=lambda error: type(error).__name__,
    )
    def test_a_mistake_of_ours(
        self,
        blocks: Path,
        monkeypatch: pytest.MonkeyPatch,
        done: Callable[[int], str],
        error: Exception,
    ) -> None:
        shutil.copy(IMAGING, blocks / "odd.json")
        from ska_oso_pdm.documents import source

        original = source._parse

        def parse(data: bytes, name: str | None, **options: Any) -> Any:
            if name and name.endswith("odd.json"):
                raise error
            return original(data, name, **options)

        monkeypatch.setattr(source, "_parse", parse)
        said = done(2)
        assert "odd.json" in said
        assert "needs more memory" in said or "a mistake in" in said or "cannot be read: x" in said

    def test_an_error_that_is_no_exception_to_python(
        self, blocks: Path, monkeypatch: pytest.MonkeyPatch, done: Callable[[int], str]
    ) -> None:
        class Panic(BaseException):
            pass

        shutil.copy(IMAGING, blocks / "odd.json")
        from ska_oso_pdm.documents import source

        original = source._parse

        def parse(data: bytes, name: str | None, **options: Any) -> Any:
            if name and name.endswith("odd.json"):
                raise Panic("stack overflow")
            return original(data, name, **options)

        monkeypatch.setattr(source, "_parse", parse)
        assert "please report it: Panic: stack overflow" in done(2)


def test_a_folder_that_cannot_be_listed_is_told(
    blocks: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    listed = os.scandir

    def scandir(path: Any) -> Any:
        if os.path.basename(path) == "sub":
            raise PermissionError(13, "Permission denied")
        return listed(path)

    monkeypatch.setattr(os, "scandir", scandir)
    monkeypatch.setattr(os, "listdir", scandir)
    assert main(["validate", "--details", "blocks"]) == 2
    assert capsys.readouterr().out == (
        "blocks/a.json: valid sbd 1.0\n"
        "blocks/sub: is a directory that cannot be listed: Permission denied [is-a-directory]\n"
    )


def test_names_too_long_and_with_odd_characters_are_told(blocks: Path, capsys: Capture) -> None:
    long = "x" * 5000
    assert main(["validate", "--details", long, f"{long}*", "a\nb.json", "", "blocks"]) == 2
    out = capsys.readouterr().out
    assert f"{long}: cannot be read: File name too long [not-readable]\n" in out
    assert "a\\nb.json: no such file; check the path [not-found]\n" in out
    assert '"": no such file; check the path [not-found]\n' in out
    assert "blocks/a.json: valid" in out


def test_processes_go_on_after_a_fault(blocks: Path) -> None:
    """As in one process; the files are read elsewhere, so that nothing can be patched in."""
    for number in range(210):
        shutil.copy(IMAGING, blocks / f"{number}.json")
    shutil.copy(IMAGING, os.fsencode(blocks) + b"/x\xff.json")
    (blocks / "bad.json").write_bytes(b"\xff")
    command = [
        sys.executable,
        "-m",
        "ska_oso_pdm",
        "validate",
        "--details",
        "--jobs",
        "2",
        "blocks",
    ]
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode == 2
    lines = done.stdout.decode().splitlines()
    assert sum("valid sbd 1.0" in line for line in lines) == 213
    assert "blocks/x\\xff.json: valid sbd 1.0" in lines
    assert any("bad.json:1:1: byte 0xff is not UTF-8" in line for line in lines)


def test_the_row_of_a_fault_is_as_the_others(blocks: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (good,) = judge("blocks/a.json", {})

    def fail(*_: object) -> None:
        raise RuntimeError("x")

    monkeypatch.setattr("ska_oso_pdm.validation.settle_layout", fail)
    (bad,) = judge("blocks/a.json", {})
    assert list(bad) == list(good)
    assert bad["issues"][0]["code"] == "internal-error"
    (without,) = judge("blocks/a.json")
    assert without.keys() == good.keys() - {"findings"}


class TestWriting:
    """`upgrade` breaks no file in silence, and writes nowhere else."""

    CONVERT = ("--allow-loss", "--assume", "all", "--assume", "beam=1")

    @pytest.fixture
    def old(self, blocks: Path) -> Path:
        shutil.copy(OLD, blocks / "old.json")
        return blocks / "old.json"

    def test_a_read_only_file_is_kept(self, old: Path, capsys: Capture) -> None:
        shutil.copy(OLD, old.parent / "z.json")
        old.chmod(0o444)
        before = old.read_bytes()
        assert main(["upgrade", "--details", "--in-place", *self.CONVERT, "blocks"]) == 2
        assert old.read_bytes() == before
        assert (
            "blocks/old.json: blocks/old.json is kept as it is: it is read-only; allow writing, "
            "for example with chmod u+w, or write elsewhere with --output [not-writable]\n"
        ) in capsys.readouterr().out
        assert pdm.recognise(old.parent / "z.json").version == "1.0"
        old.chmod(0o644)
        assert main(["upgrade", "--in-place", *self.CONVERT, "blocks/old.json"]) == 0
        assert pdm.recognise(old).version == "1.0"

    def test_of_what_could_not_be_changed_no_original_is_said_to_be_kept(
        self, old: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(*_: object) -> None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        with monkeypatch.context() as disk:
            disk.setattr("ska_oso_pdm.documents.atomic.replace", full)
            assert main(["upgrade", "--in-place", *self.CONVERT, str(old)]) == 2
        printed = capsys.readouterr()
        assert "No space left on device" in printed.out
        assert "originals are kept" not in printed.out + printed.err
        assert not (old.parent / NAME).exists()
        assert main(["upgrade", "--in-place", *self.CONVERT, str(old)]) == 0
        printed = capsys.readouterr()
        assert "originals are kept" in printed.out + printed.err

    def test_a_file_with_several_names_is_kept(self, old: Path, capsys: Capture) -> None:
        os.link(old, old.parent.parent / "same.json")
        before = old.read_bytes()
        assert main(["upgrade", "--details", "--in-place", *self.CONVERT, "blocks"]) == 2
        assert old.read_bytes() == before
        assert (
            "blocks/old.json: blocks/old.json is kept as it is: it has 2 names (hard links), and "
            "the others would keep the old content; put a copy in its place first, or write "
            "elsewhere with --output [not-writable]\n"
        ) in capsys.readouterr().out
        assert main(["upgrade", "--output", "new", *self.CONVERT, "blocks"]) == 0
        assert pdm.recognise(Path("new/old.json")).version == "1.0"

    @pytest.mark.parametrize("kind", ["file", "new file", "folder", "folder above"])
    def test_output_never_leaves_its_folder_through_a_link(
        self, old: Path, kind: str, capsys: Capture
    ) -> None:
        outside = Path("outside")
        outside.mkdir()
        (outside / "b.json").write_bytes(b"precious")
        Path("new/sub").mkdir(parents=True)
        link, target = {
            "file": ("new/sub/b.json", outside / "b.json"),
            "new file": ("new/sub/b.json", outside / "c.json"),
            "folder": ("new/sub", outside),
            "folder above": ("new/sub", Path()),
        }[kind]
        if link == "new/sub":
            Path(link).rmdir()
        Path(link).symlink_to(target.resolve())
        before = sorted(Path().rglob("*"))
        assert main(["upgrade", "--details", "--output", "new", *self.CONVERT, "blocks"]) == 2
        assert (outside / "b.json").read_bytes() == b"precious"
        assert (
            "blocks/sub/b.json: new/sub/b.json would be written outside of new, where a link "
            "leads; remove the link, or name another folder with --output [not-writable]\n"
        ) in capsys.readouterr().out
        made = {str(path) for path in Path().rglob("*")} - {str(path) for path in before}
        assert made == {"new/a.json", "new/old.json", "new/ska-oso-pdm-stash.ndjson"}

    def test_output_may_be_a_link_and_links_inside_it_may_stay_inside(self, old: Path) -> None:
        Path("real/elsewhere").mkdir(parents=True)
        Path("new").symlink_to("real")
        Path("real/sub").symlink_to("elsewhere")
        assert main(["upgrade", "--output", "new", *self.CONVERT, "blocks"]) == 0
        assert Path("real/elsewhere/b.json").is_file()
