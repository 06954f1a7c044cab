"""What comparing two documents costs, both from bytes, relative to `orjson.loads` of one of them.

Of equal ones, and of one with itself after a single value has changed.
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
        parse = partial(orjson.loads, data)
        assert ska_oso_pdm.diff(data, data) == []
        value = ratio(partial(ska_oso_pdm.diff, data, data), parse, options)
        yield Answer(f"diff {path.name} and the same / orjson.loads", value, 15)
        changed = orjson.dumps({**parse(), "name": "changed"})
        assert len(ska_oso_pdm.diff(data, changed)) == 1
        value = ratio(partial(ska_oso_pdm.diff, data, changed), parse, options)
        yield Answer("  diff with one that has another name", value)


if __name__ == "__main__":
    main(answers)
