"""Durations, times and quantities."""

from __future__ import annotations

import json
import pickle
from datetime import UTC, datetime, timedelta

import pytest
from astropy import units
from astropy.time import Time
from pydantic import ValidationError

import ska_oso_pdm
from ska_oso_pdm.ext.values import times
from ska_oso_pdm.generated.v0_1 import sbd
from tests.samples import ROOT, low, mid, parsed

SECOND = timedelta(seconds=1)


@pytest.mark.parametrize("given", [1000, 1e3, SECOND])
def test_durations_are_read_from_numbers_and_timedeltas(given: object) -> None:
    scan = sbd.ScanDefinition("s", given, "f")
    assert scan.scan_duration == SECOND
    assert json.loads(ska_oso_pdm.dumps(scan))["scan_duration"] == 1000
    assert scan.model_dump()["scan_duration"] == SECOND
    assert scan.model_dump(mode="json")["scan_duration"] == 1000


@pytest.mark.parametrize(
    "given", [-1, 0.5, "1000", True, None, timedelta(microseconds=1), timedelta(-1), 2**53]
)
def test_other_durations_are_refused(given: object) -> None:
    with pytest.raises(ValidationError):
        sbd.ScanDefinition("s", given, "f")


def test_durations_are_exact_over_their_range() -> None:
    for milliseconds in (0, 1, 2**53 - 1):
        scan = sbd.ScanDefinition("s", timedelta(milliseconds=milliseconds), "f")
        assert scan == sbd.ScanDefinition("s", milliseconds, "f")
        assert json.loads(ska_oso_pdm.dumps(scan))["scan_duration"] == milliseconds


def test_times_are_datetimes_that_keep_their_text() -> None:
    text = "2022-03-28T15:43:53.9715481234Z"
    metadata = sbd.MetaData(created_on=text)
    assert metadata.created_on == datetime(2022, 3, 28, 15, 43, 53, 971548, UTC)
    assert json.loads(ska_oso_pdm.dumps(metadata)) == {"created_on": text}
    again = pickle.loads(pickle.dumps(metadata))
    assert json.loads(ska_oso_pdm.dumps(again)) == {"created_on": text}
    metadata.created_on = metadata.created_on + SECOND
    assert json.loads(ska_oso_pdm.dumps(metadata)) == {
        "created_on": "2022-03-28T15:43:54.971548+00:00"
    }


def test_times_are_aware_where_the_text_is() -> None:
    assert sbd.MetaData(created_on="2022-03-28T15:43:53").created_on.tzinfo is None
    offset = sbd.MetaData(created_on="2022-03-28T15:43:53-03:30").created_on.utcoffset()
    assert offset == -timedelta(hours=3, minutes=30)


@pytest.mark.parametrize("given", ["2022-02-30T00:00:00", "2022-03-28", 5, "2022-03-28T24:00:00"])
def test_other_times_are_refused(given: object) -> None:
    with pytest.raises(ValidationError):
        sbd.MetaData(created_on=given)


def test_the_pattern_of_times_is_that_of_every_schema() -> None:
    for file in ROOT.glob("schemas/*/*.json"):
        for name, node in parsed(file).get("$defs", {}).items():
            if name == "DateTime":
                # Before 1.0 the hyphen is not escaped, which says the same.
                assert node["pattern"].replace("[+-]", r"[+\-]") == times.PATTERN, file
    newest = parsed(ROOT / "schemas/1.0/metadata.json")["$defs"]["DateTime"]
    assert newest["pattern"] == times.PATTERN


def test_times_as_astropy_times() -> None:
    metadata = sbd.MetaData(created_on="2022-03-28T15:43:53.25", last_modified_on=None)
    assert metadata.created_on_time == Time("2022-03-28T15:43:53.25", scale="utc")
    assert metadata.last_modified_on_time is None
    aware = sbd.MetaData(created_on="2022-03-28T15:43:53+02:00")
    assert aware.created_on_time == Time("2022-03-28T13:43:53", scale="utc")


def test_quantities_stand_beside_bare_numbers() -> None:
    block = ska_oso_pdm.load(mid())
    channel = block.sdp_configuration.scan_types[0].channels[0]
    assert channel.freq_min_quantity == 350 * units.MHz
    assert channel.freq_max_quantity.unit == units.Hz
    fsp = block.csp_configurations[0].cbf.fsp
    assert fsp[1].zoom_window_tuning_quantity == 650 * units.MHz
    assert fsp[0].zoom_window_tuning_quantity is None
    assert block.sdp_configuration.max_length_quantity == 10 * units.min
    common = sbd.CommonConfiguration(band_5_tuning=[5.85, 7.25])
    assert units.allclose(common.band_5_tuning_quantity, [5850, 7250] * units.MHz)
    beam = ska_oso_pdm.load(low()).subarray_beam_configurations[0]
    assert beam.update_rate_quantity == 0 * units.Hz
    assert beam.phase_centre_quantity.unit == units.deg
    assert beam.phase_centre_quantity.shape == (2,)
