"""Only a valid document is given by a conversion; what cannot be made valid is refused, and why."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import ska_oso_pdm as pdm
from ska_oso_pdm import Allowed, Conversion
from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.cli import main
from ska_oso_pdm.errors import Issue
from ska_oso_pdm.migrations import EVERYTHING
from tests.samples import CORPUS, EXAMPLES, ROOT, parsed

COLLECTED = sorted(CORPUS.glob("*-*.json"))
OF_ARCHIVES = ("/status", "/sbi_status")
LEAVE = (Allowed(), EVERYTHING)
PLANTED: dict[str, Any] = {
    "zz_note": "x",
    "zz_part": {"a": [1, None, {}], "b": {}},
    "pointing_patern": {"active": "x"},
}
Capture = pytest.CaptureFixture[str]

every_given = pytest.mark.parametrize(
    "path", [*EXAMPLES, *COLLECTED], ids=lambda path: f"{path.parent.name}/{path.stem}"
)


def errors(issues: list[Issue]) -> list[Issue]:
    return [issue for issue in issues if issue.severity == "error"]


def assert_written(done: Conversion) -> None:
    """Check that a document is valid under its honest label, keys of archives apart, or refused."""
    if done.document is None:
        assert done.status == "refused"
        assert all(issue.message and issue.code for issue in done.problems)
        assert errors(done.problems)
        return
    assert not errors(done.problems)
    report = pdm.validate(done.document)
    assert (report.entity, report.version) == (done.entity, done.end)
    for issue in report:
        assert (issue.code, issue.path) in [
            (code, path) for code in ("unknown-key", "archive-key") for path in OF_ARCHIVES
        ]
        told = [(problem.path, problem.severity) for problem in done.problems]
        assert issue.code == "archive-key" or (issue.path, "warning") in told


def conversions(document: Any) -> Iterator[Conversion]:
    report = pdm.validate(document)
    for version in registry.versions_of(report.entity or ""):
        for allowed in LEAVE:
            yield pdm.convert(document, version, allowed=allowed)


@every_given
def test_every_document_that_is_given_is_valid(path: Path) -> None:
    document = parsed(path)
    if pdm.validate(document).entity is None:
        with pytest.raises(pdm.UnknownLayoutError):
            pdm.convert(document)
        return
    for done in conversions(document):
        assert_written(done)


def objects(value: Any, place: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if isinstance(value, dict):
        yield place
    if isinstance(value, (dict, list)):
        for key, part in value.items() if isinstance(value, dict) else enumerate(value):
            yield from objects(part, (*place, key))


def planted(document: Any, place: tuple[Any, ...], key: str) -> Any:
    made = home = copy.deepcopy(document)
    for token in place:
        home = home[token]
    home[key] = copy.deepcopy(PLANTED[key])
    return made


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_unknown_keys_at_any_depth_end_in_no_document(path: Path) -> None:
    document, chance = parsed(path), random.Random(path.stem)
    versions = registry.versions_of(pdm.validate(document).entity or "")
    places = list(objects(document))
    for place in [(), *chance.sample(places, min(len(places), 4))]:
        for key in PLANTED:
            wrong = planted(document, place, key)
            for version in {path.parent.name, chance.choice(versions)}:
                for allowed in (None, EVERYTHING):
                    done = pdm.convert(wrong, version, allowed=allowed)
                    assert_written(done)


class TestUnknownKeys:
    FILE = ROOT / "examples/1.0/sbd-mid-imaging.json"
    OLD = ROOT / "examples/0.7/sbd-mid.json"

    def refused(self, document: Any, to: str = "current", **options: Any) -> str:
        done = pdm.convert(json.dumps(document, indent=1), to, **options)
        assert done.document is None
        (issue,) = errors([i for i in done.problems if i.code == "unknown-key"])
        assert issue.line
        return str(issue).partition(": ")[2]

    @pytest.mark.parametrize("file", [FILE, OLD], ids=lambda file: file.parent.name)
    def test_are_set_aside_and_told(self, file: Path) -> None:
        document = parsed(file)
        wrong = copy.deepcopy(document)
        wrong["targets"][0]["note"] = {"a": 1, "b": [2]}
        done = pdm.convert(wrong)
        assert done.document == pdm.convert(document).document
        told = [(e.path, e.reason) for e in done.set_aside if "/note" in e.path]
        reason = "no layout has such a key"
        assert told == [(f"/targets/0/note/{path}", reason) for path in ("a", "b/0")]
        assert done.status == ("repaired" if file == self.FILE else "upgraded")

    def test_of_other_layouts_are_told_as_such(self) -> None:
        document = parsed(self.FILE)
        document["targets"][0]["target_name"] = "M83"
        document["prj_ref"] = "prj-1"
        told = {e.path: e.reason for e in pdm.convert(document).set_aside}
        assert told == {
            "/targets/0/target_name": "sbd 1.0 has no such key there; it is one of 0.1",
            "/prj_ref": "sbd 1.0 has no such key there; it is one of 0.4 to 0.7",
        }

    @pytest.mark.parametrize("allowed", [None, EVERYTHING], ids=["without leave", "with all leave"])
    @pytest.mark.parametrize("file", [FILE, OLD], ids=lambda file: file.parent.name)
    def test_that_resemble_an_absent_key_are_never_let_go(
        self, file: Path, allowed: Allowed | None
    ) -> None:
        document = parsed(file)
        target = document["targets"][0]
        target["pointing_patern"] = target.pop("pointing_pattern", {"active": "x"})
        assert self.refused(document, allowed=allowed) == (
            '/targets/0/pointing_patern: unknown key "pointing_patern": no layout has such a key; '
            'it resembles "pointing_pattern", which is absent; correct it, or remove it '
            "[unknown-key]"
        )

    def test_that_resemble_a_key_of_another_unit_are_told_that_unit(self) -> None:
        document = parsed(ROOT / "examples/0.2/sbd-low.json")
        scan = document["scan_definitions"][0]
        scan["scan_duration_s"] = scan.pop("scan_duration")
        assert self.refused(document, "0.2", allowed=EVERYTHING) == (
            '/scan_definitions/0/scan_duration_s: unknown key "scan_duration_s": no layout has '
            'such a key; it resembles "scan_duration", in ms, which is absent; correct it, or '
            "remove it [unknown-key]"
        )

    def test_that_resemble_a_key_which_is_there_are_set_aside(self) -> None:
        document = parsed(self.FILE)
        assert pdm.convert({**document, "targetss": []}).document == document

    def test_of_which_there_are_very_many_are_refused_without_leave(self) -> None:
        document = parsed(self.FILE)
        strange = {**document, **{f"zz{number}": number for number in range(1001)}}
        done = pdm.convert(strange)
        assert done.document is None
        assert str(done.problems[-1]).endswith("let them go with --allow-loss [more-problems]")
        assert pdm.convert(strange, allowed=Allowed(loss=True)).document == document
        few = {**document, **{f"zz{number}": number for number in range(1000)}}
        assert pdm.convert(few).document == document

    def test_many_mistakes_that_are_put_right_are_no_reason_to_refuse(self) -> None:
        document = parsed(self.FILE)
        target = document["targets"][0]
        where = {"kind": "icrs", "ra": "13:37:00.9", "dec": "-29:51:56"}
        document["targets"] = [
            {**target, "target_id": f"t{number}", "reference_coordinate": where}
            for number in range(600)
        ]
        assert pdm.convert(document).status == "repaired"

    def test_that_archives_add_stay_and_go_up(self) -> None:
        document = {**parsed(self.FILE), "status": "Draft", "sbi_status": None}
        done = pdm.convert(document)
        assert (done.status, done.document, done.problems) == ("current", document, [])
        up = pdm.convert({**parsed(self.OLD), "status": "draft"})
        assert up.document is not None
        assert up.document["status"] == "draft"
        assert pdm.validate(up.document).valid

    @pytest.mark.parametrize("name", ["sbd-status-history-ready", "panel-galaxies"])
    def test_that_no_archive_adds_to_an_entity_are_like_any_other(self, name: str) -> None:
        document = parsed(ROOT / f"examples/1.0/{name}.json")
        (issue,) = pdm.validate({**document, "status": "Draft"})
        assert "archive" not in issue.message
        done = pdm.convert({**document, "status": "Draft"})
        assert (done.status, done.document) == ("repaired", document)

    def test_that_archives_add_stay_in_a_frozen_layout_with_a_warning(self) -> None:
        document = {**parsed(self.OLD), "status": "Draft"}
        done = pdm.convert(document, "0.7")
        assert (done.status, done.document) == ("current", document)
        assert [(i.path, i.code, i.severity) for i in done.problems] == [
            ("/status", "unknown-key", "warning")
        ]

    def test_that_archives_add_stay_at_the_root_alone(self) -> None:
        document = parsed(self.FILE)
        document["targets"][0]["status"] = "Draft"
        assert [e.path for e in pdm.convert(document).set_aside] == ["/targets/0/status"]

    def test_that_archives_add_are_set_aside_on_the_way_to_a_frozen_layout(self) -> None:
        document = parsed(self.FILE)
        done = pdm.convert({**document, "status": "draft"}, "0.7")
        assert done.document == pdm.convert(document, "0.7").document
        told = {entry.path: entry.reason for entry in done.set_aside}
        assert told["/status"] == "the layout knows no such key"
        back = pdm.convert(done.document, stash=done.stash).document
        assert back == {**document, "status": "draft"}

    def test_come_back_from_a_stash(self) -> None:
        document = {**parsed(self.OLD), "note": 1}
        done = pdm.convert(document, allowed=EVERYTHING)
        back = pdm.convert(done.document, "0.7", allowed=EVERYTHING, stash=done.stash)
        assert back.document == document
        assert [(i.path, i.severity) for i in back.problems] == [("/note", "warning")]


class TestWritersAndReaders:
    def test_dumps_with_a_version_refuses_unknown_keys(self) -> None:
        block = pdm.load({**parsed(TestUnknownKeys.FILE), "note": 1}, unknown="keep")
        assert "note" in json.loads(pdm.dumps(block))
        for version in ("1.0", "0.7"):
            with pytest.raises(pdm.UnwritableError) as caught:
                pdm.dumps(block, version=version, allowed=Allowed({"all": ""}))
            (issue,) = [issue for issue in caught.value.issues if issue.path == "/note"]
            assert issue.message == f"cannot be written in {version}: no layout has such a key"
            text = pdm.dumps(block, version=version, allowed=EVERYTHING)
            assert pdm.validate(text) == []

    def test_read_to_a_version_sets_unknown_keys_aside(self) -> None:
        document = {**parsed(TestUnknownKeys.FILE), "note": 1}
        assert pdm.read(document).receipt.unknown == ["/note"]
        done = pdm.read(document, to="current").receipt.conversion
        assert done is not None
        assert [entry.path for entry in done.set_aside] == ["/note"]

    def test_upgrade_leaves_a_file_with_a_slip_and_exits_with_1(
        self, tmp_path: Path, capsys: Capture
    ) -> None:
        file = tmp_path / "a.json"
        document = parsed(TestUnknownKeys.FILE)
        slip = {**document, "descriptoin": document["description"]}
        del slip["description"]
        file.write_text(json.dumps(slip), encoding="utf-8")
        before = file.read_bytes()
        for leave in ([], ["--allow-loss"]):
            assert main(["upgrade", "--in-place", *leave, str(file)]) == 1
            assert 'key "descriptoin": no layout has such a key; it' in capsys.readouterr().out
            assert file.read_bytes() == before
        file.write_text(json.dumps({**document, "note": 1}), encoding="utf-8")
        assert main(["upgrade", "--in-place", str(file)]) == 0
        assert "set aside: /note 1: no layout has such a key" in capsys.readouterr().out
        assert main(["validate", str(file)]) == 0


def test_what_is_wrong_in_the_new_document_is_placed_in_the_old_one() -> None:
    document = parsed(ROOT / "examples/0.0/sbd-mid.json")
    (issue,) = pdm.convert(json.dumps(document, indent=1), "0.4", allowed=EVERYTHING).problems
    assert str(issue).partition(": ")[2] == (
        "/fieldConfigurations/calibrator field/targets/jupiter/type: in the converted document, at "
        '/targets/0/reference_coordinate: SolarSystemObject lacks the key "name"; add it: '
        'The body, one of "mercury", "venus", "mars" [missing-key]'
    )
    assert issue.line
    (missing,) = pdm.convert(ROOT / "examples/0.6/sbd-mid.json", "0.0", allowed=EVERYTHING).problems
    assert missing.path.startswith("/targets/2")
    assert missing.line
