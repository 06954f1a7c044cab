"""Inputs of functions that take a document from anywhere, objects of the model included."""

from __future__ import annotations

from typing import Any

from ska_oso_pdm.documents.source import Source, read_source
from ska_oso_pdm.errors import Issue, UnreadableError


def read_input(source: Any, name: str | None = None) -> Source:
    """Read a document; an object gives what it would be written as.

    Args:
        source: JSON text as `str` or `bytes`, a path object, a file object, a parsed `dict`, or an
            object of the model.
        name: file name for messages.

    Raises:
        UnreadableError: when there is no I-JSON value.
        TypeError: for an object that is a part of documents, or for none of the above.
    """
    if not hasattr(type(source), "__pdm_tags__"):
        return read_source(source, name)
    from ska_oso_pdm.ext.objects.written import faithful

    if "interface" not in source.__pdm_tags__:
        title = type(source).__name__
        raise TypeError(f"{title} is a part of documents; give the document that it is in")
    try:
        value = faithful(source)
    except ValueError as error:  # Pydantic's own: it cannot write a part of the object
        raise UnreadableError([Issue("", "not-json", str(error))], name) from None
    return read_source(value, name)
