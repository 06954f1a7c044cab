"""Whether reading or writing a block imports Astropy, several times as slow as Pydantic."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

from measure import Answer, Options, environment, main

_CODE = """\
import sys, ska_oso_pdm
for path in sys.argv[1:]:
    ska_oso_pdm.validate(path)
    ska_oso_pdm.dumps(ska_oso_pdm.load_from_file(path))
print(sum(name.partition(".")[0] in ("astropy", "numpy") for name in sys.modules))
"""


def answers(options: Options) -> Iterator[Answer]:
    command = [sys.executable, "-P", "-c", _CODE, *map(str, options.documents)]
    found = subprocess.run(command, capture_output=True, check=True, env=environment())
    yield Answer("modules of Astropy that reading and writing import", int(found.stdout), 0)


if __name__ == "__main__":
    main(answers)
