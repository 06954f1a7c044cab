"""A client of the package, for the type checkers and pylint: nothing in it may be complained of."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import ska_oso_pdm
from ska_oso_pdm import (
    ICRSCoordinates,
    SBDefinition,
    SinglePointParameters,
    Target,
    TelescopeType,
    dumps,
)
from ska_oso_pdm._shared import PointedMosaicParameters, PythonArguments, TimedeltaMs
from ska_oso_pdm._shared.spfrx import NoiseDiodeMode
from ska_oso_pdm._shared.target import AngleUnits, CoordinatesOffset
from ska_oso_pdm.builders import LowSBDefinitionBuilder, populate_scan_sequences
from ska_oso_pdm.builders.target_builder import LowTargetBuilder, generate_targets
from ska_oso_pdm.sb_definition import SBDefinitionID, ScanDefinition
from ska_oso_pdm.sb_definition.csp.midcbf import MidCBFConfiguration, ReceiverBand
from ska_oso_pdm.sb_definition.dish.dish_allocation import DishAllocation
from ska_oso_pdm.sb_definition.procedures import GitScript


def observe(name: str, sbd_id: SBDefinitionID | None = None) -> SBDefinition:
    """Make a block, as a service does."""
    duration: TimedeltaMs = timedelta(minutes=5)
    target = Target(
        name=name,
        reference_coordinate=ICRSCoordinates(ra_str="05:23:34.6", dec_str="-69:45:22.0"),
    )
    target.pointing_pattern.parameters.append(SinglePointParameters(offset_x_arcsec=3.0))
    target.pointing_pattern.parameters[0] = PointedMosaicParameters(
        units=AngleUnits.ARCSECONDS, offsets=[CoordinatesOffset(x=1.0)]
    )
    targets = [target, *generate_targets(LowTargetBuilder, num_targets=2)]
    block = LowSBDefinitionBuilder(targets=targets)
    block.sbd_id = sbd_id
    block.telescope = TelescopeType.SKA_LOW
    block.activities = {"observe": GitScript(repo="https://example.org/scripts", path="a.py")}
    block.activities["observe"].function_args["init"] = PythonArguments(kwargs={"n": 1})
    block.dish_allocations = DishAllocation(
        dish_ids=frozenset({"SKA001"}),
        scan_sequence=[ScanDefinition(scan_duration_ms=duration)],
    )
    return populate_scan_sequences(block, [1000, 2000])


def report(path: Path) -> float:
    """Read a block, and give the altitude above which it is observed, in degrees."""
    for issue in ska_oso_pdm.validate(path):
        print(issue.path, issue.message)
    block: SBDefinition = ska_oso_pdm.load_from_file(path)
    band = MidCBFConfiguration(frequency_band=ReceiverBand.BAND_1)
    print(dumps(block), block.total_duration, band.model_dump_json(), NoiseDiodeMode.PERIODIC)
    for scan in block.scans():
        print(scan.index, scan.start, scan.duration, scan.targets)
    if block.observing_constraints is None or block.observing_constraints.altitude.min is None:
        return 0.0
    return float(block.observing_constraints.altitude.min.to("deg").value)


if __name__ == "__main__":
    print(observe("LMC"))
