"""The command line, `ska-oso-pdm validate`, `identify`, `show` and others, as `_COMMANDS` says.

Exit status: 0 all is well, 1 a document is invalid or refused, or two differ, 2 one could not be
read or judged.
"""

from __future__ import annotations

import argparse
import sys
from functools import partial
from importlib import import_module
from typing import Any

from ska_oso_pdm.cli import output
from ska_oso_pdm.cli.parser import Parser

_DESCRIPTION = """\
Check, show, compare and describe documents of the SKA Project Data Model.

A document is a JSON file whose "interface" names its schema, for example
https://schema.skao.int/ska-oso-pdm-sbd/1.0, a scheduling block definition.
"""

_EPILOG = """\
first steps:
  ska-oso-pdm validate block.json        is it valid, and what is wrong where
  ska-oso-pdm identify old.json          which layout it has, whatever it says
  ska-oso-pdm show proposal.json         what is in it, at a glance
  ska-oso-pdm references eb.json         which other documents it refers to
  ska-oso-pdm upgrade old.json           the same in the newest layout
  ska-oso-pdm diff old.json new.json     what differs in meaning
  ska-oso-pdm schema list                which entities and versions there are
  ska-oso-pdm serve                      schemas at the paths of their URLs, over HTTP

Instead of one file there may be several, a folder, a pattern such as 'blocks/**/*.json', or - for
standard input; of many files each reason is told once, and then the command that comes next.

exit status: 0 all is well, 1 a document is invalid or refused, or two differ, 2 one could not be
read or judged
"""

_COMMANDS = {
    "validate": "check documents against the schema of their layout",
    "identify": "tell which layout documents really have, and why",
    "show": "print a readable summary of documents",
    "references": "list the references of documents to others",
    "upgrade": "take documents to another layout, in their files",
    "diff": "list what two documents do not have in common, by meaning",
    "schema": "list, print and bundle the schemas",
    "serve": "serve schemas and data for machines, or a built site, over HTTP",
}


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; give its exit status."""
    return output.guarded(partial(_run, sys.argv[1:] if arguments is None else arguments))


def _run(arguments: list[str]) -> int:
    options = _parser(arguments).parse_args(arguments)
    options.arguments = arguments
    status: int = options.run(options)
    return status


def _parser(arguments: list[str]) -> argparse.ArgumentParser:
    """Make the parser; only the command that is asked for is imported."""
    parser = Parser(
        prog="ska-oso-pdm",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "-V", "--version", action=_Version, nargs=0, help="print the version and exit"
    )
    parser.named = tuple(_COMMANDS)
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for name, summary in _COMMANDS.items():
        command = commands.add_parser(
            name, help=summary, formatter_class=argparse.RawDescriptionHelpFormatter
        )
        if name in arguments:
            import_module(f"{__name__}.{name}").configure(command)
    return parser


class _Version(argparse.Action):
    """Prints the version of the package, looked up only then: the look-up is slow."""

    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> None:
        from importlib.metadata import version

        output.say(f"ska-oso-pdm {version('ska-oso-pdm')}")
        parser.exit()
