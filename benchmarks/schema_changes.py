"""What judging a change of schemas costs, and counting what it does to documents.

Documents that both versions take are compared with judging them once; those that break are
converted too, and compared with that.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from measure import ROOT, Answer, Options, child_seconds, main, ratio

import ska_oso_pdm
from ska_oso_pdm.conversion import convert
from ska_oso_pdm.documents.source import read_source
from ska_oso_pdm.evolution import compare
from ska_oso_pdm.evolution.touched import Touched


def answers(options: Options) -> Iterator[Answer]:
    command = ["-m", "ska_oso_pdm", "schema", "diff", "0.7", "1.0"]
    yield Answer("schema diff 0.7 1.0, all entities", child_seconds(command), 5, 2, unit=" s")
    blocks = sorted((ROOT / "examples" / "1.0").glob("sbd-*.json"))
    same = Touched(compare(str(ROOT / "schemas" / "1.0"), "1.0").comparison, steps=False)

    def counted() -> None:
        same.add_all((path.name, read_source(path)) for path in blocks)

    def judged() -> None:
        for path in blocks:
            assert ska_oso_pdm.validate(path).valid

    told = "schema diff --documents, of documents that stay valid / validate"
    yield Answer(told, ratio(counted, judged, options), 1.1)
    old = ROOT / "examples" / "0.7" / "sbd-mid.json"
    change = Touched(compare("sbd/0.7", "sbd/1.0").comparison, steps=True)
    work = partial(lambda path: change.add(path.name, read_source(path)), old)
    told = "schema diff --documents, of one that breaks / its conversion"
    yield Answer(told, ratio(work, lambda: convert(old, "1.0"), options), 1.3)


if __name__ == "__main__":
    main(answers)
