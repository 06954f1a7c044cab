"""What is given, and with which headers."""

from __future__ import annotations

import base64
import hashlib
import os
import re

import pytest

from ska_oso_pdm.publishing.contents import INDEX, published
from ska_oso_pdm.publishing.editors import BASE
from ska_oso_pdm.serving.files import OfAFolder, OfThePackage
from tests.serving.around import running
from tests.serving.conftest import PAGE, SCRIPT

pytestmark = pytest.mark.enable_socket
SBD = "/ska-oso-pdm-sbd/1.0"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"
TYPES = {
    "a.css": "text/css; charset=utf-8",
    "a.js": "text/javascript; charset=utf-8",
    "a.mjs": "text/javascript; charset=utf-8",
    "a.svg": "image/svg+xml",
    "a.wasm": "application/wasm",
    "a.whl": "application/zip",
    "a.woff2": "font/woff2",
    "A.HTML": "text/html; charset=utf-8",
    "data/other.json": "application/json",
    "data/released.sha256": "text/plain; charset=utf-8",
    "data/editor/sbd.json": "application/schema+json",
    "ska-oso-pdm-sbd/9.9": "application/schema+json",
    "ska-oso-pdm-sbd/9.9.json": "application/schema+json",
    "ska-oso-pdm-sbd/9.9.bundle.json": "application/schema+json",
    "ska-oso-pdm-sbd/9.9.html": "text/html; charset=utf-8",
    "unheard.of": "application/octet-stream",
    "none": "application/octet-stream",
}


def test_all_that_the_package_publishes_is_given_with_its_media_type(of_package) -> None:
    for path, file in published().items():
        answer = of_package.ask(f"/{path}")
        assert (answer.status, answer.body) == (200, file.make()), path
        assert answer.headers["Content-Type"] == file.media_type
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        frozen = "immutable" in answer.headers["Cache-Control"]
        assert frozen == file.frozen
        assert frozen or answer.headers["Cache-Control"] == "no-cache"


def test_the_root_leads_to_what_there_is(of_package, of_site) -> None:
    assert of_package.ask("/").body == published()[INDEX].make()
    assert of_site.ask("/").body.decode() == PAGE


@pytest.mark.parametrize(("path", "media_type"), TYPES.items())
def test_media_types_of_a_folder_are_right(site, of_site, path, media_type) -> None:
    (site / path).parent.mkdir(exist_ok=True, parents=True)
    (site / path).write_bytes(b"{}")
    assert of_site.ask(f"/{path}").headers["Content-Type"] == media_type


def test_head_says_what_get_says_and_gives_nothing(of_site) -> None:
    for target in ("/", SBD, "/nothing", "/docs", "/healthz"):
        given, told = of_site.ask(target), of_site.ask(target, "HEAD")
        same = [
            [pair for pair in each.headers.items() if pair[0] != "Date"] for each in (given, told)
        ]
        assert (given.status, same[0]) == (told.status, same[1])
        assert told.body == b""


def test_what_a_client_has_is_not_given_again(of_package, of_site) -> None:
    for server in (of_package, of_site):
        etag = server.ask(SBD).headers["ETag"]
        for has in (etag, f"W/{etag}", f'"other", {etag}', "*"):
            again = server.ask(SBD, If_None_Match=has)
            assert (again.status, again.body) == (304, b"")
            assert again.headers["ETag"] == etag
        assert server.ask(SBD, If_None_Match='"other"').status == 200


def test_a_file_that_changes_gets_another_etag_and_is_not_called_frozen(site, of_site) -> None:
    first = of_site.ask(SBD)
    assert "immutable" in first.headers["Cache-Control"]
    (site / SBD[1:]).write_bytes(b"{}")
    second = of_site.ask(SBD)
    assert second.body == b"{}"
    assert second.headers["ETag"] != first.headers["ETag"]
    assert second.headers["Cache-Control"] == "no-cache"
    (site / SBD[1:]).unlink()
    assert of_site.ask(SBD).status == 404


def test_another_text_of_the_same_length_and_time_gets_another_etag(site, of_site) -> None:
    page = site / "index.html"
    first, state = of_site.ask("/"), page.stat()
    page.write_bytes(b"x" * state.st_size)
    os.utime(page, ns=(state.st_atime_ns, state.st_mtime_ns))
    second = of_site.ask("/")
    assert second.body == b"x" * state.st_size
    assert second.headers["ETag"] != first.headers["ETag"]


