"""Whether the judge names what has broken clients, with the right class, and nothing else.

    python -m tests.evolution.test_truth  # writes docs/evolution-truth.md

`truth.json` has the changes, in miniature, that clients of the model paid for since 2024, and what
the judge is expected to say of each. What layouts of these years do to each other is held against
a validator: whatever it refuses in a document has to be where the judge says that something breaks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain, pairwise
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from ska_oso_pdm.evolution.changes import Steps
from ska_oso_pdm.evolution.judge import Judge, Judged
from ska_oso_pdm.evolution.parts import part_at
from ska_oso_pdm.evolution.schema_set import SchemaSet
from ska_oso_pdm.evolution.sources import schema_set
from ska_oso_pdm.pointers import tokens
from ska_oso_pdm.testing import numbered_document
from tests.evolution.breaches import Reader
from tests.evolution.miniatures import Schema, block, judged
from tests.samples import CORPUS, EXAMPLES, ROOT, parsed

PAGE = ROOT / "docs" / "evolution-truth.md"
ROWS = parsed(Path(__file__).with_name("truth.json"))
JUDGED = [row for row in ROWS if "told" in row]
LAYOUTS = ("0.0", "0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7", "1.0")
PAIRS = [
    *(("sbd", *pair) for pair in pairwise(LAYOUTS)),
    ("prj", "0.7", "1.0"),
    ("prsl", "0.7", "1.0"),
]
MADE = 25
COLLECTED = {
    entity: [parsed(path) for path in sorted(CORPUS.glob(f"{entity}-*.json"))]
    for entity in ("sbd", "prj", "prsl")
    if CORPUS.is_dir()
}


def sides(row: dict[str, Any]) -> tuple[dict[str, Schema], dict[str, Schema]]:
    """The two sets of schemas of a row."""
    return _files(row["old"], {}), _files(row["new"], row.get("beside", {}))


def _files(schema: Schema, beside: Schema) -> dict[str, Schema]:
    schema = _closed(schema)
    files = block(schema["properties"], *schema["required"], **schema.get("$defs", {}))
    files["sbd"]["title"] = schema["title"]
    return files | _closed(beside)


def _closed(node: Any) -> Any:
    """Close the objects of which only the keys are told."""
    if isinstance(node, list):
        return [_closed(part) for part in node]
    if not isinstance(node, dict):
        return node
    made = {key: _closed(part) for key, part in node.items()}
    if "properties" in made:
        made |= {"type": "object", "additionalProperties": False}
    return made


def classes(judgement: Judged) -> str:
    """What a change breaks: documents one way or the other, or what they mean."""
    outcomes = {way: getattr(judgement, way).outcome for way in ("backward", "forward")}
    found = [way for way, outcome in outcomes.items() if outcome == "breaks"]
    found += ["unknown"] if "unknown" in outcomes.values() else []
    return ", ".join(found + ["meaning"] * (judgement.change.asks == "major")) or "nothing"


@pytest.mark.parametrize("row", JUDGED, ids=lambda row: row["what"])
def test_what_broke_clients_is_named_and_nothing_else(row: dict[str, Any]) -> None:
    told = [[each.change.code, classes(each), each.change.said] for each in judged(*sides(row))]
    assert told == row["told"]


def test_a_change_that_cost_clients_is_never_passed_over() -> None:
    for row in JUDGED:
        broken = [code for code, what, _ in row["told"] if what != "nothing"]
        assert bool(broken) != bool(row.get("harmless")), row["what"]


def test_what_is_not_judgeable_has_a_reason() -> None:
    for row in ROWS:
        assert ("told" in row) != row.get("not_judgeable", "").endswith("."), row["what"]


# --- the layouts themselves


class Compared(NamedTuple):
    """Two layouts of an entity, judged, and held against documents."""

    judgements: list[Judged]
    documents: dict[str, int]
    broken: dict[str, int]
    unnamed: list[str]


@cache
def compared(entity: str, old: str, new: str) -> Compared:
    """Judge the changes between two layouts, and read documents of each by the other."""
    judgements = [*Judge(schema_set(old), schema_set(new), entity).changes()]
    found = Compared(judgements, {}, {}, [])
    for way, writer, reader in _ways(old, new):
        broken, unnamed = _read(judgements, entity, way, reader, _documents(entity, writer))
        found.documents[way], found.broken[way] = len(broken), sum(broken)
        found.unnamed.extend(unnamed)
    return found


def _ways(old: str, new: str) -> list[tuple[str, str, str]]:
    """Each way with the layout that writes and the one that reads."""
    return [("backward", old, new), ("forward", new, old)]


def _read(
    judgements: list[Judged], entity: str, way: str, version: str, documents: Iterable[Any]
) -> tuple[list[bool], list[str]]:
    """Say which documents break a layout, and where that happens without the judge's word."""
    schemas = schema_set(version)
    reader = Reader(schemas, entity, is_open=way == "forward")
    named = {
        url
        for each in judgements
        if getattr(each, way).outcome == "breaks"
        for url in _places(each, way, schemas)
    }
    found = [reader.breaches(document) for document in documents]
    told = {urls[0] for one in found for urls in one if not named.intersection(urls)}
    return [bool(one) for one in found], [f"{way}: {url}" for url in sorted(told)]


