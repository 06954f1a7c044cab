"""Sessions of the project. `python3 noxfile.py -s NAME` works where nox is not installed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent
PINNED = ROOT / "constraints" / "pinned.txt"
LOWEST = ROOT / "constraints" / "lowest.txt"


def _bootstrap() -> None:
    """Run this file with a nox of its own, made at the first call below .nox."""
    from codegen.environment import python_of

    python = python_of(ROOT / ".nox" / "nox", "--constraint", str(PINNED), "nox")
    command = [str(python), "-m", "nox", "--noxfile", __file__, *sys.argv[1:]]
    sys.exit(subprocess.run(command, check=False).returncode)


try:
    import nox
except ModuleNotFoundError:
    _bootstrap()

nox.options.default_venv_backend = "virtualenv"
nox.options.sessions = ["schemas", "generate_check", "lint", "typing", "tests", "build"]
nox.options.error_on_missing_interpreters = True

READERS = "tests/agreement/readers"
GENERATORS = "tests/generators"
NPM = "web/npm"
EXAMPLE = "web/example"
CHECK = "web/check"
PYTHONS = ("3.11", "3.12", "3.13", "3.14")


def _install(session: nox.Session, *requirements: str, constraints: Path | None = PINNED) -> None:
    """Install into the environment of a session what the constraints say, or the newest.

    The variables reach the environments in which packages are built, too.
    """
    chosen = "" if constraints is None else str(constraints)
    variables = {"PIP_CONSTRAINT": chosen, "PIP_BUILD_CONSTRAINT": chosen}
    session.install("--quiet", *requirements, env=variables)


def _install_group(session: nox.Session, *groups: str) -> None:
    project = nox.project.load_toml(ROOT / "pyproject.toml")
    _install(session, *nox.project.dependency_groups(project, *groups))


def _facades() -> list[str]:
    """List the folders of older import paths: what ruff leaves alone, the classes apart."""
    excluded = nox.project.load_toml(ROOT / "pyproject.toml")["tool"]["ruff"]["extend-exclude"]
    return [folder for folder in excluded if folder != "src/ska_oso_pdm/generated"]


def _test(session: nox.Session, constraints: Path | None, *newer: str) -> None:
    """Run the tests with what the constraints say, or the newest, and some things newer still."""
    _install(session, "--editable", ".[test]", constraints=constraints)
    if newer:
        _install(session, "--upgrade", "--pre", *newer, constraints=constraints)
    session.run("pytest", "--numprocesses=auto", *session.posargs)


def _found(version: str) -> bool:
    """Tell whether there is an interpreter of a version; a name on the path may lead nowhere."""
    command = [f"python{version}", "-c", ""]
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


@nox.session
def tests(session: nox.Session) -> None:
    """Run the tests; arguments after -- go to pytest."""
    _test(session, PINNED)


OWN = f"{sys.version_info.major}.{sys.version_info.minor}"
OTHERS = [version for version in PYTHONS if version != OWN and _found(version)]


@nox.session(python=OTHERS or None)
def interpreters(session: nox.Session) -> None:
    """Run the tests with every other Python that is found, from 3.11 on."""
    if not OTHERS:
        session.skip("there is no other Python")
    _test(session, PINNED)


@nox.session
def lowest(session: nox.Session) -> None:
    """Run the tests with the lowest version of every dependency that is declared."""
    _test(session, LOWEST)


@nox.session
def newest(session: nox.Session) -> None:
    """Run the tests with what is published today, nothing pinned."""
    _test(session, None)


@nox.session
def prereleases(session: nox.Session) -> None:
    """Run the tests with what Pydantic and Astropy are about to publish: to be warned, no gate."""
    _test(session, None, "pydantic", "astropy")


def _test_elsewhere(session: nox.Session, constraints: Path | None, *arguments: str) -> None:
    """Run the tests elsewhere; what they would make in the checkout, which they cannot, is made."""
    _install(session, "--editable", ".[test]", constraints=constraints)
    session.run("python", "-m", "codegen", "--check")
    session.run("python", "-m", "tests.anywhere", *arguments, *session.posargs)


@nox.session
def anywhere(session: nox.Session) -> None:
    """Run the tests on other dates, offline, as another user: `nox -s anywhere -- +400d`."""
    _test_elsewhere(session, PINNED)


@nox.session
def lowest_anywhere(session: nox.Session) -> None:
    """Run the tests with the lowest dependencies and elsewhere, both at once."""
    _test_elsewhere(session, LOWEST)


FOUND = sorted([OWN, *OTHERS], key=lambda version: int(version.partition(".")[2]))
DEPENDENCIES = {"lowest": LOWEST, "newest": None, "pinned": PINNED}
DATES = ("+60d", "+400d", "+6y")
# Each Python, each choice of dependencies and each date, but not each with each.
ROUNDS = [
    (FOUND[at % len(FOUND)], (*DEPENDENCIES, *["pinned"] * at)[at], DATES[at % len(DATES)])
    for at in range(max(len(FOUND), len(DEPENDENCIES), len(DATES)))
]


@nox.session
@nox.parametrize("python,dependencies,date", ROUNDS)
def everywhere(session: nox.Session, dependencies: str, date: str) -> None:
    """Run the tests elsewhere with each Python, each choice of dependencies, on each date."""
    _test_elsewhere(session, DEPENDENCIES[dependencies], date)


@nox.session
def lock(session: nox.Session) -> None:
    """Write the constraints: what all sessions install, and the lowest that is declared."""
    _install_group(session, "lock")
    groups = nox.project.load_toml(ROOT / "pyproject.toml")["dependency-groups"]
    chosen = [f"--group={name}" for name in groups]
    for resolution, file in (("highest", PINNED), ("lowest-direct", LOWEST)):
        session.run(
            *(
                "uv",
                "pip",
                "compile",
                "pyproject.toml",
                "--extra=test",
                "--extra=shell",
                "--extra=cli",
                "--extra=evolution",
                *chosen,
            ),
            *("--universal", f"--python-version={PYTHONS[0]}", f"--resolution={resolution}"),
            *(
                "--upgrade",
                "--custom-compile-command=nox -s lock",
                "--no-annotate",
                "--no-emit-index-url",
                "--quiet",
            ),
            *("--output-file", str(file)),
        )


@nox.session
def agreement(session: nox.Session) -> None:
    """Compare schemas, classes and other validators; SKA_OSO_PDM_AGREEMENT_TEXTS says how often."""
    _install(session, "--editable", ".[test]")
    session.run("npm", "ci", "--silent", "--prefix", READERS, external=True)
    session.env["SKA_OSO_PDM_REQUIRE_READERS"] = "1"
    session.run("pytest", "--numprocesses=auto", "tests/agreement", *session.posargs)


_BUILT: set[str] = set()


def _build_npm(session: nox.Session) -> None:
    """Build the npm package, once where one call has several sessions that need it."""
    if NPM in _BUILT:
        return
    _BUILT.add(NPM)
    session.run("python", "-m", "codegen.npm")
    session.run("npm", "ci", "--silent", "--prefix", NPM, external=True)
    session.run("npm", "run", "--silent", "--prefix", NPM, "build", external=True)


def _build_python(session: nox.Session) -> None:
    """Build the npm package with the wheels for WebAssembly, once likewise."""
    _build_npm(session)
    if "web/python" not in _BUILT:
        _BUILT.add("web/python")
        _install_group(session, "build")
        session.run("python", "-m", "web.python")


@nox.session
def generators(session: nox.Session) -> None:
    """Try code generators of other projects, write docs/code-generators.md; --check compares it."""
    _install(session, "--editable", ".[test]")
    _install_group(session, "generators")
    session.run("npm", "ci", "--silent", "--prefix", GENERATORS, external=True)
    session.run("python", "-m", "tests.generators", *session.posargs)


@nox.session
def npm(session: nox.Session) -> None:
    """Build the npm package and try it: types, validators, and that it says what Python says."""
    _install(session, "--editable", ".[test]")
    _build_npm(session)
    session.run("npm", "test", "--silent", "--prefix", NPM, external=True)
    session.env["SKA_OSO_PDM_REQUIRE_NPM"] = "1"
    session.run("pytest", "--numprocesses=auto", "tests/npm", *session.posargs)


@nox.session
def python_in_node(session: nox.Session) -> None:
    """Collect the wheels for WebAssembly into the npm package, and try Python in Node."""
    _install(session, "--editable", ".[test]")
    _build_python(session)
    session.run("npm", "run", "--silent", "--prefix", NPM, "test-python", external=True)
    session.env["SKA_OSO_PDM_REQUIRE_PYTHON_IN_NODE"] = "1"
    session.run("pytest", "--numprocesses=auto", "tests/npm/test_python.py", *session.posargs)


@nox.session
def example(session: nox.Session) -> None:
    """Build the observation form on the npm package, and try it in Chromium."""
    _build_npm(session)
    session.run("npm", "ci", "--silent", "--prefix", EXAMPLE, external=True)
    session.run("npm", "run", "--silent", "--prefix", EXAMPLE, "build", external=True)
    session.run("npm", "test", "--silent", "--prefix", EXAMPLE, external=True)


def _build_check(session: nox.Session) -> None:
    """Build the page that checks documents, with Python in it, once likewise."""
    _build_python(session)
    if CHECK not in _BUILT:
        _BUILT.add(CHECK)
        session.run("npm", "ci", "--silent", "--prefix", CHECK, external=True)
        session.run("npm", "run", "--silent", "--prefix", CHECK, "build", external=True)


@nox.session
def check(session: nox.Session) -> None:
    """Build the page that checks documents, and try it in Chromium beside the command line."""
    _install(session, "--editable", ".")
    _build_check(session)
    session.run("npm", "test", "--silent", "--prefix", CHECK, external=True)


@nox.session
def site(session: nox.Session) -> None:
    """Build the site in build/site: schemas, pages, the tool; needs Node and Debian's graphviz."""
    _install(session, "--editable", ".[test]")
    _install_group(session, "site")
    _build_check(session)
    session.run("python", "-m", "web.site", *session.posargs)
    if not session.posargs:
        session.env["SKA_OSO_PDM_REQUIRE_SITE"] = "1"
        session.run("pytest", "--numprocesses=auto", "tests/site")


