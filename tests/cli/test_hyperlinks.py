"""Links from the codes of messages to their pages: on terminals that follow them, nowhere else."""

from __future__ import annotations

import os
import re

import pytest

pytest.importorskip("rich", reason="needs the extra `cli`")

from ska_oso_pdm.cli import hyperlinks
from tests.cli.test_screen import ESCAPE, INVALID, TODAY, printed
from tests.samples import ROOT

LINK = re.compile(r"\x1b\]8;id=[0-9-]+;(?P<url>[^\x1b]*)\x1b\\(?P<text>.*?)\x1b\]8;;\x1b\\")
FOLLOWS = {"VTE_VERSION": "7600"}
TWO_CODES = ROOT / "tests/invalid/0.1/label-missing.json"


def links(text: str) -> list[tuple[str, str]]:
    """Give text and URL of the links in what was printed."""
    return [(ESCAPE.sub("", found["text"]), found["url"]) for found in LINK.finditer(text)]


def test_a_code_leads_to_its_page(monkeypatch: pytest.MonkeyPatch) -> None:
    shown, told = printed(monkeypatch, "validate", str(INVALID), columns=300, **FOLLOWS)
    assert links(shown) == [("not-allowed", "https://schema.skao.int/codes/not-allowed.html")]
    assert told == ""


def test_each_code_of_a_verdict_has_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    arguments = ("validate", str(TWO_CODES), str(INVALID))
    shown, _ = printed(monkeypatch, *arguments, columns=300, **FOLLOWS)
    codes = [text for text, _ in links(shown)]
    assert len(codes) > 4
    assert all(url.endswith(f"/codes/{text}.html") for text, url in links(shown))
    line = next(line for line in shown.splitlines() if TWO_CODES.name in line)
    assert len(links(line)) > 1


@pytest.mark.parametrize("columns", [40, 80])
def test_links_take_no_room_and_no_word(columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    arguments = ("validate", str(INVALID), str(TODAY))
    linked, _ = printed(monkeypatch, *arguments, columns=columns, **FOLLOWS)
    plain, _ = printed(monkeypatch, *arguments, columns=columns)
    assert ESCAPE.sub("", LINK.sub(r"\g<text>", linked)) == ESCAPE.sub("", plain)


def require_variables(variables: dict[str, str]) -> None:
    """Skip where the locale has no way to write the values of variables."""
    try:
        os.fsencode("".join(variables.values()))
    except UnicodeEncodeError:
        pytest.skip("the locale has no such characters, so no variable can have them")


@pytest.mark.parametrize(
    "variables",
    [
        {},
        {"TERM": "dumb", **FOLLOWS},
        {"VTE_VERSION": "4600"},
        {"VTE_VERSION": "７６００"},
        {"VTE_VERSION": "7" * 5000},
        {"TERM": "dumb", "FORCE_COLOR": "1", **FOLLOWS},
        {"FORCE_HYPERLINK": "0", **FOLLOWS},
        {"TERM_PROGRAM": "Apple_Terminal"},
    ],
)
def test_other_terminals_get_none(
    variables: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    require_variables(variables)
    shown, _ = printed(monkeypatch, "validate", str(INVALID), columns=80, **variables)
    assert "\x1b]" not in shown
    assert "not-allowed" in shown


@pytest.mark.parametrize(
    "variables",
    [
        {"TERM": "xterm-kitty"},
        {"TERM": "foot-extra"},
        {"WT_SESSION": "0"},
        {"TERM_PROGRAM": "vscode"},
        {"FORCE_HYPERLINK": "1"},
        {"NO_COLOR": "1", **FOLLOWS},
    ],
)
def test_terminals_that_follow_links_are_known(
    variables: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shown, _ = printed(monkeypatch, "validate", str(INVALID), columns=80, **variables)
    assert links(shown)


@pytest.mark.parametrize("variables", [{}, {"FORCE_COLOR": "1"}])
def test_pipes_stay_as_they_are_to_the_byte(
    variables: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = printed(monkeypatch, "validate", str(INVALID), **variables)
    known = {**variables, **FOLLOWS, "SKA_OSO_PDM_SITE": "https://example.org"}
    assert printed(monkeypatch, "validate", str(INVALID), **known) == before


@pytest.mark.parametrize(
    ("base", "begins"),
    [
        ("https://example.org/pdm/", "https://example.org/pdm/codes/"),
        ("http://localhost:8000", "http://localhost:8000/codes/"),
        ("http://[::1]:8000/a%20b", "http://[::1]:8000/a%20b/codes/"),
        ("file:///srv/site", "file:///srv/site/codes/"),
        ("", "https://schema.skao.int/codes/"),
    ],
)
def test_the_site_is_a_setting(base: str, begins: str, monkeypatch: pytest.MonkeyPatch) -> None:
    variables = {**FOLLOWS, "SKA_OSO_PDM_SITE": base}
    shown, told = printed(monkeypatch, "validate", str(INVALID), columns=300, **variables)
    assert [url for _, url in links(shown)] == [f"{begins}not-allowed.html"]
    assert told == ""


@pytest.mark.parametrize(
    "base",
    [
        "https://example.org/\x1b\\\x1b]0;owned\x07",
        "https://example.org/\x9c",
        "https://example.org/a b",
        "https://example.org/\n",
        "javascript:alert(1)",
        "https://example.org/?q=",
        "https://user@example.org",
        "https://exämple.org",
        "example.org",
        "https://example.org/" + "a" * 400,
    ],
)
def test_what_is_no_url_makes_no_link_and_is_told(
    base: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    variables = {**FOLLOWS, "SKA_OSO_PDM_SITE": base}
    require_variables(variables)
    shown, told = printed(monkeypatch, "validate", str(INVALID), columns=300, **variables)
    assert "\x1b]" not in shown + told
    assert "owned" not in shown + told
    assert ESCAPE.sub("", told) == (
        "ska-oso-pdm: codes have no links: SKA_OSO_PDM_SITE is no URL of a site; write one such as "
        "https://example.org/pdm, without ? and #, or take the variable away\n"
    )


def test_only_what_looks_like_codes_becomes_a_link() -> None:
    line = 'a.json:1:1: "[x]\x1b" is no [thing] at all [former-key, label-wrong]; at b.json:2:2'
    found = [url for _, _, url in hyperlinks.codes(line, "file:///x")]
    assert found == ["file:///x/codes/former-key.html", "file:///x/codes/label-wrong.html"]
