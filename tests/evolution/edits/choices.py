"""Edits of choices: unions, constants and lists of values, null and references."""

from __future__ import annotations

import copy
from typing import Any

from ska_oso_pdm.catalogue import registry

from .site import (
    NULL,
    Schema,
    Site,
    at,
    edit,
    has_part,
    is_closed,
    is_nullable,
    is_plain,
    not_null,
    pick,
)

# --- unions, constants and lists of values


def _branches(site: Site) -> list[Schema]:
    found: list[Schema] = site.node.get("oneOf", [])
    return found


@edit
def branch_removed(site: Site) -> bool:
    branches = _branches(site)
    if len(branches) < 2:
        return False
    gone = site.random.randrange(len(branches))
    return site.set("oneOf", branches[:gone] + branches[gone + 1 :])


@edit
def branch_added(site: Site) -> bool:
    branches = _branches(site)
    if not branches:
        return False
    branch = copy.deepcopy(site.resolved(site.random.choice(branches)))
    tags = [part for part in branch.get("properties", {}).values() if "const" in part]
    for tag in tags:
        tag["const"] = f"{tag['const']}_NEW"
    return bool(tags) and site.set("oneOf", [*branches, branch])


@edit
def branches_reversed(site: Site) -> bool:
    return len(_branches(site)) > 1 and site.set("oneOf", _branches(site)[::-1])


@edit
def union_made_any_of(site: Site) -> bool:
    branches = _branches(site)
    kept = {key: part for key, part in site.node.items() if key != "oneOf"}
    return bool(branches) and site.become({**kept, "anyOf": branches})


@edit
def union_made_one_branch(site: Site) -> bool:
    branches = _branches(site)
    return bool(branches) and site.become(site.random.choice(branches))


def _constant(site: Site) -> Any:
    constant = site.node.get("const")
    return None if registry.parse_url(str(constant)) else constant


@edit
def constant_changed(site: Site) -> bool:
    constant = _constant(site)
    return isinstance(constant, str) and site.set("const", f"{constant}_NOW")


@edit
def constant_value_added(site: Site) -> bool:
    constant = _constant(site)
    return isinstance(constant, str) and site.become(
        {"type": "string", "enum": [constant, f"{constant}_TOO"]}
    )


@edit
def constant_freed(site: Site) -> bool:
    return isinstance(_constant(site), str) and site.become({"type": "string"})


@edit
def unit_constant_changed(site: Site) -> bool:
    members = site.node.get("properties", {})
    units = site.resolved(members.get("unit", {})).get("enum")
    if not units:
        return False
    members["unit"] = {"type": "string", "enum": [*units[1:], "furlong"]}
    return True


@edit
def member_added(site: Site) -> bool:
    words = site.node.get("enum", [])
    return bool(words) and site.set("enum", [*words, "NEW"])


@edit
def member_removed(site: Site) -> bool:
    words = site.node.get("enum", [])
    if len(words) < 2:
        return False
    gone = site.random.choice(words)
    return site.set("enum", [word for word in words if word != gone])


@edit
def member_renamed(site: Site) -> bool:
    words = site.node.get("enum", [])
    if not words:
        return False
    old = site.random.choice(words)
    return site.set("enum", [f"{old}_now" if word == old else word for word in words])


@edit
def members_reversed(site: Site) -> bool:
    words = site.node.get("enum", [])
    return len(words) > 1 and site.set("enum", words[::-1])


@edit
def enum_freed(site: Site) -> bool:
    return "enum" in site.node and site.become({"type": "string"})


@edit
def enum_made_constant(site: Site) -> bool:
    words = site.node.get("enum", [])
    return len(words) > 1 and site.become({"type": "string", "const": site.random.choice(words)})


@edit
def text_made_enum(site: Site) -> bool:
    return is_plain(site.node, "string") and site.become(
        {"type": "string", "enum": ["init", "beam-1", "2022-03-28T15:43:53Z"]}
    )


@edit
def text_made_constant(site: Site) -> bool:
    constant = {"type": "string", "const": "init"}
    return is_plain(site.node, "string") and site.become(constant)


# --- null, references, and what is beside validity


@edit
def null_allowed(site: Site) -> bool:
    if is_nullable(site.node) or "interface" in site.node.get("properties", ()):
        return False
    return site.become({"anyOf": [copy.deepcopy(site.node), NULL]})


@edit
def null_refused(site: Site) -> bool:
    return is_nullable(site.node) and site.become(not_null(site.node))


@edit
def reference_elsewhere(site: Site) -> bool:
    if "$ref" not in site.node:
        return False
    defs = [
        f"{url}#/$defs/{name}"
        for url, schema in site.schemas.items()
        for name, part in schema.get("$defs", {}).items()
        if "$ref" not in str(part)  # which could lead back to where we are
    ]
    return site.set("$ref", pick(site, defs))


@edit
def reference_inlined(site: Site) -> bool:
    if "$ref" not in site.node:
        return False
    target = copy.deepcopy(at(site.schemas, site.node["$ref"]))
    kept = {key: part for key, part in target.items() if key not in ("$id", "$schema", "$defs")}
    return site.become(kept)


@edit
def part_made_definition(site: Site) -> bool:
    file = next(f for f in site.schemas.values() if has_part(f, site.node))
    if site.node is file or not is_closed(site.node):
        return False
    file.setdefault("$defs", {})["NewDefinition"] = copy.deepcopy(site.node)
    return site.become({"$ref": f"{file['$id']}#/$defs/NewDefinition"})


@edit
def freed(site: Site) -> bool:
    return is_closed(site.node) and site.become({"description": "Anything.", "x-free-form": True})


@edit
def made_boolean(site: Site) -> bool:
    return is_plain(site.node, "number", "string") and site.become({"type": "boolean"})


@edit
def unit_changed(site: Site) -> bool:
    return "x-unit" in site.node and site.set("x-unit", "furlong")


@edit
def default_changed(site: Site) -> bool:
    return isinstance(site.node.get("default"), (int, float)) and site.set("default", 77)


@edit
def default_removed(site: Site) -> bool:
    return site.node.get("default") is not None and site.set("default", None)


@edit
def description_changed(site: Site) -> bool:
    return "description" in site.node and site.set("description", "It is said in other words.")


@edit
def title_changed(site: Site) -> bool:
    return "title" in site.node and site.set("title", f"{site.node['title']}Now")


@edit
def deprecated(site: Site) -> bool:
    return "$ref" not in site.node and site.set("deprecated", True)
