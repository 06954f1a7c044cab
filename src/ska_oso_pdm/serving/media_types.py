"""Media types by the path of a file, the same on every machine."""

from __future__ import annotations

import re

from ska_oso_pdm.publishing.file import JSON, SCHEMA, TEXT

HTML = "text/html; charset=utf-8"
_OTHER = "application/octet-stream"
_SCHEMA_PATH = re.compile(r"ska-oso-pdm-[a-z-]+/\d+\.\d+(\.bundle)?(\.json)?|data/editor/.*\.json")
_BY_ENDING = {
    "css": "text/css; charset=utf-8",
    "gif": "image/gif",
    "html": HTML,
    "ico": "image/x-icon",
    "jpg": "image/jpeg",
    "js": "text/javascript; charset=utf-8",
    "json": JSON,
    "map": JSON,
    "md": "text/markdown; charset=utf-8",
    "mjs": "text/javascript; charset=utf-8",
    "pdf": "application/pdf",
    "png": "image/png",
    "sha256": TEXT,
    "svg": "image/svg+xml",
    "ttf": "font/ttf",
    "txt": TEXT,
    "wasm": "application/wasm",
    "webmanifest": "application/manifest+json",
    "whl": "application/zip",
    "woff": "font/woff",
    "woff2": "font/woff2",
    "xml": "application/xml",
    "zip": "application/zip",
}


def media_type_of(path: str) -> str:
    """Give the media type of a file by its path from the root on."""
    if _SCHEMA_PATH.fullmatch(path):
        return SCHEMA
    return _BY_ENDING.get(path.rpartition(".")[2].lower(), _OTHER)


def is_for_machines(path: str) -> bool:
    """Tell whether pages of other sites may read a file: all that is published for machines."""
    return path.startswith(("data/", "ska-oso-pdm-")) and not path.endswith(".html")
