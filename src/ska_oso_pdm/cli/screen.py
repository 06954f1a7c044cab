"""How text for people looks on a terminal: wrapped to its width, and what matters stands out.

Rich does it, from the extra `cli`. Without it, and where the output is no terminal, text is plain.
`NO_COLOR` takes the colours away; `FORCE_COLOR` gives them to what is no terminal too, and where it
is 0 takes them away; where both are set, `NO_COLOR` counts. Empty ones count as not set. Only the
sixteen colours that each terminal has in shades of its own are used, for a dark and a light ground.
Where a terminal follows links, each code of a message leads to its page.
"""

from __future__ import annotations

import os
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple, TextIO

from ska_oso_pdm.cli import hyperlinks
from ska_oso_pdm.reports.details import STANDING

if TYPE_CHECKING:
    import argparse

    from rich.console import Console
    from rich.text import Text

Look = Literal["plain", "report", "difference", "notice", "title"]
"""What a line is: `report` of documents, `difference` of two, `notice` about a run, `title` of what
follows.
"""

_HANG = 4
_LEAST = 24  # columns in which words are still put together
_LINES = 3  # of fewer columns, in which a cell can still be read
_GOOD, _BAD, _ODD, _FAINT, _STRONG = "green", "bold red", "magenta", "dim", "bold"
_CODES = r"\[[a-z0-9-]+(?:, [a-z0-9-]+)*\]"
_AT_START = r"^\S.*?(?::\d+:\d+)?(?=: )"  # a file, perhaps with line and column
_TITLE = r"^(?!\S.*?:\d+:\d+: )\S.*: "  # whatever a file is called: the verdict follows the last
_LAYOUT = r"(?=[a-z ,]*(?: [a-z-]+ \d[\w.]*(?: [\[→]|: |$)| inside$))"
_TALLY = r"(?=(?:, \d+ [a-z ]+)*$)"
_AT_END = r"(?:(?<=; at )|(?<=; first at ))(?:(?!; ).)+$"
_COMMAND = r"(?<=: )(?<!usage: )ska-oso-pdm \S.*$"
_STANDING, _STANDING_TOO = "|".join(STANDING), "invalid|not judged|not listed"
_DIFFERS = r": (?:added|removed|changed|moved|was) ?"
_STYLES: dict[Look, tuple[tuple[str, str], ...]] = {
    "report": (
        (rf"{_TITLE}(?P<said>valid|upgraded|repaired|current|restored|original){_LAYOUT}", _GOOD),
        (rf"{_TITLE}(?P<said>invalid|refused){_LAYOUT}", _BAD),
        (rf"{_TITLE}(?P<said>not judged|{_STANDING})(?: {_CODES})?$", _BAD),
        (rf"{_TITLE}[a-z]+, (?P<said>incomplete){_LAYOUT}", _ODD),
        (rf"^  (?P<said>{_STANDING}|error|lost)(?= \d| in |: )", _BAD),
        (r"^  (?P<said>warning|incomplete|finding \([a-z]+\))(?= \d| in |: )", _ODD),
        (
            r"^  (?P<said>set aside|read as published|read|made|repaired|label)(?= \d| in |: )",
            _STRONG,
        ),
        (r"^(?P<said>\S.*?:\d+:\d+): ", "cyan"),
        (r": (?P<said>warning|finding \([a-z]+\)): ", _ODD),
        (rf"(?P<said>{_CODES})(?=$|; (?:first )?at )", _FAINT),
        (rf"(?P<said>{_AT_END})", "cyan"),
    ),
    "difference": (
        (rf"^(?P<said>.+?)(?={_DIFFERS})", "cyan"),
        (rf"^.+?(?={_DIFFERS}): (?P<said>added)", _GOOD),
        (rf"^.+?(?={_DIFFERS}): (?P<said>removed)", "red"),
    ),
    "notice": (
        (rf"(?<=[:,] )(?P<said>[1-9]\d* (?:{_STANDING}|{_STANDING_TOO})){_TALLY}", _BAD),
        (rf"(?P<said>{_COMMAND})", _STRONG),
    ),
    "title": ((r"^(?P<said>.*)$", _STRONG),),
    "plain": (),
}
_HELP = {"argparse.groups": "bold", "argparse.metavar": "magenta", "argparse.prog": "bold"}
_WORD = r'"[^"]{1,30}"\S*|\S+ → \S+|\S+'  # a short text in quotes is one, and a step
_WHOLE: dict[Look, str] = {
    "report": rf"{_AT_START}:|(?:first )?at {_AT_END}|{_WORD}",
    "notice": rf"{_COMMAND}|{_WORD}",
}


