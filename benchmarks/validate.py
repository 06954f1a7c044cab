"""What judging a valid document costs, from bytes, relative to `orjson.loads`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import orjson
from measure import Answer, Options, main, ratio

import ska_oso_pdm


def answers(options: Options) -> Iterator[Answer]:
    for path in options.documents:
        data = path.read_bytes()
        value = ratio(partial(ska_oso_pdm.validate, data), partial(orjson.loads, data), options)
        yield Answer(f"validate {path.name} / orjson.loads", value, 3.5, 3)


if __name__ == "__main__":
    main(answers)
