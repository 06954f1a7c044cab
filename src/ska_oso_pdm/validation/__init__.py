"""Judges documents by the published schemas; needs no class and never changes a document."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, Literal

from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.catalogue.annotations import archive_keys
from ska_oso_pdm.catalogue.registry import SchemaId, resolve
from ska_oso_pdm.documents.source import Source, read_source
from ska_oso_pdm.errors import MORE, Issue, Severity, UnknownLayoutError, UnreadableError
from ska_oso_pdm.forking import first_use
from ska_oso_pdm.phrases import show
from ska_oso_pdm.pointers import pointer
from ska_oso_pdm.recognition.labelling import Label, settle_layout, without_schema
from ska_oso_pdm.recognition.sentences import say
from ska_oso_pdm.validation.bounded import bounded
from ska_oso_pdm.validation.breaches import node_of
from ska_oso_pdm.validation.broken import Problem
from ska_oso_pdm.validation.engine import Judge, judge_of
from ska_oso_pdm.validation.wording import problems

MAX_PROBLEMS = 1000
"""How many problems of one document are listed; one more issue says that there are others."""

Numbers = Literal["none", "free-form", "all"]


class Report(list[Issue]):
    """The problems of one document, as a list, with what was judged.

    Attributes:
        entity: for example `sbd`; None for what is of no layout that is known.
        version: version of the layout that the document really has; None likewise.
        judged: False where there was no document, or one of a layout unknown or without schema.
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
        label = settle_layout(source)
        if not label.has_schema:
            return Report([without_schema(source, label.schema)], label.schema, judged=False)
        issues = check(source, label.schema.url, label)
    except (UnreadableError, UnknownLayoutError) as error:
        return Report(error.issues, judged=False)
    known = archive_keys(label.schema.entity) & resolve(label.schema.url)["properties"].keys()
    about_archive = [
        source.issue(pointer([key]), "archive-key", say("archive-key", key=key), severity="warning")
        for key in sorted(known & source.document.keys())
    ]
    about_label = label.issues
    if issues and not label.is_newer:
        about_label = tuple(_doubted(source, label, found) for found in about_label)
    return Report([*about_label, *about_archive, *issues], label.schema)


def _doubted(source: Source, label: Label, found: Issue) -> Issue:
    """Take the advice out of what is said about the label of an invalid document, which may be
    something else.
    """
    declared = label.declared
    says = say("says", declared=show(declared)) if declared else say("has-no-interface")
    message = say("doubted", says=says, url=label.schema.url)
    return source.issue(found.path, found.code, message, severity="warning")


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
    with first_use(url):
        return _check(source, url, label, numbers, besides)


def _check(
    source: Source, url: str, label: Label | None, numbers: Numbers | None, besides: tuple[str, ...]
) -> list[Issue]:
    document = label.corrected(source.document) if label else source.document
    if numbers is None:
        numbers = "all" if source.may_overflow() else "none"
    try:
        if _judge(url, numbers)(document):
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
    message = say("more-problems", count=MAX_PROBLEMS)
    return source.issue("", MORE, message, severity=severity)


def unknown_keys(source: Source, label: Label) -> Iterator[tuple[str | int, ...]]:
    """Yield where the keys are that the schema of a document does not know, however many."""
    found = _problems(label.schema.url, label.corrected(source.document))
    return (problem.path for problem in found if problem.code == "unknown-key")


def _problems(url: str, document: Any) -> Iterator[Problem]:
    return problems(node_of({"$ref": url}, resolve), document, resolve)


@cache
def _judge(url: str, numbers: Numbers = "none") -> Judge:
    """Compile a schema, or a part of one, once; `numbers` says which are bounded."""
    identifier = registry.parse_url(url.partition("#")[0])
    assert identifier is not None
    schemas = registry.schemas_of(identifier.version)
    if numbers != "none":
        schemas = {u: bounded(s, everywhere=numbers == "all") for u, s in schemas.items()}
    return judge_of(url, schemas)
