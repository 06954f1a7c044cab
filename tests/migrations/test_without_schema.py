"""Documents of layouts that no schema judges come to today's, and back as they were.

The documents are made (`aged`), and where they are beside the checkout, the collected ones are
tried too. SKA_OSO_PDM_SPOILED says how many broken forms of each are tried; usually 3.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

import ska_oso_pdm as pdm
from ska_oso_pdm import convert
from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.catalogue.registry import SchemaId
from ska_oso_pdm.cli import main
from ska_oso_pdm.conversion import Conversion
from ska_oso_pdm.conversion.restoring import kept, restore
from ska_oso_pdm.documents.source import Source
from ska_oso_pdm.errors import UnknownLayoutError
from ska_oso_pdm.migrations import Allowed
from ska_oso_pdm.migrations.steps import WITHOUT_SCHEMA
from ska_oso_pdm.pointers import tokens
from ska_oso_pdm.recognition import markers
from tests.migrations import aged
from tests.migrations.accounts import assert_accounted, places_in, spoil
from tests.migrations.generated import spelled
from tests.migrations.straight import SPOILED
from tests.samples import CORPUS, parsed
from tests.test_conversion import assert_accounted as assert_all_told
from tests.test_written_documents import PLANTED, assert_written, objects, planted

Capture = pytest.CaptureFixture[str]
Json = dict[str, Any]

MADE = 5
"""How many documents of each layout are made."""
MOST = 20
"""How many broken forms of each of them are tried at most."""
KIND = Allowed({"review-kind": "science"})
EVERYTHING = Allowed({"all": "", "review-kind": "technical", "variant": "continuum image"})
ENTITIES = sorted({entity for entity, _ in aged.LAYOUTS})

EB: Json = {"interface": aged.URL.format("eb"), "eb_id": "eb-1", "telescope": "ska_mid"}

REFUSED = {
    "review-pdm18.3_-_5bbb4d2d.json": '/status: "Decided" is not allowed here; write one of "To Do"'
}
"""Collected documents that no assumption helps, and what is said of them."""


NOT_UPGRADED = {
    "decision-pdm18_-_66cad55d.json": '12-m array." is not allowed here; write one of',
    "obs-prg-pdm9_mid_c041b76d.json": "which the model has no longer",
    "prsl-pre_-_075302d2.json": "no document of this data model",
    "prsl-pre_-_244ba3af.json": "no document of this data model",
    "review-pdm18.3_-_5bbb4d2d.json": "--assume review-kind=",
    "review-pdm18.3_-_d91e62a3.json": "--assume review-kind=",
}
"""Collected documents, blocks apart, that are not upgraded as they are, and what is said."""


def collected() -> list[Path]:
    """List the collected documents of layouts without a schema."""
    paths = [path for e in ENTITIES for path in sorted(CORPUS.glob(f"{e}-*.json"))]
    found = [(path, pdm.recognise(path)) for path in paths]
    return [path for path, is_a in found if (is_a.entity, is_a.version) in WITHOUT_SCHEMA]


COLLECTED = collected()
every_layout = pytest.mark.parametrize("layout", aged.LAYOUTS, ids=" ".join)
every_collected = pytest.mark.parametrize("path", COLLECTED, ids=lambda path: path.stem)


def made(layout: tuple[str, str]) -> list[Json]:
    return list(aged.documents(*layout, MADE))


def personal_texts(document: Any, personal: bool = False) -> Iterator[str]:
    """Yield what people are called, and how they are reached, wherever it stands."""
    people = {"pis", "cois", "email", "given_name", "family_name", "first_name", "last_name"}
    if isinstance(document, dict):
        for key, part in document.items():
            yield from personal_texts(part, personal or key in {*people, "reason", "comments"})
    elif isinstance(document, list):
        for part in document:
            yield from personal_texts(part, personal)
    elif personal and isinstance(document, str) and len(document) > 5:
        yield document


def assert_whole(old: Json, done: Conversion) -> None:
    """Assert that nothing vanished: the account is whole, and the way back gives the old one."""
    before = json.dumps(old)
    assert_accounted(old, done._migration)
    said = " ".join(str(problem) for problem in done.problems)
    assert [text for text in personal_texts(old) if json.dumps(text) in said] == []
    if done.document is None:
        return
    assert pdm.validate(done.document).valid
    stash = kept(done, Source(old))
    back = restore(Source(done.document), None, Allowed(), stash)
    assert back.document == old
    assert spelled(back.document) == spelled(old)
    assert (back.start, back.end) == (done.end, done.start)
    assert json.dumps(old) == before


class TestTheTable:
    def test_has_every_layout_that_is_known_and_has_no_schema(self) -> None:
        known = {
            (entity, version)
            for entity, data in markers.entities().items()
            for version in data["versions"]
            if "gone" not in data and version not in data.get("refused", ())
        }
        judged = {(schema.entity, schema.version) for schema in registry.documents()}
        assert known - judged == set(WITHOUT_SCHEMA)

    def test_leads_to_layouts_with_a_schema(self) -> None:
        for (entity, _), (newer, _) in WITHOUT_SCHEMA.items():
            assert registry.is_document(SchemaId(entity, newer))


@every_layout
def test_made_documents_come_to_today_and_back(layout: tuple[str, str]) -> None:
    documents = made(layout)
    assert len(documents) == (0 if layout in aged.JUDGED_TOO else MADE)
    for old in documents:
        done = convert(old, allowed=KIND)
        assert (done.status, done.start, done.end) == ("upgraded", layout[1], "1.0"), done.problems
        assert_whole(old, done)
        back = convert(done.document, layout[1], stash=done.stash)
        assert back.document is not None
        assert spelled(back.document) == spelled(old)
        assert back.document["interface"] == SchemaId(*layout).url


@every_collected
def test_collected_documents_come_to_today_and_back(path: Path) -> None:
    old, done = parsed(path), convert(path, allowed=KIND)
    if path.name in REFUSED:
        assert [REFUSED[path.name] in problem.message for problem in done.problems] == [True]
    else:
        assert done.status == "upgraded", done.problems
    assert_whole(old, done)


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the collected documents are not at hand")
def test_every_collected_document_is_upgraded_but_those_named() -> None:
    refused = {}
    for path in sorted(CORPUS.glob("*-*.json")):
        if path.name.startswith("sbd-"):
            continue
        try:
            problems = convert(path).problems
        except UnknownLayoutError as error:
            problems = error.issues
        if wrong := [problem for problem in problems if problem.severity == "error"]:
            refused[path.name] = wrong[0].message
    assert refused.keys() == NOT_UPGRADED.keys()
    assert [name for name, why in NOT_UPGRADED.items() if why not in refused[name]] == []


def test_files_come_back_to_the_byte(tmp_path: Path, capsys: Capture) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    texts = {path.name: path.read_bytes() for path in COLLECTED if path.name not in REFUSED}
    for layout in aged.LAYOUTS:
        texts |= {
            f"{'-'.join(layout)}-{n}.json": json.dumps(document, indent=3).encode()
            for n, document in enumerate(made(layout))
        }
    for name, text in texts.items():
        (folder / name).write_bytes(text)
    status = main(["upgrade", "--in-place", "--assume", "review-kind=science", str(folder)])
    assert status == 0, capsys.readouterr().out
    assert [name for name, text in texts.items() if (folder / name).read_bytes() == text] == []
    stash = str(folder / "ska-oso-pdm-stash.ndjson")
    assert main(["upgrade", "--in-place", "--restore", stash, str(folder)]) == 0
    assert {name: (folder / name).read_bytes() for name in texts} == texts


class TestBrokenForms:
    """Whatever is broken in a document, its account is whole, or it is refused in a sentence."""

    @every_layout
    def test_of_made_documents(self, layout: tuple[str, str]) -> None:
        self.try_spoiled(" ".join(layout), made(layout), min(SPOILED, MOST))

    @every_collected
    def test_of_collected_documents(self, path: Path) -> None:
        self.try_spoiled(path.name, [parsed(path)], SPOILED)

    def try_spoiled(self, name: str, documents: list[Json], number: int) -> None:
        random = Random(name)
        others = [parsed(path) for path in COLLECTED[:20]] or documents
        for document in documents:
            for _ in range(number):
                old = json.loads(json.dumps(document))
                for _ in range(random.randint(1, 4)):
                    self.break_one(old, others, random)
                self.try_one(old, random.choice((None, EVERYTHING)))

    def break_one(self, document: Json, others: list[Json], random: Random) -> None:
        if random.randrange(5):
            spoil(document, others, random)
            return
        places = [place for place in places_in(document) if isinstance(place[-1], str)]
        place = random.choice(places)
        home: Any = document
        for token in place[:-1]:
            home = home[token]
        home[place[-1][:-2] + "x"] = home.pop(place[-1])

    def try_one(self, old: Json, allowed: Allowed | None) -> None:
        try:
            done = convert(old, allowed=allowed)
        except UnknownLayoutError:
            return  # it shows nothing any more, or something else
        assert not [p for p in done.problems if p.code == "internal-error"]
        if (done.entity, done.start) in WITHOUT_SCHEMA:
            assert_whole(old, done)


class TestPeople:
    """Nothing that is printed of a conversion repeats what people are called."""

    OLD: Json = {
        "prsl_id": "prsl-1",
        "cycle": "2024",
        "investigator_refs": ["account-of-hers"],
        "info": {
            "title": "Globular clusters",
            "proposal_type": {"main_type": "standard_proposal"},
            "investigators": [
                {
                    "investigator_id": "account-of-hers",
                    "given_name": "Ada",
                    "family_name": "Lovelace",
                    "email": "ada@example.org",
                    "country": "Ruritania",
                    "phone": {"home": "555-0100"},
                }
            ],
        },
    }
    SECRETS = ("Ada", "Lovelace", "ada@", "Ruritania", "555-0100", "account-of-hers")

    @pytest.mark.parametrize(
        "options",
        [
            ["upgrade", "--dry-run"],
            ["upgrade", "--dry-run", "--report", "json"],
            ["upgrade", "--dry-run", "--no-stash"],
            ["upgrade", "--dry-run", "--no-stash", "--allow-loss"],
            ["validate"],
            ["validate", "--format", "json"],
            ["show"],
            ["identify"],
        ],
        ids=" ".join,
    )
    @pytest.mark.parametrize("wrong", [{}, {"email": 5, "given_nam": "Ada"}, {"user_id": "other"}])
    def test_are_not_named(
        self, options: list[str], wrong: Json, tmp_path: Path, capsys: Capture
    ) -> None:
        old = json.loads(json.dumps(self.OLD))
        old["info"]["investigators"][0] |= wrong
        file = tmp_path / "proposal.json"
        file.write_text(json.dumps(old), encoding="utf-8")
        main([*options, str(file)])
        printed = "".join(capsys.readouterr())
        assert printed
        assert [secret for secret in self.SECRETS if secret in printed] == []

    def test_are_in_the_account(self) -> None:
        aside = {entry.path: entry for entry in convert(self.OLD).set_aside}
        country = aside["/info/investigators/0/country"]
        assert (country.value, country.shown, country.is_personal) == (
            "Ruritania",
            "(personal)",
            True,
        )


class TestTheWayBack:
    OLD: Json = {
        "prj_id": "prj-1",
        "telescope": "ska_low",
        "name": "Deep field",
        "obs_programmes": [{"name": "One", "sbd_ids": ["sbd-1"]}],
    }

    def test_is_the_stash_alone(self) -> None:
        done = convert(self.OLD)
        for to in ("0.1", "0.3"):
            with pytest.raises(UnknownLayoutError) as caught:
                convert(done.document, to)
            assert str(caught.value) == (
                f"no conversion leads to prj {to}, since no schema judges that layout; a document "
                "that was upgraded from it comes back with the stash of that upgrade, which "
                "--restore takes [no-steps]"
            )
        for document in (done.document, self.OLD):
            with pytest.raises(UnknownLayoutError, match="no conversion leads to prj 0.3"):
                convert(document, "0.3", stash=done.stash)
        assert convert(done.document, "0.1", stash=done.stash).document == {
            "interface": SchemaId("prj", "0.1").url,
            **self.OLD,
        }

    def test_there_is_none_to_a_layout_that_nobody_knows(self) -> None:
        with pytest.raises(UnknownLayoutError) as caught:
            convert(self.OLD, "0.9")
        assert str(caught.value) == (
            'there is no version "0.9" of prj; there are 0.7, 1.0 [unknown-version]'
        )

    def test_no_object_is_written_so(self) -> None:
        project = pdm.read(self.OLD, to="current").object
        with pytest.raises(pdm.UnwritableError, match="no conversion leads to prj 0.1"):
            pdm.dumps(project, version="0.1")

    def test_keeps_what_was_edited_meanwhile(self) -> None:
        done = convert(self.OLD)
        assert done.document is not None
        edited = {**done.document, "name": "Deeper field"}
        stash = kept(done, Source(self.OLD))
        back = restore(Source(edited), None, Allowed(), stash)
        assert back.document == {**self.OLD, "name": "Deeper field"}
        assert back.problems == []

    def test_restores_no_file_in_which_old_and_new_would_stand_side_by_side(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        file = tmp_path / "instance.json"
        old = {**EB, "sbd_id": "sbd-1"}
        file.write_text(json.dumps(old), encoding="utf-8")
        assert main(["upgrade", "--in-place", "--stash", str(tmp_path / "stash"), str(file)]) == 0
        edited = {**json.loads(file.read_text(encoding="utf-8")), "sbd_ref": "sbd-2"}
        file.write_text(json.dumps(edited), encoding="utf-8")
        capsys.readouterr()
        stash = str(tmp_path / "stash")
        assert main(["upgrade", "--in-place", "--restore", stash, str(file)]) == 1
        assert json.loads(file.read_text(encoding="utf-8")) == edited
        assert "it was edited since it was eb 0.1" in capsys.readouterr().out

    def test_is_refused_where_it_leads_to_no_such_document(self) -> None:
        old = {**EB, "sbd_id": "sbd-1"}
        done = convert(old)
        assert done.document is not None
        edited = {**done.document, "sbd_ref": "sbd-2"}
        back = convert(edited, "0.1", stash=done.stash)
        assert (back.status, back.document) == ("refused", None)
        assert [str(problem) for problem in back.problems] == [
            "warning: sbd_ref is not restored from the stash: something else stands there now "
            "[not-restored]",
            "it was edited since it was eb 0.1, which names and divides things otherwise, so that "
            "old and new would stand side by side; undo the edit to get the original back, or keep "
            "the document as it is [not-restored]",
        ]


class TestHalfMigrated:
    """Keys of 0.1 beside those of 1.0: what is empty gives way, and what contradicts is refused."""

    @pytest.mark.parametrize("more", [{"sbd_ref": None}, {"request_responses": []}])
    def test_an_execution_block(self, more: dict[str, Any]) -> None:
        done = convert({**EB, "sbd_id": "sbd-1", **more})
        assert done.document is not None
        assert (done.start, done.document["sbd_ref"]) == ("0.1", "sbd-1")

    def test_two_links_that_differ(self) -> None:
        done = convert({**EB, "sbd_id": "sbd-1", "sbd_ref": "sbd-2"})
        assert (done.status, done.problems[0].path) == ("refused", "/sbd_id")


class TestUnknownKeys:
    def test_one_that_resembles_an_absent_one_is_refused(self) -> None:
        old = {**EB, "sbd_id": "sbd-1", "sbd_verson": 3}
        done = convert(old)
        (problem,) = done.problems
        assert str(problem) == (
            '/sbd_verson: unknown key "sbd_verson": no layout has such a key; it resembles '
            '"sbd_version", which is absent; correct it, or remove it [unknown-key]'
        )
        assert_accounted(old, done._migration)
        assert convert(old, allowed=Allowed(loss=True)).document is None

    def test_any_other_is_set_aside(self) -> None:
        old = {**EB, "sbd_id": "sbd-1", "weather": {"rain": 1}}
        (entry,) = convert(old).set_aside
        assert (entry.path, entry.reason) == ("/weather/rain", "no layout has such a key")

    @every_layout
    def test_none_at_any_depth_ends_in_a_document(self, layout: tuple[str, str]) -> None:
        for number, old in enumerate(made(layout)):
            places = list(objects(old))
            chance = Random(number)
            for place in [(), *chance.sample(places, min(len(places), 3))]:
                for key in PLANTED:
                    wrong = planted(old, place, key)
                    for allowed in (None, EVERYTHING):
                        done = convert(wrong, allowed=allowed)
                        assert_written(done)
                        assert_accounted(wrong, done._migration)

    def test_what_archives_add_stays(self) -> None:
        for entity, own in (("eb", {"sbd_id": "s"}), ("sbi", {"sbd_id": "s"})):
            old = {f"{entity}_id": "x", "telescope": "ska_low", **own, "sbi_status": "Done"}
            done = convert({**old, "status": "Created"})
            assert done.document is not None
            assert (done.document["status"], done.document["sbi_status"]) == ("Created", "Done")
            assert done.set_aside == []

    def test_keys_of_a_part_that_is_gone_are_known_by_their_former_homes(self) -> None:
        old = {
            "prsl_id": "prsl-1",
            "cycle": "2024",
            "info": {"title": "Globular clusters", "proposal_type": {"main_typ": "standard"}},
        }
        problems = convert(old).problems
        assert any('it resembles "main_type", which is absent' in str(each) for each in problems)


class TestEverythingElse:
    """No reader of such a document comes to a dead end."""

    @every_layout
    def test_reads_objects_of_today(self, layout: tuple[str, str]) -> None:
        for old in made(layout):
            reading = pdm.read(old, to="current", allowed=KIND)
            assert reading.receipt.conversion is not None
            assert reading.receipt.conversion.start == layout[1]
            assert reading.receipt.version == "1.0"
            with pytest.raises(UnknownLayoutError, match="of which there is no schema"):
                pdm.read(old)

    @every_layout
    def test_validates_to_what_an_upgrade_gives(
        self, layout: tuple[str, str], tmp_path: Path, capsys: Capture
    ) -> None:
        entity, version = layout
        for old in made(layout):
            report = pdm.validate(old)
            assert (report.entity, report.version, report.valid) == (entity, version, False)
            assert [issue.code for issue in report] == ["earlier-layout"]
            row = self.row(old, tmp_path, capsys)
            assert (row["entity"], row["version"], row["valid"]) == (entity, version, False)
            first, second, *others = row["issues"]
            assert (first["code"], second["code"]) == ("earlier-layout", "upgrade")
            refused = convert(old).document is None
            gives = f"refused, {entity} {version} → 1.0, for what follows"
            assert (gives in second["message"]) == refused == bool(others)

    def row(self, old: Json, tmp_path: Path, capsys: Capture) -> Json:
        file = tmp_path / "document.json"
        file.write_text(json.dumps(old), encoding="utf-8")
        assert main(["validate", "--format", "json", str(file)]) == 2
        (row,) = json.loads(capsys.readouterr().out)
        found: Json = row
        return found

    @every_layout
    def test_shows_them(self, layout: tuple[str, str], tmp_path: Path, capsys: Capture) -> None:
        file = tmp_path / "document.json"
        for old in made(layout):
            file.write_text(json.dumps(old), encoding="utf-8")
            assert main(["show", str(file)]) == 0
            printed = capsys.readouterr().out
            assert f"{layout[0]} {layout[1]}, shown as 1.0" in printed

    @every_layout
    def test_identifies_them(
        self, layout: tuple[str, str], tmp_path: Path, capsys: Capture
    ) -> None:
        for old in made(layout):
            file = tmp_path / "document.json"
            file.write_text(json.dumps(old), encoding="utf-8")
            assert main(["identify", "--format", "json", str(file)]) == 0
            (row,) = json.loads(capsys.readouterr().out)
            assert (row["entity"], row["version"]) == layout

    @every_layout
    def test_finds_references_where_they_stand(self, layout: tuple[str, str]) -> None:
        found = 0
        for old in aged.documents(*layout, 4 * MADE):
            for reference in pdm.references(old):
                assert at(old, reference.path) == reference.id
                found += 1
        assert found or layout in aged.JUDGED_TOO

    @every_layout
    def test_compares_them_by_meaning(self, layout: tuple[str, str]) -> None:
        for old in made(layout):
            new = convert(old, allowed=KIND).document
            assert pdm.diff(old, old, allowed=KIND) == []
            assert pdm.diff(old, new, allowed=KIND, ignore_metadata=True) == []

    def test_a_stash_says_that_it_is_back_already(self, tmp_path: Path, capsys: Capture) -> None:
        file, stash = tmp_path / "eb.json", tmp_path / "old.ndjson"
        text = '{"eb_id": "eb-1", "telescope": "ska_mid", "sbd_id": "sbd-1"}'
        file.write_text(text, encoding="utf-8")
        assert main(["upgrade", "--in-place", "--stash", str(stash), str(file)]) == 0
        for said in ("restored to its original, eb 1.0 → 0.1", "original already, eb 0.1"):
            capsys.readouterr()
            assert main(["upgrade", "--in-place", "--restore", str(stash), str(file)]) == 0
            assert said in "".join(capsys.readouterr())
            assert file.read_text(encoding="utf-8") == text


def at(document: Any, path: str) -> Any:
    for token in tokens(path):
        document = document[int(token) if isinstance(document, list) else token]
    return document


@every_layout
@pytest.mark.parametrize(
    "label", [{"value": 5, "unit": "h"}, [1, {"a": 2}], 5, True, {}, None, "x"], ids=repr
)
def test_what_is_no_label_is_not_told_to_be_in_the_new_one(
    layout: tuple[str, str], label: Any
) -> None:
    for made_one in aged.documents(*layout, 1):
        old = {**made_one, "interface": label}
        done = convert(old, allowed=KIND)
        assert_whole(old, done)
        assert_all_told(old, done)
        told = {e.reason: e.needed for e in done.set_aside if e.path.startswith("/interface")}
        is_none = not isinstance(label, str) and label not in (None, {})
        assert told == ({"a label is a text, and the new one is honest": False} if is_none else {})
