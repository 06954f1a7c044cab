"""Examples and collected blocks of 0.0 to 0.3 keep what they observe, a step up or down."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import pytest
from astropy.coordinates import SkyCoord

from ska_oso_pdm.migrations import ANY, stash_of
from tests.migrations.accounts import assert_accounted, spoil
from tests.migrations.steps import angles as angles_of
from tests.migrations.steps import problems, taken
from tests.samples import CORPUS, EXAMPLES, parsed

LAYOUTS = ("0.0", "0.1", "0.2", "0.3")
BLOCKS = {
    path: path.parent.name
    for path in EXAMPLES
    if path.parent.name in LAYOUTS and path.name.startswith("sbd")
}
# Where the collected documents are beside the checkout, they are tried too.
BLOCKS |= {
    path: version
    for pattern, version in (
        ("sbd-pdm1_*", "0.0"),
        ("sbd-pdm8_*", "0.1"),
        ("sbd-pdm9_*", "0.2"),
        ("sbd-pdm10_*", "0.3"),
    )
    for path in sorted(CORPUS.glob(f"{pattern}.json"))
}
MICROARCSECOND = 1 / 3600 / 1e6
STEPS = [
    pytest.param(path, *way, id=f"{path.stem}-{way[0]}-{way[1]}")
    for path, version in BLOCKS.items()
    for way in [*pairwise(LAYOUTS), *pairwise(LAYOUTS[::-1])]
    if way[0] == version
]


def observed(block: dict[str, Any]) -> tuple[list[Any], list[float]]:
    """Give what each scan observes, in which order, and the angles of the targets in degrees.

    Of a field with several targets it is the one that the target beams of the scan name, or the
    first.
    """
    fields = fields_of(block)
    scans: list[Any] = []
    angles = []
    for name, scan in scans_of(block).items():
        link = scan.get("target", scan.get("field_configuration", scan.get("fieldConfiguration")))
        beams = scan.get("target_beam_configurations") or ()
        meant = {
            beam["target"]
            for beam in block.get("target_beam_configurations") or ()
            if beam["target_beam_id"] in beams
        }
        targets = fields.get(link, {})
        named = [target for key, target in targets.items() if key in meant] or [*targets.values()]
        body, place = place_of(named[0]) if named else (link, [])
        seconds = scan.get("scanDuration")
        milliseconds = Decimal(repr(seconds)) * 1000 if seconds else scan.get("scan_duration")
        scans.append((name, milliseconds, body))
        angles.extend(place)
    return [*scans, block.get("scan_sequence", block.get("scanSequence"))], angles


def scans_of(block: dict[str, Any]) -> dict[str, Any]:
    if "scanDefinitions" in block:
        return dict(block["scanDefinitions"])
    return {scan["scan_definition_id"]: scan for scan in block.get("scan_definitions") or ()}


def fields_of(block: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Give, by what scans name, the targets by their identifier."""
    if "fieldConfigurations" in block:
        return {name: field["targets"] for name, field in block["fieldConfigurations"].items()}
    if "targets" in block:
        return {target["target_id"]: {target["target_id"]: target} for target in block["targets"]}
    return {
        field["field_id"]: {target["target_id"]: target for target in field["targets"]}
        for field in block.get("field_configurations") or ()
    }


def place_of(target: dict[str, Any]) -> tuple[str, list[float]]:
    """Give the name of a planet, or the angles in degrees: right ascension in ICRS, or azimuth."""
    place = target.get("reference_coordinate", target)
    if place.get("kind", place.get("type")) in ("planet", "sso"):
        return place.get("target_name", place.get("name")).lower(), []
    angles = angles_of({"ra": place["RA"], **place} if "RA" in place else place)
    if place.get("reference_frame") == "FK5":
        icrs = SkyCoord(*angles, unit="deg", frame="fk5").icrs
        angles = [float(icrs.ra.deg), float(icrs.dec.deg)]
    return "", angles


def assert_same_observed(before: dict[str, Any], after: dict[str, Any]) -> None:
    (old, old_angles), (new, angles) = observed(before), observed(after)
    assert new == old
    assert angles == pytest.approx(old_angles, rel=0, abs=MICROARCSECOND)


@pytest.mark.parametrize(("path", "start", "end"), STEPS)
def test_a_step(path: Path, start: str, end: str) -> None:
    document = parsed(path)
    done = taken(document, start, end, assume={ANY: ""}, loss=True)
    assert_accounted(document, done)
    if end > "0.0" or document["telescope"] == "ska_mid":
        assert_same_observed(document, done.document)
    if not problems(document, start):
        assert problems(done.document, end) == []
    if end > start:
        again = taken(done.document, start, end, assume={ANY: ""}, loss=True)
        assert again.document == done.document
        assert not done.lost


@pytest.mark.parametrize(("path", "start", "end"), STEPS)
def test_a_stash_brings_everything_back(path: Path, start: str, end: str) -> None:
    done = taken(parsed(path), start, end, assume={ANY: ""}, loss=True)
    back = taken(done.document, end, start, stash=stash_of(done), assume={ANY: ""})
    assert back.document == done.states[0]


@pytest.mark.parametrize("path", [path for path, version in BLOCKS.items() if version < "0.3"])
def test_the_newest_layout_and_back(path: Path) -> None:
    start = BLOCKS[path]
    done = taken(parsed(path), start, "1.0", assume={ANY: ""}, loss=True)
    assert_accounted(parsed(path), done)
    back = taken(done.document, "1.0", start, stash=stash_of(done), assume={ANY: ""}, loss=True)
    assert (back.document, back.unrestored) == (done.states[0], [])


@pytest.mark.parametrize("seed", range(60))
def test_broken_and_half_migrated_blocks_are_accounted_for(seed: int) -> None:
    random = Random(seed)
    others = [parsed(path) for path in BLOCKS]
    path, start = random.choice(list(BLOCKS.items()))
    document = parsed(path)
    for _ in range(random.randint(1, 4)):
        spoil(document, others, random)
    for end in LAYOUTS:
        for assume in ({}, {ANY: ""}):
            for loss in (False, True):
                assert_accounted(document, taken(document, start, end, assume=assume, loss=loss))
