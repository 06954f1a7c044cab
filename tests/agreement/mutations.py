"""Changes to a tree of nodes that mostly, and not always, make its text invalid.

None of them judges: whether a changed text is valid is for the schema to say.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Sequence
from random import Random
from typing import Any, NamedTuple

from ska_oso_pdm.testing.chance import Seeded
from ska_oso_pdm.testing.spelling import spell_number, spell_text
from ska_oso_pdm.testing.values import WORDS

from .subset import Schemas, walk
from .texts import FREE, Node

ATTEMPTS = 10
"""How often a change is looked for that is one: many have nothing to do at most places."""

OTHER_VALUES = (
    *("null", "true", "false", "0", "1", "1.0", "-1.5", '""', '"0"', '"1"', '"true"', '"null"'),
    *("[]", "{}", "[null]", "[[]]", "[1, 2]", '{"": null}', '{"value": 1, "unit": "Hz"}'),
)
ZEROS = ("0", "-0", "0.0", "-0.0", "0e5", "-0E-5", "1e-400", "0.0000000000000000000000001")
HUGE_NUMBERS = (
    *("9007199254740991", "9007199254740992", "9007199254740993", "9007199254740992.0"),
    *("9223372036854775807", "9223372036854775808", "18446744073709551615"),
    *("18446744073709551616", "-9223372036854775809", "1e19", "1e300", "123456789012345678901e-2"),
    *("1" + "0" * 40, "1" + "0" * 400, "1.7976931348623157e308", "1e400", "-1e400", "NaN"),
)
TEMPTING = (
    *("2022-03-28", "20220328T154353", "2022-03-28 15:43:53", "2022-03-28t15:43:53z", "2022-W13-1"),
    *("2022-03-28T15:43", "2022-03-28T15:43:53,5", "2022-03-28T15:43:53+0100", "1648482233", "P1D"),
    *("2022-03-28T24:00:00", "2022-12-31T23:59:60", "2022-03-28T15:43:53.", "12h30m", "1:2:3.4:5"),
    *("1_000", " 1", "1e3", "0x10", "inf", "nan", "yes", "on", "True", "None", "5 s", "1,5", "+1"),
)
"""Texts that lenient readers take for times, numbers or truth values."""

IMPOSSIBLE_DATES = ("02-30", "02-29", "04-31", "13-01", "00-10", "01-00", "06-31", "2-3")
SPACES = ("\n", "\n", "\n", " ", "\r", "\r\n", "\t", "\u2028", "\xa0", "\0", "\ufeff")
ZERO_DIGITS = {"Arabic": "\u0660", "Devanagari": "\u0966", "wide": "\uff10", "bold": "\U0001d7ce"}
ALIKE = dict(zip(":-+.TZaeoscpdKkiI", "：−＋．ΤＺаеоſсрｄ\u212a\u212aıİ", strict=True))
UNKNOWN_KEYS = (
    *("x", "", " ", "$ref", "_id", "kind_", "a/b~c", "~1", "ключ", "😀", "\0", "\n", "0", "-1"),
    *("self", "cls", "data", "model_config", "model_extra", "model_fields", "model_dump", "copy"),
    *("__class__", "__dict__", "__init__", "__pydantic_extra__", "__pdm_tags__", "constructor"),
)


class Site(NamedTuple):
    """What a change may look at: the node to change, all nodes, and the words of the schemas."""

    node: Node
    nodes: Sequence[Node]
    words: Sequence[str]
    random: Random

    def choose(self, *texts: str) -> None:
        """Put one of some JSON texts in the place of the node."""
        self.node.become(self.random.choice(texts))

    def spell(self, value: str | float) -> None:
        """Put a string or number in the place of the node."""
        spell: Any = spell_text if isinstance(value, str) else spell_number
        self.node.become(spell(value, Seeded(self.random)))


Mutation = Callable[[Site], None]
MUTATIONS: dict[str, list[Mutation]] = {
    kind: [] for kind in ("any", "number", "text", "array", "object")
}
"""Changes by the kind of value that they are for."""


def on(kind: str, *, weight: int = 1) -> Callable[[Mutation], Mutation]:
    """Register a change for a kind of value; one of more weight is drawn more often."""

    def register(change: Mutation) -> Mutation:
        MUTATIONS[kind] += [change] * weight
        return change

    return register


def kind_of(node: Node) -> str:
    """Tell what a node is spelled as."""
    if node.items is not None:
        return "array"
    if node.members is not None:
        return "object"
    first = node.text[0]
    return "text" if first == '"' else "number" if first in "-0123456789" else "any"


def words_of(schemas: Schemas) -> list[str]:
    """Give every constant and every value of an enum."""
    found: dict[str, None] = {}
    for node in (node for schema in schemas.values() for node in walk(schema)):
        found.update(dict.fromkeys(node.get("enum", ())))
        found.update({node["const"]: None} if "const" in node else {})
    return list(found)


def mutate(tree: Node, words: Sequence[str], random: Random) -> str:
    """Change one value of a tree and name the change.

    Schemas, not values, are drawn: else what occurs often would hide what occurs once.
    """
    nodes = [node for _, node in tree.walk()]
    by_rule: dict[int, list[Node]] = {}
    for node in nodes:
        by_rule.setdefault(id(node.rule), []).append(node)
    for _ in range(ATTEMPTS):
        node = random.choice(by_rule[random.choice(list(by_rule))])
        before = node.render()
        kind = "any" if random.random() < 0.25 else kind_of(node)
        change = random.choice(MUTATIONS[kind])
        change(Site(node, nodes, words, random))
        if node.render() != before:
            break
    return change.__name__


@on("any")
def of_another_type(site: Site) -> None:
    site.choose(*OTHER_VALUES)


@on("any")
def null(site: Site) -> None:
    site.choose("null")


@on("any")
def boolean(site: Site) -> None:
    site.choose("true", "false")


@on("any")
def quoted(site: Site) -> None:
    site.choose(json.dumps(site.node.render()))


@on("any")
def nested(site: Site) -> None:
    inner = site.node.render()
    site.choose(f"[{inner}]", f'{{"value": {inner}}}', f"[[{inner}]]")


@on("any")
def deeply_nested(site: Site) -> None:
    levels = site.random.choice((5, 50, 120, 180, 190, 192, 194, 196, 198, 200))
    opening, closing = site.random.choice(("[]", ('{"a":', "}")))
    site.choose(opening * levels + site.node.render() + closing * levels)


@on("any")
def swapped(site: Site) -> None:
    site.choose(site.random.choice(site.nodes).render())


@on("number")
def respelled(site: Site) -> None:
    site.spell(json.loads(site.node.text))


@on("number", weight=4)
def beyond_a_bound(site: Site) -> None:
    """Just outside of what the schema allows: a bound that is off by one shows nowhere else."""
    rule = site.node.rule
    bounds = [key for key in rule if key.endswith(("inimum", "aximum"))]
    if bounds:
        key = site.random.choice(bounds)
        away = -1 if key.endswith("inimum") else 1
        nearest = math.nextafter(rule[key], away * math.inf)
        step = site.random.choice((1, 1, 1, 0.5, 0))
        site.spell(rule[key] + away * step if step else nearest)


@on("number")
def fractional(site: Site) -> None:
    part = site.random.choice((0.5, 0.1, -0.5, 1e-9, 0.999999999))
    site.spell(float(site.node.text) + part)


@on("number")
def negative(site: Site) -> None:
    site.spell(-json.loads(site.node.text))


@on("number")
def zero(site: Site) -> None:
    site.choose(*ZEROS)


@on("number")
def huge(site: Site) -> None:
    site.choose(*HUGE_NUMBERS)


@on("text")
def with_space(site: Site) -> None:
    text, space = json.loads(site.node.text), site.random.choice(SPACES)
    site.spell(site.random.choice((text + space, text + space, space + text)))


@on("text")
def look_alike(site: Site) -> None:
    """Another character that looks the same, or is the same to careless software."""
    text = json.loads(site.node.text)
    zero = ord(site.random.choice(list(ZERO_DIGITS.values())))
    alike = ALIKE | {str(digit): chr(zero + digit) for digit in range(10)}
    places = [index for index, char in enumerate(text) if char in alike]
    if places:
        index = site.random.choice(places)
        site.spell(text[:index] + alike[text[index]] + text[index + 1 :])


@on("text")
def other_case(site: Site) -> None:
    text = json.loads(site.node.text)
    site.spell(site.random.choice((text.upper(), text.lower(), text.swapcase(), text.title())))


@on("text")
def other_characters(site: Site) -> None:
    """One character less, twice or other than it was."""
    text = json.loads(site.node.text)
    index = site.random.randrange(len(text) + 1)
    before, char, after = text[:index], text[index : index + 1], text[index + 1 :]
    other = site.random.choice("0123456789:-+.TZ \ud83d")
    site.spell(before + site.random.choice(("", char * 2, other, char + other)) + after)


@on("text")
def impossible_date(site: Site) -> None:
    year = site.random.choice(("2022", "2100", "0000", "2024"))
    date = f"{year}-{site.random.choice(IMPOSSIBLE_DATES)}"
    site.spell(re.sub(r"^[0-9]{4}-[0-9]{2}-[0-9]{2}", date, json.loads(site.node.text)))


@on("text")
def other_word(site: Site) -> None:
    site.spell(site.random.choice((*site.words, *WORDS)))


@on("text")
def tempting(site: Site) -> None:
    site.spell(site.random.choice(TEMPTING))


@on("text")
def unquoted(site: Site) -> None:
    text = json.loads(site.node.text)
    if re.fullmatch(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?", text):
        site.choose(text)
    else:
        site.choose("0", "true", "null")


@on("array")
def shorter(site: Site) -> None:
    items = site.node.items
    if items:
        items.pop(site.random.randrange(len(items)))


@on("array", weight=2)
def longer(site: Site) -> None:
    """One item more, or one more than there may be."""
    items = site.node.items or [Node(FREE, site.random.choice(OTHER_VALUES))]
    more = [items[0]] * (site.node.rule.get("maxItems", 0) - len(items))
    site.node.become(items=[*items, *more, items[-1]])


@on("array")
def backwards(site: Site) -> None:
    site.node.become(items=list(reversed(site.node.items or ())))


@on("array")
def as_object(site: Site) -> None:
    site.node.become(members=[(str(i), item) for i, item in enumerate(site.node.items or ())])


@on("array")
@on("object")
def emptied(site: Site) -> None:
    site.choose("[]" if site.node.items is not None else "{}")


@on("object")
def missing_key(site: Site) -> None:
    members = site.node.members
    required = [pair for pair in members or () if pair[0] in site.node.rule.get("required", ())]
    if members:
        members.remove(site.random.choice(site.random.choice((required, members)) or members))


@on("object")
def misspelled_key(site: Site) -> None:
    members = site.node.members
    if members:
        index = site.random.randrange(len(members))
        key, member = members[index]
        others = (key.upper(), key.title(), f"{key} ", f"{key}s", key.replace("_", "-"))
        members[index] = (site.random.choice(others), member)


@on("object")
def unknown_key(site: Site) -> None:
    members, key = site.node.members or [], site.random.choice(UNKNOWN_KEYS)
    extra = (key, Node(FREE, site.random.choice(OTHER_VALUES)))
    site.node.become(members=[pair for pair in members if pair[0] != key] + [extra])


@on("object")
def repeated_key(site: Site) -> None:
    if site.node.members:
        site.node.members.append(site.random.choice(site.node.members))


@on("object")
def wrong_tag(site: Site) -> None:
    """Another constant, a value of another type, or none."""
    members = site.node.members or []
    constants = [pair for pair in members if "const" in pair[1].rule]
    if constants:
        pair = site.random.choice(constants)
        words = [json.dumps(word) for word in site.words]
        pair[1].become(site.random.choice((site.random.choice(words), *OTHER_VALUES)))
        if site.random.random() < 0.2:
            members.remove(pair)


@on("object")
def shuffled(site: Site) -> None:
    site.random.shuffle(site.node.members or [])


@on("object")
def as_array(site: Site) -> None:
    site.node.become(items=[member for _, member in site.node.members or ()])
