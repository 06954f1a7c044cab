"""References inside a block: identifiers that stand for something defined elsewhere in it."""

from __future__ import annotations

from dataclasses import dataclass, field

from ska_oso_pdm.personal import quoted, shown_pointer


@dataclass(frozen=True)
class BlockReference:
    """An identifier that stands for something defined elsewhere in the same block.

    Attributes:
        path: where the identifier stands, as a JSON pointer.
        value: the identifier.
        kind: what it should name, for example `dish configuration`.
        lookalike: an identifier there that looks like it, and in what it differs; else None.
    """

    path: str
    value: str
    kind: str
    lookalike: tuple[str, str] | None = field(default=None, compare=False)

    def __str__(self) -> str:
        path, value = shown_pointer(self.path), quoted(self.value)
        return f"{path}: no {self.kind} has the id {value}{but(self.lookalike)}"


def but(alike: tuple[str, str] | None) -> str:
    """Say what looks like an identifier that names nothing; empty for None."""
    return f", but {quoted(alike[0])}, which differs only in {alike[1]}" if alike else ""
