"""The tool in the page is in the site as it was built, or it is said that it is not."""

from __future__ import annotations

import os
from html.parser import HTMLParser
from pathlib import Path

import pytest

from web.site import check


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


class Links(HTMLParser):
    """Collects what a page refers to, and its content security policy."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.policy = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.found += [given[name] for name in ("href", "src") if name in given]
        if given.get("http-equiv", "").lower() == "content-security-policy":
            self.policy = given["content"]


def test_what_is_built_is_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built, site = tmp_path / "dist", tmp_path / "site"
    (built / "assets").mkdir(parents=True)
    (built / "index.html").write_text("<!doctype html>")
    (built / "assets" / "index.js").write_bytes(b"\x00\r\n")
    site.mkdir()
    monkeypatch.setattr(check, "BUILT", built)
    check.write(site)
    assert files(site / "check") == files(built)


def test_what_is_not_built_is_left_out_and_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(check, "BUILT", tmp_path / "dist")
    check.write(tmp_path)
    assert list(tmp_path.iterdir()) == []
    said = "check/ is left out: it is not built; nox -s check builds it\n"
    assert capsys.readouterr().out == said


def page() -> Links:
    if not (check.BUILT / "index.html").is_file():
        reason = "the tool in the page is not built: run nox -s check"
        if os.environ.get("SKA_OSO_PDM_REQUIRE_SITE"):
            pytest.fail(reason)
        pytest.skip(reason)
    links = Links()
    links.feed((check.BUILT / "index.html").read_text(encoding="utf-8"))
    return links


def test_the_page_lies_anywhere_and_refers_to_what_is_there() -> None:
    found = [link for link in page().found if not link.startswith(("../", "#"))]
    assert len(found) >= 3
    for link in found:
        assert link.startswith("./"), link
        assert (check.BUILT / link).is_file(), link


def test_nothing_but_its_own_files_may_be_loaded_or_asked() -> None:
    policy = dict(part.strip().split(" ", 1) for part in page().policy.split(";"))
    assert policy.pop("default-src") == "'none'"
    assert policy["script-src"].split() == ["'self'", "'wasm-unsafe-eval'"]  # Python
    policy["script-src"] = "'self'"
    assert {"script-src", "style-src", "connect-src", "worker-src", "base-uri"} <= policy.keys()
    assert set(policy.values()) == {"'self'", "'none'"}
