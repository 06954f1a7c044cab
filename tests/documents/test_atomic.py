"""Files replaced whole or not at all."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from ska_oso_pdm.documents import atomic


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "block.json"
    path.write_bytes(b"old")
    return path


def test_a_file_is_replaced_and_keeps_its_permissions(file: Path) -> None:
    for mode in (0o600, 0o640, 0o666, 0o755):
        file.chmod(mode)
        atomic.replace(file, b"new\r\n")
        assert file.read_bytes() == b"new\r\n"
        assert stat.S_IMODE(file.stat().st_mode) == mode
    assert list(file.parent.iterdir()) == [file]


def test_a_new_file_has_the_usual_permissions(tmp_path: Path) -> None:
    plain, made = tmp_path / "plain", tmp_path / "made"
    plain.write_bytes(b"")
    atomic.replace(made, b"new")
    assert made.read_bytes() == b"new"
    assert made.stat().st_mode == plain.stat().st_mode


def test_a_link_stays_and_what_it_leads_to_is_replaced(file: Path) -> None:
    folder = file.parent / "elsewhere"
    folder.mkdir()
    link = folder / "link.json"
    link.symlink_to("../block.json")
    atomic.replace(str(link), b"new")
    assert link.is_symlink()
    assert file.read_bytes() == b"new"
    assert list(folder.iterdir()) == [link]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_a_pipe_is_written_into(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    atomic.replace(pipe, b"new")
    assert os.read(reader, 10) == b"new"
    os.close(reader)
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert list(tmp_path.iterdir()) == [pipe]


def test_a_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="directory"):
        atomic.replace(tmp_path, b"new")


@pytest.mark.skipif(not hasattr(os, "chown"), reason="files have no owner here")
@pytest.mark.parametrize("error", [None, PermissionError()])
def test_a_file_keeps_its_owner_where_that_is_allowed(
    file: Path, monkeypatch: pytest.MonkeyPatch, error: OSError | None
) -> None:
    owners = []

    def chown(path: str, user: int, group: int) -> None:
        owners.append((user, group))
        if error:
            raise error

    monkeypatch.setattr(os, "chown", chown)
    atomic.replace(file, b"new")
    assert owners == [(file.stat().st_uid, file.stat().st_gid)]
    assert file.read_bytes() == b"new"


@pytest.mark.parametrize("mode", [0o444, 0o400, 0o555])
def test_a_read_only_file_is_kept(file: Path, mode: int) -> None:
    file.chmod(mode)
    with pytest.raises(atomic.KeptError) as caught:
        atomic.replace(file, b"new")
    assert caught.value.strerror == ("it is read-only; allow writing, for example with chmod u+w")
    assert (file.read_bytes(), list(file.parent.iterdir())) == (b"old", [file])


def test_a_file_that_this_user_may_not_write_is_kept(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK)
    with pytest.raises(atomic.KeptError, match="it is read-only"):
        atomic.replace(file, b"new")
    assert file.read_bytes() == b"old"


@pytest.mark.parametrize("name", ["block.json", "link.json"])
def test_a_file_with_several_hard_links_is_kept(file: Path, name: str) -> None:
    other = file.parent / "other.json"
    os.link(file, other)
    (file.parent / "link.json").symlink_to("block.json")
    with pytest.raises(atomic.KeptError) as caught:
        atomic.replace(file.parent / name, b"new")
    assert caught.value.strerror == (
        "it has 2 names (hard links), and the others would keep the old content; put a copy in "
        "its place first"
    )
    assert file.samefile(other)
    assert file.read_bytes() == b"old"
    other.unlink()
    atomic.replace(file.parent / name, b"new")
    assert file.read_bytes() == b"new"


def test_a_file_in_no_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        atomic.replace(tmp_path / "missing" / "block.json", b"new")


@pytest.mark.parametrize("step", ["fsync", "chmod", "replace"])
@pytest.mark.parametrize(
    "error", [OSError("disk full"), KeyboardInterrupt()], ids=["OSError", "^C"]
)
def test_what_fails_leaves_the_old_file_alone(
    file: Path, monkeypatch: pytest.MonkeyPatch, step: str, error: BaseException
) -> None:
    def fail(*_: Any) -> None:
        raise error

    monkeypatch.setattr(os, step, fail)
    with pytest.raises(type(error)):
        atomic.replace(file, b"new")
    assert file.read_bytes() == b"old"
    assert list(file.parent.iterdir()) == [file]


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such signal here")
@pytest.mark.parametrize("step", ["fsync", "chmod", "replace"])
def test_a_killed_process_leaves_the_old_file_whole(file: Path, step: str) -> None:
    code = (
        "import os, signal\n"
        "from ska_oso_pdm.documents import atomic\n"
        f"os.{step} = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"
        f"atomic.replace({str(file)!r}, b'new' * 100_000)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False)
    assert done.returncode == -signal.SIGKILL
    assert file.read_bytes() == b"old"
    assert all(
        path == file or path.name.startswith(".ska-oso-pdm-") for path in file.parent.iterdir()
    )
    atomic.replace(file, b"new")
    assert file.read_bytes() == b"new"
