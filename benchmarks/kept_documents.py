"""What it costs to load many documents and keep them all, with Python's collector and without it.

The collector looks again and again through all that is kept. Each way has a fresh process; the
reference is `orjson.loads` of the same texts, kept as well.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from statistics import median

from measure import Answer, Options, environment, main

_CODE = """\
import gc, sys, time, orjson, ska_oso_pdm
texts = [open(path, "rb").read() for path in sys.argv[4:]]
load = ska_oso_pdm.loads if sys.argv[1] == "load" else orjson.loads
[load(text) for text in texts]
if sys.argv[2] == "without":
    gc.disable()
start = time.process_time()
kept = [load(texts[number % len(texts)]) for number in range(int(sys.argv[3]))]
print(time.process_time() - start)
"""


def _seconds(what: str, collector: str, number: int, options: Options) -> float:
    """Give the CPU time of so many documents, after each has been loaded once."""
    files = [*map(str, options.documents[:-1])]  # the large one tells nothing new, and fills memory
    command = [sys.executable, "-P", "-c", _CODE, what, collector, str(number), *files]
    done = subprocess.run(command, check=True, capture_output=True, env=environment())
    return float(done.stdout)


def answers(options: Options) -> Iterator[Answer]:
    number = options.some(10_000, 20)
    turns = [
        {
            (what, collector): _seconds(what, collector, number, options)
            for what in ("load", "parse")
            for collector in ("with", "without")
        }
        for _ in range(options.some(3, 1))
    ]
    told = f"load {number} documents that are kept"
    found = median(turn["load", "with"] / turn["load", "without"] for turn in turns)
    yield Answer(f"{told}, with the collector / without", found)
    for collector in ("with", "without"):
        found = median(turn["load", collector] / turn["parse", collector] for turn in turns)
        yield Answer(f"  {collector} the collector / orjson.loads", found)


if __name__ == "__main__":
    main(answers)
