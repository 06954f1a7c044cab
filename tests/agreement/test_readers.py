"""Validators of other languages, and python-jsonschema, judge as this package does.

They read the published schemas as they stand, and are asked about documents, bad ones, and made
texts, of which `SKA_OSO_PDM_AGREEMENT_TEXTS` sets the number, as in `test_agreement`.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random
from typing import Annotated, Any

import pytest
from jsonschema import Draft202012Validator
from pydantic import Field, TypeAdapter, ValidationError
from pydantic_core import SchemaError

import ska_oso_pdm
from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.catalogue.for_jsonschema import registry_of
from ska_oso_pdm.catalogue.registry import SchemaId
from ska_oso_pdm.documents.source import read_source
from ska_oso_pdm.testing.chance import Seeded
from ska_oso_pdm.testing.patterns import matching_text
from ska_oso_pdm.validation import check
from tests.samples import CORPUS, EXAMPLES, ROOT

from . import readers
from .comparison import EVERY, Samples, Subject, documents, parts
from .domain import excluded
from .subset import walk

NIGHTLY = "SKA_OSO_PDM_AGREEMENT_TEXTS" in os.environ
MADE = int(os.environ.get("SKA_OSO_PDM_AGREEMENT_TEXTS", "6000")) // EVERY
"""Made texts of whole documents that readers are asked about."""

OF_A_PART = 25 if NIGHTLY else 5

DOCUMENTS = documents()
SCHEMAS = registry.all_schemas()
DRAFT = "https://json-schema.org/draft/2020-12/schema"
BAD = sorted((ROOT / "tests/invalid").glob("*/*.json"))
FOUND = sorted((ROOT / "tests/findings").glob("*/*.json"))
READERS = (*readers.READERS, "python-jsonschema")
PATTERNS = {
    node["pattern"]: f"https://example.org/pattern/{number}"
    for number, node in enumerate(node for one in SCHEMAS.values() for node in walk(one))
    if "pattern" in node
}
LARGEST = 2**53 - 1
"""The largest integer up to which a double holds all."""


def verdicts(reader: str, texts: readers.Texts) -> list[bool]:
    """Ask a reader, which for python-jsonschema is one line of ours."""
    if reader != "python-jsonschema":
        readers.require_readers()
        return readers.verdicts(reader, SCHEMAS, texts)
    return [
        Draft202012Validator({"$ref": url}, registry=ska_oso_pdm.schemas_registry()).is_valid(
            json.loads(text)
        )
        for url, text in texts
    ]


def differing(reader: str, texts: readers.Texts) -> list[Any]:
    """Give the texts on which a reader and this package disagree, with the reader's verdicts."""
    if reader == "sourcemeta":
        texts = [(url, text) for url, text in texts if not has_tiny_number(text)]
    told = verdicts(reader, texts)
    ours = [accepted(url, text) for url, text in texts]
    assert 0.1 < sum(ours) / len(ours) < 0.9, len(ours)
    return [(*row, said) for row, said, own in zip(texts, told, ours, strict=True) if said != own]


def has_tiny_number(text: str) -> bool:
    """Tell whether a number is written that is not zero, and the nearest double is."""
    written: list[str] = []
    json.loads(text, parse_float=written.append)
    mantissas = (one.lower().partition("e")[0] for one in written if float(one) == 0)
    return any(re.search("[1-9]", mantissa) for mantissa in mantissas)


@cache
def accepted(url: str, text: str) -> bool:
    """Give the verdict of this package on a text, by the schema at a URL."""
    return not check(read_source(text), url)


def written() -> Iterator[tuple[str, str]]:
    """Yield the documents of the repository, and collected ones, each with the schema of its label
    and with the newest of its entity.
    """
    for file in (*EXAMPLES, *BAD, *FOUND, *sorted(CORPUS.glob("*-*.json"))):
        if (text := readable(file)) is not None:
            label = registry.parse_url(str(json.loads(text).get("interface")))
            versions = registry.versions_of(label.entity) if label else []
            for version in dict.fromkeys([*versions[-1:], label.version] if versions else []):
                if version in versions:
                    yield SchemaId(label.entity, version).url, text


def readable(file: Path) -> str | None:
    """Give the text of a file that holds an object in I-JSON."""
    try:
        text = file.read_text("utf-8")
        is_object = isinstance(json.loads(text), dict)
    except (ValueError, RecursionError):
        return None
    return text if is_object and excluded(text) is None else None


def made(subjects: list[Subject], count: int) -> Iterator[tuple[str, str]]:
    """Yield made texts, half of them changed so that they are invalid."""
    for subject in subjects:
        yield from ((subject.url, one.text) for one in Samples(subject).inside(range(count)))


@pytest.mark.parametrize("reader", READERS)
def test_readers_agree_on_documents(reader: str) -> None:
    assert differing(reader, list(written()))[:3] == []


