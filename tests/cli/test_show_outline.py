"""`ska-oso-pdm show` of many files, and of documents that are no objects of the model."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ska_oso_pdm import recognise
from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.cli import main
from ska_oso_pdm.views.outline import NOT_TOLD, outline
from ska_oso_pdm.views.outline_facts import FACTS, IDENTIFIERS, TITLES
from tests.samples import CORPUS, EXAMPLES, ROOT, parsed

Capture = pytest.CaptureFixture[str]
COLLECTED = sorted(CORPUS.glob("*.json")) if CORPUS.is_dir() else []
BAD = sorted((ROOT / "tests" / "invalid").glob("*/*.json"))
PERSONAL = {
    *("cois", "comments", "created_by", "decided_by", "email", "family_name", "given_name"),
    *("investigator_id", "investigator_refs", "last_modified_by", "pis"),
    *("organization", "reviewer_id", "submitted_by", "user_id"),
}

PROPOSAL = {
    "prsl_id": "prp-1",
    "status": "draft",
    "submitted_by": "Somebody",
    "investigator_refs": ["somebody@example.org"],
    "info": {
        "title": "In a galaxy far away",
        "proposal_type": {"main_type": "standard_proposal", "sub_type": ["coordinated_proposal"]},
        "investigators": [{"investigator_id": "7", "given_name": "Some", "family_name": "Body"}],
        "targets": [{"target_id": "M28", "reference_coordinate": {"kind": "icrs", "ra": "1:2"}}],
        "documents": [],
        "results": [{}, {}],
    },
}


def show(capsys: Capture, *files: object, status: int = 0) -> tuple[str, str]:
    assert main(["show", *map(str, files)]) == status
    out, err = capsys.readouterr()
    return out, err


def texts(value: Any, *, personal: bool, inside: bool = False) -> Iterator[str]:
    """Yield the texts at keys of persons, in lists too; or those at all others."""
    if isinstance(value, str) and inside == personal:
        yield value
    for key, part in value.items() if isinstance(value, dict) else ():
        yield from texts(part, personal=personal, inside=key in PERSONAL)
    for part in value if isinstance(value, list) else ():
        yield from texts(part, personal=personal, inside=inside)


class TestManyFiles:
    def test_have_a_heading_each_and_are_counted(self, capsys: Capture) -> None:
        files = [EXAMPLES[0], EXAMPLES[-1]]
        single = [show(capsys, file)[0] for file in files]
        out, err = show(capsys, *files)
        assert out == "\n".join(f"{file}:\n{text}" for file, text in zip(files, single))
        assert err == "2 files: 2 shown, 0 not shown\n"

    def test_that_cannot_be_read_are_told_between(self, tmp_path: Path, capsys: Capture) -> None:
        for name, text in (("a", "{"), ("b", "{}"), ("c", EXAMPLES[0].read_text("utf-8"))):
            (tmp_path / f"{name}.json").write_text(text, encoding="utf-8")
        out, err = show(capsys, tmp_path, status=2)
        a, b, c = (f"{tmp_path}/{name}.json:" for name in "abc")
        assert out.startswith(f"{c}\n")  # what is not shown has no heading
        told = err.splitlines()
        assert told[0].startswith(a)
        assert told[1].startswith(b)
        assert told[-1] == "3 files: 1 shown, 2 not shown"


class TestAsItStands:
    def test_a_layout_that_is_only_recognised(self) -> None:
        found = dict(outline(PROPOSAL, "prsl", "prsl 0.1"))
        assert [*found] == ["Proposal prp-1", "Targets: 1", "Further parts"]
        facts = dict(found["Proposal prp-1"])
        assert facts["layout"] == "prsl 0.1, shown as it stands"
        assert (facts["title"], facts["type"]) == ("In a galaxy far away", "standard_proposal")
        assert (facts["status"], facts["submitted"]) == ("draft", NOT_TOLD)
        assert found["Targets: 1"] == [["1", "M28", "-", "icrs", "1:2", "-"]]
        parts = dict(found["Further parts"])
        assert parts["info/investigators"] == "1 item"
        assert parts["info/documents"] == "empty"
        assert parts["submitted_by"] == "a value"

    @pytest.mark.parametrize("entity", [*TITLES])
    @pytest.mark.parametrize("value", [None, "", 0, [], {}, ["x"], [["Body"]], {"name": "Body"}])
    def test_whatever_stands_where_a_fact_should(self, entity: str, value: Any) -> None:
        """Parts of unexpected values may be anything, so that they are counted only."""
        places = [place for _, found in FACTS[entity] for place in found]
        document: dict[str, Any] = dict.fromkeys(IDENTIFIERS[entity], value)
        for *keys, last in places:
            part = document
            for key in keys:
                part = part[key] if isinstance(part.get(key), dict) else part.setdefault(key, {})
            part[last] = value
        document.update(targets=value, activities=[value], info=value)
        assert "Body" not in str(outline(document, entity, entity))

    def test_every_entity_has_facts(self) -> None:
        assert {identifier.entity for identifier in registry.documents()} <= {*TITLES}
        assert TITLES.keys() == IDENTIFIERS.keys() == FACTS.keys()

    def test_every_fact_of_the_newest_layout_is_in_its_schema(self) -> None:
        for entity, facts in FACTS.items():
            if versions := registry.versions_of(entity):
                url = registry.SchemaId(entity, versions[-1]).url
                properties = registry.resolve(url)["properties"]
                for name, places in facts:
                    told = any(place[0] in properties for place in places)
                    assert told or name in ("status", "rank", "conflict"), (
                        entity,
                        name,
                    )

    def test_what_is_wrong_stands_below(self, capsys: Capture) -> None:
        file = ROOT / "tests/invalid/0.1/telescope-unknown.json"
        out, err = show(capsys, file, status=1)
        assert err == ""
        assert out.startswith("Scheduling block definition ")
        head, _, problems = out.partition("\nProblems\n")
        assert head
        assert problems.startswith(f"  {file}:")
        assert problems.endswith(" [not-allowed]\n")

    def test_known_mistakes_are_put_right_first(self, tmp_path: Path, capsys: Capture) -> None:
        text = (ROOT / "examples/1.0/sbd-mid-imaging.json").read_text(encoding="utf-8")
        file = tmp_path / "block.json"
        file.write_text(text.replace('"ra_str"', '"ra"'), encoding="utf-8")
        out, _ = show(capsys, file, status=1)
        assert "  layout            sbd 1.0, known mistakes put right\n" in out
        assert "icrs  19:39:25.026 -63:42:45.63" in out
        assert out.count("[former-key]") == text.count('"ra_str"')


@pytest.mark.parametrize("path", BAD, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_bad_documents_are_shown_or_told(path: Path, capsys: Capture) -> None:
    status = main(["show", str(path)])
    out, err = capsys.readouterr()
    assert "a mistake in this package" not in out + err
    assert out + err
    assert status == 0 or str(path) in out + err or "Why it is shown as it stands" in out


@pytest.mark.skipif(not COLLECTED, reason="the collected documents are not here")
def test_all_collected_documents_are_shown_and_no_person(capsys: Capture) -> None:
    main(["show", *map(str, COLLECTED)])
    out, _ = capsys.readouterr()
    _, *parts = re.split(r"^(\S+\.json):$", out, flags=re.MULTILINE)
    summaries = dict(zip(parts[::2], parts[1::2]))
    for file in COLLECTED:
        document = parsed(file)
        shown = summaries.pop(str(file), "").strip()
        if not isinstance(document, dict) or recognise(file).entity is None:
            assert not shown, file
            continue
        assert shown, file
        if "Scheduling block definition" not in shown:
            hidden = {*texts(document, personal=True)} - {*texts(document, personal=False)}
            hidden = {text for text in hidden if len(text) > 4}
            assert [text for text in hidden if json.dumps(text)[1:-1] in shown] == [], file
