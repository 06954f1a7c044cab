"""`ska-oso-pdm show` for blocks of layout 1.0."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from ska_oso_pdm.cli import main

HERE = Path(__file__).parent
INTERFACE = "https://schema.skao.int/ska-oso-pdm-sbd/1.0"
Capture = pytest.CaptureFixture[str]


def target(name: str, title: str, coordinate: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"target_id": name, "name": title, "reference_coordinate": coordinate, **more}


def pattern(kind: str, **more: Any) -> dict[str, Any]:
    return {"pointing_pattern": {"active": kind, "parameters": [{"kind": kind, **more}]}}


def scan(name: str | None, aim: str | None, csp: str | None, ms: float, **more: Any) -> Any:
    keys = {"scan_definition_id": name, "target_ref": aim, "csp_configuration_ref": csp}
    return {**keys, "scan_duration_ms": ms, **more}


def window(number: int, centre: float) -> dict[str, Any]:
    return {
        "spw_id": number,
        "zoom_factor": 0,
        "centre_frequency": centre,
        "number_of_channels": 8,
    }


def mid() -> dict[str, Any]:
    averaged = {"channel_averaging_factor": 1, "time_integration_factor": 1}
    git = "https://gitlab.com/ska-telescope/oso/ska-oso-scripting.git"
    return {
        "interface": INTERFACE,
        "sbd_id": "sbd-t0001-20261121-00001",
        "name": "Five kinds of directions",
        "telescope": "ska_mid",
        "validate_against": "AA1",
        "metadata": {
            "version": 3,
            "created_by": "astronomer",
            "created_on": "2026-11-20T09:12:30Z",
            "last_modified_by": "operator",
            "last_modified_on": "2026-11-21T16:40:05.123Z",
        },
        "activities": {
            "allocate": {"kind": "filesystem", "path": "file:///scripts/allocate.py"},
            "observe": {"kind": "git", "repo": git, "path": "git://scripts/observe.py",
                        "branch": "main", "commit": "0a1b2c3"},
            "tidy": {"kind": "inline", "content": "def main(): ..."},
        },
        "targets": [
            target("lmc", "Large Magellanic Cloud",
                   {"kind": "icrs", "ra_str": "05:23:34.6", "dec_str": "-69:45:22.0"},
                   **pattern("FivePointParameters", offset_arcsec=5.0)),
            target("pole", "", {"kind": "galactic", "l": 123.0, "b": 27.0}),
            target("mast", "mast", {"kind": "altaz", "az": 0.0, "el": 45}),
            target("calibrator", "Jupiter", {"kind": "special", "name": "Jupiter"},
                   **pattern("PointedMosaicParameters", offsets=[], units="deg")),
            target("satellite", "", {
                "kind": "tle", "name": "ISS (ZARYA)",
                "line1": "1 25544U 98067A   08264.51782528 -.00002182  00000-0 -11606-4 0  2927",
                "line2": "2 25544  51.6416 247.4627 0006703 130.5360 325.0288 15.72125391563537",
            }),
        ],
        "observing_constraints": {
            "sun_separation": {"min": {"value": 30, "unit": "arcmin"}},
            "moon_separation": {"min": None},
            "altitude": {"max": {"value": 80.0, "unit": "deg"}},
            "lst": {"start": {"value": 23, "unit": "hourangle"},
                    "end": {"value": 0.5, "unit": "rad"}},
            "minimum_receptors": 0,
            "required_receptors": ["SKA036", "SKA001"],
        },
        "csp_configurations": [
            {"config_id": "band 5b", "midcbf": {
                "frequency_band": "5b",
                "band5b_subband": 2,
                "subbands": [
                    {"correlation_spws": [{**window(1, 11.5e9), **averaged}]},
                    {"correlation_spws": [{**window(2, 12.500001e9), **averaged}],
                     "pst_spws": [{k: v for k, v in window(3, 11.5e9).items()
                                   if k != "zoom_factor"}]},
                ],
            }},
            {"config_id": "band 1", "name": "Pointing", "midcbf": {"frequency_band": "1"}},
            {},
        ],
        "dish_allocations": {
            "selected_subarray_definition": "Custom",
            "dish_ids": ["SKA036", "SKA001"],
            "reference_dishes": ["SKA001"],
            "scan_sequence": [
                scan("point", "calibrator", "band 1", 30000, scan_intent="Calibrator"),
                scan("science", "lmc", "band 5b", 3600500.0, scan_intent="Science"),
                scan(None, None, None, 1000),
                scan("lost", "nowhere", "nothing", 1000),
            ],
        },
        "sdp_configurations": [
            {"sdp_script": "vis-receive", "script_version": "0.5.1"},
            {"sdp_script": "pointing-offset"},
        ],
        "note": "kept",
    }  # fmt: skip


def low() -> dict[str, Any]:
    moved = {"beam_coordinate": {"kind": "altaz", "az": 1.0, "el": 80.0}}
    beams = {"pst_beams": [{"beam_id": 1, **moved}, {"beam_id": 2, **moved}]}
    whole = [{"station_id": number, "substation_id": 1} for number in (345, 350)]
    halves = [{"station_id": 345, "substation_id": number} for number in (1, 2)]
    integrated = {"integration_time_ms": 849}
    return {
        "interface": INTERFACE,
        "telescope": "ska_low",
        "targets": [
            target("a", "47 Tuc", {"kind": "icrs", "ra_str": "00:24:05.36", "dec_str": "-72:04:53"},
                   tied_array_beams=beams),
            target("b", "zenith", {"kind": "altaz", "az": 0.0, "el": 90.0}),
        ],
        "csp_configurations": [
            {"config_id": "timing", "name": "Pulsars", "lowcbf": {
                "do_pst": True, "correlation_spws": [{**window(1, 199609375), **integrated}]}},
            {"config_id": "imaging", "lowcbf": {"correlation_spws": [
                {**window(number, centre), **integrated}
                for number, centre in ((1, 251171875), (2, 199609375), (3, 199609375))]}},
        ],
        "mccs_allocation": {
            "mccs_allocation_id": "mccs",
            "selected_subarray_definition": "AA2 (core only)",
            "subarray_beams": [
                {"apertures": whole, "subarray_beam_id": 1, "scan_sequence": [
                    scan("first", "a", "timing", 600000, scan_intent="Science"),
                    scan("second", "b", "imaging", 1000, scan_intent="Calibrator")]},
                {"apertures": halves, "subarray_beam_id": 12, "scan_sequence": [
                    scan("third", "b", "imaging", 300000, scan_intent="Science")]},
            ],
        },
    }  # fmt: skip


def shown(document: Any, tmp_path: Path, capsys: Capture) -> str:
    file = tmp_path / "block.json"
    file.write_text(json.dumps(document), encoding="utf-8")
    assert main(["show", str(file)]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("make", [mid, low])
def test_summarises_a_block(make: Any, tmp_path: Path, capsys: Capture) -> None:
    expected = (HERE / f"show-1.0-{make.__name__}.txt").read_text(encoding="utf-8")
    assert shown(make(), tmp_path, capsys) == expected


@pytest.mark.parametrize("sections", [{}, {"observing_constraints": {}}])
def test_shows_a_block_with_nothing_in_it(sections: Any, tmp_path: Path, capsys: Capture) -> None:
    assert shown({"interface": INTERFACE, **sections}, tmp_path, capsys) == (
        "Scheduling block definition (no id)\n  layout     sbd 1.0\n  telescope  (none)\n"
    )


def test_shows_allocations_with_nothing_in_them(tmp_path: Path, capsys: Capture) -> None:
    document = {"interface": INTERFACE, "dish_allocations": {}, "csp_configurations": [{}]}
    assert shown(document, tmp_path, capsys).endswith(
        "\nResources\n"
        "  subarray           (none)\n"
        "  dishes             (none)\n"
        "  CSP configuration  (no id): no correlator\n"
    )


def test_what_the_label_hides_is_said(tmp_path: Path, capsys: Capture) -> None:
    document = mid()
    del document["interface"]
    assert '\n  label             has no "interface"' in shown(document, tmp_path, capsys)


@pytest.mark.parametrize("make", [mid, low])
def test_needs_no_astropy(make: Any, tmp_path: Path) -> None:
    file = tmp_path / "block.json"
    file.write_text(json.dumps(make()), encoding="utf-8")
    code = (
        "import sys; from ska_oso_pdm.cli import main; "
        f"status = main(['show', {str(file)!r}]); sys.exit(status or 'astropy' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL)


def test_a_layout_without_summary_is_refused(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ska_oso_pdm.views.summary._SUMMARIES", {})
    file = tmp_path / "block.json"
    file.write_text(json.dumps(mid()), encoding="utf-8")
    assert main(["show", str(file)]) == 2
    printed = capsys.readouterr()
    assert (printed.out, printed.err) == ("", f"{file}: there is no summary of sbd 1.0 yet\n")


def test_nulls_are_shown_as_what_is_absent(tmp_path: Path, capsys: Capture) -> None:
    nothing = dict.fromkeys(("sbd_id", "name", "telescope", "metadata", "activities", "ob_ref"))
    beams = {"tied_array_beams": None, "spfrx": None}
    document = {
        "interface": INTERFACE,
        **nothing,
        "targets": [target("t", "", {"kind": "special", "name": "Sun"}, **beams)],
        "observing_constraints": {"lst": None, "minimum_receptors": None},
        "csp_configurations": [{"config_id": None, "midcbf": None, "lowcbf": None}],
        "dish_allocations": {"scan_sequence": [scan(None, None, None, 1000, scan_duration=None)]},
        "sdp_configurations": None,
    }
    file = tmp_path / "nulls.json"
    file.write_text(json.dumps(document), encoding="utf-8")
    assert main(["show", str(file)]) == 0
    shown = capsys.readouterr().out
    assert "  t  special  Sun    single point" in shown
    assert "Scans: 1 in 0:00:01" in shown
