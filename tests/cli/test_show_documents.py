"""`ska-oso-pdm show` for all entities but blocks: `shown/<example>.txt` is what it prints."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.cli import main
from ska_oso_pdm.codec import Receipt
from ska_oso_pdm.views.summary import can_summarise
from tests.samples import CURRENT, EXAMPLES, parsed
from tests.visits import visits

FOLDER = Path(__file__).parent / "shown"
TODAY = [path for path in EXAMPLES if path.parent.name == "1.0"]
DOCUMENTS = [path for path in TODAY if "-sbd/" not in parsed(path)["interface"]]
EARLIER = [
    path
    for path in EXAMPLES
    if path.parent.name not in ("0.1", CURRENT) and not registry.is_in_the_making(path.parent.name)
]
Capture = pytest.CaptureFixture[str]

every_document = pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)


def url(entity: str) -> str:
    return f"https://schema.skao.int/ska-oso-pdm-{entity}/1.0"


def shown(document: Any, tmp_path: Path, capsys: Capture) -> str:
    file = tmp_path / "document.json"
    file.write_text(json.dumps(document), encoding="utf-8")
    assert main(["show", str(file)]) == 0
    return capsys.readouterr().out


@every_document
def test_summarises_an_example(path: Path, capsys: Capture) -> None:
    assert main(["show", str(path)]) == 0
    expected = (FOLDER / f"{path.stem}.txt").read_text(encoding="utf-8")
    assert capsys.readouterr().out == expected


def test_every_example_has_its_summary() -> None:
    assert {path.stem for path in DOCUMENTS} == {path.stem for path in FOLDER.iterdir()}


@pytest.mark.parametrize("identifier", registry.documents(), ids="/".join)
def test_every_entity_has_a_summary(identifier: registry.SchemaId) -> None:
    newest = registry.versions_of(identifier.entity)[-1]
    assert can_summarise(Receipt(None, identifier.entity, newest))


@pytest.mark.parametrize("path", EARLIER, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_earlier_layouts_are_shown_as_the_newest(path: Path, capsys: Capture) -> None:
    before = path.read_bytes()
    assert main(["show", str(path)]) == 0
    identifier = registry.parse_url(parsed(path)["interface"])
    assert identifier is not None
    shown = re.sub(" +", " ", capsys.readouterr().out)
    assert f"layout {identifier.entity} {identifier.version}, shown as 1.0\n" in shown
    assert re.search(r"not shown [0-9]+ values that 1\.0 has no place for", shown)
    assert path.read_bytes() == before


def personal(document: Any) -> set[str]:
    """Give the texts of a document that the schema marks as personal."""
    identifier = registry.parse_url(document["interface"])
    assert identifier is not None
    found: set[str] = set()
    for visit in visits(document, registry.schema_for(identifier)):
        if visit.schema.get("x-personal"):
            values = visit.value if isinstance(visit.value, list) else [visit.value]
            found |= {value for value in values if value}
    return found


@every_document
def test_nothing_personal_is_shown(path: Path, capsys: Capture) -> None:
    texts = personal(parsed(path))
    main(["show", str(path)])
    printed = capsys.readouterr().out
    assert [text for text in texts if text in printed] == []


def test_the_examples_have_personal_texts_to_hide() -> None:
    assert {"DefaultUser", "default.user@example.org"} <= set().union(
        *(personal(parsed(path)) for path in DOCUMENTS)
    )


LEAST: dict[str, tuple[dict[str, Any], str]] = {
    "eb": (
        {"telescope": "ska_mid"},
        "Execution block (no id)\n"
        "  layout      eb 1.0\n"
        "  telescope   ska_mid\n"
        "  definition  (none)\n"
        "  instance    (none)\n",
    ),
    "sbi": (
        {"telescope": "MeerKAT"},
        "Scheduling block instance (no id)\n"
        "  layout           sbi 1.0\n"
        "  telescope        MeerKAT\n"
        "  definition       (none)\n"
        "  execution block  (none)\n",
    ),
    "prj": ({}, "Project (no id)\n  layout    prj 1.0\n  proposal  (none)\n"),
    "panel": (
        {"panel_id": "p", "name": "Stars"},
        "Panel p\n  layout  panel 1.0\n  name    Stars\n",
    ),
    "sbd-status-history": (
        {"sbd_ref": "s"},
        "Status of scheduling block definition s\n"
        "  layout      sbd-status-history 1.0\n"
        "  of edition  1\n"
        "  status      Draft\n",
    ),
    "prslacc": (
        {"access_id": "a", "prsl_id": "p", "user_id": "u", "role": "Co-Investigator"},
        "Access to a proposal a\n"
        "  layout       prslacc 1.0\n"
        "  proposal     p\n"
        "  role         Co-Investigator\n"
        "  permissions  view\n",
    ),
}


@pytest.mark.parametrize("entity", LEAST)
def test_shows_a_document_with_little_in_it(entity: str, tmp_path: Path, capsys: Capture) -> None:
    document, expected = LEAST[entity]
    assert shown({"interface": url(entity), **document}, tmp_path, capsys) == expected


def test_shows_requests_of_all_sorts(tmp_path: Path, capsys: Capture) -> None:
    requests = [
        {},
        {"request": "scan", "request_args": {}, "request_sent_at": "2026-11-07T21:00:00"},
        {
            "request": "scan",
            "request_args": {"args": ["é", None], "kwargs": {"long": "x" * 80}},
            "status": "OK",
            "response": {"result": "y" * 61},
            "request_sent_at": "2026-11-07T21:00:00",
            "response_received_at": "2026-11-07T23:00:01+01:00",
        },
        {"request": "stop", "error": {}, "response_received_at": "2026-11-07T21:00:00Z"},
        {"request": "stop", "error": {"detail": "lost\n\x1b[2J"}},
    ]
    document = {"interface": url("eb"), "telescope": "ska_mid", "request_responses": requests}
    lines = shown(document, tmp_path, capsys).splitlines()
    assert lines[6] == "Requests: 5, 2 with an error, 3 without an answer"
    assert lines[8].split() == ["1", "-", "?", "-", "?()", "-"]
    assert lines[9].split() == ["2", "2026-11-07", "21:00:00", "?", "-", "scan()", "-"]
    assert " 1:00:01 " in lines[10]
    assert f'scan("é", null, long="{"x" * 42}…)' in lines[10]
    assert lines[10].endswith(f"{'y' * 59}…")
    assert lines[11].endswith("error: not described")
    assert lines[12].endswith(r"error: lost\n\x1b[2J")


def test_unknown_keys_are_listed(tmp_path: Path, capsys: Capture) -> None:
    document = {"interface": url("prj"), "obs_blocks": [{"obs_block_id": "b", "note": 1}]}
    assert shown(document, tmp_path, capsys).endswith(
        "Observing blocks: 1\n  b  0 science programmes  -\n\nUnknown keys\n  /obs_blocks/0/note\n"
    )


def test_nulls_are_shown_as_what_is_absent(tmp_path: Path, capsys: Capture) -> None:
    info = {"title": "T", "proposal_type": {"main_type": "M", "attributes": None}}
    result = {"observation_set_ref": "s", "data_product_ref": None, "target_ref": None}
    nothing = {"supplied_type": "sensitivity", "continuum": None, "spectral": None}
    results = [{**result, "result": None}, {**result, "result": nothing}, result]
    document = {
        "interface": url("prsl"),
        "prsl_id": None,
        "submitted_on": None,
        "cycle": "C",
        "proposal_info": {**info, "science_category": None, "investigators": None},
        "observation_info": {
            "result_details": results,
            "calibration_strategy": [
                {"observatory_defined": False, "calibrators": None},
                {"observatory_defined": False, "calibrators": [{"name": None}]},
            ],
        },
    }
    assert shown(document, tmp_path, capsys) == (
        "Proposal (no id)\n"
        "  layout  prsl 1.0\n"
        "  title   T\n"
        "  type    M\n"
        "  cycle   C\n"
        "  status  draft\n"
        "\n"
        "Results\n"
        "  s    nothing yet\n"
        "  s    nothing\n"
        "  s    nothing yet\n"
        "\n"
        "Calibration strategies\n"
        "  by the proposer\n"
        "  (no name)\n"
    )


@pytest.mark.parametrize("entity", ["eb", "prj", "prsl"])
def test_needs_no_astropy(entity: str) -> None:
    files = [str(path) for path in DOCUMENTS if path.name.startswith(f"{entity}-")]
    code = (
        "import sys; from ska_oso_pdm.cli import main; "
        f"status = sum(main(['show', file]) for file in {files}); "
        "sys.exit(status or 'astropy' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL)
