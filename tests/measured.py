"""Does one piece of work on one hostile document, and prints what it cost: run as a process.

    python -m tests.measured WORK NAME [MIB]

Prints, as JSON, CPU seconds and the memory beyond what parsing takes, and what came out. MIB is the
address space that the process may have.
"""

from __future__ import annotations

import contextlib
import io
import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.hostile import DOCUMENTS

MIB = 1024


def peak() -> float:
    """Give the most memory that this process has had, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MIB


def warm_up() -> None:
    """Load what is loaded once, whatever the document."""
    import ska_oso_pdm

    for version in ("0.1", "1.0"):
        url = f"https://schema.skao.int/ska-oso-pdm-sbd/{version}"
        [str(issue) for issue in ska_oso_pdm.validate(json.dumps({"interface": url, "targets": 1}))]


def validate(data: bytes, _: Path) -> Any:
    import ska_oso_pdm

    report = ska_oso_pdm.validate(data)
    return len([str(issue) for issue in report]), report[-1].code if report else None


def load(data: bytes, _: Path) -> Any:
    import ska_oso_pdm

    try:
        return type(ska_oso_pdm.load(data)).__name__
    except ska_oso_pdm.PdmError as error:
        return len(error.issues), error.issues[-1].code


def closed(data: bytes, _: Path) -> Any:
    import pydantic

    from ska_oso_pdm import Closed, SBDefinition

    value = json.loads(data)
    try:
        return pydantic.TypeAdapter(Closed[SBDefinition]).validate_python(value)
    except pydantic.ValidationError as error:
        return error.error_count(), error.errors(include_input=False)[-1]["type"]


def command(*arguments: str) -> Callable[[bytes, Path], Any]:
    def work(data: bytes, folder: Path) -> Any:
        from ska_oso_pdm.cli import main

        file = folder / "block.json"
        file.write_bytes(data)
        with contextlib.redirect_stdout(io.StringIO()) as out, contextlib.redirect_stderr(out):
            status = main([*arguments, str(file)])
        return status, out.tell()

    return work


WORK: dict[str, Callable[[bytes, Path], Any]] = {
    "validate": validate,
    "load": load,
    "closed": closed,
    "validate --findings": command("validate", "--findings"),
    "identify": command("identify"),
    "show": command("show"),
    "upgrade": command("upgrade"),
}


def main(work: str, name: str, address_space: str = "6000") -> None:
    import jiter

    size = int(address_space) * MIB * MIB
    resource.setrlimit(resource.RLIMIT_AS, (size, size))
    resource.setrlimit(resource.RLIMIT_CPU, (60, 60))  # no bar, but an end to what hangs
    warm_up()
    data = DOCUMENTS[name]()
    with contextlib.suppress(ValueError):
        # From here on, what is taken beyond this is the work's own.
        jiter.from_json(data, catch_duplicate_keys=True, allow_inf_nan=False)
    before, start = peak(), time.process_time()
    with TemporaryDirectory() as folder:
        result = WORK[work](data, Path(folder))
    cost = {"seconds": time.process_time() - start, "mib": peak() - before}
    print(json.dumps({**cost, "result": result}))  # noqa: T201


if __name__ == "__main__":
    main(*sys.argv[1:])
