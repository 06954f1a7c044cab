"""Where each field came from, and what becomes of it, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from typing import NamedTuple

from markupsafe import Markup

from ska_oso_pdm.catalogue.registry import version_key
from ska_oso_pdm.migrations import ASSUMPTIONS, CHOICES
from web.site.entities import places, steps
from web.site.entities.markup import NOTHING, code, described, folded, joined, value
from web.site.entities.model import (
    Key,
    entities_with,
    fields_of,
    is_in_amount,
)
from web.site.entities.steps import Fate

_SHARE = 0.1
"""Share of the values of a field that a former field must have given, to be told."""
_MAINLY = 0.6
"""Share of the values of a former field that went to a field, to be told however few they are."""
_RARE = 0.04
"""Share of the values of a field below which it is not told what becomes of them."""
_MOST = 4
_OTHER_THINGS = {
    *("frequencySliceID", "frequency_slice_id"),
    *("dishConfigurations", "dish_configurations"),
}
"""Fields that a later one was made from, and that said something else: no names of it."""


class Stage(NamedTuple):
    """A field in an earlier layout: what it was, perhaps several."""

    version: str
    keys: tuple[Key, ...]


@cache
def lineage(entity: str, key: Key) -> tuple[Stage, ...]:
    """Give what a field was in each earlier layout that had it, the newest first."""
    stages: list[Stage] = []
    waiting: list[tuple[str, tuple[Key, ...]]] = [(key.schema.version, (key,))]
    while waiting:
        version, keys = waiting.pop(0)
        for old in steps.steps_to(entity, version):
            found = dict.fromkeys(was for k in keys for was in _origins(entity, old, version, k))
            if found:
                stages.append(Stage(old, tuple(found)[:_MOST]))
                waiting.append((old, tuple(found)[:_MOST]))
    return tuple(stages)


def _origins(entity: str, old: str, new: str, key: Key) -> list[Key]:
    """Give the fields that a field comes from; the one of the same name first.

    Where no document shows it, a field of the same name in the same object is the same.
    """
    passage = steps.passage(entity, old, new)
    counted = passage.origins.get(key)
    if not counted:
        same = [k for k in fields_of(entity, old) if k.label == key.label]
        return same or _beside(passage, key)
    total = counted.total()
    found = [
        was
        for was, count in counted.most_common()
        if count >= _SHARE * total or count >= _MAINLY * _mapped_times(passage, was)
    ]
    return sorted(found, key=lambda k: k.label != key.label)


def _beside(passage: steps.Passage, key: Key) -> list[Key]:
    """Give what stood under the same name beside that which the other fields of an object were, in
    a layout without schema: a step has set it aside.
    """
    siblings = Counter(
        was.name.rpartition(".")[0]
        for one, origins in passage.origins.items()
        if (one.schema, one.owner) == (key.schema, key.owner)
        for was in origins
        if not was.owner
    )
    names = {f"{parent}.{key.name}".lstrip(".") for parent, _ in siblings.most_common(1)}
    return [was for was in passage.fates if not was.owner and was.name in names]


def _mapped_times(passage: steps.Passage, key: Key) -> int:
    """Count how often a field was mapped to one."""
    fates = passage.fates.get(key, Counter[Fate]())
    return sum(count for fate, count in fates.items() if fate.kind == "mapped")


def since(entity: str, key: Key) -> str:
    """Give the first layout that has a field."""
    stages = lineage(entity, key)
    versions = [key.schema.version, *(stage.version for stage in stages)]
    return min(versions, key=version_key)


def former_names(key: Key) -> list[str]:
    """List the names that a field had in earlier layouts, in all entities."""
    names: dict[str, bool] = {}
    for entity in entities_with(key.schema):
        for stage in lineage(entity, key):
            for was in stage.keys:  # the newest with the name counts
                names.setdefault(last_name(was), is_former(entity, key, was))
    return [name for name, renamed in names.items() if renamed and name != key.name]


def is_former(entity: str, key: Key, was: Key) -> bool:
    """Tell whether a field became another one, step by step, and went to nothing else."""
    known = {one for stage in lineage(entity, key) for one in stage.keys}
    return is_renamed(entity, was) and any(
        to == key or (to in known and is_former(entity, key, to)) for to in _becomes(entity, was)
    )


def is_renamed(entity: str, was: Key) -> bool:
    """Tell whether the next layout has a field under one name, and not as parts of several."""
    names = {last_name(to) for to in _becomes(entity, was)}
    return len(names) < 2 and last_name(was) not in _OTHER_THINGS


def _becomes(entity: str, was: Key) -> set[Key]:
    """Give the fields of the next layout that a field went to, but for rare ones and copies."""
    passage = steps.passage(
        entity, was.schema.version, steps.steps_from(entity, was.schema.version)[-1]
    )
    fates = passage.fates.get(was, Counter[Fate]())
    total = _mapped_times(passage, was)
    found = {f.to for f, n in fates.items() if f.to and n >= _SHARE * total}
    return {to for to in found if to.label == was.label} or found


def is_same(key: Key, was: tuple[Key, ...]) -> bool:
    """Tell whether a field had its name, and stood in its object, as far as a layout tells."""
    return any(
        one.label == key.label or (not one.owner and last_name(one) == key.name) for one in was
    )


def last_name(key: Key) -> str:
    """Give the name of a field itself, of a layout without schema too."""
    return key.name.rpartition(".")[2]


def shown(key: Key, page: str) -> Markup:
    """Say since when there is a field, under which names, and what conversions do with it."""
    if is_in_amount(key):
        return NOTHING
    told: dict[tuple[Markup, Markup], list[str]] = {}
    for entity in entities_with(key.schema):
        said = _since_said(entity, key, page), joined(_ways(entity, key, page))
        told.setdefault(said, []).append(entity)
    blocks = []
    for (summary, ways), names in told.items():
        whose = _whose(names) if len(told) > 1 else NOTHING
        line = Markup('<span class="pdm-since">{}{}</span>').format(whose, summary)
        body = Markup("<ul>{}</ul>").format(ways)
        blocks.append(folded(line, body) if ways else Markup("<p>{}</p>").format(line))
    return joined(blocks)


def _whose(names: list[str]) -> Markup:
    return Markup("In {}: ").format(joined(names, ", "))


def _since_said(entity: str, key: Key, page: str) -> Markup:
    """Say since when, and what it was called."""
    first = since(entity, key)
    is_first = first == steps.layouts(entity)[0]
    if not lineage(entity, key) and not is_first:
        return Markup("New in {}").format(first)
    parts = [Markup("Since {}").format(first), *_former(entity, key, page)]
    return joined(parts, "; ")


def _former(entity: str, key: Key, page: str) -> Iterator[Markup]:
    """Say what a field was in the layouts in which it was something else."""
    ordered = sorted(lineage(entity, key), key=lambda stage: version_key(stage.version))
    for _, group in groupby(ordered, key=_labels):
        stages = list(group)
        if is_same(key, stages[0].keys):
            continue
        versions = _span([stage.version for stage in stages])
        yield Markup("{} in {}").format(_was(entity, key, stages[-1].keys, page), versions)


def _was(entity: str, key: Key, keys: tuple[Key, ...], page: str) -> Markup:
    """Say what a field was, and tell its names from what it was made from."""

    def linked(some: list[Key]) -> Markup:
        return joined((places.to_key(page, one) for one in some), ", ")

    if key.name in map(last_name, keys):
        return Markup("was {}").format(linked([*keys]))
    named = [one for one in keys if is_former(entity, key, one)]
    others = [one for one in keys if one not in named]
    said = [
        Markup("{} {}").format(what, linked(some))
        for what, some in (("former name", named), ("made from", others))
        if some
    ]
    return joined(said, ", ")


def _labels(stage: Stage) -> tuple[str, ...]:
    return tuple(sorted(key.label if key.owner else last_name(key) for key in stage.keys))


def _span(versions: list[str]) -> str:
    return versions[0] if len(versions) == 1 else f"{versions[0]} to {versions[-1]}"


def _ways(entity: str, key: Key, page: str) -> Iterator[Markup]:
    """Say what each step from the layout of a field does with it, and what it makes."""
    version = key.schema.version
    for to in steps.steps_from(entity, version):
        is_up = version_key(to) > version_key(version)
        said = becomes(entity, key, to, page)
        yield Markup("<li><b>{} to {}</b>: {}</li>").format("Up" if is_up else "Down", to, said)
    yield from _came(entity, key, page)
    for old in steps.steps_to(entity, version):
        made = steps.passage(entity, old, version).made.get(key)
        if made and made.total() > 1:
            reason, _ = made.most_common(1)[0]
            yield Markup(
                "<li><b>Made</b> for documents of {} that have nothing for it: {}</li>"
            ).format(old, described(reason))


def _came(entity: str, key: Key, page: str) -> Iterator[Markup]:
    """Say which steps brought a field where it is, or wrote its values otherwise, newest first."""
    waiting: list[tuple[str, tuple[Key, ...]]] = [(key.schema.version, (key,))]
    told = set()
    while waiting:
        version, keys = waiting.pop(0)
        for old in steps.steps_to(entity, version):
            passage = steps.passage(entity, old, version)
            stage = next((s for s in lineage(entity, key) if s.version == old), None)
            if stage is None:
                continue
            waiting.append((old, stage.keys))
            for was in stage.keys:
                said = [
                    _mapped(passage, was, new, page) for new in keys if _is_told(passage, was, new)
                ]
                line = was.label, joined(said)
                if said and line not in told:
                    told.add(line)
                    yield Markup("<li>{} to {}: {} {}</li>").format(
                        old, version, places.to_key(page, was), joined(said, ", and ")
                    )


def _is_told(passage: steps.Passage, was: Key, new: Key) -> bool:
    """Tell whether a step has moved a field, renamed it, or written its values otherwise."""
    is_origin = passage.origins[new][was] > 0
    stays = was.label == new.label or (not was.owner and last_name(was) == last_name(new))
    return is_origin and not (stays and not passage.is_rewritten(was, new))


def becomes(entity: str, key: Key, to: str, page: str) -> Markup:
    """Say what one step does with a field."""
    passage = steps.passage(entity, key.schema.version, to)
    counted = passage.fates.get(key)
    if not counted:
        return Markup("no document shows it")
    total = sum(count for fate, count in counted.items() if fate.kind != "asked")
    fates = [f for f, n in counted.most_common() if n >= _least(f, total)]
    mapped = sorted(
        (f.to for f in fates if f.kind == "mapped" and f.to),
        key=lambda found: found.label != key.label,
    )
    said = [_mapped(passage, key, new, page) for new in mapped[:_MOST]]
    gone = [f for f in fates if f.kind in ("aside", "lost")]
    said += [_gone(f, bool(mapped)) for f in gone[: 1 if mapped else 2]]
    said += [_asked(f) for f in fates if f.kind == "asked"]
    return joined(dict.fromkeys(said), "; ")


def _least(fate: Fate, total: int) -> float:
    """Give how often a fate must have been met to be told; what is kept is never left out."""
    return {"asked": 1, "mapped": 2}.get(fate.kind, _RARE * total)


def _mapped(passage: steps.Passage, key: Key, new: Key, page: str) -> Markup:
    stays = new.label == key.label
    said = Markup("stays") if stays else Markup("becomes {}").format(places.to_key(page, new))
    example = passage.rewritten.get((key, new)) if passage.is_rewritten(key, new) else None
    if example is None:
        return said
    otherwise = ", written otherwise" if stays else ""
    return Markup("{}{}, such as {} as {}").format(said, otherwise, *map(value, example))


def _gone(fate: Fate, stays_elsewhere: bool) -> Markup:
    what = "set aside" if fate.kind == "aside" else "doubtful, and refused without leave"
    where = "in some documents " if stays_elsewhere else ""
    return Markup("{}{}: {}").format(where, what, described(fate.reason))


def _asked(fate: Fate) -> Markup:
    question = CHOICES.get(fate.option) or ASSUMPTIONS.get(fate.option, "")
    shown_option = f"--assume {fate.option}" + ("=VALUE" if fate.option in CHOICES else "")
    return Markup("{} decides: {}").format(code(shown_option), question)
