"""Examples: one for each entity, every part of the schemas in use, and every reference answered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.documents.source import read_source
from ska_oso_pdm.recognition.layout import ties
from ska_oso_pdm.validation import check
from tests.rules import nodes
from tests.samples import CURRENT, EXAMPLES, examples_now, examples_of, parsed
from tests.visits import Visit, visits

NEWEST = examples_now()
BLOCKS = [path for path in EXAMPLES if path.name.startswith("sbd-") and "-status-" not in path.name]
LINKED = [path for path in BLOCKS if path.parent.name in ("0.4", "0.5", "0.6", "0.7")]
"""Blocks of layouts of the past whose schemas say what names what."""


def visited(documents: Iterable[Any]) -> list[Visit]:
    found = ((d, registry.parse_url(d["interface"])) for d in documents)
    return [v for d, name in found if name for v in visits(d, registry.schema_for(name), name.url)]


@pytest.fixture(scope="module", name="all_visits")
def _all_visits() -> list[Visit]:
    return visited(NEWEST.values())


@pytest.mark.parametrize("identifier", registry.documents(), ids="/".join)
def test_every_entity_has_an_example(identifier: registry.SchemaId) -> None:
    """Those of the version before are good for one without its own, as long as they are valid."""
    found = examples_of(identifier)
    assert found
    for example in found:
        assert check(read_source(example), identifier.url) == [], (
            f"write an example to examples/{identifier.version}: the one before is invalid now"
        )


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_file_is_named_after_its_entity(path: Any) -> None:
    identifier = registry.parse_url(parsed(path)["interface"])
    assert identifier is not None
    assert path.parent.name == identifier.version
    assert path.name.startswith(f"{identifier.entity}-")


@pytest.mark.parametrize("path", BLOCKS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_block_of_one_layout_is_of_no_other_but_where_they_tie(path: Path) -> None:
    block = parsed(path)
    valid = set()
    for known in registry.documents():
        own = known.version == path.parent.name
        if registry.is_in_the_making(known.version) and not own:
            continue  # a copy of another version at first
        relabelled = block if own else {**block, "interface": known.url}
        if known.entity == "sbd" and not check(read_source(relabelled), known.url):
            valid.add(known.version)
    assert valid <= {path.parent.name, *ties(block, "sbd", path.parent.name)}
    assert path.parent.name in valid


def branches_of(version: str) -> set[str]:
    return {
        branch["$ref"]
        for schema in registry.schemas_of(version).values()
        for _, node in nodes(schema)
        for branch in node.get("oneOf", ())
    }


def test_every_branch_of_every_union_is_in_use(all_visits: list[Visit]) -> None:
    assert branches_of(CURRENT) <= {visit.url for visit in all_visits}


def parts(schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the schema itself and its definitions, each with the fragment of its URL."""
    yield "", schema
    for name, part in schema.get("$defs", {}).items():
        yield f"#/$defs/{name}", part


def fields_of(version: str) -> set[tuple[str, str]]:
    return {
        (schema["$id"] + path, key)
        for schema in registry.schemas_of(version).values()
        for path, node in parts(schema)
        for key in node.get("properties", ())
    }


def fields_used(found: list[Visit]) -> set[tuple[str, str]]:
    return {
        (visit.url, key)
        for visit in found
        if visit.url and isinstance(visit.value, dict)
        for key in visit.value
    }


def test_every_field_is_in_use(all_visits: list[Visit]) -> None:
    of_others = {  # archives, and editors
        (url, key)
        for url, key in fields_of(CURRENT)
        if registry.resolve(url)["properties"][key].get("x-archive") or key == "$schema"
    }
    assert fields_of(CURRENT) - fields_used(all_visits) == of_others


@pytest.mark.parametrize("version", sorted({path.parent.name for path in LINKED}))
def test_every_part_of_a_block_of_the_past_is_in_use(version: str) -> None:
    url = registry.SchemaId("sbd", version).url
    found = visited(parsed(path) for path in LINKED if path.parent.name == version)
    wanted = {field for field in fields_of(version) if field[0].partition("#")[0] == url}
    assert wanted - fields_used(found) == set()
    wanted_branches = {branch for branch in branches_of(version) if branch.startswith(f"{url}#")}
    assert wanted_branches <= {visit.url for visit in found}


@pytest.mark.parametrize("path", LINKED, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_blocks_of_the_past_refer_to_parts_of_themselves(path: Path) -> None:
    seen = set()
    for visit in visited([parsed(path)]):
        for key, name in named(visit, "x-names"):
            seen.add(key)
            assert name in held(visit.around[0], key), f"{name} names nothing"
    assert {"target_id", "config_id"} <= seen


def named(visit: Visit, mark: str) -> Iterator[tuple[str, str]]:
    """Yield what a value with a mark names: the key of the mark, and an identifier."""
    if mark in visit.schema and visit.value is not None:
        values = visit.value if isinstance(visit.value, list) else [visit.value]
        yield from ((visit.schema[mark], value) for value in values)


def held(value: Any, key: str) -> Iterator[str]:
    """Yield what a value, and the objects and arrays in it, hold under a key."""
    for part in value.values() if isinstance(value, dict) else value:
        if isinstance(part, (dict, list)):
            yield from held(part, key)
    if isinstance(value, dict) and key in value:
        yield value[key]


def test_documents_refer_to_examples(all_visits: list[Visit]) -> None:
    references = {name for visit in all_visits for name in named(visit, "x-refers-to")}
    asked = {what for what, _ in references} - {"user#user_id"}  # persons are no documents here
    assert asked == {
        *("sbd#sbd_id", "sbi#sbi_id", "eb#eb_id", "prj#prj_id", "prj#obs_block_id"),
        *("prsl#prsl_id", "panel#panel_id", "review#review_id"),
    }
    known = set()
    for what in asked:
        entity, _, key = what.partition("#")
        of_entity = [d for d in NEWEST.values() if d["interface"].endswith(f"-{entity}/{CURRENT}")]
        known |= {(what, name) for document in of_entity for name in held(document, key)}
    assert {reference for reference in references if reference[0] in asked} <= known


def test_parts_refer_to_parts_of_the_same_document(all_visits: list[Visit]) -> None:
    seen = set()
    for visit in all_visits:
        for key, name in named(visit, "x-names"):
            seen.add(key)
            # Of a project, the science programme around it; of other documents, the root.
            scope = next(
                (part for part in reversed(visit.around) if "result_details" in part),
                visit.around[0],
            )
            assert name in held(scope, key), f"{name} names nothing"
    assert seen == {"observation_set_id", "data_product_id", "target_id", "config_id"}


def test_what_refers_to_each_other_agrees() -> None:
    for name in ("mid", "low"):
        instance, block = NEWEST[f"sbi-{name}"], NEWEST[f"sbd-{name}-imaging"]
        records = [d for d in NEWEST.values() if d.get("eb_id") == instance["eb_ref"]]
        assert [record["sbi_ref"] for record in records] == [instance["sbi_id"]]
        assert instance["telescope"] == block["telescope"] == records[0]["telescope"]
        assert instance["sbd_version"] == block["metadata"]["version"]
        assert {call["activity_ref"] for call in instance["activities"]} <= set(block["activities"])


def test_no_real_person_is_named() -> None:
    for document in NEWEST.values():
        for email in held(document, "email"):
            assert email is None or email.endswith("@example.org")
        assert set(held(document, "family_name")) <= {"User", ""}
