"""Takes a document from one layout to another, step by step, and gives the whole account of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from importlib import import_module
from itertools import pairwise
from typing import Any, NamedTuple

from ska_oso_pdm.migrations.engine.ledger import (
    EVERYTHING,
    NOTHING,
    Allowed,
    Doubt,
    Ledger,
    Removed,
)
from ska_oso_pdm.migrations.engine.stash import Remnant, Stash, remnants
from ska_oso_pdm.migrations.engine.tree import (
    Node,
    duplicated,
    is_empty,
    leaves,
    node_at,
    plain,
    text_at,
    traced,
)
from ska_oso_pdm.migrations.parts import repairs
from ska_oso_pdm.migrations.steps import STEPS, WITHOUT_SCHEMA
from ska_oso_pdm.migrations.unknown_keys import (
    NO_STEP,
    STRAY,
    Unknown,
    doubt_what_goes,
    leave_out,
)
from ska_oso_pdm.pointers import Place

Change = Callable[[Node, Ledger], None]


class Step(NamedTuple):
    """One step of a migration.

    Attributes:
        entity: for example `sbd`.
        start: version before it.
        end: version after it.
    """

    entity: str
    start: str
    end: str

    @property
    def name(self) -> str:
        return f"{self.start} → {self.end}"

    @property
    def back(self) -> Step:
        """The step that undoes this one."""
        return Step(self.entity, self.end, self.start)

    @property
    def is_up(self) -> bool:
        return _key(self.start) < _key(self.end)

    @property
    def is_written(self) -> bool:
        """Whether there is a module for it; without one, nothing moves."""
        older, newer = sorted((self.start, self.end), key=_key)
        return STEPS.get((self.entity, older, newer)) is not None

    @property
    def change(self) -> Change:
        """The function that changes a document: `up` or `down` of the step's module.

        Down to a layout without a schema there is none: a stash takes a document back to it.
        """
        older, newer = sorted((self.start, self.end), key=_key)
        module = STEPS.get((self.entity, older, newer))
        if module is None:
            return _keep  # to a minor version, or one in which nothing of the entity has moved
        direction = "up" if self.start == older else "down"
        if direction == "down" and (self.entity, older) in WITHOUT_SCHEMA:
            return _keep
        found: Change = getattr(import_module(f"{__package__}.steps.{module}"), direction)
        return found


def _keep(block: Node, ledger: Ledger) -> None:
    """Change nothing: what an older minor version does not know is set aside at the end, what a
    newer one has lost is doubtful, and what a layout without a schema had is put back from a stash.
    """


def _key(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


IN_PLACE = "it stands in the place of what was lost"
"""The reason of values that were made where the doubtful ones went."""

EMPTY = "it holds nothing, and the layout needs nothing there"
UNEXPLAINED = "no step knew what to do with it: it is not of the form that its layout has there"


class Mapped(NamedTuple):
    """A value of the original document, and where the migrated one has it."""

    place: Place
    to: tuple[Place, ...]


class Defaulted(NamedTuple):
    """A value that the migrated document has and the original one had not."""

    place: Place
    value: Any
    reason: str


class Migration(NamedTuple):
    """A migrated document and the account of it.

    Every leaf of the original document, which is each scalar, null and empty container, is in
    exactly one of `mapped`, `set_aside`, `lost` and `doubts`.

    Attributes:
        document: the document; not to be used where there are doubts.
        repaired: known mistakes that were put right.
        mapped: values that it kept, in the order of the original document.
        defaulted: values that were made.
        set_aside: values without counterpart in the layout; a stash keeps them.
        lost: doubtful values, lost with leave of the caller.
        doubts: doubtful values that nobody has decided.
        read_as: values, all of them mapped, that are written as published facts say to read them.
        steps: the steps, in order.
        states: the document before the first step, and after each one.
        unrestored: what the stash has that did not fit the document any more.
    """

    document: dict[str, Any]
    repaired: list[Removed]
    mapped: list[Mapped]
    defaulted: list[Defaulted]
    set_aside: list[Removed]
    lost: list[Removed]
    doubts: list[Doubt]
    read_as: list[Removed]
    steps: tuple[Step, ...] = ()
    states: Sequence[dict[str, Any]] = ()
    unrestored: Sequence[Remnant] = ()


def steps_between(
    entity: str, start: str, end: str, versions: Iterable[str] = ()
) -> tuple[Step, ...]:
    """List the steps from one layout to another; empty where they are the same.

    Args:
        entity: for example `sbd`.
        start: version of the one layout.
        end: version of the other.
        versions: versions of the entity beside those that steps lead between: newer minor ones.

    Raises:
        LookupError: when no steps lead from the one to the other.
    """
    if start == end:
        return ()
    known = {version for name, *pair in STEPS if name == entity for version in pair}
    way = sorted(known.union(versions), key=_key)
    if start in way and end in way:
        older, newer = sorted((start, end), key=_key)
        path = [older]
        for version in way[way.index(older) + 1 : way.index(newer) + 1]:
            if _leads(entity, path[-1], version):
                path.append(version)
        if path[-1] == newer:
            path = path if older == start else path[::-1]
            return tuple(Step(entity, *pair) for pair in pairwise(path))
    raise LookupError(f"there are no steps from {entity} {start} to {entity} {end}")


def _leads(entity: str, older: str, newer: str) -> bool:
    """Tell whether there is a step: one of the table, or a minor version from 1.0 on."""
    return (entity, older, newer) in STEPS or _key(older)[0] == _key(newer)[0] >= 1


def migrate(
    document: dict[str, Any],
    steps: Sequence[Step],
    allowed: Allowed = NOTHING,
    stash: Stash | None = None,
    unknown: Unknown | None = None,
) -> Migration:
    """Take a document through steps. The document itself stays as it is.

    Known mistakes are put right first (`repairs`). The label is no part of this: `interface` goes
    along as it is.

    Args:
        document: a document of the layout that the first step starts from; it may be half migrated
            or break rules.
        steps: see `steps_between`; with none of them, mistakes are put right and that is all.
        allowed: what may be assumed, and whether doubtful values may be lost.
        stash: what an earlier migration the other way set aside, to be put back.
        unknown: which keys layouts do not know. What the last one does not know is set aside; but
            what neither it nor the first one knows, and is a slip, is doubtful, and so is what
            goes on a step up that nobody wrote.
    """
    if not allowed.loss:
        return _migrate(document, steps, Ledger(allowed), stash, unknown)
    done = _migrate(document, steps, Ledger(allowed._replace(loss=False)), stash, unknown)
    if not done.doubts:
        return done  # nothing has to be lost
    doubtful = frozenset(doubt.place for doubt in done.doubts)
    done = _migrate(document, steps, Ledger(allowed, doubtful), stash, unknown)
    return _migrate(document, steps, Ledger(allowed), stash, unknown) if done.doubts else done


def _migrate(
    document: dict[str, Any],
    steps: Sequence[Step],
    ledger: Ledger,
    stash: Stash | None,
    unknown: Unknown | None,
) -> Migration:
    """Take a document through steps with a new ledger; see `migrate`."""
    tree = traced(document)
    ledger.step = "repair"
    repairs.repair(tree, ledger)
    if unknown and not steps:
        leave_out(tree, ledger, unknown, "")
    states = [plain(tree)]
    if steps:
        ledger.step = f"{steps[0].start} → {steps[-1].end}"
        _forget_writer(tree, ledger)
        _forget_label(tree, ledger)
    for step in steps:
        take = partial(_take, step, unknown, step is steps[-1])
        if not (stash and (restored := _restored(step, take, tree, ledger, stash))):
            take(tree, ledger)
            if stash:
                stash.restore((step.start, step.end), tree, ledger)
        else:
            tree, ledger = restored
        states.append(plain(tree))
    for (what, _), part in ledger.carried.items():
        ledger.aside(part, f"the layout has no place for the {what}")
    return account(document, tree, ledger)._replace(
        steps=tuple(steps), states=states, unrestored=ledger.unrestored
    )


def unchanged(document: dict[str, Any]) -> Migration:
    """Give the account of a document that stays as it is."""
    return account(document, traced(document), Ledger())


def may_be_mistaken(document: dict[str, Any]) -> bool:
    """Tell whether a document may have known mistakes, which `migrate` would put right."""
    return repairs.may_be_needed(document)


def stash_of(migration: Migration) -> Stash:
    """Give what steps back would not bring back by themselves, for `Stash.restore`."""
    changes, ledger = {}, Ledger(EVERYTHING)
    ways = [*zip(migration.steps, migration.states, migration.states[1:])]
    for step, before, after in reversed(ways):
        tree = traced(after)
        step.back.change(tree, ledger)
        changes[step.end, step.start] = remnants(plain(tree), before)
    return Stash(changes)  # steps with nothing to restore too: they need no leave on the way back


def _forget_writer(tree: Node, ledger: Ledger) -> None:
    """Set aside the version of the library that wrote the old document: it has not written this."""
    reason = "it names the library that wrote the document in its old layout"
    ledger.spare((node_at(tree, "metadata") or {}).pop("pdm_version", None), reason)


def _forget_label(tree: Node, ledger: Ledger) -> None:
    """Set aside what stands in the place of a label, and is neither text nor null: the honest label
    holds nothing of it.
    """
    if not is_empty(tree.get("interface")) and text_at(tree, "interface") is None:
        ledger.spare(tree.pop("interface"), "a label is a text, and the new one is honest")


def _take(step: Step, unknown: Unknown | None, is_last: bool, tree: Node, ledger: Ledger) -> None:
    """Take one step, and after the last one leave out what its layout does not know."""
    ledger.step = step.name
    step.change(tree, ledger)
    if unknown and step.is_up and not step.is_written:
        doubt_what_goes(tree, ledger, unknown, step.start, step.end)
    if unknown and is_last:
        leave_out(tree, ledger, unknown, step.end)


def _restored(
    step: Step, take: Change, tree: Node, ledger: Ledger, stash: Stash
) -> tuple[Node, Ledger] | None:
    """Take one step, as `take` does, for which a stash has all that it would doubt or lose.

    None where the stash has nothing, or something in it does not fit: then the step must do alone.
    """
    way = step.start, step.end
    if not stash.covers(way):
        return None
    tree, attempt = duplicated(tree), ledger.copy()
    attempt.allowed = EVERYTHING
    take(tree, attempt)
    stash.restore(way, tree, attempt)
    new = attempt.lost[len(ledger.lost) :]
    has_strays = any(removed.reason in (STRAY, NO_STEP) for removed in new)
    if has_strays or len(attempt.unrestored) > len(ledger.unrestored):
        return None
    reason = "the stash has what stands in its place"
    attempt.set_aside += [part._replace(reason=reason, needed=False) for part in new]
    attempt.lost, attempt.allowed = list(ledger.lost), ledger.allowed
    return tree, attempt


def account(document: dict[str, Any], tree: Node, ledger: Ledger) -> Migration:
    """Give the account of a migration: which leaf of the document went where."""
    doubts = {doubt.place: doubt for doubt in ledger.doubts}
    lost = {removed.place: removed for removed in ledger.lost}
    went: dict[Place, list[Place]] = {}
    made = []
    for place, leaf in leaves(tree):
        for origin in leaf.origins:
            went.setdefault(origin, []).append(place)
        if all(origin in lost or origin in doubts for origin in leaf.origins):
            made.append(Defaulted(place, leaf.value, leaf.reason or IN_PLACE))
    aside = {removed.place: removed for removed in ledger.set_aside}
    undecided = [doubt for doubt in doubts.values() if not doubt.place]
    doubts |= {place: doubt for place, doubt in ledger.pending.items() if place in went}
    read_as = list({r.place: r for r in ledger.read_as if r.place in went}.values())
    repaired = list({(r.place, r.reason): r for r in ledger.repaired if r.place in went}.values())
    result = Migration(plain(tree), repaired, [], made, [], [], undecided, read_as)
    for place, leaf in leaves(traced(document)):
        if place in doubts:
            result.doubts.append(doubts[place]._replace(value=leaf.value))
        elif place in lost:
            result.lost.append(lost[place]._replace(value=leaf.value))
        elif place in went:
            result.mapped.append(Mapped(place, tuple(went[place])))
        elif place in aside or leaf.value in (None, {}, []):
            empty = Removed(place, leaf.value, EMPTY, ledger.step, needed=False)
            result.set_aside.append(aside.get(place, empty)._replace(value=leaf.value))
        elif ledger.allowed.loss:
            result.lost.append(Removed(place, leaf.value, UNEXPLAINED, ledger.step))
        else:
            result.doubts.append(Doubt(place, leaf.value, UNEXPLAINED, "", ledger.step))
    return result
