"""Where things are on the site: docnames, addresses relative to a page, anchors."""

from __future__ import annotations

from posixpath import relpath
from urllib.parse import quote

from markupsafe import Markup

from ska_oso_pdm.catalogue.registry import SchemaId
from web.site.entities.markup import code, link
from web.site.entities.model import Key, Part, fields, files


def docname(file: SchemaId) -> str:
    """Name the page of a schema."""
    return f"ska-oso-pdm-{file.entity}/{file.version}"


def index(entity: str) -> str:
    """Name the page of an entity."""
    return f"ska-oso-pdm-{entity}/index"


def compared(entity: str, old: str, new: str) -> str:
    """Name the page that compares two versions."""
    return f"compare/{entity}/{old}-{new}"


def address(page: str, target: str, anchor: str = "") -> str:
    """Give the address of a page, or of an anchor on it, from another page."""
    here = page.rpartition("/")[0] or "."
    path = "" if page == target and anchor else f"{relpath(target, here)}.html"
    return path + (f"#{quote(anchor)}" if anchor else "")


def to_part(page: str, part: Part) -> Markup:
    """Link to an object, a list of values or a text, from a page."""
    return link(address(page, docname(part.file), part.title), part.title)


def to_key(page: str, key: Key, text: str | None = None) -> Markup:
    """Link to a field; of a layout without schema there is the name alone."""
    shown = code(key.label if text is None else text)
    if key.schema not in files() or key not in fields(key.schema):
        return shown
    return link(address(page, docname(key.schema), key.label), shown)