class Columns(NamedTuple):
    """Where a row of a table may be broken.

    Attributes:
        hang: the column at which it goes on in the next line; None for what is no row.
        named: the column behind a cell that names what the row is about, and has a line of its own
            where the row is too long; None where none does.
    """

    hang: int | None = None
    named: int | None = None


NO_COLUMNS = Columns()


class Screen:
    """A terminal, or what is to be coloured like one.

    Attributes:
        console: Rich's picture of it.

    Args:
        console: the same.
        wraps: whether lines are broken at its width.
        site: URL below which the codes of messages have pages; empty where it follows no links.
    """

    def __init__(self, console: Console, *, wraps: bool, site: str = "") -> None:
        self.console = console
        self._wraps = wraps
        self._site = site

    @property
    def width(self) -> int | None:
        """How many columns there are; None where lines are not broken."""
        return self.console.width if self._wraps else None

    def shown(self, line: str, look: Look, columns: Columns) -> str:
        """Give a line as it is written to the terminal.

        Args:
            line: without a line break.
            look: what it is.
            columns: of a row of a table.
        """
        from rich.text import Text

        text = Text(line)
        for pattern, style in _STYLES[look]:
            for found in re.finditer(pattern, line):
                text.stylize(style, *found.span("said"))
        if self._site and look == "report":
            for start, end, url in hyperlinks.codes(line, self._site):
                text.stylize(f"link {url}", start, end)
        lines = self._wrapped(text, look, columns) if self._wraps else [text]
        with self.console.capture() as capture:
            for part in lines:
                self.console.print(part, soft_wrap=True)
        return capture.get()

    def _wrapped(self, text: Text, look: Look, columns: Columns) -> list[Text]:
        """Break a text between its words; what can be opened, or typed, stays whole."""
        line, width, whole = text.plain, self.console.width, _WHOLE.get(look, _WORD)
        hang, named = columns
        if not breaks(line, whole, width, 0):
            return [text]
        if hang is None:
            indent = len(line) - len(line.lstrip()) + _HANG
            indent = indent if width - indent >= _LEAST else _HANG
            starts = breaks(line, whole, width, indent)
        elif _fits(line[_index(line, hang) :], whole, width - hang):
            indent, starts = hang, breaks(line, whole, width, hang)
        elif named is not None:
            first, rest = text.divide([_index(line, named)])
            first.rstrip()
            rest = type(text)(" " * _HANG).append_text(rest)
            return [first, *self._wrapped(rest, look, Columns(hang - named + _HANG))]
        else:
            indent, starts = _HANG, _below(line, whole, width, _index(line, hang))
        first, *others = text.divide(starts)
        for part in (first, *others):
            part.rstrip()
        return [first, *(type(text)(" " * indent).append_text(part) for part in others)]


def _below(line: str, whole: str, width: int, last: int) -> list[int]:
    """List where lines begin where the last cell of a row stands below the others."""
    cell = line[last:]
    before = breaks(line[:last], whole, width, _HANG)
    if not cell:
        return before
    return [*before, last, *(last + at for at in breaks(cell, whole, width - _HANG, 0))]


def _fits(cell: str, whole: str, room: int) -> bool:
    """Tell whether the last cell of a row of a table can go on in its column, and be read."""
    from rich.cells import cell_len

    longest = max((cell_len(found[0]) for found in re.finditer(whole, cell)), default=0)
    return room >= longest and (room >= _LEAST or room * _LINES >= cell_len(cell))


