"""No request makes an example service fail or drop a connection, whatever is in it.

Every route of the OpenAPI document of each service is asked, with a wrong value in each place.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import ska_oso_pdm as pdm
from tests.samples import EXAMPLES, parsed
from tests.services import blocks
from tests.services.apps.archive import COLLECTIONS
from tests.services.apps.refusals import MAX_EDITION, MAX_TARGET
from tests.services.hostile import (
    BODIES,
    HEADERS,
    IN_ADDRESSES,
    LARGE,
    SHORT,
    TYPES,
    Answer,
    Connection,
    spoiled,
    with_texts,
)
from tests.services.proposal_documents import panel, proposal
from tests.services.servers import Service
from tests.services.stored import COLLECTION_OF, new_id, post, with_new_id
from tests.services.test_proposals import GOOD, USER, decided, draft

EB = "https://schema.skao.int/ska-oso-pdm-eb/1.0"
JSON = "application/json"
SERVICES = ["archive", "execution", "proposals"]


class Route(NamedTuple):
    """An operation of an OpenAPI document."""

    method: str
    path: str
    parameters: list[tuple[str, str]]
    has_body: bool


class Target:
    """A service with what it takes: a good value for each parameter and a good body.

    Attributes:
        connection: to the service.
    """

    def __init__(self, service: Service, values: dict[str, str], bodies: dict[str, Any]) -> None:
        self.connection = Connection(service.socket)
        self._values = values  # of a parameter, or of a path and a parameter
        self._bodies = bodies

    def routes(self) -> list[Route]:
        """List the operations of the service."""
        document = json.loads(self.connection.ask("GET", "/openapi.json").body)
        return [
            Route(
                method.upper(),
                path,
                [(part["in"], part["name"]) for part in operation.get("parameters", [])],
                "requestBody" in operation,
            )
            for path, operations in document["paths"].items()
            for method, operation in operations.items()
        ]

    def value(self, route: Route, name: str) -> str:
        return self._values.get(f"{route.path} {name}", self._values[name])

    def address(self, route: Route, **changed: str) -> str:
        """Write the address of a route; parameters of the query that are not required stand too."""
        given = {
            name: changed[name] if name in changed else self.value(route, name)
            for _, name in route.parameters
        }
        names = [name for place, name in route.parameters if place == "query"]
        query = "&".join(f"{name}={given[name]}" for name in names)
        path = route.path
        for name, value in given.items():
            path = path.replace(f"{{{name}}}", value)
        return f"{path}?{query}" if query else path

    def body(self, route: Route) -> Any:
        """Give a good body; None where the route takes none."""
        return self._bodies.get(f"{route.method} {route.path}")

    def text(self, route: Route) -> bytes:
        body = self.body(route)
        return b"" if body is None else json.dumps(body).encode()


@pytest.fixture(scope="module")
def targets(archive: Service, execution: Service, proposals: Service) -> dict[str, Target]:
    """The services, with documents in them for each of their routes."""
    with archive.client() as store, proposals.client() as client:
        block = post(store, "sbds", with_new_id("sbds", blocks.mid()))
        record = post(store, "ebs", with_new_id("ebs", {"interface": EB, "telescope": "ska_mid"}))
        accepted, decision = decided(client, store, GOOD)
        drafted = draft(client)
        prsl_id, panel_id = accepted["prsl_id"], decision["panel_id"]
        review = store.get(f"/reviews/review-{panel_id}-{prsl_id}-science-1").json()
        project = client.post(f"/proposals/{prsl_id}/project").json()
    search = {"telescope": "ska_low", "sbd_ref": "sbd-1", "label": "night:1"}
    ids = {"prsl_id": prsl_id, "panel_id": panel_id, "prj_id": project["prj_id"]}
    return {
        "archive": Target(
            archive,
            {"collection": "sbds", "name": block["sbd_id"], "version": "1", **search},
            {"POST /{collection}": blocks.mid(), "PUT /{collection}/{name}": block},
        ),
        "execution": Target(
            execution,
            {"eb_id": record["eb_id"]},
            {
                "POST /executions": {
                    "sbd_id": block["sbd_id"],
                    "version": 1,
                    "subarray_id": 1,
                    "labels": {"shift": "night"},
                },
                "PUT /executions/{eb_id}/labels": {"night": 1, "shift": "late"},
            },
        ),
        "proposals": Target(
            proposals,
            {
                "user": USER,
                "/reviews/{review_id} user": "science-1",
                "/proposals/{prsl_id} prsl_id": drafted["prsl_id"],
                "review_id": review["review_id"],
                **ids,
            },
            {
                "POST /proposals": proposal(),
                "PUT /proposals/{prsl_id}": drafted,
                "POST /panels": panel(new_id("panels"), [prsl_id]),
                "PUT /reviews/{review_id}": review,
            },
        ),
    }


@pytest.fixture(params=SERVICES)
def target(request: pytest.FixtureRequest, targets: dict[str, Target]) -> Iterator[Target]:
    yield targets[request.param]
    targets[request.param].connection.close()


@pytest.fixture
def ask(targets: dict[str, Target]) -> Iterator[Callable[..., Answer]]:
    """Ask the archive."""
    yield targets["archive"].connection.ask
    targets["archive"].connection.close()


def judge(answer: Answer, asked: Any) -> None:
    """A request is served, or told what is wrong with it; the service itself never fails."""
    assert answer.status < 500, (asked, answer)
    if answer.status >= 300:
        assert answer.status >= 400, (asked, answer)
        assert json.loads(answer.body)["detail"], (asked, answer)
        assert answer.headers["connection"] is None, (asked, answer)


def test_each_route_takes_what_is_good(target: Target) -> None:
    """So that what is refused below is refused for what is wrong in it."""
    for route in target.routes():
        assert target.body(route) or not route.has_body, route
        answer = target.connection.ask(
            route.method, target.address(route), target.text(route), Content_Type=JSON
        )
        assert answer.status in (200, 201, 409), (route, answer)


def test_values_in_addresses(target: Target) -> None:
    for route in target.routes():
        for _, name in route.parameters:
            for value in IN_ADDRESSES:
                address = target.address(route, **{name: value})
                body = target.text(route)
                answer = target.connection.ask(route.method, address, body, Content_Type=JSON)
                judge(answer, (route.method, address[:100]))


@pytest.mark.parametrize("content_type", TYPES)
def test_bodies(target: Target, content_type: str | None) -> None:
    for route in target.routes():
        for body in BODIES if target.body(route) else BODIES[:3]:
            address = target.address(route)
            answer = target.connection.ask(route.method, address, body, Content_Type=content_type)
            judge(answer, (route, body[:50]))


@pytest.mark.parametrize("connection", [None, "close"])
def test_large_bodies_are_read_before_they_are_refused(
    target: Target, connection: str | None
) -> None:
    for route in [*target.routes(), Route("POST", "/nothing/at/all", [], True)]:
        address = target.address(route)
        answer = target.connection.ask(
            route.method, address, LARGE, Content_Type=JSON, Connection=connection
        )
        assert answer.status == 413, (route, answer)
        (issue,) = json.loads(answer.body)["detail"]
        assert issue["message"] == "larger than 32 MiB, the limit for a document"


def test_values_in_bodies(target: Target) -> None:
    for route in target.routes():
        document = target.body(route)
        if document is None:
            continue
        telling = [(name,) for name in document if name.endswith("_id") or name == "version"]
        if "metadata" in document:
            telling += [("metadata",), ("metadata", "version")]
        for body in spoiled(document, every=telling):
            answer = target.connection.ask(
                route.method, target.address(route), body, Content_Type=JSON
            )
            judge(answer, (route, body[:3000]))


ONE_OF_EACH = {(path.parent.name, pdm.read(path).receipt.entity): path for path in EXAMPLES}


@pytest.mark.parametrize("path", ONE_OF_EACH.values(), ids=map("-".join, ONE_OF_EACH))
def test_ids_and_editions_of_every_collection_and_layout(
    ask: Callable[..., Answer], path: Path
) -> None:
    collection = COLLECTION_OF[pdm.read(path).receipt.entity]
    given = {**with_new_id(collection, parsed(path)), "metadata": {"version": 1}}
    for place in ((COLLECTIONS[collection].id_field,), ("metadata", "version")):
        for body in with_texts(given, place, SHORT):
            judge(ask("POST", f"/{collection}", body), (place, body[:3000]))


@pytest.mark.parametrize("headers", HEADERS, ids=repr)
def test_headers(target: Target, headers: dict[str, str]) -> None:
    for route in target.routes():
        given = {"Content-Type": JSON, **headers}
        answer = target.connection.ask(
            route.method, target.address(route), target.text(route), **given
        )
        assert answer.status < 500, (route, answer)


def test_methods_and_addresses_that_no_route_has(target: Target) -> None:
    for route in target.routes():
        for method in ("HEAD", "OPTIONS", "DELETE", "PATCH", "TRACE", "GET", "POST", "PUT", "A"):
            if method != route.method:
                answer = target.connection.ask(method, target.address(route), target.text(route))
                assert answer.status < 500, (method, route, answer)
    for address in ("/", "//", "/sbds/", "/sbds//", "/sbds/a/b/c", "/%00", "/%FF/%FF", "*"):
        for method in ("GET", "HEAD", "POST", "PUT"):
            answer = target.connection.ask(method, address, b"{}", Content_Type=JSON)
            assert 400 <= answer.status < 500, (method, address, answer)


def test_an_address_of_megabytes(target: Target) -> None:
    for address in ("/sbds/" + "a" * 3_000_000, "/sbds?telescope=" + "%00" * 1_000_000):
        answer = target.connection.ask("GET", address)
        assert answer.status == 414
        assert f"longer than {MAX_TARGET} bytes" in json.loads(answer.body)["detail"]


class TestWhatTheArchiveSays:
    """Where a request is refused, the answer names the place and what to do."""

    def test_after_the_last_edition_there_is_none(self, ask: Any) -> None:
        given = with_new_id("sbds", blocks.mid())
        given["metadata"]["version"] = MAX_EDITION
        assert ask("POST", "/sbds", json.dumps(given).encode()).status == 201
        answer = ask("PUT", f"/sbds/{given['sbd_id']}", json.dumps(given).encode())
        assert (answer.status, json.loads(answer.body)["detail"]) == (
            422,
            [
                {
                    "path": "/metadata/version",
                    "code": "last-edition",
                    "message": "edition 9007199254740991 is the last that can be counted: "
                    "nothing can follow it",
                }
            ],
        )

    @pytest.mark.parametrize("name", ["a/b", "..", "a" * 256, "a" * 3_000_000])
    def test_an_id_that_no_address_can_have(self, ask: Any, name: str) -> None:
        answer = ask("POST", "/sbds", json.dumps({**blocks.mid(), "sbd_id": name}).encode())
        (issue,) = json.loads(answer.body)["detail"]
        assert (answer.status, issue["path"], issue["code"]) == (422, "/sbd_id", "not-storable")
        assert issue["message"].startswith("the archive takes ids of 1 to 255 characters without /")

    @pytest.mark.parametrize(
        ("address", "place"),
        [
            ("/sbds/%00", ["path", "name"]),
            ("/sbds/%00/versions", ["path", "name"]),
            ("/sbds?telescope=%00", ["query", "telescope"]),
            ("/sbds?sbd_ref=a%00", ["query", "sbd_ref"]),
            ("/sbds?label=a:%00", ["query", "label"]),
            ("/sbds?label=night", ["query", "label"]),
            ("/sbds/a?version=9007199254740992", ["query", "version"]),
            ("/sbds/a?version=-1", ["query", "version"]),
        ],
    )
    def test_what_no_document_can_have(self, ask: Any, address: str, place: list[str]) -> None:
        answer = ask("GET", address)
        (error,) = json.loads(answer.body)["detail"]
        assert (answer.status, error["loc"]) == (422, place)

    def test_many_byte_order_marks(self, ask: Any) -> None:
        answer = ask("POST", "/sbds", b"\xef\xbb\xbf" * 993 + b"{}")
        (issue,) = json.loads(answer.body)["detail"]
        assert (answer.status, issue["code"]) == (422, "not-json")
        assert issue["message"].startswith("not JSON: a second byte order mark")
