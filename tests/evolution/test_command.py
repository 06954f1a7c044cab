"""`ska-oso-pdm schema diff`, as somebody who changes schemas meets it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.cli import main
from ska_oso_pdm.evolution.readers import READERS
from tests.evolution.candidates import Schema, candidate, renamed
from tests.samples import CORPUS, ROOT
from tests.test_applications import ROWS, names

Capture = pytest.CaptureFixture[str]
SBD = "https://schema.skao.int/ska-oso-pdm-sbd/"


def differences(capsys: Capture, *arguments: str) -> dict[str, Any]:
    """Run the command, and give what it prints as JSON."""
    main(["schema", "diff", "--format", "json", *arguments])
    printed: dict[str, Any] = json.loads(capsys.readouterr().out)
    return printed


def member(*path: str) -> Callable[[Schema], Schema]:
    """Give what leads to a part of a schema."""

    def of(schema: Schema) -> Schema:
        for key in path:
            schema = schema[key]
        return schema

    return of


PATTERN = member("$defs", "FivePointParameters")
OFFSET = member("$defs", "FivePointParameters", "properties", "offset_arcsec")


class TestWhoIsStopped:
    def test_by_a_renamed_field(self, tmp_path: Path, capsys: Capture) -> None:
        new = candidate(tmp_path, {"target": renamed("offset_arcsec", "offset")})
        assert main(["schema", "diff", "1.0", str(new)]) == 1
        *_, last = (text := capsys.readouterr().out).splitlines()
        assert 'the key "offset_arcsec" is called "offset" now' in text
        assert last.endswith(
            "a major version is asked for; 1.1 does not say so: call it 2.0, take back "
            "what breaks, or approve it with a reason"
        )
        found = differences(capsys, "1.0", str(new))
        assert [found["asks"], found["chosen"], found["says_so"]] == ["major", "minor", False]
        (five, *_) = [one for one in found["changes"] if "FivePoint" in one["old"]]
        assert five["code"] == "key-renamed"
        assert five["entities"] == ["prj", "prsl", "sbd"]
        assert five["place_old"].startswith("schemas/1.0/target.json:")
        witness = five["backward"]["witness"]
        assert "offset_arcsec" in json.dumps(witness)
        assert five["readers"] == [
            *("ODA", "OSO Services", "ODT UI", "PTT Services", "PTT UI", "PHT UI", "OET"),
            *("OST Services", "OST UI"),
        ]

    def test_by_a_tighter_bound(self, tmp_path: Path, capsys: Capture) -> None:
        new = candidate(tmp_path, {"target": lambda s: OFFSET(s).update(maximum=100)})
        found = differences(capsys, "1.0", str(new))
        (change,) = found["changes"]
        assert change["said"] == '"offset_arcsec": maximum 100 is new'
        assert [change["code"], change["asks"]] == ["bound-changed", "major"]
        assert change["forward"] == {"outcome": "safe", "witness": None, "why": None}
        witness = change["backward"]["witness"]
        assert '"offset_arcsec": 101' in json.dumps(witness)
        takes, refuses = validator("schemas/1.0", "prj/1.0"), validator(str(new), "prj/1.1")
        assert takes.is_valid(witness)
        url = f"{registry.BASE_URL}prj/1.1"
        assert not refuses.is_valid({**witness, "interface": url})

    def test_by_a_swapped_default(self, tmp_path: Path, capsys: Capture) -> None:
        new = candidate(tmp_path, {"target": lambda s: OFFSET(s).update(default=900)})
        assert main(["schema", "diff", "1.0", str(new)]) == 1
        assert "major  default-changed" in capsys.readouterr().out

    def test_by_another_unit(self, tmp_path: Path, capsys: Capture) -> None:
        new = candidate(tmp_path, {"target": lambda s: OFFSET(s).update({"x-unit": "arcmin"})})
        assert main(["schema", "diff", "1.0", str(new)]) == 1
        assert "major  unit-changed" in capsys.readouterr().out

    def test_by_no_new_number(self, tmp_path: Path, capsys: Capture) -> None:
        new = candidate(
            tmp_path, {"target": lambda s: OFFSET(s).update(minimum=-1e9, maximum=1e9)}, "1.0"
        )
        assert main(["schema", "diff", "1.0", str(new)]) == 1


class TestWhoIsNot:
    def test_by_an_optional_field(self, tmp_path: Path, capsys: Capture) -> None:
        field = {"description": "How fast.", "type": "number", "x-unit": "deg/s"}
        new = candidate(
            tmp_path, {"target": lambda s: PATTERN(s)["properties"].update(scan_speed=field)}
        )
        assert main(["schema", "diff", "1.0", str(new)]) == 0
        lines = capsys.readouterr().out.splitlines()
        assert re.fullmatch(r"minor  key-added  [0-9a-f]{12}  prj, prsl, sbd", lines[0])
        assert lines[1] == '  the key "scan_speed" is new'
        assert re.fullmatch(
            r"  at schemas/1\.0/target\.json:\d+:\d+ → \S*1\.1/target\.json:\d+:\d+", lines[2]
        )
        assert lines[-1].endswith("1.0 → 1.1: 1 change: a minor version is asked for; 1.1 says so")

    def test_by_a_copy(self, tmp_path: Path, capsys: Capture) -> None:
        new = candidate(tmp_path, {})
        assert main(["schema", "diff", "1.0", str(new)]) == 0
        assert capsys.readouterr().out.splitlines()[-1].endswith("1.0 → 1.1: nothing differs")


def validator(folder: str, name: str) -> jsonschema_rs.Draft202012Validator:
    """Judge by the files of a folder, without the code that is tested."""
    files = [json.loads(path.read_text(encoding="utf-8")) for path in Path(folder).glob("*.json")]
    schemas = {schema["$id"]: schema for schema in files}
    return jsonschema_rs.Draft202012Validator(
        {"$ref": f"{registry.BASE_URL}{name}"}, retriever=schemas.__getitem__
    )


def test_git_gives_the_old_schemas(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ROOT / "schemas" / "1.0", tmp_path / "schemas" / "1.0")
    git = ["git", "-c", "user.name=DefaultUser", "-c", "user.email=", "-c", "commit.gpgsign=false"]
    for arguments in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "-m", "all"]):
        subprocess.run([*git, *arguments], cwd=tmp_path, check=True)
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "schemas" / "1.0" / "target.json"
    schema = json.loads(path.read_text(encoding="utf-8"))
    OFFSET(schema)["minimum"] = 0
    path.write_text(json.dumps(schema), encoding="utf-8")
    found = differences(capsys, "HEAD:schemas/1.0", "schemas/1.0")
    assert [change["said"] for change in found["changes"]] == ['"offset_arcsec": minimum 0 is new']
    assert found["chosen"] == "none"
    found = differences(capsys, "HEAD:schemas/1.0/prsl.json", "schemas/1.0/prsl.json")
    assert [change["entities"] for change in found["changes"]] == [["prsl"]]


class TestApproval:
    def test_lets_a_change_pass(self, tmp_path: Path, capsys: Capture) -> None:
        new = candidate(tmp_path, {"target": lambda s: OFFSET(s).update(maximum=324000)})
        (change,) = differences(capsys, "1.0", str(new))["changes"]
        approve(tmp_path, change["fingerprint"])
        assert main(["schema", "diff", "1.0", str(new)]) == 0
        assert "  approved: no pattern is wider than 90 degrees\n" in capsys.readouterr().out

    def test_of_nothing_is_told(self, tmp_path: Path, capsys: Capture) -> None:
        new = candidate(tmp_path, {})
        approve(tmp_path, "0123456789ab")
        main(["schema", "diff", "1.0", str(new)])
        assert (
            "approval 0123456789ab is of no change there is: a bound; take it out"
        ) in capsys.readouterr().out

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("[[approved]", "no TOML: "),
            ("approved = 1", "write each approval below a line [[approved]]"),
            ("[[approved]]\nold = '1.0'", 'approval 1 needs a text "new"; each has old, new, '),
        ],
    )
    def test_that_is_none_is_refused(
        self, text: str, said: str, tmp_path: Path, capsys: Capture
    ) -> None:
        new = candidate(tmp_path, {})
        (tmp_path / "approved-changes.toml").write_text(text, encoding="utf-8")
        assert main(["schema", "diff", "1.0", str(new)]) == 2
        error = capsys.readouterr().err
        assert error.startswith(f"ska-oso-pdm schema diff: approved-changes.toml: {said}")


def approve(folder: Path, fingerprint: str) -> None:
    row = {"old": "1.0", "new": "1.1", "change": fingerprint, "said": "a bound"}
    row["reason"] = "no pattern is wider than 90 degrees"
    lines = ["[[approved]]", *(f'{key} = "{value}"' for key, value in row.items())]
    (folder / "approved-changes.toml").write_text("\n".join(lines), encoding="utf-8")


class TestDocuments:
    def test_are_counted(self, tmp_path: Path, capsys: Capture) -> None:
        new = candidate(tmp_path, {"target": lambda s: OFFSET(s).update(maximum=1000)})
        (tmp_path / "none.json").write_text("[", encoding="utf-8")
        sources = [str(ROOT / "examples" / "1.0"), str(tmp_path / "none.json")]
        found = differences(capsys, "1.0", str(new), "--documents", *sources)["documents"]
        examples = len([*(ROOT / "examples" / "1.0").glob("*.json")])
        (group,) = found.pop("groups")
        broken = found.pop("broken")
        assert broken >= 1
        assert group["code"] == "maximum"
        assert group["count"] == broken
        assert group["path"].endswith("/parameters/*/offset_arcsec")
        assert found == {
            **{"total": examples + 1, "unreadable": 1, "others": 0, "invalid": 0},
            **{"stay": examples - broken, "upgraded": 0, "incomplete": 0, "refused": 0},
        }

    @pytest.mark.parametrize(("most", "tried"), [(None, True), (1000, False)])
    def test_are_taken_along_only_to_the_very_schemas_of_the_package(
        self, most: int | None, tried: bool, tmp_path: Path, capsys: Capture
    ) -> None:
        edits = {"target": lambda s: OFFSET(s).update(maximum=most)} if most else {}
        new = str(candidate(tmp_path, edits, "1.0"))
        sources = ("--documents", str(ROOT / "examples" / "0.7"))
        found = differences(capsys, "0.7", new, *sources)["documents"]
        done = found["upgraded"] + found["incomplete"] + found["refused"]
        assert done == (found["broken"] if tried else 0)
        assert found["broken"] > 0

    @pytest.mark.skipif(not CORPUS.is_dir(), reason="the collected documents are not at hand")
    def test_of_the_archive_are_taken_along_by_the_step(self, capsys: Capture) -> None:
        found = differences(capsys, "0.7", "1.0", "--documents", str(CORPUS))["documents"]
        assert found["broken"] == found["upgraded"] + found["incomplete"] + found["refused"] > 0
        assert found["total"] == len([*CORPUS.glob("*.json")])
        assert all(len(group["examples"]) <= 3 for group in found["groups"])


def test_the_card_tells_all_of_it(tmp_path: Path, capsys: Capture) -> None:
    new = candidate(tmp_path, {"target": lambda s: OFFSET(s).update(maximum=1000)})
    arguments = ["--format", "markdown", "--documents", str(ROOT / "examples" / "1.0")]
    assert main(["schema", "diff", "1.0", str(new), *arguments]) == 1
    card = capsys.readouterr().out
    assert card.startswith(
        "## Schemas 1.0 → 1.1: major\n\n1 change, of which 1 breaks documents: a major"
    )
    assert "| documents of 1.0, by 1.1 | breaks |\n" in card
    assert "| documents of 1.1, by readers of 1.0 | safe |\n" in card
    assert "Read by: ODA, " in card
    assert '```json\n{"interface": ' in card
    assert "| documents at hand | where | what | such as |" in card


class TestBadInput:
    def test_is_told_in_a_sentence(self, tmp_path: Path, capsys: Capture) -> None:
        (tmp_path / "list.json").write_text("[]", encoding="utf-8")
        (tmp_path / "broken").mkdir()
        (tmp_path / "broken" / "sbd.json").write_text("{", encoding="utf-8")
        (tmp_path / "empty").mkdir()
        cases = {
            "sbd/0.9": "there is no sbd/0.9; there are the versions 0.0, ",
            "0.9": "there is no 0.9; there are the versions 0.0, ",
            "nothing": "there is no 'nothing'; name a version such as 1.0 or sbd/1.0, ",
            str(tmp_path / "empty"): f"{tmp_path}/empty: there is no schema in it; name a ",
            str(tmp_path / "list.json"): f"{tmp_path}/list.json: no schema of this model: ",
            str(tmp_path / "broken"): f"{tmp_path}/broken/sbd.json:1:",
            "sbd/0.1": 'sbd/0.1 has "sbd", prj/1.0 has "prj": they have no entity in common; ',
        }
        for name, said in cases.items():
            assert main(["schema", "diff", name, "prj/1.0"]) == 2
            printed = capsys.readouterr()
            assert printed.out == ""
            assert printed.err.startswith(f"ska-oso-pdm schema diff: {said}"), name

    def test_what_is_no_json_schema(self, tmp_path: Path, capsys: Capture) -> None:
        for number, wrong in enumerate(({"type": "txt"}, {"$ref": 5}, {"enum": 3}, {"items": 3})):
            folder = tmp_path / str(number)
            new = candidate(folder, {"target": lambda s, wrong=wrong: OFFSET(s).update(wrong)})
            assert main(["schema", "diff", "1.0", str(new)]) == 2
            assert "this is no JSON Schema of draft 2020-12; correct it" in capsys.readouterr().err

    def test_a_reference_that_leaves_the_set(self, tmp_path: Path, capsys: Capture) -> None:
        new = candidate(tmp_path, {})
        (new / "target.json").unlink()
        assert main(["schema", "diff", "sbd/1.0", str(new)]) == 2
        assert capsys.readouterr().err.startswith(
            f"ska-oso-pdm schema diff: {new}: a reference leaves the set: "
            f"{registry.BASE_URL}target/1.1"
        )

    def test_what_refers_to_itself_is_unknown(self, tmp_path: Path, capsys: Capture) -> None:
        def recursive(schema: Schema) -> None:
            PATTERN(schema)["properties"]["inner"] = {"$ref": "#/$defs/FivePointParameters"}

        new = candidate(tmp_path, {"target": recursive})
        assert main(["schema", "diff", "1.0", str(new)]) == 1
        assert "is a part of itself" in capsys.readouterr().out

    @pytest.mark.parametrize("name", ["jsonschema", "referencing"])
    def test_what_is_not_installed(self, name: str) -> None:
        code = (
            f"import sys; sys.modules[{name!r}] = None\n"
            "from ska_oso_pdm.cli import main; sys.exit(main(['schema', 'diff', '0.7', '1.0']))"
        )
        command = [sys.executable, "-c", code]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stdout, done.stderr) == (
            *(2, ""),
            f"ska-oso-pdm schema diff: {name} is missing; install it with pip install "
            "'ska-oso-pdm[evolution]'\n",
        )


def test_readers_are_those_of_the_page() -> None:
    entities = {name for row in ROWS for name in names(row[1])}
    shown = {
        entity: ", ".join(row[0].rpartition(" (")[0] for row in ROWS if entity in names(row[1]))
        for entity in entities
    }
    assert shown == READERS


def test_a_class_that_is_gone_is_told_though_no_value_has_it(
    tmp_path: Path, capsys: Capture
) -> None:
    def without(schema: Schema) -> None:
        del schema["$defs"]["CoordinateKind"]  # a list for programs; no part refers to it

    new = candidate(tmp_path, {"target": without})
    (change,) = differences(capsys, "1.0", str(new))["changes"]
    assert [change["code"], change["asks"]] == ["class-removed", "major"]
    assert change["said"] == "the class and the component CoordinateKind are gone"
    assert change["entities"] == ["prj", "prsl", "sbd"]
    assert [change["backward"]["outcome"], change["forward"]["outcome"]] == ["safe", "safe"]
