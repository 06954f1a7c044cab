"""What judging a valid document costs, relative to `orjson.loads` of the same text.

From bytes as they stand, from bytes as other software writes them, and from a dict, as database
drivers hand it out. What stands still for each document, some microseconds, is most of the cost of
one of 0.3 kB.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import orjson
from measure import Answer, Options, main, name_of, ratio

import ska_oso_pdm

_OTHERS: dict[str, Callable[[Any], str]] = {
    "as PostgreSQL spaces it": partial(json.dumps, ensure_ascii=False),
    "indent of 4": partial(json.dumps, ensure_ascii=False, indent=4),
    "an escape": lambda document: json.dumps(document).replace('"interface"', r'"\u0069nterface"'),
}


def answers(options: Options) -> Iterator[Answer]:
    for path in options.documents:
        data = path.read_bytes()
        document = orjson.loads(data)
        yield _answer(f"validate {name_of(path)}", data, data, 3.6, options)
        for name, write in _OTHERS.items():
            text = write(document).encode()
            yield _answer(f"  {name}", text, text, 4.5, options)
        yield _answer("  from a dict", document, data, 4, options)


def _answer(question: str, given: Any, data: bytes, bar: float, options: Options) -> Answer:
    value = ratio(partial(ska_oso_pdm.validate, given), partial(orjson.loads, data), options)
    return Answer(f"{question} / orjson.loads", value, bar)


if __name__ == "__main__":
    main(answers)
