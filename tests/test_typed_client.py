"""What the typed client does, it does: a type checker is not told of what cannot run."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import ska_oso_pdm
from ska_oso_pdm import SBDefinition, Target
from tests import typed_client
from tests.samples import ROOT

EXAMPLES = ROOT / "examples" / "1.0"
PLACES: dict[str, dict[str, Any]] = {
    "icrs 1:2:3 -4:5:6": {"ra_str": "1:2:3", "dec_str": "-4:5:6"},
    "galactic 10 20.5": {"l": 10, "b": 20.5},
    "altaz 180 45": {"az": 180.0, "el": 45},
    "special Venus": {"name": "Venus"},
    "tle ISS": {
        "name": "ISS",
        "line1": "1 25544U 98067A   24001.50000000  .00016717  00000-0  10270-3 0  9005",
        "line2": "2 25544  51.6400 208.9163 0006317  69.9862  25.2906 15.49560000123456",
    },
}


@pytest.mark.parametrize("expected", PLACES)
def test_every_kind_of_coordinate_is_told_apart(expected: str) -> None:
    coordinate = {"kind": expected.partition(" ")[0], **PLACES[expected]}
    target = ska_oso_pdm.load_as(Target, {"reference_coordinate": coordinate})
    assert typed_client.place(target) == typed_client.place_by_tag(target) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("sbd-mid-imaging", "block of PKS 1934-638"),
        ("prj-low", "project with 2 observing blocks"),
        ("prsl-mid", "proposal of 2 investigators"),
    ],
)
def test_documents_are_told_apart(name: str, expected: str) -> None:
    assert typed_client.kind_of(ska_oso_pdm.load(EXAMPLES / f"{name}.json")) == expected


@pytest.mark.parametrize("found", [{}, {"targets": None, "sdp_configurations": None}])
def test_containers_are_used_without_asking(found: dict[str, Any]) -> None:
    label = {"interface": "https://schema.skao.int/ska-oso-pdm-sbd/1.0"}
    block = ska_oso_pdm.load_as(SBDefinition, {**label, **found})
    assert typed_client.kind_of(block) == "block of 0 targets"
    written = json.loads(ska_oso_pdm.dumps(typed_client.extend(block)))
    coordinate = {"kind": "altaz", "az": 1.0, "el": 2.0}
    assert written == {**label, "targets": [{"name": "zenith", "reference_coordinate": coordinate}]}


def test_documents_are_made_and_read(tmp_path: Path) -> None:
    block = typed_client.observe("LMC")
    assert len(typed_client.execute(block).request_responses) == len(list(block.scans())) == 2
    assert typed_client.review("prsl-1").prsl_id == "prsl-1"
    assert typed_client.propose("Magellanic Clouds").obs_blocks
    ska_oso_pdm.dump(block, tmp_path / "block.json")
    assert typed_client.report(tmp_path / "block.json") == 0.0


def test_scans_of_earlier_layouts_have_the_classes_of_each() -> None:
    old = ska_oso_pdm.load(ROOT / "examples" / "0.1" / "sbd-mid.json")
    assert len(typed_client.pointed(old)) >= 2
    old = ska_oso_pdm.load(ROOT / "examples" / "0.4" / "sbd-mid.json")
    assert len(typed_client.corrected(old)) == len(old.scan_sequence)
    old = ska_oso_pdm.load(ROOT / "examples" / "0.7" / "sbd-mid.json")
    assert set(typed_client.observed(old)) <= {target.target_id for target in old.targets}
    block = ska_oso_pdm.load(EXAMPLES / "sbd-mid-imaging.json")
    assert typed_client.observed_today(block)[0] in block.targets
