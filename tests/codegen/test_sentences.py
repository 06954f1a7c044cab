"""The data for the sentences of frozen layouts: all of them, and what they say to a reader."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from codegen.errors import CodegenError
from codegen.sentences import sentences
from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.catalogue.annotations import former_key, null_meaning
from tests import rules
from tests.samples import ROOT

FROZEN = [known for known in registry._files() if known.version.startswith("0.")]


def nodes() -> Iterator[dict[str, Any]]:
    for identifier in FROZEN:
        for _, node in rules.nodes(registry.schema_for(identifier)):
            yield node


CLAUSES = {
    (key, clause, node["title"]): node
    for node in nodes()
    for key, clause in node.get("x-former-keys", {}).items()
}


@pytest.mark.parametrize(("key", "clause", "title"), CLAUSES)
def test_what_replaces_a_former_key_is_what_its_sentence_says(
    key: str, clause: str, title: str
) -> None:
    node = CLAUSES[key, clause, title]
    former = former_key(node, key)
    assert former is not None
    assert former.say == clause
    named = re.findall('"([^"]+)"', clause)[:1]
    if clause.startswith("write") and named and named[0] in node["properties"]:
        assert former.use == named[0]
    else:
        assert former.use is None
    assert bool(former.same) == (
        clause.startswith("leave it out") and key in ("reference_frame", "unit")
    )


def test_what_null_means_is_what_the_description_says() -> None:
    told = [node for node in nodes() if "anyOf" in node and null_meaning(node) is not None]
    assert told
    for node in told:
        assert f"null means {null_meaning(node)}." in node["description"]
    for node in nodes():
        if "anyOf" in node and "bsent or null means " in node.get("description", ""):
            assert node in told


def test_the_table_has_no_sentence_that_no_schema_has() -> None:
    table = json.loads((ROOT / "src/ska_oso_pdm/generated/sentences.json").read_text("utf-8"))
    assert table["x-former-keys"].keys() <= {clause for _, clause, _ in CLAUSES}
    assert table["x-null-means"].keys() <= {node.get("description") for node in nodes()}


def test_one_sentence_for_two_things_is_refused(tmp_path: Path) -> None:
    part = {"x-former-keys": {"old": 'write "new"'}}
    parts = {"A": {"properties": {"new": {}}, **part}, "B": {"properties": {}, **part}}
    (tmp_path / "0.1").mkdir()
    (tmp_path / "0.1" / "sbd.json").write_text(json.dumps({"$defs": parts}), encoding="utf-8")
    with pytest.raises(CodegenError, match='^0.1/sbd.json: write "new": says two things$'):
        sentences(tmp_path)
