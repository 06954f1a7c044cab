"""Up to a minor version without a step nothing goes silently; down, additions are set aside."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests import trials
from tests.samples import CURRENT, ROOT, parsed

PATTERN = "/targets/0/pointing_pattern/parameters"
NEWER, NEWEST = (f"{CURRENT.partition('.')[0]}.{minor}" for minor in (90, 91))
STEP = f"{CURRENT} → {NEWER}"
URL = "https://schema.skao.int/ska-oso-pdm-sbd/"


def rename(name: str, old: str, new: str) -> Any:
    """Give what renames a key of one object of a schema."""

    def change(schema: dict[str, Any]) -> None:
        properties = schema["$defs"][name]["properties"]
        properties[new] = properties.pop(old)

    return change


def add(schema: dict[str, Any]) -> None:
    schema["properties"]["mood"] = {"type": "string", "description": "New."}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two minor versions: one renames a key, the next one adds one; neither has a step."""
    folder = trials.started(tmp_path_factory.mktemp("trial"), (CURRENT, NEWER))
    target = folder / "schemas" / NEWER / "target.json"
    trials.edit(target, rename("FivePointParameters", "offset_arcsec", "distance_arcsec"))
    assert trials.main([NEWER, NEWEST], folder) == 0
    trials.edit(folder / "schemas" / NEWEST / "sbd.json", add)
    return folder


_CONVERT = """
import json, sys
from ska_oso_pdm.conversion import convert
from ska_oso_pdm.migrations import Allowed, stash_of
document, to, back, loss = json.load(sys.stdin)
done = convert(document, to, allowed=Allowed(loss=loss))
rows = [done]
if back:
    again = {**done.document, **back}
    before = document["interface"].rpartition("/")[2]
    rows.append(convert(again, before, stash=stash_of(done._migration)))
print(json.dumps([
    {
        "status": row.status,
        "document": row.document,
        "set_aside": [(entry.path, entry.value) for entry in row.set_aside],
        "lost": [(entry.path, entry.value) for entry in row.lost],
        "problems": [str(issue) for issue in row.problems],
    }
    for row in rows
]))
"""


def converted(
    project: Path,
    document: dict[str, Any],
    to: str,
    *,
    back: dict[str, Any] | None = None,
    loss: bool = False,
) -> list[dict[str, Any]]:
    """Convert a document, and with the stash back what it became, changed a little."""
    order = json.dumps([document, to, back, loss])
    done = trials.run(project, code=_CONVERT, given=order)
    assert not done.stderr
    rows: list[dict[str, Any]] = json.loads(done.stdout)
    return rows


def block(name: str = "sbd-mid-imaging", version: str = CURRENT) -> dict[str, Any]:
    """Give an example, but for the library that wrote it, which no conversion keeps."""
    document: dict[str, Any] = parsed(ROOT / "examples" / version / f"{name}.json")
    document["metadata"].pop("pdm_version", None)
    return document


def doubt(step: str, value: float) -> str:
    return (
        f"{PATTERN}/0/offset_arcsec: {value}, {step}: the newer version has no such key, "
        "and no migration step says what becomes of it; keep the document as it is until that "
        "step is written, or let it go with --allow-loss [doubtful]"
    )


@pytest.mark.parametrize("version", [NEWER, NEWEST])
def test_what_the_newer_version_lost_is_doubtful(project: Path, version: str) -> None:
    [done] = converted(project, block(), version)
    assert (done["status"], done["document"], done["set_aside"]) == ("refused", None, [])
    assert done["problems"] == [doubt(STEP, 1800.0)]


def test_what_a_step_before_has_made_is_doubtful_too(project: Path) -> None:
    [older] = converted(project, block(), "0.7")
    assert older["status"] == "upgraded"
    [done] = converted(project, older["document"], NEWEST)
    assert done["status"] == "refused"
    [problem] = [text for text in done["problems"] if "no migration step" in text]
    assert f"1800.0, {STEP}: " in problem


def test_with_leave_it_is_lost_and_said_so(project: Path) -> None:
    [done] = converted(project, block(), NEWEST, loss=True)
    assert (done["status"], done["set_aside"]) == ("upgraded", [])
    assert done["lost"] == [[f"{PATTERN}/0/offset_arcsec", 1800.0]]
    assert (
        "offset_arcsec" not in done["document"]["targets"][0]["pointing_pattern"]["parameters"][0]
    )


def test_a_document_without_it_goes_up_whole(project: Path) -> None:
    document = block("sbd-low-imaging")
    [done] = converted(project, document, NEWEST)
    assert (done["status"], done["set_aside"], done["problems"]) == ("upgraded", [], [])
    assert done["document"] == {**document, "interface": f"{URL}{NEWEST}"}


def test_what_was_added_is_set_aside_on_the_way_down_and_comes_back(project: Path) -> None:
    document = {**block("sbd-low-imaging"), "interface": f"{URL}{NEWEST}", "mood": "calm"}
    down, up = converted(project, document, CURRENT, back={"name": "edited"})
    assert (down["status"], down["problems"]) == ("upgraded", [])
    assert down["set_aside"] == [["/mood", "calm"]]
    assert up["document"] == {**document, "name": "edited"}


def test_a_stash_does_not_hide_what_goes(project: Path) -> None:
    """What somebody wrote in the older version is not in the place of what the stash has."""
    document = {**block(), "interface": f"{URL}{NEWER}"}
    parameters = document["targets"][0]["pointing_pattern"]["parameters"][0]
    parameters["distance_arcsec"] = parameters.pop("offset_arcsec")
    targets = [{**target} for target in block()["targets"]]
    down, up = converted(project, document, CURRENT, back={"targets": targets})
    assert down["set_aside"] == [[f"{PATTERN}/0/distance_arcsec", 1800.0]]
    assert up["status"] == "refused"
    assert up["problems"] == [doubt(STEP, 1800.0)]


def test_what_neither_version_knows_is_told_as_ever(project: Path) -> None:
    document = {**block("sbd-low-imaging"), "nobody_knows_this": 1}
    [done] = converted(project, document, NEWER)
    assert done["set_aside"] == [["/nobody_knows_this", 1]]


def test_what_the_newer_version_knows_already_stays(project: Path) -> None:
    document = {**block("sbd-low-imaging"), "mood": "calm"}
    [done] = converted(project, document, NEWEST)
    assert done["document"]["mood"] == "calm"


def test_the_command_says_it_and_leaves_the_file_alone(project: Path) -> None:
    file = project / "block.json"
    file.write_text(json.dumps(block(), indent=2), encoding="utf-8")
    before = file.read_bytes()
    done = trials.run(project, "upgrade", "--to", NEWEST, "--in-place", file.name)
    assert done.returncode == 1
    assert doubt(STEP, 1800.0) in done.stdout
    assert file.read_bytes() == before


def test_the_current_version_is_not_the_one_in_the_making(project: Path) -> None:
    older = block("sbd-low-imaging")
    for document in (older, {**older, "interface": f"{URL}{NEWEST}"}):
        [done] = converted(project, document, "current")
        assert (done["status"], done["document"]) == ("current", document)
