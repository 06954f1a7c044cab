"""What may tell of people is in no message, line or report, wherever a document has it."""

from __future__ import annotations

import json
import os
import random
import re
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter

import ska_oso_pdm as pdm
from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.cli import main
from ska_oso_pdm.likeness import split
from ska_oso_pdm.personal import PERSONAL, has_address, is_personal, shown_pointer
from ska_oso_pdm.personal import without_addresses as without
from ska_oso_pdm.pointers import Place, pointer
from ska_oso_pdm.tables import table
from tests.samples import CORPUS, EXAMPLES, parsed

Json = dict[str, Any]

NAME, ADDRESS, NUMBER = "Jane Q Secret", "j.secret@x.org", 440123456789
SECRETS = "|".join(("Jane", "Secret", r"j\.secret", r"x\.org", str(NUMBER)))
FORMS: dict[str, Any] = {
    "text": NAME,
    "address": f"{NAME} <{ADDRESS}>",
    "number": NUMBER,
    "list": [NAME, NUMBER, ADDRESS],
    "object": {"name": NAME, "phone": NUMBER},
    "by-name": {NAME: True, ADDRESS: [NAME], "jane": None},
    "deep": [{"at": {"home": [NAME]}}],
}

ABOUT = set(
    "author cois comments conflict created_by email family_name given_name investigator_id "
    "investigator_refs investigators last_modified_by officeLocation organization pis "
    "principal_investigator reason reviewer_id sci_reviewers submitted_by tech_reviewers "
    "user_id".split()
)
SHIFT = int(os.environ.get("SKA_OSO_PDM_PEOPLE", "0"))  # another number plants elsewhere
AROUND = {"metadata", "info", "proposal_info", "review_type"}
OF_PROGRAMS = {"request_args", "error", "runtime_args", "link"}
UNKNOWN = (
    "pi_name piName e-mail e_mail contact proposer principal_investigator Investigatrs PI co-I "
    "observer decided_by nameOfReviewer emailaddress".split()
)
WRITERS = {"created_by", "last_modified_by"}  # a summary of a block says who wrote it

LAYOUTS = (
    "eb-pdm9_ eb-pdm12_ sbi-pdm9_ prj-pdm9_ prj-pdm18_ prsl-pdm14_ prsl-pdm16_ prsl-pdm23_ "
    "review-pdm18 sbd-pdm1_"
).split()


def documents() -> Iterator[Path]:
    """Yield examples of each entity, and collected documents of layouts that have none."""
    seen = set()
    for path in EXAMPLES:
        kind = path.parent.name, path.name.partition("-")[0]
        if kind not in seen and kind[0] in ("0.1", "0.5", "0.7", "1.0"):
            seen.add(kind)
            yield path
    for start in LAYOUTS:
        yield from sorted(CORPUS.glob(f"{start}*.json"), key=lambda path: path.stat().st_size)[:1]


DOCUMENTS = [*documents()]


def objects(value: Any) -> Iterator[Json]:
    """Yield the objects in a value, the inner ones first."""
    for part in [*(value.values() if isinstance(value, dict) else value)]:
        if isinstance(part, (dict, list)):
            yield from objects(part)
    if isinstance(value, dict):
        yield value


def planted(
    document: Json, form: str, chance: random.Random, *, spared: Collection[str] = ()
) -> Iterator[tuple[str, Json]]:
    """Yield forms of a document in which people stand where nobody expects them.

    Args:
        document: the document.
        form: which of `FORMS` stands there.
        chance: decides about places.
        spared: known keys below which nobody is put.
    """
    for plant in (_wrong, _inside, _unknown, _around, _address):
        made = json.loads(json.dumps(document))
        plant(made, form, chance, spared)
        yield plant.__name__, made


def _wrong(made: Json, form: str, chance: random.Random, spared: Collection[str]) -> None:
    """Put what may be of a wrong type under the known keys about people, and of programs."""
    keys = ABOUT if form == "number" else ABOUT | OF_PROGRAMS
    keys = keys.difference(spared) - (_named(made) if form == "text" else set())
    for home in objects(made):
        home.update(dict.fromkeys(home.keys() & keys, FORMS[form]))


def _named(made: Json) -> set[str]:
    """Give the keys of people that a summary names."""
    is_block = "id" in made or "sbd_id" in made or "sbd" in str(made.get("interface"))
    return WRITERS if is_block else set()


