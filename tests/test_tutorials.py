"""The tutorials, how-tos and the README do what they say: each command prints what is shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tutorials import PAGES, WITH_COMMANDS, Command, carry_out, steps

WANTED = {"first-block", "service", "archive", "front-end", "new-version"}
IN_TYPESCRIPT = {"front-end"}
"""Carried out by web/npm/test/tutorial.test.mjs, with the package built."""


def test_each_tutorial_is_there() -> None:
    assert {page.stem for page in PAGES} == WANTED


@pytest.mark.parametrize("page", WITH_COMMANDS, ids=lambda page: page.stem)
def test_commands_print_what_the_page_shows(page: Path, tmp_path: Path) -> None:
    text = page.read_text(encoding="utf-8")
    found = steps(text)
    assert any(isinstance(step, Command) for step in found) != (page.stem in IN_TYPESCRIPT)
    for command, printed in carry_out(text, tmp_path):
        assert printed == command.prints, command.typed


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_it_is_read_in_ten_minutes(page: Path) -> None:
    assert len(page.read_text(encoding="utf-8").split()) < 2000
