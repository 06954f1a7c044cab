"""`ska-oso-pdm upgrade --stash`, and what `--restore` gives back: `docs/stash.md`."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import ska_oso_pdm as pdm
from ska_oso_pdm import validate
from ska_oso_pdm.archive import conversion_job, stash_header
from ska_oso_pdm.cli import main
from ska_oso_pdm.documents import atomic
from ska_oso_pdm.migrations import Stash
from tests.samples import CORPUS, MID, ROOT, exact, parsed

Capture = pytest.CaptureFixture[str]
LOW = ROOT / "examples" / "0.7" / "sbd-low.json"
TODAY = ROOT / "examples" / "1.0" / "sbd-mid-imaging.json"
HEADER = '{"format": "ska-oso-pdm-stash", "version": 2}\n'
MISTAKES = [
    ROOT / "tests/invalid" / version / "icrs-with-ra-and-dec.json" for version in ("0.6", "1.0")
]
FOLDERS = [ROOT / "examples", ROOT / "tests/invalid", *([CORPUS] if CORPUS.is_dir() else [])]
ANYTHING = ["--assume", "all", "--allow-loss"]


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder with a block of 0.7, one of 0.1 that is doubtful, and one of today."""
    for source, name in ((LOW, "low.json"), (MID, "mid.json"), (TODAY, "today.json")):
        shutil.copy(source, tmp_path / name)
    return tmp_path


@pytest.fixture
def stash(tmp_path: Path) -> Path:
    return tmp_path / "stash.ndjson"


def upgrade(*arguments: object, status: int = 0) -> None:
    assert main(["upgrade", *map(str, arguments)]) == status


def report(capsys: Capture, *arguments: object, status: int = 0) -> list[dict[str, Any]]:
    capsys.readouterr()
    upgrade("--report", "json", *arguments, status=status)
    rows: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    return rows


def records(stash: Path) -> list[dict[str, Any]]:
    header, *lines = stash.read_text("utf-8").splitlines(keepends=True)
    assert header == HEADER
    return [json.loads(line) for line in lines]


def write(file: Path, document: Any, **style: Any) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(document, **style), encoding="utf-8")
    return file


def edit(file: Path, **keys: Any) -> None:
    write(file, {**parsed(file), **keys}, indent=1)


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
        command = [sys.executable, "-c", code, "upgrade", "--in-place", "--stash", str(stash)]
        done = subprocess.run([*command, *paths], capture_output=True, text=True, check=False)
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
    assert [(run.communicate()[1], run.returncode) for run in runs] == [
        (b"20 documents: 20 upgraded\n", 0)
    ] * 2
    assert {record["file"] for record in records(stash)} == {str(f.resolve()) for f in before}
    upgrade("--in-place", "--restore", stash, tmp_path)
    assert {file: file.read_bytes() for file in before} == before


