"""Class diagrams, drawn by Graphviz from the schemas, as SVG that stands in a page.

Colours and lettering are the page's: what is drawn has classes, and its style is in `entities.css`.
"""

from __future__ import annotations

import html
import re
import shutil
import subprocess
from collections.abc import Iterable

from markupsafe import Markup

from ska_oso_pdm.catalogue.registry import SchemaId
from web.site.entities import places
from web.site.entities.model import Part, part_at, parts, reached, references
from web.site.entities.words import type_of

_LARGE = 14
"""Objects of a file beyond which it is drawn in several diagrams, by the fields of its root."""
_FEW = 2
"""Objects that get no diagram of their own."""
_FEW_VALUES = 6
_LONGEST = 44
_TAGS = re.compile(r"<[^>]+>")
_SETTINGS = (
    'graph [rankdir=LR, bgcolor="transparent", nodesep=0.18, ranksep=0.55, pad=0.1]',
    'node [shape=plain, fontname="Helvetica,Arial,sans-serif", fontsize=11]',
    "edge [arrowsize=0.6]",
)


def detailed(file: SchemaId) -> list[tuple[str, Markup]]:
    """Draw the objects of a file with their fields, in one or more diagrams, each with a title."""
    own = [part for part in parts(file) if part.kind != "value"]
    if not own:
        return []
    page = places.docname(file)
    return [
        (title, _drawn(f"Class diagram: {title}", _with_fields(group, page)))
        for title, group in _groups(own[0].title, own)
    ]


def overview(root: SchemaId) -> Markup:
    """Draw all objects that documents of an entity have, by their names alone."""
    page = places.docname(root)
    shown = [part for part in reached(root) if part.kind in ("object", "union")]
    names = {id(part.schema) for part in shown}
    lines = [_box(part, page, part.file != root) for part in shown]
    for part in shown:
        for url in dict.fromkeys(references(part.schema)):
            if id((other := part_at(url)).schema) in names:
                lines.append(f"{_name(part)} -> {_name(other)} {_dashed(part)}")
    return _drawn(f"All objects of {root.entity} {root.version}", lines)


def _groups(title: str, own: list[Part]) -> list[tuple[str, list[Part]]]:
    """Divide the objects of a large file by the field of its root that leads to them first."""
    root = own[0]
    if sum(part.kind == "object" for part in own) <= _LARGE:
        return [(title, own)]
    first, groups = [root], []
    left = {id(part.schema): part for part in own[1:]}
    for field in root.fields:
        waiting, group = [part_at(url) for url in references(field.schema)], []
        while waiting:
            part = waiting.pop(0)
            if left.pop(id(part.schema), None):
                group.append(part)
                waiting.extend(map(part_at, references(part.schema)))
        if len(group) <= _FEW:
            first += group
        else:
            groups += _groups(f"{root.title}.{field.key.name}", group)
    if left:
        groups.append(("What no field leads to", list(left.values())))
    return [(title, first), *groups]


def _with_fields(group: list[Part], page: str) -> Iterable[str]:
    """Yield the lines of a diagram: objects with their fields, and what they refer to as boxes."""
    inside = {id(part.schema) for part in group}
    outside: dict[int, Part] = {}
    edges = []
    for part in group:
        yield f'{_name(part)} [label=<{_table(part, page)}>, class="pdm-class pdm-{part.kind}"]'
        for port, schema in _ports(part):
            for url in dict.fromkeys(references(schema)):
                other = part_at(url)
                if other.kind == "value":
                    continue
                if id(other.schema) not in inside:
                    outside[id(other.schema)] = other
                edges.append(f"{_name(part)}:{port} -> {_name(other)} {_dashed(part)}")
    yield from (_box(part, page, True) for part in outside.values())
    yield from dict.fromkeys(edges)


def _ports(part: Part) -> Iterable[tuple[str, object]]:
    if part.kind == "object":
        return [(f"f{at}:e", field.schema) for at, field in enumerate(part.fields)]
    return [("head:e", part.schema)]


def _dashed(part: Part) -> str:
    return '[style=dashed, class="pdm-branch"]' if part.kind == "union" else ""


