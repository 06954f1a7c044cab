"""The generators, how each is called, and how what it makes is compiled."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent
BIN = FOLDER / "node_modules" / ".bin"
_COMPILED = ["--strict", "--noEmit", "--target", "es2022", "--module", "esnext", "--lib"]
_COMPILED += ["es2022,dom", "--moduleResolution", "bundler"]


class Sources(NamedTuple):
    """Files that generators read: bundles by entity, and the components of all."""

    bundles: dict[str, Path]
    openapi: Path


class Tool(NamedTuple):
    """A generator with the options that it was tried with.

    Attributes:
        name: as its project calls it, with the language.
        options: those that matter, as a reader would type them.
        make: writes the code for the sources into a folder.
        types: for TypeScript, what gives the type `It` of a document, by entity and title.
    """

    name: str
    options: str
    make: Callable[[Sources, Path], None]
    types: Callable[[str, str], str] | None = None


def run(*command: str | Path) -> None:
    """Run a generator; AssertionError with what it says where it fails."""
    done = subprocess.run([*map(str, command)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command[0]}: {(done.stderr or done.stdout)[-1000:]}"


def _jar() -> Path:
    import openapi_generator_cli

    return Path(openapi_generator_cli.__file__).with_name("openapi-generator.jar")


def quicktype(language: str, *options: str) -> Callable[[Sources, Path], None]:
    """Give what calls quicktype on each bundle, with a folder for each."""

    def make(sources: Sources, folder: Path) -> None:
        for entity, bundle in sources.bundles.items():
            suffix = {"typescript": "ts"}.get(language, language)
            out = folder / entity.replace("-", "_") / f"Made.{suffix}"
            out.parent.mkdir(parents=True)
            source = ["--src-lang", "schema", "--src", bundle, "--top-level", "Made"]
            package = ["--package", out.parent.name] if language == "java" else []
            run(BIN / "quicktype", *source, "--lang", language, *package, *options, "--out", out)

    return make


def openapi_typescript(*options: str) -> Callable[[Sources, Path], None]:
    """Give what calls openapi-typescript on the components."""

    def make(sources: Sources, folder: Path) -> None:
        folder.mkdir(parents=True)
        run(BIN / "openapi-typescript", sources.openapi, *options, "--output", folder / "Made.ts")

    return make


def openapi_generator(generator: str, *options: str) -> Callable[[Sources, Path], None]:
    """Give what calls openapi-generator on the components, for the models alone."""

    def make(sources: Sources, folder: Path) -> None:
        models = "models,supportingFiles,apis=false,modelTests=false,modelDocs=false"
        command = ["generate", "-i", sources.openapi, "-g", generator, "-o", folder]
        run("java", "-jar", _jar(), *command, "--global-property", models, *options)

    return make


def _component(entity: str, title: str) -> str:
    return (
        'import type { components } from "./made/Made";\n'
        f'type It = components["schemas"]["{title}"];\n'
    )


def _model(entity: str, title: str) -> str:
    return f'import type {{ {title} as It }} from "./made/models/{title}";\n'


def _made(entity: str, title: str) -> str:
    return f'import type {{ Made as It }} from "./made/{entity.replace("-", "_")}/Made";\n'


_NAMING = "--additional-properties=modelPropertyNaming=original"
_KEYS = "--name-mappings=interface=interface,abstract=abstract"
_JAVA = "--additional-properties=openApiNullable=false,useJakartaEe=true"
TOOLS = (
    Tool("quicktype, TypeScript", "", quicktype("typescript"), _made),
    Tool("quicktype, Java", "--just-types", quicktype("java", "--just-types")),
    Tool("openapi-typescript", "", openapi_typescript(), _component),
    Tool(
        "openapi-typescript",
        "--default-non-nullable=false",
        openapi_typescript("--default-non-nullable=false"),
        _component,
    ),
    Tool("openapi-generator, typescript-fetch", "", openapi_generator("typescript-fetch"), _model),
    Tool(
        "openapi-generator, typescript-fetch",
        f"{_NAMING} {_KEYS}",
        openapi_generator("typescript-fetch", _NAMING, _KEYS),
        _model,
    ),
    Tool(
        "openapi-generator, java",
        f"--library=native {_JAVA}",
        openapi_generator("java", "--library=native", _JAVA),
    ),
)


def errors_of_typescript(folder: Path) -> dict[str, int]:
    """Compile the modules of a folder strictly; give the number of errors by file."""
    files = [str(file) for file in sorted(folder.rglob("*.ts"))]
    command = [str(BIN / "tsc"), *_COMPILED, *files]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)
    found = re.findall(r"^(.+?)\(\d+,\d+\): error ", done.stdout, re.M)
    assert bool(found) == bool(done.returncode), done.stdout[-1000:]
    return {file: found.count(file) for file in found}


def errors_of_java(folder: Path) -> dict[str, int]:
    """Compile the classes of a folder; give the number of errors by file.

    The libraries that they need are in the file of openapi-generator itself, but for one.
    """
    libraries = f"{_jar()}:/usr/share/java/jakarta-annotation-api.jar"
    files = [str(file) for file in sorted(folder.rglob("*.java")) if "/test/" not in str(file)]
    options = ["-proc:none", "-nowarn", "-Xmaxerrs", "10000", "-cp", libraries]
    command = ["javac", *options, "-d", str(folder / "classes"), *files]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    found = re.findall(r"^(.+?):\d+: error: ", done.stderr, re.M)
    assert bool(found) == bool(done.returncode), done.stderr[-1000:]
    return {file: found.count(file) for file in found}


def versions() -> str:
    """Give the versions of the generators, for a sentence."""
    pinned = json.loads((FOLDER / "package.json").read_text("utf-8"))["dependencies"]
    told = [f"{name} {pinned[name]}" for name in ("quicktype", "openapi-typescript")]
    return f"{', '.join(told)} and openapi-generator {version('openapi-generator-cli')}"
