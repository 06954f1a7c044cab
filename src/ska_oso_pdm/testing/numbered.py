"""Documents by number: the same everywhere, with every version of Python and of Hypothesis."""

from __future__ import annotations

from random import Random
from typing import Any

from ska_oso_pdm.testing.chance import Seeded
from ska_oso_pdm.testing.documents import CURRENT, MOST, made, schema_id
from ska_oso_pdm.testing.spelling import spelled


def numbered_document(
    entity: str,
    version: str = CURRENT,
    number: int = 0,
    *,
    consistent: bool = True,
    most: int = MOST,
) -> dict[str, Any]:
    """Give the document with a number, one that the strategy `documents` could give.

    Args:
        entity: for example `sbd`.
        version: of the layout, for example `0.6`; `current` is the newest.
        number: which one; the same number gives the same document as long as the package does not
            change how it makes them.
        consistent: as for `documents`.
        most: likewise.

    Raises:
        SchemaNotFoundError: when there are no such documents.
    """
    schema = schema_id(entity, version)
    return made(schema, _chance(schema.url, number), consistent=consistent, most=most)


def numbered_text(
    entity: str,
    version: str = CURRENT,
    number: int = 0,
    *,
    consistent: bool = True,
    most: int = MOST,
) -> str:
    """Give the text with a number: the document with the number, in some spelling of JSON.

    Args:
        entity: as for `numbered_document`.
        version: likewise.
        number: likewise.
        consistent: likewise.
        most: likewise.

    Raises:
        SchemaNotFoundError: when there are no such documents.
    """
    schema = schema_id(entity, version)
    chance = _chance(schema.url, number)
    return spelled(made(schema, chance, consistent=consistent, most=most), chance)


def _chance(url: str, number: int) -> Seeded:
    return Seeded(Random(f"{url} {number}"))  # noqa: S311 - no secret
