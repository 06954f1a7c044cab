"""What is said of documents is compared between revisions, and nothing of it is missed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import ecosystem

ROOT = Path(__file__).parents[1]
FILES = ["examples/0.6/sbd-mid.json", "tests/invalid/0.5/beam-id-as-text.json"]


@pytest.fixture(scope="module")
def facts() -> dict[str, set[ecosystem.Fact]]:
    return ecosystem.said(ROOT / "src", FILES)


def test_verdict_layout_problems_and_account_are_asked_for(
    facts: dict[str, set[ecosystem.Fact]],
) -> None:
    good, bad = (facts[file] for file in FILES)
    assert {("verdict", "valid"), ("layout", "sbd 0.6")} <= good
    assert ("upgrade", "upgraded from 0.6 to 1.0") in good
    assert ("/targets/0/target_id", "mapped /targets/0/target_id") in good
    place = "/mccs_allocation/subarray_beams/0/subarray_beam_id"
    assert {("verdict", "invalid"), (f"problem [wrong-type] {place}", "error")} <= bad
    assert ("upgrade", "refused from 0.5 to 1.0") in bad
    assert (f"refused for [wrong-type] {place}", "error") in bad


def test_nothing_has_changed_where_nothing_has(facts: dict[str, set[ecosystem.Fact]]) -> None:
    assert list(ecosystem.changes(facts, {file: set(said) for file, said in facts.items()})) == []


def test_every_change_is_told_verdicts_first() -> None:
    before = {"a": {("verdict", "valid"), ("/x", "mapped /x"), ("/y", "lost")}, "b": {("u", "1")}}
    after = {
        "a": {("verdict", "invalid"), ("/x", "set aside"), ("/y", "lost"), ("/z", "lost")},
        "c": {("u", "1"), ("u", "2")},
    }
    assert [str(change) for change in ecosystem.changes(before, after)] == [
        "a: verdict: valid → invalid",
        "a: /x: mapped /x → set aside",
        "a: /z: nothing → lost",
        "b: u: 1 → nothing",
        "c: u: nothing → 1, 2",
    ]


def test_known_documents_are_found_wherever_they_are_kept() -> None:
    found = ecosystem.documents()
    assert set(FILES) <= set(found)
    assert any(file.startswith("tests/findings/") for file in found)


@pytest.mark.parametrize("arguments", [[], ["one", "two"]])
def test_one_revision_is_wanted(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert ecosystem.main(arguments) == 2
    assert capsys.readouterr().out == (
        "name one revision to compare with, for example: nox -s ecosystem -- origin/main\n"
    )


def test_a_revision_that_there_is_not(capsys: pytest.CaptureFixture[str]) -> None:
    assert ecosystem.main(["no-such-revision"]) == 2
    assert capsys.readouterr().out.startswith(
        "git gives no sources of 'no-such-revision'; it says:"
    )


def test_a_command_that_fails_is_told(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="^validate gives no JSON; it says: .*No module named"):
        ecosystem.said(_without_commands(tmp_path), FILES)


def _without_commands(folder: Path) -> Path:
    (folder / "ska_oso_pdm").mkdir()
    (folder / "ska_oso_pdm" / "__init__.py").touch()
    return folder
