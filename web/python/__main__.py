"""Collects what Python in the npm package needs: `python -m web.python [--lock]`.

Wheels for WebAssembly go beside the module `web/npm/dist/python.js`: those of `wheels.txt`, by
their hashes, and that of this package, made here. At run time nothing is fetched. With `--lock` the
list is written anew, of the versions in `constraints/pinned.txt`.
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
TARGET = ROOT / "web" / "npm" / "dist" / "python"
LOCK = HERE / "wheels.txt"
NAMES = (
    "annotated-types",
    "jiter",
    "pydantic",
    "pydantic-core",
    "typing-extensions",
    "typing-inspection",
)
"""What is imported there. Progress bars are for terminals, and the others are not to be had."""

_PLATFORM = (
    *("--only-binary=:all:", "--platform=pyemscripten_2026_0_wasm32"),
    *("--python-version=3.14", "--implementation=cp", "--abi=cp314"),
)


def collect(target: Path) -> list[str]:
    """Put the wheels into a folder, which is made anew, with their list; give their names."""
    target.mkdir(parents=True, exist_ok=True)
    for old in target.iterdir():
        old.unlink()
    _download(target, "--require-hashes", f"--requirement={LOCK}")
    _pip("wheel", "--no-deps", "--no-build-isolation", f"--wheel-dir={target}", str(ROOT))
    wheels = sorted(path.name for path in target.glob("*.whl"))
    index = {"pyodide": pyodide_version(), "wheels": wheels}
    (target / "index.json").write_text(json.dumps(index, indent=2) + "\n", encoding="utf-8")
    return wheels


def pyodide_version() -> str:
    """Give the version of Pyodide that the npm package asks for."""
    package = json.loads((ROOT / "web" / "npm" / "package.json").read_text(encoding="utf-8"))
    version: str = package["peerDependencies"]["pyodide"]
    return version


def locked() -> str:
    """Give the list of wheels with their hashes, as it would be written now."""
    pinned = (ROOT / "constraints" / "pinned.txt").read_text(encoding="utf-8")
    lines = LOCK.read_text(encoding="utf-8").splitlines() if LOCK.exists() else []
    head = [line for line in lines if line.startswith("#")]
    wanted = {name: re.search(rf"^{name}==(\S+)", pinned, re.MULTILINE) for name in NAMES}
    requirements = [f"{name}=={found[1]}" for name, found in wanted.items() if found]
    with TemporaryDirectory() as folder:
        _download(Path(folder), *requirements)
        for path in sorted(Path(folder).glob("*.whl")):
            name, version = path.name.split("-")[:2]
            hashed = hashlib.sha256(path.read_bytes()).hexdigest()
            head.append(f"{name.replace('_', '-')}=={version} --hash=sha256:{hashed}")
    return "\n".join(head) + "\n"


def _download(target: Path, *what: str) -> None:
    _pip("download", "--no-deps", f"--dest={target}", *_PLATFORM, *what)


def _pip(command: str, *arguments: str) -> None:
    words = [sys.executable, "-m", "pip", command, "--quiet", "--disable-pip-version-check"]
    subprocess.run([*words, *arguments], check=True)


def main(arguments: list[str]) -> int:
    """Collect the wheels, or write their list."""
    if arguments == ["--lock"]:
        LOCK.write_text(locked(), encoding="utf-8")
        return 0
    if not (TARGET.parent / "python.js").exists():
        sys.stderr.write("build the npm package first: nox -s npm\n")
        return 1
    wheels = collect(TARGET)
    size = sum((TARGET / name).stat().st_size for name in wheels)
    sys.stdout.write(f"{len(wheels)} wheels, {size / 1e6:.1f} MB, in {TARGET.relative_to(ROOT)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
