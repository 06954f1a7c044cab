"""Keeps the tables of `docs/schema-1.0-audit.md` as the schemas are, and what people wrote in them.

    python -m tests.schema_audit    # writes the page

The first cells of a row come from the schemas; the last one is written by hand, and stays with the
row. A new row has none, which a test refuses. What no collected document fills is told where these
are beside the checkout, and stays as it is elsewhere.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from tests.filled import never_filled
from tests.rules import nodes
from tests.samples import CORPUS, ROOT

VERSION = "1.0"
PAGE = ROOT / "docs" / f"schema-{VERSION}-audit.md"
FILES, CHOSEN, UNFILLED = (
    "## File by file",
    "## What this model chose",
    "## What no collected document fills",
)

Row = tuple[str, ...]


def schemas() -> dict[str, dict[str, Any]]:
    """Give the schemas of the version by the names of their files."""
    paths = sorted((ROOT / "schemas" / VERSION).glob("*.json"))
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in paths}


def marked(schema: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield each part of a schema that is a choice, as people name it, with what it says."""
    for path, node in nodes(schema):
        if node.get("x-source") == "chosen":
            name = re.sub(r"/(\$defs|properties)/", ".", path).removeprefix(".")
            yield name or schema["title"], node["description"].partition(". ")[0].rstrip(".")


def file_rows() -> Iterator[Row]:
    """Yield for each file how many objects, properties and choices it has."""
    for name, schema in schemas().items():
        objects = [node for _, node in nodes(schema) if "properties" in node]
        properties = sum(len(node["properties"]) for node in objects)
        choices = sum(1 for _ in marked(schema))
        yield f"`{name}`", str(len(objects)), str(properties), str(choices)


def chosen_rows() -> Iterator[Row]:
    """Yield each choice: its file, the part, and what the schema says of it."""
    for name, schema in schemas().items():
        yield from ((f"`{name}`", f"`{part}`", said) for part, said in marked(schema))


def unfilled_rows() -> Iterator[Row]:
    """Yield for each object the properties that no collected document fills once it is upgraded."""
    for where, names in never_filled(schemas(), VERSION).items():
        yield f"`{where}`", ", ".join(f"`{name}`" for name in names)


TABLES = {
    FILES: (
        ("file", "objects", "properties", "chosen", "looked at against, and mended"),
        file_rows,
    ),
    CHOSEN: (("file", "part", "it says", "what is chosen, and what is known"), chosen_rows),
    UNFILLED: (("object", "properties"), unfilled_rows),
}
"""The tables by their headings: the heads of their columns, and the first cells of their rows."""
BY_HAND = (FILES, CHOSEN)
"""The tables whose last cell is written by hand."""


def lines_of(heading: str, text: str) -> list[str]:
    """Give the lines of a table as they are in a text."""
    section = text.partition(f"\n{heading}\n")[2].partition("\n## ")[0]
    return [line for line in section.splitlines() if line.startswith("|")]


def table(heading: str, text: str) -> list[str]:
    """Give the lines of a table as they should be, with the cells by hand that a text has."""
    if heading == UNFILLED and not CORPUS.is_dir():
        return lines_of(heading, text)
    heads, rows = TABLES[heading]
    written = {}
    for line in lines_of(heading, text)[2:]:
        *first, last = (cell.strip() for cell in line.strip("|").split(" | "))
        written[tuple(first[: 1 if heading == FILES else 2])] = last
    lines = [f"| {' | '.join(heads)} |", "|---" * len(heads) + "|"]
    for row in rows():
        kept = [written.get(row[: 1 if heading == FILES else 2], "")] if heading in BY_HAND else []
        lines.append(f"| {' | '.join([*row, *kept])} |")
    return lines


def page(text: str) -> str:
    """Put the tables in the place of those that a text has."""
    for heading in TABLES:
        lines = table(heading, text)
        before, _, after = text.partition(f"\n{heading}\n")
        section, *rest = after.partition("\n## ")
        kept = "\n".join(line for line in section.splitlines() if line[:1] != "|").strip()
        parts = [heading, kept, "\n".join(lines)] if kept else [heading, "\n".join(lines)]
        text = f"{before}\n" + "\n\n".join(parts) + "\n" + "".join(rest)
    return text


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
