"""What is compared, the texts by number, and the comparison that all tests here rest on."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib import import_module
from random import Random
from typing import Any, NamedTuple

from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.testing.spelling import GAPS, SPELLINGS

from .domain import excluded
from .judges import Judges
from .mutations import mutate, words_of
from .subset import Schemas, at, require_subset
from .texts import Maker, Node

EVERY = 20
"""Of so many texts one also goes to the slow judge, and to the readers of other languages."""

SHOWN = 600


class Subject(NamedTuple):
    """A schema, given by URL, and its class."""

    url: str
    cls: Any
    schemas: Schemas

    def __repr__(self) -> str:
        return self.url.rpartition("/ska-oso-pdm-")[2]


def documents() -> list[Subject]:
    """List the schemas of whole documents."""
    return [
        Subject(known.url, registry.class_for(known), registry.schemas_of(known.version))
        for known in registry.documents()
    ]


def all_parts(version: str) -> list[Subject]:
    """List the parts of the documents of a version that have a class of their own."""
    schemas = registry.schemas_of(version)
    return [
        Subject(url, cls, schemas)
        for base, schema in schemas.items()
        for url, name in _named(base, schema)
        if (cls := _class(url, name))
    ]


def parts() -> list[Subject]:
    """List the parts of all versions, newest first, without those that are the same in a newer one,
    with all that they refer to.
    """
    versions = dict.fromkeys(known.version for known in registry.documents())
    found: dict[str, Subject] = {}
    for version in reversed(versions):
        for part in all_parts(version):
            found.setdefault(_form(part.schemas, part.url), part)
    return list(found.values())


def unversioned(url: str) -> str:
    """Give the part of a URL that is the same in all versions: the fragment, or the file."""
    base, _, fragment = url.partition("#")
    return fragment or base.rpartition("/")[0]


def _form(schemas: Schemas, url: str) -> str:
    """Write a part and all that it refers to, without version and prose."""
    forms: dict[str, Any] = {}
    waiting = [url]

    def plain(value: Any) -> Any:
        if isinstance(value, dict):
            if "$ref" in value:
                waiting.append(value["$ref"])
                return unversioned(value["$ref"])
            return {k: plain(v) for k, v in value.items() if k not in ("description", "$defs")}
        return [plain(item) for item in value] if isinstance(value, list) else value

    while waiting:
        part = waiting.pop()
        if part not in forms:
            forms[part] = None
            forms[part] = plain(at(schemas, part))
    return json.dumps({unversioned(k): v for k, v in forms.items()}, sort_keys=True)


def _named(base: str, schema: Any) -> Iterator[tuple[str, str]]:
    """Yield URL and title of the objects that a file defines, except whole documents."""
    if "properties" in schema and "interface" not in schema["properties"]:
        yield base, schema["title"]
    for name, definition in schema.get("$defs", {}).items():
        if "properties" in definition:
            yield f"{base}#/$defs/{name}", name


def _class(url: str, name: str) -> Any:
    known = registry.parse_url(url.partition("#")[0])
    assert known is not None
    version, entity = known.version.replace(".", "_"), known.entity.replace("-", "_")
    module = f"ska_oso_pdm.generated.v{version}.{entity}"
    # A quantity is a type of `ext`, and no class.
    quantity = registry.resolve(url).get("properties", {}).keys() == {"value", "unit"}
    return None if quantity else getattr(import_module(module), name)


class Sample(NamedTuple):
    """A text with the tree that it was written from and the changes that were made to it."""

    number: int
    text: str
    tree: Node
    changes: list[str]


class Samples:
    """Texts for one schema by number; about half are changed so that they are invalid."""

    def __init__(self, subject: Subject) -> None:
        require_subset(subject.schemas)
        self._subject = subject
        self._words = words_of(subject.schemas)

    def draw(self, number: int, *, change: bool = True) -> Sample:
        """Make the text with a number: always the same one."""
        url, _, schemas = self._subject
        random = Random(f"{url} {number}")
        tree = Maker(schemas, random).make(at(schemas, url))
        count = random.choice((0, 1, 1, 2)) if change else 0
        changes = [mutate(tree, self._words, random) for _ in range(count)]
        text = tree.render(random.choice(GAPS), random.choice(SPELLINGS))
        return Sample(number, text, tree, changes)

    def inside(self, numbers: range) -> Iterator[Sample]:
        """Yield the texts that all judges must agree on."""
        for number in numbers:
            sample = self.draw(number)
            if excluded(sample.text) is None:
                yield sample


@dataclass
class Tally:
    """What came of a range of texts."""

    valid: int = 0
    invalid: int = 0
    problems: list[str] = field(default_factory=list)

    @property
    def judged(self) -> int:
        """How many texts were not left out."""
        return self.valid + self.invalid


def compare(samples: Samples, judges: Judges, numbers: range) -> Tally:
    """Ask all judges in Python about texts; read and write those that are valid."""
    tally = Tally()
    for sample in samples.inside(numbers):
        valid = judges.schema_accepts(sample.text)
        tally.valid += valid
        tally.invalid += not valid
        thorough = sample.number % EVERY == 0
        if judges.problem(sample.text, thorough=thorough):
            tally.problems.append(_describe(judges, sample, thorough))
        elif not valid and not sample.changes:
            tally.problems.append(f"{judges.url} {sample.number}: made invalid: {sample.text}")
    return tally


def _describe(judges: Judges, sample: Sample, thorough: bool) -> str:
    def still(text: str) -> bool:
        return excluded(text) is None and judges.problem(text, thorough=thorough) is not None

    # Where the spelling of keys or gaps matters, the tree says nothing.
    text = shrink(sample.tree, still) if still(sample.tree.render()) else sample.text
    problem = judges.problem(text, thorough=thorough)
    changes = ", ".join(sample.changes) or "unchanged"
    return f"{judges.url} {sample.number} ({changes}): {problem}\n  {text[:SHOWN]}"


def shrink(tree: Node, still: Callable[[str], bool]) -> str:
    """Take parts out of a tree as long as its text stays of interest; give what is left."""
    for _, node in list(tree.walk()):
        parts: list[Any] = (node.items if node.items is not None else node.members) or []
        for index in reversed(range(len(parts))):
            part = parts.pop(index)
            if not still(tree.render()):
                parts.insert(index, part)
    return tree.render()
