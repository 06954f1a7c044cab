"""What is answered where nothing is given: a short page for people, JSON for programs."""

from __future__ import annotations

import html
import json
import re

from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.publishing.contents import INDEX

PROBLEM = "application/problem+json"

_OF_A_SCHEMA = re.compile(r"ska-oso-pdm-([a-z-]+)/.*")
_PAGE = """\
<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<h1>{title}</h1>
<p>{remedy}</p>
"""


def as_json(status: int, title: str, remedy: str) -> bytes:
    """Give a refusal as a problem of RFC 9457."""
    problem = {"status": status, "title": title, "detail": remedy}
    return (json.dumps(problem, indent=2) + "\n").encode()


def as_page(title: str, remedy: str) -> bytes:
    """Give a refusal as a page."""
    shown = {"title": html.escape(title), "remedy": html.escape(remedy)}
    return _PAGE.format(**shown).encode()


def where_to_look(path: str | None) -> str:
    """Say what there is, where nothing is at a path."""
    match = _OF_A_SCHEMA.fullmatch(path or "")
    versions = registry.versions_of(match[1]) if match else []
    if match and versions:
        newest = f"ska-oso-pdm-{match[1]}/{versions[-1]}"
        return f"The newest schema of {match[1]} is {newest}; {INDEX} lists all there is."
    return f"{INDEX} lists what there is for machines."
