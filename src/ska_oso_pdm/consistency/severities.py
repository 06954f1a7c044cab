"""How much a team minds what a rule finds: severities by code, in the place of the rule's own."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any, get_args

from ska_oso_pdm.consistency.rule import Rule
from ska_oso_pdm.errors import Severity, WrongSeverityError
from ska_oso_pdm.phrases import show

OFF = "off"
"""In the place of a severity: what the rule finds is not told."""

LEVELS = (*get_args(Severity), OFF)


def check_severities(severities: Mapping[str, Any], codes: set[str]) -> None:
    """Refuse severities that there are not, and those of codes that there are not.

    Args:
        severities: code of findings to `error`, `warning`, `note` or `off`.
        codes: the codes that there are, of all layouts.

    Raises:
        WrongSeverityError: with the nearest code, or with the severities that there are; its
            attribute `code` is the one of the wrong entry.
    """
    for code, level in severities.items():
        if code not in codes:
            nearest = get_close_matches(str(code), sorted(codes), n=1)
            hint = (
                f"the nearest one is {show(nearest[0])}" if nearest else f"there are {_all(codes)}"
            )
            raise WrongSeverityError(f"{show(code)} is no code of a finding; {hint}", code)
        if level not in LEVELS:
            *most, last = map(show, LEVELS)
            choice = f"{', '.join(most)} or {last}"
            message = f"{show(level)} is no severity of {show(code)}; write {choice}"
            raise WrongSeverityError(message, code)


def _all(codes: set[str]) -> str:
    return ", ".join(sorted(codes))


def weighed(rules: tuple[Rule, ...], severities: Mapping[str, Any]) -> tuple[Rule, ...]:
    """Give rules with the severities that a team has for them, without those that are off."""
    if not severities:
        return rules
    levels = [severities.get(rule.code, rule.severity) for rule in rules]
    return tuple(
        rule._replace(severity=level) for rule, level in zip(rules, levels) if level != OFF
    )
