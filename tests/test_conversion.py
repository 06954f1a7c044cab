"""Documents go to other layouts with an account of every value, judged before and after."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from dataclasses import fields, replace
from difflib import SequenceMatcher
from pathlib import Path
from random import Random
from typing import Any

import pytest

import ska_oso_pdm as pdm
from ska_oso_pdm import Allowed, Conversion, Stash, convert
from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.conversion import judged, migrated, unknown_keys
from ska_oso_pdm.conversion.unaltered import unaltered
from ska_oso_pdm.documents.source import read_source
from ska_oso_pdm.migrations import ASSUMPTIONS, CHOICES, EVERYTHING
from ska_oso_pdm.recognition.labelling import settle_label
from ska_oso_pdm.validation import check
from tests.samples import CORPUS, CURRENT, EXAMPLES, ROOT, exact, parsed

URL = "https://schema.skao.int/ska-oso-pdm-sbd/{}"
MOVING = ("sbd", "prj", "prsl")
DOCUMENTS = [p for p in EXAMPLES if p.name.split("-")[0] in MOVING and "status" not in p.name]
COLLECTED = {
    entry["file"]: entry
    for entry in (parsed(CORPUS / "manifest.json") if CORPUS.is_dir() else [])
    if entry["entity"] == "sbd"
}
WITHOUT_RIGHT_ANSWER = {
    "sbd-pdm10_mid_8e3368cf.json": "a right ascension of hours that says degrees",
}
"""Collected blocks that no conversion makes valid, each with the reason."""

every_document = pytest.mark.parametrize(
    "path", DOCUMENTS, ids=lambda path: f"{path.parent.name}/{path.stem}"
)
every_collected = pytest.mark.parametrize("name", COLLECTED)


def leaves(value: Any, path: str = "") -> Iterator[str]:
    """Yield the pointer of each scalar, null and empty container."""
    if not isinstance(value, (dict, list)) or not value:
        yield path
        return
    for key, part in value.items() if isinstance(value, dict) else enumerate(value):
        escaped = str(key).replace("~", "~0").replace("/", "~1")
        yield from leaves(part, f"{path}/{escaped}")


def assert_accounted(document: Any, done: Conversion) -> None:
    entries = [*done.mapped, *done.set_aside, *done.lost]
    paths = [entry.path for entry in entries]
    assert sorted(paths) == sorted(leaves(document))  # each one, and none of them twice
    made = [to for entry in done.mapped for to in entry.to]
    made += [entry.path for entry in done.defaulted]
    assert set(made) == set(leaves(done.document))
    assert all(entry.reason and entry.step for entry in [*done.set_aside, *done.lost])
    assert all(entry.reason for entry in done.defaulted)


def without_label(document: Any) -> str:
    return exact({key: part for key, part in document.items() if key != "interface"})


@every_document
def test_examples_go_up(path: Path) -> None:
    document = parsed(path)
    before = copy.deepcopy(document)
    done = convert(document, allowed=EVERYTHING)
    assert document == before
    assert done.document is not None, done.problems
    end = max(path.parent.name, CURRENT, key=registry.version_key)  # in the making it stays
    assert done.status == ("current" if path.parent.name == end else "upgraded")
    assert (done.start, done.end) == (path.parent.name, end)
    assert pdm.validate(done.document) == []
    assert_accounted(document, done)
    again = convert(done.document)
    assert (again.status, again.document) == ("current", done.document)


@every_document
def test_examples_come_back_with_their_stash(path: Path) -> None:
    document = parsed(path)
    for version in registry.versions_of(path.name.split("-")[0]):
        done = convert(document, version, allowed=EVERYTHING)
        if done.document is None:  # an older layout cannot say every position
            assert version < "0.6", done.problems
            continue
        assert pdm.validate(done.document) == []
        assert_accounted(document, done)
        stash = Stash.from_json(json.loads(json.dumps(done.stash.to_json())))
        back = convert(done.document, path.parent.name, allowed=EVERYTHING, stash=stash)
        assert back.problems == []
        assert exact(back.document) == exact(document)


@every_collected
def test_collected_blocks_go_up(name: str) -> None:
    document = parsed(CORPUS / name)
    done = convert(CORPUS / name, allowed=EVERYTHING)
    assert (done.document is None) == (name in WITHOUT_RIGHT_ANSWER)
    if done.document is None:
        assert done.status == "refused"
        assert all(issue.line for issue in done.problems)
        return
    assert pdm.validate(done.document).valid
    assert_accounted(document, done)
    if pdm.validate(CORPUS / name).valid:
        back = convert(done.document, done.start, allowed=EVERYTHING, stash=done.stash)
        assert without_label(back.document) == without_label(document)


@every_collected
def test_collected_blocks_lose_nothing_unasked(name: str) -> None:
    done = convert(CORPUS / name)
    assert done.lost == []
    assert (done.document is None) == any(issue.severity == "error" for issue in done.problems)
    for issue in done.problems:
        if issue.code == "doubtful":
            assert "--allow-loss" in issue.message
            assert issue.line or not issue.path


@every_collected
def test_collected_blocks_are_judged_by_what_they_are(name: str) -> None:
    entry, report = COLLECTED[name], pdm.validate(CORPUS / name)
    wrong = [issue for issue in report if issue.severity == "error"]
    if wrong and not entry["mixed_markers"] and not entry["odd_keys"]:
        codes = {issue.code for issue in wrong}
        paths = {issue.path.rpartition("/")[2] for issue in wrong}
        assert (
            (codes, paths) == ({"former-key"}, {"ra", "dec"})  # positions under their old names
            # what the tracking service adds; no such mode as "pulser_search", and no band 44
            or paths in ({"status"}, {"function_mode", "receiver_band"})
            or name in WITHOUT_RIGHT_ANSWER
            or {"units", "unit"} & paths  # copied from messages of commands
        ), [str(issue) for issue in wrong]


def test_what_is_doubtful_is_said_with_what_decides_it() -> None:
    done = convert(ROOT / "examples/0.1/sbd-mid.json")
    assert done.document is None
    assert done.status == "refused"
    text = (ROOT / "tests/doubts.txt").read_text(encoding="utf-8")
    assert "".join(f"{issue}\n" for issue in done.problems) == text


def test_repairs_are_told() -> None:
    document = parsed(ROOT / "examples/1.0/sbd-mid-imaging.json")
    coordinate = document["targets"][0]["reference_coordinate"]
    expected = copy.deepcopy(document)
    coordinate["ra"] = coordinate.pop("ra_str")
    coordinate["dec"] = coordinate.pop("dec_str")
    done = convert(document)
    assert (done.status, done.document) == ("repaired", expected)
    assert [entry.path.rpartition("/")[2] for entry in done.repaired] == ["ra", "dec"]
    assert_accounted(document, done)


def test_labels_are_made_honest() -> None:
    document = parsed(ROOT / "examples/1.0/sbd-mid-imaging.json")
    wrong = {**document, "interface": URL.format("0.1")}
    done = convert(wrong)
    assert (done.status, done.document) == ("repaired", document)
    del wrong["interface"]
    done = convert(wrong)
    assert (done.status, done.document) == ("repaired", document)
    assert next(iter(done.document or {})) == "interface"
    assert [entry.path for entry in done.defaulted] == ["/interface"]


def test_a_document_that_is_wrong_otherwise_is_refused_with_its_own_problems() -> None:
    document = parsed(ROOT / "examples/0.7/sbd-low.json")
    document["telescope"] = "ska_high"
    done = convert(json.dumps(document, indent=1))
    assert done.document is None
    (issue,) = done.problems
    assert (issue.path, issue.code) == ("/telescope", "not-allowed")
    assert issue.line


def test_what_a_step_puts_right_is_told() -> None:
    document = parsed(ROOT / "examples/0.6/sbd-low.json")
    document["targets"][0]["reference_coordinate"] = {
        "kind": "equatorial",
        "ra": "12h30m00s",
        "dec": "-30:00:00",
        "reference_frame": "icrs",
        "unit": ["hourangle", "deg"],
    }
    done = convert(document, allowed=EVERYTHING)
    assert done.document is not None
    (warning,) = done.problems
    assert (warning.path, warning.severity) == (
        "/targets/0/reference_coordinate/ra",
        "warning",
    )


def test_a_stash_needs_no_leave_to_lose() -> None:
    document = parsed(ROOT / "examples/1.0/sbd-low-several-beams.json")
    down = convert(document, "0.6", allowed=EVERYTHING)
    assert down.document is not None
    assert down.lost
    back = convert(down.document, stash=down.stash)
    assert (back.document, back.lost, back.problems) == (document, [], [])
    edited = copy.deepcopy(down.document)
    edited["scan_definitions"][0]["scan_duration_ms"] += 1
    assert convert(edited, stash=down.stash).document is None


@pytest.mark.parametrize(
    ("to", "message"),
    [
        ("0.9", '/: there is no version "0.9" of eb; there is only 1.0 [unknown-version]'),
        ("", '/: there is no version "" of eb; there is only 1.0 [unknown-version]'),
    ],
)
def test_a_version_that_there_is_not(to: str, message: str) -> None:
    with pytest.raises(pdm.UnknownLayoutError) as caught:
        convert(parsed(ROOT / "examples/1.0/eb-mid.json"), to)
    assert f"/: {caught.value}" == message


@pytest.mark.parametrize(
    ("assume", "message"),
    [
        ({"nonsense": ""}, 'the assumption "nonsense" is none; there are '),
        ({"dish-numbers": "5"}, 'the assumption "dish-numbers" takes no value; there are '),
        ({"beam": ""}, 'the assumption "beam" needs a value: '),
        (
            {"frequency-slices": "1"},
            'the assumption "frequency-slices" has no value "1"; there are band-start and centres',
        ),
        ({"all": "yes"}, 'the assumption "all" '),
    ],
)
def test_assumptions_that_there_are_not(assume: dict[str, str], message: str) -> None:
    with pytest.raises(ValueError, match="assumption") as caught:
        convert(parsed(ROOT / "examples/0.7/sbd-low.json"), allowed=Allowed(assume))
    assert str(caught.value).startswith(message)


def test_every_assumption_is_asked_for_somewhere() -> None:
    package = ROOT / "src/ska_oso_pdm/migrations"
    text = "".join(p.read_text(encoding="utf-8") for p in package.rglob("*.py"))
    for name in (*ASSUMPTIONS, *CHOICES):
        assert text.count(f'"{name}"') > 1, name


def test_every_assumption_is_in_the_documentation() -> None:
    text = (ROOT / "docs/layouts.md").read_text(encoding="utf-8")
    found = {**ASSUMPTIONS, **{f"{name}=VALUE": says for name, says in CHOICES.items()}}
    for name, assumption in found.items():
        steps, _, says = assumption.partition(": ")
        assert f"| `{name}` | {steps} | {says} |" in text


class TestReading:
    def test_read_gives_the_current_class_with_the_account(self) -> None:
        path = ROOT / "examples/0.7/sbd-mid.json"
        reading = pdm.read(path, to="current", allowed=EVERYTHING)
        assert isinstance(reading.object, pdm.SBDefinition)
        receipt = reading.receipt
        assert (receipt.declared, receipt.version) == (URL.format("0.7"), "1.0")
        assert receipt.conversion is not None
        assert receipt.conversion.start == "0.7"
        assert json.loads(pdm.dumps(reading.object)) == receipt.conversion.document

    def test_read_refuses_what_is_doubtful(self) -> None:
        with pytest.raises(pdm.RefusedConversionError) as caught:
            pdm.read(ROOT / "examples/0.1/sbd-mid.json", to="current")
        assert {issue.code for issue in caught.value.issues} == {"doubtful"}
        assert str(caught.value).startswith(str(ROOT / "examples/0.1/sbd-mid.json"))

    def test_read_leaves_the_layout_alone_unless_asked(self) -> None:
        reading = pdm.read(ROOT / "examples/0.7/sbd-mid.json")
        assert (reading.receipt.version, reading.receipt.conversion) == ("0.7", None)


class TestWriting:
    def block(self) -> Any:
        document = parsed(ROOT / "examples/0.7/sbd-low.json")
        del document["mccs_allocation"]["subarray_beams"][1:]
        return pdm.read(document, to="current", allowed=EVERYTHING).object

    def test_dumps_writes_an_older_layout(self) -> None:
        block = self.block()
        block.metadata = None
        text = pdm.dumps(block, version="0.6")
        assert pdm.validate(text) == []
        assert json.loads(text)["interface"] == URL.format("0.6")
        assert json.loads(text)["scan_sequence"]

    def test_dumps_says_what_cannot_be_written(self) -> None:
        block = self.block()
        block.ob_ref = "ob-1"
        with pytest.raises(pdm.UnwritableError) as caught:
            pdm.dumps(block, version="0.7")
        assert [str(issue) for issue in caught.value.issues] == [
            "/ob_ref: cannot be written in 0.7: 0.7 has no place for it [no-place]"
        ]
        text = pdm.dumps(block, version="0.7", allowed=Allowed(loss=True))
        assert "ob_ref" not in json.loads(text)

    def test_dump_writes_an_older_layout(self, tmp_path: Path) -> None:
        file = tmp_path / "block.json"
        pdm.dump(self.block(), file, version="0.7")
        assert pdm.recognise(file).version == "0.7"

    def test_a_version_that_there_is_not(self) -> None:
        with pytest.raises(pdm.UnwritableError) as caught:
            pdm.dumps(self.block(), version="9.9")
        assert 'there is no version "9.9" of sbd; there are 0.0, 0.1' in str(caught.value)


BAD = sorted((ROOT / "tests" / "invalid").glob("[0-9]*/*.json"))
FIELDS = [each.name for each in fields(Conversion) if each.compare]


def shown(done: Conversion) -> list[Any]:
    """Give all that a conversion says, kinds of values told apart."""
    parts = [getattr(done, name) for name in FIELDS]
    return [repr(part) for part in [*parts, vars(done.stash), done.first_state]]


class TestUnaltered:
    """Documents that stay as they are take a short cut; it gives what the whole way gives."""

    @pytest.mark.parametrize(
        "path", [*EXAMPLES, *BAD, *(CORPUS / name for name in COLLECTED)], ids=lambda p: p.stem
    )
    def test_the_whole_way_gives_the_same(self, path: Path) -> None:
        source = read_source(path)
        label = settle_label(source)
        issues = check(source, label.schema.url, label)
        if issues or label.issues or label.is_newer:
            return
        short = unaltered(source, label.schema)
        way = judged(source, label, migrated(source, label, (), Allowed(), None), label.schema.url)
        if short is not None:
            assert shown(short) == shown(way)
            assert short == way
            assert shown(convert(path, label.schema.version)) == shown(way)
            assert shown(convert(parsed(path), label.schema.version)) == shown(way)

    def test_examples_take_it(self) -> None:
        for path in DOCUMENTS:
            source = read_source(path)
            assert unaltered(source, settle_label(source).schema) is not None

    def test_the_account_is_that_of_the_moment(self) -> None:
        document = parsed(ROOT / "examples/1.0/sbd-mid-imaging.json")
        before = copy.deepcopy(document)
        done = convert(document)
        document["telescope"] = "changed"
        document["targets"][0].clear()
        assert done.document is not None
        assert done.document == done.first_state == before
        done.document["targets"][0]["name"] = "changed"
        done.document["sbd_id"] = "changed"
        assert_accounted(before, replace(done, document=before))
        assert all(entry.value != "changed" for entry in done.mapped)
        assert done.first_state == before

    def test_a_large_integer_takes_the_whole_way(self) -> None:
        document = parsed(ROOT / "examples/1.0/sbd-mid-imaging.json")
        document["activities"]["observe"]["function_args"] = {"main": {"kwargs": {"n": 2**70}}}
        done = convert(document)
        assert (done.status, done.document) == ("current", document)
        assert_accounted(document, done)

    def test_mistakes_are_still_put_right(self) -> None:
        document = parsed(ROOT / "examples/1.0/sbd-mid-imaging.json")
        coordinate = document["targets"][0]["reference_coordinate"]
        coordinate["ra"] = coordinate.pop("ra_str")
        done = convert(document)
        assert done.status == "repaired"
        assert [entry.path for entry in done.repaired] == ["/targets/0/reference_coordinate/ra"]
        assert done.document == parsed(ROOT / "examples/1.0/sbd-mid-imaging.json")


def test_what_resembles_a_key_is_what_difflib_finds() -> None:
    properties = registry.schema_for(registry.SchemaId("prsl", "1.0"))["properties"]
    names = [*properties, "reference_coordinate", "pointing_pattern", "subarray_beam_id"]
    random = Random(13)
    found = set()
    for _ in range(2000):
        letters = [*random.choice(names)]
        for _ in range(random.randrange(6)):
            place = random.randrange(len(letters) + 1)
            letters[place : place + random.randrange(2)] = random.choice(["", *"aeRt_-é"])
        key = "".join(letters)
        ratios = {
            name: SequenceMatcher(
                None, *(re.sub(r"[\W_]", "", text).lower() for text in (key, name))
            ).ratio()
            for name in names
        }
        best = max(ratios.values())
        last = [name for name, ratio in ratios.items() if ratio == best][-1]
        assert unknown_keys._alike(key, names) == (last if best >= 0.8 else None)
        found.add(best >= 0.8)
    assert found == {True, False}
