"""Values as telescopes and people use them, where schemas allow more than is ever meant."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ska_oso_pdm.testing.chance import Chance
from ska_oso_pdm.testing.values import Plausible, Schema

DAY_MS = 86_400_000
FINE_OF_COARSE = 144
"""Fine channels of SKA LOW to a coarse one."""
_FUNCTIONS = (*["visibilities"] * 5, "pulsar search", "pulsar timing", "vlbi")
_SCRIPTS = (
    *("vis-receive", "vis_receive", "pointing-offset", "pointing_offset", "continuum-imaging"),
    *("test-receive-addresses", "realtime-example"),
)
_NAMES = ("M51", "Cen A", "NGC 253", "Fornax", "PKS 1934-638", "Sgr A*", "éclair")


def dish(chance: Chance) -> str:
    """Name a dish, mostly one of SKA."""
    if chance.one_in(6):
        return f"MKT{chance.below(64):03}"
    return f"SKA{chance.whole(1, 133):03}"


def _dishes(chance: Chance, _: Schema) -> list[str]:
    return list(dict.fromkeys(dish(chance) for _ in range(chance.below(4))))


def _receptors(chance: Chance, _: Schema) -> list[str]:
    """Name receptors as up to 0.5: in one way in a block, by number or by name."""
    if chance.below(2):
        return _dishes(chance, {})
    return list(dict.fromkeys(f"{chance.whole(1, 133):04}" for _ in range(chance.below(4))))


def number(chance: Chance, _: Schema) -> float:
    """Make a number that is neither large nor small, of either JSON kind, negative zero too."""
    kind = chance.below(5)
    if kind == 0:
        return chance.pick((0, 0.0, -0.0, 1, 1.0, 0.1))
    if kind == 1:
        return chance.whole(-100, 100)
    return chance.whole(-(10**5), 10**5) / chance.pick((10, 1000, 100))


def positive(chance: Chance, schema: Schema) -> float:
    """Make a number that is not negative."""
    made = abs(number(chance, schema))
    return -0.0 if made == 0 and chance.one_in(4) else made


def between(low: int, high: int) -> Plausible:
    """Give what makes a number of a range, whole or of up to six digits behind the point."""

    def make(chance: Chance, schema: Schema) -> float:
        if schema.get("type") != "number" or chance.below(2) == 0:
            return chance.whole(low, high)
        digits = chance.pick((1, 3, 6))
        return chance.whole(low * 10**digits, high * 10**digits) / 10**digits

    return make


def _of(*options: Any) -> Plausible:
    return lambda chance, _: chance.pick(options)


def _duration_ms(chance: Chance, schema: Schema) -> float:
    made = chance.pick((1000, 1, 60_000, 140, 3_600_000, 1 + chance.below(DAY_MS)))
    if schema.get("type") == "integer" or chance.mostly(3):
        return made
    return chance.pick((float(made), made + 0.5, made + 0.125))


def _duration_s(chance: Chance, _: Schema) -> float:
    made = chance.below(DAY_MS)
    return chance.pick((10, 10.0, 0, -0.0, 59.5, made / 1000, made))


def _zoom(chance: Chance, schema: Schema) -> int:
    return chance.below(int(schema["maximum"]) + 1) if chance.one_in(4) else 0


def _beam(chance: Chance, schema: Schema) -> Any:
    made = chance.whole(1, 48)
    return str(made) if schema["type"] == "string" else made


def _several(make: Callable[[Chance], Any]) -> Plausible:
    return lambda chance, _: [make(chance) for _ in range(chance.below(4))]


def _robust(chance: Chance, schema: Schema) -> Any:
    made = chance.pick((0, 0.5, -2, 2, -1.25, 1.0))
    return str(made) if schema["type"] == "string" else made


def _weights(chance: Chance, _: Schema) -> list[float]:
    """Weigh antennas, mostly all alike."""
    made = [chance.pick((1, 1.0, 0.5))] * chance.below(4)
    return [*made, 0.25] if chance.one_in(10) else made


def _tuning(chance: Chance, _: Schema) -> list[float]:
    return [chance.pick((5.85, 7.25, 6)) for _ in range(chance.whole(1, 2))]


PLAUSIBLE: dict[str, Plausible] = {
    # Telescopes
    "telescope": _of("ska_mid", "ska_low", "ska_mid", "ska_low", "ska_mid", "MeerKAT"),
    "dish_ids": _dishes,
    "reference_dishes": _dishes,
    "receptor_ids": _receptors,
    "receptorIDList": _receptors,
    "receptors": _several(dish),
    "required_receptors": _dishes,
    "DishAllocation.selected_subarray_definition": _of("AA0.5", "AA1", "Custom", "AA*"),
    "station_id": between(1, 511),
    "substation_id": between(1, 4),
    "weighting_key": _of("uniform", "uniform", "inverse"),
    "subarray_beam_id": _beam,
    "antenna_weights": _weights,
    "phase_centre": lambda chance, _: [-6.5, 2] if chance.one_in(10) else [0, 0.0],
    "channel_blocks": _several(lambda chance: chance.below(100)),
    # Positions
    "az": between(0, 360),
    "el": between(20, 85),
    "l": between(0, 360),
    "b": between(-90, 90),
    "epoch": _of(2000, 2000.0, 2015.5),
    "pm_ra": _of(0.0, 0, -0.0, 12.5, -3),
    "pm_dec": _of(0, 0.0, -0.0, -4.25),
    "pm_l": _of(0, 0.0, 3.5),
    "pm_b": _of(0.0, 0, -1),
    "parallax": _of(0.0, 0, 1.5),
    "redshift": _of(0, 0.0, 0.125),
    "n_rows": between(1, 20),
    "SiderealTarget.target_name": _of(*_NAMES),
    "DriftScanTarget.target_name": _of(*_NAMES),
    "Target.name": _of("", *_NAMES),
    "SiderealTarget.name": _of(*_NAMES),
    "stn_weights": _several(lambda chance: chance.pick((1.0, 1, 0.5))),
    # Scans
    "scan_duration_ms": _duration_ms,
    "ScanDefinition.scan_duration": _duration_ms,
    "scanDuration": _duration_s,
    "integration_time_ms": _of(849, 849.3, 283),
    "scan_intent": _of("Science", "Calibration"),
    "MetaData.version": between(0, 20),
    "Metadata.version": between(0, 20),
    # Correlators
    "fsp_id": between(1, 27),
    "spw_id": between(1, 27),
    "integrationTime": _of(1400, 140, 280),
    "integration_factor": between(1, 10),
    "time_integration_factor": between(1, 10),
    "zoom_factor": _zoom,
    "logical_fsp_ids": _several(lambda chance: chance.whole(1, 27)),
    "CommonConfiguration.band_5_tuning": _tuning,
    "subarray_id": between(1, 16),
    # Science data processor
    "Beam.function": _of(*_FUNCTIONS),
    "SDPBeam.function": _of(*_FUNCTIONS),
    "Script.name": _of(*_SCRIPTS),
    "Script.version": _of("0.1.3", "1.0.0", "4.3.0"),
    "max_length": _of(3600, 100.0, 0),
    "csp_links": _several(lambda chance: chance.whole(1, 16)),
    "count": between(1, 14_880),
    "start": between(0, 14_880),
    "stride": between(1, 4),
    "freq_min": between(350_000_000, 400_000_000),
    "freq_max": between(400_000_000, 1_050_000_000),
    "corr_type": _of(["XX", "XY", "YX", "YY"], ["XX", "YY"], []),
    # Proposals
    "robust": _robust,
}
"""What makes values, by key, or by title and key where a key has several meanings."""
