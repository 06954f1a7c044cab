"""The site as it was built, for the tests that read it."""

from __future__ import annotations

import os
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.samples import ROOT

SITE = Path(os.environ.get("SKA_OSO_PDM_BUILT_SITE", ROOT / "build" / "site"))
_WHY = "needs the site: nox -s site"
_LOADED = {"script": "src", "link": "href", "img": "src", "iframe": "src", "source": "src"}
_RELATIONS = {"stylesheet", "icon", "preload", "modulepreload", "manifest", "shortcut"}


class Page(NamedTuple):
    """What a page leads to.

    Attributes:
        links: targets of its links, as written.
        loads: what a browser fetches for it by itself.
        anchors: identifiers in it.
        ids: the same, in order, with repetitions.
        policy: its Content Security Policy; empty without one.
        scripts: the scripts that stand in it.
    """

    links: list[str]
    loads: list[str]
    anchors: set[str]
    ids: list[str]
    policy: str
    scripts: list[str]


def site() -> Path:
    """Give the folder of the site; skip, or fail where it must be there, without one."""
    if not (SITE / "index.html").exists():
        if os.environ.get("SKA_OSO_PDM_REQUIRE_SITE"):
            pytest.fail(_WHY)
        pytest.skip(_WHY)
    return SITE


@cache
def page(path: Path) -> Page:
    """Read a page."""
    reader = _Reader()
    reader.feed(path.read_text(encoding="utf-8"))
    return Page(
        reader.links, reader.loads, set(reader.ids), reader.ids, reader.policy, reader.scripts
    )


class _Reader(HTMLParser):
    """Collects what `Page` says."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.ids: list[str] = []
        self.scripts: list[str] = []
        self.policy = ""
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.ids += [given[name] for name in ("id", "name") if name in given and tag != "meta"]
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        if tag == "form" and "action" in given:
            self.links.append(given["action"])
        loads = tag != "link" or _RELATIONS & {*given.get("rel", "").split()}
        if loads and given.get(_LOADED.get(tag, "")):
            self.loads.append(given[_LOADED[tag]])
        if given.get("http-equiv", "").lower() == "content-security-policy":
            self.policy = given["content"]
        self._inside = tag == "script" and "src" not in given

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.scripts.append(data)

    def handle_endtag(self, tag: str) -> None:
        self._inside = False
