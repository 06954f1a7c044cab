"""Commands and options that are mistyped get their nearest, in one line."""

from __future__ import annotations

import argparse
import re
import string
from collections.abc import Iterator
from importlib import import_module

import pytest

from ska_oso_pdm.cli import _COMMANDS, main
from ska_oso_pdm.cli.parser import Parser, _nearest

Capture = pytest.CaptureFixture[str]


def refused(capsys: Capture, *arguments: str) -> str:
    """Give the one line that a command line is refused with."""
    with pytest.raises(SystemExit) as caught:
        main([*arguments])
    assert caught.value.code == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    return err.removesuffix("\n")


def slips(word: str, among: str = string.ascii_lowercase) -> Iterator[str]:
    """Yield a word with a letter missing, doubled, exchanged, wrong or too many."""
    for i in range(len(word) + 1):
        yield word[:i] + word[i + 1 :]
        yield word[:i] + word[i : i + 2][::-1] + word[i + 2 :]
        for letter in among:
            yield word[:i] + letter + word[i:]
            yield word[:i] + letter + word[i + 1 :]


def options(command: str) -> list[str]:
    parser = Parser(prog="x")
    import_module(f"ska_oso_pdm.cli.{command}").configure(parser)
    return parser._options


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["vaildate", "x"], "ska-oso-pdm: there is no command vaildate; did you mean validate?"),
        (["up", "x"], "ska-oso-pdm: there is no command up; did you mean upgrade?"),
        (
            ["convert", "x", "--to=1.0"],
            "ska-oso-pdm: there is no command convert; there are validate, identify, show, "
            "references, upgrade, diff, schema, serve",
        ),
        ([""], "ska-oso-pdm: there is no command ''; there are validate, identify, show, "
        "references, upgrade, diff, schema, serve"),
        (
            ["schema", "bundel", "sbd"],
            "ska-oso-pdm schema: there is no command bundel; did you mean bundle?",
        ),
        (
            ["schema", "bundle", "--opanapi"],
            "ska-oso-pdm schema bundle: there is no option --opanapi; did you mean --openapi?",
        ),
        (
            ["validate", "--fromat", "json", "x"],
            "ska-oso-pdm validate: there is no option --fromat; did you mean --format?",
        ),
        (
            ["upgrade", "--inplace", "x"],
            "ska-oso-pdm upgrade: there is no option --inplace; did you mean --in-place?",
        ),
        (
            ["upgrade", "--asume=fk5", "x"],
            "ska-oso-pdm upgrade: there is no option --asume; did you mean --assume?",
        ),
        (
            ["show", "--quiet", "x"],
            "ska-oso-pdm show: there is no option --quiet; there are --help",
        ),
        (
            ["--verison"],
            "ska-oso-pdm: there is no option --verison; did you mean --version?",
        ),
        (
            ["--format", "json", "validate", "x"],
            "ska-oso-pdm: there is no option --format; there are --version, --help; options of a "
            "command stand after it",
        ),
    ],
)  # fmt: skip
def test_the_nearest_is_named(arguments: list[str], line: str, capsys: Capture) -> None:
    assert refused(capsys, *arguments) == line


@pytest.mark.parametrize("arguments", [["--vers"], ["-h"], ["--help"], ["schema", "--he"]])
def test_beginnings_of_options_are_these(arguments: list[str], capsys: Capture) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 0


def test_a_file_too_many_is_said_with_the_usage(capsys: Capture) -> None:
    with pytest.raises(SystemExit):
        main(["diff", "a", "b", "c"])
    assert "unrecognized arguments: c\n" in capsys.readouterr().err


def test_a_file_after_dashes_is_no_option(capsys: Capture) -> None:
    assert main(["validate", "--", "--fromat"]) == 2
    assert "no such file" in capsys.readouterr().out


@pytest.mark.parametrize("word", _COMMANDS)
def test_every_slip_in_a_command_finds_it(word: str) -> None:
    known = [*_COMMANDS]
    assert {_nearest(slip, known) for slip in set(slips(word)) - {*known, ""}} == {word}


ALIKE = {"--assume": "--resume", "--host": "--port", "--port": "--host"}
"""Options of which a slip may be as near to another one, which is then named."""


@pytest.mark.parametrize("command", _COMMANDS)
def test_every_slip_in_an_option_finds_it(command: str) -> None:
    known = options(command)
    for option in known:
        if len(option) > len("--to"):
            found = {_nearest(f"--{slip}", known) for slip in {*slips(option[2:])} - {*known}}
            assert found - {ALIKE.get(option)} == {option}


def test_the_options_are_all_that_there_are() -> None:
    for command in _COMMANDS:
        parser = Parser(prog="x", formatter_class=argparse.RawDescriptionHelpFormatter)
        import_module(f"ska_oso_pdm.cli.{command}").configure(parser)
        told = re.findall(r"^ +(?:-h, )?(--[\w-]+)", parser.format_help(), re.MULTILINE)
        assert {*parser._options} - {"-h"} == {*told}
