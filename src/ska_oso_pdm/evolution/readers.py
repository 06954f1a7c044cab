"""Which applications read documents of an entity, and so meet what changes in them.

The same as in `docs/applications.md`, which says how each is known; a test compares them.
"""

from __future__ import annotations

from collections.abc import Iterable

READERS = {
    "sbd": "ODA, OET, OSO Services, ODT UI, PTT Services, PTT UI, OST Services, OST UI",
    "sbi": "ODA, PTT Services, PTT UI",
    "eb": "ODA, OSO Services, PTT Services, PTT UI, SLT Services, SLT UI",
    "prj": "ODA, OSO Services, ODT UI, PTT Services, PTT UI",
    "prsl": "ODA, OSO Services, ODT UI, PHT UI",
    "prslacc": "ODA, OSO Services, PHT UI",
    "panel": "ODA, OSO Services, PHT UI",
    "review": "ODA, OSO Services, PHT UI",
    "decision": "ODA, OSO Services, PHT UI",
    "sbd-status-history": "ODA, PTT Services",
    "sbi-status-history": "ODA, PTT Services, SLT Services",
    "eb-status-history": "ODA, PTT Services",
    "prj-status-history": "ODA, PTT Services",
}


def readers(entities: Iterable[str]) -> list[str]:
    """List the applications that read documents of one of some entities at least."""
    found = (name for entity in entities for name in READERS.get(entity, "").split(", ") if name)
    return list(dict.fromkeys(found))
