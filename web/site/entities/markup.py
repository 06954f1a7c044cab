"""HTML of what schemas and documents say: values are data, and never become markup.

`Markup` of MarkupSafe escapes whatever is put into it and is no `Markup` itself.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from markupsafe import Markup

_FENCE = "`" * 12
_LONGEST = 160
"""Characters of an example value that are shown."""
NOTHING = Markup()


def raw(content: Markup, *, searched: bool = True) -> str:
    """Give HTML as a block of MyST; no line of it can end the block, or begin another one.

    Args:
        content: the HTML.
        searched: whether the search box finds its words.
    """
    line = str(content).replace("\r", "&#13;").replace("\n", "&#10;")
    option = "" if searched else ":class: no-search\n\n"
    return f"{_FENCE}{{raw}} html\n{option}{line}\n{_FENCE}\n"


def joined(parts: Iterable[Markup | str], between: str | Markup = "") -> Markup:
    """Join parts, each escaped unless it is markup."""
    return Markup("{}").format(between).join(parts)


def code(text: str) -> Markup:
    """Show a text as code."""
    return Markup('<code class="literal">{}</code>').format(text)


def link(href: str, content: Markup | str) -> Markup:
    """Link to an address."""
    return Markup('<a href="{}">{}</a>').format(href, content)


def written(value: Any) -> str:
    """Write a value as JSON in a line."""
    return json.dumps(value, ensure_ascii=False)


def described(text: str) -> Markup:
    """Show a text of the repository: what stands in backticks as code, all else as it is."""
    pieces = re.split(r"`([^`]+)`", text)
    return joined(code(piece) if at % 2 else piece for at, piece in enumerate(pieces))


def value(content: Any) -> Markup:
    """Show a JSON value, shortened where it is long, with what is invisible spelled out."""
    text = written(content)
    text = "".join(char if char.isprintable() else _escape(char) for char in text)
    if len(text) > _LONGEST:
        text = f"{text[:_LONGEST]}…"
    return code(text)


def _escape(char: str) -> str:
    return json.dumps(char)[1:-1]


def heading(level: int, text: str) -> str:
    """Give a heading of MyST that shows a text as it stands."""
    signs = "".join(f"\\{char}" if char in "\\`*_{}[]()<>#+-.!|$~&" else char for char in text)
    return f"{'#' * level} {' '.join(signs.split())}\n"


def page(title: str, parts: Iterable[str], **settings: str) -> str:
    """Give a page of MyST: settings, title, and parts."""
    head = "".join(f"{k.replace('_', '-')}: {json.dumps(v)}\n" for k, v in settings.items())
    front = f"---\n{head}---\n" if head else ""
    return "\n".join([f"{front}{heading(1, title)}", *parts])


def folded(summary: Markup | str, content: Markup) -> Markup:
    """Give content that is shown when its summary is chosen."""
    return Markup('<details class="pdm-more"><summary>{}</summary>{}</details>').format(
        summary, content
    )


def table(
    head: Iterable[Markup | str], rows: Iterable[Iterable[Markup | str]], kind: str = ""
) -> Markup:
    """Give a table in a box that scrolls by itself; `kind` is a further class of the box."""
    titles = joined(Markup('<th scope="col">{}</th>').format(cell) for cell in head)
    body = joined(
        Markup("<tr>{}</tr>").format(joined(Markup("<td>{}</td>").format(cell) for cell in row))
        for row in rows
    )
    return Markup(
        '<div class="table-wrapper docutils container pdm-scroll {}"><table class="docutils">'
        "<thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>"
    ).format(kind, titles, body)
