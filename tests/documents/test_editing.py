"""Values replaced in a JSON text, whose style stays."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ska_oso_pdm.documents.editing import edited
from ska_oso_pdm.documents.positions import Positions
from ska_oso_pdm.pointers import pointer
from tests.samples import CORPUS, EXAMPLES, exact

TEXTS = [*EXAMPLES, *sorted(CORPUS.glob("*-*.json"))]


def changed(text: str, change: Callable[[Any], None], *path: str | int) -> str:
    """Edit a text by a function that changes the parsed value at a path."""
    value = json.loads(text.removeprefix("\ufeff"))
    for token in path:
        value = value[token]
    change(value)
    return edited(text, {path: value})


def put(**members: Any) -> Callable[[Any], None]:
    return lambda value: value.update(members)


PRETTY = """{
  "a": 1.0,
  "list": [
    1e3,
    "\\u00e9"
  ],
  "short": [1, 2],
  "inner": {
    "x" :  null
  }
}
"""


class TestMembers:
    def test_that_change_are_all_that_changes(self) -> None:
        assert changed(PRETTY, put(a=2.50)) == PRETTY.replace("1.0", "2.5")
        assert changed(PRETTY, put(x=[]), "inner") == PRETTY.replace("null", "[]")

    def test_that_are_equal_keep_their_spelling(self) -> None:
        same = {"short": [1, 2], "inner": {"x": None}, "list": [1000.0, "é"], "a": 1.0}
        assert edited(PRETTY, {(): same}) == PRETTY

    def test_of_another_type_are_not_equal(self) -> None:
        assert changed(PRETTY, put(a=1)) == PRETTY.replace("1.0", "1")
        assert changed(PRETTY, put(a=True)) == PRETTY.replace("1.0", "true")
        assert edited("[0.0, 1]\n", {(): [-0.0, True]}) == "[-0.0, true]\n"

    def test_that_are_new_stand_where_the_new_object_has_them(self) -> None:
        new = {"first": 0, "a": 1.0, "second": "", "list": [], "short": [1, 2], "last": {}}
        assert edited('{\n\t"a": 1.0,\n\t"list": [],\n\t"short": [1, 2]\n}', {(): new}) == (
            '{\n\t"first": 0,\n\t"a": 1.0,\n\t"second": "",\n'
            '\t"list": [],\n\t"short": [1, 2],\n\t"last": {}\n}'
        )

    def test_that_are_renamed_keep_their_place_and_the_spelling_of_their_values(self) -> None:
        new = {"a": 1.0, "items": [1000.0, "é"], "short": [1, 2], "within": {"y": None, "z": 1}}
        assert edited(PRETTY, {(): new}) == (
            PRETTY.replace('"list"', '"items"')
            .replace('"inner"', '"within"')
            .replace('"x" :  null', '"y" :  null,\n    "z": 1')
        )

    def test_that_go_leave_nothing(self) -> None:
        assert changed(PRETTY, lambda value: value.pop("a")) == PRETTY.replace('  "a": 1.0,\n', "")
        last = ',\n  "inner": {\n    "x" :  null\n  }'
        assert changed(PRETTY, lambda value: value.pop("inner")) == PRETTY.replace(last, "")
        only = '{\n    "x" :  null\n  }'
        assert changed(PRETTY, lambda value: value.clear(), "inner") == PRETTY.replace(only, "{}")

    def test_keep_their_order_whatever_order_the_new_object_has(self) -> None:
        new = {"inner": {"x": None}, "new": 1, "list": [1000.0, "é"], "a": 2, "short": [1, 2]}
        assert list(json.loads(edited(PRETTY, {(): new}))) == ["a", "list", "short", "inner", "new"]


class TestItems:
    def test_that_come_and_go_leave_the_others(self) -> None:
        text = '[\n  {"id": 1e0},\n  {"id": 2e0},\n\n  {"id": 3e0}\n]\n'
        assert changed(text, lambda value: value.pop(0)) == (
            '[\n  {"id": 2e0},\n\n  {"id": 3e0}\n]\n'
        )
        assert changed(text, lambda value: value.insert(1, {"id": 4})) == (
            '[\n  {"id": 1e0},\n  {"id": 4},\n  {"id": 2e0},\n\n  {"id": 3e0}\n]\n'
        )
        assert changed(text, lambda value: value.append({"id": 4})) == (
            '[\n  {"id": 1e0},\n  {"id": 2e0},\n\n  {"id": 3e0},\n  {"id": 4}\n]\n'
        )

    def test_that_change_beside_one_that_goes_keep_what_stays_in_them(self) -> None:
        text = '[\n  "a",\n  {"v": 1e1},\n  "b",\n  {"v": 2e1},\n  "c"\n]'
        new = ["a", {"v": 10.0, "w": 1}, "b", {"v": 20.0, "w": 2}]
        assert edited(text, {(): new}) == (
            '[\n  "a",\n  {"v": 1e1, "w": 1},\n  "b",\n  {"v": 2e1, "w": 2}\n]'
        )

    def test_of_a_wrapped_array_stay_where_they_are(self) -> None:
        text = "[\n  1, 2, 3,\n  4, 5, 6\n]"
        assert changed(text, lambda value: value.append(7)) == "[\n  1, 2, 3,\n  4, 5, 6, 7\n]"
        assert changed(text, lambda value: value.pop(1)) == "[\n  1, 3,\n  4, 5, 6\n]"


class TestStyle:
    @pytest.mark.parametrize(
        ("text", "result"),
        [
            ('{"a":1}', '{"a":1,"b":[1,{"c":[]}]}'),
            ('{"a": 1}', '{"a": 1, "b": [1, {"c": []}]}'),
            ('{ "a": [ 1 ] }\n', '{ "a": [ 1 ], "b": [ 1, { "c": [] } ] }\n'),
            (
                '{\r\n "a":1\r\n}',
                '{\r\n "a":1,\r\n "b":[\r\n  1,\r\n  {\r\n   "c":[]\r\n  }\r\n ]\r\n}',
            ),
            ('{\n"a": 1\n}', '{\n"a": 1,\n"b": [\n1,\n{\n"c": []\n}\n]\n}'),
            (
                '{\n    "a": 1\n}\n\n',
                '{\n    "a": 1,\n    "b": [\n        1,\n        {\n            "c": []\n'
                "        }\n    ]\n}\n\n",
            ),
            (
                '{ "a": 1\n, "x": 1 }',
                '{ "a": 1\n, "x": 1\n, "b": [1, { "c": [] }] }',
            ),
        ],
        ids=["compact", "one line", "padded", "CRLF", "no indent", "four", "comma first"],
    )
    def test_is_that_of_the_text(self, text: str, result: str) -> None:
        assert changed(text, put(b=[1, {"c": []}])) == result

    def test_a_short_array_stands_in_one_line_where_others_do(self) -> None:
        assert changed(PRETTY, put(new=[3, 4])) == PRETTY.replace(
            "\n  }\n", '\n  },\n  "new": [3, 4]\n'
        )
        long = changed(PRETTY, put(new=[*range(1000, 1020)]))
        assert '"new": [\n    1000,\n' in long

    def test_what_replaces_a_short_array_is_one(self) -> None:
        text = '{\n  "a": [1],\n  "b": [\n    1,\n    2\n  ]\n}'
        assert changed(text, put(a={"x": [[2]]})) == text.replace("[1]", '{"x": [[2]]}')

    def test_what_gets_too_long_for_its_line_is_set_in_several(self) -> None:
        text = '{\n  "a": {"x": 1e3}\n}\n'
        assert changed(text, put(y="y" * 100), "a") == (
            '{\n  "a": {\n    "x": 1e3,\n    "y": "' + "y" * 100 + '"\n  }\n}\n'
        )

    def test_a_long_line_stays_one(self) -> None:
        text = '[\n{"x": "' + "x" * 100 + '"},\n{"x": "' + "y" * 100 + '"}\n]\n'
        assert changed(text, put(z={"a": [1]}), 1) == text.replace('y"}', 'y", "z": {"a": [1]}}')

    def test_characters_are_escaped_where_the_text_is_ascii(self) -> None:
        assert changed('{"a": "\\u00e9"}', put(b="ü😀")) == (
            '{"a": "\\u00e9", "b": "\\u00fc\\ud83d\\ude00"}'
        )
        assert changed('{"a": "é\\u00e9"}', put(b="ü")) == '{"a": "é\\u00e9", "b": "ü"}'

    def test_shows_outside_of_strings_also_where_the_sample_ends_in_one(self) -> None:
        text = '["' + '{ x\\": 1}' * 20_000 + '"]'
        assert edited(text, {(0,): [{"a": 1}]}) == '[[{"a": 1}]]'
        assert edited(text, {(): [json.loads(text)[0], {"a": 1}]}).endswith('"a": 1}]')

    def test_a_long_string_full_of_quotes_is_read_once(self) -> None:
        text = '{"a": "' + '\\"' * 80_000 + '"}'
        assert changed(text, put(b=1)) == text.replace("}", ', "b": 1}')

    def test_a_byte_order_mark_stays(self) -> None:
        assert changed('\ufeff{"a": 1}', put(a=2)) == '\ufeff{"a": 2}'

    @pytest.mark.parametrize("text", ["1", ' "a" ', "[]\n", "null"])
    def test_a_whole_text_may_be_replaced(self, text: str) -> None:
        assert edited(text, {(): {"a": [1]}}).strip() == '{"a": [1]}'


def test_several_places_change_in_one_text() -> None:
    text = '{"items": [{"a": 1e0}, {"a": 2e0}, [{"a": 3e0}]], "k": 1.50}'
    changes: dict[Any, Any] = {("items", 0, "a"): 5, ("items", 2, 0): {"b": 3.0}, ("k",): 1.5}
    assert edited(text, changes) == '{"items": [{"a": 5}, {"a": 2e0}, [{"b": 3e0}]], "k": 1.50}'


def test_no_change_gives_the_same_text() -> None:
    assert edited(PRETTY, {}) == PRETTY


def test_numbers_that_no_double_holds_stay() -> None:
    numbers = '"a": 1e999, "b": 123456789012345678901234567890, "c": 0.10000000000000000555'
    assert changed(f"{{{numbers}}}", put(d=1)) == f'{{{numbers}, "d": 1}}'
    assert changed(f"[\n  {{{numbers}}}\n]", put(d=1), 0) == f'[\n  {{{numbers}, "d": 1}}\n]'


def test_a_text_as_deep_as_can_be_read_is_edited() -> None:
    text = "[\n" * 199 + '{"a": 1e0}' + "\n]" * 199
    path = (0,) * 199
    assert edited(text, {path: {"a": 1.0, "b": 2}}) == text.replace("1e0", '1e0, "b": 2')


# Random values in random styles, changed at random.

STYLES: dict[str, dict[str, Any]] = {
    "one line": {},
    "compact": {"separators": (",", ":")},
    "two": {"indent": 2},
    "four, raw": {"indent": 4, "ensure_ascii": False},
    "tabs": {"indent": "\t", "separators": (",", " : ")},
    "none": {"indent": 0},
}
WORDS = ["a", "b", "c", "a/b", "é", "", "0", '"\\', "\u2028", "name", "{", "[1"]


def scalar(rng: random.Random) -> Any:
    return rng.choice([None, True, False, 0, 1, -5, 2**70, 0.0, -0.0, 1.5, 1e300, 1000.0, *WORDS])


def tree(rng: random.Random, depth: int = 4) -> Any:
    kind = rng.random()
    if depth == 0 or kind < 0.3:
        return scalar(rng)
    if kind < 0.65:
        return [tree(rng, depth - 1) for _ in range(rng.randrange(5))]
    return {rng.choice(WORDS): tree(rng, depth - 1) for _ in range(rng.randrange(6))}


def root(rng: random.Random) -> dict[str, Any]:
    """Make an object that shows the style it is written in."""
    return {"ü": [1, 2], "tree": tree(rng), "more": tree(rng)}


def mutated(rng: random.Random, value: Any) -> Any:
    """Copy a value with some changes."""
    if rng.random() < 0.08:
        return tree(rng, 2)
    if isinstance(value, list):
        items = [mutated(rng, part) for part in value if rng.random() > 0.1]
        if rng.random() < 0.3:
            items.insert(rng.randrange(len(items) + 1), tree(rng, 2))
        return items
    if isinstance(value, dict):
        members = [
            (rng.choice(WORDS) if rng.random() < 0.15 else key, mutated(rng, part))
            for key, part in value.items()
            if rng.random() > 0.1
        ]
        if rng.random() < 0.1:
            rng.shuffle(members)
        return dict(members)
    return scalar(rng) if rng.random() < 0.15 else value


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    found = [path]
    if isinstance(value, (dict, list)):
        for key, part in value.items() if isinstance(value, dict) else enumerate(value):
            found += places(part, (*path, key))
    return found


def messy(rng: random.Random, value: Any) -> str:
    """Write a value with white space and spellings of all kinds."""

    def space() -> str:
        return rng.choice(["", "", "", " ", "  ", "\n", "\r\n\t", "\n    "])

    def parts() -> list[str]:
        if isinstance(value, dict):
            return [
                f"{space()}{messy(rng, key).strip()}{space()}:{messy(rng, part)}"
                for key, part in value.items()
            ]
        return [messy(rng, part) for part in value]

    if isinstance(value, (dict, list)):
        left, right = ("{", "}") if isinstance(value, dict) else ("[", "]")
        text = left + (",".join(parts()) or space()) + right
    elif isinstance(value, float):
        text = rng.choice([repr(value), f"{value:.17e}", f"{value:.3E}"])
        text = text if float(text) == value else repr(value)
    else:
        text = json.dumps(value, ensure_ascii=rng.random() < 0.5)
    return space() + text + space()


def assert_order_stays(old: Any, new: Any) -> None:
    """Compare the order of the keys that two objects share, and of the objects in them."""
    if isinstance(old, dict) and isinstance(new, dict):
        assert [key for key in new if key in old] == [key for key in old if key in new]
        for key in old.keys() & new.keys():
            assert_order_stays(old[key], new[key])


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("seed", range(60))
class TestAnyValueInAStyle:
    def test_is_changed_in_its_style(self, seed: int, style: str) -> None:
        rng = random.Random(seed)
        options = {"ensure_ascii": True, **STYLES[style]}
        for _ in range(5):
            old = root(rng)
            text = json.dumps(old, **options)
            new = {"ü": [1, 2]} | {"tree": mutated(rng, old["tree"]), "more": old["more"]}
            result = edited(text, {(): new})
            assert exact(json.loads(result)) == exact(new)
            assert result == json.dumps(json.loads(result), **options)
            assert_order_stays(old, json.loads(result))
            assert edited(text, {(): json.loads(text)}) == text

    def test_is_changed_at_one_place_only(self, seed: int, style: str) -> None:
        rng = random.Random(seed)
        old = root(rng)
        text = json.dumps(old, **STYLES[style])
        path = rng.choice([path for path in places(old) if path[:1] != ("ü",)])
        new = tree(rng, 2)
        result = edited(text, {path: new})
        place = Positions(text).find(pointer(path))
        assert place is not None
        lines = text.split("\n")
        start = sum(len(line) + 1 for line in lines[: place[0] - 1]) + place[1] - 1
        _, end = json.JSONDecoder().raw_decode(text, start)
        assert result.startswith(text[:start])
        assert result.endswith(text[end:])


@pytest.mark.parametrize("seed", range(300))
def test_any_text_is_changed_and_holds_the_new_value(seed: int) -> None:
    rng = random.Random(seed)
    old = tree(rng)
    text = messy(rng, old)
    new = mutated(rng, old)
    result = edited(text, {(): new})
    assert exact(json.loads(result)) == exact(new)
    assert edited(text, {(): json.loads(text)}) == text
    assert edited(result, {(): json.loads(result)}) == result


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: f"{path.parent.name}-{path.stem}")
class TestDocuments:
    def test_stay_as_they_are_written(self, path: Path) -> None:
        text = path.read_bytes().decode()
        assert edited(text, {(): json.loads(text)}) == text

    def test_change_in_one_line_where_one_value_does(self, path: Path) -> None:
        text = path.read_bytes().decode()
        rng = random.Random(path.stem)
        scalars = [p for p in places(json.loads(text)) if not is_container(json.loads(text), p)]
        lines = text.splitlines()
        for place in rng.sample(scalars, 5):
            new = edited(text, {place: "something else"}).splitlines()
            assert len(new) == len(lines)
            assert sum(a != b for a, b in zip(lines, new, strict=True)) == 1


def is_container(value: Any, path: tuple[Any, ...]) -> bool:
    for token in path:
        value = value[token]
    return isinstance(value, (dict, list))