def _inside(made: Json, form: str, chance: random.Random, spared: Collection[str]) -> None:
    """Put people into all texts below the known keys, and beside them."""
    keys = (ABOUT | OF_PROGRAMS).difference(spared) - _named(made)
    waiting: list[tuple[Any, bool]] = [(made, False)]
    while waiting:
        part, inside = waiting.pop()
        for key, inner in part.items() if isinstance(part, dict) else enumerate(part):
            below = inside or key in keys
            if isinstance(inner, (dict, list)):
                waiting.append((inner, below))
            elif below and isinstance(inner, str):
                part[key] = NAME
        if isinstance(part, dict) and inside and form != "text":
            part["remark"] = FORMS[form] if form != "number" else NAME


def _unknown(made: Json, form: str, chance: random.Random, spared: Collection[str]) -> None:
    """Add unknown keys about people here and there."""
    homes = [*objects(made)]
    for home in [made, *chance.sample(homes, min(4, len(homes)))]:
        home[chance.choice(UNKNOWN)] = FORMS[form]


def _around(made: Json, form: str, chance: random.Random, spared: Collection[str]) -> None:
    """Put something else in the place of an object that has parts about people."""
    value = FORMS[form]
    made.update(dict.fromkeys(AROUND & made.keys(), [value] if isinstance(value, dict) else value))


def _address(made: Json, form: str, chance: random.Random, spared: Collection[str]) -> None:
    """Put addresses into texts and keys anywhere."""
    homes = [*objects(made)]
    for home in chance.sample(homes, min(6, len(homes))):
        texts = [key for key in home if key != "interface" and isinstance(home[key], str)]
        if texts:
            home[chance.choice(texts)] = f"{NAME} <{ADDRESS}>"
    for home in chance.sample(homes, min(3, len(homes))):
        home[f"{NAME} {ADDRESS}"] = chance.choice([1, {"value": 1}, [ADDRESS]])


