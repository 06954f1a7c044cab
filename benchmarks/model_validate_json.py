"""What Pydantic's own `model_validate_json` costs, relative to `orjson.loads`.

It is what web services call; it knows nothing of duplicate keys and of the closed schema.
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
        cls = type(ska_oso_pdm.loads(data))
        parse = partial(orjson.loads, data)
        value = ratio(partial(cls.model_validate_json, data), parse, options)
        yield Answer(f"model_validate_json {path.name} / orjson.loads", value, 5.5, 4.5)


if __name__ == "__main__":
    main(answers)
