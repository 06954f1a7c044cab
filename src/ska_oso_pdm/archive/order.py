"""What a run over many documents is to do."""

from __future__ import annotations

from typing import NamedTuple

from ska_oso_pdm.migrations import Allowed


class Order(NamedTuple):
    """What is to be converted, or restored, and where the new texts go.

    Attributes:
        named: the files, folders and patterns as they were named.
        to: version to convert to; None for the newest, or what the stash says.
        allowed: what may be assumed, and whether doubtful values may be lost.
        in_place: whether the new text takes the place of the old one.
        output: folder for files of the same names; None for none.
        dry_run: whether nothing is written.
        stash: file that keeps what is replaced and set aside; None for the usual one, where files
            are written.
        usual_stash: the usual one, where another process has settled it.
        no_stash: whether nothing is kept.
        restore: stash from which documents are restored; None where they are converted.
        resume: whether files that are in the folder already are left as they are.
        report: file that takes the rows about the documents; None for none.
    """

    named: list[str]
    to: str | None
    allowed: Allowed
    in_place: bool = False
    output: str | None = None
    dry_run: bool = False
    stash: str | None = None
    usual_stash: str | None = None
    no_stash: bool = False
    restore: str | None = None
    resume: bool = False
    report: str | None = None

    @property
    def writes(self) -> bool:
        """Whether files are written."""
        return bool(self.in_place or self.output) and not self.dry_run
