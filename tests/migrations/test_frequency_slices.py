"""Frequency slices become spectral windows where it is known which frequencies they have."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from ska_oso_pdm import Allowed, convert
from tests.migrations.steps import problems, set_aside, taken

BAND_START = {"frequency-slices": "band-start"}
CENTRES = {"frequency-slices": "centres"}
NO_PLACE = "frequency slices and their maps have no counterpart in spectral windows"
UNNUMBERED = (
    'where slice {} is depends on their numbering, which "--assume frequency-slices=…" says'
)


def fsp(number: int = 1, **settings: Any) -> dict[str, Any]:
    plain = {"function_mode": "CORR", "frequency_slice_id": number, "integration_factor": 1}
    return {"fsp_id": number, **plain, "zoom_factor": 0, **settings}


def zoomed(number: int = 2, *, khz: Any = 650_000, **settings: Any) -> dict[str, Any]:
    return fsp(number, **{"zoom_factor": 1, "zoom_window_tuning": khz, **settings})


def block(*fsps: Any, band: str | None = "1", **cbf: Any) -> dict[str, Any]:
    csp = {
        "config_id": "csp-1",
        "name": "one",
        "cbf": {"fsps": list(fsps), **cbf},
        **({"midcbf": {"frequency_band": band}} if band else {}),
    }
    return {"telescope": "ska_mid", "csp_configurations": [csp]}


def windows(document: dict[str, Any]) -> list[dict[str, Any]]:
    (csp,) = document["csp_configurations"]
    subbands = (csp.get("midcbf") or {}).get("subbands", [])
    return [window for subband in subbands for window in subband["correlation_spws"]]


def up(document: dict[str, Any], assume: dict[str, str] | None = None) -> Any:
    done = taken(document, "0.6", "0.7", assume=assume or {})
    assert not done.doubts
    return done


def reasons(done: Any) -> set[str]:
    return {reason for place, reason in set_aside(done) if "/cbf/" in place}


def test_a_zoom_window_says_where_it_is() -> None:
    done = up(block(zoomed(7, frequency_slice_id=2, integration_factor=10, zoom_factor=6)))
    assert windows(done.document) == [
        {
            "spw_id": 1,
            "logical_fsp_ids": [7],
            "zoom_factor": 6,
            "centre_frequency": 650_000_000,
            "number_of_channels": 14_880,
            "time_integration_factor": 10,
        }
    ]
    assert set_aside(done) == []
    (read,) = done.read_as
    assert read.place[-1] == "frequency_slice_id"
    assert read.reason.startswith("a frequency slice has 14880 fine channels, at any zoom")
    assert [made.value for made in done.defaulted] == [1]
    assert problems(done.document | {"sbd_id": "sbd-1"}, "0.7") == problems(
        {"telescope": "ska_mid", "sbd_id": "sbd-1"}, "0.7"
    )


@pytest.mark.parametrize(
    ("assume", "band", "number", "centre"),
    [
        (BAND_START, "1", 1, 450_000_000),
        (BAND_START, "1", 3, 850_000_000),
        (BAND_START, "2", 1, 1_050_000_000),
        (BAND_START, "2", 4, 1_650_000_000),
        (CENTRES, "1", 3, 594_542_592),
        (CENTRES, "2", 6, 1_189_085_184),
        (CENTRES, "2", 8, 1_585_446_912),
    ],
)
def test_a_whole_slice_is_where_the_numbering_says(
    assume: dict[str, str], band: str, number: int, centre: int
) -> None:
    done = up(block(fsp(number), band=band), assume)
    (window,) = windows(done.document)
    assert (window["centre_frequency"], window["number_of_channels"]) == (centre, 14_880)
    assert window["logical_fsp_ids"] == [number]
    undecided = up(block(fsp(number), band=band))
    assert windows(undecided.document) == []
    assert reasons(undecided) == {f"{NO_PLACE}: {UNNUMBERED.format(number)}"}


def test_a_zoom_window_that_neither_numbering_has_in_its_slice_is_not_certain() -> None:
    done = up(block(zoomed(26)))
    assert windows(done.document) == []
    slices = "slice 26, as numbered by band-start or centres"
    assert reasons(done) == {f"{NO_PLACE}: the zoom window of FSP 26 at 650 MHz is not in {slices}"}


def test_a_zoom_window_is_in_half_a_slice_of_its_centre() -> None:
    for khz, count in ((693_000, 1), (694_000, 0)):  # 198.180864 MHz wide, around 594.542592 MHz
        assert len(windows(up(block(zoomed(3, khz=khz)), CENTRES).document)) == count


def test_maps_offsets_and_vlbi_go_aside_where_windows_are_made() -> None:
    maps = {"channel_averaging_map": [[0, 2], [744, 0]], "output_link_map": [[0, 4]]}
    done = up(block(fsp(**maps, channel_offset=744), vlbi={"a": 1}), BAND_START)
    assert len(windows(done.document)) == 1
    gone = {place.partition("/cbf/")[2] for place, _ in set_aside(done)}
    assert gone == {
        *(f"fsps/0/channel_averaging_map/{i}/{j}" for i, j in itertools.product((0, 1), repeat=2)),
        *(f"fsps/0/output_link_map/0/{i}" for i in (0, 1)),
        *("fsps/0/channel_offset", "vlbi/a"),
    }
    assert reasons(done) == {
        "channel maps, offsets and VLBI settings have no counterpart in spectral windows"
    }


WRONG = {
    "zoom window outside of the band": (
        [zoomed(khz=4_700_000)],
        "1",
        "the window of FSP 2 at 4700 MHz leaves band 1",
    ),
    "zoom window across the edge": (
        [zoomed(1, khz=390_000)],
        "1",
        "the window of FSP 1 at 390 MHz leaves band 1",
    ),
    "slice across the edge": ([fsp(4)], "1", "the window of FSP 4 at 1050 MHz leaves band 1"),
    "zoom window of no slice of that number": (
        [zoomed(26)],
        "1",
        "the zoom window of FSP 26 at 650 MHz is not in slice 26, as numbered by band-start",
    ),
    "no zoom window": (
        [zoomed(khz=None)],
        "1",
        'FSP 2 zooms, and has no whole "zoom_window_tuning"',
    ),
    "zoom window of another slice": (
        [zoomed(3)],
        "1",
        "the zoom window of FSP 3 at 650 MHz is not in slice 3, as numbered by band-start",
    ),
    "pulsars": (
        [fsp(), fsp(2, function_mode="PST-BF")],
        "1",
        "FSP 2 does not correlate, and its beams are not described",
    ),
    "one FSP for two slices": ([fsp(), fsp(fsp_id=1)], "1", "FSP 1 stands there twice"),
    "no band": ([fsp()], None, "no band is known"),
    "band 3": ([fsp()], "3", "the extent of receiver band 3 is not known"),
    "band 5": ([fsp()], "5a", "it was never published where slice 1 of band 5a is"),
    "zoom beyond": ([zoomed(zoom_factor=9**9)], "1", 'an FSP has no "zoom_factor" from 0 to 6'),
    "a text": ([fsp(integration_factor="1")], "1", 'an FSP has no "integration_factor" from 1'),
    "no object": ([7], "1", "one is no object"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_not_certain_goes_aside_with_its_reason(name: str) -> None:
    fsps, band, reason = WRONG[name]
    done = up(block(*fsps, band=band), {} if "outside of the band" in name else BAND_START)
    assert windows(done.document) == []
    (found,) = reasons(done)
    assert found.startswith(f"{NO_PLACE}: {reason}")


@pytest.mark.parametrize("second", [fsp(1), zoomed(khz=10), fsp(2, function_mode="VLBI"), {}])
def test_some_windows_of_several_would_be_another_observation(second: Any) -> None:
    for order in itertools.permutations([zoomed(9, frequency_slice_id=2), second]):
        done = up(block(*order))
        assert windows(done.document) == []
        assert len(reasons(done)) == 1


def test_a_zoom_window_of_band_5_is_on_the_sky() -> None:
    (window,) = windows(up(block(zoomed(khz=4_700_000), band="5a"), BAND_START).document)
    assert window["centre_frequency"] == 4_700_000_000


def test_what_describes_the_correlator_already_stays() -> None:
    document = block(fsp())
    own = {"frequency_band": "1", "subbands": [{"correlation_spws": []}]}
    document["csp_configurations"][0]["midcbf"] = own
    done = up(document, BAND_START)
    assert done.document["csp_configurations"][0]["midcbf"] == own
    assert reasons(done) == {'"midcbf" describes the correlator'}


def old_block(*fsps: Any) -> dict[str, Any]:
    """Give a valid block of 0.6 with scans that use the slices."""
    scan = {"scan_definition_id": "scan-1", "scan_duration_ms": 1000, "target_ref": "target-1"}
    place = {"kind": "icrs", "ra_str": "01:00:00", "dec_str": "-30:00:00"}
    return {
        "interface": "https://schema.skao.int/ska-oso-pdm-sbd/0.1",
        "sbd_id": "sbd-1",
        **block(*fsps, vlbi=None),
        "targets": [{"target_id": "target-1", "name": "one", "reference_coordinate": place}],
        "dish_allocations": {"dish_allocation_id": "dishes-1", "dish_ids": ["SKA001"]},
        "scan_definitions": [
            {
                **scan,
                "dish_allocation_ref": "dishes-1",
                "csp_configuration_ref": "csp-1",
            }
        ],
        "scan_sequence": ["scan-1"],
    }


@pytest.mark.parametrize("assume", [{}, BAND_START, {**BAND_START, "all": ""}])
def test_the_stash_brings_slices_back(assume: dict[str, str]) -> None:
    old = old_block(fsp(channel_averaging_map=[[0, 2], [744, 0]], zoom_window_tuning=7), zoomed())
    done = convert(old, allowed=Allowed(assume))
    assert done.document is not None, done.problems
    assert (len(windows(done.document)) == 2) == bool(assume)
    assert ("no-windows" in {issue.code for issue in done.incomplete}) == (not assume)
    again = convert(done.document, to=done.start, stash=done.stash)
    assert done.start == "0.6"
    assert again.document is not None, again.problems
    assert {**again.document, "interface": ""} == {**old, "interface": ""}


def test_a_doubtful_zoom_is_no_certain_window() -> None:
    """What the settings of 2020 count is not known, and stops nothing while it goes aside."""
    setting = {"fspID": 1, "functionMode": "CORR", "frequencySliceID": 1}
    counted = {"integrationTime": 1400, "corrBandwidth": 0}
    old = {
        "id": "sbi-1",
        "dishConfigurations": [{"id": "dish", "receiverBand": "1"}],
        "cspConfigurations": [{"id": "csp-1", "fsp": [{**setting, **counted}]}],
        "scanDefinitions": [
            {"id": "scan-1", "dishConfiguration": "dish", "cspConfiguration": "csp-1"}
        ],
    }
    done = taken(old, "0.0", "0.7", assume=BAND_START)
    assert windows(done.document) == []
    remedy = 'unless "--assume zoom-factor" decides'
    assert any(f'"zoom_factor" of FSP 1 is doubtful, {remedy}' in r for _, r in set_aside(done))
    assumed = {**BAND_START, "zoom-factor": "", "integration-factor": ""}
    assert len(windows(taken(old, "0.0", "0.7", assume=assumed).document)) == 1