def commands(old: str, new: str, wrapped: str) -> Iterator[list[str]]:
    yield ["validate", "--findings", new]
    yield ["validate", "--format", "json", "--inside", "--findings", wrapped]
    yield ["validate", "--inside", new, wrapped]
    yield ["identify", wrapped]
    yield ["references", wrapped]
    yield ["references", "--format", "json", wrapped]
    yield ["references", "--dangling", wrapped]
    yield ["identify", "--format", "json", wrapped]
    yield ["diff", old, new]
    yield ["diff", "--format", "json", new, old]
    yield ["upgrade", "--dry-run", "--details", new]
    yield ["upgrade", "--dry-run", "--assume", "all", "--allow-loss", "--details", wrapped]
    yield ["upgrade", "--dry-run", "--assume", "all", "--report", "ndjson", new]
    yield ["upgrade", "--dry-run", "--report", "json", wrapped]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_summary_tells_of_people_only_what_programs_wrote(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = parsed(path)
    form = [*FORMS][(DOCUMENTS.index(path) + SHIFT) % len(FORMS)]
    chance = random.Random(f"{path.name}{SHIFT}")
    for which, made in planted(document, form, chance, spared=OF_PROGRAMS):
        file = tmp_path / "new.json"
        file.write_text(json.dumps(made), encoding="utf-8")
        main(["show", str(file)])
        out, err = capsys.readouterr()
        assert leaks(out + err) == [], (form, which)


def told(made: Json, old: Json) -> Iterator[str]:
    """Yield all that Python says of a document, but for data that a program asks for."""
    found = pdm.recognise(made)
    kind = registry.SchemaId(found.entity or "", found.version or "")
    cls: Any = registry.class_for(kind) if registry.is_document(kind) else pdm.SBDefinition
    allowed = pdm.Allowed(dict.fromkeys(["all"], ""), loss=True)
    for call in (
        lambda: pdm.validate(made),
        lambda: pdm.load(made),
        lambda: pdm.load_as(cls, made),
        lambda: pdm.read(made, to="current"),
        lambda: pdm.read(made, to="current", allowed=allowed).receipt.label_issues,
        lambda: pdm.convert(made).problems,
        lambda: pdm.convert(made, allowed=allowed).incomplete,
        lambda: pdm.findings(made),
        lambda: pdm.diff(made, old),
        lambda: pdm.dangling_references([made]),
        lambda: TypeAdapter(pdm.Closed[cls]).validate_python(made),
    ):
        yield from said_by(call)


def said_by(call: Callable[[], Any]) -> Iterator[str]:
    try:
        found = call()
    except ValueError as error:
        yield f"{error} {error!r}"
        found = getattr(error, "issues", [])
    for issue in found if isinstance(found, list) else ():
        if isinstance(issue, pdm.Issue):
            yield f"{issue} {issue!r} {issue.message}"
        elif hasattr(issue, "kind") or isinstance(issue, pdm.DanglingReference):
            yield str(issue)


def leaks(text: str) -> list[str]:
    found = (re.search(f".{{0,60}}(?:{SECRETS}).{{0,40}}", line) for line in text.splitlines())
    return [match[0] for match in found if match]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_command_and_no_error_tells_of_people(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = parsed(path)
    form = [*FORMS][(DOCUMENTS.index(path) + SHIFT) % len(FORMS)]
    for which, made in planted(document, form, random.Random(f"{path.name}{SHIFT}")):
        files = [str(tmp_path / f"{name}.json") for name in ("old", "new", "wrapped")]
        for file, value in zip(files, (document, made, {"all": {ADDRESS: [made]}})):
            Path(file).write_text(json.dumps(value), encoding="utf-8")
        for command in commands(*files):
            main(command)
            out, err = capsys.readouterr()
            assert leaks(out + err) == [], (form, which, command[:2])
        assert leaks("\n".join(told(made, document))) == [], (form, which)


def test_a_secret_is_planted_and_would_be_seen() -> None:
    for form in FORMS:
        for path in DOCUMENTS:
            found = dict(planted(parsed(path), form, random.Random(1)))
            assert leaks(json.dumps(found["_unknown"]))
            assert leaks(json.dumps(found["_address"]))
    assert leaks(str(pdm.validate({"interface": NAME})[0]))


class TestTheRule:
    def test_has_every_key_that_a_schema_marks(self) -> None:
        marked = set()
        for version in {schema.version for schema in registry.documents()}:
            for schema in registry.schemas_of(version).values():
                marked |= {key for key, part in properties(schema) if part.get("x-personal")}
        assert {"email", "user_id", "comments"} <= marked
        assert [key for key in marked if not is_personal(NAME, (key,))] == []

    def test_has_every_object_with_such_keys_somewhere_in_it(self) -> None:
        around = set()
        for version in {schema.version for schema in registry.documents()}:
            for schema in registry.schemas_of(version).values():
                around |= {key for key, part in properties(schema) if holds_people(part)}
        assert {"metadata", "investigators"} <= around
        assert [key for key in around if not is_personal(NAME, (key,))] == []
        assert [key for key in around if not is_personal(NAME, (key, 0))] == []

    @pytest.mark.parametrize("key", UNKNOWN)
    def test_knows_keys_about_people_by_their_words(self, key: str) -> None:
        assert is_personal(NAME, ("targets", 0, key))
        assert is_personal(NUMBER, (key, "0", "phone"))
        assert is_personal({"note": {key: NAME}}, ("note",))
        assert shown_pointer(f"/targets/0/{key}") == f"/targets/0/{key}"

    @pytest.mark.parametrize("value", [True, None, "", [], {}, [None], {"status": False}])
    def test_hides_nothing_that_tells_of_nobody(self, value: Any) -> None:
        assert not is_personal(value, ("investigators", 0))

    @pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: f"{path.parent.name}/{path.name}")
    def test_hides_no_key_of_an_example_and_little_else_of_a_block(self, path: Path) -> None:
        document = parsed(path)
        places = [*leaves(document)]
        assert [p for p, _ in places if shown_pointer(pointer(p)) != pointer(p)] == []
        if path.name.startswith("sbd-"):
            hidden = {p[-1] for p, value in places if is_personal(value, p)}
            assert hidden <= {*WRITERS, "current_status_by"}

    @pytest.mark.parametrize(
        ("path", "shown"),
        [
            ("/investigators/0/given_name", "/investigators/0/given_name"),
            ("/investigators/0/givenNmae/x", "/investigators/0/(personal)/(personal)"),
            ("/investigators/jdoe/email", "/investigators/(personal)/email"),
            ("/notes/a@b.org/0", "/notes/(personal)/0"),
            ("/PI Jane Doe", "/(personal)"),
            ("/metadata/0/Jane Doe", "/metadata/0/(personal)"),
            ("/request_responses/0/error/by Jane", "/request_responses/0/error/(personal)"),
            ("/request_responses/0/request_args/kwargs/scan", None),
            ("/activities/allocate/script", None),
        ],
    )
    def test_hides_keys_that_may_be_names(self, path: str, shown: str | None) -> None:
        assert shown_pointer(path) == (shown or path)

    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("jane@x.org", True),
            ("Jane <jane.o'neil+ska@skao.int>, or", True),
            ("mailto:jane%40x.org", True),
            ("jané@exämple.org", True),
            ("jane＠x.org", True),
            ("jane@163.com", True),
            ("name`name@secret.org", True),
            ("`name@example.org`", False),
            ("vis-receive@5.1.1", False),
            ("ska-sdp@v1.2.beta", False),
            ("PSR B0329+54@1.4.GHz", False),
            ("git@github.com:ska/scripts.git", False),
            ("@x.org", False),
            ("a @ b.org", False),
            ("image@sha256:0f", False),
            ("@" * 100_000 + "a." * 100_000, False),
        ],
    )
    def test_knows_addresses(self, text: str, found: bool) -> None:
        assert has_address(text) is found
        assert (without(text) == text) is not found

    @pytest.mark.parametrize("key", ["order_by", "split_by", "scaledBy", "user_defined_beam"])
    def test_knows_keys_about_things(self, key: str) -> None:
        assert not is_personal("lst", (key,))

    def test_hides_names_as_keys_in_the_place_of_an_object_with_parts_about_people(self) -> None:
        assert shown_pointer(f"/metadata/{NAME}/date") == "/metadata/(personal)/date"
        assert is_personal("text", ("metadata", NAME))

    def test_leaves_the_rest_of_a_sentence(self) -> None:
        assert without('"a@b.org" at /x/c@d.org/0: no [code]') == (
            f"{PERSONAL} at /x/{PERSONAL}/0: no [code]"
        )


