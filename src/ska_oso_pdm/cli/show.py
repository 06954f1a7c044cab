"""`ska-oso-pdm show`: a summary of one document for people."""

from __future__ import annotations

import argparse

from ska_oso_pdm.cli import read_argument
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
for is counted. The file stays as it is.

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
    from ska_oso_pdm.cli.summary import can_summarise, summarise
    from ska_oso_pdm.codec import read
    from ska_oso_pdm.migrations import EVERYTHING

    try:
        source = read_argument(options.file)
        reading = read(source)
        if not can_summarise(reading.receipt):
            reading = read(source, to="current", allowed=EVERYTHING)
    except PdmError as error:
        tell(*str(error).split("\n"))
        return 1 if isinstance(error, (InvalidDocumentError, RefusedConversionError)) else 2
    if not can_summarise(reading.receipt):
        layout = f"{reading.receipt.entity} {reading.receipt.version}"
        tell(f"{source.name}: there is no summary of {layout} yet")
        return 2
    for line in summarise(reading.object, reading.receipt):
        say(line)
    return 0
