"""The file that `ska-oso-pdm upgrade --stash` writes: `docs/stash.md`."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import ska_oso_pdm as pdm
from ska_oso_pdm.archive import stash_header
from ska_oso_pdm.documents import atomic
from ska_oso_pdm.migrations import Stash
from tests.samples import MID, ROOT, parsed

from .stashes import (
    ANYTHING,
    HEADER,
    LOW,
    TODAY,
    Capture,
    records,
    report,
    upgrade,
    write,
)


def test_the_specification_is_that_of_this_version() -> None:
    page = (ROOT / "docs/stash.md").read_text("utf-8")
    assert f"    {HEADER}" in page
    assert HEADER.encode() == stash_header.HEADER
    assert f"these {len(HEADER)} bytes" in page
    prefix = stash_header.PREFIX.decode()
    assert f"begins with the {len(prefix)} bytes `{prefix}`" in page


class TestFile:
    def test_has_a_line_for_each_document_that_was_changed(self, files: Path, stash: Path) -> None:
        before = (files / "low.json").read_bytes()
        upgrade("--in-place", "--stash", stash, files, status=1)
        (record,) = records(stash)  # of the others one is refused, and one current
        after = (files / "low.json").read_bytes()
        assert list(record) == [
            "file",
            "pointer",
            "entity",
            "identifier",
            "from",
            "to",
            "before",
            "after",
            "original",
            "stash",
        ]
        assert record["file"] == str((files / "low.json").resolve())
        assert (record["pointer"], record["entity"]) == ("", "sbd")
        assert record["identifier"] == parsed(LOW)["sbd_id"]
        assert (record["from"], record["to"]) == ("0.7", "1.0")
        assert record["before"] == hashlib.sha256(before).hexdigest()
        assert record["after"] == hashlib.sha256(after).hexdigest()
        assert record["original"].encode() == before
        stashed = Stash.from_json(record["stash"])
        assert pdm.convert(after, "0.7", stash=stashed).document == parsed(LOW)

    def test_a_repaired_document_is_kept_too(self, files: Path, stash: Path) -> None:
        file = files / "today.json"
        text = file.read_text("utf-8").replace('"ra_str"', '"ra"')
        file.write_text(text, encoding="utf-8")
        upgrade("--in-place", "--stash", stash, file)
        assert records(stash)[0]["original"] == text

    @pytest.mark.skipif(os.name != "posix", reason="files have no such permissions here")
    def test_is_for_its_owner_alone(self, files: Path, stash: Path) -> None:
        upgrade("--in-place", "--stash", stash, files / "today.json")
        assert stash.stat().st_mode & 0o777 == 0o600
        stash.chmod(0o664)
        upgrade("--in-place", "--stash", stash, files / "low.json")
        assert stash.stat().st_mode & 0o777 == 0o600

    def test_is_on_the_disk_before_the_file_is_replaced(
        self, files: Path, stash: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        done: list[str] = []
        sync, replace = os.fsync, atomic.replace
        monkeypatch.setattr(os, "fsync", lambda one: (done.append("synced"), sync(one)))
        monkeypatch.setattr(
            atomic, "replace", lambda path, data: (done.append(str(path)), replace(path, data))
        )
        upgrade("--in-place", "--stash", stash, files / "low.json")
        file = str(files / "low.json")
        assert done.index(file) == len(done) - 2  # its own sync comes after it
        assert done[:-2].count("synced") >= 2  # of the header, and of the record
        assert len(records(stash)) == 1

    def test_a_run_that_ends_early_has_kept_the_original(
        self, files: Path, stash: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def ended(*_: Any) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(atomic, "replace", ended)
        upgrade("--in-place", "--stash", stash, files / "low.json", status=130)
        assert [record["original"] for record in records(stash)] == [LOW.read_text("utf-8")]

    def test_a_second_run_adds_to_it(self, files: Path, stash: Path) -> None:
        upgrade("--in-place", "--stash", stash, files / "low.json")
        first = stash.read_bytes()
        upgrade("--in-place", "--stash", stash, files / "low.json")  # current by now
        assert stash.read_bytes() == first
        upgrade("--in-place", "--stash", stash, *ANYTHING, files / "mid.json")
        assert stash.read_bytes().startswith(first)
        assert len(records(stash)) == 2

    @pytest.mark.parametrize("end", [b'{"file": "x", "poin', b'{"file": "\xc3', b"{}", b"\0\0\0"])
    def test_a_torn_line_is_told_and_the_rest_read(
        self, end: bytes, files: Path, stash: Path, capsys: Capture
    ) -> None:
        upgrade("--in-place", "--stash", stash, files / "low.json")
        with stash.open("ab") as file:
            file.write(end)
        capsys.readouterr()
        upgrade("--dry-run", "--restore", stash, files / "low.json")
        assert capsys.readouterr().err == (
            f"{stash}:3: passed over, since it is no record: a run that was ended left it "
            "incomplete, and had not replaced its document\n"
        )
        upgrade("--in-place", "--stash", stash, *ANYTHING, files / "mid.json")  # goes on after it
        capsys.readouterr()
        upgrade("--in-place", "--restore", stash, files)
        assert capsys.readouterr().err.startswith(f"{stash}:3: passed over, since it is no record")
        assert (files / "low.json").read_bytes() == LOW.read_bytes()
        assert (files / "mid.json").read_bytes() == MID.read_bytes()

    def test_a_last_line_without_its_end_is_read(self, files: Path, stash: Path) -> None:
        upgrade("--in-place", "--stash", stash, files / "low.json")
        stash.write_bytes(stash.read_bytes()[:-1])  # as some editors leave it
        upgrade("--in-place", "--stash", stash, *ANYTHING, files / "mid.json")
        assert len(records(stash)) == 2
        upgrade("--in-place", "--restore", stash, files)
        assert (files / "low.json").read_bytes() == LOW.read_bytes()

    def test_an_original_that_was_tampered_with_is_passed_over(
        self, files: Path, stash: Path, capsys: Capture
    ) -> None:
        upgrade("--in-place", "--stash", stash, files / "low.json")
        stash.write_text(stash.read_text("utf-8").replace("ska_low", "ska_mid"), encoding="utf-8")
        before = (files / "low.json").read_bytes()
        capsys.readouterr()
        upgrade("--in-place", "--restore", stash, files / "low.json")
        assert capsys.readouterr().err == (
            f"{stash}:2: passed over, since it is no record: "
            '"original" is not the text that "before" has the SHA-256 of\n'
        )
        assert (files / "low.json").read_bytes() == before

    def test_two_put_together_are_one(self, files: Path, stash: Path, capsys: Capture) -> None:
        other = stash.with_suffix(".other")
        upgrade("--in-place", "--stash", stash, files / "low.json")
        upgrade("--in-place", "--stash", other, *ANYTHING, files / "mid.json")
        stash.write_bytes(stash.read_bytes() + other.read_bytes())
        capsys.readouterr()
        upgrade("--in-place", "--restore", stash, files / "low.json", files / "mid.json")
        assert capsys.readouterr().err == "2 documents: 2 restored\n"
        assert (files / "low.json").read_bytes() == LOW.read_bytes()
        assert (files / "mid.json").read_bytes() == MID.read_bytes()

    @pytest.mark.parametrize(
        ("line", "reason"),
        [
            ("[1]", "it is no object"),
            ("{}", '"file" is missing or no text'),
            ("[" * 100_000, "it is nested too deep for a document"),
            ("[1e999]", "1e999 is no number that JSON can have"),
        ],
    )
    def test_a_line_that_is_no_record_is_told(
        self, line: str, reason: str, files: Path, stash: Path, capsys: Capture
    ) -> None:
        stash.write_text(f"{HEADER}\n{line}\n", encoding="utf-8")
        upgrade("--in-place", "--restore", stash, files / "low.json")
        said = f"{stash}:3: passed over, since it is no record: {reason}\n"
        assert capsys.readouterr().err == said

    @pytest.mark.skipif(not hasattr(os, "fork"), reason="no such limit here")
    def test_where_it_cannot_grow_no_document_is_replaced(self, files: Path, stash: Path) -> None:
        upgrade("--in-place", "--stash", stash, files / "today.json")
        shutil.copy(files / "low.json", files / "other.json")
        before = {file: file.read_bytes() for file in files.iterdir()}
        code = (
            "import resource, signal, sys; from ska_oso_pdm.cli import main\n"
            "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
            "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
            "sys.exit(main(sys.argv[1:]))"
        )
        paths = [str(files / name) for name in ("low.json", "other.json")]
        command = [sys.executable, "-c", code, "upgrade", "--details", "--in-place"]
        done = subprocess.run(
            [*command, "--stash", str(stash), *paths], capture_output=True, text=True, check=False
        )
        assert done.returncode == 2
        assert done.stdout == "".join(
            f"{path}: {stash} cannot be written: File too large; "
            "check the path, its permissions and the room on the disk [not-writable]\n"
            for path in paths
        )
        assert {file: file.read_bytes() for file in files.iterdir()} == before

    def test_one_that_is_taken_away_meanwhile_is_made_again(
        self, files: Path, stash: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        replace = atomic.replace

        def take_away(path: Any, data: bytes) -> None:
            replace(path, data)
            stash.rename(stash.with_suffix(".first"))

        monkeypatch.setattr(atomic, "replace", take_away)
        upgrade("--in-place", "--stash", stash, files / "low.json")
        upgrade("--in-place", "--stash", stash, *ANYTHING, files / "mid.json")
        assert len(records(stash.with_suffix(".first"))) == 1


class TestPath:
    """What is in the place of a stash and is none is one sentence, and nothing is touched."""

    def refused(self, capsys: Capture, files: Path, option: str, path: object) -> str:
        before = (files / "low.json").read_bytes()
        upgrade("--in-place", option, path, files / "low.json", status=2)
        printed = capsys.readouterr()
        assert printed.out == ""
        assert (files / "low.json").read_bytes() == before
        start = f"ska-oso-pdm upgrade: {path}"
        assert printed.err.startswith(start)
        return printed.err[len(start) :]

    @pytest.mark.parametrize("option", ["--restore", "--stash"])
    @pytest.mark.parametrize(
        "content",
        [
            "[]",
            "{}",
            "{",
            HEADER[:-1],
            HEADER.replace("\n", "\r\n"),
            '{"format": "ska-oso-pdm-stash-file/11"}',
            TODAY.read_text("utf-8"),
        ],
    )
    def test_another_file(
        self, content: str, option: str, files: Path, stash: Path, capsys: Capture
    ) -> None:
        stash.write_bytes(content.encode())
        assert self.refused(capsys, files, option, stash) == (
            ": this is no stash; name one that upgrade --stash has written, or for --stash a new "
            "file\n"
        )
        assert stash.read_bytes() == content.encode()

    @pytest.mark.parametrize("option", ["--restore", "--stash"])
    def test_one_of_a_newer_version(
        self, option: str, files: Path, stash: Path, capsys: Capture
    ) -> None:
        stash.write_text(HEADER.replace("2", "3"), encoding="utf-8")
        assert self.refused(capsys, files, option, stash) == (
            ": a stash of a newer version; update ska-oso-pdm\n"
        )

    @pytest.mark.parametrize("option", ["--restore", "--stash"])
    def test_a_folder(self, option: str, files: Path, capsys: Capture) -> None:
        assert self.refused(capsys, files, option, files) == (
            ": a stash is a plain file, and this is a folder; name a file in it\n"
        )

    @pytest.mark.parametrize("option", ["--restore", "--stash"])
    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
    def test_a_pipe_or_a_device(self, option: str, files: Path, capsys: Capture) -> None:
        os.mkfifo(files / "pipe")
        for path in (files / "pipe", "/dev/full", "/dev/null"):
            assert self.refused(capsys, files, option, path) == (
                ": a stash is a plain file, and this is a pipe or a device; give another name\n"
            )

    @pytest.mark.skipif(not hasattr(os, "O_NOFOLLOW"), reason="links are followed here")
    def test_a_link(self, files: Path, stash: Path, capsys: Capture) -> None:
        for target in (files / "today.json", files / "nothing"):
            stash.symlink_to(target)
            assert self.refused(capsys, files, "--stash", stash) == (
                ": a stash is a plain file, and this is a link; name the file that it leads to\n"
            )
            stash.unlink()
        assert not (files / "nothing").exists()
        assert (files / "today.json").read_bytes() == TODAY.read_bytes()

    def test_in_no_folder(self, files: Path, capsys: Capture) -> None:
        path = files / "none" / "stash"
        assert self.refused(capsys, files, "--stash", path) == (
            " cannot be written: No such file or directory; "
            "check the path, its permissions and the room on the disk [not-writable]\n"
        )
        assert self.refused(capsys, files, "--restore", path) == (
            " cannot be read: No such file or directory\n"
        )

    @pytest.mark.parametrize(
        ("option", "path", "message"),
        [
            ("--stash", "-", "-: a stash is a plain file; name one"),
            ("--restore", "-", "- cannot be read: No such file or directory"),
        ],
    )
    def test_that_is_none(
        self, option: str, path: str, message: str, files: Path, capsys: Capture
    ) -> None:
        upgrade("--in-place", option, path, files / "low.json", status=2)
        assert capsys.readouterr().err == f"ska-oso-pdm upgrade: {message}\n"
        assert (files / "low.json").read_bytes() == LOW.read_bytes()

    @pytest.mark.parametrize("option", ["--stash", "--restore", "--output", "--to"])
    def test_that_is_empty_is_not_left_out(self, option: str, files: Path, capsys: Capture) -> None:
        with pytest.raises(SystemExit, match="2"):
            upgrade(option, "", files / "low.json", status=2)
        said = f"argument {option}: empty; give a value, or leave the option out\n"
        assert capsys.readouterr().err.endswith(said)
        assert (files / "low.json").read_bytes() == LOW.read_bytes()

    def test_an_output_does_not_take_its_place(
        self, files: Path, tmp_path: Path, capsys: Capture
    ) -> None:
        out = tmp_path / "out"
        upgrade("--output", out, "--stash", out / "low.json", files / "low.json", status=2)
        assert capsys.readouterr().err == (
            f"ska-oso-pdm upgrade: {files / 'low.json'} would become {out / 'low.json'}, "
            "which is the stash; name another\n"
        )

    def test_is_no_document(self, files: Path, capsys: Capture) -> None:
        stash = files / "stash.json"
        upgrade("--in-place", "--stash", stash, files / "low.json")
        capsys.readouterr()
        before = stash.read_bytes()
        for argument in (files, files / "*.json"):
            rows = report(capsys, "--in-place", argument, status=1)
            assert [Path(row["file"]).name for row in rows] == [
                "low.json",
                "mid.json",
                "today.json",
            ]
        upgrade("--in-place", stash, status=2)
        assert capsys.readouterr().out == (
            f"{stash}: a stash, which keeps originals of documents; give it to --restore "
            "[is-a-stash]\n"
        )
        assert stash.read_bytes() == before

    def test_of_an_empty_file_a_stash_is_made(self, files: Path, stash: Path) -> None:
        stash.touch()  # a run was ended before it had written anything
        upgrade("--in-place", "--restore", stash, files / "low.json")
        upgrade("--in-place", "--stash", stash, files / "low.json")
        assert len(records(stash)) == 1


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no such processes here")
def test_two_processes_lose_nothing(tmp_path: Path, stash: Path, capsys: Capture) -> None:
    """As `xargs -P 2` runs them."""
    before = {}
    for index in range(40):
        document = {**parsed(LOW), "sbd_id": f"sbd-{index}"}
        file = write(tmp_path / f"{index % 2}" / f"{index}.json", document, indent=2)
        before[file] = file.read_bytes()
    command = [sys.executable, "-m", "ska_oso_pdm", "upgrade", "--in-place", "--stash", str(stash)]
    runs = [
        subprocess.Popen([*command, str(tmp_path / folder)], stdout=subprocess.DEVNULL, stderr=-1)
        for folder in "01"
    ]
    for run in runs:
        assert run.communicate()[1].startswith(b"20 documents: 20 upgraded\noriginals are kept in ")
        assert run.returncode == 0
    assert {record["file"] for record in records(stash)} == {str(f.resolve()) for f in before}
    upgrade("--in-place", "--restore", stash, tmp_path)
    assert {file: file.read_bytes() for file in before} == before
