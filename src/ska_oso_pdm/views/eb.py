"""The sections of a summary of an execution block."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from ska_oso_pdm.personal import PERSONAL, is_personal, shown_place
from ska_oso_pdm.views.rows import Rows, cut, dates, duration, filled, moment


def header(block: Any) -> Rows:
    """Give the rows that say what was executed with which telescope."""
    rows = [
        ["telescope", str(block.telescope)],
        ["definition", of_edition(block.sbd_ref, block.sbd_version)],
        ["instance", block.sbi_ref or "(none)"],
    ]
    return filled(rows) + dates(block)


def sections(block: Any) -> Iterator[tuple[str, Rows]]:
    """Yield title and rows of each section."""
    yield "Labels", [_label(name, value) for name, value in block.labels.items()]
    requests = block.request_responses
    yield _requests_title(requests), _requests(requests)


def of_edition(identifier: str | None, version: int | None) -> str:
    """Write which edition of a document is meant."""
    text = identifier or "(none)"
    return text if version is None else f"{text}, edition {version}"


def arguments(call: Any) -> str:
    """Write the arguments of a call as in Python: `1, dry_run=false`, values as in JSON."""
    if call is None:
        return ""
    words = [_json(value) for value in call.args]
    words += ["=".join(_named(name, _json(value), value)) for name, value in call.kwargs.items()]
    return cut(", ".join(words))


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _label(name: str, value: Any) -> list[str]:
    return _named(name, cut(value) if isinstance(value, str) else _json(value), value)


def _named(name: str, text: str, value: Any) -> list[str]:
    """Give a name and the text of its value, without what may tell of people."""
    return [str(shown_place((name,))[0]), PERSONAL if is_personal(value, (name,)) else text]


def _requests_title(requests: list[Any]) -> str:
    failed = sum(1 for request in requests if request.error)
    waiting = sum(1 for request in requests if request.response_received_at is None)
    words = [f"Requests: {len(requests)}"]
    words += [f"{failed} with an error"] if failed else []
    words += [f"{waiting} without an answer"] if waiting else []
    return ", ".join(words)


def _requests(requests: list[Any]) -> Rows:
    rows = [["", "sent", "took", "status", "request", "answer"]] if requests else []
    for number, request in enumerate(requests, 1):
        called = f"{request.request or '?'}({arguments(request.request_args)})"
        sent = request.request_sent_at
        rows.append(
            [
                str(number),
                moment(sent),
                duration(_length(sent, request.response_received_at)),
                request.status or "-",
                called,
                _answer(request),
            ]
        )
    return rows


def _answer(request: Any) -> str:
    if request.error:
        return cut(f"error: {request.error.detail or 'not described'}")
    return cut((request.response and request.response.result) or "-")


def _length(start: datetime | None, end: datetime | None) -> timedelta | None:
    """Give the time between two; one that names no zone is taken as UTC."""
    if start is None or end is None:
        return None
    start, end = (when if when.tzinfo else when.replace(tzinfo=UTC) for when in (start, end))
    return end - start
