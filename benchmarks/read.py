"""What reading with a receipt costs, from bytes, relative to `orjson.loads` of them.

The defaults that the receipt tells are found out when it is asked for them; that is told apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

import orjson
from measure import Answer, Options, main, ratio

import ska_oso_pdm


def _defaulted(data: bytes) -> Any:
    return ska_oso_pdm.read(data).receipt.defaulted


def answers(options: Options) -> Iterator[Answer]:
    for path in options.documents:
        data = path.read_bytes()
        parse = partial(orjson.loads, data)
        value = ratio(partial(ska_oso_pdm.read, data), parse, options)
        yield Answer(f"read {path.name} / orjson.loads", value, 14)
        value = ratio(partial(_defaulted, data), parse, options)
        yield Answer("  the same, asked what came from defaults", value)


if __name__ == "__main__":
    main(answers)
