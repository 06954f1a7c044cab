"""Says of a document which entity and layout it has, why, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.catalogue.registry import SchemaId
from ska_oso_pdm.documents.cached import cached_attribute
from ska_oso_pdm.documents.source import read_source
from ska_oso_pdm.pointers import pointer
from ska_oso_pdm.recognition import layout, root_keys
from ska_oso_pdm.recognition.label import (
    WORN,
    by_label,
    judge_of_newer,
    neighbour,
    stands,
    versions_of_documents,
)

Confidence = Literal["certain", "likely", "tie", "none"]


class Decision(NamedTuple):
    """Which layout a document has, by its content and its label together.

    Attributes:
        labelled: what its label names, where that is a URL of this model.
        entity: its entity; None for what is no document of this data model.
        found: its layout; None where nothing tells it.
        judge: the schema of that layout, or the newest that it fits as well; None where there is
            no such schema.
        shown: whether its content shows the layout, and not its label alone.
    """

    labelled: SchemaId | None
    entity: str | None = None
    found: SchemaId | None = None
    judge: SchemaId | None = None
    shown: bool = False


def decide(document: dict[str, Any]) -> Decision:
    """Tell the layout of a document.

    That is the layout that its content shows. The label stands where the content does not speak
    against it: where it fits as well, or, for labels from 1.0 on, which only software that knows
    the layouts writes, where no more than one key is of another one. Content that fits several
    layouts, without a label for one of them, is of the first, or where that has no schema, of the
    newest that has one. Where the content shows nothing, the label decides. Without a label of this
    model it takes more than a name, or a key that other JSON has as well (`root_keys`). What shows
    a version in the making is not known yet: the label for it stands, and nothing else is of it.
    """
    declared = document.get("interface")
    labelled = registry.parse_url(declared) if isinstance(declared, str) else None
    if labelled and registry.is_draft(labelled):
        return Decision(labelled, labelled.entity, labelled, labelled)
    if labelled and (newest := judge_of_newer(labelled)):
        return Decision(labelled, newest.entity, newest, newest)
    if labelled is None:
        return _unlabelled(document)
    found = layout.recognise(document, labelled.entity)
    if found is None:
        return _by_label(document, labelled)
    if stands(document, labelled, found):
        found = labelled
    return _decided(document, labelled, found)


def _decided(document: dict[str, Any], labelled: SchemaId | None, found: SchemaId) -> Decision:
    judge = found if registry.is_document(found) else None
    if judge is None and (judge := _fitting(document, found)):
        found = judge
    return Decision(labelled, found.entity, found, judge, True)


def _unlabelled(document: dict[str, Any]) -> Decision:
    """Tell the layout of an object without a label of this model, if it is a document of it."""
    if neighbour(document.get("interface")) or root_keys.is_elsewhere(document.get("telescope")):
        return Decision(None)
    entity = layout.entity_of(document)
    if not entity or not root_keys.show(document, entity, layout.is_plain(document, entity)):
        return Decision(None)
    version = layout.version_of(document, entity)
    if version is None:
        return Decision(None, entity)
    return _decided(document, None, SchemaId(entity, version))


def _by_label(document: dict[str, Any], labelled: SchemaId) -> Decision:
    """Tell what a document is whose content shows no layout."""
    if judge := by_label(labelled):
        return Decision(labelled, judge.entity, judge, judge)
    return Decision(labelled, layout.entity_of(document, labelled.entity))


def _fitting(document: dict[str, Any], found: SchemaId) -> SchemaId | None:
    """Give the schema that judges a layout without one: the newest that the document fits too."""
    if layout.refusal(found):
        return None
    fitting = layout.ties(document, *found)
    known = [version for version in versions_of_documents(found.entity) if version in fitting]
    return SchemaId(found.entity, known[-1]) if known else None


@dataclass(frozen=True)
class Recognition:
    """Which entity and layout a document has, as validation judges it.

    The content decides. Of several layouts that it fits, it is the one that the label names, or
    the first that holds in the history of the layouts, or, where that has no schema, the newest
    that has; `ties` lists the others. Where the content shows nothing, the label decides.

    Everything but `entity`, `version` and `declared` is found out when it is first asked for, so
    that recognition itself costs next to nothing. Do not change the document before.

    Attributes:
        entity: for example `sbd`; None for what is no document of this data model.
        version: version of the layout, for example `0.4`; None where neither content nor label
            shows one: for what is not ours, and for shapes of other software, of which `reason`
            says more.
        declared: the text of `interface`, or None.
    """

    entity: str | None
    version: str | None
    declared: str | None
    _document: Any = field(repr=False, compare=False)
    _found: SchemaId | None = field(repr=False, compare=False)
    _shown: bool = field(repr=False, compare=False, default=True)

    @cached_attribute
    def evidence(self) -> list[str]:
        """JSON pointers to what shows the layout; `/interface` where only the label does."""
        if self.entity is None:
            return []
        if not self._shown and self.version:
            return ["/interface"]
        found = self._found or SchemaId(self.entity, "")
        places = layout.evidence(self._document, found)
        return [pointer(place) for place in places] or ["/interface"]

    @cached_attribute
    def contradictions(self) -> dict[str, str]:
        """JSON pointers to what does not belong to the layout, with the versions that have it."""
        if self._found is None or registry.is_draft(self._found):
            return {}
        found = layout.contradictions(self._document, self._found)
        return {pointer(place): shows for place, shows in found}

    @cached_attribute
    def ties(self) -> list[str]:
        """The other versions that the document fits as well, oldest first."""
        if self.entity is None or self._refusal or (self._found and registry.is_draft(self._found)):
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
            if name := neighbour(self.declared):
                return f"{name} is a schema of another data model"
            return "its keys show no document of this data model"
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
    decision = decide(document)
    found = decision.found
    version = None if found is None or layout.refusal(found) else found.version
    return Recognition(decision.entity, version, declared, document, found, decision.shown)


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
    if registry.is_draft(expected):
        return None  # nothing but a label tells it from the version before
    real = SchemaId(expected.entity, found.version)
    if found.declared == honest and stands(document, expected, real):
        return None
    against = layout.contradictions(document, expected)
    return pointer(against[0].place) if against else ""


def _is_honest_and_older(labelled: SchemaId, expected: SchemaId) -> bool:
    return labelled.version != WORN and _older(labelled.version, expected)


def _older(version: str, expected: SchemaId) -> bool:
    return registry.version_key(version) < registry.version_key(expected.version)
