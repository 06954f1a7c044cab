"""The examples in Python that pages and docstrings show run as they stand."""

from __future__ import annotations

import pytest

from tests.pages import examples
from tests.samples import ROOT

EXAMPLES = examples()


def test_the_pages_that_show_python_are_found() -> None:
    assert {"README_md", "docs_services_md", "docs_layouts_md"} < set(EXAMPLES)
    assert "src_ska_oso_pdm___init___py" in EXAMPLES


@pytest.mark.parametrize("name", EXAMPLES)
def test_examples_run(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    shown = compile(EXAMPLES[name], name, "exec")
    exec(shown, {"__name__": name})