@pytest.mark.parametrize(
    ("accept", "page"),
    [
        (BROWSER, True),
        ("text/html", True),
        ("TEXT/HTML;Q=0.5, application/json;q=0.4", True),
        ("text/*, */*;q=0.1", True),
        ("", False),
        ("*/*", False),
        ("application/json", False),
        ("application/schema+json, text/html;q=0.9", False),
        ("text/html;q=0", False),
        ("text/html;q=9, ;;,=", True),
    ],
)
def test_a_browser_is_led_to_the_page_of_a_schema(of_site, accept, page) -> None:
    answer = of_site.ask(SBD, Accept=accept)
    assert answer.headers["Vary"] == "Accept"
    if page:
        assert (answer.status, answer.headers["Location"]) == (303, "./1.0.html")
    else:
        assert (answer.status, answer.headers["Content-Type"]) == (200, "application/schema+json")


def test_without_a_page_a_browser_gets_the_schema(of_package) -> None:
    assert of_package.ask(SBD, Accept=BROWSER).body == published()[SBD[1:]].make()


def test_a_folder_is_led_to_with_its_slash_and_gives_its_page(of_site) -> None:
    led = of_site.ask("/docs")
    assert (led.status, led.headers["Location"]) == (301, "./docs/")
    assert of_site.ask("/docs/").body.decode() == PAGE
    assert of_site.ask("/data/").status == 404  # a list of files is data/index.json


def test_the_policy_of_a_page_allows_its_own_scripts_and_no_other_place(of_site) -> None:
    policy = of_site.ask("/scripted.html").headers["Content-Security-Policy"]
    digest = base64.b64encode(hashlib.sha256(SCRIPT.encode()).digest()).decode()
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules["default-src"] == "'self'"
    assert rules["script-src"] == f"'self' 'wasm-unsafe-eval' 'sha256-{digest}'"
    assert "http" not in policy
    assert "*" not in policy


def test_pages_are_not_for_pages_of_others(of_site) -> None:
    for path in ("/", "/ska-oso-pdm-sbd/1.0.html"):
        assert "Access-Control-Allow-Origin" not in of_site.ask(path).headers


def test_the_catalogue_names_the_address_where_it_is_served(site) -> None:
    base = "http://127.0.0.1:1234/"
    for files in (OfThePackage(base), OfAFolder(str(site), base)):
        with running(files) as server:
            text = server.ask("/data/catalog.json").body.decode()
            assert base in text
            assert BASE not in text


def test_health_is_told_and_not_logged(of_site) -> None:
    answer = of_site.ask("/healthz")
    assert (answer.status, answer.body) == (200, b"ok\n")
    assert answer.headers["Cache-Control"] == "no-store"
    of_site.ask("/data/markers.json?who=me")
    assert of_site.lines == ["GET /data/markers.json 200"]


@pytest.mark.parametrize("method", "POST PUT PATCH DELETE OPTIONS TRACE BREW".split())
def test_other_methods_are_refused_with_those_that_there_are(of_site, method) -> None:
    answer = of_site.ask(SBD, method, b'{"interface": "x"}')
    assert (answer.status, answer.headers["Allow"]) == (405, "GET, HEAD")
    assert answer.headers["Connection"] == "close"


def test_a_refusal_is_a_page_for_people_and_json_for_programs(of_site) -> None:
    page = of_site.ask("/<script>alert(1)</script>", Accept=BROWSER)
    assert (page.status, page.headers["Content-Type"]) == (404, "text/html; charset=utf-8")
    assert b"alert" not in page.body
    assert b"There is nothing at this address" in page.body
    told = of_site.ask("/ska-oso-pdm-sbd/7.0")
    assert told.headers["Content-Type"] == "application/problem+json"
    assert told.json == {
        "status": 404,
        "title": "There is nothing at this address",
        "detail": "The newest schema of sbd is ska-oso-pdm-sbd/1.0; "
        "data/index.json lists all there is.",
    }


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes in folders here")
def test_what_is_no_file_is_not_waited_for(site, of_site) -> None:
    os.mkfifo(site / "pipe")
    assert of_site.ask("/pipe").status == 404


def test_every_header_is_one_line(of_site) -> None:
    raw = of_site.send(b"GET /%0d%0aSet-Cookie:%20a HTTP/1.0\r\n\r\n")
    assert not re.search(rb"^Set-Cookie", raw, re.MULTILINE)
    assert b" 404 " in raw
