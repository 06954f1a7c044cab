"""What a terminal shows: text that fits, with colours; and that nothing else gets any of it."""

from __future__ import annotations

import contextlib
import fcntl
import io
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from pathlib import Path
from typing import Any

import pytest

from ska_oso_pdm.cli import main
from ska_oso_pdm.reports.details import STANDING
from tests.samples import CORPUS, ROOT

pytest.importorskip("rich", reason="needs the extra `cli`")

from rich.console import Console

from ska_oso_pdm.cli import hyperlinks
from ska_oso_pdm.cli.screen import NO_COLUMNS, Screen, breaks, reflowed

EXAMPLES = ROOT / "examples"
MID, TODAY = EXAMPLES / "0.1/sbd-mid.json", EXAMPLES / "1.0/sbd-mid-imaging.json"
INVALID = ROOT / "tests/invalid/0.1/telescope-unknown.json"
ESCAPE = re.compile(r"\x1b\[[0-9;]*m")
CHANGING = (
    *("NO_COLOR", "FORCE_COLOR", "COLORTERM", "TTY_COMPATIBLE", "FORCE_HYPERLINK", "VTE_VERSION"),
    *("TERM_PROGRAM", "SKA_OSO_PDM_SITE", *hyperlinks.KNOWN),
)
COMMANDS = [
    ["validate", str(INVALID)],
    ["validate", "--findings", str(MID), str(INVALID), str(TODAY)],
    ["identify", str(MID), str(TODAY)],
    ["show", str(TODAY)],
    ["show", str(MID)],
    ["references", str(TODAY), str(MID)],
    ["upgrade", "--dry-run", str(MID)],
    ["upgrade", "--dry-run", str(MID), str(INVALID), str(TODAY)],
    ["upgrade", "--dry-run", "--allow-loss", str(MID)],
    ["diff", str(TODAY), str(EXAMPLES / "1.0/sbd-mid-pulsar-timing.json")],
    ["schema", "list"],
    ["vaildate", "x"],
]


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def printed(
    monkeypatch: pytest.MonkeyPatch,
    *arguments: str,
    columns: int | None = None,
    **variables: str,
) -> tuple[str, str]:
    """Run a command with streams that are terminals, where they have columns; give both texts."""
    streams = [Terminal() if columns else io.StringIO() for _ in range(2)]
    with monkeypatch.context() as patch:
        for name in CHANGING:
            patch.delenv(name, raising=False)
        for name, value in {"TERM": "xterm", "COLUMNS": str(columns or 80), **variables}.items():
            patch.setenv(name, value)
        patch.setattr(sys, "stdout", streams[0])
        patch.setattr(sys, "stderr", streams[1])
        with contextlib.suppress(SystemExit):
            main([*arguments])
    return streams[0].getvalue(), streams[1].getvalue()


def words(text: str) -> list[str]:
    return ESCAPE.sub("", text).split()


@pytest.mark.parametrize("columns", [40, 80, 200])
@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_a_terminal_shows_every_word_in_lines_that_fit(
    arguments: list[str], columns: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = printed(monkeypatch, *arguments)
    shown = printed(monkeypatch, *arguments, columns=columns)
    for text, expected in zip(shown, plain):
        assert words(text) == words(expected)
        assert "\x1b" not in expected
        for line in ESCAPE.sub("", text).splitlines():
            whole = re.fullmatch(r" *(?:(?:first )?at )?\S+(?::|;)?| *ska-oso-pdm .*", line)
            assert len(line) <= columns or whole, line


def test_what_a_terminal_opens_is_not_broken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a name with blanks" / "block of somebody.json"
    file.parent.mkdir()
    file.write_bytes(INVALID.read_bytes())
    once, _ = printed(monkeypatch, "validate", str(file), columns=40)
    assert re.search(rf"^{re.escape(str(file))}:\d+:\d+:$", ESCAPE.sub("", once), re.MULTILINE)
    twice, told = printed(monkeypatch, "validate", str(file), str(INVALID), columns=40)
    assert re.search(rf"at {re.escape(str(file))}:\d+:\d+$", ESCAPE.sub("", twice), re.MULTILINE)
    assert re.search(rf"^    ska-oso-pdm .*{re.escape(str(INVALID))}$", ESCAPE.sub("", told), re.M)


def test_verdicts_and_codes_stand_out(monkeypatch: pytest.MonkeyPatch) -> None:
    shown, told = printed(monkeypatch, "validate", str(INVALID), str(TODAY), columns=200)
    assert f"{INVALID}: \x1b[1;31minvalid\x1b[0m sbd 0.1 \x1b[2m[not-allowed]\x1b[0m\n" in shown
    assert f"{TODAY}: \x1b[32mvalid\x1b[0m sbd 1.0\n" in shown
    assert "\n  \x1b[1;31merror\x1b[0m in 1 file: " in shown
    assert "2 files: 1 valid, \x1b[1;31m1 invalid\x1b[0m, 0 not judged\n" in told


@pytest.mark.parametrize("word", STANDING)
def test_all_that_stays_as_it_is_stands_out_alike(word: str) -> None:
    console = Console(file=io.StringIO(), force_terminal=True, color_system="standard")
    screen, bad = Screen(console, wraps=False), f"\x1b[1;31m{word}\x1b[0m"
    lines = [
        (f"a.json: {word}", "report", f"a.json: {bad}"),
        (f"  {word} in 2 files: x", "report", f"  {bad} in 2 files: x"),
        (f"4 documents: 3 {word}, 1 x", "notice", f"4 documents: {bad.replace(word, f'3 {word}')}"),
    ]
    for line, look, expected in lines:
        assert screen.shown(line, look, NO_COLUMNS).startswith(expected)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["refused.json", "3 refused", "x: valid y.json", "a, 1 invalid"])
