"""Requests that nobody should send: nothing outside is given, and the server goes on."""

from __future__ import annotations

import socket
import threading
from pathlib import Path
from socketserver import ThreadingMixIn

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ska_oso_pdm.serving import exchange, server
from ska_oso_pdm.serving.addresses import path_of
from ska_oso_pdm.serving.files import OfAFolder
from tests.serving.around import PATIENCE, received, running

pytestmark = pytest.mark.enable_socket

OUTSIDE = [
    "/../secret.txt",
    "/../../../../../../etc/passwd",
    "/%2e%2e/secret.txt",
    "/%2e%2e%2fsecret.txt",
    "/..%2fsecret.txt",
    "/docs/../../secret.txt",
    "/docs/..%5c..%5csecret.txt",
    "/..\\secret.txt",
    "/%c0%ae%c0%ae/secret.txt",
    "/%252e%252e/secret.txt",
    "//secret.txt",
    "///etc/passwd",
    "/etc/passwd",
    "/%2fetc%2fpasswd",
    "/C:%5cWindows%5cwin.ini",
    "/C:/Windows/win.ini",
    "/index.html%00.json",
    "/index.html/",
    "/index.html/x",
    "/./index.html",
    "/.hidden",
    "/.git/config",
    "/link.txt",
    "/linked/secret.txt",
    "/docs//index.html",
    "/%ff%fe",
    "/a%0aGET%20/",
    "/con\x01trol",
    "index.html",
    "*",
    "file:///etc/passwd",
    "/" + "a" * 5000,
    "/" + "a/" * 5000,
]


@pytest.fixture
def secret(site: Path) -> str:
    """What stands beside the folder, and hidden in it; links lead there."""
    text = "nobody may read this"
    outside = site.parent / "secret.txt"
    outside.write_text(text, encoding="utf-8")
    for hidden in (site / ".hidden", site / ".git" / "config"):
        hidden.parent.mkdir(exist_ok=True)
        hidden.write_text(text, encoding="utf-8")
    (site / "link.txt").symlink_to(outside)
    (site / "linked").symlink_to(site.parent)
    (site / "within.html").symlink_to(site / "index.html")
    return text


@pytest.mark.parametrize("target", OUTSIDE)
def test_nothing_outside_of_the_folder_is_given(of_site, secret, target) -> None:
    raw = of_site.send(f"GET {target} HTTP/1.0\r\n\r\n".encode("latin-1"))
    assert raw.startswith((b"HTTP/1.1 404 ", b"HTTP/1.1 400 "))
    assert secret.encode() not in raw
    assert b"root:" not in raw
    assert of_site.ask("/").status == 200


def test_a_link_inside_of_the_folder_is_followed(of_site, secret) -> None:
    assert of_site.ask("/within.html").body == of_site.ask("/index.html").body


def test_a_folder_beside_with_a_longer_name_is_outside(site, of_site) -> None:
    beside = site.with_name("site-source")
    beside.mkdir()
    (beside / "a.txt").write_text("beside", encoding="utf-8")
    (site / "beside").symlink_to(beside)
    assert of_site.ask("/beside/a.txt").status == 404


@given(st.text(st.characters(codec="latin-1")) | st.from_regex(r"(/|\.|%2e|%2f|%5c|\\|a|%00)*"))
def test_no_target_leads_out(target) -> None:
    path = path_of(target)
    if path:
        segments = path.removesuffix("/").split("/")
        assert not [each for each in segments if not each or each.startswith(".")]
        assert not any(bad in path for bad in ("\\", ":", "\0", "\n"))


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.binary(max_size=300))
def test_any_bytes_are_answered_or_the_connection_ends(of_site, data) -> None:
    with socket.create_connection(("127.0.0.1", of_site.port), PATIENCE) as connection:
        connection.sendall(data)
        connection.shutdown(socket.SHUT_WR)
        received(connection)
    assert of_site.ask("/healthz").status == 200


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\n\r\n", b"414"),
        (b"GET / HTTP/1.1\r\nA: " + b"a" * 100_000 + b"\r\n\r\n", b"431"),
        (b"GET / HTTP/1.1\r\n" + b"A: a\r\n" * 1000 + b"\r\n", b"431"),
        (b"GET / HTTP/3.0\r\n\r\n", b"505"),
        (b"GET / HTTP/x\r\n\r\n", b"400"),
        (b"GET /a b c d HTTP/1.1\r\n\r\n", b"400"),
        (b"\x16\x03\x01\x02\x00\x01\r\n\r\n", b"400"),
    ],
)
def test_what_is_too_long_or_broken_is_refused_in_short(of_site, request_, status) -> None:
    raw = of_site.send(request_)
    assert raw.split(b" ", 2)[1] == status
    assert len(raw) < 2000
    assert of_site.ask("/").status == 200
    assert all(len(line) < 300 for line in of_site.lines)


def test_a_body_is_no_second_request(of_site) -> None:
    body = b"GET /data/markers.json HTTP/1.1\r\n\r\n"
    counted = b"Content-Length: %d" % len(body)
    twice = b"Content-Length: 0\r\n" + counted
    for length in (counted, twice, b"Transfer-Encoding: chunked"):
        raw = of_site.send(b"GET /nothing HTTP/1.1\r\n" + length + b"\r\n\r\n" + body)
        assert raw.count(b"HTTP/1.1 ") <= 1
    assert "GET /data/markers.json 200" not in of_site.lines


