"""What a fresh process pays, net of an empty interpreter.

For importing the package, relative to `from pydantic import BaseModel`; for its first block,
relative to building one model of one field, and using it.
"""

from __future__ import annotations

from collections.abc import Iterator

from measure import PYDANTIC, Answer, Options, fresh_ratios, main

ONE_MODEL = f"{PYDANTIC}\nclass Model(BaseModel):\n    field: int\nModel(field=1)"


def answers(options: Options) -> Iterator[Answer]:
    document = str(options.documents[0])
    first = f"import ska_oso_pdm; ska_oso_pdm.load_from_file({document!r})"
    commands = {
        "import": ["-c", "import ska_oso_pdm"],
        "first block": ["-c", first],
        "one model": ["-c", ONE_MODEL],
    }
    found = fresh_ratios(commands, options)
    yield Answer("import ska_oso_pdm / import pydantic", found["import"], 0.3, 0.15)
    relative = found["first block"] / found["one model"]
    yield Answer("first block loaded / one model built", relative, 1.5)


if __name__ == "__main__":
    main(answers)
