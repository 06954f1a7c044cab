"""Findings of whole documents, beside the lines expected: a pair of files dropped in adds a test.

`tests/findings/<version>/<code>.json` breaks the rule of that code, `<code>-fine….json` looks
at the same things and breaks none; of other entities than `sbd` these names begin with the entity.
The `.txt` beside is what `ska-oso-pdm validate --findings` prints, with FILE for the path. What
Python gives of the same documents is in the conformance pack, and tested with it.
"""

from __future__ import annotations

import json
import pickle
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import ska_oso_pdm
from ska_oso_pdm.builders import low_imaging_sb, mid_imaging_sb
from ska_oso_pdm.catalogue.registry import SchemaId, documents
from ska_oso_pdm.cli import main
from ska_oso_pdm.consistency import rules_for
from ska_oso_pdm.consistency.rule import Rule, select
from tests.samples import CORPUS, EXAMPLES, ROOT, mid, parsed

FOLDER = ROOT / "tests" / "findings"
FILES = sorted(FOLDER.glob("*/*.json"))
RULES = [(schema, rule) for schema in documents() for rule in rules_for(schema)]


def name(value: Any) -> str:
    if isinstance(value, Path):
        return f"{value.parent.name}/{value.stem}"
    return value.code if isinstance(value, Rule) else f"{value.entity}/{value.version}"


def stem(schema: SchemaId, rule: Rule) -> str:
    """Give the name of the document that breaks a rule."""
    return rule.code if schema.entity == "sbd" else f"{schema.entity}-{rule.code}"


def expected(file: Path) -> list[str]:
    return file.with_suffix(".txt").read_text(encoding="utf-8").splitlines()


def but_notes(found: list[ska_oso_pdm.Finding], rule: Rule | None = None) -> list[Any]:
    """Leave out what short documents lack, unless it is what a rule is about."""
    return [f for f in found if f.severity != "note" or (rule and f.code == rule.code)]


