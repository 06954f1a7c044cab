"""From the target of a request to a path below the root, or to nothing: never out of it."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote_to_bytes

_AUTHORITY = re.compile(r"https?://[^/?#]*", re.IGNORECASE)
_FORBIDDEN = re.compile(r"[\x00-\x1f\x7f/\\:]")


def path_of(target: str) -> str | None:
    """Give the path that the target of a request names, from the root on; None for none.

    The last character is a slash where a folder is meant; the root itself is empty. Each segment is
    decoded by itself, so that no slash, no step up, no drive and no hidden file comes out of it.
    """
    plain = re.split(r"[?#]", _AUTHORITY.sub("", target, count=1), maxsplit=1)[0]
    if not plain.startswith("/"):
        return None if plain or not _AUTHORITY.match(target) else ""
    segments = [_decoded(segment) for segment in plain[1:].split("/")]
    folder = segments[-1] == ""
    if folder:
        segments.pop()
    if any(not segment for segment in segments):
        return None
    path = "/".join(filter(None, segments))
    return f"{path}/" if folder and path else path


def _decoded(segment: str) -> str | None:
    """Decode a segment; None where no file that is served can have such a name."""
    try:
        decoded = unquote_to_bytes(segment.encode("latin-1")).decode()
    except UnicodeError:
        return None
    return None if decoded.startswith(".") or _FORBIDDEN.search(decoded) else decoded


def relative(name: str) -> str:
    """Give the address of a file beside the one that was asked for, whatever its name."""
    return f"./{quote(name)}"
