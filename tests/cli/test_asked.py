"""What a program in another language asks, in Python; `tests/npm/test_python.py` asks in Node."""

from __future__ import annotations

import base64
import json
import os
from pathlib import Path
from typing import Any

import pytest

from ska_oso_pdm.cli.asked import answer
from tests.samples import EXAMPLES, ROOT

OLD = (ROOT / "examples" / "0.6" / "sbd-low.json").read_text("utf-8")
CURRENT = (ROOT / "examples" / "1.0" / "sbd-mid-imaging.json").read_text("utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "documents"


def asked(folder: Path, command: str, *documents: Any, **more: Any) -> dict[str, Any]:
    question = {"command": command, "documents": [*documents], **more}
    before = Path.cwd()
    told: dict[str, Any] = json.loads(answer(json.dumps(question), str(folder)))
    assert Path.cwd() == before
    assert os.listdir(folder) == []
    return told


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_an_upgrade_has_a_text_an_account_and_the_way_back(path: Path, folder: Path) -> None:
    text = path.read_text("utf-8")
    told = asked(folder, "upgrade", text, assume={"all": ""})
    [row] = json.loads(told["report"])
    assert (told["output"] == "") == (row["status"] == "refused")
    if told["stash"] is None:
        assert told["output"] in ("", text)
        return
    back = asked(folder, "upgrade", told["output"], stash=told["stash"])
    assert back["output"] == text
    assert json.loads(back["report"])[0]["status"] == "restored"


def test_messages_name_no_file_that_is_gone(folder: Path) -> None:
    told = asked(folder, "upgrade", OLD)
    assert told["stash"]
    assert "stash" not in "\n".join(told["messages"])


def test_other_questions_are_the_commands(folder: Path) -> None:
    [row] = json.loads(asked(folder, "validate", CURRENT, findings=True)["output"])
    assert (row["valid"], row["findings"]) == (True, [])
    [row] = json.loads(asked(folder, "validate", "{")["output"])
    assert [issue["code"] for issue in row["issues"]] == ["not-json"]
    [row] = json.loads(asked(folder, "identify", OLD)["output"])
    assert row["version"] == "0.6"
    assert asked(folder, "show", OLD)["output"].startswith("Scheduling block definition ")
    assert json.loads(asked(folder, "diff", OLD, OLD)["output"]) == []
    changed = OLD.replace("J0437-4715", "J0000")
    assert json.loads(asked(folder, "diff", OLD, changed, ignore_metadata=True)["output"])


def test_bytes_that_are_no_text_are_refused_as_those_of_a_file(folder: Path) -> None:
    given = {"base64": base64.b64encode(b"\xff\xfe{").decode()}
    [row] = json.loads(asked(folder, "validate", given)["output"])
    assert row["issues"][0]["message"] == "UTF-16 text; save the file as UTF-8"
    assert json.loads(asked(folder, "validate", "\ud800")["output"])[0]["valid"] is False


@pytest.mark.parametrize("value", ["--help", "-h", "9.9", "x --in-place"])
def test_values_are_no_options(value: str, folder: Path) -> None:
    told = asked(folder, "upgrade", OLD, to=value)
    assert (told["status"], told["output"]) == (2, "")
    assert "there is no version" in told["messages"][1]
    told = asked(folder, "upgrade", OLD, assume={value: ""})
    assert (told["status"], told["output"]) == (2, "")
    assert "is none; there are" in told["messages"][0]
