"""An archive: takes documents, keeps every edition of them, and gives them back as they were.

    POST /sbds                  the first edition; the archive makes the id if there is none
    PUT  /sbds/{id}             a change of the latest edition, which becomes the next one
    GET  /sbds/{id}             the latest edition, or with ?version=2 another
    GET  /sbds/{id}/versions    the numbers of all editions
    GET  /sbds?telescope=...    the latest edition of every document that fits

and so for all collections of `COLLECTIONS`. Of a document the archive writes the id where there is
none, the number of the edition and the two dates of its metadata, and the honest label; nothing
else changes, unknown keys included.

What is no document, no id and no edition is refused with 4xx; without a database it answers 503.

Run it with `uvicorn --factory tests.services.apps.archive:create_app`, and with
`--h11-max-incomplete-event-size 4194304` so that it sees, and refuses, addresses of megabytes too.
"""

from __future__ import annotations

import json
import os
import re
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Annotated, Any, NamedTuple

import psycopg
from fastapi import Depends, FastAPI, HTTPException, Query, Request, Response
from fastapi.responses import JSONResponse

import ska_oso_pdm as pdm
from tests.services.apps.editions import Editions, unstorable
from tests.services.apps.refusals import MAX_EDITION, MAX_NAME, NAME, Name, guard

SERVER = "ARCHIVE_SERVER"
"""Environment variable with the libpq connection string of the database."""


class Collection(NamedTuple):
    """Documents of one entity, and the field that is their id."""

    entity: str
    id_field: str


COLLECTIONS = {
    "sbds": Collection("sbd", "sbd_id"),
    "sbis": Collection("sbi", "sbi_id"),
    "ebs": Collection("eb", "eb_id"),
    "prjs": Collection("prj", "prj_id"),
    "prsls": Collection("prsl", "prsl_id"),
    "prslaccs": Collection("prslacc", "access_id"),
    "panels": Collection("panel", "panel_id"),
    "reviews": Collection("review", "review_id"),
    "decisions": Collection("decision", "decision_id"),
    # The changes of status of a document are the editions of one, which goes by its id.
    "sbd-statuses": Collection("sbd-status-history", "sbd_ref"),
    "sbi-statuses": Collection("sbi-status-history", "sbi_ref"),
    "eb-statuses": Collection("eb-status-history", "eb_ref"),
    "prj-statuses": Collection("prj-status-history", "prj_ref"),
}


