"""How a broken schema rule reads: one sentence with the value, the rule and what to do.

The validator says which rule of which schema a value breaks. Here the branch of a tagged union is
chosen by the tag that the author wrote, and the nearest known key or value is offered.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any, NamedTuple

_CUT = 60
_LISTED = 12

_TYPES = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "object": "an object",
    "array": "an array",
    "null": "null",
}


Path = tuple[str | int, ...]
Resolve = Callable[[str], dict[str, Any]]


class Problem(NamedTuple):
    """A broken rule: where, which, and how to say it. `at_key` where the key itself is wrong."""

    path: Path
    code: str
    say: Callable[[], str]
    at_key: bool = False


class Broken:
    """What the validator reports of one rule; value and schema are looked up when needed.

    Attributes:
        path: keys and indices that lead to the value.
        kind: name and details of the rule, from the validator.
    """

    __slots__ = ("_document", "_error", "kind", "path", "resolve")

    def __init__(self, error: Any, document: Any, resolve: Resolve) -> None:
        self._error = error
        self._document = document
        self.resolve = resolve
        self.kind = error.kind
        self.path: Path = tuple(error.instance_path)

    @property
    def value(self) -> Any:
        """The value that breaks the rule."""
        value = self._document
        for key in self.path:
            value = value[key]
        return value

    @property
    def schema(self) -> dict[str, Any]:
        """The schema that has the rule."""
        return self.resolve(self._error.absolute_keyword_location.rpartition("/")[0])

    def branch(self, index: int) -> Iterator[Problem]:
        """Yield the problems of one branch of a union."""
        return problems(self.kind.context[index], self._document, self.resolve)


def problems(errors: Iterable[Any], document: Any, resolve: Resolve) -> Iterator[Problem]:
    """Yield what is wrong with a document, one problem for each cause.

    Args:
        errors: errors of jsonschema-rs.
        document: what they are errors of.
        resolve: gives the schema at a URL with a JSON pointer as fragment.
    """
    for error in errors:
        broken = Broken(error, document, resolve)
        yield from _RULES.get(broken.kind.name, _other)(broken)


def show(value: Any) -> str:
    """Write a value as JSON, cut where it is long."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= _CUT else f"{text[: _CUT - 1]}…"


def nearest(name: Any, known: Iterable[str]) -> str | None:
    """Give the known name that a wrong one was probably meant to be."""
    if not isinstance(name, str):
        return None
    from difflib import get_close_matches

    names = {known_name.lower(): known_name for known_name in reversed(list(known))}
    lower = name.lower()
    for known_lower, known_name in names.items():  # `ra_str` for `ra`, and the other way round
        if lower.startswith(f"{known_lower}_") or known_lower.startswith(f"{lower}_"):
            return known_name
    close = get_close_matches(lower, names, n=1, cutoff=0.6)
    return names[close[0]] if close else None


def _listed(names: list[str]) -> str:
    more = f" and {len(names) - _LISTED} more" if len(names) > _LISTED else ""
    return ", ".join(show(name) for name in names[:_LISTED]) + more


def _write(value: Any, allowed: list[str]) -> str:
    """Offer the nearest value that is allowed, or list them."""
    close = nearest(value, allowed)
    if close is None and len(allowed) > 1:
        return f"write one of {_listed(allowed)}"
    return f"write {show(close or allowed[0])}"


def _title(broken: Broken) -> str:
    return broken.schema.get("title", "this object")


def _wanted(schema: dict[str, Any]) -> str:
    """Give the first sentence of a description."""
    sentence, _, _ = schema.get("description", "").partition(". ")
    return sentence.removesuffix(".")


def _unknown_keys(broken: Broken) -> Iterator[Problem]:
    for key in broken.kind.unexpected:
        say = partial(_say_unknown_key, broken, key)
        yield Problem((*broken.path, key), "unknown-key", say, at_key=True)


def _say_unknown_key(broken: Broken, key: str) -> str:
    known = list(broken.schema.get("properties", {}))
    otherwise = f"; its keys are {_listed(known)}" if known else "; it has no keys"
    return _unknown_key(broken, key, known, otherwise)


def _unknown_key(broken: Broken, key: str, known: list[str], otherwise: str) -> str:
    close = nearest(key, known)
    hint = f"; did you mean {show(close)}?" if close else otherwise
    return f"unknown key {show(key)} in {_title(broken)}{hint}"


def _missing_key(broken: Broken) -> Iterator[Problem]:
    yield Problem(broken.path, "missing-key", partial(_say_missing_key, broken))


def _say_missing_key(broken: Broken) -> str:
    key = broken.kind.property
    wanted = broken.schema.get("properties", {}).get(key, {})
    if "$ref" in wanted:
        wanted = broken.resolve(wanted["$ref"])
    return f"{_title(broken)} lacks the key {show(key)}; add it: {_wanted(wanted)}"


def _wrong_type(broken: Broken) -> Iterator[Problem]:
    yield Problem(broken.path, "wrong-type", partial(_say_wrong_type, broken))


def _say_wrong_type(broken: Broken) -> str:
    wanted = " or ".join(_TYPES[name] for name in broken.kind.types)
    value, hint = broken.value, ""
    if isinstance(value, str) and wanted in (_TYPES["number"], _TYPES["integer"]):
        hint = f"; write {value} without quotes" if _is_number(value) else ""
    elif "pattern" in broken.schema:
        hint = f"; wanted: {_wanted(broken.schema)}"
    elif wanted == "text" and isinstance(value, (int, float)):
        hint = f'; write "{show(value)}" in quotes'
    return f"{show(value)} is not {wanted}{hint}"


