"""What is told of a run that writes files, and ends or goes on where nobody takes it.

A reader who has seen enough does not end a run that writes: what was asked for is done, and people
are told on standard error. Where what is told is lost for another reason, the run stops, since
nobody would learn what became of the documents.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ska_oso_pdm.cli.output import OutputError, discard, tell
from ska_oso_pdm.cli.report import ReportError

if TYPE_CHECKING:
    from ska_oso_pdm.archive.conversion_run import Run

_GONE = "standard output is read no more; the files are written all the same"


class Outlived:
    """Calls what prints, or writes a report, as long as somebody takes it.

    Attributes:
        error: why nobody does any more, where that is to be told; None otherwise.
    """

    def __init__(self, run: Run) -> None:
        self.error: OutputError | ReportError | None = None
        self._run = run
        self._is_lost = False

    def __call__(self, act: Callable[..., object], *arguments: Any) -> None:
        """Do it, unless it is in vain; where no files are written, errors are the caller's."""
        if self._is_lost:
            return
        try:
            act(*arguments)
        except (OutputError, ReportError) as error:
            if not self._run.writes:
                raise
            self._is_lost = True
            if isinstance(error, OutputError):
                discard()
            if isinstance(error.__cause__, BrokenPipeError):
                tell(_GONE)
            else:
                self.error = error
                self._run.stopping.ask()
