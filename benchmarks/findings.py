"""What finding what does not go together costs, from bytes, relative to `orjson.loads` of them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import orjson
from measure import Answer, Options, main, ratio

import ska_oso_pdm


def answers(options: Options) -> Iterator[Answer]:
    for path in options.documents:
        data = path.read_bytes()
        find = partial(ska_oso_pdm.findings, data)
        value = ratio(find, partial(orjson.loads, data), options)
        yield Answer(f"findings {path.name} / orjson.loads", value)


if __name__ == "__main__":
    main(answers)
