"""Patterns as automata: they hold what Python finds, and another library's automata agree."""

from __future__ import annotations

import re
from itertools import islice
from random import Random

import interegular
import pytest

from ska_oso_pdm.evolution.automata import Automaton, of_length, of_list
from ska_oso_pdm.evolution.patterns import automaton
from ska_oso_pdm.evolution.texts import Texts, have_common_text
from ska_oso_pdm.evolution.unsupported import Unsupported
from tests.samples import ROOT

SIGNS = (
    "a",
    "b",
    "-",
    r"\-",
    "[ab]",
    "[^a]",
    "[a-c]",
    r"\d",
    r"[\w-]",
    r"\W",
    "c",
    r"\.",
    r"[\.\-c]",
)
CHARS = "ab-c.1 _A"


def some_pattern(random: Random, depth: int = 3) -> str:
    """Make a pattern of a few signs, groups, alternatives and repetitions."""
    kind = random.randrange(6) if depth else 0
    if kind < 2:
        return random.choice(SIGNS)
    inner = some_pattern(random, depth - 1)
    if kind == 2:
        return inner + some_pattern(random, depth - 1)
    if kind == 3:
        return f"(?:{inner}|{some_pattern(random, depth - 1)})"
    return f"({inner}){random.choice(('*', '+', '?', '{2}', '{1,3}', '{0,2}', '{2,}'))}"


def some_text(random: Random) -> str:
    return "".join(random.choices(CHARS, k=random.randrange(7)))


@pytest.mark.parametrize("seed", range(60))
def test_holds_what_python_finds(seed: int) -> None:
    random = Random(seed)
    pattern = some_pattern(random)
    begins, ends = random.choice(("", "^")), random.choice(("", "$"))
    whole = f"{begins}{pattern}{ends}"
    found = automaton(whole)
    texts = {some_text(random) for _ in range(200)} | {*islice(found.texts(), 50)}
    wrong = [
        text for text in texts if found.accepts(text) != bool(re.search(whole, text, re.ASCII))
    ]
    assert (whole, wrong) == (whole, [])


@pytest.mark.parametrize("seed", range(60))
def test_agrees_with_another_library(seed: int) -> None:
    random = Random(seed)
    one, other = (some_pattern(random, 2) for _ in range(2))
    ours = [automaton(f"^(?:{pattern})$") for pattern in (one, other)]
    theirs = [interegular.parse_pattern(pattern).to_fsm() for pattern in (one, other)]
    for a, b in ((0, 1), (1, 0)):
        text = next(ours[a].without(ours[b]).texts(), None)
        assert (text is None) == theirs[a].issubset(theirs[b]), (one, other)
        assert text is None or (theirs[a].accepts(text) and not theirs[b].accepts(text))
    common = next(ours[0].both(ours[1]).texts(), None)
    assert (common is None) == (theirs[0] & theirs[1]).empty(), (one, other)
    assert common is None or all(each.accepts(common) for each in theirs)


def patterns_of_schemas() -> list[str]:
    found = {
        match
        for file in (ROOT / "schemas").rglob("*.json")
        for match in re.findall(r'"pattern": "(.*)"', file.read_text(encoding="utf-8"))
    }
    return sorted(pattern.replace(r"\\", "\\") for pattern in found)


def test_patterns_of_the_schemas_are_decided() -> None:
    patterns = patterns_of_schemas()
    assert len(patterns) > 10
    for pattern in patterns:
        texts = [*islice(automaton(pattern).texts(), 20)]
        assert texts, pattern
        assert all(re.search(pattern, text) for text in texts), pattern


def test_texts_come_shortest_first_each_once() -> None:
    texts = [*islice(automaton("^(?:a|bb|[cd]{3})*$").texts(), 200)]
    assert len(set(texts)) == 200
    assert [*map(len, texts)] == sorted(map(len, texts))
    assert [*automaton("^(?:yes|no)$").texts()] == ["no", "yes"]
    assert [*automaton(r"^[\u0600-\u0602]$").texts()] != []


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (of_list(frozenset()), []),
        (of_list(frozenset(("", "a", "ab"))), ["", "a", "ab"]),
        (of_length(0, 0), [""]),
        (of_length(2, 1), []),
        (of_length(1, 3).both(of_list(frozenset(("", "ab", "abcd")))), ["ab"]),
        (of_length(2, None).without(of_length(3, None)).both(automaton("^a*$")), ["aa"]),
    ],
)
def test_lists_and_lengths(texts: Automaton, expected: list[str]) -> None:
    assert [*texts.texts()] == expected


HOSTILE = [
    "^[ab]*a[ab]{18}$",
    "^[ab]*a[ab]{1800}$",
    "^((((){2000}){2000}){2000})$",
    "^a{1,4294967290}$",
    "(" * 5000 + "a" + ")" * 5000,
    "^(a?){4000}$",
    "^(" + "|".join("a" * n + "b" for n in range(2000)) + ")*$",
    "^(.*)*$",
    r"(a)\1",
    "(?=a)b",
    r"\p{L}",
    "[[a]]",
    "a{2,1}",
    "a{x}",
    "*",
    "(",
    "a++",
]


@pytest.mark.parametrize("pattern", HOSTILE, ids=lambda pattern: pattern[:20])
def test_what_is_too_large_or_read_differently_is_not_decided(pattern: str) -> None:
    with pytest.raises(Unsupported) as raised:
        automaton(pattern)
    assert str(raised.value).startswith('the pattern "')
    assert len(str(raised.value)) < 200


def test_the_way_to_a_long_text_is_not_kept_however_long() -> None:
    long = Texts(pattern="^[a-z]*$", shortest=15_000)
    with pytest.raises(Unsupported, match="too many states"):
        have_common_text(long, Texts(pattern="^[a-y]*$"))
    shorter = Texts(pattern="^[a-z]*$", shortest=1_500)
    assert have_common_text(shorter, Texts(pattern="^[a-y]*$"))


def test_sets_that_are_too_large_together_are_not_decided() -> None:
    one, other = (Texts(pattern=f"^([ab]{{{n}}})*c$") for n in (1499, 1511))
    with pytest.raises(Unsupported, match="too many states"):
        have_common_text(one, other)
