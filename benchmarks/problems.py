"""What the list of all problems of an invalid block costs, relative to `orjson.loads`.

With paths and codes; message, line and column are made when they are asked for, and that is told
apart. The mistakes are those that people make: a wrong value, a key that is missing, one that
is misspelt, text for a number, and a number that is too small.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import orjson
from measure import Answer, Options, main, ratio

import ska_oso_pdm


def _misspell(part: dict[str, Any], key: str, wrong: str) -> None:
    part[wrong] = part.pop(key, "x")


_MISTAKES: dict[str, tuple[Callable[[Any], Any], ...]] = {
    "https://schema.skao.int/ska-oso-pdm-sbd/0.1": (
        lambda block: block.update(telescope="ska_mdi"),
        lambda block: block["activities"]["allocate"].pop("path"),
        lambda block: _misspell(block["scan_definitions"][-1], "scan_type", "scan_typ"),
        lambda block: block["metadata"].update(version="2"),
        lambda block: block["scan_definitions"][0].update(scan_duration=-1),
    ),
    "https://schema.skao.int/ska-oso-pdm-sbd/1.0": (
        lambda block: block.update(telescope="ska_mdi"),
        lambda block: block["activities"]["observe"].pop("path"),
        lambda block: _misspell(block["csp_configurations"][-1], "name", "nmae"),
        lambda block: block["metadata"].update(version="2"),
        lambda block: block["targets"][0]["reference_coordinate"].pop("dec_str"),
    ),
}


def _spoilt(block: Any, number: int) -> bytes:
    """Make some mistakes in a block."""
    for spoil in _MISTAKES[block["interface"]][:number]:
        spoil(block)
    data = orjson.dumps(block, option=orjson.OPT_INDENT_2)
    found = ska_oso_pdm.validate(data)
    assert len(found) == number, found
    return data


def _paths(data: bytes) -> list[str]:
    return [issue.path for issue in ska_oso_pdm.validate(data)]


def _texts(data: bytes) -> list[str]:
    return [str(issue) for issue in ska_oso_pdm.validate(data)]


def answers(options: Options) -> Iterator[Answer]:
    for path in options.blocks:
        if orjson.loads(path.read_bytes())["interface"] not in _MISTAKES:
            continue
        for number in (1, 5):
            data = _spoilt(orjson.loads(path.read_bytes()), number)
            parse = partial(orjson.loads, data)
            value = ratio(partial(_paths, data), parse, options)
            yield Answer(f"{number} problem(s) of {path.name} / orjson.loads", value, 15, 10)
            value = ratio(partial(_texts, data), parse, options)
            yield Answer("  the same with messages, lines and columns", value)


if __name__ == "__main__":
    main(answers)
