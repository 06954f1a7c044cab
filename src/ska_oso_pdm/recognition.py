"""Says of a document which entity and layout it has, why, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from ska_oso_pdm import layout, registry
from ska_oso_pdm.cached import cached_attribute
from ska_oso_pdm.layout import Layout
from ska_oso_pdm.positions import pointer
from ska_oso_pdm.registry import SchemaId
from ska_oso_pdm.source import read_source

HONEST = (1, 0)
"""From this version on labels tell the truth; of the layouts before all documents wore one, 0.1."""

_WORN = "0.1"
"""The version that documents of all layouts used to say they were of."""

Confidence = Literal["certain", "likely", "tie", "none"]


@dataclass(frozen=True)
class Recognition:
    """Which entity and layout a document has by its content, whatever its label says.

    The version is that of the first row of the decision table that holds, so that documents of
    today and of years ago are told apart as their history has it. Where the document fits others as
    well, `ties` lists them. Validation then follows the label if that names one of these, and else
    takes the newest that it has a schema of.

    Everything but `entity`, `version` and `declared` is found out when it is first asked for, so
    that recognition itself costs next to nothing. Do not change the document before.

    Attributes:
        entity: for example `sbd`; None for what is no document of this data model.
        version: version of the layout, for example `0.4`; None where the content shows none: for
            what is not ours, for a block of nothing but identity and metadata (it fits all that
            are in `ties`), and for shapes of other software, of which `reason` says more.
        declared: the text of `interface`, or None.
    """

    entity: str | None
    version: str | None
    declared: str | None
    _document: Any = field(repr=False, compare=False)
    _found: Layout | None = field(repr=False, compare=False)

    @cached_attribute
    def evidence(self) -> list[str]:
        """JSON pointers to what shows the layout, or where there is none, the entity."""
        if self.entity is None:
            return []
        found = self._found or Layout(self.entity, "")
        return [pointer(place) for place in layout.evidence(self._document, found)]

    @cached_attribute
    def contradictions(self) -> dict[str, str]:
        """JSON pointers to what does not belong to the layout, with the versions that have it."""
        if self._found is None:
            return {}
        found = layout.contradictions(self._document, self._found)
        return {pointer(place): shows for place, shows in found}

    @cached_attribute
    def ties(self) -> list[str]:
        """The other versions that the document fits as well, oldest first."""
        if self.entity is None or self._refusal:
            return []
        return layout.ties(self._document, self.entity, self.version)

    @property
    def confidence(self) -> Confidence:
        """How sure the version is.

        `certain`: nothing speaks against it, and no other fits. `tie`: those in `ties` fit as
        well. `likely`: half of another layout, see `contradictions`. `none`: there is no version.
        """
        if self.ties:
            return "tie"
        if self.version is None:
            return "none"
        return "likely" if self.contradictions else "certain"

    @property
    def reason(self) -> str:
        """Why there is no entity or no version, in words; empty where there are both."""
        if self.entity is None:
            if not isinstance(self._document, dict):
                return "not a JSON object"
            return "no key of it shows an entity of this data model"
        if self._refusal:
            return f"{self._refusal}; not a document of this data model"
        return "" if self.version else "nothing in it shows a layout"

    @property
    def _refusal(self) -> str | None:
        return layout.refusal(self._found) if self._found else None


def recognise(source: Any, name: str | None = None) -> Recognition:
    """Recognise a document by its content.

    Args:
        source: JSON text as `str` or `bytes`, a path object, a file object, or a parsed value.
        name: file name for messages.

    Raises:
        UnreadableError: when there is no I-JSON value.
    """
    document = source if isinstance(source, dict) else read_source(source, name).document
    return recognition_of(document)


def recognition_of(document: Any) -> Recognition:
    """Recognise a parsed value; see `recognise`. Nothing is raised, whatever the value is."""
    if not isinstance(document, dict):
        return Recognition(None, None, None, document, None)
    interface = document.get("interface")
    declared = interface if isinstance(interface, str) else None
    label = registry.parse_url(declared) if declared else None
    entity = layout.entity_of(document, label.entity) if label else None
    entity = entity or layout.entity_of(document)  # no label outweighs what there is
    version = layout.version_of(document, entity) if entity else None
    found = Layout(entity, version) if entity and version else None
    if found and layout.refusal(found):
        version = None
    return Recognition(entity, version, declared, document, found)


def earlier(document: dict[str, Any], honest: str) -> str | None:
    """Tell what shows that a document is of an earlier layout than that of a label.

    A label from 1.0 on stands, as in `validate`, where hardly anything speaks against it.

    Args:
        document: the document.
        honest: URL of the schema that it is expected to follow.

    Returns:
        JSON pointer to what shows the earlier layout; None where the document fits the expected
        one as well, or is of another entity.
    """
    expected, found = registry.parse_url(honest), recognition_of(document)
    if expected is None or found.entity != expected.entity:
        return None
    fitting = [found.version, *found.ties]
    labelled = registry.parse_url(found.declared or "")
    if labelled and labelled.version in fitting and _is_honest_and_older(labelled, expected):
        return "/interface"
    if found.version is None or not _older(found.version, expected) or expected.version in fitting:
        return None
    real = Layout(expected.entity, found.version)
    if found.declared == honest and stands(document, expected, real):
        return None
    against = layout.contradictions(document, Layout(*expected))
    return pointer(against[0].place) if against else ""


def _is_honest_and_older(labelled: SchemaId, expected: SchemaId) -> bool:
    return labelled.version != _WORN and _older(labelled.version, expected)


def _older(version: str, expected: SchemaId) -> bool:
    return registry.version_key(version) < registry.version_key(expected.version)


def stands(document: dict[str, Any], labelled: SchemaId, found: Layout) -> bool:
    """Tell whether the label of a document is as right as what its content shows."""
    if labelled == SchemaId(*found):
        return True
    if labelled not in registry.documents() or labelled.entity != found.entity:
        return False
    honest = registry.version_key(labelled.version) >= HONEST
    if honest and SchemaId(*found) not in registry.documents():
        return True  # it says that it is new: former keys are its mistakes
    return not layout.contradicts(document, Layout(*labelled), found, 1 if honest else 0)
