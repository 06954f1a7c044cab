"""Documents with all their editions, as `jsonb` in PostgreSQL.

`jsonb` keeps a JSON value and not its text. What it would change on the way is either written so
that it stays, or refused:

- `1e16` comes back as `10000000000000000`, an integer; written as `10000000000000000.0` it stays;
- `-0.0` comes back as `0.0`, and U+0000 cannot be held: both are refused;
- the order of keys is lost, which means nothing in JSON.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, LiteralString

from psycopg_pool import ConnectionPool

import ska_oso_pdm as pdm

# Locked, since of two who make the same table at the same time PostgreSQL may fail one.
_TABLES: LiteralString = """
SELECT pg_advisory_xact_lock(hashtext('ska_oso_pdm archive'));
CREATE TABLE IF NOT EXISTS document (
    entity text, id text, latest bigint NOT NULL,
    PRIMARY KEY (entity, id)
);
CREATE TABLE IF NOT EXISTS edition (
    entity text, id text, version bigint, content jsonb NOT NULL,
    PRIMARY KEY (entity, id, version), FOREIGN KEY (entity, id) REFERENCES document
);
"""
_LATEST: LiteralString = """
SELECT edition.content::text FROM document JOIN edition USING (entity, id)
WHERE entity = %s AND version = latest AND {} ORDER BY id
"""

# A string, or a number with an exponent; strings are matched so that numbers in them are not.
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|-?[0-9][0-9.]*[eE][-+0-9]+')


class Editions:
    """The table of editions. Every method is one transaction; many threads may call them.

    Args:
        server: libpq connection string; the tables lie in the first schema of its search path.
    """

    def __init__(self, server: str) -> None:
        # A connection that the database has closed meanwhile, as when it began anew, is replaced.
        check = ConnectionPool.check_connection
        self._pool = ConnectionPool(server, min_size=1, max_size=8, check=check, open=True)
        with self._pool.connection() as connection:
            connection.execute(_TABLES)

    def close(self) -> None:
        self._pool.close()

    def add(self, entity: str, name: str, version: int, text: str) -> bool:
        """Store the first edition of a document; False where there is a document of that id."""
        insert = "INSERT INTO document VALUES (%s, %s, %s) ON CONFLICT DO NOTHING"
        return self._store(insert, (entity, name, version), entity, name, version, text)

    def replace(self, entity: str, name: str, version: int, text: str) -> bool:
        """Store the edition `version`; False where the one before it is not the latest."""
        update = "UPDATE document SET latest = %s WHERE entity = %s AND id = %s AND latest = %s"
        given = (version, entity, name, version - 1)
        return self._store(update, given, entity, name, version, text)

    def _store(
        self, claim: LiteralString, given: tuple[Any, ...], entity: str, *edition: Any
    ) -> bool:
        """Store an edition if the claim to be the one who stores it changes a row.

        The row is locked from then on, so that of several who change one edition one is served.
        """
        name, version, text = edition
        insert = "INSERT INTO edition VALUES (%s, %s, %s, %s)"
        with self._pool.connection() as connection:
            if connection.execute(claim, given).rowcount == 0:
                return False
            connection.execute(insert, (entity, name, version, _TOKEN.sub(_positional, text)))
        return True

    def get(self, entity: str, name: str, version: int | None = None) -> str | None:
        """Give the text of an edition, the latest without a version; None where there is none."""
        if version is None:
            found = self._select(_LATEST.format("id = %s"), (entity, name))
        else:
            select: LiteralString = (
                "SELECT content::text FROM edition WHERE entity = %s AND id = %s AND version = %s"
            )
            found = self._select(select, (entity, name, version))
        return found[0] if found else None

    def versions(self, entity: str, name: str) -> list[int]:
        """List the numbers of all editions in order; empty where there is no document."""
        select: LiteralString = (
            "SELECT version FROM edition WHERE entity = %s AND id = %s ORDER BY version"
        )
        return self._select(select, (entity, name))

    def search(self, entity: str, part: dict[str, Any]) -> list[str]:
        """List the latest editions that contain a part, for example `{"telescope": "ska_mid"}`."""
        return self._select(_LATEST.format("content @> %s::jsonb"), (entity, json.dumps(part)))

    def _select(self, select: LiteralString, given: tuple[Any, ...]) -> list[Any]:
        with self._pool.connection() as connection:
            return [row[0] for row in connection.execute(select, given)]


def _positional(token: re.Match[str]) -> str:
    """Write a number without exponent and with a decimal point, and a string as it is."""
    if token[0].startswith('"'):
        return token[0]
    digits = f"{Decimal(token[0]):f}"
    return digits if "." in digits else f"{digits}.0"


def unstorable(value: Any, path: str = "") -> Iterator[pdm.Issue]:
    """Yield what of a JSON value `jsonb` would change or refuse."""
    if isinstance(value, dict):
        for key, part in value.items():
            place = f"{path}/{key.replace('~', '~0').replace('/', '~1')}"
            yield from _unstorable_text(key, place, "the key")
            yield from unstorable(part, place)
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from unstorable(part, f"{path}/{index}")
    elif isinstance(value, str):
        yield from _unstorable_text(value, path, "the text")
    elif isinstance(value, float) and str(value) == "-0.0":
        message = "-0.0 is not kept by this archive, which would give 0.0; write 0.0"
        yield pdm.Issue(path, "not-storable", message)


def _unstorable_text(text: str, path: str, what: str) -> Iterator[pdm.Issue]:
    if "\0" in text:
        message = f"{what} {json.dumps(text)} holds U+0000, which this archive cannot keep; drop it"
        yield pdm.Issue(path, "not-storable", message)
