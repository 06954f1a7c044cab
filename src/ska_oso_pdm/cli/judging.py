"""Judges the document in a file, or the documents inside it, for the rows of `validate`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from ska_oso_pdm.archive.arguments import read_argument, shown
from ska_oso_pdm.archive.faults import attempted
from ska_oso_pdm.errors import Issue, UnreadableError
from ska_oso_pdm.phrases import count
from ska_oso_pdm.reports.verdicts import Row, add_issue, refused_row, row_of

if TYPE_CHECKING:
    from ska_oso_pdm.consistency.finding import Finding
    from ska_oso_pdm.documents.source import Source
    from ska_oso_pdm.validation import Report

INSIDE = "documents-inside"
"""Code of the issue that says that documents are inside of a file that is none."""


def judge(
    file: str, severities: Mapping[str, str] | None = None, *, inside: bool = False
) -> list[Row]:
    """Judge one file; give its row, or one for each document inside it.

    Args:
        file: its name as an argument.
        severities: where findings are asked for, those that differ from the rules' own.
        inside: whether documents inside of the file are judged in its place, if there are any.
    """

    def refused(issue: Issue) -> list[Row]:
        return [refused_row(shown(file), issue, findings=severities is not None)]

    return attempted(partial(_judge, severities=severities, inside=inside), file, refused)


def _judge(file: str, severities: Mapping[str, str] | None, *, inside: bool) -> list[Row]:
    from ska_oso_pdm.validation import Report

    try:
        source = read_argument(file)
    except UnreadableError as error:
        report = Report(error.issues, judged=False)
        return [row_of(shown(file), report, None if severities is None else [])]
    if inside and (found := _documents(source)):
        return [_row_inside(file, source, *each, severities) for each in found]
    report, findings = _judged(source, severities)
    row = row_of(shown(file), report, findings)
    found = [] if report.entity or inside else _documents(source)
    if any(where for where, _ in found):  # it may be one itself that nothing judges
        message = f"{count(len(found), 'document')} inside: --inside judges what is inside of files"
        add_issue(row, Issue("", INSIDE, message, severity="warning"))
    return [row]


def _documents(source: Source) -> list[tuple[str, Source]]:
    """List the documents in a file, each with the JSON pointer to it."""
    from ska_oso_pdm.pointers import pointer
    from ska_oso_pdm.recognition.embedded import documents_in

    return [(pointer(place), document) for place, document in documents_in(source)]


def _row_inside(
    file: str, source: Source, where: str, document: Source, severities: Mapping[str, str] | None
) -> Row:
    """Give the row of a document inside a file, its issues at their places in the file."""
    report, findings = _judged(document, severities)
    if where:
        report[:] = [issue.within(where, source.locate) for issue in report]
        findings = findings and [finding.within(where, source.locate) for finding in findings]
        for issue in (*report, *(findings or ())):
            source.expect(issue.path)
    return row_of(shown(file), report, findings, where)


def _judged(
    source: Source, severities: Mapping[str, str] | None
) -> tuple[Report, list[Finding] | None]:
    """Judge a document, and list its findings where they are asked for."""
    from ska_oso_pdm.validation import report_on

    report = report_on(lambda: source)
    if report.entity and not report.judged:
        from ska_oso_pdm.cli.outlook import outlook

        report += outlook(source)
    if severities is None:
        return report, None
    return report, _findings(source, report, severities) if report.valid else []


def _findings(source: Source, report: Report, severities: Mapping[str, str]) -> list[Finding]:
    from ska_oso_pdm.catalogue.registry import SchemaId
    from ska_oso_pdm.consistency import findings_of

    assert report.entity is not None
    assert report.version is not None
    return findings_of(source, SchemaId(report.entity, report.version), severities)
