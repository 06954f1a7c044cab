"""Runs the tests on another date, in another environment: `python -m tests.anywhere +60d`.

The clock is moved (faketime). There is no network but the machine's own loopback, in a namespace of
its own (unshare). The user is not root and cannot write the checkout (setpriv); the home folder can
be written by nobody; the locale is C, without Python's UTF-8 mode; the time zone is one whose
offset is no whole hour and changes in the year.

`tests/anywhere.txt` lists the tests that cannot pass so, each with the reason. They run too, and
one that passes, or is not there any more, fails the run.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
EXCEPTIONS = Path(__file__).with_suffix(".txt")
DATES = ("+60d", "+400d", "+6y")
PACKAGES = {
    "faketime": "faketime",
    "unshare": "util-linux",
    "setpriv": "util-linux",
    "ip": "iproute2",
}
NOBODY = "65534"
KEPT = (
    "PATH",
    "SKA_OSO_PDM_AGREEMENT_TEXTS",
    "SKA_OSO_PDM_APPS",
    "SKA_OSO_PDM_EDITS",
    "SKA_OSO_PDM_KILLS",
    "SKA_OSO_PDM_REQUIRE_POSTGRES",
)
ENVIRONMENT = {
    "LC_ALL": "C",
    "PYTHONUTF8": "0",
    "TZ": "Pacific/Chatham",
    "PYTHONDONTWRITEBYTECODE": "1",
    "FAKETIME_DONT_FAKE_MONOTONIC": "1",  # threads wait by that clock
    "FAKETIME_FORCE_MONOTONIC_FIX": "0",  # and else wake at once, to find that they must wait
    "PYTHONPATH": str(Path(__file__).with_name("moved_clock")),
}


def with_true_clock() -> dict[str, str]:
    """Give the environment of a process whose clock is not moved, where this one's is."""
    return {name: value for name, value in os.environ.items() if name != "LD_PRELOAD"}


def lacking() -> str | None:
    """Say what this machine cannot do; None where it can do everything."""
    if sys.platform != "linux":
        return "namespaces and faketime are there on Linux only"
    for command, package in PACKAGES.items():
        if shutil.which(command) is None:
            return f"there is no command {command}; install the Debian package {package}"
    if os.geteuid() != 0:
        return "only root can make a namespace without network and become another user"
    tried = subprocess.run(isolated(["true"]), capture_output=True, text=True, check=False)
    return tried.stderr.strip() or "it failed" if tried.returncode else None


def isolated(command: list[str]) -> list[str]:
    """Give the command that runs another without network, as a user who may read and not write."""
    read_only = "-all,+dac_read_search"  # the interpreter may lie in the home of root
    as_nobody = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
    as_nobody += [f"--inh-caps={read_only}", f"--ambient-caps={read_only}", "--no-new-privs"]
    offline = ["unshare", "--net", "sh", "-c", 'ip link set lo up && exec "$@"', "sh"]
    return [*offline, *as_nobody, *command]


def run(date: str, arguments: list[str]) -> int:
    """Run the tests on a date; give pytest's exit status."""
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        home, scratch = Path(folder, "home"), Path(folder, "scratch")
        home.mkdir(mode=0o555)
        scratch.mkdir()
        os.chown(scratch, int(NOBODY), int(NOBODY))
        kept = {name: os.environ[name] for name in KEPT if name in os.environ}
        environment = {**kept, **ENVIRONMENT, "HOME": str(home), "TMPDIR": str(scratch)}
        pytest_command = [sys.executable, "-m", "pytest", "-p", "tests.anywhere"]
        pytest_command += ["-p", "no:cacheprovider", "--numprocesses=auto"]
        # Astropy's own table of leap seconds, which some day expires and cannot be fetched here.
        pytest_command += ["-W", "ignore:leap-second auto-update failed", *arguments]
        command = isolated(["faketime", "-m", "-f", date, *pytest_command])
        print(f"the tests on {date}, without network, as another user", flush=True)
        return subprocess.run(command, env=environment, cwd=ROOT, check=False).returncode


def exceptions() -> Iterator[tuple[str, str]]:
    """Yield each listed test with the reason."""
    for line in EXCEPTIONS.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            test, _, reason = line.partition("  ")
            yield test, reason.strip()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Expect the listed tests to fail; pytest calls this in the run on another date."""
    found = {item.nodeid: item for item in items}
    modules = {item.nodeid.partition("::")[0] for item in items}
    for test, reason in exceptions():
        module = test.partition("::")[0]
        left_out = module not in modules and (ROOT / module).exists()
        if test in found:
            found[test].add_marker(pytest.mark.xfail(reason=reason, strict=True))
        elif len(modules) > 50 and not left_out:
            raise pytest.UsageError(f"{EXCEPTIONS.name}: there is no test {test}")


def main() -> int:
    dates = [argument for argument in sys.argv[1:] if argument in DATES]
    arguments = [argument for argument in sys.argv[1:] if argument not in DATES]
    if why := lacking():
        print(f"not run on another date and as another user: {why}", file=sys.stderr)
        return 1 if os.environ.get("CI") else 0
    return max(run(date, arguments) for date in dates or DATES)


if __name__ == "__main__":
    sys.exit(main())
