"""What nobody has decided in a conversion, and what decides it, as sentences."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby
from typing import Any

from ska_oso_pdm import migrations, validation
from ska_oso_pdm.catalogue.registry import SchemaId
from ska_oso_pdm.conversion.account import Conversion, Entry
from ska_oso_pdm.conversion.unknown_keys import UnknownKey, is_slip, unknown_key, why_unknown
from ska_oso_pdm.documents.source import Source
from ska_oso_pdm.errors import Issue
from ska_oso_pdm.migrations import ASSUMPTIONS, CHOICES, REQUIRED, Doubt, Migration, Removed
from ska_oso_pdm.personal import PERSONAL, is_personal, shown_place
from ska_oso_pdm.phrases import show_key
from ska_oso_pdm.pointers import Place, pointer, shared_pointer
from ska_oso_pdm.recognition.labelling import Label


def doubts(source: Source, label: Label, migration: Migration, end: SchemaId) -> list[Issue]:
    """Say what nobody has decided, once for the values of one part, and each unknown key.

    Args:
        source: the document before.
        label: tells its layout.
        migration: what came of it.
        end: the schema of the new layout.
    """
    start = label.schema
    issues = _unknown_keys(source, label, migration, end)
    others = [doubt for doubt in migration.doubts if not _unknown_to(start, source, doubt)]
    for (reason, _), found in groupby(others, lambda d: (d.reason, d.option)):
        group = list(found)
        places = [doubt.place for doubt in group if doubt.place]
        issues.append(
            source.issue(
                shared_pointer([pointer(place) for place in places]),
                "doubtful",
                _say_doubt(group[0], len(places), reason),
            )
        )
    for difference in migration.unrestored:
        place = _say_place(difference.place)
        message = f"{place} is not restored from the stash: something else stands there now"
        issues.append(Issue("", "not-restored", message, severity="warning"))
    return issues


def _say_place(place: Iterable[Any]) -> str:
    """Write a place in a stash, where items of arrays may go by an identifier."""
    shown: list[str | int] = []
    around: Place = ()
    for token in place:
        if isinstance(token, dict):
            [(key, value)] = token.items()
            hidden = is_personal(value, (*around, key))
            shown.append(f"{key}={PERSONAL if hidden else value}")
        else:
            around = (*around, token)
            shown.append(shown_place(around)[-1])
    return "/".join(map(str, shown))


def unkept(source: Source, done: Conversion, remedy: str) -> Conversion:
    """Refuse a conversion that sets something aside where nothing keeps it.

    Args:
        source: the document before.
        done: what came of it.
        remedy: what keeps it.
    """
    aside = [entry for entry in done.set_aside if entry.needed]
    if done.document is None or not aside:
        return done
    problems = []
    for (reason, step), found in groupby(aside, lambda entry: (entry.reason, entry.step)):
        group = list(found)
        what = group[0].shown if len(group) == 1 else f"{len(group)} values"
        problems.append(
            source.issue(
                shared_pointer([entry.path for entry in group]),
                "set-aside",
                f"{what}, {step}: {reason}; {remedy}, or let it go with --allow-loss",
            )
        )
    return replace(done, document=None, status="refused", problems=[*problems, *done.problems])


def _unknown_keys(source: Source, label: Label, migration: Migration, end: SchemaId) -> list[Issue]:
    """Say which keys neither layout has, once for each, where nobody has let them go.

    What resembles a key that is absent cannot be let go: without it the document means something
    else.
    """
    start = label.schema
    found = _slips(source, label, migration, end)
    left_out: list[Removed | Doubt] = [*migration.lost, *migration.doubts]
    for one in left_out:
        key = _unknown_to(start, source, one)
        if key and (is_slip(key, start.entity) or isinstance(one, Doubt)):
            found[key.place] = key, _say_unknown(key, one.reason, start, end)
    return [
        source.issue(pointer(key.place), "unknown-key", message, key=True)
        for key, message in found.values()
    ]


def _slips(
    source: Source, label: Label, migration: Migration, end: SchemaId
) -> dict[Place, tuple[UnknownKey, str]]:
    """Find the slips that went along with a part that was set aside as a whole."""
    start = label.schema
    found = {}
    for place in _strange(source, label, migration):
        key = unknown_key(source.document, place, start)
        if key and is_slip(key, start.entity) and not key.clause:
            found[key.place] = key, _say_unknown(key, migrations.STRAY, start, end)
    return found


def _strange(source: Source, label: Label, migration: Migration) -> Iterable[Place]:
    """List the places that were set aside and may hold keys that their layout does not know."""
    gone = {r.place[:n] for r in migration.set_aside for n in range(1, len(r.place) + 1)}
    if not label.has_schema:
        return (removed.place for removed in migration.set_aside)
    if not gone or not validation.check(source, label.schema.url, label):
        return ()  # nothing went, or all keys are known
    return filter(gone.__contains__, validation.unknown_keys(source, label))


def _unknown_to(start: SchemaId, source: Source, removed: Removed | Doubt) -> UnknownKey | None:
    """Give the unknown key for which a value was left out, if it was for one."""
    if removed.reason not in (migrations.STRAY, migrations.UNEXPLAINED):
        return None
    return unknown_key(source.document, removed.place, start)


def _say_unknown(key: UnknownKey, reason: str, start: SchemaId, end: SchemaId) -> str:
    if start == end or reason == migrations.STRAY:
        has = why_unknown(key, start)
    else:
        has = f"{start.entity} {start.version} has no such key, and no step to {end.version} has"
    remedy = key.clause or "correct or remove it"
    if not key.resembles:
        remedy += ", or let it go with --allow-loss"
    elif not key.clause:
        remedy = f"it resembles {key.resembles}, which is absent; correct it, or remove it"
    return f"unknown key {show_key(key.place)}: {has}; {remedy}"


def _say_doubt(doubt: Doubt, count: int, reason: str) -> str:
    what = f"{count} values"
    if count <= 1:
        what = Entry(pointer(doubt.place), doubt.value).shown
    if doubt.option in CHOICES:
        remedy = f'decide with "--assume {doubt.option}=…", {_says(CHOICES[doubt.option])}'
    elif doubt.option:
        remedy = f'decide with "--assume {doubt.option}", {_says(ASSUMPTIONS[doubt.option])}'
    elif doubt.reason == migrations.NO_STEP:
        remedy = "keep the document as it is until that step is written"
    elif doubt.reason == migrations.NO_ASTROPY:
        remedy = "convert the document where it is installed"
    else:
        remedy = "nothing decides it; correct it"
    if doubt.option not in REQUIRED and doubt.reason != migrations.NO_ASTROPY:
        remedy += ", or let it go with --allow-loss"
    return f"{what}, {doubt.step}: {reason}; {remedy}"


def _says(assumption: str) -> str:
    """Give what an assumption says, without the steps that ask for it."""
    return assumption.partition(": ")[2]
