"""The modules of the npm package that problems are said with answer as those of Python do.

Both are asked the same questions: about all keys and values of documents at hand, and about names,
units, numbers and values that are changed at random, always in the same way.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from itertools import islice, product
from pathlib import Path
from typing import Any

import pytest

from ska_oso_pdm import likeness, personal, phrases
from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.limits import limits
from ska_oso_pdm.validation import unit_spellings as units
from tests.samples import CORPUS, EXAMPLES, ROOT
from tests.test_likeness import OBJECTS, PARTS, TEXTS

from .package import ask, bundle, read_alike, require_modules

INVALID = sorted((ROOT / "tests" / "invalid").glob("[!u]*/*.json"))  # not the unreadable ones
CHANGED = 0x1171E  # a mark that takes room since Unicode 15.1, and before did not

SIGNS = [
    *"aAbBzZeEsSgGiIkK019 _-.:/@$%+*^~\"'\\\t\n{}[](),;<>|#",
    *"ßẞſςσΣıİKÅµμﬁŉǅᏣꭰéÉñ°′″·²①٣５〇⅕中𝒜😀",
    *"\u0301\u00ad\u200b\u200d\ufeff\u00a0\u2003\u2028\x1c\x1f\x7f\x85\uff20\ufe0f",
    *("e\u0301", "%40", "⁻¹", "^-1", "**-1", " per ", "__proto__", "constructor", "git@", "..."),
]
ADDRESSES = ["j.doe@x.org", "a@example.org", "git@host.org", "x%40ska.int", "a＠b.c1", "v@1.2.3"]
ABOUT = "pi name piName e-mail created_by order_by user_defined Investigatrs comment metadata info"
KEYS_ABOUT = [*ABOUT.split(), "request_args", "error", "reason", "Jane Doe", "0", "12", "1234567"]
PYTHON: dict[str, Callable[..., Any]] = {
    "nearest": likeness.nearest,
    "withoutCommon": likeness.without_common,
    "fits": likeness.fits,
    "split": likeness.split,
    "casefold": str.casefold,
    "isPersonal": personal.is_personal,
    "shownPlace": lambda place: personal.shown_place(tuple(place)),
    "hasAddress": personal.has_address,
    "areUnits": units.are_units,
    "sameUnit": units.same_unit,
    "inOthers": units.in_others,
    "general": lambda number, precision: f"{number:.{precision}g}",
    "withPoint": repr,
    "show": phrases.show,
    "showKey": lambda place: phrases.show_key(tuple(place)),
    "listed": phrases.listed,
    "purpose": phrases.purpose,
}
Question = tuple[str, list[Any]]


require_modules()


@pytest.fixture(scope="module")
def script(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the modules and what asks them as one file that Node runs."""
    return bundle(Path(__file__).with_name("words.mjs"), tmp_path_factory.mktemp("npm"))


def require_same(script: Path, questions: list[Question]) -> None:
    answers = ask(script, [[*question] for question in questions])
    differing = [
        (name, given, expected, found)
        for (name, given), found in zip(questions, answers)
        if (expected := as_json(PYTHON[name](*given))) != found
    ]
    assert not differing, f"{len(differing)} differ, as {differing[:5]}"


def as_json(answer: Any) -> Any:
    return [*answer] if isinstance(answer, tuple) else answer


@cache
def documents() -> list[Any]:
    """Give examples, bad documents and collected ones: what is no JSON is left out."""
    found = []
    for path in (*EXAMPLES, *INVALID, *sorted(CORPUS.glob("*.json"))):
        try:
            found.append(read_alike(json.loads(path.read_text("utf-8"))))
        except (ValueError, RecursionError):
            continue
    return found


def places(value: Any, place: tuple[str | int, ...] = ()) -> Iterator[tuple[Any, Any]]:
    """Yield each part of a value, with what leads to it."""
    yield place, value
    if len(place) > 50:
        return
    pairs = value.items() if isinstance(value, dict) else ()
    for key, inner in enumerate(value) if isinstance(value, list) else pairs:
        yield from places(inner, (*place, key))


