"""The codes of problems and findings, and what is said of each."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from ska_oso_pdm import consistency
from ska_oso_pdm.catalogue.registry import SchemaId, version_key
from ska_oso_pdm.consistency.earlier import NOT_JUDGED
from ska_oso_pdm.consistency.rule import Rule

ROOT = Path(__file__).parents[3]
_FINDINGS = ROOT / "tests" / "findings"
_LAYOUTS = [f"0.{minor}" for minor in range(8)] + ["1.0"]

GROUPS = {
    "invalid": "The document breaks its schema",
    "valid": "Warnings, which leave a document valid",
    "not-judged": "It is not known what the document is",
    "not-read": "There is no document that can be read",
    "finding": "Findings: what should go together in a valid document",
    "conversion": "Conversions, comparisons and files that are written",
    "package": "Mistakes of this package",
}
"""Name of a group to its heading, in the order in which they are told."""


class Example(NamedTuple):
    """A document that gives a code, and the same without it.

    Attributes:
        document: JSON text; None where there is none.
        mended: the same with the cure; None where only the command changes, or nothing is shown.
        command: what is typed.
        mended_command: what is typed then; None where nothing is.
        beside: other files, name to text.
        python: a program in the place of a command; empty where there is none.
        shows: what the output has in it; usually the code in brackets.
    """

    document: str | None
    mended: str | None
    command: str
    mended_command: str | None
    beside: dict[str, str]
    python: str
    shows: str


class Code(NamedTuple):
    """A code, and what its page says.

    Attributes:
        name: for example `former-key`.
        group: a key of GROUPS.
        means: what it means.
        cause: where it comes from.
        cure: what to do.
        rules: schema to the rule there; empty for problems.
        example: what gives it; None where that cannot be shown.
        untried: why it cannot be shown; empty where it can.
    """

    name: str
    group: str
    means: str
    cause: str
    cure: str
    rules: dict[SchemaId, Rule]
    example: Example | None
    untried: str


@cache
def codes() -> dict[str, Code]:
    """Give all codes by their names.

    Raises:
        KeyError: for a rule of which nothing is said in `codes.toml`.
    """
    told = tomllib.loads(Path(__file__).with_name("codes.toml").read_text(encoding="utf-8"))
    rules = _rules()
    missing = sorted(rules.keys() - told.keys())
    if missing:
        raise KeyError(f"web/site/codes/codes.toml says nothing of {', '.join(missing)}")
    return {name: _code(name, entry, rules.get(name, {})) for name, entry in told.items()}


def _rules() -> dict[str, dict[SchemaId, Rule]]:
    """Give the rules by their codes, those of the newest layout first."""
    found: dict[str, dict[SchemaId, Rule]] = {}
    schemas = [SchemaId(entity, layout) for entity in ("sbd", "prsl", "prj") for layout in _LAYOUTS]
    for schema in sorted(schemas, key=lambda s: version_key(s.version), reverse=True):
        for rule in consistency.rules_for(schema):
            found.setdefault(rule.code, {})[schema] = rule
    return {**found, NOT_JUDGED.code: {SchemaId("sbd", "0.7"): NOT_JUDGED}}


def _code(name: str, entry: dict[str, Any], rules: dict[SchemaId, Rule]) -> Code:
    rule = next(iter(rules.values()), None)
    means = entry["means"] if rule is None else rule.says
    group = entry["group"] if rule is None else "finding"
    example = None if "untried" in entry else _example(name, entry)
    return Code(
        name, group, means, entry["cause"], entry["cure"], rules, example, entry.get("untried", "")
    )


def _example(name: str, entry: dict[str, Any]) -> Example:
    tried = "document" in entry or "python" in entry or "command" in entry
    usual = (
        "ska-oso-pdm validate block.json" if tried else "ska-oso-pdm validate --findings block.json"
    )
    document, mended = (_text(entry, "document"), _text(entry, "mended")) if tried else _pair(name)
    command = entry.get("command", usual)
    again = entry.get("mended_command", command if mended is not None else None)
    beside = {key: text.lstrip("\n") for key, text in entry.get("beside", {}).items()}
    python = entry.get("python", "").lstrip("\n")
    shows = entry.get("shows", f"[{name}]")
    return Example(document, mended, command, again, beside, python, shows)


def _text(entry: dict[str, Any], key: str) -> str | None:
    return entry[key].lstrip("\n") if key in entry else None


def _pair(name: str) -> tuple[str, str]:
    """Give the two documents that the tests have of a rule, those of the newest layout."""
    for layout in reversed(_LAYOUTS):
        bad = _FINDINGS / layout / f"{name}.json"
        fine = sorted(bad.parent.glob(f"{name}-fine*.json"), key=lambda path: len(path.name))
        if bad.exists() and fine:
            return bad.read_text(encoding="utf-8"), fine[0].read_text(encoding="utf-8")
    raise FileNotFoundError(f"tests/findings has no pair of documents for {name}")
