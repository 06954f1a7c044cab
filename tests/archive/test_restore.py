"""What `ska-oso-pdm upgrade --restore` gives back: `docs/stash.md`."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import ska_oso_pdm as pdm
from ska_oso_pdm import validate
from ska_oso_pdm.archive import conversion_job
from ska_oso_pdm.cli import main
from tests.samples import MID, ROOT, exact, parsed

from .stashes import (
    ANYTHING,
    FOLDERS,
    HEADER,
    LOW,
    MISTAKES,
    TODAY,
    Capture,
    edit,
    records,
    report,
    upgrade,
    write,
)


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
