"""The page of codes has those that there are, and no others."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from ska_oso_pdm.evolution import meaning, values
from tests.samples import ROOT

PAGE = (ROOT / "docs" / "schema-changes.md").read_text(encoding="utf-8")
SOURCES = [
    ROOT / "src" / "ska_oso_pdm" / "evolution" / f"{name}.py"
    for name in ("changes", "values", "moves", "quantities", "meaning", "comparison")
]
CODE = re.compile(r"[a-z]+(-[a-z]+)+")


def written() -> Iterator[str]:
    """Yield the codes that stand in the source as they are."""
    yield "together"
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            text = node.value if isinstance(node, ast.Constant) else None
            if isinstance(text, str) and CODE.fullmatch(text) and not text.startswith("x-"):
                yield text


def made() -> Iterator[str]:
    """Yield the codes that are put together."""
    kinds = {kind.code for kind in meaning._ANNOTATIONS.values()} | {"annotation"}
    yield from (f"{kind}-{way}" for kind in kinds for way in ("added", "changed", "removed"))
    marks = [code for code, _ in meaning._MARKS.values()]
    yield from (f"{code}-{way}" for code in marks for way in ("added", "removed"))
    yield from (f"{code}-changed" for code in {*values._CODES.values(), "const", "pattern"})


def test_the_page_has_every_code() -> None:
    table = PAGE.partition("## Codes")[2].partition("\n## ")[0]
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    shown = [code for row in rows for code in re.findall("`([^`]+)`", row)]
    nouns = {code for code, _ in meaning._MARKS.values()} | {
        kind.code for kind in meaning._ANNOTATIONS.values()
    }
    assert sorted(shown) == sorted({*written(), *made()} - nouns)
