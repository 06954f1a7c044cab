"""Every link of the site leads somewhere, and nothing is loaded from elsewhere."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from tests.site.built import page, site

_CSS_URL = re.compile(r"url\(\s*['\"]?([^'\")]+)|@import\s+['\"]([^'\"]+)")


def pages() -> list[Path]:
    """List the pages of Sphinx: all but those of the tool, which it has not made."""
    return [path for path in sorted(site().rglob("*.html")) if "check" not in _parts(path)[:1]]


def _parts(path: Path) -> tuple[str, ...]:
    return path.relative_to(site()).parts


def _target(path: Path, link: str) -> Path:
    """Give the file that a link of a page leads to."""
    way = unquote(urlsplit(link).path)
    found = (path.parent / way).resolve() if way else path
    return found / "index.html" if found.is_dir() else found


def test_every_link_leads_to_a_page_and_a_place_in_it() -> None:
    broken = []
    for path in pages():
        for link in page(path).links:
            parts = urlsplit(link)
            if parts.scheme:
                assert parts.scheme in ("http", "https", "mailto"), f"{path}: {link}"
                continue
            target, place = _target(path, link), unquote(parts.fragment)
            if not target.is_file():
                broken.append(f"{_parts(path)}: {link}")
            elif place and target.suffix == ".html" and place not in page(target).anchors:
                broken.append(f"{_parts(path)}: {link}: no such place")
    assert broken == []


def test_links_are_relative_so_that_any_folder_can_hold_the_site() -> None:
    assert [
        f"{_parts(path)}: {link}"
        for path in pages()
        for link in [*page(path).links, *page(path).loads]
        if link.startswith("/")
    ] == []


def test_nothing_is_loaded_from_elsewhere() -> None:
    for path in pages():
        for link in page(path).loads:
            assert not urlsplit(link).scheme or link.startswith("data:"), f"{path}: {link}"
            assert not urlsplit(link).netloc, f"{path}: {link}"
            if not link.startswith("data:"):
                assert _target(path, link).is_file(), f"{path}: {link}"
    for path in site().rglob("*.css"):
        for one, other in _CSS_URL.findall(path.read_text(encoding="utf-8")):
            link = one or other
            assert link.startswith("data:") or not urlsplit(link).netloc, f"{path}: {link}"


def test_every_page_has_a_policy_that_allows_its_own_scripts_and_no_others() -> None:
    for path in pages():
        found = page(path)
        rules = dict(rule.split(maxsplit=1) for rule in found.policy.split("; "))
        assert rules["default-src"] == "'none'", path
        hashes = {
            f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
            for text in found.scripts
            if text.strip()
        }
        assert set(rules["script-src"].split()) == {"'self'", *hashes}, path
        assert not re.search(r"https?:|\*|unsafe-eval", found.policy), path


def test_no_page_has_handlers_that_its_policy_refuses() -> None:
    for path in pages():
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"<[^>]+\son[a-z]+\s*=\s*[\"']", text), path


@pytest.mark.parametrize("name", ["index.html", "search.html", "genindex.html"])
def test_pages_that_each_site_has_are_there(name: str) -> None:
    assert (site() / name).is_file()


def test_the_search_finds_codes_and_pages_of_prose() -> None:
    index = (site() / "searchindex.js").read_text(encoding="utf-8")
    for name in ("codes/former-key", "docs/stash", "docs/reference/functions"):
        assert f'"{name}"' in index


def test_front_page_leads_in_one_click_to_what_each_reader_wants() -> None:
    links = {link.partition("#")[0] for link in page(site() / "index.html").links}
    wanted = ["docs/typescript.html", "docs/services.html", "codes/index.html", "search.html"]
    wanted += ["docs/tutorials/archive.html", "docs/conversions.html", "docs/performance.html"]
    wanted += ["docs/applications.html", "docs/reference/index.html", "docs/findings.html"]
    assert set(wanted) <= links
    block = site() / "ska-oso-pdm-sbd" / "1.0.html"
    assert ("ska-oso-pdm-sbd/1.0.html" in links) == block.exists()