@pytest.mark.parametrize("reader", READERS)
def test_readers_agree_on_made_documents(reader: str) -> None:
    assert differing(reader, list(made(DOCUMENTS, MADE // len(DOCUMENTS))))[:3] == []


@pytest.mark.parametrize("reader", READERS)
def test_readers_agree_on_parts(reader: str) -> None:
    if reader == "sourcemeta" and not NIGHTLY:
        pytest.skip("it starts a process for each part; nightly asks it")
    assert differing(reader, list(made(parts(), OF_A_PART)))[:3] == []


def test_readers_differ_in_numbers_too_small_for_a_double() -> None:
    """Blaze keeps them as they are written; to all others 1e-400 is 0, and so a whole number."""
    readers.require_readers()
    url = "https://example.org/whole"
    schemas = {url: {"$schema": DRAFT, "$id": url, "type": "integer"}}
    texts = [(url, text) for text in ("0e-400", "1e-400", "0.5")]
    told = {reader: readers.verdicts(reader, schemas, texts) for reader in readers.READERS}
    assert told.pop("sourcemeta") == [True, False, False]
    assert told == {"ajv": [True, True, False], "hyperjump": [True, True, False]}
    assert [has_tiny_number(text) for _, text in texts] == [False, True, False]


def test_no_reader_takes_a_newline_after_a_value() -> None:
    """Python's `$`, and that of PCRE2 unless it is told otherwise, also matches before one."""
    readers.require_readers()
    chance = Seeded(Random(0))
    texts = [(url, matching_text(one, chance)) for one, url in PATTERNS.items() for _ in range(5)]
    plain = [(url, json.dumps(text)) for url, text in texts]
    ended = [(url, json.dumps(f"{text}\n")) for url, text in texts]
    schemas = {
        url: {"$schema": DRAFT, "$id": url, "type": "string", "pattern": one}
        for one, url in PATTERNS.items()
    }
    for reader in readers.READERS:
        told = readers.verdicts(reader, schemas, plain + ended)
        assert told == [True] * len(plain) + [False] * len(ended), reader
    known = registry_of(schemas)
    judges = {url: Draft202012Validator({"$ref": url}, registry=known) for url in schemas}
    assert all(judges[url].is_valid(json.loads(text)) for url, text in plain)
    assert not any(judges[url].is_valid(json.loads(text)) for url, text in ended)


ENDS = ("$", r"\z", r"\Z", r"(?!\n)$", r"$(?!\n)", r"(?![\s\S])")
"""Ways to write the end of a text."""


def test_no_way_to_write_the_end_of_a_text_is_read_alike_by_all_engines() -> None:
    """So the schemas keep `$`. Where one is, they should say it, and the registry need not."""
    readers.require_readers()
    read = {end for end in ENDS if all(reads_as_the_end(end) for reads_as_the_end in ENGINES)}
    assert read == set()


def in_python(end: str) -> bool:
    try:
        return bool(re.search(f"^a{end}", "a")) and not re.search(f"^a{end}", "a\n")
    except re.error:
        return False


def in_rust(end: str) -> bool:
    try:
        adapter = TypeAdapter(Annotated[str, Field(pattern=f"^a{end}")])
    except SchemaError:
        return False
    return accepts(adapter, "a") and not accepts(adapter, "a\n")


def accepts(adapter: TypeAdapter[str], text: str) -> bool:
    try:
        adapter.validate_python(text)
    except ValidationError:
        return False
    return True


def in_javascript(end: str) -> bool:
    code = "const end = RegExp(process.argv[1], 'u'); "
    code += "process.exit(end.test('a') && !end.test('a\\n') ? 0 : 1)"
    command = ["node", "-e", code, f"^a{end}"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def in_perl(end: str) -> bool:
    code = 'my $end = shift; exit(("a" =~ /^a$end/ && "a\\n" !~ /^a$end/) ? 0 : 1)'
    command = ["perl", "-e", code, end]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


ENGINES = (in_python, in_rust, in_javascript)


def test_the_dollar_of_the_schemas_is_the_end_in_rust_and_javascript_alone() -> None:
    readers.require_readers()
    assert [reads("$") for reads in ENGINES] == [False, True, True]
    assert in_python(r"\Z")
    if shutil.which("perl"):
        assert [in_perl(end) for end in ("$", r"\Z", r"\z")] == [False, False, True]


def test_a_dollar_outside_of_brackets_ends_its_pattern() -> None:
    for pattern in PATTERNS:
        plain = re.sub(r"\\.|\[[^]]*\]", "", pattern)
        assert plain.index("$") == len(plain) - 1, pattern


def test_every_integer_of_today_is_one_that_a_double_holds() -> None:
    """Numbers of JavaScript are doubles: beyond, two integers would be one there."""
    for url, schema in registry.schemas_of(registry.current_version()).items():
        for node in walk(schema):
            if "integer" in node.get("type", ()):
                assert abs(node["minimum"]) <= LARGEST, url
                assert abs(node["maximum"]) <= LARGEST, url


def test_javascript_refuses_the_integers_that_it_cannot_tell_apart() -> None:
    url = "https://schema.skao.int/ska-oso-pdm-metadata/1.0#/properties/version"
    texts = [(url, str(LARGEST)), (url, str(LARGEST + 1)), (url, str(LARGEST + 2))]
    for reader in READERS:
        assert verdicts(reader, texts) == [True, False, False], reader


def test_no_schema_has_a_format_that_would_need_a_checker() -> None:
    assert not [url for url, one in SCHEMAS.items() for node in walk(one) if "format" in node]
