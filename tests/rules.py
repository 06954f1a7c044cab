"""House rules for schemas: a subset of 2020-12 that every validator and our classes read alike.

Each rule yields a sentence for every place that breaks it. `ALL` is what the tests run.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

MAX_SAFE = 2**53 - 1
KEYWORDS = frozenset(
    "$schema $id $defs $ref title description type properties required additionalProperties items "
    "prefixItems minItems maxItems oneOf anyOf const enum pattern minimum maximum exclusiveMinimum "
    "exclusiveMaximum default uniqueItems minLength maxLength propertyNames examples "
    "x-unit x-enum-varnames x-free-form x-former-keys x-null-means x-personal x-refers-to "
    "x-names x-source x-archive deprecated".split()
)
ANNOTATIONS = frozenset(
    "description default x-personal x-refers-to x-names x-source x-unit".split()
)
"""What may stand beside `$ref`: it says nothing about validity."""
TYPE_LISTS = (["string", "number", "boolean"], ["integer", "string"], ["string", "number"])
"""The lists of types: any scalar, and counts and angles that were written as number or as text."""
FOREIGN_NAMES = {
    "$schema": "editors write it",
    "gaussian_taper_1400_MHz": "clients know it by this name",
    "officeLocation": "the directory of accounts has this name, and the proposal tool sends it",
    "jobTitle": "the directory of accounts has this name, and the proposal tool sends it",
}
"""Names of properties that are not plain, each with the reason."""
CAMEL_CASE = {"https://schema.skao.int/ska-oso-pdm-sbd/0.0": "documents of 2020 have such names"}
"""Schemas whose properties may be in camel case, each with the reason."""
RESERVED = frozenset("copy json dict schema validate construct model_fields load dump".split())
SCIENCE = re.compile(r"(^|_)(ra|dec|az|el|freq|frequency|band|duration|tuning|position)(_|$)")

Rule = Callable[[str, dict[str, Any]], Iterator[str]]


def nodes(schema: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every subschema with its JSON pointer."""
    if not isinstance(schema, dict):
        return
    yield path, schema
    for key in ("properties", "$defs"):
        for name, part in schema.get(key, {}).items():
            yield from nodes(part, f"{path}/{key}/{name}")
    for key in ("items", "additionalProperties", "propertyNames"):
        yield from nodes(schema.get(key), f"{path}/{key}")
    for key in ("oneOf", "anyOf", "prefixItems"):
        for index, part in enumerate(schema.get(key, ())):
            yield from nodes(part, f"{path}/{key}/{index}")


def known_keywords(_: str, schema: dict[str, Any]) -> Iterator[str]:
    for path, node in nodes(schema):
        for key in node.keys() - KEYWORDS:
            yield f"{path}: the keyword {key} is outside the subset"


def identified_by_place(place: str, schema: dict[str, Any]) -> Iterator[str]:
    version, _, file = place.partition("/")
    url = f"https://schema.skao.int/ska-oso-pdm-{file.removesuffix('.json')}/{version}"
    if schema.get("$id") != url:
        yield f"$id is {schema.get('$id')}, its place says {url}"
    if schema.get("$schema") != "https://json-schema.org/draft/2020-12/schema":
        yield "$schema is not draft 2020-12"


def references_alone_and_absolute(place: str, schema: dict[str, Any]) -> Iterator[str]:
    version = place.partition("/")[0]
    for path, node in nodes(schema):
        if "$ref" not in node:
            continue
        if others := node.keys() - {"$ref"} - ANNOTATIONS:
            yield f"{path}: beside $ref stands {', '.join(sorted(others))}"
        if not re.fullmatch(
            rf"{re.escape(_base(schema))}[a-z-]+/{version}(#/\$defs/\w+)?", node["$ref"]
        ):
            yield f"{path}: {node['$ref']} is not absolute, or leads to another version"
        elif node["$ref"].startswith(f"{schema['$id']}#"):
            if node["$ref"].rpartition("/")[2] not in schema["$defs"]:
                yield f"{path}: {node['$ref']} leads nowhere"
        elif version.startswith("0."):
            yield f"{path}: files of the 0.x versions are self-contained"


def _base(schema: dict[str, Any]) -> str:
    return re.match(r".*ska-oso-pdm-", schema["$id"])[0]  # type: ignore[index]


