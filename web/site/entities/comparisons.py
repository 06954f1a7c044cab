"""Any two versions of an entity compared: what the judge of schemas says of them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import permutations

from markupsafe import Markup

from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.catalogue.registry import SchemaId, parse_url
from ska_oso_pdm.evolution import Impact, compare
from ska_oso_pdm.evolution.digest import Told, one_by_one
from ska_oso_pdm.evolution.judge import Verdict
from ska_oso_pdm.phrases import count
from web.site.entities import places
from web.site.entities.markup import NOTHING, code, folded, heading, joined, link, page, raw, table
from web.site.entities.model import files, parts

_OUTCOMES = {"safe": "safe", "breaks": "breaks", "unknown": "not decided"}
_GROUPS = (
    "Breaks documents",
    "Not decided",
    "Breaks readers alone",
    "Breaks neither documents nor readers",
    "Words alone",
)
_LONGEST = 1500
"""Characters of a document that shows what breaks; longer ones are left to the command."""


def pairs() -> list[tuple[str, str, str]]:
    """List all pairs of versions of all entities, in both orders, newest last."""
    found: dict[str, list[str]] = {}
    for root in registry.documents():
        found.setdefault(root.entity, []).append(root.version)
    return [(entity, *pair) for entity in found for pair in permutations(found[entity], 2)]


def compared_page(entity: str, old: str, new: str) -> str:
    """Give the page that compares two versions, judged anew."""
    impact = compare(f"{entity}/{old}", f"{entity}/{new}")
    here = places.compared(entity, old, new)
    told = one_by_one(impact.items).told
    groups: dict[str, list[Told]] = {}
    for one in told:
        groups.setdefault(_group(one), []).append(one)
    return page(
        f"{entity} {old} and {new}, compared",
        [raw(_summary(impact, here, entity, old, new)), *_sections(groups, here, old)],
        orphan="",
        no_search="",
    )


def _summary(impact: Impact, here: str, entity: str, old: str, new: str) -> Markup:
    made = impact.comparison
    verdict = impact.verdict[0].upper() + impact.verdict[1:]
    ends = [link(places.address(here, f"ska-oso-pdm-{entity}/{v}"), v) for v in (old, new)]
    rows = [
        [Markup("documents of {}, judged by {}").format(*ends), _verdict(made.way("backward"))],
        [
            Markup("documents of {}, read by programs of {}").format(*ends[::-1]),
            _verdict(made.way("forward")),
        ],
    ]
    other = link(places.address(here, places.compared(entity, new, old)), f"{new} and {old}")
    index = link(places.address(here, "compare/index"), "all pairs")
    command = code(f"ska-oso-pdm schema diff {entity}/{old} {entity}/{new}")
    return Markup(
        "<p>{}.</p>{}<p>The other way round: {}; {}. "
        "The same on a terminal, with a document for each change that breaks: {}</p>"
    ).format(verdict, table(["", "verdict"], rows), other, index, command)


def _verdict(verdict: Verdict) -> str:
    why = f": {verdict.why}" if verdict.why else ""
    return f"{_OUTCOMES[verdict.outcome]}{why}"


def _group(told: Told) -> str:
    effect = told.item.effect
    return outcome(effect.backward.outcome, effect.forward.outcome, effect.bump)


def outcome(backward: str, forward: str, asks: str) -> str:
    """Name the section in which a change stands.

    Args:
        backward: whether documents of the old version stay valid.
        forward: whether readers of the old version take new documents.
        asks: the least change of the version number.
    """
    if backward == "breaks":
        return "Breaks documents"
    if "unknown" in (backward, forward):
        return "Not decided"
    if forward == "breaks":
        return "Breaks readers alone"
    return "Words alone" if asks == "patch" else "Breaks neither documents nor readers"


def _sections(groups: dict[str, list[Told]], here: str, old: str) -> Iterable[str]:
    for name in _GROUPS:
        if told := groups.get(name):
            yield heading(2, f"{name}: {count(len(told), 'change')}")
            rows = joined(_change(one, here, old) for one in told)
            listed = Markup('<ul class="pdm-changes">{}</ul>').format(rows)
            is_long = name == "Words alone"
            yield raw(folded("Show them", listed) if is_long else listed)


def _change(told: Told, here: str, old: str) -> Markup:
    """Show a change: what is said otherwise, where, what the step up does, and what shows it."""
    item, effect = told.item, told.item.effect
    where = joined(_places(told, here), ", ")
    step = NOTHING
    if item.handling and item.handling.done != "nothing":
        step = Markup('<p class="pdm-step">The step: {}</p>').format(item.handling.said)
    witnesses = (
        (f"A document of {old} that shows it", effect.backward),
        (f"A document that programs of {old} do not take", effect.forward),
    )
    return Markup('<li id="{}"><p>{} <span class="pdm-place">{}{}{}{}</span></p>{}{}</li>').format(
        effect.fingerprint,
        effect.change.said,
        code(effect.change.code),
        " at " if where else "",
        where,
        "; a major version is asked for" if effect.bump == "major" else "",
        step,
        joined(_witness(who, one) for who, one in witnesses if one.outcome == "breaks"),
    )


def _places(told: Told, here: str) -> Iterable[Markup]:
    for url in dict.fromkeys(
        filter(None, (told.item.effect.change.old, told.item.effect.change.new))
    ):
        yield to_pointer(here, url)


def to_pointer(here: str, url: str) -> Markup:
    """Link to what a URL with a JSON pointer leads to: the field or the object around it."""
    base, _, fragment = url.partition("#")
    file = parse_url(base)
    if file is None or file not in files():
        return code(url)
    at = places.docname(file)
    near = [p for p in parts(file) if fragment.startswith(p.pointer)]
    if not near:
        return link(places.address(here, at), file.version)
    part = max(near, key=lambda p: len(p.pointer))
    inside = [f for f in part.fields if f"{fragment}/".startswith(f"{f.pointer}/")]
    name = inside[0].key.label if inside else part.title
    return link(places.address(here, at, name), Markup("{} {}").format(code(name), file.version))


def _witness(who: str, verdict: Verdict) -> Markup:
    text = json.dumps(verdict.witness, ensure_ascii=False, indent=1)
    if len(text) > _LONGEST:
        return NOTHING
    return folded(who, Markup("<pre>{}</pre>").format(text))


def chooser() -> str:
    """Give the page that leads to each comparison: for each entity a table of old by new."""
    here = "compare/index"
    sections = []
    found: dict[str, list[str]] = {}
    for entity, old, _ in pairs():
        known = found.setdefault(entity, [])
        if old not in known:
            known.append(old)
    for entity, versions in found.items():
        title = registry.schema_for(SchemaId(entity, versions[-1]))["title"]
        sections.append(heading(2, f"{title} ({entity})"))
        rows = [
            [
                Markup("<b>{}</b>").format(old),
                *(_choice(here, entity, old, new) for new in versions),
            ]
            for old in versions
        ]
        sections.append(raw(table(["old ↓ new →", *versions], rows)))
    lead = (
        "Which versions? Each cell leads to what the judge of schemas says of the two: what a "
        "change does to documents of the old one, and to programs that read them."
    )
    others = sorted({r.entity for r in registry.documents()} - {e for e, *_ in pairs()})
    last = f"There is one version with a schema of {', '.join(others)}."
    first, rest = (raw(Markup("<p>{}</p>").format(text)) for text in (lead, last))
    return page("Two versions compared", [first, *sections, rest], orphan="")


def _choice(here: str, entity: str, old: str, new: str) -> Markup:
    if old == new:
        return NOTHING
    return link(places.address(here, places.compared(entity, old, new)), f"{old} → {new}")
