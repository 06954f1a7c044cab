"""How a broken schema rule reads: one sentence with the value, the rule and what to do.

`breaches` says which rule of which schema a value breaks. Here the branch of a tagged union is
chosen by the tag that the author wrote, and the nearest known key or value is offered.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from ska_oso_pdm.catalogue.annotations import (
    FormerKey,
    former_key,
    has_former_name,
    is_of_an_archive,
    null_meaning,
)
from ska_oso_pdm.personal import is_personal
from ska_oso_pdm.phrases import CUT, listed, nearest, purpose, show, show_key
from ska_oso_pdm.validation import advice
from ska_oso_pdm.validation.breaches import Breach, Node, Resolve, breaches
from ska_oso_pdm.validation.broken import Broken, Problem

_LEAP = re.compile(r"(?<=T[0-9]{2}:[0-9]{2}:)60")
_LONGEST_TIME = 100

_TYPES = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "object": "an object",
    "array": "an array",
    "null": "null",
}


def problems(node: Node, value: Any, resolve: Resolve) -> Iterator[Problem]:
    """Yield what is wrong with a value, one problem for each cause, in the order of the document.

    Args:
        node: the schema that it is judged by.
        value: the document.
        resolve: gives the schema at a URL with a JSON pointer as fragment.
    """
    return _problems(breaches(node, value), resolve)


def _problems(found: Iterator[Breach], resolve: Resolve) -> Iterator[Problem]:
    for breach in found:
        yield from _RULES[breach.kind.name](Broken(breach, resolve))


def _of_branch(broken: Broken, index: int) -> Iterator[Problem]:
    """Yield the problems of one branch of a union."""
    return _problems(broken.branch(index), broken.resolve)


def _title(broken: Broken) -> str:
    return broken.schema.get("title", "this object")


def _referred(schema: dict[str, Any], resolve: Resolve) -> dict[str, Any]:
    """Give what a schema refers to; what stands beside the reference goes first."""
    return {**resolve(schema["$ref"]), **schema} if "$ref" in schema else schema


def _units(schema: dict[str, Any], resolve: Resolve) -> list[str] | None:
    """Give the units of a number with a unit, where the schema wants one."""
    unit = schema.get("properties", {}).get("unit")
    if unit is None or "value" not in schema["properties"]:
        return None
    allowed: list[str] = _referred(unit, resolve)["enum"]
    return allowed


def _unknown_keys(broken: Broken) -> Iterator[Problem]:
    for key in broken.kind.unexpected:
        say = partial(_say_unknown_key, broken, key)
        code = _code_of(key, broken.schema, broken.value)
        yield Problem((*broken.path, key), code, say, at_key=True)


def _code_of(key: str, schema: dict[str, Any], value: dict[str, Any]) -> str:
    """Tell an unknown key from one in the place of a required one, which nobody can just keep."""
    former = former_key(schema, key)
    missing = former and former.use in schema.get("required", ()) and former.use not in value
    return "former-key" if missing else "unknown-key"


def _say_unknown_key(broken: Broken, key: str) -> str:
    schema = broken.schema
    properties = schema.get("properties", {})
    known = {name: part for name, part in properties.items() if not part.get("x-archive")}
    otherwise = f"; its keys are {listed(list(known))}" if known else "; it has no keys"
    return _unknown_key(broken, key, known, otherwise, former_key(schema, key))


def _unknown_key(
    broken: Broken, key: str, known: dict[str, Any], otherwise: str, former: FormerKey | None
) -> str:
    """Say what to write instead of a key: what the schema says of a former one, else guess."""
    close = nearest(key, known)
    hint = otherwise
    if close:
        unit = known[close].get("x-unit")  # one name may count in other units in other layouts
        hint = f"; did you mean {show(close)}{f', in {unit}' if unit else ''}?"
    if place := broken.misplaced:
        hint = f"; {show(place)} has such a key: move all that stands here to it"
    if is_of_an_archive(key, known):
        hint = "; an archive has added it, and it is no part of the document: leave it out"
    if former and former.use in broken.value:
        hint = f"; leave it out, {show(former.use)} is there too"
    elif former:
        frame = broken.value.get("kind") if key == "reference_frame" else None
        hint = f"; {advice.left_out(broken.value[key], former, frame)}"
    return f"unknown key {show_key((*broken.path, key))} in {_title(broken)}{hint}"


def _say_missing_key(broken: Broken) -> str:
    key = broken.kind.property
    if place := broken.misplaced:
        where = f"what stands here has the keys of {show(place)}: move it there"
        return f"{_title(broken)} lacks the key {show(key)}; {where}"
    wanted = _referred(broken.schema.get("properties", {}).get(key, {}), broken.resolve)
    units = _units(wanted, broken.resolve)
    form = f", for example {show({'value': 1, 'unit': units[0]})}" if units else ""
    form = f", one of {listed(wanted['enum'])}" if "enum" in wanted else form
    form = f", here {show(wanted['const'])}" if "const" in wanted else form
    return f"{_title(broken)} lacks the key {show(key)}; add it: {purpose(wanted)}{form}"


def _say_wrong_type(broken: Broken) -> str:
    wanted = " or ".join(_TYPES[name] for name in broken.kind.types)
    value = None if broken.hidden else broken.value
    if units := _units(broken.schema, broken.resolve):
        hint = advice.with_unit(value, units)
    else:
        items = _referred(broken.schema.get("items") or {}, broken.resolve)
        hint = advice.of_type(value, broken.kind.types, {**broken.schema, "items": items})
    return f"{broken.shown} is not {wanted}{'; ' if hint else ''}{hint}"


def _has_type(broken: Broken) -> bool:
    """Tell whether a value has the type of those allowed; else the rule `type` reports it."""
    value = broken.value
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return value % 1 == 0 and isinstance(_allowed(broken)[0], int)
    return isinstance(value, str) and isinstance(_allowed(broken)[0], str)


def _allowed(broken: Broken) -> list[Any]:
    return broken.schema.get("enum") or [broken.schema["const"]]


def _say_not_allowed(broken: Broken) -> str:
    value, allowed = broken.value, _allowed(broken)
    hint = None
    if isinstance(value, str):
        number = broken.beside.get("value")
        hint = advice.unit(value, allowed, number, sidereal="lst" in broken.path)
    return f"{broken.shown} is not allowed here; {hint or advice.choice(value, allowed)}"


def _say_wrong_form(broken: Broken) -> str:
    text = broken.shown
    if _has_leap_second(broken.value, broken.schema["pattern"]):
        return (
            f"{text} has the second 60, that of a leap second, which no time of this data model "
            "can hold; choose the second before or after it"
        )
    if len(text) == CUT and text.endswith("…"):
        text = f"{text} ({len(broken.value)} characters)"
    return f"{text} does not have the form wanted: {purpose(broken.schema)}"


def _has_leap_second(text: str, pattern: str) -> bool:
    if len(text) > _LONGEST_TIME or not _LEAP.search(text):
        return False  # a pattern takes memory for each letter of a text that nearly fits
    return re.search(pattern, _LEAP.sub("59", text)) is not None


def _say_out_of_range(broken: Broken) -> str:
    side = "below the minimum" if "inimum" in broken.kind.name else "above the maximum"
    unit = broken.schema.get("x-unit", "")
    return f"{broken.shown} is {side}, {broken.kind.limit} {unit}".rstrip()


def _say_wrong_length(broken: Broken) -> str:
    least, most = broken.schema.get("minItems"), broken.schema.get("maxItems")
    if least == most:
        wanted = f"exactly {most}"
    else:
        wanted = f"at least {least}" if broken.kind.name == "minItems" else f"at most {most}"
    count = len(broken.value)
    verb = "is" if wanted.endswith(" 1") else "are"
    return f"{count} item{'' if count == 1 else 's'} where {wanted} {verb} wanted"


def _repeated(broken: Broken) -> Iterator[Problem]:
    """Report what is there again, at its second place."""
    counts: Counter[str] = Counter()
    again: dict[str, int] = {}  # the second place of each
    for index, item in enumerate(broken.value):
        # No set of the schemas has arrays or objects: the rule `type` reports these.
        text = "" if isinstance(item, (dict, list)) else json.dumps(item)
        counts[text] += bool(text)
        if counts[text] == 2:
            again[text] = index
    # There are none where they are equal, but not written alike: 1 and 1.0.
    for text, index in (again or {"": 0}).items():
        often = "twice" if counts[text] < 3 else f"{counts[text]} times"
        path = (*broken.path, index)
        item = broken.value[index]
        what = "the value" if is_personal(item, path) else show(item)
        say = partial("{} is there {}; each may stand once".format, what, often)
        yield Problem(path, "repeated", say)


def _nullable(broken: Broken) -> Iterator[Problem]:
    """Report why a value is not what it may be besides null, and what null would mean."""
    schema = broken.schema
    meaning = null_meaning(schema)
    if meaning is None:
        yield from _of_branch(broken, 0)
        return
    optional = "bsent or null means" in schema.get("description", "")
    said = f"{'absent or null' if optional else 'null'} means {meaning}"
    whole = [broken.path]
    union = _referred(schema["anyOf"][0], broken.resolve)
    if "oneOf" in union:
        tag, _ = _tags([broken.resolve(branch["$ref"]) for branch in union["oneOf"]])
        whole.append((*broken.path, tag))
    for found in _of_branch(broken, 0):
        if found.path in whole and found.code in ("wrong-type", "not-allowed"):
            yield found._replace(say=partial(_say_null_too, found.say, said))
        else:
            yield found


def _say_null_too(say: Callable[[], str], said: str) -> str:
    return f"{say()}; {said}"


def _tagged_union(broken: Broken) -> Iterator[Problem]:
    """Report the problems of the branch that the author's tag names, or those of the tag."""
    value = broken.value
    if not isinstance(value, dict):
        return  # the rule `type: object` beside the union reports it
    branches = [broken.resolve(branch["$ref"]) for branch in broken.schema["oneOf"]]
    tag, kinds = _tags(branches)
    if tag not in value:
        if not any(has_former_name(tag, branch, value) for branch in branches):
            wanted = f"lacks the key {show(tag)}; add it, one of: {listed(kinds)}"
            say = partial("{} {}".format, _title(broken), wanted)
            yield Problem(broken.path, "missing-key", say)
        yield from _unknown_to_all(broken, branches)
    elif value[tag] in kinds:
        yield from _of_branch(broken, kinds.index(value[tag]))
    else:
        say = partial(_say_wrong_tag, broken, tag, kinds, branches)
        yield Problem((*broken.path, tag), "not-allowed", say)
        yield from _unknown_to_all(broken, branches)


