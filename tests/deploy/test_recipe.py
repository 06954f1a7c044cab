"""The recipe of the image: what a linter says of it, and what it counts on."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.deploy.helm import REQUIRED
from tests.samples import ROOT

RECIPE = ROOT / "deploy" / "Containerfile"
TEXT = RECIPE.read_text(encoding="utf-8")
HADOLINT = shutil.which("hadolint", path=str(Path(sys.executable).parent))


@pytest.mark.skipif(not (HADOLINT or REQUIRED), reason="nox -s deploy installs hadolint")
def test_the_linter_has_nothing_to_say() -> None:
    assert HADOLINT
    done = subprocess.run(
        [HADOLINT, str(RECIPE)], capture_output=True, text=True, timeout=120, check=False
    )
    assert (done.returncode, done.stdout) == (0, "")


def test_what_is_run_is_no_root_and_a_command_that_there_is() -> None:
    last = TEXT.rpartition("\nFROM ")[2]
    assert re.search(r"^USER 65532:65532$", last, re.MULTILINE)
    assert last.index("USER") > last.index("pip install")
    assert '"ska-oso-pdm", "serve", "--host", "0.0.0.0", "/srv/site"' in last
    assert "COPY --from=build /site /srv/site" in last


def test_serving_needs_the_standard_library_alone(tmp_path) -> None:
    """So the image has the wheel without what it depends on."""
    code = """
import sys, threading
from ska_oso_pdm.cli import serve
from ska_oso_pdm.publishing.contents import published
from ska_oso_pdm.serving.files import OfAFolder, OfThePackage
from ska_oso_pdm.serving import exchange, server
for file in published().values():
    file.make()
try:
    from ska_oso_pdm.cli import main
    main(["serve", "nowhere"])
finally:
    others = {name.partition(".")[0] for name in sys.modules} - set(sys.stdlib_module_names)
    print(sorted(others - {"__main__", "ska_oso_pdm"} - set(sys.argv[1:])))
"""
    bare = subprocess.run(
        [sys.executable, "-c", "import sys; print(*{n.partition('.')[0] for n in sys.modules})"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()  # what an environment loads by itself
    done = subprocess.run(
        [sys.executable, "-c", code, *bare], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout == "[]\n"
