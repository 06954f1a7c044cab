"""Finds documents inside larger JSON values: lists, wrappers, request bodies, fixtures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ska_oso_pdm.documents.source import Source
from ska_oso_pdm.recognition import decide, root_keys
from ska_oso_pdm.recognition import label as labels

Tokens = tuple[str | int, ...]


def documents_in(source: Source) -> list[tuple[Tokens, Source]]:
    """List the documents inside what was read, each as read by itself; see `embedded`."""
    return [
        (place, Source(document, None, source.name) if place else source)
        for place, document in embedded(source.document)
    ]


def documents_of(source: Source, *, named: bool) -> list[tuple[Tokens, Source]]:
    """List the documents in a file; one without any is taken for one where that was meant.

    Args:
        source: what was read of it.
        named: whether the file was named by itself, and does not only happen to lie in a folder.
    """
    return documents_in(source) or ([((), source)] if named else [])


def embedded(value: Any) -> Iterator[tuple[Tokens, dict[str, Any]]]:
    """Yield each document inside a JSON value, with the tokens of its pointer; in their order.

    A document names this model in `interface`, perhaps in a URL that is none of a schema. Without
    one, its content must show its entity, and two keys must be of those that it has at its root: an
    `execution_block` inside a block is none for its `eb_id`. An object that names a schema of
    another model is none, but may hold some. Nothing is looked for inside a document.

    Args:
        value: a JSON value; the document itself has the path `()`.
    """
    waiting: list[tuple[Tokens, Any]] = [((), value)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, dict):
            if _is_document(value):
                yield path, value
            else:
                waiting.extend(_containers(path, reversed(value.items())))
        elif isinstance(value, list):
            waiting.extend(_containers(path, reversed([*enumerate(value)])))


def _containers(
    path: Tokens, parts: Iterable[tuple[str | int, Any]]
) -> Iterator[tuple[Tokens, Any]]:
    """Yield the objects and arrays among the parts of a value, each with its path."""
    return (((*path, token), part) for token, part in parts if isinstance(part, (dict, list)))


def _is_document(value: dict[str, Any]) -> bool:
    if labels.is_ours(value.get("interface")):
        return True
    if not root_keys.any_of(value):  # before the costly look at the content
        return False
    entity = decide(value).entity
    return entity is not None and len(root_keys.of(entity) & value.keys()) >= root_keys.ENOUGH
