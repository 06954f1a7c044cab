"""Examples of codes, tried in a folder of their own: what a reader would see who types the same."""

from __future__ import annotations

import contextlib
import io
import os
import shlex
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from ska_oso_pdm.cli import main

EXAMPLES = Path(__file__).parents[3] / "examples"
"""What an example in Python calls EXAMPLES."""
_FORCE = ("FORCE_COLOR", "FORCE_HYPERLINK")
"""What would dress the output, which is no terminal's."""


def typed(command: str, files: Mapping[str, str]) -> str:
    """Give what a command prints, on both streams, in a folder with these files alone.

    Args:
        command: as it is typed, `ska-oso-pdm …`.
        files: name to text.
    """
    with _folder(files) as folder:
        written = _Streams()
        with written, contextlib.suppress(SystemExit):
            main(shlex.split(command)[1:])
        return written.text.replace(f"{folder}{os.sep}", "")


def run(python: str) -> str:
    """Give what a program prints."""
    with _folder({}):
        written = _Streams()
        with written:
            shown = compile(python.replace("EXAMPLES", str(EXAMPLES)), "example", "exec")
            exec(shown, {})  # noqa: S102  # it is of codes.toml, beside this file
        return written.text


@contextlib.contextmanager
def _folder(files: Mapping[str, str]) -> Iterator[str]:
    """Work in a new folder with these files, and give its path."""
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        os.chdir(folder)
        forced = {name: os.environ.pop(name) for name in _FORCE if name in os.environ}
        try:
            yield os.path.realpath(folder)
        finally:
            os.environ.update(forced)
            os.chdir(before)


class _Streams(contextlib.ExitStack):
    """Standard output and standard error, as one text."""

    def __init__(self) -> None:
        super().__init__()
        self._stream = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)

    def __enter__(self) -> _Streams:
        self.enter_context(contextlib.redirect_stdout(self._stream))
        self.enter_context(contextlib.redirect_stderr(self._stream))
        return self

    @property
    def text(self) -> str:
        """What was written so far."""
        self._stream.flush()
        buffer = self._stream.buffer
        assert isinstance(buffer, io.BytesIO)
        return buffer.getvalue().decode()
