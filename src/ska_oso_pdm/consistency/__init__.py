"""Consistency of valid documents: what should go together in them, and a schema cannot say.

    from pathlib import Path

    import ska_oso_pdm

    for finding in ska_oso_pdm.findings(Path("examples/1.0/sbd-mid-imaging.json")):
        print(finding.severity, finding.path, finding.message)

A finding never makes a document invalid. Rules run on valid documents only, so that they may rely
on the schema; they read plain JSON, need no class, and never change a document.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, partial
from importlib import import_module
from types import MappingProxyType
from typing import Any

from ska_oso_pdm.catalogue.registry import SchemaId, is_in_the_making, versions_of
from ska_oso_pdm.consistency.finding import Finding
from ska_oso_pdm.consistency.rule import Rule
from ska_oso_pdm.consistency.severities import check_severities, weighed
from ska_oso_pdm.documents.source import Source, read_source
from ska_oso_pdm.errors import InvalidDocumentError
from ska_oso_pdm.pointers import pointer
from ska_oso_pdm.recognition.labelling import settle_label
from ska_oso_pdm.validation import check

_RULES = {
    SchemaId("sbd", "0.1"): ("rules_0_1", "RULES"),
    **{
        SchemaId("sbd", f"0.{minor}"): ("rules_before_1_0", f"RULES_0_{minor}")
        for minor in range(2, 8)
    },
    SchemaId("sbd", "1.0"): ("rules_1_0", "RULES"),
    SchemaId("prsl", "1.0"): ("programmes_1_0", "PROPOSAL"),
    SchemaId("prj", "1.0"): ("programmes_1_0", "PROJECT"),
}
"""Schema to the module, and the name in it, of the rules for its documents."""


def findings(
    source: Any, name: str | None = None, *, severities: Mapping[str, str] | None = None
) -> list[Finding]:
    """List what does not go together in a valid document, judged by the layout that it has.

    Args:
        source: JSON text as `str` or `bytes`, a path object, a file object, or a parsed `dict`.
        name: file name for messages.
        severities: code to the severity that its findings get, `error`, `warning` or `note`, or to
            `off` for those that are not wanted.

    Returns:
        All findings, each with JSON pointer, line and column, code, severity and message; empty
        too for documents that there are no rules for.

    Raises:
        UnreadableError: when there is no I-JSON value.
        UnknownLayoutError: when neither label nor content names a layout that is known here.
        InvalidDocumentError: for an invalid document, with all its problems.
        WrongSeverityError: for a code or a severity that there is not.
    """
    severities = severities or {}
    check_severities(severities, codes() if severities else set())
    document = read_source(source, name)
    label = settle_label(document)
    if issues := check(document, label.schema.url, label):
        raise InvalidDocumentError(issues, document.name)
    return findings_of(document, label.schema, severities)


def findings_of(
    source: Source, schema: SchemaId, severities: Mapping[str, str] = MappingProxyType({})
) -> list[Finding]:
    """List the findings of a document that is known to be valid by a schema.

    The severities are known to be right.
    """
    found = []
    for path, rule, message in _broken(source, schema, severities):
        source.expect(path)
        found.append(
            Finding(
                path,
                rule.code,
                message,
                reads=rule.reads,
                severity=rule.severity,
                place=partial(source.locate, path),
            )
        )
    return found


def _broken(
    source: Source, schema: SchemaId, severities: Mapping[str, str]
) -> Iterator[tuple[str, Rule, str]]:
    """Yield JSON pointer, rule and sentence for all that breaks a rule."""
    own = rules_for(schema)
    for rule in weighed(own, severities):
        for place, message in rule.find(source.document):
            yield pointer(place), rule, message
    if newest := _newest_with_rules(schema):
        from ska_oso_pdm.consistency.earlier import NOT_JUDGED, found_when_converted

        if rules := weighed((*rules_for(newest), NOT_JUDGED), severities):
            besides = {rule.code for rule in own}
            yield from found_when_converted(source, newest.version, rules, besides)


def _newest_with_rules(schema: SchemaId) -> SchemaId | None:
    """Give the newest layout that has rules, where it is newer than that of a document."""
    if is_in_the_making(schema.version):
        return None
    for version in reversed(versions_of(schema.entity)):
        newer = SchemaId(schema.entity, version)
        if newer == schema:
            break
        if rules_for(newer):
            return newer
    return None


def codes() -> set[str]:
    """Give the codes of all rules, of all layouts."""
    from ska_oso_pdm.consistency.earlier import NOT_JUDGED

    return {NOT_JUDGED.code, *(rule.code for schema in _RULES for rule in rules_for(schema))}


@cache
def rules_for(schema: SchemaId) -> tuple[Rule, ...]:
    """Give the rules for documents of a schema; none where there are none."""
    if schema not in _RULES:
        return ()
    module, name = _RULES[schema]
    rules: tuple[Rule, ...] = getattr(import_module(f"{__name__}.{module}"), name)
    return rules
