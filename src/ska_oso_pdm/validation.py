"""Judges documents by the published schemas; needs no class and never changes a document."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import Any, Literal, NamedTuple

import jsonschema_rs

from ska_oso_pdm import layout, registry
from ska_oso_pdm.bounded import bounded
from ska_oso_pdm.errors import Issue, PdmError, UnknownLayoutError, UnreadableError
from ska_oso_pdm.odd_keys import mark, may_have_odd_keys, unmark
from ska_oso_pdm.personal import is_personal
from ska_oso_pdm.phrases import nearest, show
from ska_oso_pdm.positions import pointer
from ska_oso_pdm.registry import SchemaId, resolve
from ska_oso_pdm.source import Source, read_source
from ska_oso_pdm.wording import Problem, problems

Numbers = Literal["none", "free-form", "all"]


class Label(NamedTuple):
    """What a document says it is, and what it is.

    Attributes:
        declared: the text of `interface`, or None.
        schema: the schema of the layout that it really has.
        findings: what is wrong with the label, as warnings.
    """

    declared: str | None
    schema: SchemaId
    findings: tuple[Issue, ...] = ()

    def corrected(self, document: Any) -> Any:
        """Give the document with its honest label; a copy where its own is another."""
        return {**document, "interface": self.schema.url} if self.findings else document


class Report(list[Issue]):
    """The problems of one document, as a list, with what was judged.

    Attributes:
        entity: for example `sbd`; None for what could not be judged.
        version: version of the layout that the document really has; None likewise.
        judged: False where there was no document, or one of unknown layout.
        valid: True when it was judged and no issue is an error. Warnings may remain.
    """

    def __init__(
        self, issues: list[Issue], schema: SchemaId | None = None, judged: bool = True
    ) -> None:
        super().__init__(issues)
        self.entity = schema.entity if schema else None
        self.version = schema.version if schema else None
        self.judged = judged

    @property
    def valid(self) -> bool:
        return self.judged and all(issue.severity != "error" for issue in self)


def validate(source: Any, name: str | None = None) -> Report:
    """Judge a document by the schema of its layout. Nothing is raised for a bad document.

    Args:
        source: JSON text as `str` or `bytes`, a path object, a file object, or a parsed `dict`.
        name: file name for messages.

    Returns:
        The report: all problems, each with JSON pointer, line and column, code and message.
    """
    return report_on(lambda: read_source(source, name))


def report_on(read: Callable[[], Source]) -> Report:
    """Judge what `read` gives, and report it too where that fails."""
    try:
        source = read()
        label = identify(source)
        issues = check(source, label.schema.url, label)
    except (UnreadableError, UnknownLayoutError) as error:
        return Report(error.issues, judged=False)
    findings = [_doubted(source, label, found) for found in label.findings] if issues else []
    return Report([*(findings or label.findings), *issues], label.schema)


def identify(source: Source) -> Label:
    """Tell which layout a document has and what is wrong with its label.

    Raises:
        UnknownLayoutError: when neither label nor content names a layout that is known here.
    """
    document = source.document
    if not isinstance(document, dict):
        raise _unknown(source, "", "not-an-object", _say_not_an_object(document))
    declared = document.get("interface")
    labelled = registry.parse_url(declared) if isinstance(declared, str) else None
    found = layout.recognise(document, labelled.entity if labelled else None)
    if found and declared == _honest(found).declared:
        return _honest(found)
    if found and found.version == layout.EARLIER:
        if labelled not in registry.documents() or labelled.entity != found.entity:
            raise _earlier(source, found)
        return Label(declared, labelled)  # it says that it is new: former keys are its mistakes
    real = SchemaId(*found) if found else None
    if declared is None:
        if real is None:
            message = (
                'has no "interface" and nothing that shows its layout; add the URL of its schema, '
                f"for example {_EXAMPLE.url}"
            )
            raise _unknown(source, "", "no-interface", message)
        message = f'has no "interface"; by its content it is {real.url}: add that'
        return Label(None, real, (_finding(source, "", "label-missing", message),))
    if labelled is None or labelled not in registry.documents():
        real = real or _only_layout(labelled)
        if labelled is None or real is None or not _may_be_corrected(labelled):
            raise _unknown(source, "/interface", *_unknown_interface(declared, labelled))
    if real is None:
        return Label(declared, labelled)
    shown = layout.evidence(document, found) if found else []
    why = f"but {pointer(shown[0])} shows" if shown else "and nothing in it is from before"
    message = f"says {show(declared)}, {why} {real.url}; correct the label"
    return Label(declared, real, (_finding(source, "/interface", "label-wrong", message),))


_EXAMPLE = SchemaId("sbd", "1.0")


def _versions(entity: str) -> list[str]:
    """List the versions of an entity that has documents of its own, oldest first."""
    return [known.version for known in registry.documents() if known.entity == entity]


def _may_be_corrected(labelled: SchemaId) -> bool:
    """Tell whether a label without schema is a slip: its entity is known, and it is not newer."""
    newest = max(map(registry.version_key, _versions(labelled.entity)), default=())
    return registry.version_key(labelled.version) < newest


def _only_layout(labelled: SchemaId | None) -> SchemaId | None:
    """Give the schema for an old label of an entity, where there is one schema for the entity."""
    versions = _versions(labelled.entity) if labelled else []
    if labelled is None or len(versions) != 1 or not _may_be_corrected(labelled):
        return None
    return SchemaId(labelled.entity, versions[0])


def _earlier(source: Source, found: layout.Layout) -> PdmError:
    place = pointer(layout.evidence(source.document, found)[0])
    message = (
        f"this key shows a layout of {found.entity} from before 1.0, which this package cannot "
        "judge; convert the document with the software that wrote it, or write it anew"
    )
    return _unknown(source, place, "earlier-layout", message)


@cache
def _honest(found: layout.Layout) -> Label:
    schema = SchemaId(*found)
    return Label(schema.url, schema)


def _say_not_an_object(document: Any) -> str:
    """Say what there is in place of a document; its content may be personal data."""
    if isinstance(document, list):
        return "an array is not a document; judge each of its items by itself"
    if isinstance(document, str):
        return "a text is not a document; a document is a JSON object"
    return f"{show(document)} is not a document; a document is a JSON object"


def _doubted(source: Source, label: Label, found: Issue) -> Issue:
    """Take the advice out of a finding about the label of an invalid document, which may be
    something else.
    """
    says = f"says {show(label.declared)}" if label.declared else 'has no "interface"'
    message = f"{says}; it was judged by {label.schema.url}, which its content comes closest to"
    return _finding(source, found.path, found.code, message)


def _finding(source: Source, path: str, code: str, message: str) -> Issue:
    return source.issue(path, code, message, severity="warning")


def _unknown(source: Source, path: str, code: str, message: str) -> PdmError:
    return UnknownLayoutError([source.issue(path, code, message)], source.name)


def _unknown_interface(declared: Any, labelled: SchemaId | None) -> tuple[str, str]:
    """Say what is wrong with an `interface` that names no schema."""
    if labelled is None:
        known = [identifier.url for identifier in registry.documents()]
        close = nearest(declared, known)
        hint = (
            f"did you mean {show(close)}?" if close else f"write for example {show(_EXAMPLE.url)}"
        )
        return "unknown-interface", f"{show(declared)} is no URL of this data model; {hint}"
    versions = _versions(labelled.entity)
    if not versions:
        entities = sorted({identifier.entity for identifier in registry.documents()})
        message = (
            f"this package has no entity {show(labelled.entity)}; it has {', '.join(entities)}"
        )
        return "unknown-entity", message
    newest = max(versions, key=registry.version_key)
    if registry.version_key(labelled.version) > registry.version_key(newest):
        message = (
            f"version {labelled.version} is newer than {newest}, the newest known here; "
            "update ska-oso-pdm"
        )
        return "newer-version", message
    known = [registry.SchemaId(labelled.entity, version).url for version in versions]
    message = (
        f"there is no version {labelled.version} of {labelled.entity}; write {' or '.join(known)}"
    )
    return "unknown-version", message


def check(
    source: Source, url: str, label: Label | None = None, *, numbers: Numbers | None = None
) -> list[Issue]:
    """List what breaks the schema at `url`; empty for a valid document.

    Args:
        source: the document.
        url: a schema, or with a fragment a part of one.
        label: where it differs from the honest one, the label itself is not judged.
        numbers: which numbers may be beyond a double: `none` where a class is made next,
            `free-form` where one was; otherwise all, where the document is not known to have none.

    Raises:
        UnreadableError: for numbers that no JSON reader can hold.
    """
    document = label.corrected(source.document) if label else source.document
    if numbers is None:
        numbers = "all" if source.may_overflow() else "none"
    if _validator(url, numbers).is_valid(document):
        return []
    if source.may_overflow():
        source.require_proper()
    return [
        source.issue(pointer(found.path), found.code, found.say, key=found.at_key)
        for found in _problems(url, document, source)
    ]


def _problems(url: str, document: Any, source: Source) -> Iterator[Problem]:
    validator, identifier = _validator(url), registry.parse_url(url.partition("#")[0])
    assert identifier is not None
    hides = partial(is_personal, identifier.version)
    if may_have_odd_keys(source.data):
        document = mark(document)
        found = problems(validator.iter_errors(document), document, resolve, hides)
        return map(unmark, found)
    return problems(validator.iter_errors(document), document, resolve, hides)


@cache
def _validator(url: str, numbers: Numbers = "none") -> jsonschema_rs.Draft202012Validator:
    """Compile a schema, or a part of one, once; `numbers` says which are bounded."""
    identifier = registry.parse_url(url.partition("#")[0])
    assert identifier is not None
    schemas = registry.schemas_of(identifier.version)
    if numbers != "none":
        schemas = {u: bounded(s, everywhere=numbers == "all") for u, s in schemas.items()}
    resources = list(schemas.items())
    return jsonschema_rs.Draft202012Validator(
        {"$ref": url},
        registry=jsonschema_rs.Registry(resources, draft=jsonschema_rs.Draft202012),
        offline=True,
    )
