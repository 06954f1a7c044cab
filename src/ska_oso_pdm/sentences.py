"""What is said, as data: files of sentences beside the modules, for other languages too."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from ska_oso_pdm.tables import table

_PLACE = re.compile(r"\{([a-z_]+)\}")


def said(file: str, name: str, **values: Any) -> str:
    """Give a sentence of a file, or a part of one, with values in their places.

    Args:
        file: which, as for `table`.
        name: of the sentence, in whichever group.
        values: text that is written as it is, by the name that stands in braces.
    """
    return _PLACE.sub(lambda place: str(values[place[1]]), _sentences(file)[name])


@cache
def _sentences(file: str) -> dict[str, str]:
    """Give all sentences by name; lists are no groups of sentences."""
    groups = (group for group in table(file).values() if isinstance(group, dict))
    return {name: sentence for group in groups for name, sentence in group.items()}