@pytest.mark.parametrize("file", FILES, ids=name)
def test_document_gets_its_findings(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", "--findings", str(file)]) == 0
    printed = capsys.readouterr()
    assert printed.out.replace(str(file), "FILE").splitlines() == expected(file)
    assert printed.err == ""


def test_every_document_has_its_lines_and_every_text_a_document() -> None:
    assert {file.with_suffix(".txt") for file in FILES} == set(FOLDER.glob("*/*.txt"))


@pytest.mark.parametrize(("schema", "rule"), RULES, ids=name)
class TestEveryRule:
    def test_finds_what_breaks_it(self, schema: SchemaId, rule: Rule) -> None:
        breaking = FOLDER / schema.version / f"{stem(schema, rule)}.json"
        found = but_notes(ska_oso_pdm.findings(breaking), rule)
        assert {finding.code for finding in found} == {rule.code}
        assert {finding.severity for finding in found} == {rule.severity}
        assert {finding.reads for finding in found} == {rule.reads}

    def test_leaves_alone_what_keeps_it(self, schema: SchemaId, rule: Rule) -> None:
        fine = sorted((FOLDER / schema.version).glob(f"{stem(schema, rule)}-fine*.json"))
        assert fine
        for file in fine:
            assert but_notes(ska_oso_pdm.findings(file), rule) == []
            assert any(select(parsed(file), pattern) for pattern in rule.reads)

    def test_changes_nothing(self, schema: SchemaId, rule: Rule) -> None:
        document = parsed(FOLDER / schema.version / f"{stem(schema, rule)}.json")
        before = json.dumps(document)
        list(rule.find(document))
        assert json.dumps(document) == before


FOUND_IN_EXAMPLES = {
    # As in the official samples, a window at 650 MHz is used in band 5a.
    "0.4/sbd-mid": ["zoom-window-outside-band"],
    "0.5/sbd-mid": ["zoom-window-outside-band"],
    # The second beam has two short scans beside the long one of the first, which 0.7 left open.
    "0.7/sbd-low": ["scan-counts-differ", "scan-lengths-differ"],
}


@pytest.mark.parametrize("path", EXAMPLES, ids=name)
def test_examples_have_no_finding(path: Path) -> None:
    found = ska_oso_pdm.findings(path)
    codes = [f.code for f in (found if path.parent.name == "1.0" else but_notes(found))]
    assert codes == FOUND_IN_EXAMPLES.get(name(path), [])


@pytest.mark.parametrize("make", [low_imaging_sb, mid_imaging_sb])
def test_built_blocks_have_no_finding(make: Callable[[], ska_oso_pdm.SBDefinition]) -> None:
    assert ska_oso_pdm.findings(ska_oso_pdm.dumps(make())) == []


@pytest.mark.skipif(
    not CORPUS.is_dir(), reason="the collected documents are not beside the checkout"
)
def test_collected_documents_have_few_findings_and_these_are_true() -> None:
    found: Counter[tuple[str, str]] = Counter()
    for path in sorted(CORPUS.glob("*-*.json")):
        report = ska_oso_pdm.validate(path)
        if report.valid:
            codes = {finding.code for finding in but_notes(ska_oso_pdm.findings(path))}
            found.update((f"{report.entity} {report.version}", code) for code in codes)
    assert found == {
        # The pole star.
        ("sbd 0.0", "target-never-rises"): 3,
        # Scans and scan types name what the official samples do not have.
        ("sbd 0.1", "reference-dangling"): 1,
        ("sbd 0.2", "reference-dangling"): 2,
        ("sbd 0.3", "reference-dangling"): 16,
        ("sbd 0.4", "reference-dangling"): 1,
        ("sbd 0.5", "reference-dangling"): 1,
        ("sbd 0.6", "reference-dangling"): 1,
        # The official sample has two scan types ".default"; two blocks have an FSP twice.
        ("sbd 0.3", "id-repeated"): 16,
        ("sbd 0.4", "id-repeated"): 1,
        ("sbd 0.5", "id-repeated"): 1,
        # Windows of band 1 are used in band 5a, and one in band 2.
        ("sbd 0.3", "zoom-window-outside-band"): 10,
        ("sbd 0.4", "zoom-window-outside-band"): 1,
        ("sbd 0.5", "zoom-window-outside-band"): 1,
        ("sbd 0.6", "window-outside-band"): 1,
        # Station 345 forms one beam twice.
        ("sbd 0.5", "receptor-repeated"): 1,
        # One identifier stands for two scans of 3600 and 600 s.
        ("sbd 1.0", "scan-id-repeated"): 8,
    }


class TestWhatIsJudged:
    def test_a_block_with_the_label_of_another_layout_is_judged_by_what_it_is(self) -> None:
        document = parsed(FOLDER / "1.0" / "lst-range-empty.json")
        document["interface"] = document["interface"].replace("1.0", "0.1")
        found = but_notes(ska_oso_pdm.findings(document))
        assert [finding.code for finding in found] == ["lst-range-empty"]

    def test_an_invalid_document_is_refused_with_its_problems(self) -> None:
        with pytest.raises(ska_oso_pdm.InvalidDocumentError) as caught:
            ska_oso_pdm.findings({**mid(), "telescope": "mid"}, "block.json")
        assert str(caught.value) == (
            'block.json: /telescope: "mid" is not allowed here; write one of "ska_mid", "ska_low", '
            '"MeerKAT" [not-allowed]'
        )

    def test_what_cannot_be_read_or_judged_is_refused_as_elsewhere(self) -> None:
        with pytest.raises(ska_oso_pdm.UnreadableError):
            ska_oso_pdm.findings("{")
        with pytest.raises(ska_oso_pdm.UnknownLayoutError):
            ska_oso_pdm.findings({})

    def test_a_block_without_anything_lacks_its_scans_only(self) -> None:
        for schema in (SchemaId("sbd", "0.1"), SchemaId("sbd", "1.0")):
            (lacking,) = ska_oso_pdm.findings({"interface": schema.url})
            assert (lacking.path, lacking.code, lacking.severity) == ("", "no-scans", "note")
            empty = parsed(ROOT / "schemas" / schema.version / f"{schema.entity}.json")
            nothing = dict.fromkeys(set(empty["properties"]) - set(empty["required"]))
            assert ska_oso_pdm.findings({"interface": schema.url, **nothing}) == [lacking]

    def test_documents_without_rules_have_no_finding(self) -> None:
        assert rules_for(SchemaId("eb", "1.0")) == ()

    @pytest.mark.parametrize("number", [1e308, -1e308, 2**1024 - 2**970 - 1])
    def test_numbers_at_the_end_of_a_double_are_judged_too(self, number: float) -> None:
        document = parsed(FOLDER / "1.0" / "window-outside-band.json")
        subband = document["csp_configurations"][0]["midcbf"]["subbands"][0]
        subband["correlation_spws"][0]["centre_frequency"] = number
        subband["band_5_tuning"] = number
        found = but_notes(ska_oso_pdm.findings(json.dumps(document)))
        assert [finding.code for finding in found] == ["window-outside-band"] * 2


class TestFinding:
    def found(self) -> ska_oso_pdm.Finding:
        (finding,) = but_notes(ska_oso_pdm.findings(FOLDER / "1.0" / "lst-range-empty.json"))
        assert isinstance(finding, ska_oso_pdm.Finding)
        return finding

    def test_is_data(self) -> None:
        finding = self.found()
        assert (finding.path, finding.code) == ("/observing_constraints/lst", "lst-range-empty")
        assert (finding.severity, finding.line, finding.column) == ("warning", 4, 12)
        assert finding.reads == (
            "/observing_constraints/lst/start",
            "/observing_constraints/lst/end",
        )
        assert repr(finding) == (
            "Finding('4:12: /observing_constraints/lst: finding (warning): starts and ends at "
            "2 hourangle, so that no time is left; correct one of the two, or leave the range out "
            "[lst-range-empty]')"
        )

    def test_can_go_to_another_process(self) -> None:
        finding = self.found()
        again = pickle.loads(pickle.dumps(finding))
        assert type(again) is ska_oso_pdm.Finding
        assert (again, again.reads, again.place) == (finding, finding.reads, finding.place)
        assert len({finding, again}) == 1

    def test_is_no_issue_that_reads_the_same(self) -> None:
        finding = self.found()
        issue = ska_oso_pdm.Issue(
            finding.path, finding.code, finding.message, severity="warning", place=finding.place
        )
        assert finding != issue
