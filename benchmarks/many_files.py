"""How well many files are validated: per core, with two processes, and in how much memory.

Per core the reference is jsonschema-rs with the same reader and the schema alone, without labels,
reports or rows. Two processes are compared with one by the clock on the wall; on a machine with
other work to do, what two commands reach at the same moment is the most that can be had.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import jiter
import jsonschema_rs
import orjson
from measure import ROOT, Answer, Options, environment, main, peak_memory, ratio

import ska_oso_pdm
from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.catalogue.registry import SchemaId

_LAYOUT = SchemaId("sbd", "1.0")


def _write_files(folder: Path, number: int) -> list[Path]:
    """Write many blocks that differ: in their kind, how much is in them, and their texts."""
    folder.mkdir()
    chance = random.Random(number)
    examples = sorted((ROOT / "examples" / _LAYOUT.version).glob(f"{_LAYOUT.entity}-*.json"))
    read = [orjson.loads(path.read_bytes()) for path in examples]
    kinds = [block for block in read if block["interface"] == _LAYOUT.url]
    files = []
    for index in range(number):
        block = _different(kinds[index % len(kinds)], index, chance)
        path = folder / f"{index:06}.json"
        path.write_bytes(orjson.dumps(block, option=orjson.OPT_INDENT_2))
        files.append(path)
    return files


def _different(kind: dict[str, Any], index: int, chance: random.Random) -> dict[str, Any]:
    targets = kind["targets"]
    return {
        **kind,
        "sbd_id": f"sbd-{index}",
        "name": f"block {chance.getrandbits(64):x}",
        "targets": [
            {**target, "target_id": f"target-{chance.getrandbits(32):x}"}
            for target in chance.choices(targets, k=chance.randint(1, 2 * len(targets)))
        ],
    }


def _bare_validator() -> Any:
    resources = list(registry.schemas_of(_LAYOUT.version).items())
    return jsonschema_rs.Draft202012Validator(
        {"$ref": _LAYOUT.url},
        registry=jsonschema_rs.Registry(resources, draft=jsonschema_rs.Draft202012),
        offline=True,
    )


def _command(folder: Path, jobs: int) -> list[str]:
    return ["-m", "ska_oso_pdm", "validate", "--jobs", str(jobs), str(folder)]


def _run(jobs: int, *folders: Path) -> None:
    """Run the command on all folders at once."""
    running = [
        subprocess.Popen(
            [sys.executable, "-P", *_command(folder, jobs)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=environment(),
        )
        for folder in folders
    ]
    assert [process.wait() for process in running] == [0] * len(folders)


def _two_processes(folder: Path, halves: list[Path], options: Options) -> Iterator[Answer]:
    number = len(list(folder.iterdir()))
    two = partial(_run, 2, folder)
    found = ratio(partial(_run, 1, folder), two, options, time.perf_counter)
    told = f"{number} files: two processes, speed / one process"
    yield Answer(told, found, 1.6, 1.9, at_least=True)
    found = ratio(partial(_run, 1, *halves), two, options, time.perf_counter)
    yield Answer("  speed / two commands at once with half of the files each", found)


def _per_core(files: list[Path], options: Options) -> Answer:
    validator = _bare_validator()

    def bare() -> None:
        for file in files:
            with open(file, "rb") as stream:
                data = stream.read()
            assert validator.is_valid(jiter.from_json(data, catch_duplicate_keys=True))

    def ours() -> None:
        for file in files:
            assert ska_oso_pdm.validate(file).valid

    told = f"{len(files)} files: validate, speed / jsonschema-rs with the same reader"
    return Answer(told, ratio(bare, ours, options), 0.88, 0.95, at_least=True)


def answers(options: Options) -> Iterator[Answer]:
    with tempfile.TemporaryDirectory() as name:
        few, half, other_half, most = (Path(name) / size for size in ("1", "2", "3", "4"))
        number = options.some(500, 20)
        _write_files(few, number)
        yield _per_core(_write_files(half, 5 * number), options)
        _write_files(other_half, 5 * number)
        _write_files(most, 10 * number)
        yield from _two_processes(most, [half, other_half], options)
        for jobs in (1, 2):
            found = peak_memory(_command(most, jobs)) / peak_memory(_command(few, jobs))
            told = f"peak memory, {10 * number} / {number} files, {jobs} process(es)"
            yield Answer(told, found, 1.1)


if __name__ == "__main__":
    main(answers)
