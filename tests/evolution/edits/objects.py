"""Edits of objects and maps: their keys, and what stands at them."""

from __future__ import annotations

import copy

from .site import NULL, OTHERS, Schema, Site, at, edit, has_part, is_closed, is_map, pick


def _leave(node: Schema, name: str) -> Schema:
    """Take a key out of an object, and out of what it must have."""
    if name in node.get("required", ()):
        node["required"] = [one for one in node["required"] if one != name]
    found: Schema = node["properties"].pop(name)
    return found


def _key(site: Site) -> str:
    """Choose a key of an object; a document without a label is none any more."""
    return pick(site, [name for name in site.node["properties"] if name != "interface"])


@edit
def key_removed(site: Site) -> bool:
    return is_closed(site.node) and bool(_leave(site.node, _key(site)))


@edit
def key_added(site: Site) -> bool:
    if not is_closed(site.node):
        return False
    site.node["properties"]["new_key"] = dict(site.random.choice(OTHERS))
    return True


@edit
def required_key_added(site: Site) -> bool:
    if not key_added(site):
        return False
    site.node["required"] = [*site.node.get("required", ()), "new_key"]
    return True


@edit
def object_added(site: Site) -> bool:
    objects = [url for url in site.schemas if at(site.schemas, url).get("$defs")]
    url = pick(site, objects)
    name = pick(site, site.schemas[url]["$defs"])
    if not is_closed(site.node) or site.node in site.schemas[url]["$defs"].values():
        return False
    part = site.schemas[url]["$defs"][name]
    if "$ref" in str(part):  # which could lead back to where we are
        return False
    site.node["properties"]["new_object"] = copy.deepcopy(part)
    return True


@edit
def key_renamed(site: Site) -> bool:
    if not is_closed(site.node):
        return False
    name = _key(site)
    required = name in site.node.get("required", ())
    site.node["properties"][f"{name}_now"] = _leave(site.node, name)
    if required:
        site.node["required"] = [*site.node["required"], f"{name}_now"]
    return True


@edit
def key_required(site: Site) -> bool:
    free = site.node.get("properties", {}).keys() - {*site.node.get("required", ())}
    if not free:
        return False
    site.node["required"] = [*site.node.get("required", ()), pick(site, free)]
    return True


@edit
def key_not_required(site: Site) -> bool:
    required = site.node.get("required", [])
    if not required:
        return False
    gone = pick(site, required)
    return site.set("required", [name for name in required if name != gone])


@edit
def key_moved(site: Site) -> bool:
    if not is_closed(site.node):
        return False
    members = site.node["properties"]
    file = next(f for f in site.schemas.values() if has_part(f, site.node))
    inner = [
        name
        for name, part in members.items()
        if is_closed(target := site.resolved(part)) and has_part(file, target)
    ]
    if not inner:
        return False
    target = site.resolved(members[pick(site, inner)])
    free = [name for name in members if name not in {"interface", *target["properties"], *inner}]
    if target is site.node or not free:
        return False
    name = pick(site, free)
    target["properties"][name] = _leave(site.node, name)
    return True


@edit
def object_opened(site: Site) -> bool:
    return is_closed(site.node) and site.set("additionalProperties", True)


@edit
def object_made_map(site: Site) -> bool:
    title = site.node.get("title", "Map")
    values = dict(site.random.choice(OTHERS))
    return is_closed(site.node) and site.become(
        {"title": title, "type": "object", "additionalProperties": values}
    )


@edit
def object_made_union(site: Site) -> bool:
    if not is_closed(site.node) or "interface" in site.node["properties"]:
        return False
    branches = []
    for name in ("FIRST", "SECOND"):
        branch = copy.deepcopy(site.node)
        branch["properties"]["branch"] = {"type": "string", "const": name}
        branch["required"] = [*branch.get("required", ()), "branch"]
        branches.append(branch)
    return site.become({"oneOf": branches})


@edit
def object_made_text(site: Site) -> bool:
    return is_closed(site.node) and site.become({"type": "string"})


# --- maps


@edit
def map_values_changed(site: Site) -> bool:
    return is_map(site.node) and site.set("additionalProperties", dict(site.random.choice(OTHERS)))


@edit
def map_values_nullable(site: Site) -> bool:
    values = site.node.get("additionalProperties")
    return is_map(site.node) and site.set("additionalProperties", {"anyOf": [values, NULL]})


@edit
def map_closed(site: Site) -> bool:
    return is_map(site.node) and site.set("additionalProperties", False)


@edit
def map_freed(site: Site) -> bool:
    return is_map(site.node) and site.set("additionalProperties", True)


@edit
def map_names_bound(site: Site) -> bool:
    names = {"type": "string", "pattern": "^[a-z]+$"}
    return is_map(site.node) and site.set("propertyNames", names)


@edit
def map_names_listed(site: Site) -> bool:
    names = {"type": "string", "enum": ["a", "beam-1"]}
    return is_map(site.node) and site.set("propertyNames", names)
