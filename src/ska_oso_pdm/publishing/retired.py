"""Layouts that documents have and that no schema judges: what their URLs lead to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.catalogue.registry import SchemaId
from ska_oso_pdm.tables import table

NAMES = {
    "eb": "execution blocks",
    "obs-prg": "observing programmes",
    "prj": "projects",
    "prsl": "proposals",
    "review": "reviews of proposals",
    "sbi": "scheduling block instances",
}


class Retired(NamedTuple):
    """A layout without a schema.

    Attributes:
        schema: its entity and version.
        since: when documents of it were written first: `January 2023`, or a year.
        until: when they were written last: a date, or `0.7 came`.
        was: what was in them, as the rest of a sentence.
        next: the layout to which its documents are taken first; None where the model has no longer
            such documents.
        newest: the one to which they are taken in the end.
        remedy: what to do where they are taken nowhere, as a clause.
    """

    schema: SchemaId
    since: str
    until: str
    was: str
    next: SchemaId | None
    newest: SchemaId | None
    remedy: str

    @property
    def told(self) -> str:
        """What the layout was, in a sentence."""
        return f"Layout {self.schema.version} of {NAMES[self.schema.entity]} had {self.was}."

    @property
    def written(self) -> str:
        """When it was written, in a sentence."""
        if self.until == self.since:
            return f"Documents of it were written in {self.since}."
        joint = "until layout" if self.until.endswith("came") else "to"
        return f"Documents of it were written from {self.since} {joint} {self.until}."

    @property
    def done(self) -> str:
        """What is done with its documents, in sentences."""
        if self.newest is None or self.next is None:
            return f"These are documents that {self.remedy}."
        way = f"to {self.newest.url}"
        if self.next != self.newest:
            way = f"to {self.next.url} and on {way}"
        return (
            "No schema judges it. `ska-oso-pdm upgrade` recognises such a document by its content, "
            f"whatever its label says, takes it {way}, and accounts for every value."
        )

    def as_schema(self) -> dict[str, Any]:
        """Give a schema that says so, and that no document fits, since none was judged by it."""
        told = f"{self.told} {self.written} {self.done}".replace("`", "")
        return {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": self.schema.url,
            "title": f"Retired layout {self.schema.version} of {NAMES[self.schema.entity]}",
            "description": told,
            "errorMessage": told,
            "$comment": (
                "There is no schema of this layout. What is here lets a validator refuse every "
                "document, and never call valid what was not judged; errorMessage is what VS Code "
                "says then."
            ),
            "deprecated": True,
            "not": {},
        }


def retired() -> Iterator[Retired]:
    """Yield the layouts without a schema, oldest first of each entity."""
    told = table("publishing/retired")["layouts"]
    for entity, data in registry.markers()["entities"].items():
        refused = data.get("refused", {})
        judged = registry.versions_of(entity)
        for at, version in enumerate(data["versions"]):
            if version in judged or version in refused:
                continue
            facts = told[entity][version]
            after = data["versions"][at + 1 :]
            following = told[entity].get(after[0], {}) if after else {}
            yield Retired(
                SchemaId(entity, version),
                facts["since"],
                facts.get("until") or following.get("since") or f"{after[0]} came",
                facts["was"],
                SchemaId(entity, judged[0]) if judged else None,
                SchemaId(entity, judged[-1]) if judged else None,
                data.get("gone", ""),
            )
