"""Judges values by jsonschema-rs; `own_engine` does the same without it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from jsonschema_rs import Draft202012, Draft202012Validator, Registry


def judge_of(url: str, schemas: Mapping[str, dict[str, Any]]) -> Callable[[Any], bool]:
    """Compile one of some schemas by its URL, or with a fragment a part of one."""
    registry = Registry(list(schemas.items()), draft=Draft202012)
    return Draft202012Validator({"$ref": url}, registry=registry, offline=True).is_valid


def judge_by(
    schema: dict[str, Any], resolve: Callable[[str], dict[str, Any]]
) -> Callable[[Any], bool]:
    """Compile a schema whose references `resolve` follows."""
    return Draft202012Validator(schema, retriever=resolve).is_valid


def judge_alone(keyword: str, argument: Any) -> Callable[[Any], bool]:
    """Compile a rule that stands alone."""
    return Draft202012Validator({keyword: argument}).is_valid
