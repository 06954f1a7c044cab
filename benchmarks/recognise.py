"""What recognising a document costs, relative to loading it from text.

Recognition starts from the parsed value, as it does inside of loading. Without a label all that
shows an entity is counted.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial

from measure import Answer, Options, main, ratio

import ska_oso_pdm


def answers(options: Options) -> Iterator[Answer]:
    for path in options.documents:
        data = path.read_bytes()
        document, load = json.loads(data), partial(ska_oso_pdm.loads, data)
        value = ratio(partial(ska_oso_pdm.recognise, document), load, options)
        yield Answer(f"recognise {path.name} / load", value, 0.1, 0.05)
        unlabelled = {key: part for key, part in document.items() if key != "interface"}
        value = ratio(partial(ska_oso_pdm.recognise, unlabelled), load, options)
        yield Answer(f"recognise {path.name} without label / load", value, 0.1, 0.05)


if __name__ == "__main__":
    main(answers)
