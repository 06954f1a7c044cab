"""The sentences of problems are data that other languages can use."""

from __future__ import annotations

import json
import re
from collections import Counter

from ska_oso_pdm.validation.sentences import say, with_hint
from tests.samples import ROOT

ROOM = ROOT / "src" / "ska_oso_pdm" / "validation"
GROUPS = json.loads((ROOM / "sentences.json").read_text(encoding="utf-8"))
SENTENCES = [
    (name, said)
    for key, group in GROUPS.items()
    if key != "description"
    for name, said in group.items()
]
TYPES = {*GROUPS["types"]}


def test_each_has_a_name_of_its_own() -> None:
    assert [
        name for name, times in Counter(name for name, _ in SENTENCES).items() if times > 1
    ] == []


def test_each_is_said_somewhere() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in ROOM.glob("*.py"))
    said = {*re.findall(r'"([a-z-]+)"', code)}
    assert {name for name, _ in SENTENCES} - TYPES - said == set()


def test_each_value_has_its_place() -> None:
    for name, sentence in SENTENCES:
        places = re.findall(r"\{([a-z_]+)\}", sentence)
        told = say(name, **{place: f"<{place}>" for place in places})
        assert all(f"<{place}>" in told for place in places)
        assert not re.search(r"\{[a-z_]+\}", told)


def test_a_value_with_braces_stays_as_it_is() -> None:
    assert say("write", value='"{value}"') == 'write "{value}"'


def test_a_problem_without_a_hint_has_no_semicolon() -> None:
    assert (with_hint("a", ""), with_hint("a", "b")) == ("a", "a; b")
