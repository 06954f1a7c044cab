"""`ska-oso-pdm show`: a summary of one document for people."""

from __future__ import annotations

import argparse

from ska_oso_pdm.archive.arguments import read_argument
from ska_oso_pdm.cli.output import say, tell
from ska_oso_pdm.errors import InvalidDocumentError, PdmError, RefusedConversionError

_DESCRIPTION = """\
Print a readable summary of a document.

Of a scheduling block definition: telescope, who wrote it and when, targets, the scans in order
with their durations, resources, and references that name nothing. Of an execution block or an
instance: what was called when, and what came of it. Of a project or proposal: how far it is, and
its observation sets, targets, data products and results. Of a panel, review, decision, access or
change of status: what it says.

A document of a layout from before 1.0 is shown as the newest layout has it; what that has no place
for is counted. Nothing is decided: what "upgrade" would have to ask is shown as the document has
it, with a question mark, and listed with the reason. The file stays as it is.

In all but scheduling block definitions persons are counted, and neither named nor quoted.
"""

_EPILOG = """\
examples:
  ska-oso-pdm show block.json
  ska-oso-pdm show proposal.json
  generate-block | ska-oso-pdm show -

exit status: 0 shown, 1 the document is invalid, 2 it could not be read or judged
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add description and arguments of the command."""
    parser.description, parser.epilog = _DESCRIPTION, _EPILOG
    parser.add_argument("file", metavar="FILE", help="a document, or - for standard input")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the summary; give the exit status."""
    from ska_oso_pdm.codec import read
    from ska_oso_pdm.views.summary import can_summarise, summarise, summarise_undecided
    from ska_oso_pdm.views.text import lines
    from ska_oso_pdm.views.undecided import read_undecided

    look = None
    try:
        source = read_argument(options.file)
        reading = read(source)
        if not can_summarise(reading.receipt):
            look = read_undecided(source)
            reading = look.reading
    except PdmError as error:
        tell(*str(error).split("\n"))
        return 1 if isinstance(error, (InvalidDocumentError, RefusedConversionError)) else 2
    if not can_summarise(reading.receipt):
        layout = f"{reading.receipt.entity} {reading.receipt.version}"
        tell(f"{source.name}: there is no summary of {layout} yet")
        return 2
    summary = summarise_undecided(look) if look else summarise(reading.object, reading.receipt)
    for line in lines(summary):
        say(line.text, "title" if line.hang is None else "plain", line.hang)
    return 0
