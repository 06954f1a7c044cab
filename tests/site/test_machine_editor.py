"""What an editor gets from a server on the loopback: completion, marks and meanings.

`npm ci --prefix tests/site/editor` installs the JSON language service of VS Code.
"""

from __future__ import annotations

import os
import shutil
import subprocess

import pytest

from tests.samples import ROOT
from tests.serving.around import command

EDITOR = ROOT / "tests" / "site" / "editor"
INSTALLED = shutil.which("node") and (EDITOR / "node_modules").is_dir()


@pytest.mark.skipif(
    not (INSTALLED or os.environ.get("SKA_OSO_PDM_REQUIRE_EDITOR")),
    reason="npm ci --prefix tests/site/editor has not been run; nox -s deploy runs it",
)
def test_an_editor_completes_checks_and_explains() -> None:
    with command() as run:
        done = subprocess.run(
            ["node", "--test"],
            cwd=EDITOR,
            env={**os.environ, "SKA_OSO_PDM_SITE": f"http://127.0.0.1:{run.port}/"},
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
    assert done.returncode == 0, done.stdout + done.stderr
