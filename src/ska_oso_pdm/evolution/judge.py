"""What a change does to documents: proved safe, shown to break by a document, or unknown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

from ska_oso_pdm.catalogue.registry import parse_url
from ska_oso_pdm.evolution.change import Change
from ska_oso_pdm.evolution.changes import Walk
from ska_oso_pdm.evolution.confirmation import Confirmation, relabelled
from ska_oso_pdm.evolution.embedding import Embedding
from ska_oso_pdm.evolution.schema_set import SchemaSet
from ska_oso_pdm.evolution.shapes import Shape, Shapes
from ska_oso_pdm.evolution.unsupported import TOO_DEEP, Unsupported
from ska_oso_pdm.evolution.wanted import NO_VALUE
from ska_oso_pdm.evolution.witness import Search

Outcome = Literal["safe", "breaks", "unknown"]
Way = Literal["backward", "forward"]


class Verdict(NamedTuple):
    """What happens to documents, one way.

    Attributes:
        outcome: `safe` is proved; `breaks` has a document; `unknown` is neither.
        witness: a smallest document that one side takes and the other does not; None without.
        why: what could not be decided; empty otherwise.
    """

    outcome: Outcome
    witness: Any = None
    why: str = ""


SAFE = Verdict("safe")


class Judged(NamedTuple):
    """A change, and what it does.

    Attributes:
        entity: of the documents.
        change: what is said otherwise.
        backward: whether documents of the old schema are valid by the new one.
        forward: whether readers of the old schema, which keep unknown keys, take documents of the
            new one.
    """

    entity: str
    change: Change
    backward: Verdict
    forward: Verdict


class Judge:
    """Judges the changes of one entity between two sets of schemas.

    Attributes:
        urls: of the old and of the new schema of its documents.
    """

    def __init__(self, old: SchemaSet, new: SchemaSet, entity: str) -> None:
        """Args:
        old: the old schemas.
        new: the new ones.
        entity: of which documents.
        """
        self._entity = entity
        self.urls = old.roots[entity], new.roots[entity]
        self._search = Search()
        self._wholes: dict[Way, Verdict] = {}
        self._walk = Walk(old.resolve, new.resolve, _unversioned)
        self._old, self._new = self._walk.shapes
        self._confirmation = Confirmation(old, new, entity)
        self._embedding = {
            "backward": Embedding(self._old, self._search),
            "forward": Embedding(self._new, self._search),
        }

    def changes(self) -> Iterator[Judged]:
        """Yield every change with what it does."""
        for change in self.found():
            yield Judged(self._entity, change, *self.judged(change))

    def found(self) -> Iterator[Change]:
        """Yield every change, before it is judged."""
        yield from self._walk.changes(*self.urls)

    def judged(self, change: Change) -> tuple[Verdict, Verdict]:
        """Say what a change does, backward and forward."""
        return self._judge(change, "backward"), self._judge(change, "forward")

    def whole(self, way: Way) -> Verdict:
        """Say whether any document breaks, whatever the changes are."""
        try:
            old, new = self._old.at(self.urls[0]), self._new.at(self.urls[1])
            shapes = (old, new) if way == "backward" else (new, opened(old))
        except Unsupported as error:
            return Verdict("unknown", why=str(error))
        if way not in self._wholes:
            self._wholes[way] = self._verdict(*shapes, lambda value: value, way)
        return self._wholes[way]

    def overall(self, way: Way) -> Verdict:
        """Say what becomes of documents, one way; where they break, by the first change."""
        for change in self.found():
            verdict = self._judge(change, way)
            if verdict.outcome != "safe":
                return verdict
        return self.whole(way)

    def _judge(self, change: Change, way: Way) -> Verdict:
        try:
            if way == "backward":
                shapes = change.before, change.after
            else:
                before, after = change.beside or (change.before, change.after)
                shapes = after, opened(before)
        except Unsupported as error:
            return Verdict("unknown", why=str(error))
        verdict = self._verdict(*shapes, lambda value: self._embedded(change, way, value), way)
        # What would break alone need not with what stands around it, a type beside a union.
        is_harmless = verdict.outcome == "unknown" and self.whole(way) == SAFE
        return SAFE if is_harmless else verdict

    def _verdict(self, shape: Shape, other: Shape, embed: Any, way: Way) -> Verdict:
        try:
            if self._search.outside(shape, (other,)) is NO_VALUE:
                return SAFE
            for value in self._search.each(shape, (other,)):
                document = self._confirmation.labelled(embed(value), way)
                if self._confirmation.confirms(document, way):
                    return Verdict("breaks", document)
        except Unsupported as error:
            return Verdict("unknown", why=str(error))
        except RecursionError:
            return Verdict("unknown", why=TOO_DEEP)
        return Verdict("unknown", document, "two validators do not confirm what was found")

    def _embedded(self, change: Change, way: Way, value: Any) -> Any:
        embedding = self._embedding[way]
        steps = [(s.key, s.old if way == "backward" else s.new) for s in change.steps]
        if change.code.startswith(("key-", "required-key-", "other-keys-")):
            whole = change.object_at[way == "forward"]
            value = embedding.completed(whole, value)
        return embedding.within(steps, value)


def opened(shape: Shape) -> Shape:
    """Give the values that readers take, see `Shape.opened`.

    Raises:
        Unsupported: where they are nested too deeply.
    """
    try:
        return shape.opened()
    except RecursionError:
        raise Unsupported(TOO_DEEP) from None


def smallest(schemas: SchemaSet, entity: str) -> Verdict:
    """Give a smallest document of an entity that there is no more: all of them break."""
    url = schemas.roots[entity]
    try:
        value = Search().outside(Shapes(schemas.resolve, label=_unversioned).at(url))
    except Unsupported as error:
        return Verdict("unknown", why=str(error))
    return Verdict("breaks", relabelled(value, url))


def _unversioned(text: str) -> str:
    """Give a label without its version: all versions have one, each its own."""
    identifier = parse_url(text)
    return text.rpartition("/")[0] if identifier else text
