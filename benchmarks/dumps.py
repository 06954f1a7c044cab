"""What writing a block faithfully costs, relative to `orjson.dumps` of its plain dict.

`dumps` also judges what it writes. `model_dump_json`, which services call, is told for comparison.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import orjson
from measure import Answer, Options, main, ratio

import ska_oso_pdm


def answers(options: Options) -> Iterator[Answer]:
    for path in options.documents:
        data = path.read_bytes()
        block = ska_oso_pdm.loads(data)
        plain = partial(orjson.dumps, orjson.loads(data))
        value = ratio(partial(ska_oso_pdm.dumps, block), plain, options)
        yield Answer(f"dumps {path.name} / orjson.dumps", value, 18, 10)
        value = ratio(block.model_dump_json, plain, options)
        yield Answer(f"  model_dump_json {path.name} / orjson.dumps", value)


if __name__ == "__main__":
    main(answers)
