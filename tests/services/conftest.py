"""Servers for the tests of the example services: one of each for a test session."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from tests.services import postgres
from tests.services.servers import Service, serve


@pytest.fixture(scope="session")
def database() -> Iterator[str]:
    """The connection string of an empty schema in PostgreSQL."""
    with ExitStack() as stack:
        try:
            server = stack.enter_context(postgres.server())
        except postgres.NoServerError as error:
            if os.environ.get(postgres.REQUIRED):
                raise
            pytest.skip(str(error))
        yield stack.enter_context(postgres.schema(server))


@pytest.fixture(scope="session")
def archive(database: str) -> Iterator[Service]:
    with serve("archive", ARCHIVE_SERVER=database) as service:
        yield service


@pytest.fixture(scope="session")
def execution(archive: Service) -> Iterator[Service]:
    with serve("execution", ARCHIVE_SOCKET=str(archive.socket)) as service:
        yield service


@pytest.fixture(scope="session")
def proposals(archive: Service) -> Iterator[Service]:
    with serve("proposals", ARCHIVE_SOCKET=str(archive.socket)) as service:
        yield service