def _say_wrong_tag(
    broken: Broken, tag: str, kinds: list[str], branches: list[dict[str, Any]]
) -> str:
    written = broken.value[tag]
    likely = _likely(broken.value, branches)
    titles = {branch["title"].lower(): kind for branch, kind in zip(branches, kinds)}
    named = kinds[branches.index(likely)] if likely else None
    hint = advice.kind(titles.get(str(written).lower(), written), kinds, named)
    shown = "the value" if is_personal(written, (*broken.path, tag)) else show(written)
    return f"{shown} is no kind of {_title(broken)}; {hint}"


def _likely(value: dict[str, Any], branches: list[dict[str, Any]]) -> dict[str, Any] | None:
    """Give the branch of a union to which the keys point, where it is one alone."""
    fits = []
    for branch in branches:
        known = value.keys() & {*branch["properties"], *branch.get("x-former-keys", {})}
        fits.append((len(known), -len(set(branch["required"]).difference(value))))
    best = max(fits)
    return branches[fits.index(best)] if best[0] > 1 and fits.count(best) == 1 else None


def _unknown_to_all(broken: Broken, branches: list[dict[str, Any]]) -> Iterator[Problem]:
    """Report the keys that no branch of a union knows."""
    known = {key: part for branch in branches for key, part in branch["properties"].items()}
    likely = _likely(broken.value, branches)
    for key in broken.value:
        if key not in known:
            schemas = [likely] if likely else branches
            told = [former_key(schema, key) for schema in schemas]
            former = told[0] if all(other == told[0] for other in told) else None
            say = partial(_unknown_key, broken, key, known, "", former)
            codes = {_code_of(key, schema, broken.value) for schema in schemas}
            yield Problem((*broken.path, key), min(codes), say, at_key=True)