@nox.session
def deploy(session: nox.Session) -> None:
    """Lint the recipe of the image, render and check the chart, try an editor on the server."""
    _install(session, "--editable", ".[test]")
    _install_group(session, "deploy")
    for folder in ("tests/deploy", "tests/site/editor"):
        session.run("npm", "ci", "--silent", "--prefix", folder, external=True)
    for what in ("DEPLOY", "EDITOR"):
        session.env[f"SKA_OSO_PDM_REQUIRE_{what}"] = "1"
    tried = ("tests/deploy", "tests/site/test_machine_editor.py")
    session.run("pytest", "--numprocesses=auto", *tried, *session.posargs)


@nox.session
def conversions(session: nox.Session) -> None:
    """Try every pair of layouts and write docs/conversions.md; --check compares it only."""
    _install(session, "--editable", ".[test]")
    session.run("python", "-m", "tests.scoreboard", *session.posargs)


@nox.session
def conformance(session: nox.Session) -> None:
    """Write the conformance pack for implementers in any language; --check compares it only."""
    _install(session, "--editable", ".[test]")
    session.run("python", "-m", "tests.conformance", *session.posargs)


@nox.session
def ecosystem(session: nox.Session) -> None:
    """Print what is said otherwise of known documents since: `nox -s ecosystem -- REVISION`."""
    _install(session, "--editable", ".[test]")
    session.run("python", "-m", "tests.ecosystem", *session.posargs)


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
    _install(session, "--editable", ".[test]")
    session.run("python", "-m", "codegen.freeze", "--check")
    session.run("pytest", "tests/test_schemas.py", *session.posargs)


