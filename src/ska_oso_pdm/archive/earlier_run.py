"""What an earlier run has left in the output folder, which `--resume` goes on with."""

from __future__ import annotations

import os
from functools import partial

from ska_oso_pdm.archive.faults import attempted
from ska_oso_pdm.archive.file_writer import leaves
from ska_oso_pdm.archive.order import Order
from ska_oso_pdm.archive.stash_record import real
from ska_oso_pdm.conversion import CURRENT, convert
from ska_oso_pdm.documents.source import Source, read_file
from ska_oso_pdm.errors import PdmError
from ska_oso_pdm.recognition.embedded import documents_in


def is_there(place: str, file: str) -> bool:
    """Tell whether there is another file already where the new text of a file goes."""
    return os.path.lexists(place) and real(place) != real(file)


def has_refused(place: str, order: Order) -> bool:
    """Tell whether the text that an earlier run wrote has documents that it refused.

    A document that is all of a file was not written where it was refused. One of several was, as it
    is, together with the others.
    """
    if order.restore is not None or (order.output and leaves(place, order.output)):
        return False
    return attempted(partial(_has_refused, order=order), place, lambda _: False)


def going_on(order: Order) -> Order:
    """Give what is to be done with a text that has refused documents: the rest of it, in its place.

    So what was edited there stays.
    """
    return order._replace(in_place=True, output=None, resume=False)


def _has_refused(place: str, order: Order) -> bool:
    try:
        found = documents_in(read_file(place))
    except PdmError:
        return False  # whatever it is, it is left alone
    return any(_is_refused(document, order) for inside, document in found if inside)


def _is_refused(document: Source, order: Order) -> bool:
    """Tell whether a document is not in the layout that is asked for, or nothing tells which."""
    try:
        status = convert(document, order.to or CURRENT, allowed=order.allowed).status
    except PdmError:
        return True
    return status in ("refused", "upgraded")
