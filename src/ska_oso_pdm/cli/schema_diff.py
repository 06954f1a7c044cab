"""`ska-oso-pdm schema diff` and `schema judge`: what a change of schemas does, before a release."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ska_oso_pdm.cli.output import flush, say, tell, write_json
from ska_oso_pdm.errors import PdmError

if TYPE_CHECKING:
    from ska_oso_pdm.documents.source import Source
    from ska_oso_pdm.evolution.impact import Impact

_DIFF = """\
Judge what two sets of schemas say otherwise: for each change, whether every document that is valid
by A is valid by B (backward), and whether readers of A, which keep keys that they do not know, take
every document of B (forward). Each is safe, which is proved; breaks, with a smallest document that
shows it, confirmed by two validators; or unknown. Beside it stands what validity says nothing of:
defaults, units, names, references, and what they are called in Python and OpenAPI.

A and B are each a version (1.0), an entity of one (sbd/1.0), a URL, a folder, a file in its folder,
or a folder in a revision of git (main:schemas/1.0).
"""

_DIFF_EPILOG = """\
examples:
  ska-oso-pdm schema diff 0.7 1.0
  ska-oso-pdm schema diff sbd/0.7 sbd/1.0 --documents blocks/
  ska-oso-pdm schema diff main:schemas/1.0 schemas/1.0 --format markdown > card.md
  ska-oso-pdm schema diff 1.0 1.1 --format json | jq -r '.changes[].code'

exit status: 0 the version number of B says what the changes do, 1 it does not, or something is
unknown, 2 there are no such schemas, or a document cannot be read
"""

_JUDGE = """\
Judge a version against the one before it: what its changes break, whether its number says so, and
whether the migration step, or an approval with a reason in schemas/approved-changes.toml, says of
each what becomes of documents. Where none is named, it is the newest that is not frozen, or else
the newest of all.
"""

_JUDGE_EPILOG = """\
exit status: 0 it may be released, 1 it may not, 2 there is no such version, or a document cannot be
read
"""


_EXTRA = ("jsonschema", "referencing")


def configure(parser: argparse.ArgumentParser, action: str) -> None:
    """Add description and arguments of one of the two actions."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    if action == "diff":
        parser.description, parser.epilog = _DIFF, _DIFF_EPILOG
        parser.add_argument("a", metavar="A", help="the old schemas")
        parser.add_argument("b", metavar="B", help="the new ones")
        parser.add_argument(
            "--also",
            action="append",
            default=[],
            metavar="VERSION",
            help="another version that is still written, to be judged against B as a whole; may be "
            "given several times (default: the released versions of the same major number)",
        )
    else:
        parser.description, parser.epilog = _JUDGE, _JUDGE_EPILOG
        parser.add_argument("version", nargs="?", metavar="VERSION", help="for example 1.0")
    parser.add_argument(
        "--documents",
        nargs="+",
        default=[],
        metavar="SOURCE",
        help="files, folders or patterns: count what becomes of documents that you have",
    )
    parser.add_argument(
        "--details",
        action="store_true",
        help="tell each change in the text, instead of counting many of a kind that break nothing",
    )
    parser.add_argument(
        "--format",
        choices=("text", "json", "markdown"),
        default="text",
        help="text for people (default); json: one object; markdown: a card for a merge request",
    )


def run(options: argparse.Namespace) -> int:
    """Print what the changes do; give the exit status."""
    try:
        impact = _compared(options)
    except ModuleNotFoundError as error:
        missing = (error.name or "").partition(".")[0]
        if missing not in _EXTRA:
            raise
        wrong = f"{missing} is missing; install it with pip install 'ska-oso-pdm[evolution]'"
        tell(f"ska-oso-pdm schema {options.action}: {wrong}")
        return 2
    if impact is None:
        return 2
    unread: list[str] = []
    if options.documents:
        impact.look_at(_documents(options.documents, unread))
    _print(impact, options)
    flush()
    is_well = impact.comparison.says_so and not impact.comparison.unknown
    if options.action == "judge":
        tell(*impact.objections)
        is_well = not impact.objections
    tell(*unread)
    return 2 if unread else 0 if is_well else 1


def _compared(options: argparse.Namespace) -> Impact | None:
    """Judge what was asked for; None where there are no such schemas."""
    from ska_oso_pdm import evolution

    try:
        if options.action == "diff":
            return evolution.compare(options.a, options.b, also=options.also or None)
        return evolution.judge(options.version)
    except evolution.SchemaSetError as error:
        tell(f"ska-oso-pdm schema {options.action}: {error}")
        return None


def _print(impact: Impact, options: argparse.Namespace) -> None:
    if options.format == "json":
        from ska_oso_pdm.evolution.impact import row

        write_json(json.dumps(row(impact), indent=2, ensure_ascii=False) + "\n")
    elif options.format == "markdown":
        from ska_oso_pdm.evolution.card import card

        write_json(card(impact))
    else:
        from ska_oso_pdm.evolution.lines import lines

        for line in lines(impact, details=options.details):
            say(line)


def _documents(names: list[str], unread: list[str]) -> Iterator[tuple[str, Source | None]]:
    """Yield what files hold, with their names; None of those that cannot be read.

    Why they cannot is added to `unread`.
    """
    from ska_oso_pdm.archive.arguments import read_argument, shown
    from ska_oso_pdm.archive.files import expanded
    from ska_oso_pdm.cli.progress import progress

    files = expanded(names, tell)
    for file in progress(iter(files), len(files)):
        try:
            yield shown(file), read_argument(file)
        except PdmError as error:
            unread.append(str(error))
            yield shown(file), None
