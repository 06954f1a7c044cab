"""What a client says in its headers that it takes, or has already."""

from __future__ import annotations

import re

_QUALITY = re.compile(r";\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*(?:;|$)", re.IGNORECASE)
_TAG = re.compile(r'(?:W/)?("[^"]*")')


def prefers_page(accept: str) -> bool:
    """Tell whether a client would rather have a page than JSON, as browsers do."""
    weights = _weights(accept)
    page = _weight(weights, "text/html")
    data = max(_weight(weights, "application/schema+json"), _weight(weights, "application/json"))
    return page > data


def has_it(if_none_match: str, etag: str) -> bool:
    """Tell whether a client has what an ETag names."""
    return if_none_match.strip() == "*" or etag in _TAG.findall(if_none_match)


def _weights(accept: str) -> dict[str, float]:
    weights = {}
    for part in accept.split(","):
        name, semicolon, rest = part.partition(";")
        quality = _QUALITY.search(semicolon + rest)
        weights[name.strip().lower()] = float(quality[1]) if quality else 1.0
    return weights


def _weight(weights: dict[str, float], media_type: str) -> float:
    """Give the weight of a media type: its own, that of its kind, or that of all."""
    kind = media_type.partition("/")[0]
    for name in (media_type, f"{kind}/*", "*/*"):
        if name in weights:
            return weights[name]
    return 0.0
