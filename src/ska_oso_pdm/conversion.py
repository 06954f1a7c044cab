"""Takes documents from the layout that they have to another one, with an account of every value.

`migrations` moves the values; here the document is recognised before and judged after.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Literal, NamedTuple

from ska_oso_pdm import migrations, registry, validation
from ska_oso_pdm.cached import cached_attribute
from ska_oso_pdm.errors import Issue, UnknownLayoutError, WrongAssumptionError
from ska_oso_pdm.migrations import (
    ANY,
    ASSUMPTIONS,
    CHOICES,
    Allowed,
    Migration,
    Removed,
    Stash,
)
from ska_oso_pdm.phrases import show
from ska_oso_pdm.positions import pointer, shared_pointer, tokens
from ska_oso_pdm.registry import SchemaId
from ska_oso_pdm.source import Source, read_source

Status = Literal["upgraded", "current", "repaired", "refused"]
Place = tuple[str | int, ...]
CURRENT = "current"
"""In the place of a version: the newest one of the entity."""


class Entry(NamedTuple):
    """One value in the account of a conversion.

    Attributes:
        path: JSON pointer to it: of a default in the new document, otherwise in the old one.
        value: the value there.
        reason: why, a sentence without full stop; empty for what was mapped.
        to: JSON pointers to where the new document has it; only for what was mapped.
        needed: False for what was set aside without which the new document means the same.
        step: the step that took it out, for example `0.1 → 0.2`; empty for what was mapped or made.
    """

    path: str
    value: Any
    reason: str = ""
    to: tuple[str, ...] = ()
    needed: bool = True
    step: str = ""


@dataclass(frozen=True)
class Conversion:
    """A document in another layout, and the account of it.

    Every leaf of the old document, which is each scalar, null and empty container, is in exactly
    one of `mapped`, `set_aside` and `lost`; where the conversion is refused, it may be in
    `problems` instead.

    Attributes:
        document: the new document; None where the conversion is refused.
        entity: for example `sbd`.
        start: version of the layout that the old document has.
        end: version of the new one.
        status: `upgraded` for another layout, also an older one; `repaired` where a mistake or the
            label was put right in the same layout; `current` where nothing was to be done;
            `refused` where problems stand in the way.
        mapped: values that were kept, in the order of the old document.
        defaulted: values that the old document had not.
        set_aside: values that the layout has no place for; the stash keeps them.
        lost: doubtful values that were lost, as the caller allowed.
        repaired: values of the old document that were known mistakes.
        problems: why it was refused; or warnings.
    """

    document: dict[str, Any] | None
    entity: str
    start: str
    end: str
    status: Status
    mapped: list[Entry]
    defaulted: list[Entry]
    set_aside: list[Entry]
    lost: list[Entry]
    repaired: list[Entry]
    problems: list[Issue]
    _migration: Migration = field(repr=False, compare=False)

    @cached_attribute
    def stash(self) -> Stash:
        """What the way back needs to restore the old document; made when it is asked for."""
        return migrations.stash_of(self._migration)


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
    label = validation.identify(document)
    if label.is_newer:
        message = "is of a newer version than this package can convert; update ska-oso-pdm"
        issue = document.issue("/interface", "newer-version", message)
        raise UnknownLayoutError([issue], document.name)
    end, steps = _way(document, label.schema, to)
    url = SchemaId(label.schema.entity, end).url

    def after(made: dict[str, Any]) -> list[Place]:
        return _unknown_keys(Source({**made, "interface": url}), url)

    before = frozenset(_unknown_keys(document, label.schema.url, label)) if steps else frozenset()
    unknown = migrations.Unknown(before - migrations.DECORATIONS, after)
    migration = migrations.migrate(document.document, steps, allowed, stash, unknown)
    return _judged(document, label, migration, url)


def _unknown_keys(source: Source, url: str, label: validation.Label | None = None) -> list[Place]:
    issues = validation.check(source, url, label, besides=("unknown-key",))
    return [_place(source.document, i.path) for i in issues if i.code == "unknown-key"]


def check_assumptions(allowed: Allowed) -> None:
    """Refuse assumptions that there are not.

    Raises:
        WrongAssumptionError: for an unknown name, or a value too few or too many.
    """
    for name, value in allowed.assume.items():
        if name in CHOICES and not value:
            raise WrongAssumptionError(f'the assumption "{name}" needs a value: {CHOICES[name]}')
        if name not in CHOICES and (value or name not in (*ASSUMPTIONS, ANY)):
            known = ", ".join((*ASSUMPTIONS, *CHOICES, ANY))
            problem = "takes no value" if name in (*ASSUMPTIONS, ANY) else "is none"
            raise WrongAssumptionError(f'the assumption "{name}" {problem}; there are {known}')


def _way(source: Source, schema: SchemaId, to: str) -> tuple[str, tuple[migrations.Step, ...]]:
    """Give the version that is asked for, and the steps that lead there."""
    versions = registry.versions_of(schema.entity)
    end = versions[-1] if to == CURRENT else to
    if end not in versions:
        message = f"there is no version {show(end)} of {schema.entity}; there are "
        issue = source.issue("", "unknown-version", message + ", ".join(versions))
        raise UnknownLayoutError([issue], source.name)
    try:
        return end, migrations.steps_between(*schema, end, versions)
    except LookupError as error:
        issue = source.issue("", "no-steps", f"{error}; write the document anew")
        raise UnknownLayoutError([issue], source.name) from None


def _place(document: Any, path: str) -> Place:
    """Give the tokens of a pointer, with numbers for the indices of arrays."""
    place: list[str | int] = []
    for token in tokens(path):
        key = int(token) if isinstance(document, list) else token
        place.append(key)
        document = document[key]
    return tuple(place)


def _judged(source: Source, label: validation.Label, migration: Migration, url: str) -> Conversion:
    """Judge the migrated document; give it with its account, or refuse it."""
    made = _labelled(migration.document, url)
    problems = doubts(source, migration)
    if not problems:
        problems = _broken_rules(source, label, made, url, bool(migration.steps))
    refused = any(issue.severity == "error" for issue in problems)
    mapped = [
        Entry(pointer(m.place), _at(source.document, m.place), to=tuple(map(pointer, m.to)))
        for m in migration.mapped
    ]
    defaulted = [Entry(pointer(d.place), d.value, d.reason) for d in migration.defaulted]
    if "interface" not in source.document:
        defaulted.insert(0, Entry("/interface", url, "the label of the layout"))
    if refused:
        status: Status = "refused"
    elif migration.steps:
        status = "upgraded"
    else:
        status = "repaired" if migration.repaired or label.findings else "current"
    schema = registry.parse_url(url)
    assert schema is not None
    return Conversion(
        None if refused else made,
        schema.entity,
        label.schema.version,
        schema.version,
        status,
        mapped,
        defaulted,
        _entries(migration.set_aside),
        _entries(migration.lost),
        _entries(migration.repaired),
        problems,
        migration,
    )


def _entries(removed: list[Removed]) -> list[Entry]:
    return [Entry(pointer(r.place), r.value, r.reason, (), r.needed, r.step) for r in removed]


def _labelled(document: dict[str, Any], url: str) -> dict[str, Any]:
    """Give the document its honest label: in the place of its own, or first."""
    if "interface" in document:
        return {**document, "interface": url}
    return {"interface": url, **document}


def _at(document: Any, place: Iterable[str | int]) -> Any:
    for token in place:
        document = document[token]
    return document


def doubts(source: Source, migration: Migration) -> list[Issue]:
    """Say what nobody has decided, once for the values of one part."""
    issues = []
    for (reason, _), found in groupby(migration.doubts, lambda d: (d.reason, d.option)):
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
        place = "/".join(
            str(token) if isinstance(token, (str, int)) else "=".join(*token.items())
            for token in difference.place
        )
        message = f"{place} is not restored from the stash: something else stands there now"
        issues.append(Issue("", "not-restored", message, severity="warning"))
    return issues


def _say_doubt(doubt: migrations.Doubt, count: int, reason: str) -> str:
    what = show(doubt.value) if count <= 1 else f"{count} values"
    if doubt.option in CHOICES:
        remedy = f'decide with "--assume {doubt.option}=…", {_says(CHOICES[doubt.option])}, or '
    elif doubt.option:
        remedy = f'decide with "--assume {doubt.option}", {_says(ASSUMPTIONS[doubt.option])}, or '
    else:
        remedy = "nothing decides it; correct it, or "
    return f"{what}, {doubt.step}: {reason}; {remedy}let it go with --allow-loss"


def _says(assumption: str) -> str:
    """Give what an assumption says, without the steps that ask for it."""
    return assumption.partition(": ")[2]


def _broken_rules(
    source: Source, label: validation.Label, made: dict[str, Any], url: str, converted: bool
) -> list[Issue]:
    """List what the new document breaks; where the old one breaks rules, these are told instead."""
    issues = validation.check(Source(made), url, besides=_OF_KEYS)
    wrong = [issue for issue in issues if issue.code != "unknown-key"]
    before = []
    if converted or wrong:
        before = validation.check(source, label.schema.url, label, besides=_OF_KEYS)
    if not wrong:
        # A step has put right what the old document had wrong; that is to be seen.
        issues += [issue for issue in before if issue.code in _OF_VALUES]
        return [_warning(source, issue) for issue in issues]
    before = [issue for issue in before if issue.code not in _OF_KEYS]
    if before or not converted:
        return before or wrong
    return [
        Issue(issue.path, issue.code, f"in the converted document: {issue.message}")
        for issue in wrong
    ]


_OF_KEYS = ("unknown-key", "former-key")
_OF_VALUES = ("wrong-type", "wrong-form", "wrong-length", "out-of-range", "not-allowed")


def _warning(source: Source, issue: Issue) -> Issue:
    return source.issue(issue.path, issue.code, issue.message, severity="warning", key=True)
