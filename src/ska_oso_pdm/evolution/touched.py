"""What changes do to documents that somebody has: how many break, how many the step takes along."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import jsonschema_rs

from ska_oso_pdm import validation
from ska_oso_pdm.catalogue.registry import SchemaId
from ska_oso_pdm.conversion import convert, label_of, labelled
from ska_oso_pdm.documents.source import Source
from ska_oso_pdm.errors import PdmError
from ska_oso_pdm.evolution.comparison import Comparison
from ska_oso_pdm.evolution.confirmation import wordy
from ska_oso_pdm.evolution.schema_set import SchemaSet
from ska_oso_pdm.personal import shown_pointer
from ska_oso_pdm.phrases import count
from ska_oso_pdm.pointers import escape

_EXAMPLES = 3
_INDEX = re.compile(r"/[0-9]+(?=/|$)")


@dataclass
class Group:
    """Documents that break for one reason.

    Attributes:
        code: of what is wrong.
        path: where, without indices.
        said: what is wrong with the first of them.
        number: of all of them.
        names: of the first three.
    """

    code: str
    path: str
    said: str
    number: int = 0
    names: list[str] = field(default_factory=list)


class Touched:
    """Counts what becomes of documents between two sets of schemas.

    Attributes:
        total: number of all that were looked at.
        unreadable: of those that are no document of this model.
        others: of those of other entities or versions.
        stay: of those that the new schemas take.
        invalid: of those that both refuse.
        broken: of those that the new schemas refuse.
        upgraded: of those broken that the migration step takes along whole.
        incomplete: of those of which it sets something aside.
        refused: of those that it refuses.
        groups: those broken, by reason and path.
    """

    def __init__(self, comparison: Comparison, *, steps: bool) -> None:
        """Args:
        comparison: of the schemas.
        steps: whether the package has a step between them.
        """
        self._comparison, self._steps = comparison, steps
        self.total = self.unreadable = self.others = self.invalid = self.stay = self.broken = 0
        self.upgraded = self.incomplete = self.refused = 0
        self.groups: dict[tuple[str, str], Group] = {}
        self._judges: dict[str, tuple[Any, Any]] = {}
        self._wording: dict[str, Any] = {}

    def add(self, name: str, source: Source | None) -> None:
        """Count one; None for one that cannot be read."""
        self.total += 1
        schema = _schema_of(source) if source else None
        if source is None or schema is None:
            self.unreadable += 1
        elif schema.version != self._comparison.old.version or not self._has(schema.entity):
            self.others += 1
        else:
            self._judge(name, source, schema.entity)

    def add_all(self, sources: Iterable[tuple[str, Source | None]]) -> None:
        """Count several, with what they are called."""
        for name, source in sources:
            self.add(name, source)

    @property
    def said(self) -> str:
        """Say how many break."""
        old, new = self._comparison.old, self._comparison.new
        ours = self.stay + self.broken
        text = f"of {count(ours, 'document')} of {old.version or old.name} that you have, "
        text += f"{self.broken or 'none'} {'is' if self.broken == 1 else 'are'} invalid by "
        text += new.version or new.name
        if self._steps and self.broken:
            text += f": the step takes {self.upgraded} along, {self.incomplete} with something "
            text += f"set aside, and refuses {self.refused}"
        left = {"of other layouts": self.others, "invalid before": self.invalid}
        left["that could not be read"] = self.unreadable
        aside = [f"{number} {what}" for what, number in left.items() if number]
        return f"{text} (beside {', '.join(aside)})" if aside else text

    def row(self) -> dict[str, Any]:
        """Give the counts for programs."""
        names = "total unreadable others invalid stay broken upgraded incomplete refused".split()
        return {
            **{name: getattr(self, name) for name in names},
            "groups": [
                {
                    "code": group.code,
                    "path": group.path,
                    "said": group.said,
                    "count": group.number,
                    "examples": group.names,
                }
                for group in self.by_number
            ],
        }

    @property
    def by_number(self) -> list[Group]:
        """The groups, the largest first."""
        return sorted(self.groups.values(), key=lambda group: -group.number)

    def _has(self, entity: str) -> bool:
        return entity in self._comparison.entities

    def _judge(self, name: str, source: Source, entity: str) -> None:
        old, new = self._judges_of(entity)
        urls = (self._comparison.old.roots[entity], self._comparison.new.roots[entity])
        if new.is_valid(labelled(source.document, urls[1])):
            self.stay += 1
        elif not old.is_valid(labelled(source.document, urls[0])):
            self.invalid += 1
        else:
            self.broken += 1
            self._group(name, labelled(source.document, urls[1]), urls[1], entity)
            self._convert(source)

    def _judges_of(self, entity: str) -> tuple[Any, Any]:
        if entity not in self._judges:
            sets = self._comparison.old, self._comparison.new
            self._judges[entity] = (_judge(sets[0], entity), _judge(sets[1], entity))
        return self._judges[entity]

    def _group(self, name: str, document: Any, url: str, entity: str) -> None:
        """Remember a document for the first reason for which it breaks."""
        code, path, said = self._reason(document, url, entity)
        key = code, _INDEX.sub("/*", path)
        group = self.groups.setdefault(key, Group(*key, said))
        group.number += 1
        if len(group.names) < _EXAMPLES:
            group.names.append(name)

    def _reason(self, document: Any, url: str, entity: str) -> tuple[str, str, str]:
        """Give code, path and sentence of what is wrong first."""
        if self._steps:
            for issue in validation.check(Source(document), url):
                return issue.code, issue.shown_path, issue.message
        if entity not in self._wording:
            self._wording[entity] = wordy(self._comparison.new, url)
        error = _innermost(next(self._wording[entity].iter_errors(document)))
        path = "".join(f"/{escape(str(token))}" for token in error.absolute_path)
        keyword = error.validator
        return keyword, shown_pointer(path), f'breaks "{keyword}" of the new schema'

    def _convert(self, source: Source) -> None:
        if not self._steps:
            return
        try:
            done = convert(source, self._comparison.new.version)
        except PdmError:
            self.refused += 1
            return
        if done.document is None:
            self.refused += 1
        elif any(entry.needed for entry in done.set_aside) or done.lost:
            self.incomplete += 1
        else:
            self.upgraded += 1


def _schema_of(source: Source) -> SchemaId | None:
    """Tell which layout a document has; None for what is none of this model."""
    try:
        return label_of(source).schema
    except PdmError:
        return None


def _judge(schemas: SchemaSet, entity: str) -> Any:
    url = schemas.roots[entity]
    return jsonschema_rs.Draft202012Validator({"$ref": url}, retriever=schemas.resolve)


def _innermost(error: Any) -> Any:
    """Give what is wrong in the branch that is meant, by its type and tag, where that is clear."""
    while error.context:
        branches: dict[Any, list[Any]] = {}
        for inner in error.context:
            branches.setdefault(inner.relative_schema_path[0], []).append(inner)
        meant = [found for found in branches.values() if not any(map(_is_elsewhere, found))]
        if len(meant) != 1:
            break
        error = meant[0][0]
    return error


def _is_elsewhere(error: Any) -> bool:
    """Tell whether an error says that another branch is meant."""
    at_top = not error.relative_path and error.validator == "type"
    return at_top or (len(error.relative_path) == 1 and error.validator == "const")
