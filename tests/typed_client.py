"""A client of the package, for the type checkers and pylint: nothing in it may be complained of."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import assert_never

import ska_oso_pdm
from ska_oso_pdm import (
    AltAzCoordinates,
    CoordinateKind,
    GalacticCoordinates,
    ICRSCoordinates,
    OSOExecutionBlock,
    Proposal,
    SBDefinition,
    SinglePointParameters,
    SpecialCoordinates,
    Target,
    TelescopeType,
    TLECoordinates,
    dumps,
)
from ska_oso_pdm._shared import PointedMosaicParameters, PythonArguments, TimedeltaMs
from ska_oso_pdm._shared.spfrx import NoiseDiodeMode
from ska_oso_pdm._shared.target import AngleUnits, CoordinatesOffset
from ska_oso_pdm.builders import LowSBDefinitionBuilder, populate_scan_sequences
from ska_oso_pdm.builders.target_builder import LowTargetBuilder, generate_targets
from ska_oso_pdm.execution_block import RequestResponse, ResponseWrapper
from ska_oso_pdm.generated.v0_1 import sbd as sbd_0_1
from ska_oso_pdm.generated.v0_4 import sbd as sbd_0_4
from ska_oso_pdm.generated.v0_7 import sbd as sbd_0_7
from ska_oso_pdm.openapi import CODEC
from ska_oso_pdm.project import ObservingBlock, Project, Purpose, ScienceProgramme
from ska_oso_pdm.proposal.data_product_sdp import ContinuumImageParameters, ProductType
from ska_oso_pdm.proposal.info import ObservationInfo, ProposalInfo, ProposalType
from ska_oso_pdm.proposal.investigator import Investigator
from ska_oso_pdm.proposal.proposal import ProposalStatus
from ska_oso_pdm.proposal_management.review import Conflict, PanelReview, ScienceReview
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


def execute(block: SBDefinition) -> OSOExecutionBlock:
    """Record the scans of a block."""
    record = OSOExecutionBlock(telescope=TelescopeType.SKA_LOW, sbd_ref=block.sbd_id)
    record.labels.update(shift="day", scans=len(list(block.scans())), simulated=True)
    for scan in block.scans():
        arguments = PythonArguments(args=[scan.index])
        answer = ResponseWrapper(result="done")
        record.request_responses.append(
            RequestResponse(request="scan", request_args=arguments, status="OK", response=answer)
        )
    return record


def propose(title: str) -> Project:
    """Make a proposal, and the project that it becomes."""
    info = ProposalInfo(
        title=title,
        proposal_type=ProposalType(main_type="standard_proposal"),
        investigators=[Investigator(status="Pending", user_id="user-1")],
    )
    proposal = Proposal(cycle="2026", proposal_info=info, observation_info=ObservationInfo())
    proposal.status = ProposalStatus.SUBMITTED
    programme = ScienceProgramme(targets=proposal.observation_info.targets)
    for product in proposal.observation_info.data_product_sdps:
        parameters = product.script_parameters
        if isinstance(parameters, ContinuumImageParameters):
            print(parameters.image_size.to("pix"), parameters.weight.robust)
        assert parameters.kind is not ProductType.PST
    block = ObservingBlock(obs_block_id="ob-1", science_programmes=[programme])
    return Project(prsl_ref=proposal.prsl_id, obs_blocks=[block], purpose=Purpose.SCIENCE)


def review(prsl_id: str) -> PanelReview:
    """Make a review."""
    made = PanelReview(
        review_id="review-1",
        reviewer_id="user-2",
        prsl_id=prsl_id,
        review_type=ScienceReview(conflict=Conflict(has_conflict=False), rank=7),
    )
    made.metadata.version = 2
    for reference in ska_oso_pdm.references(made):
        print(reference.entity, reference.id, reference.path)
    return made


def report(path: Path) -> float:
    """Read a block, and give the altitude above which it is observed, in degrees."""
    for issue in ska_oso_pdm.validate(path):
        print(issue.path, issue.message)
    block = ska_oso_pdm.load_as(SBDefinition, path)
    again: SBDefinition = CODEC.loads(SBDefinition, CODEC.dumps(block))
    print(again.sbd_id)
    band = MidCBFConfiguration(frequency_band=ReceiverBand.BAND_1)
    print(dumps(block), block.total_duration, band.model_dump_json(), NoiseDiodeMode.PERIODIC)
    for scan in block.scans():
        print(scan.index, scan.start, scan.duration, scan.targets)
    if block.observing_constraints is None or block.observing_constraints.altitude.min is None:
        return 0.0
    return float(block.observing_constraints.altitude.min.to("deg").value)


def extend(block: SBDefinition) -> SBDefinition:
    """Use containers that the document may lack, or have as null, without asking."""
    block.targets.append(Target(reference_coordinate=AltAzCoordinates(az=1.0, el=2.0)))
    block.targets[0].name = "zenith"
    for csp in [*block.csp_configurations, *reversed(block.csp_configurations)]:
        print(csp.config_id, block.qa_threshold_overrides.get("limit"))
    for name, procedure in sorted(block.activities.items()):
        print(name, procedure.kind, procedure.function_args["init"].kwargs)
    for script in block.sdp_configurations:
        script.script_parameters["n"] = len(block.sdp_configurations)
    del block.sdp_configurations
    return block


def kind_of(document: SBDefinition | Project | Proposal) -> str:
    """Tell documents of several entities apart by their classes."""
    match document:
        case SBDefinition(targets=[Target(name=name), *_]):
            return f"block of {name}"
        case SBDefinition():
            return f"block of {len(document.targets)} targets"
        case Project(obs_blocks=blocks):
            return f"project with {len(blocks)} observing blocks"
        case Proposal(proposal_info=info):
            return f"proposal of {len(info.investigators)} investigators"
        case _:
            assert_never(document)


def pointed(block: sbd_0_1.SBDefinition) -> list[str | None]:
    """Tell which targets the scans of a block of 2022 have, by the classes of its layout."""
    targets = [target for scan in block.scans() for target in scan.targets]
    return [target.ra for target in targets if isinstance(target, sbd_0_1.SiderealTarget)]


def corrected(block: sbd_0_4.SBDefinition) -> list[tuple[timedelta, sbd_0_4.PointingCorrection]]:
    """Tell the same of a block of 2024."""
    return [
        (scan.definition.scan_duration, scan.definition.pointing_correction)
        for scan in block.scans()
        if scan.definition is not None
    ]


def observed(block: sbd_0_7.SBDefinition) -> dict[str, sbd_0_7.Target]:
    """Tell the same of a block of 2025; scans of today's layout have today's classes."""
    first: sbd_0_7.Target = block.get_target(block.targets[0].target_id)
    named = {target.target_id: target for scan in block.scans() for target in scan.targets}
    return {first.target_id: first, **named}


def observed_today(block: SBDefinition) -> list[Target]:
    """Tell which targets a block of today observes first."""
    definitions: list[ScanDefinition] = [scan.definition for scan in block.scans()]
    return [block.get_target(one.target_ref) for one in definitions if one.target_ref]


def place(target: Target) -> str:
    """Tell the kinds of a coordinate apart by their classes."""
    coordinate = target.reference_coordinate
    match coordinate:
        case ICRSCoordinates(ra_str=ra, dec_str=dec):
            return f"icrs {ra} {dec}"
        case GalacticCoordinates(l=longitude, b=latitude):
            return f"galactic {longitude:g} {latitude:g}"
        case AltAzCoordinates():
            return f"altaz {coordinate.az:g} {coordinate.el:g}"
        case SpecialCoordinates(name=name) | TLECoordinates(name=name):
            return f"{coordinate.kind} {name}"
        case _:
            assert_never(coordinate)


def place_by_tag(target: Target) -> str:
    """Tell them apart by the tag, and by `isinstance`."""
    coordinate = target.reference_coordinate
    if coordinate.kind is CoordinateKind.ICRS:
        text = f"{coordinate.ra_str} {coordinate.dec_str}"
    elif coordinate.kind is CoordinateKind.GALACTIC:
        text = f"{coordinate.l:g} {coordinate.b:g}"
    elif isinstance(coordinate, AltAzCoordinates):
        text = f"{coordinate.az:g} {coordinate.el:g}"
    else:
        text = coordinate.name  # of a body or a satellite
    return f"{coordinate.kind} {text}"


if __name__ == "__main__":
    print(execute(observe("LMC")), propose("Magellanic Clouds"), review("prsl-1"))
