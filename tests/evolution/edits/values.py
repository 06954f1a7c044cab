"""Edits of texts, numbers and arrays."""

from __future__ import annotations

import copy
import re

from .site import OTHERS, Schema, Site, edit, is_list, is_plain

# --- texts


@edit
def pattern_added(site: Site) -> bool:
    pattern = site.random.choice(["^[a-z]+$", "^[a-z]+(-[0-9]+)?$", "^[!-~]*$"])
    has_none = is_plain(site.node, "string") and "pattern" not in site.node
    return has_none and site.set("pattern", pattern)


@edit
def pattern_widened(site: Site) -> bool:
    pattern = site.node.get("pattern", "")
    return pattern.endswith("$") and site.set("pattern", f"{pattern[:-1]}x?$")


@edit
def pattern_lengthened(site: Site) -> bool:
    pattern = site.node.get("pattern", "")
    return pattern.endswith("$") and site.set("pattern", f"{pattern[:-1]}x$")


@edit
def pattern_narrowed(site: Site) -> bool:
    """One more repetition is asked for, or one fewer class of characters allowed."""
    pattern = site.node.get("pattern", "")
    narrower = re.sub(r"\*|\?|\[0-9\]\+", lambda m: "+" if m[0] == "*" else "", pattern, count=1)
    return "pattern" in site.node and site.set("pattern", narrower)


@edit
def pattern_removed(site: Site) -> bool:
    return "pattern" in site.node and site.set("pattern", None)


@edit
def least_length_added(site: Site) -> bool:
    return is_plain(site.node, "string") and site.set("minLength", site.random.choice([1, 2, 5]))


@edit
def greatest_length_added(site: Site) -> bool:
    return is_plain(site.node, "string") and site.set("maxLength", site.random.choice([1, 9, 40]))


@edit
def text_made_number(site: Site) -> bool:
    return is_plain(site.node, "string") and site.become({"type": "number"})


# --- numbers


@edit
def minimum_raised(site: Site) -> bool:
    step = site.random.choice([1, 0.5, 1e-9])
    return "minimum" in site.node and site.set("minimum", site.node["minimum"] + step)


@edit
def minimum_lowered(site: Site) -> bool:
    return "minimum" in site.node and site.set("minimum", site.node["minimum"] - 1)


@edit
def minimum_removed(site: Site) -> bool:
    return "minimum" in site.node and site.set("minimum", None)


@edit
def minimum_added(site: Site) -> bool:
    has_none = is_plain(site.node, "number", "integer") and "minimum" not in site.node
    return has_none and site.set("minimum", site.random.choice([0, 1, -5.5]))


@edit
def maximum_raised(site: Site) -> bool:
    return "maximum" in site.node and site.set("maximum", site.node["maximum"] + 1)


@edit
def maximum_lowered(site: Site) -> bool:
    step = site.random.choice([1, 0.5])
    return "maximum" in site.node and site.set("maximum", site.node["maximum"] - step)


@edit
def maximum_removed(site: Site) -> bool:
    return "maximum" in site.node and site.set("maximum", None)


@edit
def maximum_added(site: Site) -> bool:
    has_none = is_plain(site.node, "number", "integer") and "maximum" not in site.node
    return has_none and site.set("maximum", site.random.choice([7, 1e9, 0.25]))


@edit
def minimum_made_exclusive(site: Site) -> bool:
    low = site.node.get("minimum")
    return low is not None and site.set("minimum", None) and site.set("exclusiveMinimum", low)


@edit
def maximum_made_exclusive(site: Site) -> bool:
    high = site.node.get("maximum")
    return high is not None and site.set("maximum", None) and site.set("exclusiveMaximum", high)


@edit
def number_made_integer(site: Site) -> bool:
    return is_plain(site.node, "number") and site.set("type", "integer")


@edit
def integer_made_number(site: Site) -> bool:
    return is_plain(site.node, "integer") and site.set("type", "number")


@edit
def number_made_text(site: Site) -> bool:
    return is_plain(site.node, "number", "integer") and site.become({"type": "string"})


@edit
def number_or_text(site: Site) -> bool:
    is_number = is_plain(site.node, "number", "integer")
    return is_number and site.set("type", [site.node["type"], "string"])


@edit
def number_made_quantity(site: Site) -> bool:
    quantity = {
        "title": "NewQuantity",
        "type": "object",
        "properties": {"value": {"type": "number"}, "unit": {"type": "string", "const": "Hz"}},
        "required": ["value", "unit"],
        "additionalProperties": False,
    }
    return is_plain(site.node, "number", "integer") and site.become(quantity)


@edit
def quantity_made_number(site: Site) -> bool:
    is_quantity = {"value", "unit"} <= site.node.get("properties", {}).keys()
    return is_quantity and site.become({"type": "number"})


# --- arrays


@edit
def least_items_raised(site: Site) -> bool:
    return is_list(site.node) and site.set("minItems", site.node.get("minItems", 0) + 1)


@edit
def greatest_items_added(site: Site) -> bool:
    most = site.node.get("minItems", 0) + site.random.choice([0, 1, 2])
    return is_list(site.node) and "maxItems" not in site.node and site.set("maxItems", most)


@edit
def items_made_unique(site: Site) -> bool:
    return is_list(site.node) and site.set("uniqueItems", True)


@edit
def items_not_unique(site: Site) -> bool:
    return site.node.get("uniqueItems") is True and site.set("uniqueItems", None)


@edit
def items_changed(site: Site) -> bool:
    return is_list(site.node) and site.set("items", dict(site.random.choice(OTHERS)))


@edit
def list_made_value(site: Site) -> bool:
    return is_list(site.node) and site.become(site.node["items"])


@edit
def value_made_list(site: Site) -> bool:
    inner = copy.deepcopy(site.node)
    is_scalar = is_plain(site.node, "string", "number", "integer")
    return is_scalar and site.become({"type": "array", "items": inner})


@edit
def list_made_tuple(site: Site) -> bool:
    if not is_list(site.node):
        return False
    item = site.node["items"]
    fixed = {"type": "array", "prefixItems": [item, item], "items": False}
    return site.become({**fixed, "minItems": 2, "maxItems": 2})


def _resize(site: Site, items: list[Schema]) -> bool:
    """Give a tuple other items, and its lengths with them."""
    change = len(items) - len(site.node["prefixItems"])
    for key in ("minItems", "maxItems"):
        if key in site.node:
            site.node[key] += change
    return site.set("prefixItems", items)


@edit
def tuple_item_added(site: Site) -> bool:
    items = site.node.get("prefixItems", [])
    return bool(items) and _resize(site, [*items, {"type": "number"}])


@edit
def tuple_item_removed(site: Site) -> bool:
    items = site.node.get("prefixItems", [])
    return len(items) > 1 and _resize(site, items[:-1])


@edit
def tuple_item_changed(site: Site) -> bool:
    items = site.node.get("prefixItems", [])
    changed = {"type": "number", "minimum": 0, "maximum": 10}
    return bool(items) and site.set("prefixItems", [changed, *items[1:]])


@edit
def tuple_made_list(site: Site) -> bool:
    items = site.node.get("prefixItems", [])
    return bool(items) and site.become({"type": "array", "items": items[0]})
