"""What the migration step between two versions does with what changed, tried with documents."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any, Literal, NamedTuple

from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.catalogue.registry import SchemaId
from ska_oso_pdm.conversion import Conversion, Entry, convert
from ska_oso_pdm.errors import PdmError
from ska_oso_pdm.evolution.change import Change
from ska_oso_pdm.evolution.comparison import Comparison, Effect
from ska_oso_pdm.evolution.embedding import Embedding
from ska_oso_pdm.evolution.filling import filled
from ska_oso_pdm.evolution.schema_set import SchemaSet
from ska_oso_pdm.evolution.shapes import Shape, Shapes
from ska_oso_pdm.evolution.unsupported import Unsupported
from ska_oso_pdm.evolution.witness import Search
from ska_oso_pdm.pointers import tokens

Done = Literal["kept", "moved", "changed", "aside", "asked", "refused", "nothing", "unknown"]
_OF_PROGRAMS = frozenset({"class-renamed", "class-removed", "class-moved", "member-renamed"})
"""Changes of names alone, which no document has."""


class Handling(NamedTuple):
    """What a step does with a change.

    Attributes:
        done: with the value there: `kept` as it is, `moved` to another place, `changed` to another
            value, `aside` with a reason, `asked` where the step leaves it to the caller, `refused`
            with the whole document; `nothing` where old documents have none of it; `unknown` where
            no document could be made.
        said: the same as a sentence without full stop.
    """

    done: Done
    said: str


class Handler:
    """Tries what migration steps do.

    Args:
        comparison: of two versions that the package knows.
    """

    def __init__(self, comparison: Comparison) -> None:
        old, new = comparison.old, comparison.new
        self._end, self._maker = new.version, _Maker(old)
        self.is_possible = (
            old.version != new.version
            and (old.is_of_package and new.is_of_package)
            and all(
                registry.is_document(SchemaId(entity, one.version))
                for entity in comparison.entities
                for one in (old, new)
            )
        )

    def up(self, effect: Effect) -> Handling:
        """Say what becomes of documents of the old version."""
        change = effect.change
        if change.code in _OF_PROGRAMS:
            return Handling("nothing", "documents are as they were; programs that name it are not")
        if effect.backward.outcome == "breaks":
            smallest = self._tried(effect.backward.witness, change.place)
            if smallest.done == "refused" or not change.key:
                return smallest
            full = self._with_value(effect)
            return smallest if full.done == "unknown" else full
        if change.asks != "major" or not change.old:
            return Handling("nothing", "documents of the old version have nothing to lose by it")
        return self._with_value(effect)

    @staticmethod
    def is_settled(effect: Effect, done: Done) -> bool:
        """Tell whether the step says what becomes of documents; else somebody has to approve."""
        if effect.backward.outcome == "safe" and effect.bump != "major":
            return True
        if effect.change.code in _OF_PROGRAMS:
            return True  # the number tells those who write programs
        if effect.backward.outcome == "breaks" and done == "kept":
            return True  # the new document is valid, so something was done beside
        return done in ("moved", "changed", "aside", "asked")

    def _with_value(self, effect: Effect) -> Handling:
        change = effect.change
        try:
            document = self._maker.document(effect.entities[0], change)
        except Unsupported as error:
            return Handling("unknown", f"no document could be made to try it: {error}")
        return self._tried(document, change.place)

    def _tried(self, document: Any, pointer: str) -> Handling:
        try:
            done = convert(document, self._end)
        except PdmError as error:
            return Handling("refused", f"refused: {error.issues[0].message}")
        if done.document is None:
            said = done.problems[0].message
            return Handling("asked" if done.is_asked else "refused", f"refused: {said}")
        return _handling(done, pointer)


def _handling(done: Conversion, pointer: str) -> Handling:
    """Read in the account of a conversion what became of the values at a place."""
    for entries, word in ((done.set_aside, "set aside"), (done.lost, "lost")):
        for entry in _below(entries, pointer):
            return Handling("aside", f"{word}: {entry.reason}")
    for entry in _below(chain(done.read_as, done.repaired), pointer):
        return Handling("changed", f"changed: {entry.reason}")
    mapped = list(_below(done.mapped, pointer))
    for entry in mapped:
        if entry.to and entry.to[0] != entry.path:
            return Handling("moved", f"moved to {entry.to[0]}")
    for entry in mapped:
        if entry.to and _at(done.document, entry.to[0]) != entry.value:
            return Handling("changed", f"changed to {_at(done.document, entry.to[0])!r}")
    return Handling("kept", "kept as it is")


def _below(entries: Any, pointer: str) -> Iterator[Entry]:
    return (e for e in entries if e.path == pointer or e.path.startswith(f"{pointer}/"))


def _at(document: Any, pointer: str) -> Any:
    for token in tokens(pointer):
        document = document[int(token)] if isinstance(document, list) else document[token]
    return document


class _Maker:
    """Makes documents of a set of schemas with a value at a place, and small otherwise."""

    def __init__(self, schemas: SchemaSet) -> None:
        self._schemas = schemas
        self._shapes = Shapes(schemas.resolve)
        self._embedding = Embedding(self._shapes, Search())

    def document(self, entity: str, change: Change) -> Any:
        """Give one that has some value where a change is.

        Raises:
            Unsupported: where none can be made.
        """
        steps = [(step.key, step.old) for step in change.steps]
        if name := change.key:
            home = change.object_at[0]
            value = filled(self._member(home, name))
            return self._embedding.within(steps, self._embedding.completed(home, {name: value}))
        while steps and steps[-1][0] is None:
            steps.pop()
        if not steps:
            return filled(self._shapes.at(self._schemas.roots[entity]))
        key, url = steps[-1]
        return self._embedding.within(steps, filled(self._member(url, key)))

    def _member(self, url: str, key: Any) -> Shape:
        """Give the shape of what is at a key, or an index, of what is at a URL."""
        shape = self._shapes.at(url)
        for form in shape.objects:
            if key in form.members:
                return form.members[key].shape
            if key == "*" and form.rest is not None:
                return form.rest
        for array in shape.arrays:
            found = array.first[key] if key < len(array.first) else array.rest
            if found is not None:
                return found
        raise Unsupported(f"{url} has no {key}")