def properties(node: Any) -> Iterator[tuple[str, Json]]:
    """Yield every property of a schema."""
    if isinstance(node, dict):
        yield from node.get("properties", {}).items()
    for part in node.values() if isinstance(node, dict) else node:
        if isinstance(part, (dict, list)):
            yield from properties(part)


def holds_people(schema: Json) -> bool:
    """Tell whether a property is marked, or leads to objects with marked ones, by references."""
    waiting: list[Any] = [schema]
    seen = set()
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            if node.get("x-personal"):
                return True
            url = node.get("$ref")
            if isinstance(url, str) and url not in seen:
                seen.add(url)
                found = registry.resolve(url)
                waiting.append({key: part for key, part in found.items() if key != "$defs"})
        if isinstance(node, (dict, list)):
            waiting += node.values() if isinstance(node, dict) else node
    return False


def leaves(value: Any, place: Place = ()) -> Iterator[tuple[Place, Any]]:
    if isinstance(value, (dict, list)) and value:
        for key, part in value.items() if isinstance(value, dict) else enumerate(value):
            yield from leaves(part, (*place, key))
    else:
        yield place, value


class TestWhatIsNoDocument:
    @pytest.mark.parametrize(
        ("text", "said"),
        [
            (
                "{jane@x.org: 1}",
                "1:2: not JSON: a key stands without quotes; write it in double quotes [not-json]",
            ),
            (
                '{"jane@x.org": 1, "jane@x.org": 2}',
                "1:19: a key occurs twice in one object; keep one of the two [duplicate-key]",
            ),
            (
                '{"Jane Secret": 1, "Jane Secret": 2}',
                "1:20: a key occurs twice in one object; keep one of the two [duplicate-key]",
            ),
            (
                "{JaneSecret: 1}",
                "1:2: not JSON: a key stands without quotes; write it in double quotes [not-json]",
            ),
            (
                '{"target_id": 1, "target_id": 2}',
                '1:18: the key "target_id" occurs twice in one object; keep one of the two '
                "[duplicate-key]",
            ),
        ],
    )
    def test_is_told_without_its_keys(self, text: str, said: str) -> None:
        (issue,) = pdm.validate(text)
        assert str(issue) == said

    def test_is_told_by_python_without_its_labels(self) -> None:
        found = pdm.recognise({"interface": ADDRESS})
        assert found.declared == ADDRESS  # data, as the caller gave it
        assert leaks(str(pdm.validate({"interface": ADDRESS})[0])) == []


def test_files_are_called_by_their_names(tmp_path: Path) -> None:
    file = tmp_path / "jane@x.org" / "block.json"
    with pytest.raises(pdm.UnreadableError) as caught:
        pdm.load(file)
    assert "jane@x.org" in str(caught.value)


def test_differences_name_no_item_of_people() -> None:
    path = next(path for path in EXAMPLES if path.name == "prsl-mid.json")
    old, new = parsed(path), parsed(path)
    new["proposal_info"]["investigators"][0][ADDRESS] = NAME
    new["proposal_info"]["investigators"][0]["nickname"] = NAME
    found = pdm.diff(old, new)
    assert [str(difference) for difference in found] == [
        f"/proposal_info/investigators/0/{key}: added; the value may be personal and is not shown"
        for key in (PERSONAL, "nickname")
    ]
    assert leaks(repr(found)) == []
    assert found[0].b == NAME
    assert found[0].pointer_b is not None
    assert found[0].pointer_b.endswith(ADDRESS)


def test_words_are_written_as_those_of_keys_are() -> None:
    groups = {name: told["words"] for name, told in table("personal").items() if "words" in told}
    assert len(groups) == 7
    for name, words in groups.items():
        assert len(set(words)) == len(words), name
        assert [split(word) for word in words] == [(word,) for word in words], name
