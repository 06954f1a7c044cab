"""The pages of the schemas have all that the schemas say, and their links lead somewhere."""

from __future__ import annotations

import html
import os
import re
import shutil
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

pytest.importorskip("sphinx", reason="needs Sphinx: nox -s site")
pytest.importorskip("myst_parser", reason="needs MyST: nox -s site")
if shutil.which("dot") is None:
    pytest.skip("needs Graphviz", allow_module_level=True)

from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.catalogue.registry import SchemaId
from tests.samples import ROOT
from web.site.entities import diagrams, places, programs
from web.site.entities.facts import unit_of
from web.site.entities.model import Part, entities, files, is_amount, parts

SITE = Path(os.environ.get("SKA_OSO_PDM_BUILT_SITE", ROOT / "build" / "site"))
FILES = pytest.mark.parametrize("file", files(), ids=lambda file: f"{file.version}-{file.entity}")
MOST = 1_500_000
"""Bytes of the largest page."""
_HIDDEN = re.compile(r"<(script|style|svg)\b.*?</\1>", re.DOTALL)


def site() -> Path:
    """Give the folder of the site; skip, or fail where it must be there, without one."""
    if not (SITE / "index.html").exists():
        why = "needs the site: nox -s site"
        if os.environ.get("SKA_OSO_PDM_REQUIRE_SITE"):
            pytest.fail(why)
        pytest.skip(why)
    return SITE


class Reader(HTMLParser):
    """Collects the links of a page, its anchors, and the text at each field."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.anchors: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if "id" in given:
            self.anchors.append(given["id"])
        if tag == "a" and "href" in given:
            self.links.append(given["href"])


@cache
def text_of(docname: str) -> str:
    return (site() / f"{docname}.html").read_text(encoding="utf-8")


@cache
def read(path: Path) -> Reader:
    return Reader(path.read_text(encoding="utf-8"))


def words_of(markup: str) -> str:
    """Give what a reader reads, in one line."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", _HIDDEN.sub("", markup))).split())


def plain(text: str) -> str:
    """Give a description as it is shown: what stands in backticks without them."""
    return " ".join(re.sub(r"`([^`]+)`", r"\1", text).split())


def sections(docname: str) -> dict[str, str]:
    """Give what stands at each field of a page, by the anchor of the field."""
    found = re.split(r'<section class="pdm-field" id="([^"]+)">', text_of(docname))
    bodies = (body.partition("</section>")[0] for body in found[2::2])
    return dict(zip(map(html.unescape, found[1::2]), map(words_of, bodies)))


def own_pages() -> list[Path]:
    """List the pages of this part of the site."""
    return [*sorted(site().glob("ska-oso-pdm-*/*.html")), *sorted(site().glob("compare/**/*.html"))]


@FILES
def test_every_schema_has_a_page_with_all_its_parts(file: SchemaId) -> None:
    text, schema = text_of(places.docname(file)), registry.schema_for(file)
    words, anchors = words_of(text), Reader(text).anchors
    assert plain(schema["description"]) in words
    for part in parts(file):
        assert part.title in anchors
        assert plain(part.schema.get("description", "")) in words
        for value in part.schema.get("enum", ()):
            assert str(value).strip() in words


@FILES
def test_every_field_is_there_with_meaning_unit_default_and_bounds(file: SchemaId) -> None:
    found = sections(places.docname(file))
    for part in parts(file):
        for field in part.fields:
            said = found[field.key.label]
            assert field.key.name in said
            assert plain(field.schema.get("description", "")) in said
            assert unit_of(field.schema) in said
            assert said.split(" · ")[1].startswith("required") == field.required
            for keyword in ("minimum", "maximum", "pattern"):
                assert " ".join(str(field.inner.get(keyword, "")).split()) in said
            assert is_amount(part) or re.search(r"Since \d|New in \d", said), field.key


@FILES
def test_diagrams_name_each_class_and_each_field(file: SchemaId) -> None:
    drawn = "".join(str(svg) for _, svg in diagrams.detailed(file))
    labels = html.unescape("\n".join(re.findall(r"<text[^>]*>([^<]*)</text>", drawn)))
    labels = labels.replace("\xa0", " ")
    for part in parts(file):
        if part.kind != "value":
            assert re.search(rf"^{re.escape(part.title)}$", labels, re.MULTILINE), part.title
        for field in part.fields:
            need = "" if field.required else "?"
            assert f"{field.key.name}{need}:" in labels


