"""A PostgreSQL server for tests: the one that the environment names, or a private one."""

from __future__ import annotations

import os
import pwd
import re
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from tests.anywhere import with_true_clock
from tests.services.processes import running

SERVER = "SKA_OSO_PDM_POSTGRES"
"""Environment variable with the libpq connection string of a server to use."""

REQUIRED = "SKA_OSO_PDM_REQUIRE_POSTGRES"
"""Environment variable that makes tests fail, and not skip, where there is no server."""


class NoServerError(Exception):
    """There is no PostgreSQL to test with; the message says what to do."""


@contextmanager
def server() -> Iterator[str]:
    """Give the connection string of a server, which runs at least as long as the context.

    Raises:
        NoServerError: when the environment names none and PostgreSQL is not installed.
    """
    if named := os.environ.get(SERVER):
        yield named
    else:
        with tempfile.TemporaryDirectory(prefix="pdm-") as folder, _cluster(Path(folder)) as own:
            yield own


@contextmanager
def schema(server: str) -> Iterator[str]:
    """Make a schema of its own on a server; give the connection string whose tables lie there."""
    name = f"pdm_test_{uuid.uuid4().hex}"
    _execute(server, "CREATE SCHEMA {}", name)
    try:
        options = conninfo_to_dict(server).get("options", "")
        yield make_conninfo(server, options=f"{options} -c search_path={name}".lstrip())
    finally:
        _execute(server, "DROP SCHEMA {} CASCADE", name)


def _execute(server: str, statement: Any, name: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL(statement).format(sql.Identifier(name)))


@contextmanager
def _cluster(folder: Path) -> Iterator[str]:
    """Run a server in a folder, reached through a socket in it, and stop it at the end."""
    programs = _programs()
    account = _account(folder)
    data = folder / "data"
    initialise = [programs / "initdb", "--pgdata", data, "--username", "pdm", "--auth", "trust"]
    initialise += ["--encoding", "UTF8", "--locale", "C", "--no-sync"]
    subprocess.run(initialise, check=True, stdout=subprocess.DEVNULL, cwd=folder, **account)
    command = [programs / "postgres", "-D", data, "-k", folder, "-F", "-c", "listen_addresses="]
    own = make_conninfo(host=str(folder), user="pdm", dbname="postgres")
    # Under a moved clock the server's own timers never go off; its clock may be another's anyway.
    account |= {"cwd": folder, "env": with_true_clock()}
    with running(command, folder / "log", lambda: _answers(own), **account):
        yield own


def _answers(server: str) -> bool:
    try:
        psycopg.connect(server).close()
    except psycopg.OperationalError:
        return False
    return True


def _programs() -> Path:
    """Find the folder with PostgreSQL's programs; Debian keeps it out of PATH."""
    if on_path := shutil.which("initdb"):
        return Path(on_path).resolve().parent
    found = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    folders = [path.parent for path in found if re.fullmatch("[0-9]+", path.parts[-3])]
    if not folders:
        raise NoServerError(
            f"no PostgreSQL: install it (initdb is searched on PATH and below "
            f"/usr/lib/postgresql), or set {SERVER} to the connection string of a server"
        )
    return max(folders, key=lambda folder: int(folder.parts[-2]))


def _account(folder: Path) -> dict[str, Any]:
    """Choose who runs the server, which refuses to run as root, and give them the folder."""
    if os.geteuid() != 0:
        return {}
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    entry = names.get("postgres") or names["nobody"]
    os.chown(folder, entry.pw_uid, entry.pw_gid)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
