"""Settles which layout a document has, which schema judges it, and what is wrong with its label."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any, NamedTuple

from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.catalogue.registry import SchemaId
from ska_oso_pdm.documents.source import Source
from ska_oso_pdm.errors import Issue, PdmError, UnknownLayoutError
from ska_oso_pdm.personal import shown_place
from ska_oso_pdm.phrases import nearest, show
from ska_oso_pdm.pointers import pointer
from ska_oso_pdm.recognition import Decision, decide, layout
from ska_oso_pdm.recognition import label as labels
from ska_oso_pdm.recognition.sentences import say, systems


class Label(NamedTuple):
    """What a document says it is, and what it is.

    Attributes:
        declared: the text of `interface`, or None.
        schema: the layout that it really has, which names its schema, if it has one.
        issues: what is wrong with the label, as warnings.
    """

    declared: str | None
    schema: SchemaId
    issues: tuple[Issue, ...] = ()

    @property
    def has_schema(self) -> bool:
        """Whether a schema judges documents of this layout; a few early ones have none."""
        return registry.is_document(self.schema)

    @property
    def is_newer(self) -> bool:
        """Whether it names a newer minor version, so that unknown keys may be additions to it."""
        return any(issue.code == "newer-minor" for issue in self.issues)

    def corrected(self, document: Any) -> Any:
        """Give the document with its honest label; a copy where its own is another."""
        return {**document, "interface": self.schema.url} if self.issues else document


def settle_label(source: Source) -> Label:
    """Settle by which schema a document is judged (`decide`), and what is wrong with its label.

    Raises:
        UnknownLayoutError: when neither label nor content names a layout that is known here, or
            its layout has no schema.
    """
    label = settle_layout(source)
    if not label.has_schema:
        raise UnknownLayoutError([without_schema(source, label.schema)], source.name)
    return label


def settle_layout(source: Source) -> Label:
    """Settle which layout a document has, also one without a schema; see `settle_label`.

    Raises:
        UnknownLayoutError: when neither label nor content names a layout that is known here.
    """
    document = source.document
    if not isinstance(document, dict):
        raise _unknown(source, "", "not-an-object", _say_not_an_object(document))
    decision = decide(document)
    declared, labelled, real = document.get("interface"), decision.labelled, decision.judge
    if real and declared == (honest := _honest(real)).declared:
        return honest
    if labelled and (newer := newer_label(labelled)):
        return newer._replace(issues=tuple(_placed(source, found) for found in newer.issues))
    if real is None and decision.found:
        return _earlier(source, decision, decision.found)
    if labelled is None and declared is not None:
        raise _unknown(source, "/interface", *_unknown_interface(declared, real))
    if real is None or (labelled and not _is_slip(labelled)):
        raise _no_schema(source, labelled)
    return _corrected(source, decision, real, say("correct-the-label"), say("add-that"))


def _is_slip(labelled: SchemaId) -> bool:
    return registry.is_document(labelled) or labels.may_be_corrected(labelled)


def _corrected(source: Source, decision: Decision, real: SchemaId, correct: str, add: str) -> Label:
    """Say what the label should be that is missing or of another layout, and what to do."""
    if decision.labelled is None:
        message = say("label-missing", url=real.url, add=add)
        return Label(None, real, (_finding(source, "", "label-missing", message),))
    declared = decision.labelled.url
    shown = layout.first_evidence(source.document, real) if decision.shown else None
    place = pointer(shown_place(shown)) if shown else None
    why = say("but-shows", place=place) if shown else say("nothing-from-before")
    message = say("label-wrong", declared=show(declared), why=why, url=real.url, correct=correct)
    return Label(declared, real, (_finding(source, "/interface", "label-wrong", message),))


@lru_cache(256)
def newer_label(labelled: SchemaId) -> Label | None:
    """Give what a label of a newer minor version means here, where it is one."""
    judge = labels.judge_of_newer(labelled)
    if judge is None:
        return None
    message = say("newer-minor", version=labelled.version, judge=judge.version)
    finding = Issue("/interface", "newer-minor", message, severity="warning")
    return Label(labelled.url, judge, (finding,))


def _placed(source: Source, found: Issue) -> Issue:
    return _finding(source, found.path, found.code, found.message)


def _earlier(source: Source, decision: Decision, found: SchemaId) -> Label:
    """Give the label of a document whose layout has no schema; refuse what cannot be upgraded."""
    place = pointer(layout.first_evidence(source.document, found) or ())
    if refusal := layout.refusal(found):
        message = say("refused", what=refusal)
        raise _unknown(source, place, "not-this-model", message)
    if remedy := layout.successor(found.entity):
        message = say("gone", version=found.version, entity=found.entity, remedy=remedy)
        raise _unknown(source, place, "earlier-layout", message)
    if decision.labelled == found:
        return _honest(found)
    return _corrected(source, decision, found, say("upgrade"), say("upgrade"))


def without_schema(source: Source, found: SchemaId) -> Issue:
    """Say that a layout is known, that no schema judges it, and what takes it to one that does."""
    place = pointer(layout.first_evidence(source.document, found) or ())
    newest = labels.versions_of_documents(found.entity)[-1]
    message = say("without-schema", version=found.version, entity=found.entity, newest=newest)
    return source.issue(place, "earlier-layout", message)


@cache
def _honest(schema: SchemaId) -> Label:
    return Label(schema.url, schema)


def _say_not_an_object(document: Any) -> str:
    """Say what there is in place of a document; its content may be personal data."""
    if isinstance(document, list):
        return say("array")
    if isinstance(document, str):
        return say("text")
    return say("not-an-object", value=show(document))


def _finding(source: Source, path: str, code: str, message: str) -> Issue:
    return source.issue(path, code, message, severity="warning")


def _unknown(source: Source, path: str, code: str, message: str) -> PdmError:
    return UnknownLayoutError([source.issue(path, code, message)], source.name)


def _unknown_interface(declared: Any, real: SchemaId | None) -> tuple[str, str]:
    """Say what is wrong with an `interface` that is no URL of this data model."""
    if name := labels.neighbour(declared):
        message = say("neighbour", declared=show(declared), interface=_interface(name))
        return "not-this-model", message
    wrong = say("no-url", declared=show(declared))
    if real:
        return "unknown-interface", say("no-url-but", wrong=wrong, url=show(real.url))
    known = [identifier.url for identifier in registry.documents()]
    close = nearest(declared, known) if "pdm" in str(declared) else None
    if close:
        return "unknown-interface", say("no-url-like", wrong=wrong, url=show(close))
    return "unknown-interface", say("no-url-at-all", wrong=wrong)


def _interface(name: str) -> str:
    """Name an interface of the observatory by the name of its schema: `ska-sdp-configure`."""
    system = next((part for part in name.split("-") if part in systems()), None)
    return say("interface-of", system=system.upper()) if system else say("another-interface")


def _no_schema(source: Source, labelled: SchemaId | None) -> PdmError:
    """Say why nothing judges a document whose label names no schema, or that has none."""
    if labelled is None:
        return _unknown(source, "", "no-interface", say("no-interface"))
    entity, version = labelled
    versions = labels.versions_of_documents(entity)
    if not versions and entity in registry.entities_in_the_making():
        message = say("only-in-the-making", version=version, entity=entity)
        return _unknown(source, "/interface", "unknown-version", message)
    if not versions:
        entities = ", ".join(sorted({identifier.entity for identifier in registry.documents()}))
        message = say("unknown-entity", entity=show(entity), entities=entities)
        return _unknown(source, "/interface", "unknown-entity", message)
    newest = max(versions, key=registry.version_key)
    if registry.version_key(version) > registry.version_key(newest):
        message = say("newer-version", version=version, newest=newest)
        return _unknown(source, "/interface", "newer-version", message)
    url = SchemaId(entity, newest).url
    message = say("unknown-version", version=version, entity=entity, url=url)
    return _unknown(source, "/interface", "unknown-version", message)