@nox.session
def judge(session: nox.Session) -> None:
    """Judge the version that is not frozen, or the newest: what breaks, and what is done."""
    _install(session, "--editable", ".[evolution]")
    session.run("ska-oso-pdm", "schema", "judge", *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """Check style and the news fragments."""
    _install_group(session, "lint")
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")
    session.run("towncrier", "build", "--draft", "--version", "next", silent=True)


@nox.session
def typing(session: nox.Session) -> None:
    """Check types with mypy and Pyright, and what clients import with pylint too."""
    _install(session, "--editable", ".[test]")
    _install_group(session, "typing")
    session.run("mypy", *session.posargs)
    session.run("basedpyright")
    session.run("python", "-m", "tests.typed_pages")
    session.run("pylint", *_facades(), "tests/typed_client.py")


@nox.session
def build(session: nox.Session) -> None:
    """Build the wheel and try it in an empty environment, outside the tree, without network."""
    _install_group(session, "build")
    dist = Path(session.create_tmp()).resolve() / "dist"
    session.run(
        "python", "-m", "build", "--quiet", "--no-isolation", "--outdir", str(dist), str(ROOT)
    )
    for wheel in dist.glob("*.whl"):
        _install(session, "--force-reinstall", str(wheel))
    examples = sorted(str(path) for path in (ROOT / "examples").glob("*/*.json"))
    session.chdir(dist)
    session.run("python", "-I", "-W", "error", str(ROOT / "tests" / "wheel_check.py"), *examples)


@nox.session
def bench(session: nox.Session) -> None:
    """Measure against the speed bars; prints ratios. Arguments after -- choose questions."""
    _install(session, "--editable", ".[evolution]", "jsonschema", "fastapi")
    session.run("python", "-m", "benchmarks", *session.posargs)


@nox.session
def demo(session: nox.Session) -> None:
    """Load the examples, check them, show their scans on the sky; write it to build/demo.txt."""
    _install(session, "--editable", ".")
    session.run("python", "examples/demo.py", "build/demo.txt")


@nox.session
def shell(session: nox.Session) -> None:
    """Start an interactive Python with the package and the examples loaded."""
    _install(session, "--editable", ".[shell]")
    session.run("ipython", "-i", "examples/shell.py")


@nox.session(venv_backend="none")
def new_version(session: nox.Session) -> None:
    """Start a version of the schemas: copies the newest, or `nox -s new_version -- 1.0 2.0`."""
    session.run("python", "-m", "codegen.new_version", *session.posargs)


OF_A_VERSION = [
    f"tests/{name}"
    for name in (
        "recognition",
        "test_examples.py",
        "test_invalid.py",
        "test_openapi.py",
        "test_public_surface.py",
        "test_schemas.py",
    )
]


@nox.session
def freeze(session: nox.Session) -> None:
    """Freeze a version of the schemas: `nox -s freeze -- 1.0` adds its hashes, for good."""
    _install(session, "--editable", ".[test,evolution]")
    session.run("python", "-m", "codegen", "--check")
    session.run("python", "-m", "codegen.readiness", *session.posargs)
    session.run("ska-oso-pdm", "schema", "judge", *session.posargs)
    session.run("pytest", "--quiet", *OF_A_VERSION)
    session.run("python", "-m", "codegen.freeze", *session.posargs)


if __name__ == "__main__":
    nox.main()
