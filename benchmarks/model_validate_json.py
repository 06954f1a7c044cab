"""What Pydantic's own `model_validate_json` costs, relative to `orjson.loads`.

It is what web services call; it knows nothing of duplicate keys and of the closed schema.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import orjson
from measure import Answer, Options, main, ratio

from ska_oso_pdm import SBDefinition


def answers(options: Options) -> Iterator[Answer]:
    for path in options.documents:
        data = path.read_bytes()
        value = ratio(
            partial(SBDefinition.model_validate_json, data), partial(orjson.loads, data), options
        )
        yield Answer(f"model_validate_json {path.name} / orjson.loads", value, 5.5, 4.5)


if __name__ == "__main__":
    main(answers)
