"""Which layout a document really has, judged by its content and not by its label.

What shows an entity and its layouts is data, in `schemas/markers.json`; here is what it means.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from ska_oso_pdm.catalogue.registry import SchemaId
from ska_oso_pdm.pointers import Place
from ska_oso_pdm.recognition import markers
from ska_oso_pdm.recognition.markers import Finder


class Contradiction(NamedTuple):
    """A place in a document that its layout does not know.

    Attributes:
        place: keys and indices that lead there.
        shows: the versions that do have it: `0.3`, `0.5 to 0.6`, `0.4 or later`.
    """

    place: Place
    shows: str


class _Dated(NamedTuple):
    """A marker with the versions whose documents may have it."""

    find: Finder
    versions: frozenset[str]
    shows: str


class _Row(NamedTuple):
    """A row of a decision table: it holds where all of `all`, one of `any` and none of `none` do.

    A row with neither `all` nor `any` is for documents whose content shows the entity.
    """

    version: str | None
    all: tuple[Finder, ...]
    any: tuple[Finder, ...]
    none: tuple[Finder, ...]

    def holds(self, document: dict[str, Any], shown: bool) -> bool:
        for find in self.all:
            if find(document) is None:
                return False
        for find in self.any:
            if find(document) is not None:
                break
        else:
            if self.any or not (self.all or shown):
                return False
        for find in self.none:
            if find(document) is not None:
                return False
        return True


class _Entity(NamedTuple):
    """What the data says of one entity, compiled."""

    versions: list[str]
    own: tuple[Finder, ...]
    strong: tuple[Finder, ...]
    rows: tuple[_Row, ...]
    dated: tuple[_Dated, ...]
    refused: dict[str, str]


_ENOUGH = 2
"""So many own marks of an entity outweigh the label of another one: any document may have a stray
key.
"""


def recognise(document: dict[str, Any], labelled: str | None = None) -> SchemaId | None:
    """Tell the layout of a document, or None where nothing in it shows one.

    The first row of the entity's decision table that holds gives the version. Where none does, it
    is the version that fewest of the document's dated keys speak against, and of equals the
    earliest.

    Args:
        document: the document.
        labelled: the entity that its label names. It counts where the document has a key of its
            own, and unless there are several of another entity's.
    """
    entity, shown = _entity(document, labelled)
    if entity is None:
        return None
    version = _version(_entities()[entity], document, shown)
    return SchemaId(entity, version) if version else None


def entity_of(document: dict[str, Any], labelled: str | None = None) -> str | None:
    """Tell the entity of a document by its content, or None where nothing in it shows one."""
    entity, shown = _entity(document, labelled)
    return entity if shown else None


def is_plain(document: dict[str, Any], entity: str) -> bool:
    """Tell whether an object has a mark of an entity that no other JSON has."""
    for find in _entities()[entity].strong:
        if find(document) is not None:
            return True
    return False


def version_of(document: dict[str, Any], entity: str) -> str | None:
    """Tell the version of a document's layout, where its content shows the entity."""
    return _version(_entities()[entity], document, True)


def evidence(document: dict[str, Any], found: SchemaId) -> list[Place]:
    """List what shows a layout, the first place of each marker.

    The first is what decided. Then comes what only this layout has, or where there is nothing of
    the kind, what the next layout has no longer and what the one before it had not yet. Where there
    is nothing of that either, it is what only documents of the entity have.
    """
    entity = _entities().get(found.entity)
    if entity is None:
        return []
    if found.version not in entity.versions:
        return _places(entity.own, document)
    before, after = _neighbours(entity, found.version)
    telling = _telling(found)
    present = [(p, dated.versions) for dated in telling if (p := dated.find(document)) is not None]
    decided = _decided(entity, document, found.version)
    alone = [place for place, versions in present if versions == {found.version}]
    lasts = [place for place, versions in present if not after <= versions]
    firsts = [place for place, versions in present if not before <= versions]
    both = [*decided[:1], *lasts, *decided[1:], *firsts]
    shown = [*decided, *alone] if alone else both
    return [*dict.fromkeys(shown)] or _places(entity.own, document)


def _neighbours(entity: _Entity, version: str) -> tuple[set[str], set[str]]:
    """Give the versions next to one, before it and after it, each alone or none."""
    index = entity.versions.index(version)
    before, after = entity.versions[:index], entity.versions[index + 1 :]
    return {*before[-1:]}, {*after[:1]}


@cache
def _telling(found: SchemaId) -> tuple[_Dated, ...]:
    """List the markers of a layout that it has alone, or not in common with both its neighbours."""
    entity = _entities()[found.entity]
    before, after = _neighbours(entity, found.version)
    return tuple(
        dated
        for dated in entity.dated
        if found.version in dated.versions
        and (len(dated.versions) == 1 or not before | after <= dated.versions)
    )


def first_evidence(document: dict[str, Any], found: SchemaId) -> Place | None:
    """Give the first place of the evidence, without looking for the others where one decided."""
    decided = _decided(_entities()[found.entity], document, found.version)
    return next(iter(decided or evidence(document, found)), None)


def _decided(data: _Entity, document: dict[str, Any], version: str) -> list[Place]:
    """List what the row of the decision table looked at that holds for a version."""
    for row in data.rows:
        if row.version == version and row.holds(document, False):
            return _places(row.any + row.all, document)
    return []


def contradictions(document: dict[str, Any], layout: SchemaId) -> list[Contradiction]:
    """List what in a document does not belong to a layout: the first place of each marker."""
    return [
        Contradiction(place, dated.shows)
        for dated in _entities()[layout.entity].dated
        if layout.version not in dated.versions and (place := dated.find(document)) is not None
    ]


