"""How long the command line takes, relative to `from pydantic import BaseModel`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from measure import Answer, Options, fresh_ratios, main


def answers(options: Options) -> Iterator[Answer]:
    document = str(options.documents[0])
    module = ["-m", "ska_oso_pdm"]
    commands = {"--help": [*module, "--help"], "validate FILE": [*module, "validate", document]}
    script = Path(sys.executable).with_name("ska-oso-pdm")
    if script.exists():
        commands["script"] = [str(script), "validate", document]
    found = fresh_ratios(commands, options)
    yield Answer("python -m ska_oso_pdm --help / import pydantic", found["--help"], 0.6, 0.3)
    told = "python -m ska_oso_pdm validate FILE / import pydantic"
    yield Answer(told, found["validate FILE"], 0.9, 0.75)
    if script.exists():
        told = "ska-oso-pdm validate FILE (console script) / import pydantic"
        yield Answer(told, found["script"], 0.9, 0.75)


if __name__ == "__main__":
    main(answers)
