"""`Finding`: something in a valid document that does not go together."""

from __future__ import annotations

from typing import Any

from ska_oso_pdm.errors import Issue


class Finding(Issue):
    """What a rule found in a valid document. It never makes the document invalid.

    Attributes:
        path: JSON pointer to the place.
        code: short name of the rule; stable, for programs.
        severity: `error` where the document cannot be carried out as it stands, or says two
            things; `warning` where it probably says what nobody meant; `note` where it lacks what
            is needed before it can be observed.
        reads: patterns of the JSON pointers that the rule looked at, `*` being any index.
    """

    __slots__ = ("reads",)

    def __init__(
        self, path: str, code: str, message: str, *, reads: tuple[str, ...], **options: Any
    ) -> None:
        super().__init__(path, code, message, **options)
        self.reads = reads

    @property
    def label(self) -> str:
        """What a line says before the message."""
        return f"finding ({self.severity})"

    def __hash__(self) -> int:
        return super().__hash__()

    def __reduce__(self) -> tuple[Any, ...]:
        return (_finding, (self.reads, *super().__reduce__()[1]))


def _finding(reads: tuple[str, ...], *data: Any) -> Finding:
    """Make a finding again that went to another process."""
    path, code, message, severity, place = data
    return Finding(path, code, message, reads=reads, severity=severity, place=place)
