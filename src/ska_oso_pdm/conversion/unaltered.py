"""Documents that a conversion leaves as they are: their account, without a tree of leaves.

Most documents of an archive are current. Nothing of them moves, so nothing has to be traced.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from ska_oso_pdm import migrations
from ska_oso_pdm.catalogue.registry import SchemaId
from ska_oso_pdm.conversion.account import Conversion, Entry
from ska_oso_pdm.documents.snapshot import read_back, snapshot
from ska_oso_pdm.documents.source import Source
from ska_oso_pdm.migrations import Migration
from ska_oso_pdm.pointers import pointer


def unaltered(source: Source, schema: SchemaId) -> Conversion | None:
    """Give a valid document with an honest label as it is; None where it may have mistakes."""
    if migrations.may_be_mistaken(source.document):
        return None
    text = snapshot(source.document)
    if text is None:
        return None
    made = read_back(text)
    return Conversion(
        document=made,
        entity=schema.entity,
        start=schema.version,
        end=schema.version,
        status="current",
        mapped=partial(_all_mapped, text),
        defaulted=[],
        read_as=[],
        set_aside=[],
        lost=[],
        repaired=[],
        problems=[],
        _migration=Migration(made, [], [], [], [], [], [], [], states=[read_back(text)]),
    )


def _all_mapped(text: bytes) -> list[Entry]:
    """List the values of a document, of which each stays where it is."""
    found = []
    waiting: list[tuple[str, Any]] = [("", read_back(text))]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, (dict, list)) and value:
            parts = enumerate(value) if isinstance(value, list) else value.items()
            waiting += [(path + pointer([key]), part) for key, part in parts][::-1]
        else:
            found.append(Entry(path, value, to=(path,)))
    return found