def objects_closed_and_titled(_: str, schema: dict[str, Any]) -> Iterator[str]:
    for path, node in nodes(schema):
        if node.get("type") != "object" or "oneOf" in node:
            continue
        extra = node.get("additionalProperties")
        if node.get("x-free-form"):
            if extra is not True or "properties" in node:
                yield f"{path}: a free-form object says additionalProperties true and nothing else"
        elif "properties" in node:
            if extra is not False:
                yield f"{path}: the object is not closed"
            if not re.fullmatch(r"[A-Z][A-Za-z0-9]*", node.get("title", "")):
                yield f"{path}: the object has no UpperCamel title"
        elif not isinstance(extra, dict):
            yield f"{path}: a map says what its values are"


def definitions_named_by_title(_: str, schema: dict[str, Any]) -> Iterator[str]:
    for name, node in schema.get("$defs", {}).items():
        if node.get("title") != name:
            yield f"/$defs/{name}: its title is {node.get('title')}"


def described(_: str, schema: dict[str, Any]) -> Iterator[str]:
    named = [("", schema), *((f"/$defs/{n}", d) for n, d in schema.get("$defs", {}).items())]
    for path, node in nodes(schema):
        named += [(f"{path}/properties/{n}", p) for n, p in node.get("properties", {}).items()]
    for path, node in named:
        if "$ref" not in node and not re.fullmatch(
            r"(?s)[A-Z`].{8,}\.", node.get("description", "")
        ):
            yield f"{path}: has no description that is a sentence"


def required_names_exist(_: str, schema: dict[str, Any]) -> Iterator[str]:
    for path, node in nodes(schema):
        for name in node.get("required", ()):
            if name not in node.get("properties", {}):
                yield f"{path}: requires {name}, which is no property"


def unions_tagged(_: str, schema: dict[str, Any]) -> Iterator[str]:
    for path, node in nodes(schema):
        if "oneOf" not in node:
            continue
        if node.get("type") != "object":
            yield f"{path}: type object does not stand beside oneOf"
        branches = [
            schema["$defs"].get(branch.get("$ref", "").rpartition("/")[2], {})
            for branch in node["oneOf"]
        ]
        tags = [
            {
                (name, prop["const"])
                for name, prop in branch.get("properties", {}).items()
                if "const" in prop and name in branch.get("required", ())
            }
            for branch in branches
        ]
        shared = set.intersection(*({name for name, _ in tag} for tag in tags))
        if not any(len({dict(tag)[name] for tag in tags}) == len(tags) for name in shared):
            yield f"{path}: no required const tells the branches apart"


def any_of_means_nullable(_: str, schema: dict[str, Any]) -> Iterator[str]:
    for path, node in nodes(schema):
        if isinstance(node.get("type"), list) and node["type"] not in TYPE_LISTS:
            yield f"{path}: a list of types; write anyOf with null"
        if "anyOf" in node and (len(node["anyOf"]) != 2 or node["anyOf"][1] != {"type": "null"}):
            yield f"{path}: anyOf is for a value or null, in this order"


def enums_of_strings_in_definitions(_: str, schema: dict[str, Any]) -> Iterator[str]:
    for path, node in nodes(schema):
        values = node.get("enum", [node["const"]] if "const" in node else [])
        whole = "enum" in node and all(type(value) is int for value in values)
        if not whole and any(not isinstance(value, str) for value in values):
            yield f"{path}: enum and const hold strings only, or an enum bounded integers"
        if values and node.get("type") != ("integer" if whole else "string"):
            yield f"{path}: the type does not stand beside enum or const"
        if "enum" in node and not re.fullmatch(r"|/\$defs/\w+", path):
            yield f"{path}: an enum stands in $defs, or is a file of its own"


def _listed(node: dict[str, Any]) -> list[str]:
    return node["type"] if isinstance(node.get("type"), list) else []


def integers_bounded(_: str, schema: dict[str, Any]) -> Iterator[str]:
    for path, node in nodes(schema):
        if "integer" in (node.get("type"), *_listed(node)):
            low, high = node.get("minimum"), node.get("maximum")
            if low is None or high is None or not -MAX_SAFE <= low <= high <= MAX_SAFE:
                yield f"{path}: an integer has bounds within 2^53 - 1, for JavaScript"


