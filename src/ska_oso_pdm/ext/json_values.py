"""Free-form parts of a document: any JSON, and nothing but JSON."""

from __future__ import annotations

import math
from typing import Annotated, Any

from pydantic_core import CoreSchema, core_schema

from ska_oso_pdm.ext.forms import Form

MAX_DEPTH = 200
"""Levels of nesting that a value may have; the JSON readers of Pydantic stop there too."""


def copy_json(value: Any, levels: int = MAX_DEPTH) -> Any:
    """Copy a JSON value.

    Args:
        value: `None`, `bool`, `int`, finite `float`, `str`, or a list or dict of such values.
        levels: how many levels of nesting are left.

    Raises:
        ValueError: for anything that JSON cannot hold; the text names it.
    """
    if value is None or isinstance(value, (str, int)):
        return value
    if isinstance(value, float):
        if math.isfinite(value):
            return value
        raise ValueError(f"{value} is not a JSON number")
    if not levels:
        raise ValueError(f"nested more than {MAX_DEPTH} levels deep")
    if isinstance(value, dict):
        for key in value:
            if not isinstance(key, str):
                raise ValueError(f"the key {key!r} is not text, as JSON wants it")
        return {key: copy_json(part, levels - 1) for key, part in value.items()}
    if isinstance(value, list):
        return [copy_json(part, levels - 1) for part in value]
    raise ValueError(f"{type(value).__name__} is not a JSON type")


def _checked(form: Any) -> CoreSchema:
    return core_schema.no_info_before_validator_function(copy_json, dict(form, metadata={}))


JsonObject = Annotated[dict[str, Any], Form(core_schema.dict_schema(strict=True), _checked)]
"""A free-form JSON object. What is passed in is copied."""

JsonArray = Annotated[list[Any], Form(core_schema.list_schema(strict=True), _checked)]
"""A free-form JSON array. What is passed in is copied."""
