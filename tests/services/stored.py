"""What tests of the example services share: documents with ids of their own, and many clients."""

from __future__ import annotations

import copy
import uuid
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx2

from tests.samples import exact
from tests.services.apps.archive import COLLECTIONS
from tests.services.servers import Service

CLIENTS = 8

COLLECTION_OF = {collection.entity: name for name, collection in COLLECTIONS.items()}


def with_new_id(collection: str, document: dict[str, Any]) -> dict[str, Any]:
    """Give a copy of a document with an id that no other test has."""
    return {**document, COLLECTIONS[collection].id_field: new_id(collection)}


def new_id(collection: str) -> str:
    return f"{COLLECTIONS[collection].entity}-test-{uuid.uuid4()}"


def as_stored(
    collection: str, given: dict[str, Any], answer: dict[str, Any], layout: str = "1.0"
) -> str:
    """Write what a document should come back as: itself, with what it lacked and the archive adds.

    That is the honest label, and id, edition and dates where the document has none, which are
    those of the answer. All else of the answer is compared by this.
    """
    entity, id_field = COLLECTIONS[collection]
    expected = copy.deepcopy(given)
    expected["interface"] = f"https://schema.skao.int/ska-oso-pdm-{entity}/{layout}"
    add(expected, answer, [id_field])
    expected["metadata"] = expected.get("metadata") or {}
    add(expected["metadata"], answer["metadata"], ["version", "created_on", "last_modified_on"])
    return exact(expected)


def add(expected: dict[str, Any], answer: dict[str, Any], names: Iterable[str]) -> None:
    for name in names:
        if expected.get(name) is None:
            expected[name] = answer[name]


def post(client: httpx2.Client, collection: str, document: Any) -> Any:
    """Store a document in the archive; give what it answers."""
    return created(client.post(f"/{collection}", json=document))


def created(answer: httpx2.Response) -> Any:
    assert answer.status_code == 201, answer.text
    return answer.json()


def found(answer: httpx2.Response) -> Any:
    assert answer.status_code == 200, answer.text
    return answer.json()


def at_once(service: Service, work: Callable[[httpx2.Client, int], Any]) -> list[Any]:
    """Let many clients do the same work at the same time; give what each of them returns."""

    def one(number: int) -> Any:
        with service.client() as client:
            return work(client, number)

    with ThreadPoolExecutor(CLIENTS) as pool:
        return list(pool.map(one, range(CLIENTS)))
