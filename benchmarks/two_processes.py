"""What two processes cost in CPU time: all that `validate --jobs 2` takes, relative to `--jobs 1`.

Beside the speed by the clock on the wall (`many_files`), which other work on a machine changes,
this is what is paid for it: starting the second one, sharing the files, and handing on the reports.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import orjson
from measure import Answer, Options, child_seconds, main

_COMMAND = """\
import os, sys
os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # the count of the files
from ska_oso_pdm.cli import main
sys.exit(main(sys.argv[1:]))
"""


def _write_files(folder: Path, number: int, options: Options) -> None:
    """Write documents that differ, of all kinds in turn."""
    documents = [orjson.loads(path.read_bytes()) for path in options.documents]
    for index in range(number):
        document = documents[index % len(documents)]
        document["metadata"] = {**document.get("metadata", {}), "version": index + 1}
        (folder / f"{index:06}.json").write_bytes(orjson.dumps(document))


def _seconds(folder: str, jobs: int) -> float:
    return child_seconds(["-c", _COMMAND, "validate", "--jobs", str(jobs), folder])


def answers(options: Options) -> Iterator[Answer]:
    number = options.some(5000, 20)
    with tempfile.TemporaryDirectory() as folder:
        _write_files(Path(folder), number, options)
        ratios = [_seconds(folder, 2) / _seconds(folder, 1) for _ in range(options.some(5, 1))]
    yield Answer(f"{number} files: CPU time of two processes / of one", median(ratios))


if __name__ == "__main__":
    main(answers)
