"""Rows about what is observed: sets, targets, products, of a proposal or a science programme."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ska_oso_pdm.views.rows import Rows, direction, quantity, titled


def observation(observed: Any, calibration: list[Any]) -> Iterator[tuple[str, Rows]]:
    """Yield what is observed: what a row describes, in the singular, and the rows."""
    yield "observation set", [_set(entry) for entry in observed.observation_sets]
    yield "target", [_target(target) for target in observed.targets]
    yield "data product", [_product(entry) for entry in observed.data_product_sdps]
    regional = [[entry.data_products_src_id] for entry in observed.data_product_src_nets]
    yield "regional data product", regional
    yield "result", [_result(result) for result in observed.result_details]
    yield "calibration strategy", [_strategy(entry) for entry in calibration]


def _set(entry: Any) -> list[str]:
    details, array = entry.observation_type_details, entry.array_details
    width, centre = quantity(details, "bandwidth"), quantity(details, "central_frequency")
    supplied = details.supplied
    return [
        entry.observation_set_id,
        f"{array.array} {array.subarray}",
        str(entry.observing_band),
        str(details.observation_type),
        f"{width} about {centre}",
        (supplied and quantity(supplied, "quantity")) or "-",
    ]


def _target(target: Any) -> list[str]:
    coordinate = target.reference_coordinate
    name = titled(target.target_id or "(no id)", target.name)
    return [name, str(coordinate.kind), direction(coordinate)]


def _product(entry: Any) -> list[str]:
    parameters = entry.script_parameters
    return [entry.data_product_id, str(parameters.variant), f"of {entry.observation_set_ref}"]


def _result(result: Any) -> list[str]:
    of = result.data_product_ref or result.observation_set_ref
    where = f"at {result.target_ref}" if result.target_ref else ""
    return [of, where, _found(result.result)]


def _found(found: Any) -> str:
    """Write what was found for continuum and spectral channels."""
    if found is None:
        return "nothing yet"
    asked = found.supplied_type == "integration_time"
    pattern = "weighted_{}_sensitivity" if asked else "{}"
    values = [(kind, quantity(found, pattern.format(kind))) for kind in ("continuum", "spectral")]
    return ", ".join(f"{kind} {value}" for kind, value in values if value) or "nothing"


def _strategy(entry: Any) -> list[str]:
    calibrators = [calibrator.name or "(no name)" for calibrator in entry.calibrators]
    chosen = "by the observatory" if entry.observatory_defined else ", ".join(calibrators)
    of = f"of {entry.observation_set_ref}" if entry.observation_set_ref else ""
    return [chosen or "by the proposer", of]
