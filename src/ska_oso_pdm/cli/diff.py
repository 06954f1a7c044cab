"""`ska-oso-pdm diff`: compares two documents by meaning; needs neither the classes nor Pydantic."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from ska_oso_pdm.archive.arguments import STDIN, read_argument
from ska_oso_pdm.cli.allowance import add_allowed, allowed
from ska_oso_pdm.cli.formats import add_format
from ska_oso_pdm.cli.output import Rows, say, tell
from ska_oso_pdm.errors import PdmError, WrongAssumptionError
from ska_oso_pdm.personal import shown_pointer

if TYPE_CHECKING:
    from ska_oso_pdm.comparison import Difference

_DESCRIPTION = """\
Compare two documents of one entity by meaning, and list what they do not have in common.

One line for each difference: the place, items of lists by their identifiers, and what was there in
A and is there in B. Nothing is printed where there is none. It makes no difference how something is
written: the order of keys, of sets and of items with identifiers, the unit of a quantity, the
digits of an angle, the zone of a time, a default that is written out, or empty for absent. In a
"scan_sequence", and in lists without identifiers, order counts: there an item may have moved.

Of two layouts the older one is converted to the newer one first, as `upgrade` does it; what is
doubtful there is decided with --assume, or left out with --allow-loss.

Both documents may be invalid. Values that may be personal data, such as names of people, are never
shown, in JSON they are null: only that they differ is told. Nothing is changed, nothing is fetched.
"""

_EPILOG = """\
examples:
  ska-oso-pdm diff old.json new.json
  ska-oso-pdm diff --ignore-metadata old.json new.json
  generate-block | ska-oso-pdm diff block.json -
  ska-oso-pdm diff --format json old.json new.json | jq -r '.[].pointer_b'

exit status: 0 they mean the same, 1 they differ, 2 one could not be read, or not compared
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add description and arguments of the command."""
    parser.description, parser.epilog = _DESCRIPTION, _EPILOG
    parser.add_argument("a", metavar="A", help="a document, or - for standard input")
    parser.add_argument("b", metavar="B", help="another one of the same entity, or -")
    add_format(parser, "difference")
    parser.add_argument(
        "--ignore-metadata",
        action="store_true",
        help='leave out "metadata", "pdm_version" and the label "interface"',
    )
    add_allowed(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the differences; give the exit status."""
    from ska_oso_pdm.comparison import compare

    if options.a == options.b == STDIN:
        message = "standard input holds one document; name a file for the other one"
        tell(f"ska-oso-pdm: {message}")
        return 2
    try:
        a, b = read_argument(options.a), read_argument(options.b)
        found, notes = compare(
            a, b, ignore_metadata=options.ignore_metadata, allowed=allowed(options)
        )
    except (PdmError, WrongAssumptionError) as error:
        tell(*str(error).split("\n"))
        return 2
    tell(*notes)
    if options.format == "json":
        rows = Rows()
        for difference in found:
            rows.add(_row(difference))
        rows.end()
    else:
        for difference in found:
            say(str(difference), "difference")
    return 1 if found else 0


def _shown(path: str | None) -> str | None:
    return path and shown_pointer(path)


def _row(difference: Difference) -> dict[str, Any]:
    shown = not difference.hidden
    return {
        "pointer_a": _shown(difference.pointer_a),
        "pointer_b": _shown(difference.pointer_b),
        "kind": difference.kind,
        "a": difference.a if shown else None,
        "b": difference.b if shown else None,
    }
