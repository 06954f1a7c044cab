"""The conformance pack is current, reads as its schemas say, and this package passes it."""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from referencing import Registry, Resource

from tests.conformance.answers import CELLS, answer
from tests.conformance.equality import LISTS, same, without_places
from tests.conformance.folding import at, folded, leaves, unfolded
from tests.conformance.pack import FOLDER, KINDS, Case, cases, documents, files, value_of
from tests.conformance.sources import Asked, Disagreement
from tests.conformance.writing import COMMAND, Pack, stale
from tests.samples import exact, parsed

FILES = [file for kind in KINDS for file in files(kind)]


def name(file: Path) -> str:
    return f"{file.parent.name}/{file.stem}"


of_each_file = pytest.mark.parametrize("file", FILES, ids=name)


@cache
def validator(of: str) -> jsonschema.Draft202012Validator:
    """Compile a schema of the pack; they refer to each other by their file names."""
    schemas = {path.name: parsed(path) for path in (FOLDER / "schemas").glob("*.json")}
    jsonschema.Draft202012Validator.check_schema(schemas[of])
    resources = [(each, Resource.from_contents(schema)) for each, schema in schemas.items()]
    registry = Registry().with_resources(resources)
    return jsonschema.Draft202012Validator(schemas[of], registry=registry)


def expected(case: Case) -> dict[str, Any]:
    """Give what a case expects, with the document itself where there is one."""
    found = dict(case["expected"])
    if found.get("document"):
        found["document"] = value_of(found["document"])
    return found


def agrees(wanted: dict[str, Any], told: dict[str, Any]) -> bool:
    """Compare as strictly as one can: orders of lists and kinds of numbers count as well."""
    return exact(wanted) == exact(told)


class TestThisPackage:
    @of_each_file
    def test_answers_as_expected(self, file: Path) -> None:
        for case in cases(file):
            told = answer(file.parent.name, case)
            assert agrees(expected(case), told), case["id"]

    @of_each_file
    def test_answers_alike_of_values(self, file: Path) -> None:
        for case in cases(file):
            if any("file" in given for given in documents(case)):
                told = answer(file.parent.name, case, as_values=True)
                assert agrees(without_places(expected(case)), without_places(told)), case["id"]


class TestPack:
    def test_is_current(self) -> None:
        others = [*stale(Pack().files)]
        assert not others, f"{len(others)} files are not current, as {others[:3]}: run {COMMAND}"

    @of_each_file
    def test_files_are_as_their_schemas_say(self, file: Path) -> None:
        wrong = [*validator(f"{file.parent.name}.json").iter_errors(parsed(file))]
        assert [f"{error.json_path}: {error.message[:200]}" for error in wrong] == []

    def test_index_counts_what_is_there(self) -> None:
        index = parsed(FOLDER / "index.json")
        assert not [*validator("index.json").iter_errors(index)]
        assert {level["kind"]: level["level"] for level in index["levels"]} == KINDS
        assert index["documents"] == len([*FOLDER.glob("documents/**/*.json")])
        for level in index["levels"]:
            found = {file: [*cases(file)] for file in files(level["kind"])}
            named = {f"{name(file)}.json": len(there) for file, there in found.items()}
            assert level["files"] == named
            every = [case for there in found.values() for case in there]
            by_hand = sum(bool(case["by_hand"]) for case in every)
            assert (level["cases"], level["by_hand"]) == (len(every), by_hand)
            assert (FOLDER / level["schema"]).is_file()

    def test_each_case_has_an_id_that_says_where_it_is(self) -> None:
        found = Counter(case["id"] for file in FILES for case in cases(file))
        assert set(found.values()) == {1}
        for file in FILES:
            assert {case["id"].rpartition("/")[0] for case in cases(file)} == {name(file)}

    def test_every_document_is_asked_about_or_expected(self) -> None:
        named = {
            given["file"]
            for case in every_case()
            for given in (*documents(case), case["expected"].get("document") or {})
            if "file" in given
        }
        there = {path.relative_to(FOLDER).as_posix() for path in FOLDER.glob("documents/**/*.json")}
        assert named == there

    def test_what_is_by_hand_is_there(self) -> None:
        for case in every_case():
            for pointer in case["by_hand"]:
                at(expected(case), pointer)

    @of_each_file
    def test_accounts_have_each_value_once(self, file: Path) -> None:
        for case in cases(file) if file.parent.name == "conversion" else ():
            told = case["expected"]
            if told["document"] is not None:
                old = value_of(case["document"])
                mapped = unfolded(old, told["mapped"])
                gone = [entry["path"] for name in ("set_aside", "lost") for entry in told[name]]
                assert sorted([*mapped, *gone]) == sorted(leaves(old)), case["id"]


