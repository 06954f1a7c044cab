"""Steps of migrations as the tests take them, and what must survive them."""

from __future__ import annotations

from typing import Any, NamedTuple

from ska_oso_pdm import validation
from ska_oso_pdm.catalogue.registry import SchemaId
from ska_oso_pdm.documents.source import Source
from ska_oso_pdm.migrations import Allowed, Migration, Stash, migrate, steps_between
from ska_oso_pdm.migrations.parts.angles import degrees


def taken(
    block: dict[str, Any], start: str, end: str, *, stash: Stash | None = None, **allowed: Any
) -> Migration:
    """Take a block from one layout to another."""
    return migrate(block, steps_between("sbd", start, end), Allowed(**allowed), stash)


def doubts(done: Migration) -> list[tuple[str, str, str]]:
    """Give place, option and reason of each doubt."""
    return [("/".join(map(str, d.place)), d.option, d.reason) for d in done.doubts]


def lost(done: Migration) -> list[tuple[str, str]]:
    """Give place and reason of each value that was lost."""
    return [("/".join(map(str, r.place)), r.reason) for r in done.lost]


def set_aside(done: Migration, *, needed: bool = True) -> list[tuple[str, str]]:
    """Give place and reason of what was set aside: what the block meant, or what it can spare."""
    found = [removed for removed in done.set_aside if removed.needed is needed]
    return [("/".join(map(str, removed.place)), removed.reason) for removed in found]


def problems(document: dict[str, Any], version: str) -> list[str]:
    """List what breaks the schema of a layout."""
    url = SchemaId("sbd", version).url
    return [str(issue) for issue in validation.check(Source({**document, "interface": url}), url)]


class Observed(NamedTuple):
    """What the scans of a block observe, in the order of their definitions.

    Attributes:
        names: of each scan its target, and the body where that is one of the solar system.
        angles: of each scan the two angles of its target in degrees.
        durations: of each scan in milliseconds.
        sequence: identifiers of the scans in the order of observation.
    """

    names: list[Any]
    angles: list[float]
    durations: list[Any]
    sequence: Any


def observed(document: dict[str, Any]) -> Observed:
    """Give what the scans of a block of 0.3 to 0.6 observe."""
    places = {
        target.get("target_id"): target.get("reference_coordinate", {})
        for target in document.get("targets", [])
    }
    found = Observed([], [], [], document.get("scan_sequence"))
    for scan in document.get("scan_definitions", []):
        target = scan.get("target_ref", scan.get("target"))
        place = places.get(target, {})
        found.names.append((target, place.get("name", "").lower()))
        found.angles.extend(angles(place))
        found.durations.append(scan.get("scan_duration_ms", scan.get("scan_duration")))
    return found


def angles(place: dict[str, Any]) -> list[float]:
    """Give the angles of a coordinate in degrees; none where one cannot be read."""
    usual = ["deg", "deg"] if "az" in place else ["hourangle", "deg"]
    units = (place.get("unit", usual) * 2)[:2]
    found = []
    for keys, unit in zip((("ra", "ra_str", "az"), ("dec", "dec_str", "el")), units, strict=True):
        values = [place[key] for key in keys if key in place]
        angle = degrees(values[0], unit) if values else None
        found += [] if angle is None else [float(angle)]
    return found
