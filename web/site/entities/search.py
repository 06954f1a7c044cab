"""What the search box finds by name, and where: fields, their former names, objects, values.

An extension of Sphinx; what there is was written beside the sources.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

from sphinx.domains import Domain, ObjType

FILE = "entities.json"

Found = tuple[str, str, str, str, int]
"""Name, kind, docname, anchor, and how near to the top it is listed: 0 before 1."""


class Model(Domain):
    """The data model, as a domain of Sphinx that has no directives: the pages are made whole."""

    name = "pdm"
    label = "data model"
    object_types: ClassVar = {
        kind: ObjType(kind) for kind in ("field", "former name", "object", "value")
    }

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Yield what is found by name."""
        path = Path(self.env.srcdir) / FILE
        found: list[Found] = json.loads(path.read_text("utf-8")) if path.exists() else []
        for name, kind, docname, anchor, priority in found:
            yield name, name, kind, docname, anchor, priority

    def merge_domaindata(self, docnames: Any, otherdata: Any) -> None:
        """Merge nothing: all is in the file."""


def setup(app: Any) -> dict[str, Any]:
    """Add the domain to Sphinx."""
    app.add_domain(Model)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
