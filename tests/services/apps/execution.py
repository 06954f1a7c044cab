"""An execution tool: carries a scheduling block out, and records all that it asks of a telescope.

    POST /executions                    executes a block of the archive; answers the record
    PUT  /executions/{eb_id}/labels     adds labels to a record, also while it grows

The record is an execution block. It is stored in the archive when the execution begins, and again
after every request, so that each of its editions says what was known at that time.

Run it with `uvicorn --factory tests.services.apps.execution:create_app`.
"""

from __future__ import annotations

import traceback
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, NamedTuple

from fastapi import FastAPI, HTTPException, Response
from pydantic import BaseModel, Field

import ska_oso_pdm as pdm
from ska_oso_pdm.entity_status_history import OSOEBStatus
from ska_oso_pdm.execution_block import ErrorWrapper, RequestResponse, ResponseWrapper
from ska_oso_pdm.ext.blocks.scans import Scan, ScanPart
from ska_oso_pdm.sb_instance import ActivityCall, FunctionArgs
from tests.services.apps.archive_client import Archive, ArchiveClient, faithful
from tests.services.apps.refusals import MAX_EDITION, MAX_NAME, NAME, Name, guard

ACTIVITY = "observe"


class Order(BaseModel):
    """What to execute.

    Attributes:
        sbd_id: the scheduling block definition.
        version: its edition; the latest if none is named.
        subarray_id: number of the sub-array to use.
        labels: labels of the record.
    """

    sbd_id: Annotated[str, Field(pattern=NAME, max_length=MAX_NAME)]
    version: Annotated[int, Field(ge=0, le=MAX_EDITION)] | None = None
    subarray_id: int = 1
    labels: dict[str, bool | int | float | str] = {}


class Command(NamedTuple):
    """A function of the telescope with the arguments of one call."""

    function: str
    arguments: dict[str, Any]


class CommandError(Exception):
    """The telescope refuses a command."""


