"""How the benchmarks measure: two pieces of work in turn, round by round, and the ratio of both.

Absolute times say little on a shared machine; ratios within one run say much. Each round does the
work and its reference once, one right after the other, and the median of the rounds' ratios is
the answer. Time is CPU time, of fresh processes that of the child, unless a file says otherwise.
"""

from __future__ import annotations

import argparse
import gc
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).parents[1]
PYDANTIC = "from pydantic import BaseModel"

Work = Callable[[], Any]
Clock = Callable[[], float]


@dataclass(frozen=True)
class Answer:
    """What was measured, with the bar it is held to.

    Attributes:
        question: what was measured, relative to what.
        value: a ratio, unless `unit` says what else.
        bar: the limit; None for a figure that is only told.
        stretch: what a very good implementation reaches.
        at_least: True where more is better, and the bar is the least that is wanted.
        unit: unit of the value.
    """

    question: str
    value: float
    bar: float | None = None
    stretch: float | None = None
    at_least: bool = False
    unit: str = ""

    @property
    def verdict(self) -> str:
        """Where the value lies; empty without a bar."""
        if self.bar is None:
            return ""
        within = self.value >= self.bar if self.at_least else self.value <= self.bar
        return "within the bar" if within else "misses the bar"

    def __str__(self) -> str:
        limit = ">=" if self.at_least else "<="
        bar, stretch = (
            "" if number is None else f"{limit} {number:g}" for number in (self.bar, self.stretch)
        )
        value = f"{self.value:.3g}{self.unit}"
        return f"{self.question:<70} {value:>7} {bar:>7} {stretch:>7}  {self.verdict}".rstrip()


@dataclass(frozen=True)
class Options:
    """How much to measure, and on which documents.

    Attributes:
        quick: measure next to nothing, only to see that the benchmarks still run.
        documents: valid documents.
    """

    quick: bool
    documents: list[Path]

    @property
    def blocks(self) -> list[Path]:
        """The documents that are scheduling block definitions."""
        return [path for path in self.documents if "ska-oso-pdm-sbd/" in path.read_text("utf-8")]

    @property
    def rounds(self) -> int:
        """How many times work and reference take turns."""
        return 1 if self.quick else 15

    def some(self, usual: int, quick: int) -> int:
        """Choose a number of files, targets or turns."""
        return quick if self.quick else usual


Question = Callable[[Options], Iterator[Answer]]


def ratio(work: Work, reference: Work, options: Options, clock: Clock = time.process_time) -> float:
    """Give how many times as long `work` takes as `reference`."""
    number = [_repetitions(each, options, clock) for each in (work, reference)]
    gc.collect()
    gc.freeze()  # what earlier measurements left behind is not to be searched again
    ratios: list[float] = []
    end = time.monotonic() + 3
    # Short turns, many of them: a shared machine changes its speed every few milliseconds.
    while len(ratios) < options.rounds or (not options.quick and time.monotonic() < end):
        ratios.append(_seconds(work, number[0], clock) / _seconds(reference, number[1], clock))
    gc.unfreeze()
    return median(ratios)


def _repetitions(work: Work, options: Options, clock: Clock) -> int:
    """Warm up, and find how often to repeat work so that one turn takes a millisecond."""
    work()
    if options.quick:
        return 1
    number = 1
    while (spent := _seconds(work, number, clock) * number) < 0.0005:
        number *= 2
    return max(1, round(number * 0.001 / spent))


def _seconds(work: Work, number: int, clock: Clock) -> float:
    """Give the time of doing work once, averaged over a number of repetitions."""
    start = clock()
    for _ in range(number):
        work()
    return (clock() - start) / number


def fresh_ratios(commands: dict[str, list[str]], options: Options) -> dict[str, float]:
    """Compare fresh Python processes with one that runs `from pydantic import BaseModel`.

    The commands are arguments of the interpreter, by name. The result is for each name the ratio
    of CPU times, both net of an empty interpreter.
    """
    everything = {**commands, "empty": ["-c", "pass"], "pydantic": ["-c", PYDANTIC]}
    rounds = [
        {name: child_seconds(arguments) for name, arguments in everything.items()}
        for _ in range(options.rounds + 1)
    ][1:]  # the first round fills the caches of bytecode and files
    return {
        name: median(
            (seconds[name] - seconds["empty"]) / (seconds["pydantic"] - seconds["empty"])
            for seconds in rounds
        )
        for name in commands
    }


def child_seconds(arguments: Sequence[str]) -> float:
    """Run a fresh interpreter; give its CPU time."""
    command = [sys.executable, "-P", *arguments]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, env=environment()) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return usage.ru_utime + usage.ru_stime


_PEAK = """\
import resource, subprocess, sys
subprocess.run([sys.executable, *sys.argv[1:]], stdout=subprocess.DEVNULL, check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def peak_memory(arguments: Sequence[str]) -> int:
    """Run a fresh interpreter; give the largest peak of it and its children, in kB."""
    command = [sys.executable, "-P", "-c", _PEAK, "-P", *arguments]
    found = subprocess.run(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=True,
        env=environment(),
    )
    return int(found.stdout)


def environment() -> dict[str, str]:
    """Give the environment of fresh processes, which keep their bytecode as users' do."""
    return {key: text for key, text in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}


def main(*questions: Question) -> None:
    """Answer questions and print one line for each answer."""
    parser = argparse.ArgumentParser(
        description="Measure, and print ratios beside their bars. The exit status is always 0."
    )
    parser.add_argument("--quick", action="store_true", help="only see that everything runs")
    parser.add_argument(
        "--documents",
        nargs="+",
        type=Path,
        metavar="FILE",
        help="valid documents (default: examples of several entities and layouts, a document of "
        "0.3 kB, and a block of 100 targets)",
    )
    options = Options(**vars(parser.parse_args()))
    if options.quick:
        print("--quick: one turn each; the figures mean nothing")
    print(f"{'':<70} {'value':>7} {'bar':>7} {'stretch':>7}")
    with tempfile.TemporaryDirectory() as folder:
        if not options.documents:
            options = replace(options, documents=usual_documents(Path(folder)))
        for question in questions:
            for answer in question(options):
                print(answer, flush=True)


_USUAL = (
    *("1.0/sbd-mid-imaging", "1.0/sbd-low-several-beams"),
    *("1.0/prsl-low", "1.0/prj-mid-continuum", "1.0/eb-mid", "1.0/sbd-status-history-ready"),
    *("0.1/sbd-mid", *(f"0.{minor}/sbd-{'mid' if minor % 2 else 'low'}" for minor in range(2, 8))),
)
"""Names of examples: blocks of normal size, other entities, one of 0.3 kB, and earlier layouts."""


def name_of(path: Path) -> str:
    """Name a document: an example by its layout too, for several layouts have one of that name."""
    examples = ROOT / "examples"
    return str(path.relative_to(examples) if path.is_relative_to(examples) else path.name)


def usual_documents(folder: Path) -> list[Path]:
    """Give examples, by names that tell the layout as well, and write a large block."""
    from ska_oso_pdm import dumps
    from ska_oso_pdm.builders import (
        MidSBDefinitionBuilder,
        MidTargetBuilder,
        generate_targets,
        populate_scan_sequences,
    )

    block = MidSBDefinitionBuilder(targets=generate_targets(MidTargetBuilder, num_targets=100))
    large = folder / "100-targets.json"
    large.write_text(dumps(populate_scan_sequences(block, 300_000), indent=2), encoding="utf-8")
    return [*(ROOT / "examples" / f"{name}.json" for name in _USUAL), large]
