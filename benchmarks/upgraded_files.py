"""Whether `upgrade` of many files takes time in proportion, and no more memory than of few.

Blocks of earlier layouts are upgraded into another folder, with a stash and a report. Two
processes are compared with one by the clock on the wall: that says little of a busy machine.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import orjson
from measure import ROOT, Answer, Options, main, peak_memory


def _write_files(folder: Path, number: int) -> None:
    """Write blocks of several layouts that differ by their identifiers."""
    folder.mkdir()
    kinds = [
        orjson.loads((ROOT / "examples" / f"{name}.json").read_bytes())
        for name in ("0.2/sbd-mid", "0.5/sbd-mid", "0.6/sbd-mid", "0.7/sbd-low")
    ]
    for index in range(number):
        block = {**kinds[index % len(kinds)], "sbd_id": f"sbd-{index}"}
        data = orjson.dumps(block, option=orjson.OPT_INDENT_2)
        (folder / f"{index:06}.json").write_bytes(data)


def _upgrade(folder: Path, jobs: int) -> tuple[float, int]:
    """Upgrade all files of a folder; give the seconds that it took, and the largest peak in kB."""
    with tempfile.TemporaryDirectory(dir=folder.parent) as out:
        options = ["--report", "json", "--assume", "all", "--jobs", str(jobs), "--output", out]
        start = time.perf_counter()
        peak = peak_memory(["-m", "ska_oso_pdm", "upgrade", *options, str(folder)])
        return time.perf_counter() - start, peak


def answers(options: Options) -> Iterator[Answer]:
    number = options.some(1000, 20)
    with tempfile.TemporaryDirectory() as name:
        few, many = Path(name) / "few", Path(name) / "many"
        _write_files(few, number)
        _write_files(many, 10 * number)
        small, large = _upgrade(few, 1), _upgrade(many, 1)
        told = f"upgrade of {10 * number} files / of {number}"
        yield Answer(f"{told}: time of one file", large[0] / small[0] / 10, 1.1)
        yield Answer(f"{told}: peak memory", large[1] / small[1], 1.2)
        both = _upgrade(many, 2)
        told = f"upgrade of {10 * number} files: two processes, speed / one process"
        yield Answer(told, large[0] / both[0], 1.6, 1.9, at_least=True)


if __name__ == "__main__":
    main(answers)
