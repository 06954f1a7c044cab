"""Who may import whom, and what importing costs."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import ska_oso_pdm
from codegen.facades import facade_roots, read_paths

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "ska_oso_pdm"
FACADES = facade_roots(read_paths(ROOT / "codegen" / "old_paths.toml"))

# Module, or folder, to what it may import of ours, and of others beside the standard library.
# `astropy`, `erfa` and `numpy` are imported inside functions only; that is tested below.
MAY_IMPORT: dict[str, tuple[set[str], set[str]]] = {
    "errors": (set(), set()),
    "forking": (set(), set()),
    "cached": (set(), set()),
    "stepwise": (set(), set()),
    "positions": ({"cached"}, set()),
    "plain": (set(), set()),
    "not_json": ({"errors", "positions"}, set()),
    "source": (
        {"cached", "errors", "not_json", "plain", "positions", "values"},
        {"jiter"},
    ),
    "registry": ({"errors", "positions"}, set()),
    "personal": ({"registry"}, set()),
    "inputs": ({"errors", "ext", "source"}, set()),
    "subschemas": ({"registry"}, set()),
    "document_references": (
        {"inputs", "likeness", "positions", "registry", "subschemas", "validation"},
        set(),
    ),
    "comparison": (
        {
            "comparison",
            "conversion",
            "errors",
            "inputs",
            "personal",
            "phrases",
            "positions",
            "registry",
            "source",
            "stepwise",
            "subschemas",
            "units",
            "validation",
        },
        set(),
    ),
    "markers": ({"registry"}, set()),
    "layout": ({"markers"}, set()),
    "label": ({"layout", "registry"}, set()),
    "root_keys": ({"markers", "registry"}, set()),
    "recognition": (
        {"cached", "label", "layout", "positions", "registry", "root_keys", "source"},
        set(),
    ),
    "migrations": ({"errors", "migrations", "phrases"}, {"astropy"}),
    "doubts": (
        {"errors", "migrations", "phrases", "positions", "registry", "source", "unknown_keys"},
        set(),
    ),
    "conversion": (
        {
            "cached",
            "doubts",
            "errors",
            "migrations",
            "phrases",
            "positions",
            "registry",
            "source",
            "unknown_keys",
            "validation",
        },
        set(),
    ),
    "restoring": ({"conversion", "migrations", "registry", "source"}, set()),
    "unknown_keys": ({"phrases", "subschemas"}, set()),
    "embedded": ({"recognition", "registry", "root_keys"}, set()),
    "editing": ({"editing", "positions", "stepwise"}, set()),
    "atomic": (set(), set()),
    "bounded": (set(), set()),
    "likeness": (set(), set()),
    "phrases": ({"likeness"}, set()),
    "unit_spellings": ({"units"}, set()),
    "advice": ({"phrases", "unit_spellings"}, set()),
    "breaches": ({"cached"}, {"jsonschema_rs"}),
    "values": ({"plain"}, set()),
    "wording": ({"advice", "breaches", "phrases"}, set()),
    "bundle": ({"registry"}, set()),
    "openapi": ({"bundle", "errors", "older_codecs", "registry"}, set()),
    "closed": (
        {"codec", "errors", "ext", "positions", "registry", "source", "validation"},
        {"pydantic", "pydantic_core"},
    ),
    "answers": (set(), {"fastapi", "pydantic_core"}),
    "validation": (
        {
            "bounded",
            "breaches",
            "errors",
            "label",
            "layout",
            "personal",
            "phrases",
            "positions",
            "recognition",
            "registry",
            "source",
            "wording",
        },
        {"jsonschema_rs"},
    ),
    "units": (set(), set()),
    "consistency": (
        {
            "consistency",
            "errors",
            "likeness",
            "phrases",
            "positions",
            "registry",
            "source",
            "units",
            "validation",
        },
        set(),
    ),
    "codec": (
        {
            "atomic",
            "conversion",
            "errors",
            "ext",
            "layout",
            "positions",
            "registry",
            "source",
            "stepwise",
            "validation",
        },
        {"orjson", "pydantic", "pydantic_core"},
    ),
    "ext": (
        {"ext", "likeness", "units"},
        {
            "annotated_types",
            "astropy",
            "erfa",
            "numpy",
            "pydantic",
            "pydantic_core",
            "typing_extensions",
        },
    ),
    "generated": ({"ext", "generated"}, {"pydantic", "typing_extensions"}),
    "older_codecs": ({"codec", "ext", "source"}, set()),
    "cli": (
        {
            "atomic",
            "bundle",
            "cli",
            "codec",
            "comparison",
            "consistency",
            "conversion",
            "editing",
            "embedded",
            "errors",
            "migrations",
            "openapi",
            "personal",
            "phrases",
            "positions",
            "recognition",
            "registry",
            "restoring",
            "source",
            "validation",
        },
        {"tqdm"},
    ),
    "__init__": (
        {
            "closed",
            "codec",
            "forking",
            "comparison",
            "consistency",
            "conversion",
            "document_references",
            "errors",
            "ext",
            "generated",
            "migrations",
            "validation",
        },
        set(),
    ),
    "__main__": ({"cli"}, set()),
    "_shared": ({"ext", "generated"}, set()),
    "builders": ({"builders", "ext", "generated", "likeness"}, set()),
    "entities": ({"generated"}, set()),
    "entity_status_history": ({"generated"}, set()),
    "execution_block": ({"generated"}, set()),
    "project": ({"generated"}, set()),
    "proposal": ({"generated"}, set()),
    "proposal_management": ({"generated"}, set()),
    "sb_definition": ({"generated"}, set()),
    "sb_instance": ({"generated"}, set()),
    "schemas": ({"generated", "older_codecs"}, set()),
}


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def imports(tree: ast.AST) -> Iterator[str]:
    """Yield every module that is imported for running, not only for checking types."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            yield from imports(ast.Module(node.orelse, []))
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level < 2, "imports are absolute, or of a sibling of generated code"
            yield "." * node.level + (node.module or "")
            if node.module == "ska_oso_pdm":
                yield from (f"ska_oso_pdm.{alias.name}" for alias in node.names)
        else:
            yield from imports(node)


