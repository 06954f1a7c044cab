"""What a place of a schema is called in sentences: the same wherever it is reached from."""

from __future__ import annotations

from ska_oso_pdm.evolution.parts import Part
from ska_oso_pdm.pointers import tokens


def called(url: str, title: str = "") -> str:
    """Give the key, or the name of the definition, that a URL leads to.

    Args:
        url: of the place.
        title: what the whole schema is called.
    """
    path, is_item = tokens(url.partition("#")[2]), False
    while path:
        *path, key = path
        kind = path[-1] if path else ""
        if kind in ("properties", "$defs"):
            name = f'"{key}"' if kind == "properties" else key
            return f"an item of {name}" if is_item else name
        is_item |= kind == "prefixItems" or key in ("items", "additionalProperties")
    return "an item" if is_item else title or "the document"


def name_of(a: Part, b: Part) -> str:
    """Give what values are called that one part has become: the definition, where both have one."""
    one = b if is_referred(a) and not is_referred(b) else a
    return called(one.url, one.title)


def is_referred(part: Part) -> bool:
    """Tell whether what a part says stands elsewhere, where others may refer to it too."""
    return not part.url.startswith(part.asked_at)
