"""Python in Node says what the command line says, and writes the same bytes.

But for positions in FK5, which need Astropy: there a document is refused.
"""

from __future__ import annotations

import io
import json
import os
import shutil
from base64 import b64encode
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import pytest

from ska_oso_pdm.cli import main
from ska_oso_pdm.migrations import NO_ASTROPY
from tests.samples import CORPUS, EXAMPLES, ROOT
from tests.test_invalid import FILES

from .package import DIST, PACKAGE, ask, read_alike

INDEX = DIST / "python" / "index.json"
SHARES = 4
DOCUMENT = "document.json"
ORIGINALS = "originals are kept in "


def missing() -> str | None:
    """Say what keeps Python from being asked in Node."""
    if not shutil.which("node"):
        return "node is not installed"
    if not INDEX.exists():
        return "the wheels are not collected: run nox -s python_in_node"
    collected = INDEX.stat().st_mtime
    for file in (PACKAGE / "src" / "python.ts", *sorted((ROOT / "src").rglob("*.py"))):
        if file.stat().st_mtime > collected:
            return f"the wheels were collected before {file.relative_to(ROOT)} was changed"
    return None


if reason := missing():
    if os.environ.get("SKA_OSO_PDM_REQUIRE_PYTHON_IN_NODE"):
        pytest.fail(reason)
    pytest.skip(reason, allow_module_level=True)


def said(*words: str) -> tuple[str, list[str]]:
    """Give what a command prints, and its messages."""
    binary, err = io.BytesIO(), io.StringIO()
    out = io.TextIOWrapper(binary, "utf-8", newline="")
    with redirect_stdout(out), redirect_stderr(err):
        main([*words])
    out.flush()
    return binary.getvalue().decode(), err.getvalue().splitlines()


def on_the_command_line() -> dict[str, Any]:
    """Give what the command line says of the document in the working folder."""
    stash, report = Path("stash.ndjson"), Path("report.json")
    options = ("--assume=all", f"--stash={stash}", f"--report={report}")
    text, messages = said("upgrade", *options, DOCUMENT)
    rows = json.loads(report.read_text("utf-8"))
    kept = [*map(json.loads, stash.read_text("utf-8").splitlines())]
    for file in (stash, report):
        file.unlink()
    return {
        "text": text or None,
        "account": rows,
        "issues": [issue for each in rows for issue in each["problems"]],
        "messages": [line for line in messages if not line.startswith(ORIGINALS)],
        "stash": [{**line, "file": None} for line in kept[1:]],
    }


def looked_at() -> dict[str, Any]:
    """Give what the command line says of the document beside upgrading it."""
    [row] = json.loads(said("validate", "--findings", "--format=json", DOCUMENT)[0])
    shown, messages = said("show", DOCUMENT)
    return {
        "findings": {key: part for key, part in row.items() if key != "file"},
        "show": {"text": shown, "messages": messages},
    }


def in_node(told: dict[str, Any]) -> dict[str, Any]:
    """Give what was said in Node in the same form."""
    done = told["upgrade"]
    kept = [*map(json.loads, (done["stash"] or "\n").splitlines()[1:])]
    return {
        **{key: done[key] for key in ("text", "account", "issues", "messages")},
        "stash": [{**line, "file": None} for line in kept],
    }


def documents(share: int) -> Iterator[Path]:
    collected = sorted(CORPUS.glob("*.json"))
    yield from [*EXAMPLES, *FILES, *collected][share::SHARES]


@pytest.mark.parametrize("share", range(SHARES))
def test_what_is_said_and_written_is_the_same(
    share: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    files = list(documents(share))
    questions = [
        {"bytes": b64encode(file.read_bytes()).decode(), "look": CORPUS not in file.parents}
        for file in files
    ]
    upgraded = 0
    for file, told in zip(files, ask(Path(__file__).with_name("python.mjs"), questions)):
        shutil.copyfile(file, DOCUMENT)
        if NO_ASTROPY in json.dumps(told["upgrade"]):
            assert told["upgrade"]["text"] is None
            assert told["upgrade"]["status"] == "refused"
            continue
        wanted = on_the_command_line()
        assert read_alike(in_node(told)) == read_alike(wanted), file
        assert told["restored"], file
        if "show" in told:
            looks = {key: told[key] for key in ("findings", "show")}
            assert read_alike(looks) == read_alike(looked_at()), file
        upgraded += told["upgrade"]["status"] == "upgraded"
    assert upgraded


def test_there_are_collected_documents() -> None:
    if not CORPUS.is_dir():
        pytest.skip("the collected documents are not at hand")
    assert any(CORPUS.glob("*.json"))
