"""What nobody foresaw: told in a sentence, and the work on other files goes on."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from ska_oso_pdm.errors import Issue

Item = TypeVar("Item")


def attempted(work: Callable[[str], Item], file: str, refused: Callable[[Issue], Item]) -> Item:
    """Give what comes of one file; what nobody foresaw is an issue, and the others go on."""
    try:
        return work(file)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # the validator has faults that are no Exception
        return refused(fault(error))


def fault(error: BaseException) -> Issue:
    """Make the issue of an error that nobody foresaw."""
    if isinstance(error, OSError):
        reason = error.strerror or str(error)
        return Issue("", "not-readable", f"cannot be read: {reason}")
    if isinstance(error, MemoryError):
        message = "needs more memory than there is; judge it by itself, or elsewhere"
        return Issue("", "not-readable", message)
    message = f"a mistake in this package, please report it: {type(error).__name__}: {error}"
    return Issue("", "internal-error", message)
