"""What loading one block costs, relative to `orjson.loads` of the same bytes.

Loading refuses duplicate keys, judges by the closed schema, and makes the objects.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import orjson
from measure import Answer, Options, main, name_of, ratio

import ska_oso_pdm


def answers(options: Options) -> Iterator[Answer]:
    for path in options.documents:
        data = path.read_bytes()
        value = ratio(partial(ska_oso_pdm.loads, data), partial(orjson.loads, data), options)
        yield Answer(f"load {name_of(path)} / orjson.loads", value, 8.5)


if __name__ == "__main__":
    main(answers)