def create_app() -> FastAPI:
    """Make the application, with the archive that the environment names."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        app.state.archive = ArchiveClient()
        yield
        app.state.archive.close()

    app = FastAPI(title="Execution tool", lifespan=lifespan)
    guard(app)
    app.post("/executions", status_code=201)(execute)
    app.put("/executions/{eb_id}/labels")(add_labels)
    return app


def execute(order: Order, archive: Archive) -> Response:
    """Execute a block; after a command that fails, only what was taken is given back."""
    block = block_of(order, archive)
    record = begin(order, block, archive)
    good = True
    for command in commands(block, order.subarray_id):
        if good or command.function == "release_resources":
            request = call(command)
            record = note(request, record, archive)
            good = good and request.error is None
    status = OSOEBStatus.FULLY_OBSERVED if good else OSOEBStatus.FAILED
    finish(record, status, archive)
    return faithful(record, 201)


def block_of(order: Order, archive: ArchiveClient) -> pdm.SBDefinition:
    """Get the block that is ordered, if it can be executed."""
    block = archive.get("sbds", order.sbd_id, order.version)
    if not isinstance(block, pdm.SBDefinition):
        version = block.interface.rpartition("/")[2]
        message = f"has the layout {version}; only blocks of 1.0 can be executed"
        raise HTTPException(422, f"{order.sbd_id!r} {message}")
    if block.telescope is None:
        raise HTTPException(422, f"{order.sbd_id!r} names no telescope; give it one")
    return block


def add_labels(
    eb_id: Name, labels: dict[str, bool | int | float | str], archive: Archive
) -> Response:
    """Add labels to a record; those of the same name are replaced."""
    record = archive.change("ebs", eb_id, lambda record: record.labels.update(labels))
    return faithful(record)


def note(
    request: RequestResponse, record: pdm.OSOExecutionBlock, archive: ArchiveClient
) -> pdm.OSOExecutionBlock:
    """Add a request to the record in the archive, where others may have added labels."""
    return archive.change(
        "ebs", record.eb_id, lambda latest: latest.request_responses.append(request)
    )


def begin(order: Order, block: pdm.SBDefinition, archive: ArchiveClient) -> pdm.OSOExecutionBlock:
    """Store the instance of the block and its empty record, each with a reference to the other."""
    common: dict[str, Any] = {
        "telescope": block.telescope,
        "sbd_ref": block.sbd_id,
        "sbd_version": block.metadata and block.metadata.version,
    }
    init = pdm.PythonArguments(kwargs={"subarray_id": order.subarray_id})
    activity = ActivityCall(
        activity_ref=ACTIVITY,
        runtime_args=[FunctionArgs(function_name="init", function_args=init)],
    )
    instance = archive.add(
        "sbis", pdm.SBInstance(**common, subarray_id=order.subarray_id, activities=[activity])
    )
    record = archive.add(
        "ebs", pdm.OSOExecutionBlock(**common, sbi_ref=instance.sbi_id, labels=order.labels)
    )
    instance.eb_ref = record.eb_id
    archive.replace("sbis", instance.sbi_id, instance)
    created = pdm.OSOEBStatusHistory(eb_ref=record.eb_id, current_status=OSOEBStatus.CREATED)
    archive.add("eb-statuses", created)
    return record


def finish(record: pdm.OSOExecutionBlock, status: OSOEBStatus, archive: ArchiveClient) -> None:
    """Store how the execution ended."""

    def end(history: pdm.OSOEBStatusHistory) -> None:
        history.previous_status, history.current_status = history.current_status, status
        history.eb_version = record.metadata.version

    archive.change("eb-statuses", record.eb_id, end)


def commands(block: pdm.SBDefinition, subarray_id: int) -> Iterator[Command]:
    """Yield what is asked of the telescope, in order."""
    own = {"subarray_id": subarray_id}
    yield Command("assign_resources", {**own, **resources(block)})
    for scan in block.scans():
        yield Command(
            "configure", {**own, "scan": scan.index, "parts": list(map(set_up, scan.parts))}
        )
        yield Command("scan", {**own, "scan": scan.index, "duration_ms": milliseconds(scan)})
    yield Command("release_resources", own)


def resources(block: pdm.SBDefinition) -> dict[str, Any]:
    """Give the dishes, or the stations of each subarray beam, that a block takes."""
    if block.dish_allocations:
        return {"dish_ids": sorted(block.dish_allocations.dish_ids)}
    beams = block.mccs_allocation.subarray_beams if block.mccs_allocation else []
    return {
        "subarray_beams": {
            str(beam.subarray_beam_id): [aperture.station_id for aperture in beam.apertures]
            for beam in beams
        }
    }


def set_up(part: ScanPart) -> dict[str, Any]:
    """Give how the telescope is set up for a part of a scan; None where a link names nothing."""
    return {
        "subarray_beam_id": part.subarray_beam and part.subarray_beam.subarray_beam_id,
        "target_id": part.target and part.target.target_id,
        "config_id": part.csp_configuration and part.csp_configuration.config_id,
    }


def milliseconds(scan: Scan) -> float:
    return scan.duration / timedelta(milliseconds=1)


def call(command: Command) -> RequestResponse:
    """Call the telescope, and give the entry of the record: the request and what came of it."""
    arguments = pdm.PythonArguments(kwargs=command.arguments)
    request = RequestResponse(request=command.function, request_args=arguments)
    try:
        answer = telescope(command)
    except CommandError as error:
        request.status = "ERROR"
        request.error = ErrorWrapper(detail=str(error), stacktrace=traceback.format_exc())
    else:
        request.status = "OK"
        request.response = ResponseWrapper(result=answer)
    request.response_received_at = datetime.now(UTC)
    return request


def telescope(command: Command) -> str:
    """Stand in for a telescope, which cannot be set up for a target that is not there."""
    for number, part in enumerate(command.arguments.get("parts", [])):
        if part["target_id"] is None:
            scan = command.arguments["scan"]
            raise CommandError(f"scan {scan} has no target in part {number}: nowhere to point")
    return f"{command.function} done"
