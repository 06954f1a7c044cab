"""Judges documents by the published schemas; needs no class and never changes a document."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, lru_cache, partial
from typing import Any, Literal, NamedTuple

import jsonschema_rs

from ska_oso_pdm import label as labels
from ska_oso_pdm import layout, registry
from ska_oso_pdm.bounded import bounded
from ska_oso_pdm.breaches import node_of
from ska_oso_pdm.errors import MORE, Issue, PdmError, Severity, UnknownLayoutError, UnreadableError
from ska_oso_pdm.personal import is_personal
from ska_oso_pdm.phrases import nearest, show
from ska_oso_pdm.positions import pointer
from ska_oso_pdm.recognition import Decision, decide
from ska_oso_pdm.registry import SchemaId, resolve
from ska_oso_pdm.source import Source, read_source
from ska_oso_pdm.wording import Problem, problems

MAX_PROBLEMS = 1000
"""How many problems of one document are listed; one more issue says that there are others."""

_MORE = (
    f"more than {MAX_PROBLEMS} problems, the limit for a list; mend these, then judge the document "
    "again for the others"
)

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

    @property
    def is_newer(self) -> bool:
        """Whether it names a newer minor version, so that unknown keys may be additions to it."""
        return any(finding.code == "newer-minor" for finding in self.findings)

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
    findings = label.findings
    if issues and not label.is_newer:
        findings = tuple(_doubted(source, label, found) for found in findings)
    return Report([*findings, *issues], label.schema)


def identify(source: Source) -> Label:
    """Tell which layout a document is judged by (`recognition.decide`), and what is wrong with its
    label.

    Raises:
        UnknownLayoutError: when neither label nor content names a layout that is known here.
    """
    document = source.document
    if not isinstance(document, dict):
        raise _unknown(source, "", "not-an-object", _say_not_an_object(document))
    decision = decide(document)
    declared, labelled, real = document.get("interface"), decision.labelled, decision.judge
    if real and declared == real.url:
        return _honest(real)
    if labelled and (newer := newer_label(labelled)):
        return newer._replace(findings=tuple(_placed(source, found) for found in newer.findings))
    if real is None and decision.found:
        raise _earlier(source, decision.found)
    if labelled is None and declared is not None:
        raise _unknown(source, "/interface", *_unknown_interface(declared, real))
    if real is None or (labelled and not _is_slip(labelled)):
        raise _no_schema(source, labelled)
    return _corrected(source, decision, real)


def _is_slip(labelled: SchemaId) -> bool:
    return labelled in registry.documents() or labels.may_be_corrected(labelled)


def _corrected(source: Source, decision: Decision, real: SchemaId) -> Label:
    """Say what the label should be that is missing or of another layout."""
    if decision.labelled is None:
        message = f'has no "interface"; by its content it is {real.url}: add that'
        return Label(None, real, (_finding(source, "", "label-missing", message),))
    declared = decision.labelled.url
    shown = layout.first_evidence(source.document, layout.Layout(*real)) if decision.shown else None
    why = f"but {pointer(shown)} shows" if shown else "and nothing in it is from before"
    message = f"says {show(declared)}, {why} {real.url}; correct the label"
    return Label(declared, real, (_finding(source, "/interface", "label-wrong", message),))


@lru_cache(256)
def newer_label(labelled: SchemaId) -> Label | None:
    """Give what a label of a newer minor version means here, where it is one."""
    judge = labels.judge_of_newer(labelled)
    if judge is None:
        return None
    message = (
        f"version {labelled.version} is newer than {judge.version}, which judges it; keys that the "
        "older one does not know are kept; update ska-oso-pdm to have them judged"
    )
    finding = Issue("/interface", "newer-minor", message, severity="warning")
    return Label(labelled.url, judge, (finding,))


def _placed(source: Source, found: Issue) -> Issue:
    return _finding(source, found.path, found.code, found.message)


def _earlier(source: Source, found: layout.Layout) -> PdmError:
    """Say that a layout is recognised, and cannot be judged for want of a schema."""
    place = pointer(layout.first_evidence(source.document, found) or ())
    if refusal := layout.refusal(found):
        message = (
            f"this key shows {refusal}, which is no document of this data model; write it anew"
        )
        return _unknown(source, place, "not-this-model", message)
    message = (
        f"this key shows layout {found.version} of {found.entity}, which this package recognises "
        "but cannot judge; convert the document with the software that wrote it, or write it anew"
    )
    return _unknown(source, place, "earlier-layout", message)


@cache
def _honest(schema: SchemaId) -> Label:
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


def _unknown_interface(declared: Any, real: SchemaId | None) -> tuple[str, str]:
    """Say what is wrong with an `interface` that is no URL of this data model."""
    if name := labels.neighbour(declared):
        message = (
            f"{show(declared)} names a schema of {_interface(name)}, so this is not a document of "
            "this data model; check it with the software of that interface"
        )
        return "not-this-model", message
    wrong = f"{show(declared)} is no URL of this data model"
    if real:
        return "unknown-interface", f"{wrong}; by its content it is {show(real.url)}: write that"
    known = [identifier.url for identifier in registry.documents()]
    close = nearest(declared, known) if "pdm" in str(declared) else None
    if close:
        return "unknown-interface", f"{wrong}; did you mean {show(close)}?"
    message = (
        f"{wrong}, and its keys show no document of it; if it is one, write the URL of its schema, "
        'which "ska-oso-pdm schema list" names'
    )
    return "unknown-interface", message


def _interface(name: str) -> str:
    """Name an interface of the observatory by the name of its schema: `ska-sdp-configure`."""
    system = next((part for part in name.split("-") if part in _SYSTEMS), None)
    return f"the {system.upper()} interface" if system else "another interface of the observatory"


_SYSTEMS = ("tmc", "sdp", "csp", "mccs", "pst", "pss", "osd", "slt", "dlm")


def _no_schema(source: Source, labelled: SchemaId | None) -> PdmError:
    """Say why nothing judges a document whose label names no schema, or that has none."""
    if labelled is None:
        message = (
            'is not of this data model: it has no "interface", and its keys show no document of '
            'it; if it is one, add the URL of its schema, which "ska-oso-pdm schema list" names'
        )
        return _unknown(source, "", "no-interface", message)
    versions = labels.versions_of_documents(labelled.entity)
    if not versions:
        entities = sorted({identifier.entity for identifier in registry.documents()})
        message = (
            f"this package has no entity {show(labelled.entity)}; it has {', '.join(entities)}"
        )
        return _unknown(source, "/interface", "unknown-entity", message)
    newest = max(versions, key=registry.version_key)
    if registry.version_key(labelled.version) > registry.version_key(newest):
        message = (
            f"version {labelled.version} is newer than {newest}, the newest known here; "
            "update ska-oso-pdm"
        )
        return _unknown(source, "/interface", "newer-version", message)
    message = (
        f"there is no version {labelled.version} of {labelled.entity}; the newest is "
        f'{SchemaId(labelled.entity, newest).url}, and "ska-oso-pdm schema list" names all'
    )
    return _unknown(source, "/interface", "unknown-version", message)


def check(
    source: Source,
    url: str,
    label: Label | None = None,
    *,
    numbers: Numbers | None = None,
    besides: tuple[str, ...] = (),
) -> list[Issue]:
    """List what breaks the schema at `url`; empty for a valid document.

    Where that is more than `MAX_PROBLEMS`, the last issue says so, with the code
    `more-problems`; before it stands the first error, where all others are warnings.

    Args:
        source: the document.
        url: a schema, or with a fragment a part of one.
        label: where it differs from the honest one, the label itself is not judged.
        numbers: which numbers may be beyond a double: `none` where a class is made next,
            `free-form` where one was; otherwise all, where the document is not known to have none.
        besides: codes of problems that are listed besides, however many: those that the caller
            keeps or puts right.

    Raises:
        UnreadableError: for numbers that no JSON reader can hold.
    """
    document = label.corrected(source.document) if label else source.document
    if numbers is None:
        numbers = "all" if source.may_overflow() else "none"
    try:
        if _validator(url, numbers).is_valid(document):
            return []
    except ValueError:  # what was made here, and not read, may hold what is no JSON value
        source.require_proper()
        raise
    if source.may_overflow():
        source.require_proper()
    additions = "unknown-key" if label and label.is_newer else None
    return list(_listed(source, _problems(url, document), additions, besides))


def _listed(
    source: Source, found: Iterator[Problem], additions: str | None, besides: tuple[str, ...]
) -> Iterator[Issue]:
    """Yield the issues that are listed of all problems; see `check`."""
    counted, wrong = 0, False
    for problem in found:
        severity: Severity = "warning" if problem.code == additions else "error"
        if problem.code not in besides:
            counted += 1
            if counted > MAX_PROBLEMS:
                if wrong and not besides:
                    break
                if wrong or severity == "warning":
                    continue
            wrong = wrong or severity == "error"
        path = pointer(problem.path)
        options: dict[str, Any] = {"key": problem.at_key, "severity": severity}
        yield source.issue(path, problem.code, problem.say, **options)
    if counted > MAX_PROBLEMS:
        yield more(source, "error" if wrong else "warning")


def more(source: Source, severity: Severity = "error") -> Issue:
    """Give the issue that says that there are more problems than are listed."""
    return source.issue("", MORE, _MORE, severity=severity)


def unknown_keys(source: Source, label: Label) -> Iterator[tuple[str | int, ...]]:
    """Yield where the keys are that the schema of a document does not know, however many."""
    found = _problems(label.schema.url, label.corrected(source.document))
    return (problem.path for problem in found if problem.code == "unknown-key")


def _problems(url: str, document: Any) -> Iterator[Problem]:
    identifier = registry.parse_url(url.partition("#")[0])
    assert identifier is not None
    node = node_of({"$ref": url}, resolve)
    return problems(node, document, resolve, partial(is_personal, identifier.version))


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
