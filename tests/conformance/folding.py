"""The account of what was mapped, in short: a subtree that stays together is one entry."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ska_oso_pdm.pointers import escape, tokens

Mapped = dict[str, list[str]]
"""JSON pointer to each value in the old document, to where the new one has it."""


def folded(document: Any, mapped: Mapped) -> list[dict[str, Any]]:
    """Write an account with one entry for each subtree whose values all stay together."""
    entries, _ = _folded(document, "", mapped)
    return entries


def unfolded(document: Any, entries: list[dict[str, Any]]) -> Mapped:
    """Give the account of each value; a path to an object or array stands for all that is in it."""
    return {
        path + rest: [to + rest for to in entry["to"]]
        for entry in entries
        for path in [entry["path"]]
        for rest in leaves(at(document, path))
    }


def at(value: Any, path: str) -> Any:
    """Give what a JSON pointer leads to."""
    for token in tokens(path):
        value = value[int(token)] if isinstance(value, list) else value[token]
    return value


def leaves(value: Any) -> Iterator[str]:
    """Yield the pointers to scalars, nulls and empty containers in a value, in its order."""
    parts = children(value)
    if not parts:
        yield ""
    for token, part in parts:
        yield from (f"/{token}{rest}" for rest in leaves(part))


def children(value: Any) -> list[tuple[str, Any]]:
    """List the parts of a container with their tokens of a JSON pointer."""
    if isinstance(value, dict):
        return [(escape(key), part) for key, part in value.items()]
    return [(str(i), part) for i, part in enumerate(value)] if isinstance(value, list) else []


def _folded(value: Any, path: str, mapped: Mapped) -> tuple[list[dict[str, Any]], list[str] | None]:
    """Give the entries of a subtree, and where it went if it stayed together."""
    parts = children(value)
    if not parts:
        went = mapped.get(path)
        return ([{"path": path, "to": went}] if went else []), went
    entries: list[dict[str, Any]] = []
    places: list[list[str] | None] = []
    for token, part in parts:
        found, went = _folded(part, f"{path}/{token}", mapped)
        entries += found
        together = went and all(to.endswith(f"/{token}") for to in went)
        places.append([to.removesuffix(f"/{token}") for to in went] if went and together else None)
    first = places[0]
    if first is None or any(place != first for place in places):
        return entries, None
    return [{"path": path, "to": first}], first
