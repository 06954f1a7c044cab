"""What machines read from the site: all that the package publishes, and the conformance pack."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from ska_oso_pdm.publishing.contents import INDEX, index_of, published, written
from ska_oso_pdm.publishing.file import JSON, Published

CONFORMANCE = Path(__file__).parents[2] / "conformance"


def write(site: Path) -> None:
    """Write each file where its path says, and the index of all."""
    files = [file for path, file in published().items() if path != INDEX]
    files += conformance()
    for file in files:
        _write(site / file.path, file.make())
    _write(site / INDEX, written(index_of(files)))


def conformance() -> Iterator[Published]:
    """Yield the files of the conformance pack, which is too large for the wheel."""
    for path in sorted(CONFORMANCE.rglob("*")):
        if path.is_file():
            name = path.relative_to(CONFORMANCE).as_posix()
            kind = {".json": JSON, ".md": "text/markdown; charset=utf-8"}.get(path.suffix)
            assert kind, path
            about = f"conformance pack: {name}"
            yield Published(f"data/conformance/{name}", kind, about, partial(Path.read_bytes, path))


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
