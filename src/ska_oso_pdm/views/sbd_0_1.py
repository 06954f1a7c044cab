"""The sections of a summary of layout 0.1."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from ska_oso_pdm.views.rows import duration, edition


def header(block: Any) -> list[list[str]]:
    """Give the rows that say what the block is, who wrote it and what carries it out."""
    rows = [["telescope", str(block.telescope or "(none)")], *edition(block.metadata)]
    for name, procedure in block.activities.items():
        where = getattr(procedure, "path", "(embedded)")
        rows.append(["activity", f"{name}: {procedure.procedure_type} {where}"])
    return rows


def sections(block: Any) -> Iterator[tuple[str, list[list[str]]]]:
    """Yield title and rows of each section."""
    yield "Targets", _targets(block)
    yield _scans_title(block), _scans(block)
    yield "Resources", _resources(block)


def _targets(block: Any) -> list[list[str]]:
    return [
        [
            field.field_id or "(no id)",
            target.target_id or "(no id)",
            target.kind,
            _direction(target),
            target.target_name or "",
        ]
        for field in block.field_configurations
        for target in field.targets
    ]


def _direction(target: Any) -> str:
    if target.kind == "sidereal":
        return f"{target.ra} {target.dec} {target.reference_frame}"
    return f"az {target.az}° el {target.el}°" if target.kind == "driftscan" else ""


def _scans_title(block: Any) -> str:
    scans = list(block.scans())
    known = [scan.duration for scan in scans if scan.duration is not None]
    more = "" if len(known) == len(scans) else ", and scans of unknown duration"
    return f"Scans: {len(scans)} in {duration(sum(known, timedelta(0)))}{more}"


def _scans(block: Any) -> list[list[str]]:
    rows = [["", "start", "duration", "scan definition", "field", "targets", "dish", "CSP", "SDP"]]
    for scan in block.scans():
        links = scan.definition
        targets = ", ".join(target.target_id or "(no id)" for target in scan.targets)
        rows.append(
            [
                str(scan.index + 1),
                duration(scan.start),
                duration(scan.duration),
                scan.scan_definition_id if links else f"{scan.scan_definition_id} (not defined)",
                links.field_configuration if links else "",
                targets,
                (links and links.dish_configuration) or "-",
                (links and links.csp_configuration) or "-",
                (links and links.scan_type) or "-",
            ]
        )
    return rows if len(rows) > 1 else []


def _resources(block: Any) -> list[list[str]]:
    rows = []
    if block.dish_allocations:
        rows.append(["dishes", ", ".join(block.dish_allocations.receptor_ids) or "(none)"])
    for dish in block.dish_configurations:
        rows.append(
            ["dish configuration", f"{dish.dish_configuration_id}: band {dish.receiver_band}"]
        )
    for csp in block.csp_configurations:
        fsps = csp.cbf.fsp if csp.cbf else ()
        modes = ", ".join(f"FSP {fsp.fsp_id} {fsp.function_mode}" for fsp in fsps)
        rows.append(["CSP configuration", f"{csp.config_id}: {modes or 'no FSP'}"])
    sdp = block.sdp_configuration
    if sdp:
        rows.append(["execution block", f"{sdp.eb_id}, at most {sdp.max_length} s"])
        for processing in sdp.processing_blocks:
            flow = processing.workflow
            rows.append(
                [f"{flow.kind} workflow", f"{processing.pb_id}: {flow.name} {flow.version}"]
            )
    mccs = block.mccs_allocation
    if mccs:
        stations = "; ".join(", ".join(map(str, row)) for row in mccs.station_ids)
        rows.append(["stations", stations])
        rows.append(["subarray beams", ", ".join(mccs.subarray_beam_ids)])
    for beam in block.target_beam_configurations:
        link = f"{beam.target_beam_id}: {beam.subarray_beam_configuration} at {beam.target}"
        rows.append(["target beam", link])
    return rows
