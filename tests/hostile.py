"""Documents within the limits that are made to cost time or memory, by name.

Each is written when it is asked for: they are some megabytes, up to the largest text that is read.
"""

from __future__ import annotations

import json
from collections.abc import Callable

URL = "https://schema.skao.int/ska-oso-pdm-"
LARGEST = 32 * 1024 * 1024


def block(members: str, version: str = "1.0", entity: str = "sbd") -> bytes:
    """Write a block, or another document, of some members."""
    return f'{{"interface":"{URL}{entity}/{version}",{members}}}'.encode()


def array(key: str, item: str, number: int) -> str:
    return f'"{key}":[{",".join([item] * number)}]'


def filled(key: str, item: str, size: int = LARGEST - 200) -> bytes:
    """Write a block with as many items as the largest text holds."""
    return block(array(key, item, size // (len(item) + 1)))


def keys(number: int, form: str = "key{}", value: str = "1") -> str:
    return ",".join(f"{json.dumps(form.format(index))}:{value}" for index in range(number))


def nested(depth: int, inner: str = "1") -> str:
    return "[" * depth + inner + "]" * depth


_UNITLESS = '{"target_id":"a","reference_coordinate":{"ra":1,"dec":2},"x":{"y":[1]}}'
_UNKNOWN_KIND = '{"target_id":"a","reference_coordinate":{"kind":"none","ra":1},"kind":3}'
_ALL_WRONG = '{"target_id":1,"name":[],"reference_coordinate":7,"pointing_pattern":[{}],"x":null}'

DOCUMENTS: dict[str, Callable[[], bytes]] = {
    "targets without kind": lambda: block(array("targets", _UNITLESS, 20_000)),
    "targets without kind, 32 MiB": lambda: filled(
        "targets", _UNITLESS.replace("[1]", '"' + "z" * 60 + '"')
    ),
    "targets of no kind, 0.1": lambda: block(array("targets", _UNKNOWN_KIND, 20_000), "0.1"),
    "targets of wrong types": lambda: block(array("targets", _ALL_WRONG, 100_000)),
    "unknown keys at the root": lambda: block(keys(100_000)),
    "a million keys at the root": lambda: block(keys(1_000_000, "{:x}")),
    "unknown keys in each target": lambda: block(
        array("targets", "{" + keys(20) + ',"target_id":"a"}', 10_000)
    ),
    "near-miss keys": lambda: block(keys(100_000, "target{}")),
    "near-miss keys of targets": lambda: block(
        array("targets", '{"target_ids":"a","referense_coordinate":{}}', 100_000)
    ),
    "numbers for objects": lambda: filled("targets", "1.5e3,77.25,123.456789"),
    "texts for objects": lambda: filled("targets", '"some text or other"'),
    "objects of one key": lambda: filled("targets", '{"target_id":"0123456789"}'),
    "empty arrays": lambda: filled("targets", "[]"),
    "nested arrays": lambda: filled("targets", "[[[[[[0]]]]]]"),
    "deep to the limit": lambda: block(f'"targets":{nested(199)}'),
    "many deep": lambda: block(array("targets", nested(197), 10_000)),
    "deep objects": lambda: block('"targets":[' + '{"a":' * 197 + "1" + "}" * 197 + "]"),
    "too deep": lambda: block(f'"targets":{nested(1_000_000)}'),
    "long keys": lambda: block(keys(30, "k" * 1_000_000 + "{}")),
    "one key": lambda: block(f'"{"k" * (LARGEST - 200)}":1'),
    "one text": lambda: block(f'"name":1,"description":"{"z" * (LARGEST - 200)}"'),
    "one text of another form": lambda: block(f'"telescope":"{"é" * 16_000_000}"'),
    "one text of escapes": lambda: block('"x":1,"name":"' + '\\"' * 16_000_000 + '"'),
    "one key twice, often": lambda: block(",".join(['"a":1'] * 100_000)),
    "dates that nearly fit": lambda: block(
        f'"metadata":{{"version":1,"created_on":"{"2020-01-01T00:00:00." + "0" * 30_000_000}x"}}'
    ),
    "addresses that nearly fit": lambda: block(
        '"prsl_id":"a","proposal_info":{"investigators":[{"user_id":"a","email":"'
        + "a." * 10_000_000
        + '!"}]}',
        entity="prsl",
    ),
    "codes that nearly fit": lambda: block(
        '"targets":[{"target_id":"a","reference_coordinate":{"kind":"tle","line1":"'
        + "1 " * 10_000_000
        + '"}},{"target_id":"b","reference_coordinate":{"kind":"icrs","ra_str":"'
        + "1" * 10_000_000
        + '","dec_str":"-0"}}]'
    ),
    "an integer of a million digits": lambda: block(f'"sbd_id":{"7" * 1_000_000}'),
    "a fraction of a million digits": lambda: block(f'"sbd_id":0.{"7" * 1_000_000}'),
    "integers of 4000 digits": lambda: block(array("targets", "7" * 4000, 8_000)),
    "integers beyond a double": lambda: block(array("targets", "7" * 309, 100_000)),
    "numbers beyond a double": lambda: block(array("targets", "1e999", 1_000_000)),
    "odd keys": lambda: block(keys(100_000, "~/{}/~1é\u2028\U0001f52d")),
    "a million lines": lambda: block("\n" * 1_000_000 + array("targets", "\n{}\n", 100_000)),
    "only lines": lambda: block("\n" * (LARGEST - 200) + '"targets":1'),
    "dishes twice": lambda: block(
        '"dish_allocations":{"dish_ids":['
        + ",".join(f'"SKA{index}","SKA{index}"' for index in range(500_000))
        + "]}"
    ),
    "dishes that are arrays": lambda: block(
        f'"dish_allocations":{{{array("dish_ids", "[1]", 800_000)}}}'
    ),
    "free form": lambda: block(
        f'"targets":1,"activities":{{"a":{{{array("x", "[1]", 1_200_000)}}}}}'
    ),
    "no interface, 32 MiB": lambda: (
        b"{" + filled("targets", '{"target_id":"0123456789"}').split(b",", 1)[1]
    ),
    "no interface": lambda: b"{" + array("targets", _UNITLESS, 100_000).encode() + b"}",
    "many documents": lambda: block(array("x", '{"sbd_id":"a","targets":[]}', 80_000)),
    "a list of documents": lambda: b"[" + b",".join([block('"targets":1')] * 300_000) + b"]",
    "newer minor version": lambda: block(keys(1_000_000, "{:x}") + ',"targets":1', "1.999"),
}
"""How each is written."""
