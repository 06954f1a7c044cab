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
from ska_oso_pdm.pointers import Place
from ska_oso_pdm.validation import advice
from ska_oso_pdm.validation.breaches import Breach, Node, Resolve, breaches
from ska_oso_pdm.validation.broken import Broken, Problem
from ska_oso_pdm.validation.sentences import say, with_hint

_LEAP = re.compile(r"(?<=T[0-9]{2}:[0-9]{2}:)60")
_LONGEST_TIME = 100


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
    return broken.schema.get("title") or say("untitled")


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
        told = partial(_say_unknown_key, broken, key)
        code = _code_of(key, broken.schema, broken.value)
        yield Problem((*broken.path, key), code, told, at_key=True)


def _code_of(key: str, schema: dict[str, Any], value: dict[str, Any]) -> str:
    """Tell an unknown key from one in the place of a required one, which nobody can just keep."""
    former = former_key(schema, key)
    missing = former and former.use in schema.get("required", ()) and former.use not in value
    return "former-key" if missing else "unknown-key"


def _say_unknown_key(broken: Broken, key: str) -> str:
    schema = broken.schema
    properties = schema.get("properties", {})
    known = {name: part for name, part in properties.items() if not part.get("x-archive")}
    otherwise = say("its-keys", names=listed(list(known))) if known else say("no-keys")
    return _unknown_key(broken, key, known, otherwise, former_key(schema, key))


def _unknown_key(
    broken: Broken, key: str, known: dict[str, Any], otherwise: str, former: FormerKey | None
) -> str:
    """Say what to write instead of a key: what the schema says of a former one, else guess."""
    close = nearest(key, known)
    hint = otherwise
    if close:
        unit = known[close].get("x-unit")  # one name may count in other units in other layouts
        hint = say("did-you-mean-in" if unit else "did-you-mean", key=show(close), unit=unit)
    if place := broken.misplaced:
        hint = say("has-such-a-key", key=show(place))
    if is_of_an_archive(key, known):
        hint = say("of-an-archive")
    if former and former.use in broken.value:
        hint = say("former-beside-new", key=show(former.use))
    elif former:
        frame = broken.value.get("kind") if key == "reference_frame" else None
        hint = advice.left_out(broken.value[key], former, frame)
    shown = show_key((*broken.path, key))
    return with_hint(say("unknown-key", key=shown, title=_title(broken)), hint)


def _say_missing_key(broken: Broken) -> str:
    key = broken.kind.property
    if place := broken.misplaced:
        hint = say("has-the-keys-of", key=show(place))
    else:
        hint = _to_add(broken, broken.schema.get("properties", {}).get(key, {}))
    return with_hint(say("missing-key", title=_title(broken), key=show(key)), hint)


def _to_add(broken: Broken, schema: dict[str, Any]) -> str:
    """Say what to add for a missing key."""
    wanted = _referred(schema, broken.resolve)
    meant = purpose(wanted)
    if "const" in wanted:
        return say("add-constant", purpose=meant, value=show(wanted["const"]))
    if "enum" in wanted:
        return say("add-one-of", purpose=meant, names=listed(wanted["enum"]))
    if units := _units(wanted, broken.resolve):
        example = show({"value": 1, "unit": units[0]})
        return say("add-example", purpose=meant, example=example)
    return say("add", purpose=meant)


def _say_wrong_type(broken: Broken) -> str:
    wanted = say("or").join(say(name) for name in broken.kind.types)
    value = None if broken.hidden else broken.value
    if units := _units(broken.schema, broken.resolve):
        hint = advice.with_unit(value, units)
    else:
        items = _referred(broken.schema.get("items") or {}, broken.resolve)
        hint = advice.of_type(value, broken.kind.types, {**broken.schema, "items": items})
    return with_hint(say("wrong-type", value=broken.shown, wanted=wanted), hint)


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
    hint = hint or advice.choice(value, allowed)
    return with_hint(say("not-allowed", value=broken.shown), hint)


def _say_wrong_form(broken: Broken) -> str:
    text = broken.shown
    if _has_leap_second(broken.value, broken.schema["pattern"]):
        return with_hint(say("leap-second", value=text), say("choose-second"))
    if len(text) == CUT and text.endswith("…"):
        text = say("characters", value=text, count=len(broken.value))
    return say("wrong-form", value=text, purpose=purpose(broken.schema))


def _has_leap_second(text: str, pattern: str) -> bool:
    if len(text) > _LONGEST_TIME or not _LEAP.search(text):
        return False  # a pattern takes memory for each letter of a text that nearly fits
    return re.search(pattern, _LEAP.sub("59", text)) is not None


