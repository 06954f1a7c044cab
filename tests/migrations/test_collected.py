"""The collected blocks mean in layout 1.0 what they meant before, as an independent reader says."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import fields
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from ska_oso_pdm import convert, validate
from tests.migrations.collected import Block, Scan, Target, read_block
from tests.samples import CORPUS
from tests.test_conversion import assert_accounted, without_label

pytestmark = pytest.mark.skipif(
    not CORPUS.is_dir(), reason="the collected documents are not beside the checkout"
)

COLLECTED = sorted(CORPUS.glob("sbd-*.json"))
REFUSED = {
    "sbd-pdm10_mid_8e3368cf.json": "it is no angle in hourangle",
    "sbd-pdm1_mid_7dcae675.json": "its field has several targets",
}
"""The blocks that no conversion can decide, and the reason that is said."""
WITHOUT_BAND = ("sbd-pdm15_mid_0f5cf2ae.json", "sbd-pdm15_mid_a3b6c3d5.json")
"""Their scans name a CSP configuration that there is not, where 1.0 would have the band."""
LEAST_CONVERTED = 93
LEAST_COMPLETE = {"0.5": 1, "0.6": 5, "0.7": 2, "1.0": 23}
"""How many blocks of each layout lack nothing afterwards, at least.

Both the conversion and the independent reading have to say it. Blocks of 0.0 to 0.4 have frequency
slices, and none has windows.
"""

SDP = ("/sdp_configuration",)
FSPS = ("/csp_configurations/*/cbf/fsp", "/csp_configurations/*/cbf/fsps")
DISH_CONFIGURATIONS = ("/dish_configurations/*/dish_configuration_id",)
BEAMS = (
    "/mccs_allocation/subarray_beam_ids",
    "/mccs_allocation/channel_blocks",
    "/target_beam_configurations",
    "/subarray_beam_configurations",
)
LOW_TABLES = ("/csp_configurations/*/lowcbf/stations", "/csp_configurations/*/lowcbf/vis")
LINKS = ("dish_configuration", "scan_type")
OLD_LINKS = tuple(f"/scan_definitions/*/{link}" for link in LINKS)
LINKS_REF = tuple(f"/scan_definitions/*/{link}_ref" for link in LINKS)
MAY_BE_SET_ASIDE = {
    "0.0": (
        "/cspConfigurations/*/fsp",
        "/dishConfigurations/*/id",
        "/scanDefinitions/*/dishConfiguration",
        "/scanDefinitions/*/scanType",
        "/sdpConfiguration",
    ),
    "0.1": (*SDP, *FSPS, *DISH_CONFIGURATIONS, *OLD_LINKS, *BEAMS),
    "0.2": (*SDP, *FSPS, *DISH_CONFIGURATIONS, *OLD_LINKS, *BEAMS),
    "0.3": (
        *(*SDP, *FSPS, *DISH_CONFIGURATIONS, *OLD_LINKS, *BEAMS),
        "/dish_configurations/*/receiver_band",  # "44" is none; those that are, are compared
        "/csp_configurations/*/common/config_id",  # from a command message
        "/csp_configurations/*/common/frequency_band",
    ),
    "0.4": (*SDP, *FSPS, *DISH_CONFIGURATIONS, *LINKS_REF, *BEAMS, *LOW_TABLES),
    "0.5": (*SDP, *FSPS, *DISH_CONFIGURATIONS, *LINKS_REF, *LOW_TABLES),
    "0.6": (*SDP, *FSPS, "/scan_definitions/*/scan_type_ref"),
    "0.7": (*SDP,),
    "1.0": (),
}
"""What has no counterpart in 1.0, with all that is in it. `*` is any one key or index."""

_PATTERNS = {
    layout: re.compile("|".join(re.escape(p).replace(r"\*", "[^/]+") + "(?:/.*)?" for p in places))
    for layout, places in MAY_BE_SET_ASIDE.items()
}
every_converted = pytest.mark.parametrize(
    "path", [p for p in COLLECTED if p.name not in REFUSED], ids=lambda path: path.stem
)


def exactly(text: str) -> Any:
    return json.loads(text, parse_float=Decimal)


def old_and_new(path: Path) -> tuple[Block, Block]:
    document = convert(path).document
    assert document is not None
    return (
        read_block(exactly(path.read_text(encoding="utf-8"))),
        read_block(exactly(json.dumps(document))),
    )


@every_converted
def test_the_same_is_observed(path: Path) -> None:
    old, new = old_and_new(path)
    assert old.telescope == new.telescope
    assert old.targets == new.targets
    assert (old.dishes, old.stations, old.template) == (new.dishes, new.stations, new.template)
    for part in fields(Scan):
        if part.name == "band" and path.name in WITHOUT_BAND:
            assert {scan.band for scan in new.scans["dishes"]} == {None}
            continue
        assert in_order(old, part.name) == in_order(new, part.name)


def in_order(block: Block, part: str) -> dict[str | int, list[Any]]:
    """Give one part of all scans, so that a failure shows which."""
    return {home: [getattr(scan, part) for scan in scans] for home, scans in block.scans.items()}


@every_converted
def test_nothing_else_is_set_aside(path: Path) -> None:
    done = convert(path)
    aside = [entry.path for entry in done.set_aside if entry.needed]
    if path.name in WITHOUT_BAND:
        aside.remove("/dish_configurations/0/receiver_band")
    assert [p for p in aside if not _PATTERNS[done.start].fullmatch(p)] == []
    assert done.lost == []


@every_converted
def test_the_result_is_valid_accounted_for_and_comes_back(path: Path) -> None:
    document, done = json.loads(path.read_text(encoding="utf-8")), convert(path)
    assert done.document is not None
    assert validate(done.document).valid
    assert_accounted(document, done)
    again = convert(done.document)
    assert (again.status, again.document) == ("current", done.document)
    if validate(path).valid:
        back = convert(done.document, done.start, stash=done.stash)
        assert back.problems == []
        assert without_label(back.document) == without_label(document)


@every_converted
def test_a_block_that_lacks_something_says_so(path: Path) -> None:
    lack, says = lacks(old_and_new(path)[1]), convert(path).incomplete
    assert says or lack == []


def lacks(block: Block) -> list[str]:
    """List what the scans of a block lack, by the independent reading."""
    found = []
    for home, scans in block.scans.items():
        receptors = block.dishes if home == "dishes" else block.stations[int(home)]
        if not receptors and block.template == "Custom":
            found.append(f"receptors of {home}")
        for scan in scans:
            found += [f"target of {scan.name}"] * (not isinstance(scan.target, Target))
            found += [f"windows of {scan.name}"] * (not scan.windows)
            found += [f"band of {scan.name}"] * (home == "dishes" and scan.band is None)
    return found


@pytest.mark.parametrize("name", REFUSED)
def test_what_nothing_decides_is_refused_by_name(name: str) -> None:
    done = convert(CORPUS / name)
    assert (done.status, done.document) == ("refused", None)
    errors = [issue for issue in done.problems if issue.severity == "error"]
    assert any(REFUSED[name] in issue.message for issue in errors)


def test_enough_blocks_are_converted_and_complete() -> None:
    made = {path: done for path in COLLECTED if (done := convert(path)).document is not None}
    assert len(made) >= LEAST_CONVERTED
    says = [path for path, done in made.items() if not done.incomplete]
    complete = Counter(made[path].start for path in says if not lacks(old_and_new(path)[1]))
    assert {k: complete[k] for k, least in LEAST_COMPLETE.items() if complete[k] < least} == {}
