"""The sentences of problems are data that other languages can use."""

from __future__ import annotations

import json
import re
from collections import Counter

import pytest

from ska_oso_pdm.sentences import said
from ska_oso_pdm.validation.sentences import say, with_hint
from tests.samples import ROOT

PACKAGE = ROOT / "src" / "ska_oso_pdm"
ROOMS = ("documents", "recognition", "validation")
GROUPS = {
    room: {
        key: group
        for key, group in json.loads((PACKAGE / room / "sentences.json").read_text("utf-8")).items()
        if isinstance(group, dict)
    }
    for room in ROOMS
}
SENTENCES = [
    (room, name, sentence)
    for room, groups in GROUPS.items()
    for group in groups.values()
    for name, sentence in group.items()
]
LISTED = {*GROUPS["validation"]["types"], *GROUPS["documents"]["other-words"]}
"""What is looked up by a word of a schema or a text, and stands in no code."""


@pytest.mark.parametrize("room", ROOMS)
def test_each_has_a_name_of_its_own(room: str) -> None:
    names = Counter(name for group in GROUPS[room].values() for name in group)
    assert [name for name, times in names.items() if times > 1] == []


def test_each_is_said_somewhere() -> None:
    files = [*PACKAGE.glob("*/*.py"), *(ROOT / "web/npm/src").glob("*.ts")]
    code = "".join(path.read_text(encoding="utf-8") for path in files)
    told = {*re.findall(r'"([a-z0-9-]+)"', code)}
    assert {name for _, name, _ in SENTENCES} - LISTED - told == set()


def test_each_value_has_its_place() -> None:
    for room, name, sentence in SENTENCES:
        places = re.findall(r"\{([a-z_]+)\}", sentence)
        told = said(f"{room}/sentences", name, **{place: f"<{place}>" for place in places})
        assert all(f"<{place}>" in told for place in places)
        assert not re.search(r"\{[a-z_]+\}", told)


def test_a_value_with_braces_stays_as_it_is() -> None:
    assert say("write", value='"{value}"') == 'write "{value}"'


def test_a_problem_without_a_hint_has_no_semicolon() -> None:
    assert (with_hint("a", ""), with_hint("a", "b")) == ("a", "a; b")
