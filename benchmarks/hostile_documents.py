"""What documents cost that are made to cost: CPU seconds, and MiB beyond what parsing takes.

`tests/hostile.py` has them, and `tests/test_limits.py` holds the bar of memory. Each is judged in a
process of its own.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator

from measure import ROOT, Answer, Options, environment, main

sys.path.insert(0, str(ROOT))

from tests.hostile import DOCUMENTS


def answers(options: Options) -> Iterator[Answer]:
    names = [*DOCUMENTS]
    for name in names[:1] if options.quick else names:
        command = [sys.executable, "-m", "tests.measured", "validate", name]
        done = subprocess.run(command, check=True, capture_output=True, cwd=ROOT, env=environment())
        cost = json.loads(done.stdout)
        yield Answer(f"validate {name}", cost["seconds"], 10, unit=" s")
        yield Answer("  memory beyond parsing", cost["mib"], 300, unit=" MiB")


if __name__ == "__main__":
    main(answers)
