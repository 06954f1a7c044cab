"""All that two sets of schemas say otherwise, judged, with the version number that it asks for."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cached_property
from typing import Literal, NamedTuple

from ska_oso_pdm.catalogue.registry import parse_url, version_key
from ska_oso_pdm.evolution.approvals import Approval
from ska_oso_pdm.evolution.change import Asks, Change
from ska_oso_pdm.evolution.classes import classes
from ska_oso_pdm.evolution.judge import SAFE, Judge, Verdict, Way, smallest
from ska_oso_pdm.evolution.schema_set import SchemaSet, common_entities
from ska_oso_pdm.evolution.shapes import NOTHING

Bump = Literal["none", "patch", "minor", "major"]
BUMPS: tuple[Bump, ...] = ("none", "patch", "minor", "major")
WAYS: tuple[Way, ...] = ("backward", "forward")


class Effect(NamedTuple):
    """A change, and what it does.

    Attributes:
        change: what is said otherwise.
        entities: of the documents that it concerns.
        backward: whether documents of the old schemas are valid by the new ones.
        forward: whether readers of the old schemas, which keep unknown keys, take documents of the
            new ones.
        approval: why it may be; None where nobody approved it.
    """

    change: Change
    entities: tuple[str, ...]
    backward: Verdict
    forward: Verdict
    approval: Approval | None = None

    @property
    def fingerprint(self) -> str:
        """What approvals call it; the same whatever the versions are called."""
        return fingerprint(self.change)

    @property
    def bump(self) -> Bump:
        """The least change of the version number that it asks for, whether approved or not."""
        if self.backward.outcome != "safe":
            return "major"
        return self.change.asks or "minor"

    @property
    def is_unknown(self) -> bool:
        """Whether it could not be judged, one way at least."""
        return "unknown" in (self.backward.outcome, self.forward.outcome)


class Against(NamedTuple):
    """What becomes of documents and readers of another version that is still written.

    Attributes:
        version: that one.
        entity: of the documents.
        backward: whether its documents are valid by the new schemas.
        forward: whether its readers take documents of the new schemas.
    """

    version: str
    entity: str
    backward: Verdict
    forward: Verdict


class Comparison:
    """Two sets of schemas side by side.

    Attributes:
        old: the old schemas.
        new: the new ones.
        effects: each change with what it does, entity by entity as the schemas have it.
    """

    def __init__(
        self, old: SchemaSet, new: SchemaSet, approved: dict[str, Approval] | None = None
    ) -> None:
        """Args:
            old: the old schemas.
            new: the new ones.
            approved: changes that may be, by fingerprint.

        Raises:
            SchemaSetError: for sets that have no entity in common, or a reference that leaves them.
        """
        self.old, self.new = old, new
        self._approved = approved or {}
        self.entities = common_entities(old, new)
        for one in (old, new):
            one.check_references()
        self.effects = self._judged()

    @cached_property
    def unused(self) -> list[Approval]:
        """Approvals of changes that there are not."""
        used = {effect.fingerprint for effect in self.effects}
        return [approval for name, approval in self._approved.items() if name not in used]

    @property
    def unknown(self) -> list[Effect]:
        """What could not be judged and is not approved."""
        return [effect for effect in self.effects if effect.is_unknown and not effect.approval]

    @property
    def bump(self) -> Bump:
        """The least change of the version number that asks for what is not approved."""
        asked = [BUMPS.index(one.bump) for one in self.effects if one.approval is None]
        return BUMPS[max(asked, default=0)]

    @property
    def chosen(self) -> Bump | None:
        """How the version number was changed; None where one is not told, or the new one is older.

        Before 1.0 each minor number may break.
        """
        if not (self.old.version and self.new.version):
            return None
        old, new = version_key(self.old.version), version_key(self.new.version)
        if new == old:
            return "none"
        if new < old:
            return None
        return "minor" if new[0] == old[0] != 0 else "major"

    @property
    def says_so(self) -> bool:
        """Whether the version number says what the changes do; true where it is not told."""
        if self.chosen is None:
            return True
        return BUMPS.index(self.chosen) >= BUMPS.index(self.bump)

    def way(self, way: Way) -> Verdict:
        """Say what becomes of all documents, or of all readers."""
        verdicts = [getattr(effect, way) for effect in self.effects]
        for outcome in ("breaks", "unknown"):
            for verdict in verdicts:
                if verdict.outcome == outcome:
                    return verdict
        return SAFE

    def against(self, other: SchemaSet) -> list[Against]:
        """Say the same of another version that is still written.

        Raises:
            SchemaSetError: for a reference in it that leaves it, or leads nowhere.
        """
        other.check_references()
        found = []
        for entity in self.entities:
            if entity in other.roots:
                one = Judge(other, self.new, entity)
                found.append(Against(other.version, entity, *map(one.overall, WAYS)))
        return found

    def _judged(self) -> list[Effect]:
        """Judge each change once, whichever documents it concerns."""
        found: dict[str, Effect] = {}
        for entity in self.entities:
            judge = Judge(self.old, self.new, entity)
            for change in judge.found():
                name = fingerprint(change)
                if name not in found:
                    verdicts = judge.judged(change)
                    found[name] = Effect(change, (), *verdicts, self._approved.get(name))
                effect = found[name]
                if entity not in effect.entities:
                    found[name] = effect._replace(entities=(*effect.entities, entity))
            ours = [effect for effect in found.values() if entity in effect.entities]
            for change, verdicts in _together(judge, entity, ours):
                name = fingerprint(change)
                found[name] = Effect(change, (entity,), *verdicts, self._approved.get(name))
        return [
            *found.values(),
            *map(self._known, self._entities()),
            *map(self._known, self._gone()),
        ]

    def _entities(self) -> list[Effect]:
        """Name the entities that are new or gone."""
        effects = []
        for entity, url in self.old.roots.items():
            if entity not in self.new.roots:
                said = f"there are no documents of {entity} any more"
                change = _plain("entity-removed", said, url, "", "major")
                effects.append(Effect(change, (entity,), smallest(self.old, entity), SAFE))
        for entity, url in self.new.roots.items():
            if entity not in self.old.roots:
                said = f"documents of {entity} are new"
                effects.append(
                    Effect(_plain("entity-added", said, "", url, "minor"), (entity,), SAFE, SAFE)
                )
        return effects

    def _gone(self) -> Iterator[Effect]:
        """Name the classes that are gone, also those that no value of a document has."""
        old, new = (classes(one, self.entities) for one in (self.old, self.new))
        for title, (url, entities) in old.items():
            if title not in new:
                said = f"the class and the component {title} are gone"
                yield Effect(_plain("class-removed", said, url, "", "major"), entities, SAFE, SAFE)

    def _known(self, effect: Effect) -> Effect:
        return effect._replace(approval=self._approved.get(effect.fingerprint))


def _together(
    judge: Judge, entity: str, effects: list[Effect]
) -> list[tuple[Change, tuple[Verdict, Verdict]]]:
    """Name what breaks although each change by itself is safe: the judge proves wholes as well."""
    verdicts = [SAFE, SAFE]
    for index, way in enumerate(WAYS):
        if all(getattr(effect, way).outcome == "safe" for effect in effects):
            verdicts[index] = judge.whole(way)
    if verdicts == [SAFE, SAFE]:
        return []
    said = f"the changes of {entity} together do what none of them does by itself"
    return [(_plain("together", said, *judge.urls, ""), (verdicts[0], verdicts[1]))]


def _plain(code: str, said: str, old: str, new: str, asks: Asks) -> Change:
    """Give a change of which no values tell."""
    return Change(code, said, old, new, NOTHING, NOTHING, (), asks=asks)


def fingerprint(change: Change) -> str:
    """Give what approvals call a change: 12 hexadecimal digits of what it says and where."""
    places = [place and _unversioned(place) for place in (change.old, change.new)]
    text = "\n".join([change.code, *places, change.said])
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _unversioned(url: str) -> str:
    base, _, fragment = url.partition("#")
    identifier = parse_url(base)
    return f"{identifier.entity if identifier else base}#{fragment}"
