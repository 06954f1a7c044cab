"""A conversion says where scans, or time, would be lost; and no conversion of ours loses any."""

from __future__ import annotations

from typing import Any

import pytest

import ska_oso_pdm as pdm
from ska_oso_pdm.conversion.scan_totals import ScanTotals, least, most
from ska_oso_pdm.migrations.steps import sbd_0_6_to_0_7
from tests.samples import ROOT, parsed

OLD = ROOT / "examples/0.6/sbd-mid.json"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("0.0/sbd-mid", (4, 2 * 12500 + 2 * 240000)),
        ("0.6/sbd-mid", None),
        ("1.0/sbd-low-several-beams", None),
    ],
)
def test_totals_are_read_in_every_layout(name: str, expected: tuple[int, float] | None) -> None:
    block = parsed(ROOT / f"examples/{name}.json")
    assert least(block).number > 0
    assert least(block).milliseconds > 0
    assert not least(block).exceed(most(block))
    if expected:
        assert least(block) == expected


@pytest.mark.parametrize(
    "block", [{}, {"scan_sequence": [1, "x"]}, {"scan_sequence": None}, {"dish_allocations": []}]
)
def test_what_is_no_scan_counts_for_nothing(block: dict[str, Any]) -> None:
    assert least(block) == most(block) == ScanTotals(0, 0)


def test_a_step_that_drops_a_scan_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = sbd_0_6_to_0_7.up

    def dropping(block: Any, ledger: Any) -> None:
        whole(block, ledger)
        scans = block["dish_allocations"]["scan_sequence"]
        scans[0]["scan_intent"] = scans.pop().get("scan_definition_id")  # all leaves are there

    monkeypatch.setattr(sbd_0_6_to_0_7, "up", dropping)
    document = parsed(OLD)
    del document["scan_definitions"][0]["scan_intent"]
    done = pdm.convert(document, "0.7")
    assert done.document is None
    assert any(issue.code == "internal-error" for issue in done.problems)


def test_durations_that_are_rounded_by_leave_lose_no_time() -> None:
    scan = {"scan_definition_id": "a", "scan_duration_ms": 1000.5}
    block = {"scan_definitions": [scan], "scan_sequence": ["a"] * 9}
    url = "https://schema.skao.int/ska-oso-pdm-sbd/0.5"
    leave = pdm.Allowed({"round-durations": ""})
    done = pdm.convert({"interface": url, **block}, "0.4", allowed=leave)
    assert done.status == "upgraded"