def test_the_name_of_a_file_is_no_verdict(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "invalid: x"
    folder.mkdir()
    for file in (folder / name, folder / "other.json"):
        file.write_bytes(INVALID.read_bytes())
    shown, told = printed(monkeypatch, "validate", *map(str, folder.iterdir()), columns=400)
    assert shown.count("\x1b[1;31m") == 3  # two verdicts and a reason
    assert f"{folder / name}: \x1b[1;31minvalid\x1b[0m sbd 0.1 " in shown
    assert told.count("\x1b[1;31m") == 1
    shown, _ = printed(monkeypatch, "validate", str(folder / name), columns=400)
    assert "\x1b[1;31m" not in shown  # it has a place and a sentence


def test_a_row_that_does_not_fit_names_its_file_in_a_line_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / f"{'a long name ' * 4}.json"
    file.write_bytes(TODAY.read_bytes())
    shown, _ = printed(monkeypatch, "identify", str(file), columns=80)
    assert ESCAPE.sub("", shown).splitlines()[2:] == [
        str(file),
        "    sbd 1.0   sbd 1.0  certain     /sdp_configurations, /observing_constraints",
    ]


def test_differences_stand_out(monkeypatch: pytest.MonkeyPatch) -> None:
    other = EXAMPLES / "1.0/sbd-mid-pulsar-timing.json"
    shown, _ = printed(monkeypatch, "diff", str(TODAY), str(other), columns=200)
    assert "\x1b[36m/ob_ref\x1b[0m: \x1b[31mremoved\x1b[0m " in shown
    assert "\x1b[36m/dish_allocations/reference_dishes\x1b[0m: \x1b[32madded\x1b[0m " in shown


@pytest.mark.parametrize("columns", [None, 80])
def test_the_environment_takes_colours_or_gives_them(
    columns: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def colours(**variables: str) -> bool:
        arguments = ("validate", str(TODAY))
        shown, _ = printed(monkeypatch, *arguments, columns=columns, **variables)
        assert bool(columns) or words(shown) == words(printed(monkeypatch, *arguments)[0])
        help_shown, _ = printed(monkeypatch, "--help", columns=columns, **variables)
        found = [bool(re.search(r"\x1b\[[0-9;]*3\d", text)) for text in (shown, help_shown)]
        assert found[0] == found[1]
        assert columns or found[0] or "\x1b" not in shown + help_shown
        return found[0]

    assert colours() == bool(columns)
    assert colours(FORCE_COLOR="1")
    assert colours(FORCE_COLOR="", NO_COLOR="") == bool(columns)
    assert not colours(FORCE_COLOR="0")
    assert not colours(NO_COLOR="1")
    assert not colours(NO_COLOR="1", FORCE_COLOR="1")
    assert not colours(TERM="dumb")


def test_lines_are_whole_where_colours_are_forced_into_a_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    arguments = ("upgrade", "--dry-run", str(MID))
    shown, _ = printed(monkeypatch, *arguments, FORCE_COLOR="1")
    assert "\x1b[" in shown
    assert ESCAPE.sub("", shown) == printed(monkeypatch, *arguments)[0]


@pytest.mark.parametrize(
    "arguments",
    [
        ["validate", "--format", "json", str(INVALID)],
        ["identify", "--format", "json", str(MID)],
        ["references", "--format", "json", str(MID)],
        ["upgrade", "--report", "json", "--dry-run", str(MID)],
        ["upgrade", str(TODAY)],
        ["schema", "show", "sbd"],
    ],
    ids=" ".join,
)
def test_json_is_never_dressed(arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    shown, _ = printed(monkeypatch, *arguments, columns=40, FORCE_COLOR="1")
    assert shown == printed(monkeypatch, *arguments)[0]


def test_without_the_extra_a_terminal_gets_plain_text(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = printed(monkeypatch, *COMMANDS[1])
    for name in ("rich", "rich.console", "rich_argparse"):
        monkeypatch.setitem(sys.modules, name, None)
    assert printed(monkeypatch, *COMMANDS[1], columns=40, FORCE_COLOR="1") == plain


@pytest.mark.parametrize(
    "command", ["", "validate", "upgrade", "diff", "identify", "show", "references"]
)
@pytest.mark.parametrize("columns", [80, 200])
def test_help_fits_and_says_the_same(
    command: str, columns: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    arguments = [*filter(None, [command]), "--help"]
    shown, _ = printed(monkeypatch, *arguments, columns=columns)
    plain, _ = printed(monkeypatch, *arguments)
    assert words(shown) == words(plain)
    assert "\x1b[" in shown
    assert all(len(line) <= columns for line in ESCAPE.sub("", shown).splitlines())


def test_a_document_colours_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "block.json"
    text = TODAY.read_text(encoding="utf-8").replace("Centaurus A", r"[red]x[/]\u001b[31m :smile:")
    file.write_text(text, encoding="utf-8")
    shown, _ = printed(monkeypatch, "show", str(file), columns=200)
    assert r"[red]x[/]\x1b[31m :smile:" in shown
    assert "\x1b[31m" not in shown


@pytest.mark.parametrize(
    ("line", "width", "indent", "expected"),
    [
        ("one two three", 80, 4, []),
        ("one two three", 8, 4, [8]),
        ("one two three", 6, 2, [4, 8]),
        ("  longer-than-it-is two", 6, 2, [20]),
        ("星星星 星星", 8, 2, [4]),
    ],
)
def test_breaks(line: str, width: int, indent: int, expected: list[int]) -> None:
    assert breaks(line, r"\S+", width, indent) == expected


def test_reflowed_joins_paragraphs_and_keeps_what_is_indented() -> None:
    text = "one two\nthree\n\nsuch as:\n  a    b c\n       d e\n  f    g\nend\n"
    assert reflowed(text, 80) == "one two three\n\nsuch as:\n  a    b c d e\n  f    g\nend\n"
    assert reflowed(text, 9).startswith("one two\nthree\n\nsuch as:\n  a    b")


def in_pty(columns: int, *arguments: str, **variables: str) -> bytes:
    """Run the command in a terminal of its own; give what it shows."""
    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    removed = {"NO_COLOR", "FORCE_COLOR", "COLUMNS"}
    env = {name: value for name, value in os.environ.items() if name not in removed}
    process = subprocess.Popen(
        [sys.executable, "-m", "ska_oso_pdm", *arguments],
        stdin=follower,
        stdout=follower,
        stderr=follower,
        env={**env, "TERM": "xterm-256color", **variables},
    )
    os.close(follower)
    parts: list[bytes] = []
    try:
        while part := os.read(leader, 65536):
            parts.append(part)
    except OSError:  # Linux: the other end is closed
        pass
    process.wait()
    os.close(leader)
    return b"".join(parts)


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the collected documents are not here")
def test_a_real_terminal_has_its_width_and_a_bar_beside_no_text() -> None:
    shown = in_pty(80, "validate", str(CORPUS)).decode()
    assert "\x1b[1;31minvalid\x1b[0m" in shown
    rows: list[Any] = [re.sub(r".*\r(?!$)", "", line) for line in shown.split("\r\n")]
    assert not [row for row in rows if "file/s" in row]
    lines = [ESCAPE.sub("", row) for row in rows]
    assert all(len(line) <= 80 for line in lines if " " in line.strip())


@pytest.mark.parametrize("command", [["validate", "--findings"], ["upgrade", "--dry-run"]])
def test_what_the_locale_cannot_show_fits_too(command: list[str]) -> None:
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    files = sorted(map(str, (ROOT / "tests" / "findings" / "0.2").glob("*.json")))
    shown = in_pty(80, *command, *files, **plain).decode()
    lines = [ESCAPE.sub("", line) for line in shown.split("\r\n")]
    assert any(r"\u2026" in line or r"\u2192" in line for line in lines)
    broken = [line for line in lines if " " in line.strip() and " at /" not in line]
    assert [line for line in broken if len(line) > 80] == []


def test_help_fits_where_the_locale_cannot_show_all_of_it() -> None:
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    shown = in_pty(80, "upgrade", "--help", **plain).decode()
    lines = [ESCAPE.sub("", line) for line in shown.split("\r\n")]
    assert any(r"\u2192" in line for line in lines)
    assert [line for line in lines if len(line) > 80] == []
