"""Problems of documents: as data (`Issue`), and as the exceptions that carry them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import copy
from typing import TYPE_CHECKING, Any, Literal

from ska_oso_pdm.personal import shown_pointer, without_addresses

if TYPE_CHECKING:
    from typing import Self

Severity = Literal["error", "warning", "note"]
Position = tuple[int, int]
"""Line and column, both from 1."""

_SHOWN = 20

MORE = "more-problems"
"""Code of the last issue of a list that does not hold all problems."""


def printable(text: str) -> str:
    """Escape what a terminal would obey: keys and values of a document are anybody's text."""
    if text.isprintable():
        return text
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode() for char in text
    )


_ABOUT_FILES = frozenset({"not-found", "not-readable", "not-writable"})
"""Codes of what is wrong with a file, whatever is in it."""


class Issue:
    """One problem of a document.

    As text, and in reports, it has no key and no value that may be personal; `path` has every key.

    Attributes:
        path: JSON pointer to the place; empty for the document as a whole.
        code: short name of the rule that was broken; stable, for programs.
        severity: `error` makes a document invalid, `warning` does not; `note` is for findings only.
    """

    __slots__ = ("_message", "_place", "code", "path", "severity")

    def __init__(
        self,
        path: str,
        code: str,
        message: str | Callable[[], str],
        *,
        severity: Severity = "error",
        place: Position | Callable[[], Position | None] | None = None,
    ) -> None:
        self.path = path
        self.code = code
        self._message = message
        self.severity: Severity = severity
        self._place = place

    @property
    def message(self) -> str:
        """One sentence for people, with the value and what to do. Worded when asked for."""
        if callable(self._message):
            self._message = self._message()
        is_about_file = self.code in _ABOUT_FILES  # whose path may have an @ in it
        return self._message if is_about_file else without_addresses(self._message)

    @property
    def shown_path(self) -> str:
        """The path for people and reports: `(personal)` in the place of keys that may be that."""
        return shown_pointer(self.path)

    @property
    def place(self) -> Position | None:
        """Line and column, both from 1; None where there is no text. Looked up when asked for."""
        if callable(self._place):
            self._place = self._place()
        return self._place

    @property
    def line(self) -> int | None:
        """Line of the place, from 1; None where there is no text."""
        return self.place and self.place[0]

    @property
    def column(self) -> int | None:
        """Column of the place in characters, from 1; None where there is no text."""
        return self.place and self.place[1]

    @property
    def label(self) -> str:
        """What a line says before the message; empty for an error."""
        return "warning" if self.severity == "warning" else ""

    def __str__(self) -> str:
        place = [f"{self.line}:{self.column}"] if self.place else []
        place += [self.shown_path] if self.path else []
        place += [self.label] if self.label else []
        return printable(": ".join([*place, f"{self.message} [{self.code}]"]))

    def in_file(self, name: str) -> str:
        """Give the line that names the file too: `name:line:column: path: message [code]`."""
        return printable(f"{name}:{'' if self.place else ' '}{self}")

    def within(self, where: str, locate: Callable[[str], Position | None]) -> Self:
        """Give this issue as one of a file in which the document stands inside.

        Args:
            where: JSON pointer to the document.
            locate: gives line and column of what a pointer into the file leads to.
        """
        moved = copy(self)
        moved.path = path = f"{where}{self.path}"
        moved._place = lambda: locate(path)
        return moved

    def __repr__(self) -> str:
        return f"{type(self).__name__}({str(self)!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Issue) and self.__reduce__() == other.__reduce__()

    def __hash__(self) -> int:
        return hash((self.path, self.code, self.message, self.severity))

    def __reduce__(self) -> tuple[Any, ...]:
        data = (self.path, self.code, self.message, self.severity, self.place)
        return (_issue, data)


def _issue(path: str, code: str, message: str, severity: Severity, place: Position | None) -> Issue:
    """Make an issue again that went to another process."""
    return Issue(path, code, message, severity=severity, place=place)


class PdmError(ValueError):
    """Base of all errors that a document can cause.

    Attributes:
        issues: what is wrong.
        name: the file, or None for a document that came from elsewhere.
    """

    def __init__(self, issues: Sequence[Issue], name: str | None = None) -> None:
        self.issues = list(issues)
        self.name = name
        super().__init__("\n".join(self._lines()))

    def __reduce__(self) -> tuple[Any, ...]:
        return (type(self), (self.issues, self.name))

    def _lines(self) -> list[str]:
        shown = self.issues[:_SHOWN]
        lines = [issue.in_file(self.name) if self.name else str(issue) for issue in shown]
        if len(self.issues) > _SHOWN:
            more = f"and {len(self.issues) - _SHOWN} more problems"
            if self.issues[-1].code == MORE:
                more = f"and more than {len(self.issues) - 1 - _SHOWN} others"
            lines.append(f"{self.name}: {more}" if self.name else more)
        return lines


class UnreadableError(PdmError):
    """There is no JSON document to judge: no file, no text, or no I-JSON."""


class UnknownLayoutError(PdmError):
    """The document cannot be judged: it says, and shows, no layout that is known here."""


class IncomparableError(PdmError):
    """Two documents cannot be compared: they are of different entities or layouts."""


class InvalidDocumentError(PdmError):
    """The document breaks rules of its schema, or has unknown keys that were not to be kept."""


class UnwritableError(PdmError):
    """The object is no valid document, so it was not written."""


class RefusedConversionError(PdmError):
    """The document was not converted to another layout: something in it is doubtful or wrong."""


class WrongAssumptionError(ValueError):
    """A conversion was to assume what is no assumption."""


class WrongSeverityError(ValueError):
    """Findings were to have a severity that is none, or those of a code that there is not.

    Attributes:
        code: the code of the entry that is wrong.
    """

    def __init__(self, message: str, code: str) -> None:
        super().__init__(message)
        self.code = code

    def __reduce__(self) -> tuple[Any, ...]:
        return (type(self), (str(self), self.code))


class DisagreementError(PdmError):
    """A class refuses what its schema accepts: a mistake in this package, please report it."""


class SchemaNotFoundError(LookupError):
    """No schema has this entity and version, or this URL."""
