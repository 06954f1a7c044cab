"""The Content Security Policy of the pages: what a page loads is of the site, and nothing else.

The scripts that stand inside of pages, such as the theme's that chooses light or dark before
anything is drawn, are allowed by their hashes.
"""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path
from typing import Any

_SCRIPT = re.compile(r"<script(?P<attributes>[^>]*)>(?P<text>.*?)</script>", re.DOTALL)
_CHARSET = re.compile(r"<meta charset=\"utf-8\" ?/?>", re.IGNORECASE)
_RULES = (
    "default-src 'none'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
)


def add(app: Any, failure: Exception | None) -> None:
    """Write the policy into each page that Sphinx has made.

    Args:
        app: Sphinx.
        failure: why it made none.
    """
    if failure is None and app.builder.format == "html":
        for path in sorted(Path(app.outdir).rglob("*.html")):
            text = path.read_text(encoding="utf-8")
            path.write_text(with_policy(text), encoding="utf-8", newline="\n")


def with_policy(text: str) -> str:
    """Give the HTML of a page with its policy, right behind its encoding; one is enough."""
    if 'http-equiv="Content-Security-Policy"' in text:
        return text
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy_of(text)}">'
    return _CHARSET.sub(lambda found: found[0] + meta, text, count=1)


def policy_of(text: str) -> str:
    """Give the policy of a page, with the hashes of the scripts inside of it."""
    hashes = {
        f"'sha256-{base64.b64encode(hashlib.sha256(found['text'].encode()).digest()).decode()}'"
        for found in _SCRIPT.finditer(text)
        if "src=" not in found["attributes"] and found["text"].strip()
    }
    return "; ".join([*_RULES, " ".join(["script-src 'self'", *sorted(hashes)])])
