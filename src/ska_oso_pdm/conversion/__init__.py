"""Takes documents from the layout that they have to another one, with an account of every value.

`migrations` moves the values; here the document is recognised before and judged after.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import replace
from itertools import islice
from typing import Any

from ska_oso_pdm import migrations, validation
from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.catalogue.annotations import archive_keys
from ska_oso_pdm.catalogue.registry import SchemaId
from ska_oso_pdm.conversion.account import Conversion, Entry, Status
from ska_oso_pdm.conversion.doubts import doubts
from ska_oso_pdm.conversion.scan_totals import is_of_a_scan, least, most
from ska_oso_pdm.conversion.unaltered import unaltered
from ska_oso_pdm.conversion.unknown_keys import is_slip, unknown_key, why_unknown
from ska_oso_pdm.conversion.way import CURRENT, label_of, way_to
from ska_oso_pdm.documents.source import Source, read_source
from ska_oso_pdm.errors import MORE, Issue, WrongAssumptionError
from ska_oso_pdm.migrations import (
    ANY,
    ASSUMPTIONS,
    CHOICES,
    VALUES,
    Allowed,
    Migration,
    Removed,
    Stash,
)
from ska_oso_pdm.personal import without_addresses
from ska_oso_pdm.phrases import show
from ska_oso_pdm.pointers import Place, pointer, shared_pointer, tokens
from ska_oso_pdm.recognition import decide
from ska_oso_pdm.recognition.labelling import Label

__all__ = [
    "CURRENT",
    "Conversion",
    "Entry",
    "Status",
    "check_assumptions",
    "convert",
    "judged",
    "label_of",
    "labelled",
    "migrated",
    "way_to",
]

_TOO_STRANGE = (
    f"more than {validation.MAX_PROBLEMS} keys that the layout does not know: it seems to be "
    "something else; correct it, or let them go with --allow-loss"
)


def convert(
    source: Any, to: str = CURRENT, *, allowed: Allowed | None = None, stash: Stash | None = None
) -> Conversion:
    """Take a document from the layout that it really has to another one, up or down.

    Known mistakes that have one right answer are put right, and the label is made honest. The
    source stays as it is. Nothing is guessed: where a value is doubtful, the conversion is refused,
    unless the caller assumes what decides it or allows the loss.

    Args:
        source: JSON text as `str` or `bytes`, a path object, a file object, or a parsed `dict`.
        to: version, for example `0.6`, or `current`.
        allowed: assumptions, of `migrations.ASSUMPTIONS` and `CHOICES`, and whether doubtful
            values may be lost.
        stash: that of an earlier conversion, to restore what was set aside then.

    Raises:
        UnreadableError: when there is no I-JSON value.
        UnknownLayoutError: when neither label nor content names a known layout, or the entity has
            no version `to`, or no steps lead there.
        WrongAssumptionError: for an assumption that there is none.
    """
    allowed = allowed or Allowed()
    check_assumptions(allowed)
    document = read_source(source)
    label = label_of(document)
    end, steps = way_to(document, label.schema, to, stash)
    url = SchemaId(label.schema.entity, end).url
    if not allowed.loss and stash is None and label.has_schema:
        issues = validation.check(document, label.schema.url, label)
        if not (steps or issues or label.issues) and (done := unaltered(document, label.schema)):
            return done
        if few := _with_few_unknown_keys(document, label, issues):
            done = judged(few, label, migrated(few, label, steps, allowed, None), url)
            problems = [*done.problems, document.issue("", MORE, _TOO_STRANGE)]
            return replace(done, document=None, status="refused", problems=problems)
    return judged(document, label, migrated(document, label, steps, allowed, stash), url)


def _with_few_unknown_keys(source: Source, label: Label, issues: list[Issue]) -> Source | None:
    """Leave out the unknown keys beyond as many as are listed; None where there are not so many.

    What has more is no document of this model, and with leave alone somebody waits for it.
    """
    if not issues or issues[-1].code != MORE:
        return None
    copies: dict[Place, Any] = {(): source.document.copy()}
    places = validation.unknown_keys(source, label)
    beyond = False
    for place in islice(places, validation.MAX_PROBLEMS, None):
        for depth in range(1, len(place)):
            home, token = copies[place[: depth - 1]], place[depth - 1]
            if place[:depth] not in copies:
                home[token] = copies[place[:depth]] = home[token].copy()
        del copies[place[:-1]][place[-1]]
        beyond = True
    return Source(copies[()], source.data, source.name) if beyond else None


def migrated(
    document: Source,
    label: Label,
    steps: tuple[migrations.Step, ...],
    allowed: Allowed,
    stash: Stash | None,
) -> Migration:
    """Take a document through steps; with none of them, put its mistakes right."""
    end = SchemaId(label.schema.entity, steps[-1].end) if steps else label.schema
    archived = label.schema == end or stash is not None
    unknown = _unknown(document, label.schema, keeps_archived=archived)
    return migrations.migrate(document.document, steps, allowed, stash, unknown)


def _unknown(document: Source, start: SchemaId, *, keeps_archived: bool) -> migrations.Unknown:
    """Tell which keys layouts do not know.

    What archives add to their documents stays where it is in the same layout, and on the way back
    to what it was; on the way to another one that has no place for it, it is set aside.
    """
    archived = _archived(start.entity)

    def stray(origin: Place) -> migrations.Stray | None:
        key = unknown_key(document.document, origin, start)
        if key is None:
            return None
        if key.place in archived:
            return migrations.Stray("archives add it, and it is no part of the document", False)
        return migrations.Stray(why_unknown(key, start), is_slip(key, start.entity))

    def unknown_places(made: dict[str, Any], version: str) -> list[Place]:
        layout = start._replace(version=version or start.version)
        if not registry.is_document(layout):
            return []  # it is back at what it was, as a stash has it
        plain = Source({**made, "interface": layout.url})
        issues = validation.check(plain, layout.url, besides=("unknown-key",))
        places = [_place(made, issue.path) for issue in issues if issue.code == "unknown-key"]
        return [p for p in places if not (keeps_archived and p in archived)]

    return migrations.Unknown(stray, unknown_places)


def _archived(entity: str) -> set[Place]:
    """Give the places where archives add keys to documents of an entity."""
    return {(key,) for key in archive_keys(entity)}


def check_assumptions(allowed: Allowed) -> None:
    """Refuse assumptions that there are not.

    Raises:
        WrongAssumptionError: for an unknown name, or a value too few or too many.
    """
    for name, value in allowed.assume.items():
        if name in CHOICES and not value:
            raise WrongAssumptionError(f'the assumption "{name}" needs a value: {CHOICES[name]}')
        if value not in VALUES.get(name, (value,)):
            *others, last = VALUES[name]
            raise WrongAssumptionError(
                f'the assumption "{name}" has no value {show(value)}; there are '
                f"{', '.join(others)} and {last}"
            )
        if name not in CHOICES and (value or name not in (*ASSUMPTIONS, ANY)):
            known = ", ".join((*ASSUMPTIONS, *CHOICES, ANY))
            problem = "takes no value" if name in (*ASSUMPTIONS, ANY) else "is none"
            raise WrongAssumptionError(f'the assumption "{name}" {problem}; there are {known}')


def _place(document: Any, path: str) -> Place:
    """Give the tokens of a pointer, with numbers for the indices of arrays."""
    place: list[str | int] = []
    for token in tokens(path):
        key = int(token) if isinstance(document, list) else token
        place.append(key)
        document = document[key]
    return tuple(place)


def judged(
    source: Source,
    label: Label,
    migration: Migration,
    url: str,
    *,
    restored: bool = False,
) -> Conversion:
    """Judge a migrated document; give it with its account, or refuse it.

    One that is `restored` keeps its label, and what it breaks is told and refuses nothing: it was
    not valid before perhaps.
    """
    made = migration.document if restored else labelled(migration.document, url)
    schema = registry.parse_url(url)
    assert schema is not None
    problems = doubts(source, label, migration, schema)
    if not registry.is_document(schema):
        as_it_was = (restored or decide(made).found == schema) and not migration.unrestored
        problems += [] if as_it_was else [_edited(source, schema)]
    elif restored:
        plain = Source({**made, "interface": url})
        problems += [_warning(plain, issue) for issue in validation.check(plain, url)]
    elif not problems:
        problems = _broken_rules(source, label, made, url, migration)
        problems += _lost_scans(source, made, migration)
    refused = any(issue.severity == "error" for issue in problems)
    mapped = [
        Entry(pointer(m.place), _at(source.document, m.place), to=tuple(map(pointer, m.to)))
        for m in migration.mapped
    ]
    defaulted = [
        Entry(pointer(d.place), d.value, without_addresses(d.reason)) for d in migration.defaulted
    ]
    had_label = "interface" in source.document and "interface" in migration.document
    if "interface" in made and not had_label:
        defaulted.insert(0, Entry("/interface", url, "the label of the layout"))
    if refused:
        status: Status = "refused"
    elif migration.steps:
        status = "upgraded"
    else:
        status = "current" if made == source.document else "repaired"
    return Conversion(
        document=None if refused else made,
        entity=schema.entity,
        start=label.schema.version,
        end=schema.version,
        status=status,
        mapped=mapped,
        defaulted=defaulted,
        read_as=_entries(migration.read_as),
        set_aside=_entries(migration.set_aside),
        lost=_entries(migration.lost),
        repaired=_entries(migration.repaired),
        problems=problems,
        _migration=migration,
    )


def _edited(source: Source, schema: SchemaId) -> Issue:
    """Refuse what does not go back to a layout that no schema judges, since it was edited."""
    message = (
        f"it was edited since it was {schema.entity} {schema.version}, which names and divides "
        "things otherwise, so that old and new would stand side by side; undo the edit to get the "
        "original back, or keep the document as it is"
    )
    return source.issue("", "not-restored", message)


def _lost_scans(source: Source, made: dict[str, Any], migration: Migration) -> list[Issue]:
    """Refuse a block with fewer scans, or less time, of which the account says nothing."""
    removed = (*migration.set_aside, *migration.lost)
    told = any(is_of_a_scan(entry.place) for entry in removed)
    if told or not least(source.document).exceed(most(made)):
        return []
    message = "the new document would have fewer scans, or shorter ones; please report this"
    return [source.issue("", "internal-error", message)]


def _entries(removed: list[Removed]) -> list[Entry]:
    return [
        Entry(pointer(r.place), r.value, without_addresses(r.reason), (), r.needed, r.step)
        for r in removed
    ]


def labelled(document: dict[str, Any], url: str) -> dict[str, Any]:
    """Give the document its honest label: in the place of its own, or first."""
    if "interface" in document:
        return {**document, "interface": url}
    return {"interface": url, **document}


def _at(document: Any, place: Iterable[str | int]) -> Any:
    for token in place:
        document = document[token]
    return document


def _broken_rules(
    source: Source, label: Label, made: dict[str, Any], url: str, migration: Migration
) -> list[Issue]:
    """List what the new document breaks; where the old one breaks rules, these are told instead."""
    judged, converted = Source(made), label.schema.url != url
    archived = _archived(label.schema.entity)
    wrong: list[Issue] = []
    staying: list[Issue] = []
    for issue in validation.check(judged, url, besides=_OF_KEYS):
        (staying if _may_stay(made, issue, migration, archived) else wrong).append(issue)
    before = []
    if label.has_schema and (converted or wrong):
        before = validation.check(source, label.schema.url, label, besides=_OF_KEYS)
    if not wrong:
        # A step has put right what the old document had wrong; that is to be seen.
        staying += [issue for issue in before if issue.code in _OF_VALUES]
        return [_warning(source, issue) for issue in staying]
    before = [issue for issue in before if issue.code not in _OF_KEYS]
    if before or not converted:
        return before or wrong
    origins = sorted((f"{pointer(to)}/", pointer(m.place)) for m in migration.mapped for to in m.to)
    return [_in_the_old_one(source, issue, origins) for issue in wrong]


def _in_the_old_one(source: Source, issue: Issue, origins_by: list[tuple[str, str]]) -> Issue:
    """Place what is wrong in the new document where the old one has what it comes from.

    Args:
        source: the old document.
        issue: what is wrong.
        origins_by: places in the new one, each with "/" behind, in their order, and in the old one.
    """
    start, end = (bisect_left(origins_by, (f"{issue.path}{sign}",)) for sign in "/0")
    origins = [old for _, old in origins_by[start:end]]  # "0" follows "/"
    if not origins:
        return Issue(issue.path, issue.code, f"in the converted document: {issue.message}")
    at = f", at {issue.shown_path}" if issue.path else ""
    message = f"in the converted document{at}: {issue.message}"
    return source.issue(shared_pointer(origins), issue.code, message)


def _may_stay(
    made: dict[str, Any], issue: Issue, migration: Migration, archived: set[Place]
) -> bool:
    """Tell whether an unknown key may stay: archives add it, or a stash has just given it back."""
    if issue.code != "unknown-key":
        return False
    place = _place(made, issue.path)
    restored = [d.place for d in migration.defaulted if d.reason == migrations.RESTORED]
    return place in archived or any(p[: len(place)] == place for p in restored)


_OF_KEYS = ("unknown-key", "former-key")
_OF_VALUES = ("wrong-type", "wrong-form", "wrong-length", "out-of-range", "not-allowed")


def _warning(source: Source, issue: Issue) -> Issue:
    return source.issue(issue.path, issue.code, issue.message, severity="warning", key=True)
