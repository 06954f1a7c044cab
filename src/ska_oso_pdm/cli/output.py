"""What the commands print: text for people, JSON for machines, and documents.

Text goes out in the encoding of the terminal, with what that cannot show escaped. JSON and
documents are UTF-8, whatever the locale. Of JSON all is escaped that a terminal would obey or that
turns the direction of a line; a document is printed as it is, to the byte.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TextIO

from ska_oso_pdm.archive.faults import fault
from ska_oso_pdm.cli import hyperlinks
from ska_oso_pdm.cli.screen import NO_COLUMNS, Columns, Look, screen_of
from ska_oso_pdm.errors import printable

if TYPE_CHECKING:
    from ska_oso_pdm.reports.reasons import Reasons
    from ska_oso_pdm.views.text import Line

_PROGRAM = "ska-oso-pdm"
_SPECIAL = re.compile(r"[^\n -~]")


class OutputError(Exception):
    """Standard output takes nothing. It is no OSError, which commands tell of their files."""


def say(line: str, look: Look = "plain", columns: Columns = NO_COLUMNS) -> None:
    """Print a line of text.

    Args:
        line: the text.
        look: what it is, which a terminal shows.
        columns: of a row of a table, where a terminal may break it.
    """
    write_text(_dressed(sys.stdout, printable(line), look, columns))


def say_row(line: Line, look: Look) -> None:
    """Print a line of a view, which may be a row of a table."""
    say(line.text, look, Columns(line.hang, line.named))


def say_reasons(reasons: Reasons | None) -> None:
    """Print the lines about reasons, where they were counted."""
    for number, line in enumerate(reasons.lines() if reasons else ()):
        if not number:
            say("")
        say(line, "report")


def write_text(text: str) -> None:
    """Print text of our own as it stands, of several lines perhaps."""
    _output(lambda stream: stream.write(text))


def write_document(data: bytes) -> None:
    """Print a document to the byte."""
    _output(lambda stream: _write_bytes(stream, data))


def write_json(text: str) -> None:
    """Print JSON text, with what is no printable character escaped."""
    write_document(escaped(text).encode())


def escaped(text: str) -> str:
    """Escape in JSON text what is no printable character."""
    return text if text.isprintable() else _SPECIAL.sub(_escaped, text)


class Rows:
    """A JSON array, one row in a line.

    Args:
        write: takes the text, part by part; without it, standard output does.
    """

    def __init__(self, write: Callable[[str], None] = write_json) -> None:
        self._write = write
        self._joint = "[\n"

    def add(self, row: Any) -> None:
        """Write one more row."""
        self._write(self._joint + json.dumps(row, ensure_ascii=False))
        self._joint = ",\n"

    def end(self) -> None:
        """Close the array; one without rows is `[]`."""
        self._write("[]\n" if self._joint == "[\n" else "\n]\n")


class Lines(Rows):
    """Rows without an array around them: each line is a JSON text, whole when it is written."""

    def add(self, row: Any) -> None:
        """Write one more row."""
        self._write(json.dumps(row, ensure_ascii=False) + "\n")

    def end(self) -> None:
        """Write nothing: the lines end as they stand."""


def tell(*lines: str, look: Look = "notice") -> None:
    """Print lines to standard error; where that takes nothing, nobody can be told."""
    stream = sys.stderr
    if stream is None or stream.closed:
        return
    try:
        stream.write("".join(_dressed(stream, printable(line), look) for line in lines))
        stream.flush()
    except OSError:
        _discard(stream)


def _dressed(stream: TextIO, line: str, look: Look, columns: Columns = NO_COLUMNS) -> str:
    """Give a line as a stream gets it, which may be a terminal."""
    screen = screen_of(stream)
    return f"{line}\n" if screen is None else screen.shown(showable(stream, line), look, columns)


def seen(text: str) -> str:
    """Give a text as standard output will show it: columns of a table are as wide as that."""
    return showable(sys.stdout, printable(text))


def showable(stream: TextIO, text: str) -> str:
    """Escape what the encoding of a stream cannot show, which takes more room then."""
    encoding = stream.encoding or "utf-8"
    return text.encode(encoding, "backslashreplace").decode(encoding)


def flush() -> None:
    """Bring out what was printed, before anything is told that comes after it."""
    if sys.stdout is not None and not sys.stdout.closed:
        _output(lambda stream: stream.flush())


def discard() -> None:
    """Give standard output up, which takes nothing any more."""
    _discard(sys.stdout)


def guarded(run: Callable[[], int]) -> int:
    """Run a command; give its exit status: 2 where standard output or the command fails."""
    _prepare()
    if sys.stdout is None:
        tell(f"{_PROGRAM}: standard output is closed; open it, or send it to a file")
        return 2
    try:
        try:
            _check_site()
            return run()
        finally:  # also where the end is SystemExit, as after --help
            flush()
    except OutputError as error:
        discard()
        if isinstance(error.__cause__, BrokenPipeError):  # the reader has seen enough
            return 0
        tell(f"{_PROGRAM}: standard output cannot be written: {error}; check where it goes")
        return 2
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        tell(f"{_PROGRAM}: {fault(error).message}")
        return 2


def _prepare() -> None:
    _hold_numbers()
    screen_of.cache_clear()  # a caller may have changed the environment
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _check_site() -> None:
    """Say why codes have no links, where they would have some and the setting is wrong."""
    try:
        if not sys.stdout.closed and hyperlinks.follows(sys.stdout) and screen_of(sys.stdout):
            hyperlinks.site()
    except hyperlinks.SiteError as error:
        tell(f"{_PROGRAM}: codes have no links: {error}")


def _hold_numbers() -> None:
    """Let no file that is opened take the number of a closed stream, which others write to."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)


def _output(act: Callable[[TextIO], object]) -> None:
    try:
        act(sys.stdout)
    except OSError as error:
        raise OutputError(error.strerror or str(error)) from error


def _write_bytes(stream: TextIO, data: bytes) -> None:
    """Write bytes; into a stream of text alone, which a caller may have put there, their text."""
    buffer = getattr(stream, "buffer", None)
    if buffer is None:
        stream.write(data.decode())
    else:
        buffer.write(data)


def _discard(stream: TextIO) -> None:
    """Close a stream that failed, so that the interpreter does not try again when it ends."""
    with suppress(OSError, ValueError):
        stream.close()
    _hold_numbers()


def _escaped(match: re.Match[str]) -> str:
    return match[0] if match[0].isprintable() else json.dumps(match[0])[1:-1]
