"""Severities by a team: the option, the table of a project, and Python."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import ska_oso_pdm
from ska_oso_pdm.cli import main
from ska_oso_pdm.errors import WrongSeverityError
from tests.samples import ROOT

FINDING = ROOT / "tests" / "findings" / "1.0" / "lst-range-empty.json"
CODE = "lst-range-empty"
CONVERTED = ROOT / "tests" / "findings" / "0.3" / "target-never-rises.json"
Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose folder below is the working directory."""
    below = tmp_path / "blocks" / "of a year"
    below.mkdir(parents=True)
    monkeypatch.chdir(below)
    # What stands above the folder of the tests is not ours.
    (tmp_path / "pyproject.toml").write_text("[tool.ska-oso-pdm]\n", encoding="utf-8")
    return tmp_path / "pyproject.toml"


def shown(capsys: Capture, *options: str, file: Path = FINDING) -> dict[str, str]:
    """Give the severity that each code is shown with."""
    capsys.readouterr()
    assert main(["validate", "--findings", "--format", "json", *options, str(file)]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    return {finding["code"]: finding["severity"] for finding in row["findings"]}


def refused(capsys: Capture, *options: str) -> str:
    capsys.readouterr()
    assert main(["validate", *options, str(FINDING)]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("ska-oso-pdm validate: ")
    assert printed.err.count("\n") == 1
    return printed.err.removeprefix("ska-oso-pdm validate: ").rstrip("\n")


class TestOption:
    @pytest.mark.parametrize("level", ["error", "warning", "note"])
    def test_a_code_is_shown_as_the_team_wants(self, level: str, capsys: Capture) -> None:
        assert shown(capsys, "--severity", f"{CODE}={level}") == {CODE: level, "no-scans": "note"}

    def test_codes_are_silenced(self, capsys: Capture) -> None:
        options = ["--severity", f"{CODE}=off", "--severity", "no-scans=off"]
        assert shown(capsys, *options) == {}

    def test_of_two_for_one_code_the_last_counts(self, capsys: Capture) -> None:
        options = ["--severity", f"{CODE}=off", "--severity", f"{CODE}=error"]
        assert shown(capsys, *options)[CODE] == "error"

    def test_text_says_it_too(self, capsys: Capture) -> None:
        main(["validate", "--findings", "--severity", f"{CODE}=error", str(FINDING)])
        assert "/observing_constraints/lst: finding (error): starts" in capsys.readouterr().out

    def test_it_holds_for_what_an_older_document_becomes(self, capsys: Capture) -> None:
        options = ["--severity", "target-never-rises=note", "--severity", "scan-duration-zero=off"]
        found = shown(capsys, *options, file=CONVERTED)
        assert found["target-never-rises"] == "note"
        assert "scan-duration-zero" not in found

    def test_an_error_leaves_the_exit_status(self, capsys: Capture) -> None:
        assert main(["validate", "--findings", "--severity", "no-scans=error", str(FINDING)]) == 0


class TestTable:
    def test_it_stands_in_the_nearest_project_that_has_settings(
        self, project: Path, capsys: Capture
    ) -> None:
        project.write_text(f'[tool.ska-oso-pdm.severity]\n{CODE} = "error"\n', encoding="utf-8")
        between = project.parent / "blocks" / "pyproject.toml"
        between.write_text("[tool.other]\nkey = 1\n", encoding="utf-8")
        assert shown(capsys)[CODE] == "error"
        between.write_text(f'[tool.ska-oso-pdm.severity]\n{CODE} = "note"\n', encoding="utf-8")
        assert shown(capsys)[CODE] == "note"

    def test_the_option_counts_more(self, project: Path, capsys: Capture) -> None:
        lines = ["[tool.ska-oso-pdm.severity]", f'{CODE} = "error"', 'no-scans = "off"']
        project.write_text("\n".join(lines), encoding="utf-8")
        assert shown(capsys, "--severity", f"{CODE}=warning") == {CODE: "warning"}

    def test_it_is_not_read_where_nobody_asks_for_findings(
        self, project: Path, capsys: Capture
    ) -> None:
        project.write_text("[", encoding="utf-8")
        assert main(["validate", str(FINDING)]) == 0

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            (
                '[tool.ska-oso-pdm.severity]\n# why\nlst-range-emty = "off"\n',
                ':3: "lst-range-emty" is no code of a finding; the nearest one is '
                '"lst-range-empty"',
            ),
            (
                "[tool.ska-oso-pdm.severity]\nlst-range-empty = true\n",
                ':2: true is no severity of "lst-range-empty"; write "error", "warning", "note" '
                'or "off"',
            ),
            (
                "[tool.ska-oso-pdm]\nseverity = 3\n",
                ":2: 3 is no table; write [tool.ska-oso-pdm.severity], and below it lines such as "
                'window-outside-band = "warning"',
            ),
            (
                "[tool.ska-oso-pdm]\nseverities = {}\n",
                ':2: "tool.ska-oso-pdm" has no setting "severities"; there is "severity"',
            ),
            (
                "[tool]\nska-oso-pdm = 3\n",
                ": tool.ska-oso-pdm is no table; write [tool.ska-oso-pdm.severity]",
            ),
            (
                "[tool]\nska-oso-pdm = \n",
                ":2: is no TOML: Invalid value; correct it",
            ),
            (
                f"[tool.ska-oso-pdm.severity]\na = {'9' * 5000}\n",
                ": is no TOML: Exceeds the limit (4300 digits) for integer string conversion: "
                "value has 5000 digits; use sys.set_int_max_str_digits() to increase the limit; "
                "correct it",
            ),
        ],
    )
    def test_what_is_wrong_is_said_with_its_line(
        self, text: str, message: str, project: Path, capsys: Capture
    ) -> None:
        project.write_text(text, encoding="utf-8")
        assert refused(capsys, "--findings") == f"{project}{message}"

    @pytest.mark.parametrize(
        "theirs", [b"[project]\nname = \n", b'[tool.other]\nname = "\xff"\n', b"[" * 10_000, b""]
    )
    def test_a_file_that_does_not_name_this_program_may_be_in_any_state(
        self, theirs: bytes, project: Path, capsys: Capture
    ) -> None:
        project.write_text(f'[tool.ska-oso-pdm.severity]\n{CODE} = "error"\n', encoding="utf-8")
        (project.parent / "blocks" / "pyproject.toml").write_bytes(theirs)
        assert shown(capsys)[CODE] == "error"

    def test_a_file_that_must_not_be_read_is_passed_by(
        self, project: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(path: Path, *_: object, **__: object) -> str:
            raise PermissionError(13, "Permission denied", str(path))

        monkeypatch.setattr(Path, "read_text", refuse)
        assert shown(capsys)[CODE] == "warning"


@pytest.mark.parametrize(
    ("option", "message"),
    [
        (
            "window-outside-bands=off",
            '--severity: "window-outside-bands" is no code of a finding; the nearest one is '
            '"window-outside-band"',
        ),
        (
            f"{CODE}=fatal",
            f'--severity: "fatal" is no severity of "{CODE}"; write "error", "warning", "note" or '
            '"off"',
        ),
        (
            CODE,
            f"--severity {CODE}: names no severity; write CODE=LEVEL, such as {CODE}=warning",
        ),
    ],
)
def test_an_option_that_is_wrong_is_refused(option: str, message: str, capsys: Capture) -> None:
    assert refused(capsys, "--findings", "--severity", option) == message


def test_the_option_is_for_findings(capsys: Capture) -> None:
    said = refused(capsys, "--severity", f"{CODE}=off")
    assert said == "--severity is for findings; add --findings"


class TestPython:
    def test_severities_are_given_as_a_mapping(self) -> None:
        found = ska_oso_pdm.findings(FINDING, severities={CODE: "error", "no-scans": "off"})
        assert [(finding.code, finding.severity) for finding in found] == [(CODE, "error")]

    def test_the_table_of_a_project_is_for_the_command(self, project: Path) -> None:
        project.write_text(f'[tool.ska-oso-pdm.severity]\n{CODE} = "off"\n', encoding="utf-8")
        assert CODE in [finding.code for finding in ska_oso_pdm.findings(FINDING)]

    @pytest.mark.parametrize(
        ("severities", "message"),
        [
            ({"nope": "off"}, '"nope" is no code of a finding; there are active-pattern-missing, '),
            ({CODE: None}, f'null is no severity of "{CODE}"; write "error", "warning", "note"'),
        ],
    )
    def test_what_there_is_not_is_refused(self, severities: Any, message: str) -> None:
        with pytest.raises(WrongSeverityError) as caught:
            ska_oso_pdm.findings(FINDING, severities=severities)
        assert str(caught.value).startswith(message)
