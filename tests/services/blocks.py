"""Blocks of today's layout for tests, made by hand: small, and with every kind of value."""

from __future__ import annotations

from typing import Any

URL = "https://schema.skao.int/ska-oso-pdm-sbd/1.0"
OLD_LABEL = "https://schema.skao.int/ska-oso-pdm-sbd/0.1"


def mid() -> dict[str, Any]:
    """A block of SKA MID with quantities in several units and number forms."""
    return {
        "interface": URL,
        "sbd_id": "sbd-t0001-20261121-00001",
        "telescope": "ska_mid",
        "metadata": {"version": 1, "created_on": "2026-11-21T09:30:00Z", "pdm_version": "28.1.0"},
        "targets": [
            {
                "target_id": "target-10001",
                "name": "Fornax A",
                "reference_coordinate": {
                    "kind": "icrs",
                    "ra_str": "03:22:41.79",
                    "dec_str": "-37:12:29.5",
                },
                "radial_velocity": {"quantity": {"value": 1760, "unit": "km / s"}},
            }
        ],
        "observing_constraints": {
            "altitude": {"min": {"value": 20.0, "unit": "deg"}},
            "lst": {
                "start": {"value": 23, "unit": "hourangle"},
                "end": {"value": 0.5, "unit": "rad"},
            },
        },
        "csp_configurations": [
            {
                "config_id": "csp-configuration-10001",
                "midcbf": {
                    "frequency_band": "1",
                    "subbands": [
                        {
                            "correlation_spws": [
                                {
                                    "spw_id": 1,
                                    "zoom_factor": 0,
                                    "centre_frequency": 700000000,
                                    "number_of_channels": 14880,
                                    "time_integration_factor": 10,
                                }
                            ]
                        }
                    ],
                },
            }
        ],
        "dish_allocations": {
            "dish_ids": ["SKA036", "SKA001"],
            "scan_sequence": [
                {
                    "target_ref": "target-10001",
                    "csp_configuration_ref": "csp-configuration-10001",
                    "scan_duration_ms": 300000.0,
                    "scan_duration": {"value": 300, "unit": "s"},
                },
                {"target_ref": "target-10001", "scan_duration_ms": 849},
            ],
        },
    }
