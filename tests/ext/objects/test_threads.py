"""Classes are built when they are first needed, also where several threads need them at once."""

from __future__ import annotations

import subprocess
import sys

import pytest

from ska_oso_pdm.catalogue import registry
from tests.samples import ROOT

CODE = """
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from ska_oso_pdm.catalogue import registry

sys.setswitchinterval(1e-6)
identifier = registry.SchemaId({entity!r}, {version!r})
barrier = Barrier(8)

def work(number):
    barrier.wait()
    cls = registry.class_for(identifier)
    made = cls.model_construct()
    made.interface = identifier.url
    return made.model_dump(include={{"interface"}})

with ThreadPoolExecutor(8) as pool:
    assert list(pool.map(work, range(8))) == [{{"interface": identifier.url}}] * 8
"""


@pytest.mark.parametrize("known", registry.documents(), ids=lambda known: known.url)
def test_many_threads_need_a_class_first(known: registry.SchemaId) -> None:
    code = CODE.format(entity=known.entity, version=known.version)
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert done.returncode == 0, done.stderr[-2000:]
