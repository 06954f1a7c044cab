"""How many seconds it takes to generate all classes; `--check` does all but the copying."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator

from measure import ROOT, Answer, Options, main


def answers(options: Options) -> Iterator[Answer]:
    start = time.perf_counter()
    command = [sys.executable, "-m", "codegen", "--check"]
    subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, check=False)
    yield Answer("all classes regenerated", time.perf_counter() - start, 15, unit=" s")


if __name__ == "__main__":
    main(answers)
