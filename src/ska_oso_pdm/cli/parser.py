"""The parser of the command line: it prints as the commands do, and names what was mistyped."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable, Sequence
from typing import Any, NoReturn

from ska_oso_pdm.cli import output
from ska_oso_pdm.cli.screen import help_formatter, reflowed, screen_of

_MARGIN = 2  # columns that argparse leaves empty at the right


class Parser(argparse.ArgumentParser):
    """Tells what fails on the way, and prints nothing raw.

    Of a parser with commands, `named` has to hold their names. Its other options take no value.
    """

    named: tuple[str, ...] = ()

    def print_help(self, file: Any = None) -> None:
        """Print the help as any text; on a terminal as wide as that, and with its colours."""
        if screen := screen_of(sys.stdout):
            self.formatter_class = help_formatter(screen) or self.formatter_class
            if screen.width:
                self.description = _fitted(self.description, screen.width)
                self.epilog = _fitted(self.epilog, screen.width)
        output.write_text(self.format_help())

    def error(self, message: str) -> NoReturn:
        """Tell how the command is used and what is wrong, and end."""
        usage = self.format_usage().rstrip().split("\n")
        output.tell(*usage, f"{self.prog}: error: {message}")
        raise SystemExit(2)

    def parse_known_args(  # type: ignore[override]  # of its overloads one is used
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> tuple[argparse.Namespace, list[str]]:
        """Parse, and refuse commands and options that there are not, with the nearest."""
        if self.named:
            self._check_command(args or ())
        found, rest = super().parse_known_args(args, namespace)
        for word in rest:
            if word.startswith("-"):
                self._refuse_option(word)
        return found, rest

    def _check_command(self, words: Sequence[str]) -> None:
        for word in words:
            if not word.startswith("-"):
                if word not in self.named:
                    self._refuse("command", word, self.named)
                return
            if not any(option.startswith(word) for option in self._options):
                self._refuse_option(word, before="; options of a command stand after it")

    def _refuse_option(self, word: str, before: str = "") -> NoReturn:
        self._refuse("option", word.partition("=")[0], self._options, before)

    @property
    def _options(self) -> list[str]:
        found = re.findall(r"^  (?:(-\w), )?(--[\w-]+)", self.format_help(), re.MULTILINE)
        names = [name for names in found for name in names if name]
        return sorted(names, key="--help".__eq__)  # which is of all, and comes last

    def _refuse(self, kind: str, word: str, known: Iterable[str], more: str = "") -> NoReturn:
        """Tell in one line that there is no such command or option, and end.

        Args:
            kind: what it would be.
            word: what was typed.
            known: what there is.
            more: what else may be wrong where nothing is near.
        """
        names = [name for name in known if not re.fullmatch("-\\w", name)]
        near = _nearest(word, names)
        hint = f"did you mean {near}?" if near else f"there are {', '.join(names)}{more}"
        output.tell(f"{self.prog}: there is no {kind} {word or repr(word)}; {hint}")
        raise SystemExit(2)


def _fitted(text: str | None, width: int) -> str:
    return reflowed(output.showable(sys.stdout, text or ""), width - _MARGIN)


def _nearest(word: str, known: list[str]) -> str | None:
    """Give the name that was meant by a slip, or of which a word is the beginning."""
    from difflib import get_close_matches  # finds wrong letters too, which `likeness` takes ill

    begun = [name for name in known if word.strip("-") and name.startswith(word)]
    close = begun if len(begun) == 1 else get_close_matches(word, known, n=1)
    return close[0] if close else None
