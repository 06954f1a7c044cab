"""What a conversion gives: the document, and the account of every value of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from ska_oso_pdm import migrations
from ska_oso_pdm.conversion.completeness import needs
from ska_oso_pdm.documents.cached import Later, cached_attribute
from ska_oso_pdm.errors import Issue
from ska_oso_pdm.migrations import Migration, Stash
from ska_oso_pdm.personal import PERSONAL, is_personal, shown_pointer
from ska_oso_pdm.phrases import show
from ska_oso_pdm.pointers import tokens

Status = Literal["upgraded", "current", "repaired", "refused"]


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

    @property
    def is_personal(self) -> bool:
        """Whether the value may be personal data, which no message or report repeats."""
        return is_personal(self.value, tuple(tokens(self.path)))

    @property
    def shown_path(self) -> str:
        """The path for people and reports: `(personal)` in the place of keys that may be that."""
        return shown_pointer(self.path)

    @property
    def shown(self) -> str:
        """The value for people, cut where it is long; without it where it may be personal."""
        return PERSONAL if self.is_personal else show(self.value)


@dataclass(frozen=True, kw_only=True)
class Conversion:
    """A document in another layout, and the account of it.

    Every leaf of the old document, which is each scalar, null and empty container, is in exactly
    one of `mapped`, `set_aside` and `lost`; where the conversion is refused, it may be in
    `problems` instead. Those in `read_as` and `repaired` are mapped as well.

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
        read_as: values that the new document has otherwise, as published facts say to read them.
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
    mapped: Later[list[Entry]] = Later()  # noqa: RUF009  # it holds nothing itself
    defaulted: list[Entry]
    read_as: list[Entry]
    set_aside: list[Entry]
    lost: list[Entry]
    repaired: list[Entry]
    problems: list[Issue]
    _migration: Migration = field(repr=False, compare=False)

    @cached_attribute
    def stash(self) -> Stash:
        """What the way back needs to restore the old document; made when it is asked for."""
        return migrations.stash_of(self._migration)

    @cached_attribute
    def incomplete(self) -> list[Issue]:
        """What the new document needs before it can be observed; warnings, and none for others
        than blocks of the newest layout.
        """
        if self.document is None or (self.entity, self.end) != ("sbd", "1.0"):
            return []
        return [*needs(self.document), *self.unknown_dishes]

    @property
    def unknown_dishes(self) -> list[Issue]:
        """That dishes of the old block are not known, where the new one has others; or nothing."""
        unknown = [e for e in self.set_aside if e.reason == migrations.UNKNOWN_DISH]
        if not unknown or self.document is None:
            return []
        if any(issue.code == "no-dishes" for issue in needs(self.document)):
            return []
        say = "1 receptor is no known dish; add the one that it is"
        if len(unknown) > 1:
            say = f"{len(unknown)} receptors are no known dishes; add those that they are"
        return [Issue("/dish_allocations", "no-dishes", say, severity="warning")]

    @property
    def is_asked(self) -> bool:
        """Whether it was refused for doubts alone that a step has by intent."""
        doubts = self._migration.doubts
        unforeseen = (migrations.STRAY, migrations.UNEXPLAINED, migrations.NO_STEP)
        by_intent = all(doubt.reason not in unforeseen for doubt in doubts)
        return self.document is None and bool(doubts) and by_intent

    @property
    def first_state(self) -> dict[str, Any]:
        """The old document with its mistakes put right, before any step."""
        return self._migration.states[0]