def every_case() -> Iterator[Case]:
    for file in FILES:
        yield from cases(file)


@pytest.mark.parametrize("kind", KINDS)
def test_whatever_is_expected_otherwise_is_noticed(kind: str) -> None:
    every = [case for file in files(kind) for case in cases(file)]
    for member in every[0]["expected"]:
        case = max(every, key=lambda one: len(str(one["expected"][member])))
        wanted = copy.deepcopy(expected(case))
        told = answer(kind, case)
        assert agrees(wanted, told)
        if member in LISTS and wanted[member]:
            wanted[member][-1]["code"] = "another"
        else:
            wanted[member] = [wanted[member]]
        assert not agrees(wanted, told), f"{case['id']} {member}"


class TestWhatIsByHand:
    ANSWER = {"valid": False, "problems": [{**dict.fromkeys(CELLS), "code": "a", "path": "/b"}]}

    def asked(self, known: dict[str, Any], **printed: list[str]) -> Asked:
        return Asked("validation", "group", "name", {}, known, printed)

    def test_is_named_to_its_parts(self) -> None:
        known = {"valid": False, "problems": [{"code": "a"}]}
        assert self.asked(known).by_hand(self.ANSWER) == ["/valid", "/problems/0/code"]
        assert self.asked({}).by_hand(self.ANSWER) == []

    @pytest.mark.parametrize(
        "known",
        [
            {"valid": True},
            {"valid": 0},
            {"problems": []},
            {"problems": [{"code": "b"}]},
            {"problems": [{"code": "a"}] * 2},
            {"entity": None},
        ],
        ids=str,
    )
    def test_counts_more_than_what_the_package_says(self, known: dict[str, Any]) -> None:
        with pytest.raises(Disagreement, match="^validation/group/name: by hand "):
            self.asked(known).by_hand(self.ANSWER)

    def test_lines_count_likewise(self) -> None:
        answer = {"problems": [{**self.ANSWER["problems"][0], "message": "wrong"}]}
        assert self.asked({}, problems=["FILE: /b: wrong [a]"]).by_hand(answer) == ["/problems"]
        for lines in ([], ["FILE: /b: wrong [c]"], ["FILE: /b: wrong [a]"] * 2):
            with pytest.raises(Disagreement):
                self.asked({}, problems=lines).by_hand(answer)


class TestFolding:
    DOCUMENT = {"a": {"x": 1, "y": [2, {}]}, "b~/": [3, 4]}

    @pytest.mark.parametrize(
        ("entries", "number"),
        [
            ([{"path": "", "to": [""]}], 5),
            ([{"path": "/a", "to": ["/c", "/d/0"]}, {"path": "/b~0~1/1", "to": ["/b~0~1/0"]}], 4),
            ([{"path": "/a/y/1", "to": ["/a/y/1"]}], 1),
            ([], 0),
        ],
    )
    def test_is_undone_by_unfolding(self, entries: list[dict[str, Any]], number: int) -> None:
        whole = unfolded(self.DOCUMENT, entries)
        assert len(whole) == number
        assert folded(self.DOCUMENT, whole) == entries

    def test_takes_nothing_together_that_goes_apart(self) -> None:
        mapped = {"/b~0~1/0": ["/b~0~1/1"], "/b~0~1/1": ["/b~0~1/0"]}
        assert len(folded(self.DOCUMENT, mapped)) == 2


@pytest.mark.parametrize(
    ("a", "b", "equal"),
    [
        (1, 1.0, True),
        (0, -0.0, True),
        (2**53 + 1, 2.0**53, False),
        (True, 1, False),
        ({"a": 1, "b": [1]}, {"b": [1.0], "a": 1}, True),
        ({"a": None}, {}, False),
        ([1, 2], [2, 1], False),
        ("\u00e9", "e\u0301", False),
    ],
)
def test_equality_is_as_the_readme_says(a: Any, b: Any, equal: bool) -> None:
    assert same(a, b) is equal