class TestOriginal:
    """Where a document was not edited since, each byte comes back."""

    @pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
    def test_of_every_document(
        self, folder: Path, tmp_path: Path, stash: Path, capsys: Capture
    ) -> None:
        copy = Path(shutil.copytree(folder, tmp_path / "copy", copy_function=shutil.copyfile))
        for path in (copy, *copy.rglob("*")):
            if path.is_dir():
                path.chmod(0o755)
        main(["upgrade", "--in-place", *ANYTHING, "--stash", str(stash), str(copy)])
        pairs = [(path, folder / path.relative_to(copy)) for path in copy.rglob("*.json")]
        changed = [(new, old) for new, old in pairs if new.read_bytes() != old.read_bytes()]
        assert len(records(stash)) == len(changed) > 10
        texts = {new: new.read_text("utf-8") for new, _ in changed}
        restore = ["upgrade", "--in-place", "--restore", str(stash), str(copy)]
        main(restore)
        assert [new.name for new, old in pairs if new.read_bytes() != old.read_bytes()] == []

        for new, text in texts.items():
            write(new, json.loads(text), indent=3)  # edited, though nothing else is in it
        for status in ("restored", "current"):
            capsys.readouterr()
            main([*restore, "--report", "json"])
            rows = json.loads(capsys.readouterr().out)
            found = {row["file"]: row["status"] for row in rows}
            assert {found[str(new)] for new in texts} == {status}
            wrong = [new.name for new, old in changed if exact(parsed(new)) != exact(parsed(old))]
            assert wrong == []

    def test_a_second_time_is_harmless(self, files: Path, stash: Path, capsys: Capture) -> None:
        file = files / "low.json"
        upgrade("--in-place", "--stash", stash, file)
        capsys.readouterr()
        upgrade("--in-place", "--restore", stash, file)
        assert capsys.readouterr().out == f"{file}: restored to its original, sbd 1.0 → 0.7\n"
        upgrade("--in-place", "--restore", stash, file)
        assert capsys.readouterr().out == f"{file}: original already, sbd 0.7\n"
        assert file.read_bytes() == LOW.read_bytes()

    def test_is_reported(self, files: Path, stash: Path, capsys: Capture) -> None:
        file = files / "low.json"
        upgrade("--in-place", "--stash", stash, file)
        (row,) = report(capsys, "--in-place", "--restore", stash, file)
        cells = ("entity", "from", "to", "status", "mapped", "problems")
        assert [row[cell] for cell in cells] == ["sbd", "1.0", "0.7", "restored", [], []]
        (row,) = report(capsys, "--in-place", "--restore", stash, file)
        assert [row[cell] for cell in cells] == ["sbd", "0.7", "0.7", "current", [], []]

    def test_goes_where_other_runs_write(
        self, files: Path, stash: Path, tmp_path: Path, capsys: Capture
    ) -> None:
        file = files / "low.json"
        upgrade("--in-place", "--stash", stash, file)
        new = file.read_bytes()
        capsys.readouterr()
        upgrade("--restore", stash, file)
        assert capsys.readouterr().out == LOW.read_text("utf-8")
        upgrade("--restore", stash, "--dry-run", "--in-place", file)
        assert file.read_bytes() == new
        upgrade("--restore", stash, "--output", tmp_path / "out", file)
        assert (tmp_path / "out" / "low.json").read_bytes() == LOW.read_bytes()
        assert file.read_bytes() == new
        with file.open("rb") as stream:
            command = [sys.executable, "-m", "ska_oso_pdm", "upgrade", "--restore", str(stash), "-"]
            done = subprocess.run(command, stdin=stream, capture_output=True, check=True)
        assert done.stdout == LOW.read_bytes()

    def test_of_an_output_comes_back_in_its_folder(
        self, files: Path, stash: Path, tmp_path: Path
    ) -> None:
        out = tmp_path / "old"
        upgrade("--to", "0.6", "--stash", stash, "--output", out, files / "today.json", *ANYTHING)
        assert [record["file"] for record in records(stash)] == [
            str((out / "today.json").resolve())
        ]
        upgrade("--in-place", "--restore", stash, out / "today.json")
        assert (out / "today.json").read_bytes() == TODAY.read_bytes()

    def test_with_byte_order_mark_and_line_ends(self, files: Path, stash: Path) -> None:
        file = files / "low.json"
        text = b"\xef\xbb\xbf \r\n" + LOW.read_bytes().replace(b"\n", b"\r\n") + b"\r\n\t"
        file.write_bytes(text)
        upgrade("--in-place", "--stash", stash, file)
        assert file.read_bytes() != text
        upgrade("--in-place", "--restore", stash, file)
        assert file.read_bytes() == text

    def test_of_documents_inside_larger_files(
        self, files: Path, stash: Path, capsys: Capture
    ) -> None:
        tiny = {"sbd_id": "s", "telescope": "ska_mid", "prj_ref": "p"}  # its line is broken anew
        for document in ({"a": [tiny]}, {"x": [parsed(LOW), 1, parsed(TODAY), {"y": tiny}]}):
            file = write(files / "body.json", document, indent=None)
            before = file.read_bytes()
            upgrade("--in-place", "--stash", stash, file)
            assert file.read_bytes() != before
            capsys.readouterr()
            upgrade("--in-place", "--restore", stash, file)
            assert capsys.readouterr().out == (
                f"{file}: restored to its original, a file with documents inside\n"
            )
            assert file.read_bytes() == before

    def test_of_each_document_where_the_file_around_was_edited(
        self, files: Path, stash: Path, capsys: Capture
    ) -> None:
        low, other = parsed(LOW), {**parsed(LOW), "sbd_id": "sbd-other"}
        file = write(files / "list.json", [low, other], indent=2)
        upgrade("--in-place", "--stash", stash, file)
        new = parsed(file)
        new[1]["name"] = "edited"
        write(file, [0, *new], indent=2)
        rows = report(capsys, "--in-place", "--restore", stash, file)
        assert [(row["pointer"], row["status"]) for row in rows] == [
            ("/1", "restored"),
            ("/2", "restored"),
        ]
        assert exact(parsed(file)) == exact([0, low, {**other, "name": "edited"}])
        rows = report(capsys, "--in-place", "--restore", stash, file)
        assert [row["status"] for row in rows] == ["current", "current"]

    def test_however_large_and_deep(self, files: Path, stash: Path) -> None:
        deep: Any = []
        for _ in range(190):
            deep = [deep]
        document = parsed(TODAY)
        document["targets"][0]["reference_coordinate"]["ra"] = document["targets"][0][
            "reference_coordinate"
        ].pop("ra_str")
        arguments = document["activities"]["observe"]["function_args"]["init"]["kwargs"]
        arguments["text"] = '"' * (16 * 1024 * 1024 - 10_000)  # written as two bytes each
        arguments["deep"] = deep
        file = write(files / "large.json", document)
        before = file.read_bytes()
        upgrade("--in-place", "--stash", stash, file)
        assert stash.stat().st_size > 2**25
        assert file.read_bytes() != before
        upgrade("--in-place", "--restore", stash, file)
        assert file.read_bytes() == before

    def test_of_two_runs_one_after_the_other(self, files: Path, stash: Path) -> None:
        file = files / "mid.json"
        options = ["--in-place", *ANYTHING, file]
        upgrade(*options, "--stash", stash, "--to", "0.4")
        middle = file.read_bytes()
        upgrade(*options, "--stash", stash)
        new = file.read_bytes()
        upgrade(*options, "--restore", stash, "--to", "0.4")
        assert file.read_bytes() == middle
        file.write_bytes(new)
        upgrade(*options, "--restore", stash)
        assert file.read_bytes() == MID.read_bytes()
        file.write_bytes(new)
        edit(file, telescope="ska_low")
        upgrade(*options, "--restore", stash)
        assert exact(parsed(file)) == exact({**parsed(MID), "telescope": "ska_low"})

    def test_of_runs_there_and_back_is_the_first(self, files: Path, stash: Path) -> None:
        file = files / "low.json"
        for version in ("1.0", "0.6", "1.0", "0.7"):
            upgrade("--in-place", *ANYTHING, "--stash", stash, "--to", version, file)
        upgrade("--in-place", "--restore", stash, file)
        assert file.read_bytes() == LOW.read_bytes()
        upgrade("--in-place", "--restore", stash, file)
        assert file.read_bytes() == LOW.read_bytes()

    def test_of_a_restoring_run_can_be_kept(self, files: Path, stash: Path) -> None:
        file, other = files / "low.json", stash.with_suffix(".other")
        upgrade("--in-place", "--stash", stash, file)
        new = file.read_bytes()
        upgrade("--in-place", "--restore", stash, "--stash", other, file)
        upgrade("--in-place", "--restore", other, file)
        assert file.read_bytes() == new

    def test_an_edit_of_this_moment_is_not_overwritten(
        self, files: Path, stash: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        file = files / "low.json"
        upgrade("--in-place", "--stash", stash, file)
        original = conversion_job.Restorer.original

        def edited_meanwhile(*arguments: Any, **options: Any) -> Any:
            edit(file, name="edited")
            return original(*arguments, **options)

        monkeypatch.setattr(conversion_job.Restorer, "original", edited_meanwhile)
        upgrade("--in-place", "--restore", stash, file)
        assert parsed(file) == {**parsed(LOW), "name": "edited"}

    def test_a_stash_that_changes_meanwhile_is_told(
        self, files: Path, stash: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
    ) -> None:
        file = files / "low.json"
        upgrade("--in-place", "--stash", stash, file)
        original = conversion_job.Restorer.original

        def cut(*arguments: Any, **options: Any) -> Any:
            stash.write_text(HEADER, encoding="utf-8")
            return original(*arguments, **options)

        monkeypatch.setattr(conversion_job.Restorer, "original", cut)
        rows = report(
            capsys, "--in-place", "--restore", stash, file, files / "today.json", status=2
        )
        assert [row["status"] for row in rows] == ["refused", "current"]
        assert rows[0]["problems"][0]["message"].startswith(
            f"the stash {stash} was changed meanwhile: "
        )


class TestParts:
    """Where a document was edited, what was set aside comes back, and the edit stays."""

    @pytest.mark.parametrize("path", MISTAKES, ids=lambda path: path.parent.name)
    def test_mistakes_and_label_come_back(self, path: Path, tmp_path: Path, stash: Path) -> None:
        document = parsed(path)
        document["interface"] = "https://schema.skao.int/ska-oso-pdm-sbd/0.1"
        file = write(tmp_path / "block.json", document, indent=2)
        upgrade("--in-place", *ANYTHING, "--stash", stash, file)
        assert validate(file) == []
        edit(file, name="edited")
        upgrade("--in-place", "--restore", stash, file)
        assert exact(parsed(file)) == exact({**document, "name": "edited"})

    def test_an_edit_of_what_was_put_right_stays(
        self, files: Path, stash: Path, capsys: Capture
    ) -> None:
        file = files / "today.json"
        document = parsed(file)
        place = document["targets"][0]["reference_coordinate"]
        place["ra"] = place.pop("ra_str")
        write(file, document)
        upgrade("--in-place", "--stash", stash, file)
        new = parsed(file)
        new["targets"][0]["reference_coordinate"]["ra_str"] = "01:02:03.0"
        write(file, new)
        (row,) = report(capsys, "--in-place", "--restore", stash, file)
        assert "not-restored" in {problem["code"] for problem in row["problems"]}
        assert parsed(file)["targets"][0]["reference_coordinate"]["ra_str"] == "01:02:03.0"

    def test_however_deep(self, tmp_path: Path, stash: Path) -> None:
        document = parsed(ROOT / "examples/0.6/sbd-mid.json")
        deep: Any = []
        for _ in range(190):
            deep = [deep]
        document["sdp_configuration"]["processing_blocks"][0]["parameters"] = {"deep": deep}
        file = write(tmp_path / "block.json", document)
        upgrade("--in-place", *ANYTHING, "--stash", stash, file)
        edit(file, name="edited")
        upgrade("--in-place", "--restore", stash, file)
        assert exact(parsed(file)) == exact({**document, "name": "edited"})


class TestFinding:
    """Data of one document never goes into another one."""

    @pytest.fixture
    def kept(self, files: Path, stash: Path) -> Path:
        """A stash of a/x.json and b/x.json, two blocks with names of their own, edited since."""
        return self.keep(files, stash, "sbd-a", "sbd-b")

    def keep(self, files: Path, stash: Path, *identifiers: str | None) -> Path:
        for folder, identifier in zip("ab", identifiers):
            document = {**parsed(LOW), "sbd_id": identifier, "name": folder}
            if identifier is None:
                del document["sbd_id"]
            write(files / folder / "x.json", document)
        upgrade("--in-place", "--stash", stash, files / "a", files / "b")
        for folder in "ab":
            edit(files / folder / "x.json", description="edited")
        return stash

    def back(self, capsys: Capture, kept: Path, *files: Path, status: int = 0) -> list[Any]:
        options = ("--in-place", "--allow-loss", "--restore", kept)
        return report(capsys, *options, *files, status=status)

    def test_goes_by_the_identifier(self, files: Path, kept: Path, capsys: Capture) -> None:
        moved = files / "moved.json"
        shutil.move(files / "b" / "x.json", moved)
        rows = self.back(capsys, kept, moved, files / "a" / "x.json")
        assert [[p["code"] for p in row["problems"]] for row in rows] == [[], []]
        expected = {**parsed(LOW), "sbd_id": "sbd-b", "name": "b", "description": "edited"}
        assert parsed(moved) == expected

    def test_another_document_in_the_place_is_refused(
        self, files: Path, kept: Path, capsys: Capture
    ) -> None:
        file = files / "a" / "x.json"
        edit(file, sbd_id="sbd-c")
        before = file.read_bytes()
        (row,) = self.back(capsys, kept, file, status=1)
        assert row["status"] == "refused"
        (problem,) = row["problems"]
        assert (problem["code"], problem["message"]) == (
            "stash-ambiguous",
            f"the stash has another document of {file.resolve()}: "
            'sbd "sbd-a", and this is sbd "sbd-c"; '
            "take the stash of this one, or leave out --restore",
        )
        assert file.read_bytes() == before

    def test_two_that_fit_are_refused(self, files: Path, stash: Path, capsys: Capture) -> None:
        kept = self.keep(files, stash, "sbd-a", "sbd-a")
        moved = files / "moved.json"
        for folder in "ab":
            shutil.move(files / folder / "x.json", moved)
        (row,) = self.back(capsys, kept, moved, status=1)
        (problem,) = row["problems"]
        a, b = (str((files / folder / "x.json").resolve()) for folder in "ab")
        assert (problem["code"], problem["message"]) == (
            "stash-ambiguous",
            f'the stash has 2 documents "sbd-a", of {a}, {b}; '
            "give the file the name that it had then",
        )
        shutil.move(moved, files / "b" / "x.json")
        (row,) = self.back(capsys, kept, files / "b" / "x.json")  # the same path decides
        assert row["problems"] == []

    def test_of_two_that_fit_the_one_that_is_gone_was_moved(
        self, files: Path, stash: Path, capsys: Capture
    ) -> None:
        kept = self.keep(files, stash, "sbd-a", "sbd-a")
        moved = Path(shutil.move(files / "b" / "x.json", files / "moved.json"))
        (row,) = self.back(capsys, kept, moved)
        assert (row["status"], row["problems"]) == ("restored", [])
        assert parsed(moved)["name"] == "b"

    @pytest.mark.parametrize("others", [("sbd-a", "sbd-a"), ("sbd-a", "sbd-b")])
    def test_one_beside_those_of_the_stash_stays(
        self, others: tuple[str, str], files: Path, stash: Path, capsys: Capture
    ) -> None:
        kept = self.keep(files, stash, *others)
        file = write(files / "c.json", {**parsed(TODAY), "sbd_id": "sbd-a"})
        before = file.read_bytes()
        (row,) = self.back(capsys, kept, file)  # those of the stash are where they were
        assert [problem["code"] for problem in row["problems"]] == ["not-restored"]
        arguments = ("--in-place", "--allow-loss", "--to", "0.7", "--restore", kept, file)
        (row,) = report(capsys, *arguments, status=1)
        last = files / ("b" if len(set(others)) == 1 else "a") / "x.json"
        assert row["problems"][0]["message"] == (
            f'the stash has a document "sbd-a" of {last.resolve()}, and it is not certain that it '
            "is this one; give the file the name that it had then"
        )
        assert file.read_bytes() == before

    def test_one_beside_another_in_a_file_stays(
        self, files: Path, stash: Path, capsys: Capture
    ) -> None:
        current = {**parsed(TODAY), "sbd_id": parsed(LOW)["sbd_id"]}
        file = write(files / "list.json", [parsed(LOW), current])
        upgrade("--in-place", "--stash", stash, file)
        new = parsed(file)
        new[0]["name"] = "edited"
        write(file, new)
        rows = self.back(capsys, stash, file)
        assert [row["status"] for row in rows] == ["restored", "current"]
        assert parsed(file) == [{**parsed(LOW), "name": "edited"}, current]

    def test_what_the_stash_does_not_have_stays_and_is_told(
        self, files: Path, kept: Path, capsys: Capture
    ) -> None:
        file = files / "today.json"
        capsys.readouterr()
        upgrade("--in-place", "--restore", kept, file)
        assert capsys.readouterr().out == (
            f"{file}: left as it is, sbd 1.0\n"
            "  warning: the stash has nothing of this document, so nothing is put back; "
            "check that it is the right stash, or leave out --restore [not-restored]\n"
        )
        assert file.read_bytes() == TODAY.read_bytes()
        (row,) = report(
            capsys, "--in-place", "--to", "0.7", "--allow-loss", "--restore", kept, file
        )
        assert (row["status"], row["problems"][-1]["code"]) == ("upgraded", "not-restored")

    def test_without_identifier_the_place_decides(
        self, files: Path, stash: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        kept = self.keep(files, stash, None, None)
        monkeypatch.chdir(files / "a")
        (row,) = self.back(capsys, kept, Path("x.json"))
        assert (row["status"], row["problems"]) == ("restored", [])
        monkeypatch.chdir(files)
        (row,) = self.back(capsys, kept, Path("b/x.json"))
        assert (row["status"], row["problems"]) == ("restored", [])
        expected = {**parsed(LOW), "name": "b", "description": "edited"}
        del expected["sbd_id"]
        assert parsed(files / "b" / "x.json") == expected

    def test_without_identifier_a_folder_may_move(
        self, files: Path, stash: Path, capsys: Capture
    ) -> None:
        kept = self.keep(files, stash, None, None)
        (files / "deeper").mkdir()
        shutil.move(files / "a", files / "deeper" / "a")
        (row,) = self.back(capsys, kept, files / "deeper" / "a" / "x.json")
        assert parsed(files / "deeper" / "a" / "x.json")["name"] == "a"
        assert (row["status"], row["problems"]) == ("restored", [])
        shutil.move(files / "b", files / "c")
        (row,) = self.back(capsys, kept, files / "c" / "x.json", status=1)
        a, b = (str((files / folder / "x.json").resolve()) for folder in "ab")
        assert row["problems"][0]["message"] == (
            f"the stash has 2 documents without identifier, of {a}, {b}; "
            "give the file the name that it had then"
        )

    def test_without_identifier_a_name_alone_is_not_enough(
        self, files: Path, stash: Path, capsys: Capture
    ) -> None:
        document = {key: value for key, value in parsed(LOW).items() if key != "sbd_id"}
        file = write(files / "a" / "x.json", document)
        upgrade("--in-place", "--stash", stash, file)
        edit(file, name="edited")
        (files / "c").mkdir()
        moved = Path(shutil.move(file, files / "c" / "x.json"))
        (row,) = self.back(capsys, stash, moved, status=1)
        assert row["problems"][0]["message"] == (
            f"the stash has a document without identifier of {file.resolve()}, and it is not "
            "certain that it is this one; give the file the name that it had then"
        )

    def test_a_text_that_was_never_changed_stays(
        self, files: Path, stash: Path, tmp_path: Path, capsys: Capture
    ) -> None:
        upgrade("--in-place", "--stash", stash, files / "low.json")
        copy = Path(shutil.copy(files / "low.json", files / "same.json"))
        new = copy.read_bytes()
        shutil.copytree(files, tmp_path / "another")
        rows = self.back(capsys, stash, files / "low.json", copy)
        assert [row["status"] for row in rows] == ["restored", "current"]
        assert copy.read_bytes() == new
        (row,) = self.back(capsys, stash, copy)  # it alone: a copy, of what is there no more
        assert row["status"] == "restored"
        assert copy.read_bytes() == LOW.read_bytes()
        (row,) = self.back(capsys, stash, tmp_path / "another" / "low.json")
        assert row["status"] == "restored"
        assert (tmp_path / "another" / "low.json").read_bytes() == LOW.read_bytes()

    def test_one_text_of_two_originals(self, files: Path, stash: Path, capsys: Capture) -> None:
        document = parsed(LOW)
        first = write(files / "a" / "x.json", document, indent=1)
        second = write(files / "b" / "x.json", {**document, "prj_ref": None}, indent=1)
        before = {file: file.read_bytes() for file in (first, second)}
        upgrade("--in-place", "--stash", stash, first, second)
        assert first.read_bytes() == second.read_bytes()
        moved = Path(shutil.copy(first, files / "moved.json"))
        (row,) = self.back(capsys, stash, moved, status=1)
        a, b = (str(file.resolve()) for file in (first, second))
        assert row["problems"][0]["message"] == (
            f"the stash has 2 originals of {moved.resolve()}, of {a}, {b}; "
            "give the file the name that it had then"
        )
        self.back(capsys, stash, first, second)
        assert {file: file.read_bytes() for file in before} == before


class TestEarlierForm:
    """Stashes of earlier versions, one JSON value each, are read."""

    def old(self, path: Path, file: str, **document: Any) -> None:
        done = pdm.convert(LOW)
        cells = {"file": file, "pointer": "", "entity": "sbd", "identifier": parsed(LOW)["sbd_id"]}
        entry = {**cells, **document, "stash": done.stash.to_json()}
        write(path, {"format": "ska-oso-pdm-stash-file/1", "documents": [entry]}, indent=1)

    def test_restores_by_parts(self, files: Path, stash: Path) -> None:
        file = files / "low.json"
        self.old(stash, "elsewhere.json")
        upgrade("--in-place", file)
        upgrade("--in-place", "--restore", stash, file)
        assert exact(parsed(file)) == exact(parsed(LOW))
        upgrade("--in-place", "--restore", stash, file)
        assert exact(parsed(file)) == exact(parsed(LOW))

    def test_is_not_added_to(self, files: Path, stash: Path, capsys: Capture) -> None:
        self.old(stash, "low.json")
        before = stash.read_bytes()
        upgrade("--in-place", "--stash", stash, files / "low.json", status=2)
        assert capsys.readouterr().err == (
            f"ska-oso-pdm upgrade: {stash}: a stash of earlier versions, which --restore reads and "
            "nothing is added to; give --stash another name\n"
        )
        assert stash.read_bytes() == before
        assert (files / "low.json").read_bytes() == LOW.read_bytes()

    @pytest.mark.parametrize(
        ("content", "reason"),
        [
            ('{"format": "ska-oso-pdm-stash-file/1"}', '"documents" is no list'),
            (
                '{"format": "ska-oso-pdm-stash-file/1", "documents": [1]}',
                "1 in its documents is no object",
            ),
            (
                '{"format": "ska-oso-pdm-stash-file/1", "documents": [{"file": 1}]}',
                '"file" of a document is 1, and not text',
            ),
        ],
    )
    def test_a_damaged_one_is_refused(
        self, content: str, reason: str, files: Path, stash: Path, capsys: Capture
    ) -> None:
        stash.write_text(content, encoding="utf-8")
        upgrade("--in-place", "--restore", stash, files / "low.json", status=2)
        assert capsys.readouterr().err == (
            f"ska-oso-pdm upgrade: {stash}: the stash is damaged: {reason}\n"
        )

    def test_of_one_larger_than_a_document(self, files: Path, stash: Path) -> None:
        file = files / "low.json"
        self.old(stash, "low.json", note="x" * 2**25)
        upgrade("--in-place", file)
        upgrade("--in-place", "--restore", stash, file)
        assert exact(parsed(file)) == exact(parsed(LOW))
