"""The report of `upgrade`, for machines: rows of JSON on standard output or in a file."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager

from ska_oso_pdm.archive.arguments import shown
from ska_oso_pdm.cli.output import Lines, Rows, escaped

TEXT = "text"
FORMS = (TEXT, "json", "ndjson")
_ENDINGS = {".json": Rows, ".ndjson": Lines}


class ReportError(ValueError):
    """The file that takes the rows cannot be written."""


def report_form(text: str) -> str:
    """Give what the option `--report` asks for: a form, or the name of a file."""
    if text in FORMS or _ending(text):
        return text
    forms = ", ".join(FORMS)
    message = f"{text!r} is none of {forms}, and no file that ends in .json or .ndjson"
    raise argparse.ArgumentTypeError(message)


def report_file(report: str) -> str | None:
    """Give the file that takes the rows; None where standard output does, or nothing."""
    return None if report in FORMS else report


def is_told(report: str) -> bool:
    """Tell whether people are told the text, beside a file perhaps that takes the rows."""
    return report == TEXT or report not in FORMS


def _ending(text: str) -> str | None:
    return next((ending for ending in _ENDINGS if text.endswith(ending)), None)


@contextmanager
def opened(report: str) -> Iterator[Rows | None]:
    """Give what takes the rows, one after the other; None where people alone are told.

    Args:
        report: a form, or a file, which must not be there yet: a document is not replaced by it.

    Raises:
        ValueError: for a file that is there.
        ReportError: for a file that cannot be written.
    """
    if report in FORMS:
        rows = {"json": Rows, "ndjson": Lines}.get(report)
        yield rows and rows()
        return
    ending = _ending(report)
    assert ending is not None
    try:
        stream = open(report, "xb")  # noqa: SIM115  # closed below, where it fails too
    except FileExistsError:
        raise ValueError(f"--report {shown(report)}: is there already; name a new file") from None
    except OSError as error:
        raise _unwritable(report, error) from None

    def write(text: str) -> None:
        try:
            stream.write(escaped(text).encode())
            stream.flush()  # what was done is there, also where the run is killed
        except OSError as error:
            raise _unwritable(report, error) from None

    try:
        yield _ENDINGS[ending](write)
    finally:
        try:
            stream.close()
        except OSError as error:
            raise _unwritable(report, error) from None


def _unwritable(report: str, error: OSError) -> ReportError:
    reason = error.strerror or str(error)
    return ReportError(f"--report {shown(report)} cannot be written: {reason}; check where it goes")
