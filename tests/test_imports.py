"""Who may import whom, and what importing costs."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import ska_oso_pdm
from codegen.facades import facade_roots, read_paths

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "ska_oso_pdm"
FACADES = facade_roots(read_paths(ROOT / "codegen" / "old_paths.toml"))

# The ground, which every room may import.
GROUND = {
    "doubles",
    "errors",
    "forking",
    "likeness",
    "limits",
    "personal",
    "phrases",
    "pointers",
    "sentences",
    "tables",
    "units",
}

# Room to the rooms that it may import beside the ground, and to others beside the standard library.
# `astropy`, `erfa` and `numpy` are imported inside functions only; that is tested below.
MAY_IMPORT: dict[str, tuple[set[str], set[str]]] = {
    "catalogue": (set(), {"referencing"}),
    "documents": (set(), {"jiter", "orjson"}),
    "recognition": ({"catalogue", "documents"}, set()),
    "validation": ({"catalogue", "documents", "recognition"}, {"jsonschema_rs"}),
    "migrations": ({"migrations.engine", "migrations.parts", "migrations.steps"}, set()),
    "migrations.engine": (set(), set()),
    "migrations.parts": ({"migrations.engine"}, {"astropy"}),
    "migrations.steps": ({"migrations.engine", "migrations.parts"}, set()),
    "conversion": ({"catalogue", "documents", "recognition", "validation", "migrations"}, set()),
    "inputs": ({"documents", "ext.objects"}, set()),
    "document_references": ({"catalogue", "conversion", "inputs", "recognition"}, set()),
    "comparison": ({"catalogue", "conversion", "documents", "inputs", "recognition"}, set()),
    "consistency": ({"catalogue", "conversion", "documents", "recognition", "validation"}, set()),
    "ext": ({"ext.sky"}, set()),
    "ext.insides": (set(), {"pydantic", "pydantic_core"}),
    "ext.sky": (set(), {"astropy", "erfa", "numpy"}),
    "ext.values": (
        {"ext.insides", "ext.sky"},
        {"annotated_types", "astropy", "pydantic", "pydantic_core", "typing_extensions"},
    ),
    "ext.objects": ({"ext.insides", "ext.values"}, {"pydantic", "pydantic_core"}),
    "ext.blocks": ({"ext.sky", "ext.values"}, {"pydantic_core", "typing_extensions"}),
    "ext.names_2022": ({"ext.insides", "ext.sky"}, {"astropy"}),
    "generated": (
        {"ext.blocks", "ext.names_2022", "ext.objects", "ext.sky", "ext.values"},
        {"pydantic", "typing_extensions"},
    ),
    "codec": (
        {"catalogue", "conversion", "documents", "ext.objects", "recognition", "validation"},
        {"pydantic", "pydantic_core"},
    ),
    "openapi": ({"catalogue", "codec"}, set()),
    "publishing": ({"catalogue", "openapi"}, set()),
    "serving": ({"catalogue", "publishing"}, set()),
    "testing": ({"catalogue"}, {"hypothesis"}),
    "answers": (set(), {"fastapi", "pydantic_core"}),
    "views": ({"codec", "conversion", "documents", "migrations"}, set()),
    "reports": (set(), set()),
    "archive": ({"conversion", "documents", "migrations", "recognition", "reports"}, set()),
    "evolution": (
        {"catalogue", "conversion", "documents", "validation"},
        {"jsonschema", "jsonschema_rs", "referencing"},
    ),
    "cli": (
        {
            "archive",
            "catalogue",
            "codec",
            "comparison",
            "consistency",
            "conversion",
            "document_references",
            "evolution",
            "migrations",
            "openapi",
            "publishing",
            "recognition",
            "reports",
            "serving",
            "validation",
            "views",
        },
        {"rich", "rich_argparse", "tqdm"},
    ),
    "__init__": ({"ext.objects", "generated", "recognition"}, set()),
    "__main__": ({"cli"}, set()),
    "forking": (set(), set()),
    "doubles": (set(), set()),
    "errors": (set(), set()),
    "personal": (set(), set()),
    "pointers": (set(), set()),
    "phrases": (set(), set()),
    "sentences": (set(), set()),
    "tables": (set(), set()),
    "likeness": (set(), set()),
    "limits": (set(), set()),
    "units": (set(), set()),
    "builders": ({"ext.objects", "generated"}, set()),
    "_shared": ({"ext.values", "generated"}, set()),
    "entities": ({"generated"}, set()),
    "entity_status_history": ({"generated"}, set()),
    "execution_block": ({"generated"}, set()),
    "project": ({"generated"}, set()),
    "proposal": ({"generated"}, set()),
    "proposal_management": ({"generated"}, set()),
    "sb_definition": ({"generated"}, set()),
    "sb_instance": ({"generated"}, set()),
    "schemas": ({"codec", "generated"}, set()),
}


# Rooms that import modules by name: the package its public names, `catalogue` generated classes,
# `forking` what is being imported already, the others parts of their own.
IMPORT_BY_NAME = {"__init__", "catalogue", "cli", "consistency", "forking", "migrations"}

TOP = list(PACKAGE.iterdir())


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


def room(name: str) -> str:
    """Give the room of a module, named below the package: `ext.sky` for `ext.sky.earth`."""
    first, *rest = name.split(".")
    return f"{first}.{rest[0]}" if rest and f"{first}.{rest[0]}" in MAY_IMPORT else first


def place(path: Path) -> str:
    return room(".".join(path.relative_to(PACKAGE).with_suffix("").parts))


def imported_rooms(path: Path) -> set[str]:
    """Give the other rooms that a module imports, wherever it does."""
    names = imports(ast.parse(path.read_text(encoding="utf-8")))
    ours = {name.removeprefix("ska_oso_pdm.") for name in names if name.startswith("ska_oso_pdm.")}
    return {room(name) for name in ours} - {place(path)}


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_module_imports_only_what_the_table_allows(path: Path) -> None:
    ours, others = MAY_IMPORT[place(path)]
    assert imported_rooms(path) <= ours | GROUND
    for name in imports(ast.parse(path.read_text(encoding="utf-8"))):
        top = name.split(".")[0]
        if not top:
            assert place(path) == "generated", "imports are absolute"
        elif top != "ska_oso_pdm":
            assert top in sys.stdlib_module_names | others, f"{name} is not for {place(path)}"


def test_only_these_rooms_import_by_name() -> None:
    texts = [(place(path), path.read_text(encoding="utf-8")) for path in modules()]
    found = {name for name, text in texts if re.search(r"import_module|__import__", text)}
    assert found == IMPORT_BY_NAME


def test_table_has_no_entry_without_module() -> None:
    assert set(MAY_IMPORT) == {place(path) for path in modules()}


def test_table_allows_nothing_that_no_module_does() -> None:
    done: dict[str, set[str]] = {name: set() for name in MAY_IMPORT}
    for path in modules():
        done[place(path)] |= imported_rooms(path) - GROUND
    assert done == {name: ours for name, (ours, _) in MAY_IMPORT.items()}


def test_no_circle_leads_from_room_to_room() -> None:
    order = TopologicalSorter({name: ours for name, (ours, _) in MAY_IMPORT.items()})
    order.prepare()  # raises for a circle


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_the_ground_imports_nothing_but_itself(path: Path) -> None:
    if place(path) in GROUND:
        assert imported_rooms(path) <= GROUND


def test_each_room_says_its_question() -> None:
    rooms = [path for path in modules() if place(path) not in {*FACADES, "generated"}]
    for folder in {path.parent for path in rooms}:
        text = (folder / "__init__.py").read_text(encoding="utf-8")
        assert ast.get_docstring(ast.parse(text)), folder


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
    heavy |= {"jsonschema", "referencing"}
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


def test_text_that_no_terminal_shows_needs_nothing_that_dresses_it() -> None:
    for command in (["validate", EXAMPLE], ["upgrade", "--dry-run", EXAMPLE, EXAMPLE]):
        code = f"from ska_oso_pdm.cli import main; main({command!r})"
        assert not loaded_after(code) & {"rich", "rich_argparse", "pygments", "tqdm", "difflib"}


def test_reading_and_dumping_need_no_astropy() -> None:
    every = "pathlib.Path('examples').glob('*/*.json')"
    code = (
        f"import pathlib, ska_oso_pdm as p; [p.dumps(p.read(e).object) for e in {every}]; repr(p)"
    )
    assert "astropy" not in loaded_after(code)


def test_public_names_are_what_the_package_says() -> None:
    table = tomllib.loads((ROOT / "codegen" / "public_names.toml").read_text(encoding="utf-8"))
    homes = {name: home for home, names in table.items() for name in names}
    assert len(homes) == sum(map(len, table.values()))
    assert set(homes) == set(ska_oso_pdm.__all__)
    for name, home in homes.items():
        module = importlib.import_module(f"ska_oso_pdm.{home}")
        assert getattr(ska_oso_pdm, name) is getattr(module, name)
    assert set(ska_oso_pdm.__all__) <= set(dir(ska_oso_pdm))


def test_no_public_name_is_that_of_a_module() -> None:
    """Else it would be the module, once something imports that."""
    assert not set(ska_oso_pdm.__all__) & {path.name.removesuffix(".py") for path in TOP}


def test_an_unknown_name_of_the_package_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="module 'ska_oso_pdm' has no attribute 'nope'"):
        ska_oso_pdm.nope  # noqa: B018