def test_a_connection_is_kept_and_ends_when_asked(of_site) -> None:
    one = b"GET /docs/ HTTP/1.1\r\nHost: a\r\n%s\r\n"
    raw = of_site.send(one % b"" + one % b"" + one % b"Connection: close\r\n")
    assert raw.count(b"HTTP/1.1 200 OK") == 3


def test_who_takes_too_long_is_left(site, monkeypatch) -> None:
    monkeypatch.setattr(exchange, "PATIENCE", 0.2)
    with running(OfAFolder(str(site), "http://a/")) as patient:
        for begun in (b"", b"GET", b"GET / HTTP/1.1\r\nA: "):
            assert patient.send(begun) == b""  # the server ends it, nobody here does
        assert patient.ask("/").status == 200


def test_who_sends_byte_by_byte_is_left_too(site, monkeypatch) -> None:
    monkeypatch.setattr(exchange, "PATIENCE", 0.2)
    with (
        running(OfAFolder(str(site), "http://a/")) as patient,
        socket.create_connection(("127.0.0.1", patient.port), PATIENCE) as connection,
    ):
        connection.settimeout(0.02)
        ended = threading.Event()
        for _ in range(3000):
            try:
                connection.sendall(b"a")
                if connection.recv(1) == b"":
                    ended.set()
            except TimeoutError:
                continue
            except OSError:
                ended.set()
            if ended.is_set():
                break
        assert ended.is_set()


def test_who_takes_nothing_of_an_answer_is_left(site, monkeypatch) -> None:
    monkeypatch.setattr(exchange, "PATIENCE", 0.2)
    monkeypatch.setattr(server, "MOST_AT_ONCE", 1)
    (site / "large.bin").write_bytes(bytes(50_000_000))
    with (
        running(OfAFolder(str(site), "http://a/")) as small,
        socket.create_connection(("127.0.0.1", small.port), PATIENCE) as connection,
    ):
        connection.sendall(b"GET /large.bin HTTP/1.1\r\n\r\n")
        assert small.ask("/").status == 200  # in the place of the one who was left
        assert len(received(connection)) < 50_000_000


def test_many_clients_are_answered_at_once(of_site) -> None:
    connections = [
        socket.create_connection(("127.0.0.1", of_site.port), PATIENCE) for _ in range(100)
    ]
    for connection in connections:  # all of them wait with a request half sent
        connection.sendall(b"GET /docs/ HTTP/1.0\r\n")
    for connection in connections:
        connection.sendall(b"\r\n")
    assert all(b"200 OK" in received(connection) for connection in connections)
    for connection in connections:
        connection.close()


def test_more_clients_than_there_is_room_for_wait_and_are_answered(site, monkeypatch) -> None:
    monkeypatch.setattr(server, "MOST_AT_ONCE", 2)
    monkeypatch.setattr(exchange, "PATIENCE", 0.5)
    with running(OfAFolder(str(site), "http://a/")) as small:
        idle = [socket.create_connection(("127.0.0.1", small.port), PATIENCE) for _ in range(2)]
        assert small.ask("/").status == 200  # once one of the idle ones was left
        for connection in idle:
            connection.close()


def test_where_there_is_little_room_no_connection_waits_for_more(site, monkeypatch) -> None:
    monkeypatch.setattr(server, "MOST_AT_ONCE", 1)
    with running(OfAFolder(str(site), "http://a/")) as crowded:
        raw = crowded.send(b"GET /docs/ HTTP/1.1\r\nHost: a\r\n\r\n")  # until it is ended
    assert raw.count(b"\r\nConnection: close\r\n") == 1
    monkeypatch.setattr(server, "MOST_AT_ONCE", 1000)
    with running(OfAFolder(str(site), "http://a/")) as calm:
        assert "Connection" not in calm.ask("/docs/").headers


def test_a_client_that_goes_away_is_no_traceback(site, of_site, capfd) -> None:
    (site / "large.bin").write_bytes(bytes(20_000_000))
    for _ in range(3):
        with socket.create_connection(("127.0.0.1", of_site.port), PATIENCE) as connection:
            connection.sendall(b"GET /large.bin HTTP/1.1\r\n\r\n")
            connection.recv(10)
    assert of_site.ask("/").status == 200
    assert "Traceback" not in capfd.readouterr().err


def test_ctrl_c_is_not_lost_while_a_connection_begins(monkeypatch) -> None:
    ours, theirs = socket.socketpair()
    ours.close()
    begin = ThreadingMixIn.process_request

    def interrupted(self, request, client_address) -> None:
        before = set(threading.enumerate())
        begin(self, request, client_address)
        for thread in set(threading.enumerate()) - before:
            thread.join()
        raise KeyboardInterrupt

    monkeypatch.setattr(ThreadingMixIn, "process_request", interrupted)
    with server.Server("127.0.0.1", 0, [].append) as listening, pytest.raises(KeyboardInterrupt):
        listening.process_request(theirs, ("127.0.0.1", 1))


def test_a_connection_that_gets_no_thread_takes_no_room(site, monkeypatch) -> None:
    monkeypatch.setattr(server, "MOST_AT_ONCE", 1)
    begin = threading.Thread.start
    with running(OfAFolder(str(site), "http://a/")) as small:
        failing = [True]

        def start(self) -> None:
            if failing:
                failing.pop()
                raise RuntimeError("can't start new thread")
            begin(self)

        monkeypatch.setattr(threading.Thread, "start", start)
        assert small.send(b"GET / HTTP/1.0\r\n\r\n") == b""
        assert small.ask("/").status == 200
