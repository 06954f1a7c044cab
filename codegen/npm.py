"""Write what the npm package has of the schemas: types, the schemas themselves, and data.

python -m codegen.npm, before the build of `web/npm`; nothing of what it writes is in git but the
version in `package.json`.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
import tomllib
from pathlib import Path
from typing import Any

from codegen.errors import CodegenError
from codegen.mixins import walk
from codegen.sentences import sentences
from codegen.staging import version_folders
from codegen.typescript import Module, index, titles_of

_ROOT = Path(__file__).parents[1]
GENERATED = ("versions", "data")
"""Folders of `web/npm/src` that are written here, whole."""

_TABLES = (
    *("personal.json", "units.json"),
    *("validation/sentences.json", "validation/unit_spellings.json"),
    *("documents/sentences.json", "recognition/sentences.json"),
)
"""Files of the Python package that problems are said with."""

_VERSION = re.compile(r"\d+\.\d+")
_PYTHON_VERSION = re.compile(r"(\d+\.\d+\.\d+)(?:(a|b|rc)(\d+))?(?:\.dev(\d+))?")
_PRE_RELEASES = {"a": "alpha", "b": "beta", "rc": "rc"}

Schemas = dict[str, dict[str, Any]]
"""The schemas of a version by the names of their files, without ending."""


def read_schemas(folder: Path) -> dict[str, Schemas]:
    """Read all schemas, by their versions, oldest first."""
    return {
        version.name: {
            file.stem: json.loads(file.read_text(encoding="utf-8"))
            for file in sorted(version.glob("*.json"))
        }
        for version in version_folders(folder)
    }


def sources(root: Path) -> dict[str, str]:
    """Give all files that are written, as texts, by their paths below `web/npm/src`."""
    versions = read_schemas(root / "schemas")
    files = {}
    for version, schemas in versions.items():
        titles = titles_of(schemas)
        for name, schema in schemas.items():
            files[f"versions/{version}/{name}.ts"] = Module(name, schema, titles).text()
        if not version.startswith("0."):
            files[f"versions/{version}.ts"] = index(version, schemas)
        files[f"data/schemas-{version}.json"] = _json(schemas)
    files["data/schemas.ts"] = _loaders(versions)
    files["data/roots.json"] = _json(roots(versions))
    files["data/vocabulary.json"] = _json(vocabulary(versions))
    files["data/markers.json"] = (root / "schemas/markers.json").read_text(encoding="utf-8")
    files["data/annotations.json"] = _json(sentences(root / "schemas"))
    current = current_version(json.loads(files["data/markers.json"]))
    files["data/archive_keys.json"] = _json(archive_keys(versions, current))
    for path in _TABLES:
        table = root / "src/ska_oso_pdm" / path
        files[f"data/{_data_name(path)}"] = table.read_text(encoding="utf-8")
    return files


def _data_name(path: str) -> str:
    """Name a table below `data`: those of `validation` as there, others with their room."""
    return path.removeprefix("validation/").replace("/", "_")


def current_version(markers: dict[str, Any]) -> str:
    """Give the newest version that the markers list; what comes after it is in the making."""
    listed = {name for entity in markers["entities"].values() for name in entity["versions"]}
    return max(filter(_VERSION.fullmatch, listed), key=_key)


def archive_keys(versions: dict[str, Schemas], current: str) -> dict[str, list[str]]:
    """Give the keys that archives add to documents, by entity, as its newest layout has them.

    A layout in the making counts only where there is no other.
    """
    found: dict[str, list[str]] = {}
    for version in sorted(versions, key=lambda name: (_key(name) <= _key(current), _key(name))):
        for entity, schema in versions[version].items():
            parts = schema.get("properties", {})
            found[entity] = sorted(key for key, part in parts.items() if part.get("x-archive"))
    return {entity: keys for entity, keys in found.items() if keys}


def _key(version: str) -> list[int]:
    return [int(part) for part in version.split(".")]


def roots(versions: dict[str, Schemas]) -> dict[str, dict[str, list[str]]]:
    """Give the keys at the root of all documents that have a schema, by entity and version."""
    found: dict[str, dict[str, list[str]]] = {}
    for version, schemas in versions.items():
        for name, schema in schemas.items():
            if "interface" in schema.get("properties", {}):
                found.setdefault(name, {})[version] = list(schema["properties"])
    return found


def vocabulary(versions: dict[str, Schemas]) -> list[str]:
    """Give the names of all annotations that are no keywords of JSON Schema."""
    nodes = (node for schemas in versions.values() for node in walk(schemas))
    return sorted({key for node in nodes for key in node if key.startswith("x-")})


def semver(version: str) -> str:
    """Give a version of Python's spelling as npm spells it: `29.0.0-rc.1` for `29.0.0rc1`.

    Raises:
        CodegenError: for a version that npm has no spelling of.
    """
    match = _PYTHON_VERSION.fullmatch(version)
    if match is None:
        raise CodegenError(f"pyproject.toml: npm has no spelling for the version {version}")
    release, kind, number, development = match.groups()
    marks = [_PRE_RELEASES[kind], number] if kind else []
    marks += ["dev", development] if development else []
    return f"{release}-{'.'.join(marks)}" if marks else release


def version_of(root: Path) -> str:
    """Give the version that the package has, which is that of the Python package."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return semver(project["version"])


def write_version(root: Path) -> None:
    """Write the version into the two files that npm has it in; no other byte changes."""
    version = version_of(root)
    for name in ("package.json", "package-lock.json"):
        file = root / "web/npm" / name
        text = file.read_text(encoding="utf-8")
        own = json.loads(text)["version"]
        head, name_of_package, rest = text.partition('"devDependencies"')
        head = head.replace(f'"version": "{own}"', f'"version": "{version}"')
        if (changed := head + name_of_package + rest) != text:
            file.write_text(changed, encoding="utf-8")


def main(root: Path = _ROOT) -> int:
    """Write all files anew; give the exit status."""
    try:
        files = sources(root)
        write_version(root)
    except CodegenError as error:
        print(f"codegen: {error}", file=sys.stderr)
        return 1
    target = root / "web/npm/src"
    for folder in GENERATED:
        shutil.rmtree(target / folder, ignore_errors=True)
    for path, text in files.items():
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        (target / path).write_text(text, encoding="utf-8")
    print(f"codegen: {len(files)} files written")
    return 0


def _loaders(versions: dict[str, Schemas]) -> str:
    """Write the module that loads the schemas of a version when they are asked for."""
    lines = [f'  "{version}": () => import("./schemas-{version}.json"),' for version in versions]
    # Without a type, the declarations would hold all schemas, value by value.
    loader = "() => Promise<{ readonly default: unknown }>"
    head = f"export const LOADERS: {{ readonly [version: string]: {loader} }} = {{"
    return "\n".join([head, *lines, "};", ""])


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    sys.exit(main())