def contradicts(document: dict[str, Any], layout: SchemaId, found: SchemaId, allowed: int) -> bool:
    """Tell whether a document speaks against a layout in more than `allowed` of the markers that
    belong to the one that was found, which is of the same entity.
    """
    against = 0
    for dated in _entities()[layout.entity].dated:
        if layout.version not in dated.versions and found.version in dated.versions:
            against += dated.find(document) is not None
            if against > allowed:
                return True
    return False


def ties(document: dict[str, Any], entity: str, version: str | None) -> list[str]:
    """List the other versions that a document fits as well as the one that was found: those that
    no marker in it tells from that one, or with None all that nothing in it speaks against.
    """
    data = _entities()[entity]
    present = [versions for _, versions in _present(data, document)]
    unlike = [fitting for fitting in present if version is None or version in fitting]
    return [
        other
        for other in data.versions
        if other != version and other not in data.refused and all(other in v for v in unlike)
    ]


def refusal(found: SchemaId) -> str | None:
    """Say what a document is that has the keys of an entity and is not of this data model."""
    return _entities()[found.entity].refused.get(found.version)


def layouts_of(entity: str) -> list[str]:
    """List the versions of an entity's layouts that are known, with or without a schema."""
    data = markers.entities()[entity]
    return [version for version in data["versions"] if version not in data.get("refused", ())]


def successor(entity: str) -> str | None:
    """Say what came in the place of an entity that the model has no longer, and what to do."""
    told: str | None = markers.entities()[entity].get("gone")
    return told


def former_keys(entity: str) -> tuple[str, ...]:
    """List keys at the root that only documents of an entity's layouts before the newest have."""
    data = markers.entities()[entity]
    newest = next(reversed(data["versions"]), None)
    return tuple(
        path[1:]
        for marker in data["markers"].values()
        for path in marker["at"]
        if marker.get("last", newest) != newest and path.count("/") == 1
    )


def _version(data: _Entity, document: dict[str, Any], shown: bool) -> str | None:
    for row in data.rows:
        if row.holds(document, shown):
            return row.version
    counts = _misfits(data, document)
    if len(set(counts.values())) <= 1:
        return None  # nothing in it is dated, or nothing comes out of it
    return min(counts, key=lambda version: counts[version])


def _misfits(data: _Entity, document: dict[str, Any]) -> dict[str, int]:
    """Count for each version the markers in a document that do not belong to it."""
    counts = dict.fromkeys(data.versions, 0)
    for _, versions in _present(data, document):
        for version in counts:
            counts[version] += version not in versions
    return counts


def _present(data: _Entity, document: dict[str, Any]) -> Iterator[tuple[Place, frozenset[str]]]:
    for dated in data.dated:
        place = dated.find(document)
        if place is not None:
            yield place, dated.versions


def _places(finders: tuple[Finder, ...], document: dict[str, Any]) -> list[Place]:
    found = (find(document) for find in finders)
    return [place for place in found if place is not None]


def _entity(document: dict[str, Any], labelled: str | None) -> tuple[str | None, bool]:
    """Tell the entity of a document, and whether its content shows it or only its label."""
    known = labelled if labelled in _entities() else None
    for find in _entities()[known].own if known else ():
        if find(document) is not None:
            return known, True
    counts: dict[str, int] = {}
    own_keys = _own_keys()
    for key in own_keys.keys() & document.keys():
        for entity, find in own_keys[key]:
            if find(document) is not None:
                counts[entity] = counts.get(entity, 0) + 1
    most = max(counts.values(), default=0)
    if most and (labelled is None or most >= _ENOUGH):
        for entity in _entities():  # of equals the one that comes first in the data
            if counts.get(entity) == most:
                return entity, True
    return known, False


@cache
def _own_keys() -> dict[str, list[tuple[str, Finder]]]:
    """Give what shows an entity by the key at the root where it begins."""
    found: dict[str, list[tuple[str, Finder]]] = {}
    for entity, data in markers.entities().items():
        for marker in data["own"]:
            for key in markers.root_keys(marker):
                found.setdefault(key, []).append((entity, markers.finder(marker)))
    return found


@cache
def _entities() -> dict[str, _Entity]:
    return {name: _compiled(data) for name, data in markers.entities().items()}


def _compiled(data: dict[str, Any]) -> _Entity:
    finders = {name: markers.finder(marker) for name, marker in data["markers"].items()}
    rows = tuple(
        _Row(
            row["version"],
            *(
                tuple(finders[name] for name in row.get(part, ()))
                for part in ("all", "any", "none")
            ),
        )
        for row in data["rows"]
    )
    dated = tuple(
        _dated(finders[name], marker, data["versions"])
        for name, marker in data["markers"].items()
        if "first" in marker or "last" in marker
    )
    own = [(markers.finder(marker), "weak" in marker) for marker in data["own"]]
    strong = tuple(find for find, is_weak in own if not is_weak)
    return _Entity(
        data["versions"],
        tuple(find for find, _ in own),
        strong,
        rows,
        dated,
        data.get("refused", {}),
    )


def _dated(find: Finder, marker: dict[str, Any], versions: list[str]) -> _Dated:
    first, last = marker.get("first", versions[0]), marker.get("last", versions[-1])
    fitting = versions[versions.index(first) : versions.index(last) + 1]
    if first == last:
        shows = first
    elif last == versions[-1]:
        shows = f"{first} or later"
    else:
        shows = f"{last} or earlier" if first == versions[0] else f"{first} to {last}"
    return _Dated(find, frozenset(fitting), shows)