def _places(judgement: Judged, way: str, schemas: SchemaSet) -> Iterator[str]:
    """Yield the URLs of what refuses a document that a change breaks.

    What changes in an object that is a branch, or in a tag of it, makes the whole union refuse.
    """
    change, is_new = judgement.change, way == "backward"
    url, whole = change.new if is_new else change.old, change.object_at[is_new]
    if whole and change.code != "other-keys-changed":
        keys = (tokens(place.partition("#")[2])[-1:] for place in (change.old, change.new))
        yield from (f"{whole}?{key}" for key in chain.from_iterable(keys))
    else:
        yield from (url, part_at(url, schemas.resolve).url)
    yield from _unions(change.steps[-2:], way)


def _unions(steps: Steps, way: str) -> set[str]:
    return {step.new if way == "backward" else step.old for step in steps if step.key is None}


def _documents(entity: str, version: str) -> Iterator[dict[str, Any]]:
    for path in EXAMPLES:
        is_history = "status-history" in path.stem
        if path.parent.name == version and path.stem.startswith(f"{entity}-") and not is_history:
            yield parsed(path)
    for number in range(MADE):
        yield numbered_document(entity, version, number, consistent=False)


@pytest.mark.parametrize(("entity", "old", "new"), PAIRS)
def test_what_documents_break_is_named(entity: str, old: str, new: str) -> None:
    assert compared(entity, old, new).unnamed == []


def test_a_break_that_is_not_told_is_found() -> None:
    found = compared("sbd", "0.4", "0.5")
    fewer = [each for each in found.judgements if each.change.code != "key-renamed"]
    documents = [parsed(ROOT / "examples" / "0.4" / "sbd-mid.json")]
    base = "https://schema.skao.int/ska-oso-pdm-sbd/0.5#/$defs"
    broken, unnamed = _read(fewer, "sbd", "backward", "0.5", documents)
    assert (broken, unnamed) == (
        [True],
        [
            f"backward: {base}/ScanDefinition?scan_duration",
            f"backward: {base}/ScanDefinition?scan_duration_ms",
        ],
    )


@pytest.mark.skipif(not COLLECTED, reason="the collected documents are not beside the checkout")
@pytest.mark.parametrize(("entity", "old", "new"), PAIRS)
def test_what_collected_documents_break_is_named(entity: str, old: str, new: str) -> None:
    judgements = compared(entity, old, new).judgements
    for way, writer, reader in _ways(old, new):
        own = Reader(schema_set(writer), entity)
        documents = [document for document in COLLECTED[entity] if own.takes(document)]
        assert _read(judgements, entity, way, reader, documents)[1] == []


