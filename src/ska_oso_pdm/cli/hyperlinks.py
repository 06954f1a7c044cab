"""Links from the codes of messages to their pages, on terminals that can show links.

A terminal says in its environment what it is; one that is not known to follow OSC 8 gets none.
`FORCE_HYPERLINK` decides in its place: 0 for none, anything else for links.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import TextIO

VARIABLE = "SKA_OSO_PDM_SITE"
"""The variable of the environment with the URL of the site; empty counts as not set."""
DEFAULT = "https://schema.skao.int"

_URL = re.compile(
    r"(?:https?://(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:]+\])(?::[0-9]{1,5})?|file://)"
    r"(?:/(?:[A-Za-z0-9._~/@+-]|%[0-9A-Fa-f]{2})*)?",
    re.ASCII,
)
"""Nothing in it can end the sequence that makes a link, or is shown as anything else."""
_LONGEST = 300
KNOWN = frozenset(
    "DOMTERM GHOSTTY_RESOURCES_DIR ITERM_SESSION_ID KITTY_WINDOW_ID KONSOLE_VERSION "
    "WEZTERM_EXECUTABLE WT_SESSION".split()
)
"""Variables that terminals set which follow links, whatever their values."""
_KNOWN_PROGRAMS = frozenset({"iTerm.app", "WezTerm", "ghostty", "rio", "vscode", "zed"})
_KNOWN_TERMS = re.compile(
    r"(?:alacritty|contour|foot|ghostty|kitty|wezterm|xterm-(?:ghostty|kitty))"
)
_VTE = 5000
"""Version 0.50 of the widget of GNOME's and other terminals is the first that follows links."""
_CODES = re.compile(r"\[(?P<codes>[a-z0-9-]+(?:, [a-z0-9-]+)*)\](?=$|; (?:first )?at )")


class SiteError(ValueError):
    """The variable holds no URL of a site."""


def site() -> str:
    """Give the URL of the site, without a slash at the end.

    Raises:
        SiteError: when the variable holds none that may stand in a link.
    """
    url = os.environ.get(VARIABLE) or DEFAULT
    if len(url) > _LONGEST or not _URL.fullmatch(url):
        example = "https://example.org/pdm"
        raise SiteError(
            f"{VARIABLE} is no URL of a site; write one such as {example}, without ? and #, or "
            "take the variable away"
        )
    return url.rstrip("/")


def follows(stream: TextIO) -> bool:
    """Tell whether a stream leads to a terminal that is known to follow links."""
    forced = os.environ.get("FORCE_HYPERLINK", "")
    if forced:
        return forced != "0"
    if not stream.isatty() or os.environ.get("TERM") == "dumb":
        return False
    if KNOWN & os.environ.keys() or os.environ.get("TERM_PROGRAM") in _KNOWN_PROGRAMS:
        return True
    version = os.environ.get("VTE_VERSION", "")
    is_new = re.fullmatch(r"[0-9]{1,9}", version) is not None and int(version) >= _VTE
    return is_new or _KNOWN_TERMS.match(os.environ.get("TERM", "")) is not None


def codes(line: str, base: str) -> Iterator[tuple[int, int, str]]:
    """Yield where the codes of a line begin and end, and the pages that tell of them.

    Args:
        line: a message, with its codes in brackets.
        base: URL of the site.
    """
    for found in _CODES.finditer(line):
        for code in re.finditer(r"[a-z0-9-]+", found["codes"]):
            start = found.start("codes")
            yield start + code.start(), start + code.end(), f"{base}/codes/{code[0]}.html"
