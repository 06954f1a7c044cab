"""The lines of a summary."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from ska_oso_pdm.codec import Receipt


def summarise(block: Any, receipt: Receipt) -> Iterator[str]:
    """Yield the lines of the summary of a scheduling block definition."""
    yield f"Scheduling block definition {block.sbd_id or '(no id)'}"
    yield from _table(_header(block, receipt))
    yield from _section("Targets", _targets(block))
    yield from _section(_scans_title(block), _scans(block))
    yield from _section("Resources", _resources(block))
    dangling = block.dangling_references()
    yield from _section("References that name nothing", [[str(entry)] for entry in dangling])
    yield from _section("Unknown keys", [[path] for path in receipt.unknown])


def duration(length: timedelta | None) -> str:
    """Write a duration: `1:00:04.5` is an hour and four and a half seconds."""
    if length is None:
        return "?"
    text = str(length)
    return text.rstrip("0") if "." in text else text


def _section(title: str, rows: Sequence[Sequence[str]]) -> Iterator[str]:
    if rows:
        yield ""
        yield title
        yield from _table(rows)


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield rows with aligned columns."""
    widths = [max(len(row[i]) for row in rows if i < len(row)) for i in range(max(map(len, rows)))]
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, widths)]
        yield f"  {'  '.join(cells)}".rstrip()


def _header(block: Any, receipt: Receipt) -> list[list[str]]:
    rows = [["layout", f"{receipt.entity} {receipt.version}"]]
    rows += [["label", issue.message] for issue in receipt.findings]
    rows.append(["telescope", str(block.telescope or "(none)")])
    metadata = block.metadata
    if metadata:
        rows.append(["edition", str(metadata.version)])
        rows.append(["written", _who_and_when(metadata.created_by, metadata.created_on)])
        if metadata.last_modified_by or metadata.last_modified_on:
            changed = _who_and_when(metadata.last_modified_by, metadata.last_modified_on)
            rows.append(["changed", changed])
    for name, procedure in (block.activities or {}).items():
        where = getattr(procedure, "path", "(embedded)")
        rows.append(["activity", f"{name}: {procedure.procedure_type} {where}"])
    return rows


def _who_and_when(who: str | None, when: Any) -> str:
    text = f"by {who or '(nobody named)'}"
    return f"{text} on {when.isoformat(' ', 'seconds')}" if when else text


def _targets(block: Any) -> list[list[str]]:
    return [
        [
            field.field_id or "(no id)",
            target.target_id or "(no id)",
            target.kind,
            _direction(target),
            target.target_name or "",
        ]
        for field in block.field_configurations or ()
        for target in field.targets or ()
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
        rows.append(["dishes", ", ".join(block.dish_allocations.receptor_ids or ()) or "(none)"])
    for dish in block.dish_configurations or ():
        rows.append(
            ["dish configuration", f"{dish.dish_configuration_id}: band {dish.receiver_band}"]
        )
    for csp in block.csp_configurations or ():
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
    for beam in block.target_beam_configurations or ():
        link = f"{beam.target_beam_id}: {beam.subarray_beam_configuration} at {beam.target}"
        rows.append(["target beam", link])
    return rows