def place(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_module_imports_only_what_the_table_allows(path: Path) -> None:
    ours, others = MAY_IMPORT[place(path)]
    for name in imports(ast.parse(path.read_text(encoding="utf-8"))):
        top, *rest = name.split(".")
        if not top:
            assert place(path) == "generated", "imports are absolute"
        elif top == "ska_oso_pdm":
            assert not rest or rest[0] in ours, f"{name} is not for {place(path)}"
        else:
            assert top in sys.stdlib_module_names | others, f"{name} is not for {place(path)}"


def test_table_has_no_entry_without_module() -> None:
    assert set(MAY_IMPORT) == {place(path) for path in modules()}


def test_generated_code_of_one_version_never_imports_another() -> None:
    for path in (PACKAGE / "generated").glob("v*/*.py"):
        for name in imports(ast.parse(path.read_text(encoding="utf-8"))):
            assert "generated" not in name or f"generated.{path.parent.name}" in name


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_astropy_is_imported_inside_functions_only(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    top_level = [node for node in tree.body if isinstance(node, (ast.Import, ast.ImportFrom))]
    loaded = {name.split(".")[0] for name in imports(ast.Module(top_level, []))}
    assert not loaded & {"astropy", "erfa", "numpy"}


def test_codegen_never_imports_the_package() -> None:
    for path in (ROOT / "codegen").glob("*.py"):
        for name in imports(ast.parse(path.read_text(encoding="utf-8"))):
            assert name.split(".")[0] in sys.stdlib_module_names | {"codegen"}, path.name


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_module_is_short(path: Path) -> None:
    if place(path) != "generated":
        assert len(path.read_text(encoding="utf-8").splitlines()) < 400


def test_everything_imports_without_warnings() -> None:
    names = [
        module.name
        for module in pkgutil.walk_packages(ska_oso_pdm.__path__, "ska_oso_pdm.")
        if not module.name.endswith("__main__")
    ]
    code = f"import importlib; [importlib.import_module(name) for name in {names}]"
    run_python("-W", "error", "-c", code)


def run_python(*arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, *arguments], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def loaded_after(code: str) -> set[str]:
    """Give the top-level modules that a fresh interpreter has loaded after running code."""
    tail = "; import sys; print(*{name.partition('.')[0] for name in sys.modules})"
    return set(run_python("-c", code + tail).split())


EXAMPLE = "examples/0.1/sbd-mid.json"


def test_importing_the_package_loads_nothing_heavy() -> None:
    heavy = {"astropy", "pydantic", "jsonschema_rs", "orjson", "jiter", "json", "pathlib"}
    assert not loaded_after("import ska_oso_pdm") & heavy


def test_publishing_schemas_needs_neither_codec_nor_pydantic_nor_a_framework() -> None:
    code = "from ska_oso_pdm import openapi; openapi.document(); assert CODEC not in vars(openapi)"
    code = code.replace("CODEC", "'CODEC'")
    assert not loaded_after(code) & {"pydantic", "pydantic_core", "orjson", "fastapi", "starlette"}


def test_validating_needs_neither_pydantic_nor_the_classes() -> None:
    code = f"from ska_oso_pdm.cli import main; main(['validate', '--findings', {EXAMPLE!r}])"
    assert not loaded_after(code) & {"astropy", "pydantic", "pydantic_core"}


def test_comparing_needs_neither_pydantic_nor_the_classes() -> None:
    code = f"from ska_oso_pdm.cli import main; main(['diff', {EXAMPLE!r}, {EXAMPLE!r}])"
    assert not loaded_after(code) & {"astropy", "pydantic", "pydantic_core"}


def test_reading_and_dumping_need_no_astropy() -> None:
    every = "pathlib.Path('examples').glob('*/*.json')"
    code = (
        f"import pathlib, ska_oso_pdm as p; [p.dumps(p.read(e).object) for e in {every}]; repr(p)"
    )
    assert "astropy" not in loaded_after(code)


def test_public_names_are_what_the_package_says() -> None:
    source = ast.parse((PACKAGE / "__init__.py").read_text(encoding="utf-8"))
    block = next(node for node in source.body if isinstance(node, ast.If))
    typed = {
        alias.asname: f"{node.module}.{alias.name}"
        for node in block.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert set(typed) == set(ska_oso_pdm.__all__)
    for name, home in typed.items():
        module, _, original = home.rpartition(".")
        assert getattr(ska_oso_pdm, name) is getattr(importlib.import_module(module), original)
    assert set(ska_oso_pdm.__all__) <= set(dir(ska_oso_pdm))


def test_an_unknown_name_of_the_package_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="module 'ska_oso_pdm' has no attribute 'nope'"):
        ska_oso_pdm.nope  # noqa: B018
