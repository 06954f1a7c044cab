"""The project itself: its sessions, and what its pages say of them."""

from __future__ import annotations

import ast
import re
import tomllib

import pytest

from codegen.facades import facade_roots, read_paths
from ska_oso_pdm.documents.source import MAX_BYTES, MAX_DEPTH, MAX_VALUES
from ska_oso_pdm.errors import MORE
from ska_oso_pdm.validation import MAX_PROBLEMS
from tests.samples import ROOT

SESSIONS = {
    node.name: node
    for node in ast.parse((ROOT / "noxfile.py").read_text(encoding="utf-8")).body
    if isinstance(node, ast.FunctionDef)
    and any("nox.session" in ast.unparse(each) for each in node.decorator_list)
}
NEEDED = "tests generate schemas lint typing build bench demo shell".split()


def test_every_session_that_is_needed_is_there_and_says_what_it_does() -> None:
    assert set(NEEDED) <= set(SESSIONS)
    for name, node in SESSIONS.items():
        assert ast.get_docstring(node), name


@pytest.mark.parametrize(
    "page", ["README.md", "CONTRIBUTING.md", "schemas/README.md", ".ci/run", ".ci/nightly"]
)
def test_pages_name_sessions_that_exist(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    named = re.findall(r"(?:nox|noxfile\.py\"?) -s ((?:[a-z_]+[ `]?)+)", text)
    assert named
    for names in named:
        for name in re.findall("[a-z_]+", names.partition("`")[0]):
            assert name in SESSIONS, f"{page}: {name}"


WRITTEN = ("benchmarks", "codegen", "conformance", "docs", "examples", "schemas", "src", "tests")
PARTS = ("npm", "example", "check")
FRONT_END = [f"web/{part}/{folder}" for part in PARTS for folder in ("src", "test")]
OF_A_MACHINE = re.compile(r"/(work|root|home|Users)/\w")


@pytest.mark.parametrize("folder", [*WRITTEN, *FRONT_END])
def test_no_file_names_a_place_that_one_machine_has(folder: str) -> None:
    files = [
        file
        for ending in ("py", "md", "ts", "mjs", "toml", "txt")
        for file in (ROOT / folder).rglob(f"*.{ending}")
        if not {"node_modules", "__pycache__"} & {*file.parts}
    ]
    named = [file for file in files if OF_A_MACHINE.search(file.read_text(encoding="utf-8"))]
    assert [str(file.relative_to(ROOT)) for file in named] == []


def test_differences_name_tests_and_documents_that_exist() -> None:
    text = (ROOT / "docs" / "services.md").read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if "| `test_" in line or "| `tests/" in line]
    assert len(rows) > 5
    for row in rows:
        for named in re.findall(r"`(test[^`]+)`", row.rpartition("|")[0].rpartition("|")[2]):
            file, *parts = named.split("::")
            if file.endswith(".py"):
                (found,) = ROOT.glob(f"tests/**/{file}")
                source = found.read_text(encoding="utf-8")
                assert all(f" {part}" in source for part in parts), named
            elif "/" in file:
                assert (ROOT / file).exists(), named


def test_tools_know_all_folders_that_are_generated() -> None:
    roots = facade_roots(read_paths(ROOT / "codegen" / "old_paths.toml"))
    folders = {f"src/ska_oso_pdm/{name}" for name in [*roots, "generated"]}
    tools = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    assert set(tools["ruff"]["extend-exclude"]) == folders
    assert folders <= set(tools["basedpyright"]["include"])
    hooks = (ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8")
    watched = re.search(r"generate_check\n.*\n +files: (.*)", hooks)
    assert watched
    for folder in [*folders, "schemas/1.0", "codegen", "src/ska_oso_pdm/ext"]:
        assert re.match(watched[1], f"{folder}/x")


class TestPerformance:
    PAGE = (ROOT / "docs" / "performance.md").read_text(encoding="utf-8")

    def test_its_questions_are_benchmarks(self) -> None:
        rows = [line.split(" | ") for line in self.PAGE.splitlines() if line.endswith("` |")]
        questions = [row[-1].strip("` |") for row in rows if len(row) == 5]
        assert len(questions) > 15
        for question in questions:
            assert (ROOT / "benchmarks" / f"{question}.py").exists(), question

    @pytest.mark.parametrize(
        "row",
        [
            f"| size of a text | {MAX_BYTES // 2**20} MiB | `too-large` |",
            f"| values in a document | {MAX_VALUES:,} | `too-large` |",
            f"| nesting of arrays and objects | {MAX_DEPTH} levels | `too-deep` |",
            f"| problems in a list | {MAX_PROBLEMS}, then one more issue | `{MORE}` |",
        ],
    )
    def test_its_limits_are_those_that_hold(self, row: str) -> None:
        assert row in self.PAGE
