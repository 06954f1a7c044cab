"""`ska-oso-pdm serve`: what is published, over HTTP."""

from __future__ import annotations

import argparse
import os
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

from ska_oso_pdm.cli.output import flush, say, tell
from ska_oso_pdm.cli.parser import Parser

_DESCRIPTION = """\
Serve what is published: each schema where its URL says, its bundle, and data for machines and
editors; with FOLDER a built site, pages and all.

It listens on this machine alone unless --host says otherwise, answers GET and HEAD, and gives
nothing outside of FOLDER. Each request is a line on standard error: method, path and status.
"""

_EPILOG = """\
examples:
  ska-oso-pdm serve                              http://127.0.0.1:8080/ska-oso-pdm-sbd/1.0
  ska-oso-pdm serve build/site                   the site that nox -s site builds
  ska-oso-pdm serve --port 0                     at any port that is free
  ska-oso-pdm serve --host 0.0.0.0 build/site    for other machines, as in a container

An editor finds what it needs in /data/vscode-settings.json and /data/catalog.json. /healthz says
ok as long as the server runs. Ctrl-C ends it.

exit status: 0 ended by SIGTERM, 130 ended by Ctrl-C, 2 the address or the folder cannot be served
"""

_WEB = re.compile(r"https?://[^\s/?#]+(/[^\s?#]*)?")


def configure(parser: Parser) -> None:
    """Add description and arguments of the command."""
    parser.description, parser.epilog = _DESCRIPTION, _EPILOG
    parser.add_argument("folder", nargs="?", metavar="FOLDER", help="a built site")
    parser.add_argument("--port", type=_port, default=8080, help="default 8080; 0 is any free one")
    parser.add_argument(
        "--host", default="127.0.0.1", help="address to listen at, default 127.0.0.1"
    )
    parser.add_argument(
        "--base",
        type=_base,
        metavar="URL",
        help="address that catalogue and settings for editors name; by default its own where it "
        "listens on this machine alone, else https://schema.skao.int/",
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Serve until a signal comes; give the exit status."""
    from ska_oso_pdm.serving.server import CannotListenError, Server

    folder = options.folder
    if folder is not None and not os.path.isfile(os.path.join(folder, "index.html")):
        tell(f"ska-oso-pdm: {_no_site(folder)}")
        return 2
    try:
        server = Server(options.host, options.port, tell)
    except CannotListenError as error:
        tell(f"ska-oso-pdm: {error}")
        return 2
    with server, _ended_by_sigterm():
        _set_up(server, options)
        server.serve_forever()
    return 0


def _set_up(server: Any, options: argparse.Namespace) -> None:
    """Choose what is served, and say where."""
    from ska_oso_pdm.publishing.editors import BASE
    from ska_oso_pdm.serving.files import OfAFolder, OfThePackage

    base = options.base or (server.url if server.is_on_loopback else BASE)
    folder = options.folder
    server.files = OfThePackage(base) if folder is None else OfAFolder(folder, base)
    what = "what the package publishes" if folder is None else folder
    say(f"serving {what} at {server.url}")
    flush()
    if not server.is_on_loopback:
        tell(
            "ska-oso-pdm: other machines can reach this, as --host says; there is no encryption "
            "and no log-in, so put a proxy in front where that matters"
        )


def _no_site(folder: str) -> str:
    if not os.path.isdir(folder):
        return f"{folder}: there is no such folder; nox -s site builds one in build/site"
    return f"{folder}: has no index.html, so it is no site; nox -s site builds one in build/site"


@contextmanager
def _ended_by_sigterm() -> Iterator[None]:
    """End at once when the signal comes, also as the first process of a container."""
    before = signal.signal(signal.SIGTERM, _end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _end(*_: Any) -> NoReturn:
    raise SystemExit(0)


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) <= 65535):
        raise argparse.ArgumentTypeError(f"{text!r} is no port; a port is a number up to 65535")
    return int(text)


def _base(text: str) -> str:
    if not _WEB.fullmatch(text):
        raise argparse.ArgumentTypeError(
            f"{text!r} is no address; one begins with https:// or http:// and a host"
        )
    return text.rstrip("/") + "/"