def create_app() -> FastAPI:
    """Make the application, for the database that the environment names."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        app.state.editions = Editions(os.environ[SERVER])
        yield
        app.state.editions.close()

    app = FastAPI(title="Archive", lifespan=lifespan)
    guard(app, i_json=False)  # `read` is as strict
    app.add_exception_handler(psycopg.OperationalError, answer_later)
    app.get("/{collection}")(search)
    app.post("/{collection}", status_code=201)(add)
    app.get("/{collection}/{name}")(get)
    app.put("/{collection}/{name}")(replace)
    app.get("/{collection}/{name}/versions")(versions)
    return app


def answer_later(request: Request, error: Exception) -> Response:
    """Answer that the database is away, or has too much to do."""
    message = "the database of the archive is away or busy; try again later"
    return JSONResponse({"detail": message}, 503, {"Retry-After": "5"})


async def collection_of(collection: str) -> Collection:
    """Find a collection by the first part of the path."""
    if collection not in COLLECTIONS:
        known = ", ".join(COLLECTIONS)
        raise HTTPException(404, f"there is no collection {collection!r}; there are {known}")
    return COLLECTIONS[collection]


async def editions_of(request: Request) -> Editions:
    return request.app.state.editions


async def body_of(request: Request) -> bytes:
    return await request.body()


# The body comes as bytes: `load` reads it more strictly than a web framework, refuses keys that
# stand twice, and says where in the document a problem is.
Kind = Annotated[Collection, Depends(collection_of)]
Store = Annotated[Editions, Depends(editions_of)]
Body = Annotated[bytes, Depends(body_of)]
Edition = Annotated[int | None, Query(ge=0, le=MAX_EDITION)]
Text = Annotated[str | None, Query(pattern=r"^[^\x00]*$")]
Label = Annotated[str | None, Query(pattern=r"^[^:\x00]*:[^\x00]*$")]


def add(kind: Kind, editions: Store, body: Body) -> Response:
    """Store the first edition: the number that the document has, or 1."""
    document = read(kind, body)
    if getattr(document, kind.id_field) is None:
        setattr(document, kind.id_field, f"{kind.entity}-{uuid.uuid4()}")
    name, now = getattr(document, kind.id_field), datetime.now(UTC)
    metadata = metadata_of(document)
    if "version" not in metadata.model_fields_set:
        metadata.version = 1
    metadata.created_on = metadata.created_on or now
    metadata.last_modified_on = metadata.last_modified_on or now
    if not editions.add(kind.entity, name, metadata.version, text_of(document)):
        message = f"there is a document {name!r} already; change it with PUT, or give another id"
        raise HTTPException(409, message)
    return faithful(document, 201)


def replace(kind: Kind, name: Name, editions: Store, body: Body) -> Response:
    """Store a change of the latest edition, which the metadata names, as the next one."""
    document = read(kind, body)
    given = getattr(document, kind.id_field)
    if given is None:
        setattr(document, kind.id_field, name)
    elif given != name:
        message = f"{given!r} is not the id {name!r} of the address; write that"
        raise refusal(f"/{kind.id_field}", "other-id", message)
    metadata = metadata_of(document)
    if "version" not in metadata.model_fields_set:
        message = "say which edition was changed: the version of the document that you were given"
        raise refusal("/metadata/version", "no-version", message)
    if metadata.version >= MAX_EDITION:
        message = f"edition {MAX_EDITION} is the last that can be counted: nothing can follow it"
        raise refusal("/metadata/version", "last-edition", message)
    changed, now = metadata.version, datetime.now(UTC)
    metadata.version, metadata.last_modified_on = changed + 1, now
    if not editions.replace(kind.entity, name, changed + 1, text_of(document)):
        raise not_latest(editions.versions(kind.entity, name), name, changed)
    return faithful(document)


def not_latest(known: list[int], name: str, changed: int) -> HTTPException:
    if not known:
        return HTTPException(404, f"there is no document {name!r}; store its first with POST")
    return HTTPException(
        409,
        f"this changes edition {changed} of {name!r}, and edition {known[-1]} is the latest; "
        "get that, make your change in it and put it again",
    )


def get(kind: Kind, name: Name, editions: Store, version: Edition = None) -> Response:
    """Give one edition, the latest if none is named."""
    text = editions.get(kind.entity, name, version)
    if text is None:
        known = ", ".join(map(str, editions.versions(kind.entity, name)))
        lacks = f"no edition {version} of {name!r}; there are {known}"
        raise HTTPException(404, f"there is {lacks if known else f'no document {name!r}'}")
    return faithful(pdm.loads(text, unknown="keep"))


def versions(kind: Kind, name: Name, editions: Store) -> list[int]:
    """Give the numbers of all editions of a document."""
    known = editions.versions(kind.entity, name)
    if not known:
        raise HTTPException(404, f"there is no document {name!r}")
    return known


def search(
    kind: Kind,
    editions: Store,
    telescope: Text = None,
    sbd_ref: Text = None,
    label: Label = None,
) -> Response:
    """Give documents by telescope, by their block, and by one label, written `name:value`."""
    part: dict[str, Any] = {"telescope": telescope, "sbd_ref": sbd_ref}
    part = {key: value for key, value in part.items() if value is not None}
    if label is not None:
        key, _, value = label.partition(":")
        part["labels"] = {key: value}
    found = editions.search(kind.entity, part)
    texts = [pdm.dumps(pdm.loads(text, unknown="keep")) for text in found]
    return Response(f"[{','.join(texts)}]", media_type="application/json")


def read(kind: Collection, body: bytes) -> Any:
    """Read a document of a collection; unknown keys are kept, and an old label is corrected."""
    document, receipt = pdm.read(body)
    if receipt.entity != kind.entity:
        message = f"this is a document of {receipt.entity}, not of {kind.entity}; post it there"
        raise refusal("/interface", "other-entity", message)
    if "metadata" not in type(document).model_fields:
        message = f"layout {receipt.version} has no place for an edition; upgrade the document"
        raise refusal("/interface", "earlier-layout", message)
    require_storable(document, kind.id_field)
    return document


def require_storable(document: Any, id_field: str) -> None:
    """Raise InvalidDocumentError if id or edition of a document are beyond what can be stored."""
    name = getattr(document, id_field)
    if name is not None and not (
        re.fullmatch(NAME, name) and len(name) <= MAX_NAME and name not in (".", "..")
    ):
        message = f"the archive takes ids of 1 to {MAX_NAME} characters without / and U+0000"
        raise refusal(f"/{id_field}", "not-storable", f"{message}, and not . or ..; give another")
    version = document.metadata and document.metadata.version
    if version is not None and not 0 <= version <= MAX_EDITION:
        message = f"the archive counts editions from 0 to {MAX_EDITION}; begin with 1"
        raise refusal("/metadata/version", "not-storable", message)


def metadata_of(document: Any) -> Any:
    """Give the metadata of a document, new and empty where it has none."""
    if document.metadata is None:
        document.metadata = {}
    return document.metadata


def text_of(document: Any) -> str:
    """Write a document for the database."""
    text = pdm.dumps(document)
    if issues := list(unstorable(json.loads(text))):
        raise pdm.InvalidDocumentError(issues)
    return text


def faithful(document: Any, status: int = 200) -> Response:
    """Answer with the faithful form: what was read, and what was changed since."""
    return Response(pdm.dumps(document), status, media_type="application/json")


def refusal(path: str, code: str, message: str) -> pdm.InvalidDocumentError:
    return pdm.InvalidDocumentError([pdm.Issue(path, code, message)])
