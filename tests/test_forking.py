"""A child that is forked while a thread imports or computes something works."""

from __future__ import annotations

import os
import subprocess
import sys
import threading

import pytest

from ska_oso_pdm.documents.cached import cached_attribute
from tests.anywhere import with_true_clock
from tests.samples import ROOT

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")

# The child ends itself after ten seconds; a thread that hangs cannot be told otherwise.
FORKING = """
import os, signal, sys, threading, time
import ska_oso_pdm

text = open("examples/1.0/sbd-mid-imaging.json", "rb").read()
seen = set(sys.modules)

def work():
    {work}

sys.setswitchinterval(1e-5)
thread = threading.Thread(target=work)
thread.start()
while thread.is_alive() and {module!r} not in sys.modules:
    time.sleep(1e-4)
child = os.fork()
if child == 0:
    signal.alarm(100)  # which a child that waits for a lock for ever never outlives
    assert ska_oso_pdm.load(text).targets
    os._exit(0)
_, status = os.waitpid(child, 0)
thread.join()
sys.exit(os.waitstatus_to_exitcode(status))
"""
# One module after the other, by functions: between two of them no import is on its way.
MANY_FORKS = """
import importlib, os, random, signal, sys, threading, time
import ska_oso_pdm

names = "cmd code colorsys filecmp fileinput netrc plistlib sched stringprep tabnanny".split()

def work():
    for name in names:
        importlib.import_module(name)

work()
sys.setswitchinterval(1e-5)
for seed in range(100):
    for name in names:
        sys.modules.pop(name, None)
    thread = threading.Thread(target=work)
    thread.start()
    time.sleep(random.Random(seed).uniform(0, 5e-3))
    child = os.fork()
    if child == 0:
        signal.alarm(100)
        work()
        os._exit(0)
    _, status = os.waitpid(child, 0)
    thread.join()
    if status:
        sys.exit(os.waitstatus_to_exitcode(status))
"""
LOAD = "ska_oso_pdm.load(text)"
# Modules that loading a document imports, early and late, and of others: the fork comes while they
# are on the way.
ON_THE_WAY = [
    "ska_oso_pdm.codec",
    "ska_oso_pdm.validation",
    "jiter",
    "jsonschema_rs",
    "pydantic",
    "pydantic.main",
    "ska_oso_pdm.ext.objects.base",
    "ska_oso_pdm.generated.v1_0.sbd",
    "ska_oso_pdm.generated.v1_0.target",
]


def run(code: str) -> None:
    # The locks of a moved clock (`tests/anywhere.py`) do not outlive a fork, whoever holds them.
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code],
        env=with_true_clock(),
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stderr[-2000:] or done.returncode


@pytest.mark.parametrize("module", ON_THE_WAY)
def test_a_child_loads_while_the_parent_imports(module: str) -> None:
    run(FORKING.format(work=LOAD, module=module))


def test_a_fork_between_two_imports_waits_for_the_second() -> None:
    run(MANY_FORKS)


@pytest.mark.parametrize("work", ["ska_oso_pdm.SBDefinition", "import ska_oso_pdm.sb_definition"])
def test_whatever_way_the_parent_imports(work: str) -> None:
    run(FORKING.format(work=work, module="ska_oso_pdm.generated.v1_0.target"))


def test_a_module_that_forks_while_it_is_imported_does_not_wait_for_itself() -> None:
    code = """
import os, sys
sys.path.insert(0, os.getcwd())
import ska_oso_pdm
def forked():
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)
import importlib.abc, importlib.machinery, importlib.util
class Own(importlib.abc.Loader):
    def create_module(self, spec): return None
    def exec_module(self, module): forked()
spec = importlib.machinery.ModuleSpec("ska_oso_pdm.own", Own())
class Finder(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path, target=None): return spec if name == spec.name else None
sys.meta_path.insert(0, Finder())
import ska_oso_pdm.own
"""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        capture_output=True,
        text=True,
        check=False,
        timeout=200,
    )
    assert done.returncode == 0, done.stderr


def test_no_lock_is_held_while_an_attribute_is_computed() -> None:
    reached, go_on = threading.Event(), threading.Event()

    class Slow:
        @cached_attribute
        def slow(self) -> int:
            """Take long."""
            reached.set()
            go_on.wait(30)
            return 5

    first, second = Slow(), Slow()
    thread = threading.Thread(target=lambda: first.slow)
    thread.start()
    assert reached.wait(30)
    child = os.fork()
    if child == 0:
        go_on._flag = True  # type: ignore[attr-defined]  # no lock that the parent may hold
        os._exit(second.slow)
    _, status = os.waitpid(child, 0)
    go_on.set()
    thread.join()
    assert os.waitstatus_to_exitcode(status) == 5
    assert (first.slow, Slow.slow.__doc__) == (5, "Take long.")


FIRST_USE = """
import os, sys, threading
from ska_oso_pdm.forking import first_use

inside, go_on, ended = threading.Event(), threading.Event(), []

def use():
    with first_use("something"):
        inside.set()
        go_on.wait({limit})
        ended.append(1)

{before}
thread = threading.Thread(target=use)
thread.start()
inside.wait()
if {lets_go}:
    threading.Timer(0.2, go_on.set).start()
child = os.fork()
if child == 0:
    os._exit(len(ended))
_, status = os.waitpid(child, 0)
go_on.set()
thread.join()
sys.exit(os.waitstatus_to_exitcode(status))
"""


@pytest.mark.parametrize(
    ("before", "lets_go", "waited"),
    [("", True, 1), ("go_on.set(); use(); go_on.clear(); inside.clear(); ended.clear()", False, 0)],
    ids=["first", "second"],
)
def test_a_fork_waits_for_a_first_use_and_for_no_other(
    before: str, lets_go: bool, waited: int
) -> None:
    code = FIRST_USE.format(limit=60, before=before, lets_go=lets_go)
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code], env=with_true_clock(), check=False, cwd=ROOT
    )
    assert done.returncode == waited