def _tags(branches: list[dict[str, Any]]) -> tuple[str, list[str]]:
    """Give the tag of a union and its value in each branch."""
    for key in ("kind", *branches[0]["required"]):
        values = [branch["properties"].get(key, {}).get("const") for branch in branches]
        if None not in values and len(set(values)) == len(values):
            return key, values
    raise AssertionError("every union of the schemas has a tag; a test of the schemas says so")


Rule = Callable[[Broken], Iterator[Problem]]


def _one(
    code: str, say: Callable[[Broken], str], holds: Callable[[Broken], bool] = lambda _: True
) -> Rule:
    """Make the report of a rule that is one problem, at the value itself."""

    def report(broken: Broken) -> Iterator[Problem]:
        if holds(broken):
            yield Problem(broken.path, code, partial(say, broken))

    return report


_missing_key = _one(
    "missing-key",
    _say_missing_key,
    lambda broken: not has_former_name(broken.kind.property, broken.schema, broken.value),
)
_not_allowed = _one("not-allowed", _say_not_allowed, _has_type)
_wrong_length = _one("wrong-length", _say_wrong_length)
_out_of_range = _one(  # where there is an enum, that reports it
    "out-of-range", _say_out_of_range, lambda broken: "enum" not in broken.schema
)
_RULES: dict[str, Rule] = {
    "additionalProperties": _unknown_keys,
    "required": _missing_key,
    "type": _one("wrong-type", _say_wrong_type),
    "enum": _not_allowed,
    "const": _not_allowed,
    "pattern": _one("wrong-form", _say_wrong_form),
    "minimum": _out_of_range,
    "exclusiveMinimum": _out_of_range,
    "maximum": _out_of_range,
    "exclusiveMaximum": _out_of_range,
    "minItems": _wrong_length,
    "maxItems": _wrong_length,
    "uniqueItems": _repeated,
    "anyOf": _nullable,
    "oneOf": _tagged_union,
}
