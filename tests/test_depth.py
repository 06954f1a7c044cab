"""Documents nested to the limit, and beyond, for callers that are deep in calls themselves."""

from __future__ import annotations

import contextlib
import io
import json
import threading
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pydantic
import pytest

import ska_oso_pdm
from ska_oso_pdm.cli import main
from ska_oso_pdm.documents.editing import edited
from ska_oso_pdm.documents.source import MAX_DEPTH
from ska_oso_pdm.recognition.embedded import embedded
from tests.samples import ROOT, parsed

CALLS = 700
"""How deep in calls a service may be: of 1000 that the interpreter allows by default."""


def nested(depth: int, inner: int = 1) -> Any:
    value: Any = inner
    for level in range(depth):
        value = {"a": value} if level % 2 else [value]
    return value


def block(version: str, inner: int = 1, **more: Any) -> dict[str, Any]:
    """Give a block with free-form content as deep as may be."""
    name = "sbd-mid-imaging" if version == "1.0" else "sbd-mid"
    document: dict[str, Any] = parsed(ROOT / "examples" / version / f"{name}.json")
    key = "default_args" if version == "0.1" else "function_args"
    activity = next(iter(document["activities"].values()))
    activity[key] = {"init": {"kwargs": {"x": nested(MAX_DEPTH - 8, inner)}}}
    return {**document, **more}


def cyclic() -> dict[str, Any]:
    document = block("1.0")
    document["description"] = document
    return document


def far_too_deep() -> dict[str, Any]:
    document = block("1.0")
    for _ in range(100_000):
        document = {"x": document}
    return document


OTHER = block("1.0", 2)
NEW, OLD, UNKNOWN = block("1.0"), block("0.1"), block("1.0", zzz=nested(MAX_DEPTH - 1))
OBJECT = ska_oso_pdm.load(NEW)
FAR = far_too_deep()


def told(report: ska_oso_pdm.Report) -> list[str]:
    return [str(issue) for issue in report]


def command(*arguments: str) -> Callable[[], Any]:
    """Run a command on a file with the deep block of 0.1, or of 1.0, in this process."""

    def work() -> Any:
        with TemporaryDirectory() as name, contextlib.chdir(name):
            Path("old.json").write_text(json.dumps(OLD, indent=1), "utf-8")
            Path("new.json").write_text(json.dumps(NEW), "utf-8")
            Path("other.json").write_text(json.dumps(OTHER), "utf-8")
            with (
                contextlib.redirect_stdout(io.StringIO()) as out,
                contextlib.redirect_stderr(io.StringIO()) as err,
            ):
                status = main(list(arguments))
            return status, out.getvalue(), err.getvalue().replace(name, "")

    return work


def typed(cls: Any, document: dict[str, Any]) -> Any:
    adapter: Any = pydantic.TypeAdapter(cls)
    made = adapter.validate_json(json.dumps(document))
    return made, adapter.dump_python(made), adapter.dump_json(made)


WORK: dict[str, Callable[[], Any]] = {
    "validate text": lambda: told(ska_oso_pdm.validate(json.dumps(NEW))),
    "validate dict": lambda: told(ska_oso_pdm.validate(NEW)),
    "validate an unknown key": lambda: told(ska_oso_pdm.validate(json.dumps(UNKNOWN))),
    "validate an unknown key of a dict": lambda: told(ska_oso_pdm.validate(UNKNOWN)),
    "validate what is too deep": lambda: told(ska_oso_pdm.validate(FAR)),
    "validate what holds itself": lambda: told(ska_oso_pdm.validate(cyclic())),
    "validate many marks": lambda: told(ska_oso_pdm.validate("\ufeff" * 993 + "{}")),
    "load": lambda: ska_oso_pdm.load(json.dumps(NEW)),
    "load a dict": lambda: ska_oso_pdm.load(NEW),
    "load, keeping": lambda: ska_oso_pdm.load(UNKNOWN, unknown="keep"),
    "read": lambda: ska_oso_pdm.read(NEW).receipt,
    "read as current": lambda: (
        ska_oso_pdm.read(OLD, to="current", allowed=ska_oso_pdm.Allowed(loss=True)).receipt
    ),
    "convert": lambda: ska_oso_pdm.convert(json.dumps(OLD), "1.0").status,
    "dumps": lambda: ska_oso_pdm.dumps(OBJECT),
    "dumps with lines": lambda: ska_oso_pdm.dumps(OBJECT, indent=2),
    "findings": lambda: ska_oso_pdm.findings(json.dumps(NEW)),
    "references": lambda: list(ska_oso_pdm.references(json.dumps(NEW))),
    "embedded": lambda: list(embedded([nested(MAX_DEPTH - 1), NEW])),
    "repr": lambda: repr(OBJECT),
    "equality": lambda: ska_oso_pdm.load(OTHER) == OBJECT,
    "diff": lambda: ska_oso_pdm.diff(NEW, OTHER),
    "diff of unknown keys": lambda: ska_oso_pdm.diff(UNKNOWN, NEW),
    "diff of layout 0.1": lambda: ska_oso_pdm.diff(OLD, block("0.1", 2)),
    "edited": lambda: edited(json.dumps(NEW, indent=1), {(): OTHER}),
    "edited, with a new part": lambda: edited(json.dumps(NEW), {("name",): nested(MAX_DEPTH - 1)}),
    "command diff": command("diff", "new.json", "other.json"),
    "command upgrade": command("upgrade", "--allow-loss", "old.json", "--output", "made"),
    "command upgrade in place": command("upgrade", "--allow-loss", "--in-place", "old.json"),
    "command show": command("show", "new.json"),
    "command identify": command("identify", "old.json"),
    "command references": command("references", "new.json"),
    "command validate": command("validate", "--findings", "new.json"),
    "a class": lambda: typed(ska_oso_pdm.SBDefinition, NEW),
    "a closed class": lambda: typed(ska_oso_pdm.Closed[ska_oso_pdm.SBDefinition], NEW),
}


def below(calls: int, work: Callable[[], Any]) -> Any:
    return below(calls - 1, work) if calls else work()


@pytest.mark.parametrize("name", WORK)
def test_deep_documents_need_few_calls(name: str) -> None:
    work = WORK[name]
    assert repr(below(CALLS, work)) == repr(work())


@pytest.mark.parametrize("name", ["validate text", "validate dict", "validate an unknown key"])
def test_deep_documents_need_a_small_stack(name: str) -> None:
    found: list[Any] = []
    size = threading.stack_size(256 * 1024)
    try:
        thread = threading.Thread(target=lambda: found.append(WORK[name]()))
        thread.start()
    finally:
        threading.stack_size(size)
    thread.join()
    assert found == [WORK[name]()]


def test_what_holds_itself_is_too_deep() -> None:
    (issue,) = ska_oso_pdm.validate(cyclic())
    assert str(issue) == (
        "/description/description/description: nested more than 200 levels deep, the limit for a "
        "document [too-deep]"
    )
