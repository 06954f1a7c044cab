"""A proposal for tests, made by hand: two groups of observation sets, and every kind of value."""

from __future__ import annotations

from typing import Any


def proposal() -> dict[str, Any]:
    """A draft that asks for two sets of SKA LOW in one group, and one of SKA MID without group."""
    return {
        "status": "draft",
        "submitted_on": None,
        "submitted_by": "",
        "investigator_refs": [],
        "cycle": "SKA_5000_2026",
        "note": {"kept": [1, 1.0, None, {}]},
        "proposal_info": {
            "title": "Galaxies of the south — 南",
            "proposal_type": {"main_type": "standard_proposal", "attributes": None},
            "abstract": "",
            "investigators": [
                {"user_id": "DefaultUser", "status": "Accepted", "principal_investigator": True},
                {"user_id": "OtherUser", "status": "Pending", "given_name": None},
                {"user_id": "", "status": "Pending", "email": "someone@example.org"},
            ],
        },
        "observation_info": {
            "targets": [
                target("M 83", "13:37:00.95", "-29:51:55.5"),
                target("NGC 253", "00:47:33.12", "-25:17:17.6"),
            ],
            "documents": [{"document_id": "doc-1", "uploaded_pdf": False}],
            "observation_sets": [
                observation_set("obs-low-1", low(), 75, 100, supplied("integration_time", 8, "h")),
                observation_set(
                    "obs-low-2", low(), 75.0, 300.5, supplied("integration_time", 90.5, "min")
                ),
                observation_set(
                    "obs-mid", mid(), 435, 797.5, supplied("sensitivity", 600, "mJy / beam")
                ),
            ],
            "data_product_sdps": [
                product("SDP-1", "obs-low-1", image()),
                product("SDP-2", "obs-low-1", visibilities()),
                product(
                    "SDP-3",
                    "obs-mid",
                    image(
                        weight={"weighting": "natural"},
                        image_cellsize={"value": 0.0005, "unit": "deg"},
                    ),
                ),
            ],
            "data_product_src_nets": [{"data_products_src_id": "SRC-1"}],
            "result_details": [
                result("obs-low-1", "SDP-1", "M 83"),
                result("obs-low-1", "SDP-1", "NGC 253"),
                result("obs-low-2", None, "NGC 253"),
                result("obs-mid", "SDP-3", "M 83", times(1.5, None)),
                result("obs-mid", "SDP-3", "NGC 253", times(None, 45)),
            ],
            "calibration_strategy": [
                {
                    "observatory_defined": True,
                    "calibration_id": "cal-1",
                    "observation_set_ref": "obs-low-1",
                    "calibrators": None,
                    "notes": None,
                },
                {
                    "observatory_defined": False,
                    "observation_set_ref": "obs-mid",
                    "calibrators": [{"name": "PKS 1934-638", "duration_min": 10}],
                },
            ],
        },
    }


def target(name: str, ra: str, dec: str) -> dict[str, Any]:
    coordinate = {"kind": "icrs", "ra_str": ra, "dec_str": dec, "epoch": 2000}
    return {"target_id": name, "name": name, "reference_coordinate": coordinate}


def low() -> dict[str, Any]:
    return {"array": "ska_low", "subarray": "aa0.5", "number_of_stations": 4}


def mid() -> dict[str, Any]:
    return {"array": "ska_mid", "subarray": "aa*", "weather": 5, "number_15_antennas": 4}


def observation_set(
    name: str, array: dict[str, Any], bandwidth: float, frequency: float, asked: dict[str, Any]
) -> dict[str, Any]:
    of_low = array["array"] == "ska_low"
    return {
        "observation_set_id": name,
        "group_id": "group-low" if of_low else None,
        "observing_band": "low_band" if of_low else "mid_band_1",
        "elevation": 45,
        "array_details": array,
        "observation_type_details": {
            "observation_type": "continuum",
            "bandwidth": {"value": bandwidth, "unit": "MHz"},
            "central_frequency": {"value": frequency, "unit": "MHz"},
            "supplied": asked,
            "robust": None,
        },
    }


def supplied(kind: str, value: float, unit: str) -> dict[str, Any]:
    return {"supplied_type": kind, "quantity": {"value": value, "unit": unit}}


def product(name: str, observed: str, parameters: dict[str, Any]) -> dict[str, Any]:
    return {
        "data_product_id": name,
        "observation_set_ref": observed,
        "script_parameters": parameters,
    }


def image(**parameters: Any) -> dict[str, Any]:
    return {
        "kind": "continuum",
        "variant": "continuum image",
        "image_size": {"value": 1024, "unit": "pix"},
        "image_cellsize": {"value": 0.5, "unit": "arcsec"},
        "weight": {"weighting": "briggs", "robust": -2.0},
        "polarisations": ["I", "Q"],
        "channels_out": 12,
        "gaussian_taper": "3",
        "gaussian_taper_1400_MHz": None,
        **parameters,
    }


def visibilities() -> dict[str, Any]:
    return {
        "kind": "continuum",
        "variant": "visibilities",
        "time_averaging": 1,
        "frequency_averaging": 1.0,
    }


def result(
    observed: str, product: str | None, target: str, found: dict[str, Any] | None = None
) -> dict[str, Any]:
    beam = {"continuum": "0.42 x 0.28", "spectral": None, "unit": "arcsec²"}
    return {
        "observation_set_ref": observed,
        "data_product_ref": product,
        "target_ref": target,
        "result": found,
        "continuum_confusion_noise": {"value": 0, "unit": "Jy / beam"},
        "synthesized_beam_size": beam,
    }


def times(continuum: float | None, spectral: float | None) -> dict[str, Any]:
    return {
        "supplied_type": "sensitivity",
        "continuum": continuum and {"value": continuum, "unit": "h"},
        "spectral": spectral and {"value": spectral, "unit": "min"},
    }


def panel(name: str, prsl_ids: list[str]) -> dict[str, Any]:
    """A panel with two reviewers of the science and one of the feasibility who have agreed."""
    return {
        "panel_id": name,
        "name": "Galaxies",
        "cycle": "SKA_5000_2026",
        "expiry_date": "2026-12-24T00:00:00",
        "proposals": [{"prsl_id": prsl_id, "assigned_on": None} for prsl_id in prsl_ids],
        "sci_reviewers": [
            {"reviewer_id": "science-1", "status": "Accepted"},
            {
                "reviewer_id": "science-2",
                "status": "Accepted",
                "assigned_on": "2026-11-21T09:30:00+02:00",
            },
            {"reviewer_id": "science-3", "status": "Declined"},
            {"reviewer_id": "science-4"},
        ],
        "tech_reviewers": [{"reviewer_id": "technical-1", "status": "Accepted"}],
    }
