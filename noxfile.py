"""Sessions of the project. `python3 noxfile.py -s NAME` works where nox is not installed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent


def _bootstrap() -> None:
    """Run this file with a nox of its own, made at the first call below .nox."""
    from codegen.environment import python_of

    python = python_of(ROOT / ".nox" / "nox", "nox>=2024.10.9")
    command = [str(python), "-m", "nox", "--noxfile", __file__, *sys.argv[1:]]
    sys.exit(subprocess.run(command, check=False).returncode)


try:
    import nox
except ModuleNotFoundError:
    _bootstrap()

nox.options.default_venv_backend = "virtualenv"
nox.options.sessions = ["schemas", "generate_check", "lint", "typing", "tests", "build"]
nox.options.error_on_missing_interpreters = True

FACADES = (
    "_shared",
    "entities",
    "entity_status_history",
    "execution_block",
    "project",
    "proposal",
    "proposal_management",
    "sb_definition",
    "sb_instance",
    "schemas",
)
AJV = "tests/agreement/ajv"


@nox.session
def tests(session: nox.Session) -> None:
    """Run the tests; arguments after -- go to pytest."""
    session.install("--quiet", "--editable", ".[test]")
    session.run("pytest", "--numprocesses=auto", *session.posargs)


@nox.session
def lowest(session: nox.Session) -> None:
    """Run the tests with the oldest Pydantic that is supported."""
    session.install("--quiet", "--editable", ".[test]", "pydantic==2.12.*")
    session.run("pytest", "--numprocesses=auto", *session.posargs)


@nox.session
def agreement(session: nox.Session) -> None:
    """Compare schemas, classes and ajv; SKA_OSO_PDM_AGREEMENT_TEXTS sets on how many texts."""
    session.install("--quiet", "--editable", ".[test]")
    session.run("npm", "ci", "--silent", "--prefix", AJV, external=True)
    session.env["SKA_OSO_PDM_REQUIRE_AJV"] = "1"
    session.run("pytest", "--numprocesses=auto", "tests/agreement", *session.posargs)


@nox.session(venv_backend="none")
def generate(session: nox.Session) -> None:
    """Write the Python classes from the schemas."""
    session.run("python", "-m", "codegen", *session.posargs)


@nox.session(venv_backend="none")
def generate_check(session: nox.Session) -> None:
    """Fail, and print the diff, if the generated code is not what the schemas give."""
    session.run("python", "-m", "codegen", "--check")


@nox.session
def schemas(session: nox.Session) -> None:
    """Check the schemas: metaschema, house rules, and that no released byte has changed."""
    session.install("--quiet", "--editable", ".[test]")
    session.run("python", "-m", "codegen.freeze", "--check")
    session.run("pytest", "tests/test_schemas.py", *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """Check style and the news fragments."""
    session.install("--quiet", "ruff==0.17.5", "towncrier>=24.8")
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")
    session.run("towncrier", "build", "--draft", "--version", "next", silent=True)


@nox.session
def typing(session: nox.Session) -> None:
    """Check types with mypy and Pyright, and what clients import with pylint too."""
    session.install("--quiet", "--editable", ".[test]", "mypy==2.4.1", "nox", "types-tqdm")
    session.install("--quiet", "basedpyright==1.40.2", "pylint>=4")
    session.run("mypy", *session.posargs)
    session.run("basedpyright")
    session.run("python", "-m", "tests.typed_pages")
    session.run("pylint", *(f"src/ska_oso_pdm/{name}" for name in FACADES), "tests/typed_client.py")


@nox.session
def build(session: nox.Session) -> None:
    """Build the wheel and try it in an empty environment, outside the tree, without network."""
    session.install("--quiet", "build")
    dist = Path(session.create_tmp()).resolve() / "dist"
    session.run("python", "-m", "build", "--quiet", "--outdir", str(dist), str(ROOT))
    for wheel in dist.glob("*.whl"):
        session.install("--quiet", "--force-reinstall", str(wheel))
    examples = sorted(str(path) for path in (ROOT / "examples").glob("*/*.json"))
    session.chdir(dist)
    session.run("python", "-I", "-W", "error", str(ROOT / "tests" / "wheel_check.py"), *examples)


@nox.session
def bench(session: nox.Session) -> None:
    """Measure against the speed bars; prints ratios. Arguments after -- choose questions."""
    session.install("--quiet", "--editable", ".", "orjson", "jsonschema")
    session.run("python", "-m", "benchmarks", *session.posargs)


@nox.session
def demo(session: nox.Session) -> None:
    """Load the examples, check them, show their scans on the sky; write it to build/demo.txt."""
    session.install("--quiet", "--editable", ".")
    session.run("python", "examples/demo.py", "build/demo.txt")


@nox.session
def shell(session: nox.Session) -> None:
    """Start an interactive Python with the package and the examples loaded."""
    session.install("--quiet", "--editable", ".[shell]")
    session.run("ipython", "-i", "examples/shell.py")


@nox.session(venv_backend="none")
def new_version(session: nox.Session) -> None:
    """Start a version of the schemas: copies the newest, or `nox -s new_version -- 1.0 1.1`."""
    session.run("python", "-m", "codegen.new_version", *session.posargs)


@nox.session
def freeze(session: nox.Session) -> None:
    """Freeze a version of the schemas: `nox -s freeze -- 1.0` adds its hashes, for good."""
    session.install("--quiet", "--editable", ".")
    session.run("python", "-m", "codegen.freeze", *session.posargs)


if __name__ == "__main__":
    nox.main()