def _say_out_of_range(broken: Broken) -> str:
    side = "below" if "inimum" in broken.kind.name else "above"
    unit = broken.schema.get("x-unit", "")
    return say(side, value=broken.shown, limit=broken.kind.limit, unit=unit).rstrip()


def _say_wrong_length(broken: Broken) -> str:
    least, most = broken.schema.get("minItems"), broken.schema.get("maxItems")
    side = "least" if broken.kind.name == "minItems" else "most"
    number = least if side == "least" else most
    wanted = say("exactly" if least == most else side, count=number)
    count = len(broken.value)
    return say(
        "wrong-length",
        count=say("item" if count == 1 else "items", count=count),
        wanted=say("is" if number == 1 else "are", wanted=wanted),
    )


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
        often = "twice" if counts[text] < 3 else "times"
        path = (*broken.path, index)
        told = partial(_say_repeated, broken.value[index], path, often, counts[text])
        yield Problem(path, "repeated", told)


def _say_repeated(item: Any, path: Place, often: str, count: int) -> str:
    what = say("hidden") if is_personal(item, path) else show(item)
    return say("repeated", value=what, often=say(often, count=count))


def _nullable(broken: Broken) -> Iterator[Problem]:
    """Report why a value is not what it may be besides null, and what null would mean."""
    schema = broken.schema
    meaning = null_meaning(schema)
    if meaning is None:
        yield from _of_branch(broken, 0)
        return
    optional = "bsent or null means" in schema.get("description", "")
    said = say("absent-or-null-means" if optional else "null-means", meaning=meaning)
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


def _say_null_too(found: Callable[[], str], said: str) -> str:
    return with_hint(found(), said)


def _tagged_union(broken: Broken) -> Iterator[Problem]:
    """Report the problems of the branch that the author's tag names, or those of the tag."""
    value = broken.value
    if not isinstance(value, dict):
        return  # the rule `type: object` beside the union reports it
    branches = [broken.resolve(branch["$ref"]) for branch in broken.schema["oneOf"]]
    tag, kinds = _tags(branches)
    if tag not in value:
        if not any(has_former_name(tag, branch, value) for branch in branches):
            told = partial(_say_missing_tag, broken, tag, kinds)
            yield Problem(broken.path, "missing-key", told)
        yield from _unknown_to_all(broken, branches)
    elif value[tag] in kinds:
        yield from _of_branch(broken, kinds.index(value[tag]))
    else:
        told = partial(_say_wrong_tag, broken, tag, kinds, branches)
        yield Problem((*broken.path, tag), "not-allowed", told)
        yield from _unknown_to_all(broken, branches)


def _say_missing_tag(broken: Broken, tag: str, kinds: list[str]) -> str:
    lacking = say("missing-key", title=_title(broken), key=show(tag))
    return with_hint(lacking, say("add-tag", names=listed(kinds)))


def _say_wrong_tag(
    broken: Broken, tag: str, kinds: list[str], branches: list[dict[str, Any]]
) -> str:
    written = broken.value[tag]
    likely = _likely(broken.value, branches)
    titles = {branch["title"].lower(): kind for branch, kind in zip(branches, kinds)}
    named = kinds[branches.index(likely)] if likely else None
    hint = advice.kind(titles.get(str(written).lower(), written), kinds, named)
    shown = say("hidden") if is_personal(written, (*broken.path, tag)) else show(written)
    return with_hint(say("no-kind", value=shown, title=_title(broken)), hint)


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
            formers = [former_key(schema, key) for schema in schemas]
            former = formers[0] if all(other == formers[0] for other in formers) else None
            told = partial(_unknown_key, broken, key, known, "", former)
            codes = {_code_of(key, schema, broken.value) for schema in schemas}
            yield Problem((*broken.path, key), min(codes), told, at_key=True)


def _tags(branches: list[dict[str, Any]]) -> tuple[str, list[str]]:
    """Give the tag of a union and its value in each branch."""
    for key in ("kind", *branches[0]["required"]):
        values = [branch["properties"].get(key, {}).get("const") for branch in branches]
        if None not in values and len(set(values)) == len(values):
            return key, values
    raise AssertionError("every union of the schemas has a tag; a test of the schemas says so")


Rule = Callable[[Broken], Iterator[Problem]]


def _one(
    code: str, tell: Callable[[Broken], str], holds: Callable[[Broken], bool] = lambda _: True
) -> Rule:
    """Make the report of a rule that is one problem, at the value itself."""

    def report(broken: Broken) -> Iterator[Problem]:
        if holds(broken):
            yield Problem(broken.path, code, partial(tell, broken))

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
