"""No connection to an example service ends unsaid: with many clients, refusals and failures.

Of a connection that the server closes without having said so, the client learns only when its next
request is reset. Uvicorn closes it so after each failure that no handler has answered.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import Any

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from uvicorn.config import Config

from tests.services import postgres
from tests.services.apps.archive_client import IDLE
from tests.services.apps.editions import Editions
from tests.services.blocks import mid
from tests.services.hostile import Answer, Connection
from tests.services.servers import Service, serve
from tests.services.stored import with_new_id

CLIENTS = 16
EACH = 12


@pytest.fixture
def own_database(database: str) -> Iterator[str]:
    """A database for one test, whose connections go by a name of their own."""
    with postgres.schema(database) as own:
        yield make_conninfo(own, application_name=f"test {uuid.uuid4()}")


def at_once(service: Service, work: Callable[[Connection, int], list[Answer]]) -> list[Answer]:
    """Let many clients work at the same time, each on a connection that it keeps."""

    def one(number: int) -> list[Answer]:
        with closing(Connection(service.socket)) as connection:
            return work(connection, number)

    with ThreadPoolExecutor(CLIENTS) as pool:
        return [answer for answers in pool.map(one, range(CLIENTS)) for answer in answers]


def mixture(number: int) -> Iterator[tuple[str, str, bytes | None, int]]:
    """Yield requests of one client, good and bad in turns, with the status of each answer."""
    given = with_new_id("sbds", mid())
    address, body = f"/sbds/{given['sbd_id']}", json.dumps(given).encode()
    yield "POST", "/sbds", body, 201
    for turn in range(EACH):
        yield "GET", address, None, 200
        yield "GET", "/sbds/%00", None, 422
        yield "GET", f"{address}?version=1", None, 200
        yield "GET", "/sbds?telescope=%00", None, 422
        yield "GET", "/sbds?telescope=ska_low&label=night:1", None, 200
        yield "PUT", address, body, 200 if turn == 0 else 409
        yield "POST", "/sbds", b"\xef\xbb\xbf" * 993 + b"{}", 422
        yield "POST", "/nothing", b" " * 300_000, 404
        yield "PUT", f"{address}{number}", body, 422


@pytest.mark.parametrize("connection", [None, "close"])
def test_no_client_of_many_is_reset(archive: Service, connection: str | None) -> None:
    def work(client: Connection, number: int) -> list[Answer]:
        answers = []
        for method, address, body, status in mixture(number):
            answers.append(client.ask(method, address, body, Connection=connection))
            assert answers[-1].status == status, (method, address[:100], answers[-1])
        return answers

    answers = at_once(archive, work)
    assert len(answers) == CLIENTS * (1 + 9 * EACH)
    assert {answer.headers["connection"] for answer in answers} == {connection}


def test_a_failure_says_that_the_connection_ends(own_database: str) -> None:
    """The service fails at each request that needs a table which somebody has dropped."""

    def work(client: Connection, number: int) -> list[Answer]:
        return [client.ask("GET", f"/sbds/{number}") for _ in range(EACH)]

    with serve("archive", ARCHIVE_SERVER=own_database) as service:
        with psycopg.connect(own_database, autocommit=True) as connection:
            connection.execute("DROP TABLE edition")
        answers = at_once(service, work)
    assert len(answers) == CLIENTS * EACH
    for answer in answers:
        assert (answer.status, answer.headers["connection"]) == (500, "close")
        assert detail(answer) == "the service failed, and has logged why; report it"


def detail(answer: Answer) -> Any:
    return json.loads(answer.body)["detail"]


def test_nobody_notices_that_the_database_began_anew(own_database: str) -> None:
    end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = %s"
    name = conninfo_to_dict(own_database)["application_name"]
    with (
        serve("archive", ARCHIVE_SERVER=own_database) as service,
        closing(Connection(service.socket)) as client,
    ):
        assert client.ask("GET", "/sbds").status == 200
        with psycopg.connect(make_conninfo(own_database, application_name="other")) as connection:
            assert connection.execute(end, [name]).rowcount
        assert client.ask("GET", "/sbds").status == 200


def test_a_database_that_has_too_much_to_do_is_a_reason_to_try_again(own_database: str) -> None:
    options = conninfo_to_dict(own_database)["options"]
    impatient = make_conninfo(own_database, options=f"{options} -c lock_timeout=100")
    with (
        serve("archive", ARCHIVE_SERVER=impatient) as service,
        closing(Connection(service.socket)) as client,
    ):
        with psycopg.connect(own_database) as connection:
            connection.execute("LOCK TABLE edition IN ACCESS EXCLUSIVE MODE")
            answer = client.ask("GET", "/sbds")
        assert (answer.status, answer.headers["retry-after"]) == (503, "5")
        assert detail(answer) == "the database of the archive is away or busy; try again later"
        assert client.ask("GET", "/sbds").status == 200


@pytest.mark.parametrize(
    ("module", "method", "address", "body"),
    [
        ("execution", "POST", "/executions", {"sbd_id": "sbd-1"}),
        ("execution", "PUT", "/executions/eb-1/labels", {"a": 1}),
        ("proposals", "GET", "/proposals/prsl-1?user=a", None),
        ("proposals", "POST", "/projects/prj-1/blocks", None),
    ],
)
def test_an_archive_that_is_away_is_a_reason_to_try_again(
    module: str, method: str, address: str, body: Any, tmp_path: Any
) -> None:
    with (
        serve(module, ARCHIVE_SOCKET=str(tmp_path / "nobody")) as service,
        closing(Connection(service.socket)) as client,
    ):
        for _ in range(2):
            text = json.dumps(body).encode()
            answer = client.ask(method, address, text, Content_Type="application/json")
            assert (answer.status, answer.headers["retry-after"]) == (503, "5")
            assert detail(answer) == "the archive does not answer; try again later"


def test_clients_give_up_idle_connections_before_servers_do() -> None:
    """Otherwise a request may be sent in the moment in which the connection is closed."""
    assert Config("app").timeout_keep_alive > IDLE


def test_several_archives_begin_at_the_same_time(database: str) -> None:
    for _ in range(4):
        with postgres.schema(database) as own, ThreadPoolExecutor(CLIENTS) as pool:
            for editions in pool.map(Editions, [own] * CLIENTS):
                editions.close()