def _is_number(text: str) -> bool:
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False


def _not_allowed(broken: Broken) -> Iterator[Problem]:
    if isinstance(broken.value, str):  # else the rule `type: string` beside it reports it
        yield Problem(broken.path, "not-allowed", partial(_say_not_allowed, broken))


def _say_not_allowed(broken: Broken) -> str:
    allowed = broken.schema.get("enum") or [broken.schema["const"]]
    return f"{show(broken.value)} is not allowed here; {_write(broken.value, allowed)}"


def _wrong_form(broken: Broken) -> Iterator[Problem]:
    yield Problem(broken.path, "wrong-form", partial(_say_wrong_form, broken))


def _say_wrong_form(broken: Broken) -> str:
    return f"{show(broken.value)} does not have the form wanted: {_wanted(broken.schema)}"


def _out_of_range(broken: Broken) -> Iterator[Problem]:
    yield Problem(broken.path, "out-of-range", partial(_say_out_of_range, broken))


def _say_out_of_range(broken: Broken) -> str:
    side = "below the minimum" if "inimum" in broken.kind.name else "above the maximum"
    unit = broken.schema.get("x-unit")
    limit = f"{broken.kind.limit}{f' {unit}' if unit else ''}"
    return f"{show(broken.value)} is {side}, {limit}"


def _wrong_length(broken: Broken) -> Iterator[Problem]:
    yield Problem(broken.path, "wrong-length", partial(_say_wrong_length, broken))


def _say_wrong_length(broken: Broken) -> str:
    least, most = broken.schema.get("minItems"), broken.schema.get("maxItems")
    if least == most:
        wanted = f"exactly {most}"
    else:
        wanted = f"at least {least}" if broken.kind.name == "minItems" else f"at most {most}"
    count = len(broken.value)
    return f"{count} item{'' if count == 1 else 's'} where {wanted} are wanted"


def _nullable(broken: Broken) -> Iterator[Problem]:
    """Report why a value is not what it may be besides null."""
    return broken.branch(0)


def _tagged_union(broken: Broken) -> Iterator[Problem]:
    """Report the problems of the branch that the author's tag names, or those of the tag."""
    value = broken.value
    if not isinstance(value, dict):
        return  # the rule `type: object` beside the union reports it
    branches = [broken.resolve(branch["$ref"]) for branch in broken.schema["oneOf"]]
    tag, kinds = _tags(branches)
    if tag not in value:
        yield Problem(broken.path, "missing-key", partial(_say_missing_tag, broken, tag, kinds))
        yield from _unknown_to_all(broken, branches)
    elif value[tag] in kinds:
        yield from broken.branch(kinds.index(value[tag]))
    else:
        say = partial(_say_wrong_tag, broken, value[tag], kinds, branches)
        yield Problem((*broken.path, tag), "not-allowed", say)


def _say_missing_tag(broken: Broken, tag: str, kinds: list[str]) -> str:
    return f"{_title(broken)} lacks the key {show(tag)}; add it, one of: {_listed(kinds)}"


def _say_wrong_tag(
    broken: Broken, written: Any, kinds: list[str], branches: list[dict[str, Any]]
) -> str:
    titles = {branch["title"]: kind for branch, kind in zip(branches, kinds)}
    named = titles.get(written) if isinstance(written, str) else None
    hint = f"write {show(named)}" if named else _write(written, kinds)
    return f"{show(written)} is no kind of {_title(broken)}; {hint}"


def _unknown_to_all(broken: Broken, branches: list[dict[str, Any]]) -> Iterator[Problem]:
    """Report the keys that no branch of a union knows."""
    known = {key for branch in branches for key in branch["properties"]}
    for key in broken.value:
        if key not in known:
            say = partial(_unknown_key, broken, key, sorted(known), "")
            yield Problem((*broken.path, key), "unknown-key", say, at_key=True)


def _tags(branches: list[dict[str, Any]]) -> tuple[str, list[str]]:
    """Give the tag of a union and its value in each branch."""
    for key in ("kind", *branches[0]["required"]):
        values = [branch["properties"].get(key, {}).get("const") for branch in branches]
        if None not in values and len(set(values)) == len(values):
            return key, values
    raise AssertionError("every union of the schemas has a tag; a test of the schemas says so")


def _nothing(broken: Broken) -> Iterator[Problem]:
    """Pass over a rule that another one reports too: items beyond a tuple break `maxItems`."""
    yield from ()


def _other(broken: Broken) -> Iterator[Problem]:
    yield Problem(broken.path, "other-rule", partial(_say_other, broken))


def _say_other(broken: Broken) -> str:
    return f"{show(broken.value)} breaks the rule {broken.kind.name!r} of its schema"


_RULES: dict[str, Callable[[Broken], Iterator[Problem]]] = {
    "additionalProperties": _unknown_keys,
    "required": _missing_key,
    "type": _wrong_type,
    "enum": _not_allowed,
    "const": _not_allowed,
    "pattern": _wrong_form,
    "minimum": _out_of_range,
    "exclusiveMinimum": _out_of_range,
    "maximum": _out_of_range,
    "exclusiveMaximum": _out_of_range,
    "minItems": _wrong_length,
    "maxItems": _wrong_length,
    "anyOf": _nullable,
    "oneOf": _tagged_union,
    "falseSchema": _nothing,
}
