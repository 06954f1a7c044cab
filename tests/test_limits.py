"""Limits: how much is read, how many problems are listed, and what that may cost.

`hostile` has the documents. Each is worked on in a process of its own, which is ended where it
takes too much; what it took of memory is compared with the bar. Times are told by the benchmark
`hostile_documents`.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import ska_oso_pdm
from ska_oso_pdm import validation
from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.documents import source
from ska_oso_pdm.validation import breaches
from tests.hostile import DOCUMENTS, URL, block, keys
from tests.samples import ROOT, parsed

MOST = 300
"""MiB that judging may take beyond what parsing takes."""

MORE = (
    "more than 1000 problems, the limit for a list; mend these, then judge the document again for "
    "the others [more-problems]"
)
LIMITED = pytest.mark.skipif(sys.platform != "linux", reason="measures memory as Linux tells it")


def measured(*arguments: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.measured", *arguments]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[1]
    )
    assert done.returncode == 0, done.stderr[-2000:]
    cost: dict[str, Any] = json.loads(done.stdout)
    return cost


@LIMITED
@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_hostile_document_is_judged_within_the_limits(name: str) -> None:
    cost = measured("validate", name)
    assert cost["mib"] <= MOST
    number, last = cost["result"]
    assert number > 0
    # Besides the problems and their end there may be a finding about the label.
    assert number <= validation.MAX_PROBLEMS + 2
    assert (number > validation.MAX_PROBLEMS) == (last == "more-problems")


@LIMITED
@pytest.mark.parametrize("name", ["targets without kind", "unknown keys in each target"])
@pytest.mark.parametrize(
    "work", ["load", "closed", "validate --findings", "identify", "show", "upgrade"]
)
def test_other_work_on_it_stays_within_the_limits(work: str, name: str) -> None:
    assert measured(work, name)["mib"] <= MOST


@LIMITED
def test_a_million_unknown_keys_are_refused_by_upgrade_within_the_limits() -> None:
    cost = measured("upgrade", "a million keys at the root")
    assert cost["mib"] <= MOST
    assert cost["result"][0] == 1


@LIMITED
def test_many_targets_without_kind_need_little_memory_in_all() -> None:
    assert measured("validate", "targets without kind", "650")["result"] == [1001, "more-problems"]


def test_the_last_issue_says_that_there_are_more() -> None:
    report = ska_oso_pdm.validate(block(keys(1001)))
    assert len(report) == 1001
    assert [issue.path for issue in report[:2]] == ["/key0", "/key1"]
    assert str(report[-1]) == f"1:1: {MORE}"
    assert not report.valid
    assert len(ska_oso_pdm.validate(block(keys(1000)))) == 1000


def test_an_exception_says_how_many_it_does_not_show() -> None:
    for number, last in (
        (30, "and 10 more problems"),
        (1000, "and 980 more problems"),
        (1001, "and more than 980 others"),
    ):
        with pytest.raises(ska_oso_pdm.InvalidDocumentError) as caught:
            ska_oso_pdm.load(block(keys(number)))
        assert str(caught.value).splitlines()[-1] == last


def test_warnings_hide_no_error() -> None:
    additions = block(keys(1500), "1.999")
    report = ska_oso_pdm.validate(additions)
    assert report.valid
    assert [issue.severity for issue in report] == ["warning"] * 1002
    assert str(report[-1]) == f"1:1: warning: {MORE}"
    # In the order of the document the error stands behind the keys of the first target.
    targets = parsed(ROOT / "examples" / "1.0" / "sbd-mid-imaging.json")["targets"][:1] * 2
    first, second = ({**targets[0], **json.loads(f"{{{keys(1500)}}}")}, {**targets[0]})
    second["target_id"] = 7
    report = ska_oso_pdm.validate(block(f'"targets":{json.dumps([first, second])}', "1.999"))
    errors = [issue for issue in report if issue.severity == "error"]
    assert not report.valid
    assert [issue.path for issue in errors] == ["/targets/1/target_id", ""]


@pytest.mark.parametrize("version", ["0.1", "1.0"])
def test_a_conversion_refuses_very_many_unknown_keys(version: str) -> None:
    data = block(keys(1500), version)
    done = ska_oso_pdm.convert(data)
    assert done.document is None
    assert str(done.problems[-1]) == (
        "1:1: more than 1000 keys that the layout does not know: it seems to be something else; "
        "correct it, or let them go with --allow-loss [more-problems]"
    )
    document = json.loads(data)
    ska_oso_pdm.convert(document)
    assert document == json.loads(data)
    few = ska_oso_pdm.convert(block(keys(1000), version))
    assert "more-problems" not in {issue.code for issue in few.problems}
    assert len([entry for entry in few.set_aside if entry.path.startswith("/key")]) == 1000


def test_with_leave_every_unknown_key_goes() -> None:
    example = parsed(ROOT / "examples" / "1.0" / "sbd-mid-imaging.json")
    document = {**example, **json.loads(f"{{{keys(1500, 'zz{}')}}}")}
    done = ska_oso_pdm.convert(document, allowed=ska_oso_pdm.Allowed(loss=True))
    assert done.document == example
    assert len(done.set_aside) == 1500


def test_every_unknown_key_is_kept_however_many() -> None:
    data = block(keys(1500))
    kept = ska_oso_pdm.load(data, unknown="keep")
    assert json.loads(ska_oso_pdm.dumps(kept)) == json.loads(data)
    assert len(ska_oso_pdm.read(data).receipt.unknown) == 1500


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("[]", 2),
        ("[1]", 2),
        ("[1, 2]", 3),
        ('{"a": {"b": 1}}', 3),
        ('{"a": "[{,,,,"}', 2),
        ('{"a\\",,": "\\\\", "b": "\\","}', 3),
    ],
)
def test_values_of_a_text_are_counted(
    text: str, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source, "MAX_VALUES", number)
    source.read_source(text)
    monkeypatch.setattr(source, "MAX_VALUES", number - 1)
    with pytest.raises(ska_oso_pdm.UnreadableError) as caught:
        source.read_source(text)
    assert [issue.code for issue in caught.value.issues] == ["too-large"]


def test_too_many_values_are_refused_in_texts_and_dicts() -> None:
    message = (
        "more than 2,500,000 values, the limit for a document; write several documents [too-large]"
    )
    part: list[Any] = []
    for _ in range(100):
        part = [part, part]  # 2**100 values, though they are few objects
    for document in (block('"x":[' + "1," * 2_500_000 + "1]"), {"x": part}):
        assert [str(issue) for issue in ska_oso_pdm.validate(document)] == [message]


def test_a_long_text_is_one_value() -> None:
    report = ska_oso_pdm.validate(block('"sbd_id":"' + ",[{" * 1_000_000 + '"'))
    assert "too-large" not in {issue.code for issue in report}


ANNOTATIONS = frozenset(
    "$schema $id $defs title description default examples x-unit x-enum-varnames x-free-form "
    "x-former-keys x-null-means x-personal x-refers-to x-names x-source x-archive "
    "deprecated".split()
)


@pytest.mark.parametrize("identifier", registry._files(), ids=lambda known: known.url)
def test_problems_are_listed_of_every_keyword(identifier: registry.SchemaId) -> None:
    waiting: list[Any] = [registry.schema_for(identifier)]
    while waiting:
        node = waiting.pop()
        assert node.keys() <= breaches.KEYWORDS | ANNOTATIONS
        for keyword in ("properties", "$defs"):
            waiting.extend(node.get(keyword, {}).values())
        for keyword in ("items", "additionalProperties"):
            waiting.extend([node[keyword]] if isinstance(node.get(keyword), dict) else [])
        for keyword in ("anyOf", "oneOf", "prefixItems"):
            waiting.extend(node.get(keyword, []))


@pytest.mark.parametrize("identifier", registry._files(), ids=lambda known: known.url)
def test_no_schema_lies_in_itself(identifier: registry.SchemaId) -> None:
    """So the walk over a document calls itself a few times only, however deep the document."""

    def walk(node: Any, within: tuple[str, ...]) -> None:
        if isinstance(node, dict):
            url = node.get("$ref")
            assert url not in within
            if url:
                walk(registry.resolve(url), (*within, url))
            node = [part for key, part in node.items() if key != "$defs"]
        for part in node if isinstance(node, list) else []:
            walk(part, within)

    walk(registry.schema_for(identifier), (URL,))
