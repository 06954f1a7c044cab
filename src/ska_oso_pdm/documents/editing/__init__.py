"""Replaces values in a JSON text and leaves the rest of it as it is written."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from ska_oso_pdm.documents.editing.alignment import Alignment, Match
from ska_oso_pdm.documents.editing.style import WIDTH, Style, indentation, is_flat
from ska_oso_pdm.documents.positions import after_space, after_value, next_part, read_key
from ska_oso_pdm.documents.stepwise import stepwise
from ska_oso_pdm.pointers import Place

_MARK = "\ufeff"  # a byte order mark, which some editors write


@dataclass
class _Span:
    """A value of the old text.

    Attributes:
        start: offset where it begins.
        end: offset where it ends.
        same: whether it stays as it is.
        keys: its keys; None for each item of an array.
        heads: offsets where its parts begin, keys included; empty if it is written anew.
        parts: the values in it.
        matches: the parts of its new form.
    """

    start: int
    end: int
    same: bool
    keys: list[str | None] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    parts: list[_Span] = field(default_factory=list)
    matches: list[Match] = field(default_factory=list)


class _Layout(NamedTuple):
    """How the parts of an object or array are set apart.

    Attributes:
        lead: what stands before the first part.
        comma: what stands between parts where the old text has nothing.
        tail: what stands after the last part.
        indent: indentation of the lines of the parts.
        inline: whether all of them stand in one line.
        gaps: what stands before each old part but the first; empty if that is of no use.
    """

    lead: str
    comma: str
    tail: str
    indent: str
    inline: bool
    gaps: list[str]
    short: dict[str, bool]


def edited(text: str, changes: Mapping[Place, Any]) -> str:
    """Replace values in a JSON text and change nothing else.

    What is equal as JSON keeps its spelling: `1e3`, escapes, white space; line ends, the final one
    and a byte order mark stay. What is new is written in the style of the text, and in one line if
    that is short and its neighbours are. Keys that stay keep their order.

    Args:
        text: a JSON text without duplicate keys, as `source` reads them.
        changes: the path of each value to replace, as keys and indices, and its new value, in
            which numbers are finite. No path leads into another one's value.

    Returns:
        The new text; it holds exactly the new values.

    Raises:
        AssertionError: when it would not: a mistake in this package.
    """
    mark = _MARK if text.startswith(_MARK) else ""
    text = text.removeprefix(_MARK)
    old = json.loads(text)
    new = _replaced(old, changes)
    result = _Edit(text).run(old, new)
    if _exactly(json.loads(result)) != _exactly(new):
        raise AssertionError("the edited text does not hold the new values: please report this")
    return mark + result


def _exactly(value: Any) -> str:
    """Write a value so that equal texts mean equal values."""
    return json.dumps(value, sort_keys=True)


def _replaced(value: Any, changes: Mapping[Place, Any]) -> Any:
    """Copy a value with its changes; parts without any are the same objects."""
    if () in changes:
        return changes[()]
    copies: dict[Place, Any] = {(): value.copy()} if changes else {(): value}
    for path, new in changes.items():
        for depth in range(1, len(path)):
            parent, token = copies[path[: depth - 1]], path[depth - 1]
            if path[:depth] not in copies:
                parent[token] = copies[path[:depth]] = parent[token].copy()
        copies[path[:-1]][path[-1]] = new
    return copies[()]


class _Edit:
    """One edit: the old text is read once, then the new one is written."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._style = Style.of(text)
        self._align = Alignment()
        self._written: list[str] = []

    def run(self, old: Any, new: Any) -> str:
        """Give the new text."""
        span = stepwise(self._read(after_space(self._text, 0), old, new))
        indent = indentation(self._text[: span.start])
        self._written = [self._text[: span.start]]
        if span.same or span.heads:
            stepwise(self._put(span, new, indent))
        else:
            self._written.append(self._style.write(new, indent, inline=False))
        self._written.append(self._text[span.end :])
        return "".join(self._written)

    def _read(self, start: int, old: Any, new: Any) -> Generator[Any, Any, _Span]:
        """Find the parts of a value that become parts of its new form."""
        span = _Span(start, start, self._align.same(old, new))
        if span.same or not old or not new or type(old) is not type(new):
            span.end = after_value(self._text, start)
        elif isinstance(old, dict):
            span.matches = self._align.members(old, new)
            yield self._read_parts(span, [*old.items()])
        elif isinstance(old, list):
            span.matches = self._align.items(old, new)
            yield self._read_parts(span, [(None, part) for part in old])
        else:
            span.end = after_value(self._text, start)
        return span

    def _read_parts(
        self, span: _Span, old: list[tuple[str | None, Any]]
    ) -> Generator[Any, Any, None]:
        """Find the parts of an object or array, in one pass with the parts of these."""
        becomes = {match.old: match.value for match in span.matches}
        offset = after_space(self._text, span.start + 1)
        for index, (key, value) in enumerate(old):
            span.keys.append(key)
            span.heads.append(offset)
            if key is not None:
                _, offset = read_key(self._text, offset)
            part = yield self._read(offset, value, becomes.get(index, value))
            span.parts.append(part)
            offset = next_part(self._text, part.end)
        span.end = offset + 1

    def _put(self, span: _Span, new: Any, indent: str) -> Generator[Any, Any, None]:
        """Write a value that is the old one, or keeps some of its parts."""
        if span.same:
            self._written.append(self._text[span.start : span.end])
            return
        layout = self._layout(span, new, indent)
        self._written.append(self._text[span.start] + layout.lead)
        for position, match in enumerate(span.matches):
            if position:
                gap = layout.gaps[match.old - 1] if match.old and layout.gaps else layout.comma
                self._written.append(gap)
            yield self._put_part(span, match, layout)
        self._written.append(layout.tail + self._text[span.end - 1])

    def _put_part(self, span: _Span, match: Match, layout: _Layout) -> Generator[Any, Any, None]:
        """Write a part, after its key."""
        part = None if match.old is None else span.parts[match.old]
        if match.old is not None:
            self._written.append(self._head(span, match.old, match.key))
        elif match.key is not None:
            self._written.append(self._style.scalar(match.key) + self._style.colon)
        if part and (part.same or part.heads):
            yield self._put(part, match.value, layout.indent)
        else:
            inline = layout.inline or self._is_short(match.value, part, layout)
            self._written.append(self._style.write(match.value, layout.indent, inline=inline))

    def _head(self, span: _Span, index: int, key: str | None) -> str:
        """Give what stands before the value of an old part: its key, old or new, and the colon."""
        head = self._text[span.heads[index] : span.parts[index].start]
        if key is None or key == span.keys[index]:
            return head
        return self._style.scalar(key) + head[head.rindex('"') + 1 :]

    def _is_short(self, new: Any, replaced: _Span | None, layout: _Layout) -> bool:
        """Tell whether to write a value in one line, as the one it replaces or its neighbours."""
        if not isinstance(new, (dict, list)) or not self._style.fits(new, layout.indent):
            return False
        if replaced and self._bracket(replaced):
            return True
        nested = layout.short.get("{" if isinstance(new, dict) else "[")
        return nested is not None and (nested or is_flat(new))

    def _bracket(self, span: _Span) -> str | None:
        """Give the first character of a short array or object in one line that is not empty."""
        text = self._text[span.start : min(span.end, span.start + WIDTH + 1)]
        short = len(text) <= WIDTH and "\n" not in text and text[1:-1].strip()
        return text[0] if short and text[0] in "[{" else None

    def _layout(self, span: _Span, new: Any, indent: str) -> _Layout:
        """Tell how to set the parts of an old object or array apart in its new form."""
        text, style = self._text, self._style
        lead = text[span.start + 1 : span.heads[0]]
        gaps = [text[part.end : head] for part, head in zip(span.parts, span.heads[1:])]
        tail = text[span.parts[-1].end : span.end - 1]
        short: dict[str, bool] = {}
        for part in span.parts:
            if bracket := self._bracket(part):
                inside = text[part.start + 1 : part.end]
                short[bracket] = short.get(bracket, False) or "[" in inside or "{" in inside
        usual = Counter(gaps).most_common(1)[0][0] if gaps else None
        broken = next((gap for gap in (lead, usual, *gaps) if gap and "\n" in gap), None)
        if broken is not None:
            deeper = indentation(broken)
            return _Layout(
                lead, usual or f",{style.newline}{deeper}", tail, deeper, False, gaps, short
            )
        if style.unit is None or span.end - span.start > WIDTH or style.fits(new, indent):
            return _Layout(lead, usual or style.comma, tail, indent, True, gaps, short)
        lead = style.newline + indent + style.unit
        return _Layout(
            lead, "," + lead, style.newline + indent, indent + style.unit, False, [], short
        )
