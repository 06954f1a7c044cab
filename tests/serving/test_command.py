"""`ska-oso-pdm serve`: how it begins, what it says, and how it ends."""

from __future__ import annotations

import http.client
import signal
import socket

import pytest

from ska_oso_pdm.cli import main
from tests.samples import ROOT
from tests.serving.around import PATIENCE, command, received

pytestmark = pytest.mark.enable_socket


def get(port: int, path: str) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    connection.request("GET", path)
    answer = connection.getresponse()
    read = answer.status, answer.read()
    connection.close()
    return read


def test_it_says_where_it_serves_and_what_was_asked() -> None:
    with command() as run:
        url = f"http://127.0.0.1:{run.port}/"
        assert run.said == f"serving what the package publishes at {url}\n"
        status, text = get(run.port, "/data/catalog.json?token=secret")
        assert status == 200
        assert url.encode() in text
        assert get(run.port, "/no%1b[31m")[0] == 404
        code, told = run.end(signal.SIGINT)
    assert told == "GET /data/catalog.json 200\nGET /no%1b[31m 404\n"
    assert code == 130


def test_a_terminal_obeys_nothing_of_a_request(site) -> None:
    with command(site) as run:
        for path in (b"/\x1b[31m", b"/\x9b31m", b"/\xe2\x80\xae"):
            with socket.create_connection(("127.0.0.1", run.port), PATIENCE) as connection:
                connection.sendall(b"GET " + path + b" HTTP/1.0\r\n\r\n")
                assert b" 404 " in received(connection)
        _, told = run.end(signal.SIGTERM)
    assert told.count("\n") == 3
    assert told.replace("\n", "").isprintable()


def test_sigterm_ends_it_at_once_though_a_client_waits() -> None:
    with (
        command() as run,
        socket.create_connection(("127.0.0.1", run.port), PATIENCE) as waiting,
    ):
        waiting.sendall(b"GET / HTTP/1.1\r\n")
        assert run.end(signal.SIGTERM) == (0, "")


def test_it_warns_where_other_machines_can_reach_it(site) -> None:
    with command("--host", "0.0.0.0", site) as run:
        assert run.said == f"serving {site} at http://0.0.0.0:{run.port}/\n"
        assert b"https://schema.skao.int/data/editor/" in get(run.port, "/data/catalog.json")[1]
        _, told = run.end(signal.SIGTERM)
    assert told.startswith("ska-oso-pdm: other machines can reach this, as --host says;")


def test_the_base_can_be_named(site) -> None:
    with command("--base", "https://schemas.example/pdm", site) as run:
        text = get(run.port, "/data/catalog.json")[1]
    assert b'"https://schemas.example/pdm/data/editor/sbd.json"' in text


def test_a_port_in_use_is_one_sentence(capsys) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["serve", "--port", str(port)]) == 2
    told = f"ska-oso-pdm: port {port} of 127.0.0.1 is in use; choose another one, for example"
    assert capsys.readouterr().err == f"{told} --port {port + 1}\n"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--host", "a..b"], "a..b is no address of this machine; 127.0.0.1 is"),
        (["--host", "192.0.2.1"], "192.0.2.1 is no address of this machine; 127.0.0.1 is"),
        (["--host", "a" * 300], f"{'a' * 300} is no address of this machine"),
        (["no-such-folder"], "no-such-folder: there is no such folder; nox -s site builds one"),
        (["tests"], "tests: has no index.html, so it is no site; nox -s site builds one"),
    ],
)
def test_what_cannot_be_served_is_one_sentence(capsys, monkeypatch, arguments, told) -> None:
    monkeypatch.chdir(ROOT)
    assert main(["serve", *arguments]) == 2
    out, err = capsys.readouterr()
    assert err.startswith(f"ska-oso-pdm: {told}")
    assert err.count("\n") == 1
    assert out == ""


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--port", "65536"], "'65536' is no port; a port is a number up to 65535"),
        (["--port", "http"], "'http' is no port"),
        (["--port", "-1"], "'-1' is no port"),
        (["--base", "schema.skao.int"], "'schema.skao.int' is no address; one begins with https"),
    ],
)
def test_arguments_that_are_none_are_refused(capsys, arguments, told) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["serve", *arguments])
    assert ended.value.code == 2
    assert told in capsys.readouterr().err