def patterns_portable(_: str, schema: dict[str, Any]) -> Iterator[str]:
    for path, node in nodes(schema):
        pattern = node.get("pattern")
        if pattern is None:
            continue
        if not (pattern.startswith("^") and pattern.endswith("$")):
            yield f"{path}: the pattern is not anchored"
        plain = re.sub(r"\\[.^$*+?()\[\]{}|/\\-]", "", pattern)
        bare = re.sub(r"\[[^\]]*\]", "", plain)
        if "\\" in bare or "(?" in plain or "." in bare or not pattern.isascii():
            yield f"{path}: the pattern is not plain ASCII classes and groups"


def classes_escaped(place: str, schema: dict[str, Any]) -> Iterator[str]:
    """Ask for escapes in brackets where somebody needs them, from 1.0 on.

    Browsers read the `pattern` of an input with the flag `v`, and pass over one that is wrong;
    fastjsonschema takes each plain `$` for the end of the text.
    """
    for path, node in nodes(schema) if not place.startswith("0.") else ():
        plain = re.sub(r"\\.", "_", node.get("pattern", ""))
        for members in re.findall(r"\[\^?([^\]]*)\]", plain):
            if found := re.search(r"[()\[{}/|$-]", re.sub(r".-.", "", members)):
                yield f"{path}: in brackets {found[0]} is written \\{found[0]}"


def tuples_closed(_: str, schema: dict[str, Any]) -> Iterator[str]:
    for path, node in nodes(schema):
        if "prefixItems" in node:
            count = len(node["prefixItems"])
            if (node.get("items"), node.get("minItems"), node.get("maxItems")) != (
                False,
                count,
                count,
            ):
                yield f"{path}: a tuple says items false and its length twice"
        elif node.get("type") == "array" and "items" not in node and not node.get("x-free-form"):
            yield f"{path}: an array says what its items are"


def optional_means_nullable_or_default(_: str, schema: dict[str, Any]) -> Iterator[str]:
    for path, node in nodes(schema):
        for name, prop in node.get("properties", {}).items():
            optional = name not in node.get("required", ())
            container = prop.get("type") in ("array", "object") or "$ref" in prop
            if optional and not ("anyOf" in prop or "default" in prop or container):
                yield f"{path}/properties/{name}: optional, and neither nullable nor with a default"


# Defaults of physical quantities that are no science: nothing known, nothing added.
NOTHING_KNOWN = {
    "pm_ra": "no proper motion is known",
    "pm_dec": "no proper motion is known",
    "pm_l": "no proper motion is known",
    "pm_b": "no proper motion is known",
    "parallax": "no parallax is known",
    "epoch": "the year 2000 matters only beside a proper motion",
    "quantity": "no radial velocity is known",
    "frequency_slice_offset": "the slices are not shifted",
    "offset_x_arcsec": "the beam is not moved",
    "offset_y_arcsec": "the beam is not moved",
    "offset_arcsec": "the beam is not moved",
    "row_length_arcsec": "the beam is not moved",
    "row_offset_arcsec": "the beam is not moved",
    "row_offset_angle": "the rows are not turned",
    "pa": "the rows are not turned",
    "elevation": "a calculator assumes it; no telescope points there",
    "weather": "a calculator assumes it",
}
# Their usual shape is documented, and a spiral of 2025 that says nothing has it.
SPIRAL = (
    "scan_extent track_time cycle_track_time slow_time sample_time scan_speed slew_speed "
    "twist_factor high_el_slowdown_factor"
)
LISTS = {"permissions": "clients of 2025 give a person leave to view unless they say otherwise"}
"""Properties whose default is a list that is not empty, each with the reason."""
EXCUSED = frozenset(NOTHING_KNOWN) | frozenset(SPIRAL.split())


def defaults_harmless(_: str, schema: dict[str, Any]) -> Iterator[str]:
    for path, node in nodes(schema):
        if "default" not in node:
            continue
        name, default = path.rpartition("/")[2], node["default"]
        quantity = isinstance(default, dict) and default.keys() == {"value", "unit"}
        listed = isinstance(default, (list, dict)) and name not in LISTS
        if (listed and not quantity) or default is None:
            yield f"{path}: a default is a scalar, or a quantity"
        science = SCIENCE.search(name) or "x-unit" in node or quantity
        if (science and name not in EXCUSED) or name == "pdm_version":
            yield f"{path}: a default carries science, or changes with the package"