def _index(line: str, column: int) -> int:
    """Give the index of what stands at a column of a terminal."""
    from rich.cells import cell_len

    if line.isascii():
        return column
    return next((at for at in range(len(line)) if cell_len(line[:at]) >= column), len(line))


def breaks(line: str, whole: str, width: int, indent: int) -> list[int]:
    """List where lines begin, but for the first one, so that they fit.

    Args:
        line: the text.
        whole: pattern of what is not broken, even where it does not fit; a terminal breaks it then.
        width: how many columns there are.
        indent: how many of them the lines but the first leave empty.
    """
    from rich.cells import cell_len

    starts: list[int] = []
    begin, room = 0, width
    for found in re.finditer(whole, line):
        if found.start() > begin and cell_len(line[begin : found.end()]) > room:
            if not line[begin : found.start()].strip():
                continue  # nothing but blanks would stay
            begin, room = found.start(), width - indent
            starts.append(begin)
    return starts


@lru_cache(4)
def screen_of(stream: TextIO) -> Screen | None:
    """Give the terminal that a stream leads to; None where text stays plain."""
    wraps = stream.isatty() and os.environ.get("TERM") != "dumb"
    forced = os.environ.get("FORCE_COLOR", "")
    coloured = not os.environ.get("NO_COLOR") and forced != "0"
    if not (wraps or (forced and coloured)):
        return None
    try:
        from rich.console import Console
    except ModuleNotFoundError:
        return None
    console = Console(
        file=stream,
        force_terminal=True,
        no_color=not coloured,
        highlight=False,
        markup=False,
        emoji=False,
    )
    return Screen(console, wraps=wraps, site=_site(stream))


def _site(stream: TextIO) -> str:
    """Give the site that links lead to; nothing where there are none, or the setting is wrong."""
    try:
        return hyperlinks.site() if hyperlinks.follows(stream) else ""
    except hyperlinks.SiteError:
        return ""


def help_formatter(screen: Screen) -> type[argparse.HelpFormatter] | None:
    """Give what formats the help of the command line with colours; None where it is missing."""
    try:
        from rich_argparse import RawDescriptionRichHelpFormatter
    except ModuleNotFoundError:
        return None

    chosen = {
        "console": screen.console,
        **dict.fromkeys(("text_markup", "help_markup", "usage_markup"), False),  # [x] is [x]
        "group_name_formatter": str,
        "styles": {**RawDescriptionRichHelpFormatter.styles, **_HELP},
    }
    return type("Formatter", (RawDescriptionRichHelpFormatter,), chosen)


def reflowed(text: str, width: int) -> str:
    """Fit text of several paragraphs to a width; lines that are indented stay lines.

    Args:
        text: paragraphs with blank lines between, of lines of any width.
        width: how many columns there are.
    """
    done: list[str] = []
    for line in text.split("\n"):
        if done and _goes_on(done[-1], line):
            done[-1] += f" {line.lstrip()}"
        else:
            done.append(line)
    return "\n".join(_broken(line, width) for line in done)


def _goes_on(before: str, line: str) -> bool:
    """Tell whether a line goes on with the paragraph, or the second column, of the one before."""
    if not before or not line or before.endswith(":"):
        return False
    return _lead(line) == (_second_column(before) if _lead(before) else 0)


def _lead(line: str) -> int:
    return len(line) - len(line.lstrip())


def _second_column(line: str) -> int | None:
    """Give the column where the second one of an indented line begins; None where it has one."""
    columns = re.match(r" +\S.*?  +(?=\S)", line)
    return columns.end() if columns else None


def _broken(line: str, width: int) -> str:
    """Break a line; one with two columns goes on in the second."""
    lead = _lead(line)
    indent = _second_column(line) or (lead and lead + _HANG)
    if width - indent < _LEAST:
        indent = min(lead + _HANG, _HANG * 2) if lead else 0
    starts = breaks(line, _WORD, width, indent)
    parts = [line[a:b].rstrip() for a, b in zip([0, *starts], [*starts, None])]
    return f"\n{' ' * indent}".join(parts)
