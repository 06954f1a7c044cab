"""Generate the Python classes from the schemas, or check that they are up to date.

Reads schemas/ and the tables of this folder, `*.toml`; writes src/ska_oso_pdm/generated and the
folders of older import paths beside it.
"""

from __future__ import annotations

import argparse
import ast
import sys
import tempfile
from pathlib import Path

from codegen.class_facts import write_facts
from codegen.errors import CodegenError
from codegen.facades import facade_roots, read_paths, write_facades
from codegen.generator import generate
from codegen.mixins import read_table
from codegen.public_names import write_public_names
from codegen.sentences import write_sentences
from codegen.staging import module_of, stage, version_folders
from codegen.trees import differences, replace

_ROOT = Path(__file__).parents[1]
_GENERATED_INIT = '''\
# DO NOT EDIT: `nox -s generate` writes this file.
"""Classes generated from the schemas, one package for each version."""
'''


def _build(root: Path, work: Path) -> list[str]:
    """Write everything that is generated below `work/out`; give the names of its folders."""
    package = root / "src" / "ska_oso_pdm"
    versions = [folder.name for folder in version_folders(root / "schemas")]
    table = read_table(root / "codegen" / "mixins.toml", package / "ext", versions)
    stage(root / "schemas", table, work / "staged")
    out = work / "out"
    generate(work / "staged", out / "generated")
    write_facts(root / "schemas", table["mixins"], out / "generated")
    (out / "generated" / "__init__.py").write_text(_GENERATED_INIT, encoding="utf-8")
    write_public_names(root / "codegen" / "public_names.toml", out / "generated")
    write_sentences(root / "schemas", out / "generated")
    _check_bases(out / "generated", table["mixins"])
    paths = read_paths(root / "codegen" / "old_paths.toml")
    write_facades(paths, out)
    return ["generated", *facade_roots(paths)]


def _check_bases(generated: Path, mixins: dict[str, list[str]]) -> None:
    """Make sure that the generator took every mixin: it ignores the ones it cannot place."""
    bases: dict[Path, dict[str, list[str]]] = {}
    for pointer, names in mixins.items():
        file, _, title = pointer.partition("#")
        module = module_of(generated, file)
        if module not in bases:
            bases[module] = _bases(module)
        for name in names:
            if name.rpartition(".")[2] not in bases[module].get(title, []):
                raise CodegenError(f"mixins.toml: {pointer}: the class did not get {name}")


def _bases(module: Path) -> dict[str, list[str]]:
    """Give the names of the base classes of every class in a module."""
    return {
        node.name: [base.id for base in node.bases if isinstance(base, ast.Name)]
        for node in ast.parse(module.read_text(encoding="utf-8")).body
        if isinstance(node, ast.ClassDef)
    }


def main(arguments: list[str] | None = None, root: Path = _ROOT) -> int:
    """Run the command; give its exit status."""
    parser = argparse.ArgumentParser(prog="python -m codegen", description=__doc__)
    parser.add_argument(
        "--check",
        action="store_true",
        help="change nothing; print what is modified, missing or stray, and fail if anything is",
    )
    check = parser.parse_args(arguments).check
    with tempfile.TemporaryDirectory() as work:
        try:
            folders = _build(root, Path(work))
        except CodegenError as error:
            print(f"codegen: {error}", file=sys.stderr)
            return 1
        package = root / "src" / "ska_oso_pdm"
        found = [
            line
            for name in folders
            for line in differences(Path(work) / "out" / name, package / name)
        ]
        if check and found:
            print("".join(found) + "codegen: run `nox -s generate` and commit what it writes")
            return 1
        if not check:
            for name in folders:
                replace(Path(work) / "out" / name, package / name)
    print("codegen: up to date" if not found else f"codegen: {len(found)} files written")
    return 0


if __name__ == "__main__":
    sys.exit(main())
