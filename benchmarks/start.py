"""What a fresh process pays, relative to `from pydantic import BaseModel`.

For importing the package, and for its first block; net of an empty interpreter.
"""

from __future__ import annotations

from collections.abc import Iterator

from measure import Answer, Options, fresh_ratios, main


def answers(options: Options) -> Iterator[Answer]:
    document = str(options.documents[0])
    first = f"import ska_oso_pdm; ska_oso_pdm.load_from_file({document!r})"
    commands = {"import": ["-c", "import ska_oso_pdm"], "first block": ["-c", first]}
    found = fresh_ratios(commands, options)
    yield Answer("import ska_oso_pdm / import pydantic", found["import"], 0.3, 0.15)
    yield Answer("first block loaded / import pydantic", found["first block"], 2, 1.7)


if __name__ == "__main__":
    main(answers)