def _name(part: Part) -> str:
    return '"' + f"{part.file.entity} {part.title}".replace('"', "") + '"'


def _table(part: Part, page: str) -> str:
    """Give the box of an object, a union or a list of values, as a label of Graphviz."""
    rows = [_row("head", f"<b>{_text(part.title)}</b>", places.address(page, page, part.title))]
    if part.kind == "object":
        for at, field in enumerate(part.fields):
            need = "" if field.required else "?"
            kind = _shortened(_TAGS.sub("", str(type_of(field.schema, page))))
            text = f"{_text(field.key.name)}{need}: {kind}"
            rows.append(_row(f"f{at}", text, places.address(page, page, field.key.label)))
    elif part.kind == "enum":
        values = [str(one) for one in part.schema["enum"]]
        rows += [_row("", _shortened(html.escape(one)), "") for one in values[:_FEW_VALUES]]
        if len(values) > _FEW_VALUES:
            rows.append(_row("", f"and {len(values) - _FEW_VALUES} more", ""))
    body = "".join(rows)
    return f'<table border="0" cellborder="1" cellspacing="0" cellpadding="4">{body}</table>'


def _row(port: str, text: str, href: str) -> str:
    place = f' port="{port}"' if port else ""
    to = f' href="{html.escape(href)}"' if href else ""
    return f'<tr><td align="left"{place}{to}>{text}</td></tr>'


def _text(text: str) -> str:
    return html.escape(text)


def _shortened(escaped: str) -> str:
    """Shorten a text that is HTML already."""
    text = html.unescape(escaped)
    return html.escape(text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…")


def _box(part: Part, page: str, is_elsewhere: bool) -> str:
    """Give the line of an object that is drawn elsewhere: a box that leads there."""
    home = places.docname(part.file)
    href = html.escape(places.address(page, home, part.title))
    label = html.escape(part.title + (f" ({part.file.entity})" if home != page else ""))
    kind = "pdm-elsewhere" if is_elsewhere else "pdm-class"
    form = 'shape=box, style=rounded, margin="0.1,0.05", height=0.25'
    return f'{_name(part)} [{form}, label=<{label}>, href="{href}", class="{kind} pdm-{part.kind}"]'


def _drawn(title: str, lines: Iterable[str]) -> Markup:
    """Run Graphviz, and make what it draws fit for a page."""
    graph = "\n".join(["digraph {", *_SETTINGS, *lines, "}"])
    done = subprocess.run(  # noqa: S603 - what it draws comes by its standard input
        [_program(), "-Tsvg"], input=graph, capture_output=True, encoding="utf-8", check=True
    )
    return _inlined(done.stdout, title)


def _program() -> str:
    """Give the path of Graphviz' `dot`.

    Raises:
        FileNotFoundError: where it is not installed.
    """
    found = shutil.which("dot")
    if found is None:
        raise FileNotFoundError("there is no dot; install Graphviz, apt-get install graphviz")
    return found


def _inlined(svg: str, title: str) -> Markup:
    """Leave out what a page has no use for: prologue, comments, ids, colours, titles of edges."""
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<!--.*?-->", "", svg, flags=re.DOTALL)
    svg = re.sub(r"<title>[^<]*</title>\s*", "", svg)
    svg = re.sub(r' id="[^"]*"| xlink:title="[^"]*"| xmlns(:xlink)?="[^"]*"', "", svg)
    svg = re.sub(r' (fill|stroke)="[^"]*"| font-family="[^"]*"| font-size="[^"]*"', "", svg)
    svg = re.sub(r">\s+<", "><", svg).replace("xlink:href", "href")
    name = html.escape(title, quote=True)
    head = f'<svg role="graphics-document" aria-label="{name}"'
    svg = svg.replace("<svg", head, 1)
    svg = re.sub(r"(<svg[^>]*>)", rf"\1<title>{name}</title>", svg, count=1)
    return Markup(
        '<div class="pdm-diagram" tabindex="0" role="group" aria-label="{}">{}</div>'
    ).format(title, Markup(svg))  # noqa: S704 - Graphviz escapes what it draws
