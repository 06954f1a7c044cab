"""Bad documents, each beside the whole message expected: dropping in a pair of files adds a test.

`<name>.json` is the document and `<name>.txt` what `ska-oso-pdm validate` prints, with FILE for
the path and NEWEST for the version that documents are taken to. Documents in `unreadable` cannot
be read or judged; those in `earlier` are of layouts without a schema, and what an upgrade gives of
them is said below; the others are invalid.
"""

from __future__ import annotations

import json
from itertools import takewhile
from pathlib import Path

import pytest

import ska_oso_pdm
from ska_oso_pdm.cli import main
from tests.samples import CURRENT

FOLDER = Path(__file__).parent / "invalid"
FILES = sorted(FOLDER.glob("*/*.json"))
NOT_JUDGED = ("earlier", "unreadable")


def message_of(file: Path) -> str:
    return file.with_suffix(".txt").read_text("utf-8").replace("NEWEST", CURRENT)


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_bad_document_gets_its_message(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["validate", str(file)])
    printed = capsys.readouterr()
    assert printed.out.replace(str(file), "FILE") == message_of(file)
    assert printed.err == ""
    assert status == (2 if file.parent.name in NOT_JUDGED else 1)


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_it_is_refused_with_the_same_errors(file: Path) -> None:
    """What `validate` gives in Python is in the conformance pack, and tested there."""
    lines = message_of(file).splitlines()
    expected = [*takewhile(lambda line: not line.endswith("[upgrade]"), lines)]
    assert (expected == lines) == (file.parent.name != "earlier")
    with pytest.raises(ska_oso_pdm.PdmError) as caught:
        ska_oso_pdm.load_from_file(file)
    errors = [line for line in expected if ": warning: " not in line]
    assert str(caught.value).replace(str(file), "FILE").splitlines() == errors
    if file.parent.name in NOT_JUDGED:
        assert not isinstance(caught.value, ska_oso_pdm.InvalidDocumentError)


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_json_row_carries_the_same(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["validate", "--format", "json", str(file)])
    (row,) = json.loads(capsys.readouterr().out)
    assert set(row) == {"file", "entity", "version", "valid", "issues"}
    assert row["valid"] is False
    assert len(row["issues"]) == len(message_of(file).splitlines())
    for issue in row["issues"]:
        assert list(issue) == ["path", "line", "column", "code", "severity", "message"]


def test_every_document_has_a_message_and_every_message_a_document() -> None:
    assert {file.with_suffix(".txt") for file in FILES} == set(FOLDER.glob("*/*.txt"))
