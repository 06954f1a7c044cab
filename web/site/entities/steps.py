"""What a step between two layouts does with each field, told by documents that take it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from ska_oso_pdm import migrations
from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.catalogue.registry import SchemaId
from ska_oso_pdm.migrations import EVERYTHING, VALUES, Allowed, Migration
from ska_oso_pdm.migrations.steps import STEPS
from ska_oso_pdm.pointers import Place
from web.site.entities import documents
from web.site.entities.model import Key, told_of
from web.site.entities.walking import Visit, value_at, walk, walk_untold

_FEW = 0.1
"""As a share of those that stay: values written otherwise that are not told of."""
_ASKED = 40
"""Documents of a step that are tried with nothing assumed."""
_QUOTED = re.compile(r'"[^"]*"')


class Fate(NamedTuple):
    """What a step does with a value of a field.

    Attributes:
        kind: `mapped`, `aside`, `lost`, or `asked` where an assumption decides.
        to: the field that has it afterwards, if one has.
        reason: why it goes, or what is asked.
        option: the assumption that decides.
    """

    kind: str
    to: Key | None = None
    reason: str = ""
    option: str = ""


class Passage:
    """What was seen of a step, counted.

    Attributes:
        origins: for each field afterwards the fields that it comes from.
        fates: for each field before what becomes of it.
        made: for each field afterwards why it was made.
        same: pairs of fields, by how often a value stays as it is.
        changed: pairs of fields, by how often a value is written otherwise.
        rewritten: one example of that for each pair.
    """

    def __init__(self) -> None:
        self.origins: defaultdict[Key, Counter[Key]] = defaultdict(Counter)
        self.fates: defaultdict[Key, Counter[Fate]] = defaultdict(Counter)
        self.made: defaultdict[Key, Counter[str]] = defaultdict(Counter)
        self.same: Counter[tuple[Key, Key]] = Counter()
        self.changed: Counter[tuple[Key, Key]] = Counter()
        self.rewritten: dict[tuple[Key, Key], tuple[Any, Any]] = {}

    def is_rewritten(self, was: Key, becomes: Key) -> bool:
        """Tell whether more than a few of the values of a field are written otherwise."""
        pair = was, becomes
        return self.changed[pair] > _FEW * self.same[pair]


@cache
def layouts(entity: str) -> tuple[str, ...]:
    """List the layouts of an entity, oldest first, those without a schema as well."""
    early = {old for name, old, _ in STEPS if name == entity}
    versions = {*early, *registry.versions_of(entity)}
    return tuple(sorted(versions, key=registry.version_key))


@cache
def steps_from(entity: str, version: str) -> tuple[str, ...]:
    """List the layouts to which one step leads, the older one first."""
    pairs = [(old, new) for name, old, new in STEPS if name == entity]
    up = [new for old, new in pairs if old == version]
    down = [old for old, new in pairs if new == version]
    return (*(old for old in down if registry.is_document(SchemaId(entity, old))), *up)


@cache
def steps_to(entity: str, version: str) -> tuple[str, ...]:
    """List the older layouts from which one step leads to a version, newest first."""
    pairs = [(old, new) for name, old, new in STEPS if name == entity]
    found = [old for old, new in pairs if new == version]
    return tuple(sorted(found, key=registry.version_key, reverse=True))


def ways() -> Iterator[tuple[str, str, str]]:
    """Yield entity, start and end of each step, up and down."""
    for entity in dict.fromkeys(entity for entity, _, _ in STEPS):
        for version in layouts(entity):
            for to in steps_from(entity, version):
                yield entity, version, to


KNOWN: dict[tuple[str, str, str], Passage] = {}
"""Steps that were taken already, here or by another process."""


def passage(entity: str, start: str, end: str) -> Passage:
    """Give what was seen of a step; see `taken`."""
    way = entity, start, end
    if way not in KNOWN:
        KNOWN[way] = taken(*way)
    return KNOWN[way]


def taken(entity: str, start: str, end: str) -> Passage:
    """Take documents of a layout through a step, and count what becomes of their values.

    Unlikely documents tell of fields alone that no likely one has: what a step does with values
    that nobody writes would hide what it does with the others.
    """
    old, new = SchemaId(entity, start), SchemaId(entity, end)
    found, rare = Passage(), Passage()
    for number, document in enumerate(documents.likely(old)):
        _take(document, old, new, found, _allowed(number))
        if number < _ASKED:
            _ask(document, old, new, found)
    untold = set(told_of(entity, start)) - found.fates.keys()
    for number, document in enumerate(documents.unlikely(old) if untold else ()):
        _take(document, old, new, rare, _allowed(number))
        if not (untold := untold - rare.fates.keys()):
            break
    for name in ("origins", "fates", "made"):
        known, further = getattr(found, name), getattr(rare, name)
        for key in further.keys() - known.keys():
            known[key] = further[key]
    for pair in (rare.same.keys() | rare.changed.keys()) - found.same.keys() - found.changed.keys():
        found.same[pair], found.changed[pair] = rare.same[pair], rare.changed[pair]
        if pair in rare.rewritten:
            found.rewritten[pair] = rare.rewritten[pair]
    return found


def _allowed(number: int) -> Allowed:
    """Allow all, with other values of the assumptions that take one for each document; or none."""
    assume = dict(EVERYTHING.assume)
    for name, known in VALUES.items():
        choices = [*known, None]
        if (choice := choices[number % len(choices)]) is not None:
            assume[name] = choice
    return Allowed(assume, loss=True)


def _take(document: Any, old: SchemaId, new: SchemaId, found: Passage, allowed: Allowed) -> None:
    """Take a document through a step, as far as it goes, and note what becomes of its values."""
    way = migrations.steps_between(old.entity, old.version, new.version)
    done = migrations.migrate(document, way, allowed)
    before, after = _visits(document, old), _visits(done.document, new)
    _note_mapped(document, done, before, after, found)
    for place, reason in ((e.place, e.reason) for e in done.set_aside):
        _note(before, place, Fate("aside", None, _worded(reason)), found)
    for place, reason in ((e.place, e.reason) for e in done.lost):
        _note(before, place, Fate("lost", None, _worded(reason)), found)
    for made in done.defaulted:
        if made.place in after and made.value not in ({}, []):
            found.made[after[made.place].trail.keys[-1]][_worded(made.reason)] += 1


def _ask(document: Any, old: SchemaId, new: SchemaId, found: Passage) -> None:
    """Take a document through a step with nothing assumed, and note which assumptions it asks."""
    way, before = migrations.steps_between(old.entity, old.version, new.version), None
    for doubt in migrations.migrate(document, way, Allowed()).doubts:
        before = before or _visits(document, old)
        if doubt.option:
            _note(before, doubt.place, Fate("asked", None, "", doubt.option), found)


def _visits(document: Any, layout: SchemaId) -> dict[Place, Visit]:
    """Give the last visit of each value that a field leads to."""
    if not registry.is_document(layout):
        return {v.place: v for v in walk_untold(document, layout) if v.trail.keys}
    return {visit.place: visit for visit in walk(document, layout) if visit.trail.keys}


def _worded(reason: str) -> str:
    """Leave out the values of a document, but not keys of its layout."""
    return _QUOTED.sub(lambda found: found[0] if _is_key(found[0]) else "…", reason)


def _is_key(quoted: str) -> bool:
    return quoted[1:-1] in _keys()


@cache
def _keys() -> frozenset[str]:
    """List the keys that the schemas know."""
    from web.site.entities.model import fields, files

    return frozenset(key.name for file in files() for key in fields(file))


def _note(before: dict[Place, Visit], place: Place, fate: Fate, found: Passage) -> None:
    """Note what becomes of a value, for its field and those around it."""
    for key in before[place].trail.keys if place in before else ():
        found.fates[key][fate] += 1


def _note_mapped(
    document: Any,
    done: Migration,
    before: dict[Place, Visit],
    after: dict[Place, Visit],
    found: Passage,
) -> None:
    for place, places in done.mapped:
        for to in places:
            if place not in before or to not in after:
                continue
            old, new = before[place], after[to]
            pair = old.trail.keys[-1], new.trail.keys[-1]
            pairs = [*_pairs(old, new)]
            for was, becomes in pairs:
                found.origins[becomes][was] += 1
                found.fates[was][Fate("mapped", becomes)] += 1
            for key in set(old.trail.keys) - {was for was, _ in pairs}:
                found.fates[key][Fate("mapped", pair[1])] += 1
            values = value_at(document, old.whole), value_at(done.document, new.whole)
            if values[0] == values[1] and type(values[0]) is type(values[1]):
                found.same[pair] += 1
            else:
                found.changed[pair] += 1
                found.rewritten.setdefault(pair, values)


def _pairs(old: Visit, new: Visit) -> Iterator[tuple[Key, Key]]:
    """Pair the fields that lead to a value before and after: the innermost, and those around.

    Around it, fields of one name belong together, and those with the same fields inside of them;
    of these a list rather comes from a list.
    """
    yield old.trail.keys[-1], new.trail.keys[-1]
    before, after = old.trail.keys[:-1], new.trail.keys[:-1]
    for at, key in enumerate(after):
        inside = _names(after[at + 1 :])
        same = [k for k in before if k.name == key.name]
        same = [k for k in same if k.owner == key.owner] or same
        alike = [k for n, k in enumerate(before) if _names(before[n + 1 :]) == inside]
        if not inside and _is_list(new, at):
            alike = [k for n, k in enumerate(before) if _is_list(old, n)][-1:] or alike
        if same or alike:
            yield (same or alike)[0], key


def _is_list(visit: Visit, at: int) -> bool:
    """Tell whether the field at a position of a trail has a list."""
    depth = len(visit.trail.places[at])
    return depth < len(visit.place) and isinstance(visit.place[depth], int)


def _names(keys: tuple[Key, ...]) -> list[str]:
    return [key.name.rpartition(".")[2] for key in keys]