@pytest.mark.parametrize("root", registry.documents(), ids=lambda root: root.url[-12:])
def test_diagrams_of_entities_are_for_screen_readers_too(root: SchemaId) -> None:
    svg = str(diagrams.overview(root))
    assert f"<title>All objects of {root.entity} {root.version}</title>" in svg
    assert 'role="graphics-document"' in svg  # and not "img", which would hide its links
    assert not re.search(r'\b(fill|stroke)="', svg)  # the colours are the page's


def test_every_entity_has_a_page_with_its_versions() -> None:
    for entity in entities():
        links = Reader(text_of(places.index(entity))).links
        for file in files():
            if file.entity == entity:
                assert f"{file.version}.html" in links


def test_every_link_leads_to_a_page_and_a_place_on_it() -> None:
    broken = []
    for path in own_pages():
        for link in read(path).links:
            parts_of = urlsplit(link)
            target = (path.parent / unquote(parts_of.path)).resolve() if parts_of.path else path
            is_ours = target in own_pages_set()
            if parts_of.scheme or not is_ours:
                continue
            if parts_of.fragment and unquote(parts_of.fragment) not in read(target).anchors:
                broken.append(f"{path.relative_to(site())}: {link}")
    assert broken == []


@cache
def own_pages_set() -> frozenset[Path]:
    return frozenset(own_pages())


def test_links_to_own_pages_name_pages_that_are_there() -> None:
    broken = {
        link
        for path in own_pages()
        for link in read(path).links
        if re.search(r"(ska-oso-pdm-|compare/|^\.\./[^/]+/)[^:]*\.html", link)
        and not urlsplit(link).scheme
        and not (path.parent / unquote(urlsplit(link).path)).resolve().exists()
        and "docs/" not in link
    }
    assert broken == set()


def test_anchors_are_there_once_and_pages_are_not_heavy() -> None:
    for path in own_pages():
        anchors = read(path).anchors
        assert len(anchors) == len(set(anchors)), path
        assert path.stat().st_size < MOST, path


def test_the_search_finds_fields_values_and_former_names() -> None:
    index = (site() / "searchindex.js").read_text(encoding="utf-8")
    for name in ("altitude", "dish_ids", "receptor_ids", "scan_duration_ms", "ICRSCoordinates"):
        assert f'"{name}"' in index or f'"{name}' in index
    assert '"former name"' in index


@FILES
def test_lines_that_import_work(file: SchemaId) -> None:
    line = programs.python(file)
    known: dict[str, Any] = {}
    exec(line, known)
    title = parts(file)[0].title
    assert not line or title in known
    assert f"import type {{ {title} }}" in programs.typescript(file)


def hostile() -> Part:
    text = '<script>alert(1)</script> | *a* _b_ {c} ``` [d](e) & "f" \n\n# g <b>'
    field = {"description": text, "type": "string", "pattern": text, "default": text}
    schema = {"title": "Bad<i>", "description": text, "type": "object", "properties": {text: field}}
    return Part(SchemaId("metadata", "1.0"), "Bad<i>", schema, "")


def test_what_schemas_say_never_becomes_markup() -> None:
    from web.site.entities import markup, words

    part = hostile()
    (field,) = part.fields
    shown = markup.raw(
        markup.joined(
            [
                markup.described(part.schema["description"]),
                markup.code(field.key.name),
                markup.value(field.schema["default"]),
                *words.rules(field.schema),
                markup.folded(field.key.name, markup.code(part.title)),
                markup.table([field.key.name], [[field.schema["description"]]]),
            ]
        )
    )
    first, *lines, last = shown.strip().split("\n")
    assert len(lines) == 1
    assert set(re.findall(r"<(\w+)", lines[0])) <= {
        *("code", "details", "summary", "div", "table", "thead", "tr", "th", "tbody", "td"),
    }
    assert "&lt;script&gt;" in lines[0]
    assert (first, last) == ("`" * 12 + "{raw} html", "`" * 12)


def test_headings_show_a_text_as_it_stands() -> None:
    from docutils.core import publish_string
    from myst_parser.docutils_ import Parser

    from web.site.entities import markup

    text = "AA* (13.5-m) <b>_x_</b> `y` [z](a) {role}`t` $1 & #2"
    made = publish_string(
        f"{markup.heading(1, 'Title')}\n{markup.heading(2, text)}\n{markup.heading(2, 'x')}",
        parser=Parser(),
        writer="pseudoxml",
        settings_overrides={"output_encoding": "unicode"},
    )
    assert text in made