def former_keys_are_gone(place: str, schema: dict[str, Any]) -> Iterator[str]:
    for path, node in nodes(schema):
        for name, remedy in node.get("x-former-keys", {}).items():
            if name in node.get("properties", {}):
                yield f"{path}: {name} is a former key, and a property"
            if isinstance(remedy, str) != place.startswith("0."):
                yield f"{path}: what to do about {name} is data from 1.0 on, a sentence before"
            clause = remedy if isinstance(remedy, str) else remedy.get("say", "")
            if not re.fullmatch(r"[a-z].+[^.]", clause):
                yield f"{path}: what to do about {name} is a clause, without a full stop"
            if isinstance(remedy, dict):
                yield from (f"{path}: {name}: {wrong}" for wrong in _remedy(remedy, node))


def _remedy(remedy: dict[str, Any], node: dict[str, Any]) -> Iterator[str]:
    """Yield what is wrong with the data about a former key of an object."""
    said, use = remedy.get("say", ""), remedy.get("use")
    if others := remedy.keys() - {"use", "say", "same"}:
        yield f"{', '.join(sorted(others))} is no part of what to do"
    told = re.match(r'write [^"]*"([^"]*)"', said)
    other = told[1] if told and told[1] in node["properties"] else None
    if use != other:
        yield f"to use is {use}, and {other} to those who read"
    if "same" in remedy and not said.startswith("leave it out"):
        yield "values that say the same as its absence are for what is left out"


def null_explained(place: str, schema: dict[str, Any]) -> Iterator[str]:
    for path, node in nodes(schema):
        meaning = node.get("x-null-means")
        told = re.search(r"\bnull means ([^.]*)", node.get("description", ""))
        if place.startswith("0.") or "anyOf" not in node:
            if meaning is not None:
                yield f"{path}: x-null-means is for what may be null, from 1.0 on"
        elif meaning != (told and told[1]):
            yield f"{path}: null means {meaning}, and to those who read {told and told[1]}"


def source_told(place: str, schema: dict[str, Any]) -> Iterator[str]:
    for path, node in nodes(schema):
        if node.get("x-source", "seen") not in ("seen", "documented", "chosen"):
            yield f"{path}: x-source is seen, documented or chosen"
        if "x-source" in node and "description" not in node:
            yield f"{path}: x-source stands beside the description that it speaks of"
        told = "hoice of this model" in node.get("description", "")
        if told and not place.startswith("0."):
            yield f"{path}: what this model chose has x-source"


def examples_given(place: str, schema: dict[str, Any]) -> Iterator[str]:
    for path, node in nodes(schema):
        whole = "properties" in node and not place.startswith("0.")
        if bool(node.get("examples")) != whole or not isinstance(node.get("examples", []), list):
            yield f"{path}: objects have examples, from 1.0 on, and nothing else has"


def references_name_their_document(_: str, schema: dict[str, Any]) -> Iterator[str]:
    for path, node in nodes(schema):
        if not re.fullmatch(r"[a-z-]+#[a-z_]+", node.get("x-refers-to", "sbd#sbd_id")):
            yield f"{path}: x-refers-to is <entity>#<key>"
        if not re.fullmatch(r"[a-z_]+", node.get("x-names", "target_id")):
            yield f"{path}: x-names is the key that holds the identifier"
        name = path.rpartition("/")[2]
        refers = "x-refers-to" in node or "x-names" in node or name in TO_NO_DOCUMENT
        if re.search(r"/properties/\w+_refs?$", path) and not refers:
            yield f"{path}: does not say what it refers to"


TO_NO_DOCUMENT = {"activity_ref": "it is a key of the activities of a block"}
"""Properties that look like references and name no document, nor a part of one by its id."""


def names_plain(_: str, schema: dict[str, Any]) -> Iterator[str]:
    for path, node in nodes(schema):
        for name in node.get("properties", {}):
            plain = re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", name) or name in FOREIGN_NAMES
            if schema.get("$id") in CAMEL_CASE:
                plain = plain or re.fullmatch(r"[a-z]+([A-Z][a-z]+|ID)+|RA", name)
            if not plain or name in RESERVED:
                yield f"{path}/properties/{name}: the name is no plain snake_case"


ALL: list[Rule] = [
    known_keywords,
    identified_by_place,
    references_alone_and_absolute,
    objects_closed_and_titled,
    definitions_named_by_title,
    described,
    required_names_exist,
    unions_tagged,
    any_of_means_nullable,
    enums_of_strings_in_definitions,
    integers_bounded,
    patterns_portable,
    classes_escaped,
    tuples_closed,
    optional_means_nullable_or_default,
    defaults_harmless,
    former_keys_are_gone,
    null_explained,
    source_told,
    examples_given,
    references_name_their_document,
    names_plain,
]