@cache
def parts() -> list[tuple[list[Any], Any]]:
    """Give parts of documents that are not large; what is under the same keys alike stands once."""
    found: dict[str, tuple[list[Any], Any]] = {}
    for document in documents():
        for place, value in places(document):
            keys = [key for key in place if isinstance(key, str)]
            if len([*islice(places(value), 20)]) < 20:
                found.setdefault(f"{keys[-2:]} {value!r}", ([*place], value))
    return [*found.values()][:: len(found) // 6000 + 1]


@cache
def names() -> list[str]:
    """Give keys and short texts of documents and schemas."""
    found = {key for keys in (*OBJECTS, *TEXTS) for key in keys}
    for place, value in parts():
        found.update(key for key in place if isinstance(key, str))
        if isinstance(value, str) and len(value) < 150:
            found.add(value)
    return sorted(found)


def changed(chance: random.Random, text: str) -> str:
    """Change a text in a few places, or write it in other capitals."""
    letters = [*text]
    for _ in range(chance.choice((0, 1, 1, 1, 2, 3))):
        at = chance.randrange(len(letters) + 1)
        match chance.randrange(5):
            case 0:
                letters.insert(at, chance.choice(SIGNS))
            case 1:
                letters[at : at + 1] = []
            case 2:
                letters[at : at + 2] = reversed(letters[at : at + 2])
            case 3:
                letters[at : at + 1] = chance.choice(SIGNS)
            case _:
                letters[at:at] = letters[at : at + 1]
    text = "".join(letters)
    return chance.choice((text, text, text, text.upper(), text.title(), text.swapcase()))


def number(chance: random.Random) -> float:
    """Give a number as documents have them: few digits, many, large, small."""
    match chance.randrange(5):
        case 0:
            found: float = chance.randrange(-100, 100)
        case 1:
            found = round(chance.uniform(-1e4, 1e4), chance.randrange(6))
        case 2:
            found = chance.choice((1, -1)) * chance.random() * 10.0 ** chance.randrange(-40, 40)
        case 3:
            found = chance.randrange(1, 2000) * 10.0 ** chance.randrange(-30, 30)
        case _:
            found = chance.randrange(10**15, 10**16) / chance.choice((1, 2, 4, 8, 10, 16))
    plain: float = read_alike(found)
    return plain


def value(chance: random.Random, depth: int = 3) -> Any:
    """Give any value, with texts that tell of people in some."""
    match chance.randrange(7 if depth else 4):
        case 0:
            return number(chance)
        case 1:
            return chance.choice((None, True, False, "", 0, [], {}))
        case 2:
            return chance.choice(("", "by ", "(", "x@")) + chance.choice(ADDRESSES)
        case 3:
            return changed(chance, chance.choice(names()))
        case 4:
            return [value(chance, depth - 1) for _ in range(chance.randrange(5))]
    keys = [key(chance) for _ in range(chance.randrange(5))]
    return read_alike({key: value(chance, depth - 1) for key in keys})


def key(chance: random.Random) -> str:
    given = chance.choice((names(), KEYS_ABOUT, ADDRESSES, ["__proto__", "constructor"]))
    return changed(chance, chance.choice(given))


def test_names_are_taken_for_the_same_ones(script: Path) -> None:
    chance = random.Random(1)
    questions: list[Question] = [("split", [name]) for name in names()]
    groups = [[*group] for group in (*OBJECTS, *TEXTS)]
    for _ in range(6000):
        group = chance.choice(groups)
        name = changed(chance, chance.choice(chance.choice((group, group, names()))))
        questions += [(asked, [name, group]) for asked in ("nearest", "withoutCommon", "fits")]
        questions += [("split", [name]), ("nearest", [name, [changed(chance, name)]])]
    # Abbreviations, words that are joined, and what is longer than any name.
    for group in groups:
        for name in group[:20]:
            words = likeness.split(name)
            for short in ("".join(words), *words[:1], *words[-1:], name * 9, name + "é" * 99):
                questions += [
                    (asked, [short, group]) for asked in ("nearest", "withoutCommon", "fits")
                ]
    require_same(script, questions)


def test_every_character_is_a_letter_digit_or_blank_alike(script: Path) -> None:
    unicode = subprocess.check_output(["node", "-p", "process.versions.unicode"], text=True)
    if float(unicode) < float(unicodedata.unidata_version.rpartition(".")[0]):
        pytest.skip(f"Node.js knows the characters of Unicode {unicode.strip()} only")
    characters = [
        chr(code)
        for code in range(sys.maxunicode + 1)
        if unicodedata.category(chr(code)) not in ("Cn", "Cs", "Co") and code != CHANGED
        if not (0x3400 <= code <= 0xD7A3 or code >= 0x20000) or code % 97 == 0  # of one kind
    ]
    assert len(characters) > 30_000
    texts = ["".join(characters[at : at + 200]) for at in range(0, len(characters), 200)]
    questions: list[Question] = [("casefold", [text]) for text in texts]
    for one in characters:
        questions += [("split", [f"{one}a{one}B{one}"])]
        questions += [("hasAddress", [f"{one}@a{one}.{one}{one}"])]
        kind = unicodedata.category(one)[0]
        if kind == "N":
            questions += [("nearest", [f"a1{one}2", ["a12", "A_1_2"]])]
        elif kind != "L":
            questions += [("shownPlace", [["metadata", f"a{one}"]])]
            questions += [("sameUnit", [f"m{one}/{one}s", ["m/s"]])]
    require_same(script, questions)


def test_the_same_is_hidden(script: Path) -> None:
    chance = random.Random(2)
    questions: list[Question] = []
    for place, part in parts():
        questions += [("isPersonal", [part, place]), ("shownPlace", [place])]
    questions += [("isPersonal", [document]) for document in documents()]
    # Parts of a domain that are longer, or more, than in any; and then none that ends it.
    for part, end in product(
        ("é." * 2001, "a" * 1001 + ".", "𝒜a" * 999 + ".", "12."), ("io", "1", "")
    ):
        texts = (f"x@{part}{end}", f"x@{part}b.{end}", f"x@b.{part}{end}", f"git@{part}{end}")
        questions += [("hasAddress", [text]) for text in texts]
    for _ in range(5000):
        place = [chance.choice((key(chance), key(chance), 0)) for _ in range(chance.randrange(4))]
        text = changed(chance, chance.choice(ADDRESSES))
        questions += [("isPersonal", [value(chance), place]), ("shownPlace", [place])]
        questions += [("hasAddress", [chance.choice(("", "a ", "'", "@")) + text])]
    require_same(script, questions)


def test_units_are_the_same_ones(script: Path) -> None:
    chance = random.Random(3)
    lists = [part["enum"] for part in PARTS if units.are_units(part.get("enum", []))]
    lists = [[*names] for names in sorted({tuple(names) for names in lists})]
    assert len(lists) > 8
    known = sorted({unit for names in lists for unit in names})
    spelt = sorted(units._spellings().words) + sorted(units._spellings().symbols)
    factors = [*known, *spelt, *units._prefixed(), "c", "foo", "__proto__", "constructor"]
    questions: list[Question] = [("areUnits", [part["enum"]]) for part in PARTS if "enum" in part]
    questions += [("areUnits", [[changed(chance, chance.choice(known)), ""]]) for _ in range(500)]
    questions += [("areUnits", [wrong]) for wrong in ([], [""], [1, "s"], [None], [["s"]])]
    for _ in range(8000):
        signs = ("", "", "/", " / ", " per ", " ", "·", ".", "-1", " s-1", "^-1", "arc ", "/s/")
        unit = chance.choice(factors) + chance.choice(signs) + chance.choice(("", *factors))
        unit = changed(chance, unit) if chance.random() < 0.4 else unit
        allowed = chance.choice(lists)
        sidereal = chance.random() < 0.3
        questions += [("sameUnit", [unit, allowed])]
        for of in (unit, chance.choice(factors)):
            questions += [("inOthers", [number(chance), of, allowed, sidereal])]
    require_same(script, questions)


def test_numbers_are_written_alike(script: Path) -> None:
    chance = random.Random(4)
    numbers = [number(chance) for _ in range(5000)]
    numbers += [limit["value"] for limit in limits().values() if "value" in limit]
    halves = [10**14 + at + 0.5 for at in range(50)] + [(10**15 + at) / 2 for at in range(50)]
    questions: list[Question] = [("show", [read_alike(given)]) for given in numbers]
    for given in (*filter(None, numbers), *halves):
        questions += [("general", [float(given), 15]), ("withPoint", [float(given)])]
    require_same(script, questions)


def test_values_are_shown_alike(script: Path) -> None:
    chance = random.Random(5)
    questions: list[Question] = [("show", [part]) for _, part in parts()]
    questions += [("show", [document]) for document in documents()]
    questions += [("showKey", [place]) for place, _ in parts() if place]
    for schema in (part for part in PARTS if isinstance(part.get("description", ""), str)):
        given = {key: schema[key] for key in ("description",) if key in schema}
        questions += [("purpose", [given])]
        questions += [("listed", [schema["enum"]])] if isinstance(schema.get("enum"), list) else []
    for _ in range(5000):
        many = [value(chance) for _ in range(chance.randrange(16))]
        questions += [("show", [value(chance, 4)]), ("listed", [many])]
        questions += [("showKey", [[key(chance), chance.choice((0, key(chance))), key(chance)]])]
    questions += [("show", [text * count]) for text in SIGNS for count in (19, 57, 58, 59, 60, 61)]
    require_same(script, questions)


def test_there_is_much_to_ask_about() -> None:
    assert len(names()) > 1500
    assert len(parts()) > 3000
    assert len(registry.documents()) > 20
