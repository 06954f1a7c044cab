"""What writing a block faithfully costs, relative to `orjson.dumps` of its plain dict.

`dumps` also judges what it writes. With an indent it is compared to itself without one, and the
complete form, `model_dump_json`, to `orjson.dumps` of its own output, which is longer.
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
        one_line = partial(ska_oso_pdm.dumps, block)
        value = ratio(partial(ska_oso_pdm.dumps, block, indent=2), one_line, options)
        yield Answer(f"  with indent=2 {path.name} / dumps", value, 1.2)
        own = partial(orjson.dumps, orjson.loads(block.model_dump_json()))
        value = ratio(block.model_dump_json, own, options)
        yield Answer(f"  model_dump_json {path.name} / orjson.dumps of its output", value, 20)


if __name__ == "__main__":
    main(answers)