@pytest.mark.parametrize(("entity", "old", "new"), PAIRS)
def test_what_is_called_breaking_breaks_a_document(entity: str, old: str, new: str) -> None:
    """It breaks there, or at a union around it of which a tag is another too."""
    for way, writer, reader in _ways(old, new):
        schemas = schema_set(reader)
        own = Reader(schema_set(writer), entity)
        other = Reader(schemas, entity, is_open=way == "forward")
        for each in compared(entity, old, new).judgements:
            verdict = getattr(each, way)
            if verdict.outcome == "breaks":
                assert own.takes(verdict.witness), each.change.said
                places = {*_places(each, way, schemas), *_unions(each.change.steps, way)}
                told = other.breaches(verdict.witness)
                assert any(places.intersection(urls) for urls in told), each.change.said


@pytest.mark.parametrize(("entity", "old", "new"), PAIRS)
def test_nothing_between_layouts_is_unknown(entity: str, old: str, new: str) -> None:
    unknown = [each for each in compared(entity, old, new).judgements if "unknown" in classes(each)]
    assert [(each.change.said, each.backward.why, each.forward.why) for each in unknown] == []


# --- the page


_HEAD = """# The judge of versions, held against what happened

`schema diff` tells of each change of a schema what it breaks: **backward**, documents that were valid are valid no more;
**forward**, a reader of the old schema, which keeps unknown keys, cannot take new documents; **meaning**, documents stay
valid and say something else, or programs have other names. This page says whether that is what clients of the model have
met since 2024. `python -m tests.evolution.test_truth` writes it, and a test fails where it is not what would be written.

## What clients paid for

Each change that was one of a schema is judged as a miniature pair of schemas (`tests/evolution/truth.json`): what is said of
it has to be exactly this. Versions are those of the package before this one.
"""  # noqa: E501
_NOT = """
## What no judge of schemas can tell

These cost clients as well, and no schema was another:
"""
_BETWEEN = f"""
## Between the layouts

What the judge says of the layouts that have schemas, and what a validator, which knows nothing of it, says of documents: the
examples of this project, and {MADE} made documents of each layout. Those of the older layout are read by the newer schema, and
those of the newer one by the older schema, opened for unknown keys. Of each problem that it finds the judge has to have said
that something breaks there; **unnamed** counts those of which it has not. Of each change that is called breaking there is a
document that breaks at that place, or at the union around it where its tag is another too. Changes of words are not counted.
"""  # noqa: E501
_COLUMNS = (
    "layouts, changes, backward, forward, meaning, unknown, old documents read by the newer, "
)
_COLUMNS += "new documents read by the older, unnamed"


def page() -> str:
    """The page as it has to be."""
    judged_rows = [_row(row) for row in ROWS if "told" in row]
    others = [
        f"- **{row['bump']}**, {row['date']}: {row['what']} {row['not_judgeable']}"
        for row in ROWS
        if "not_judgeable" in row
    ]
    columns = ["version", "what changed", "what it cost", "what is said, and what breaks"]
    lines = [_HEAD, _table(columns, judged_rows), _NOT, *others, _BETWEEN]
    return "\n".join([*lines, _table(_COLUMNS.split(", "), map(_pair, PAIRS)), ""])


def _row(row: dict[str, Any]) -> list[str]:
    told = [f"`{code}` **{what}**: {said}" for code, what, said in row["told"]]
    return [f"{row['bump']}, {row['date']}", row["what"], row["cost"], "<br>".join(told)]


def _pair(pair: tuple[str, str, str]) -> list[str]:
    found = compared(*pair)
    told = [classes(each) for each in found.judgements if each.change.asks != "patch"]
    counts = [
        str(sum(word in what for what in told))
        for word in ("backward", "forward", "meaning", "unknown")
    ]
    read = [f"{found.broken[way]} of {found.documents[way]} break" for way in found.documents]
    name = f"{pair[0]} {pair[1]} → {pair[2]}"
    return [name, str(len(told)), *counts, *read, str(len(found.unnamed))]


def _table(columns: list[str], rows: Iterable[list[str]]) -> str:
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def test_the_page_is_up_to_date() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert text.splitlines() == page().splitlines(), "run python -m tests.evolution.test_truth"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
