"""Answers what a program in another language asks that runs this package within itself.

JavaScript does, by WebAssembly: `web/npm/src/python.ts`. Each question is put as a command, so that
the answer is what the command line says of the same document, to the byte. Questions and answers
are JSON; documents are texts in them, which nothing runs.
"""

from __future__ import annotations

import base64
import io
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from typing import Any

from ska_oso_pdm.cli import main

FOLDER = "/documents"
"""Where the documents of a question are while it is answered: always there, since a stash names the
files that it is of.
"""

_NAMES = ("document.json", "other.json")
_REPORT, _STASH, _NEW_STASH = "report.json", "stash.ndjson", "new-stash.ndjson"


def answer(question: str, folder: str = FOLDER) -> str:
    """Answer a question.

    Args:
        question: an object of JSON with the `command`, its `documents`, each a text or an object
            with its bytes in `base64`, and what the command takes: `to`, `assume`, by name, with a
            value or `""`, `allow_loss`, `stash`, that of an earlier upgrade, `ignore_metadata`.
        folder: one that nothing else uses.

    Returns:
        an object of JSON: the exit `status`, the `output`, the lines of `messages`; of an upgrade
        the `report` and the new `stash`, each a text, or null where there is none.
    """
    asked = json.loads(question)
    with _working_in(folder):
        names = _NAMES[: len(asked["documents"])]
        for name, given in zip(names, asked["documents"]):
            _write(name, given)
        told = _said([*_words(asked), *names])
        if asked["command"] == "upgrade":
            told |= {"report": _read(_REPORT), "stash": _read(_NEW_STASH)}
    return json.dumps(told)


def _words(asked: dict[str, Any]) -> Iterator[str]:
    """Yield the words of a command, without the files at its end."""
    command = asked["command"]
    yield command
    if command in ("identify", "validate", "diff"):
        yield "--format=json"
    if command == "validate" and asked.get("findings"):
        yield "--findings"
    if command == "upgrade":
        yield f"--report={_REPORT}"
        if asked.get("stash") is None:
            yield f"--stash={_NEW_STASH}"
        else:
            _write(_STASH, asked["stash"])
            yield f"--restore={_STASH}"
        if asked.get("to") is not None:
            yield f"--to={asked['to']}"
    for name, value in (asked.get("assume") or {}).items():
        yield f"--assume={name}={value}" if value else f"--assume={name}"
    if asked.get("allow_loss"):
        yield "--allow-loss"
    if asked.get("ignore_metadata"):
        yield "--ignore-metadata"


def _said(words: list[str]) -> dict[str, Any]:
    binary = io.BytesIO()
    out, err = io.TextIOWrapper(binary, "utf-8", newline=""), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        try:
            status: Any = main(words)
        except SystemExit as left:  # an option with a wrong value
            status = left.code
    out.flush()
    messages = err.getvalue().splitlines()
    return {
        "status": status,
        "output": binary.getvalue().decode(),
        "messages": [line for line in messages if not line.endswith(f"/{_NEW_STASH}")],
    }


@contextmanager
def _working_in(folder: str) -> Iterator[None]:
    """Work in a folder, which has none of our files afterwards."""
    os.makedirs(folder, exist_ok=True)
    before = os.getcwd()
    os.chdir(folder)
    try:
        yield
    finally:
        for name in (*_NAMES, _REPORT, _STASH, _NEW_STASH):
            if os.path.exists(name):
                os.remove(name)
        os.chdir(before)


def _write(name: str, given: Any) -> None:
    is_text = isinstance(given, str)
    data = given.encode("utf-8", "surrogatepass") if is_text else base64.b64decode(given["base64"])
    with open(name, "wb") as file:
        file.write(data)


def _read(name: str) -> str | None:
    if not os.path.exists(name):
        return None
    with open(name, encoding="utf-8", newline="") as file:
        text = file.read()
    return text if name != _NEW_STASH or text.count("\n") > 1 else None  # but for its header
