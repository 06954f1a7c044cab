"""The sections of a summary of layout 1.0."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

from ska_oso_pdm.phrases import count
from ska_oso_pdm.views.rows import (
    AsItStands,
    Rows,
    direction,
    duration,
    edition,
    quantity,
    titled,
)


def header(block: Any) -> Rows:
    """Give the rows that say what the block is, who wrote it and what carries it out."""
    rows = [["name", block.name]] if block.name else []
    rows.append(["telescope", str(block.telescope or "(none)")])
    if block.validate_against:
        rows.append(["validate against", str(block.validate_against)])
    rows += edition(block.metadata)
    for name, script in block.activities.items():
        rows.append(["activity", f"{name}: {script.kind} {_where(script)}"])
    return rows


def sections(block: Any) -> Iterator[tuple[str, Rows]]:
    """Yield title and rows of each section."""
    yield "Targets", [_target(target) for target in block.targets]
    yield "Observing constraints", _constraints(block.observing_constraints)
    scans = list(block.scans())
    length = sum((scan.duration for scan in scans), timedelta(0))
    yield f"Scans: {len(scans)} in {duration(length)}", _scans(scans)
    yield "Resources", [*_resources(block)]


def _where(script: Any) -> str:
    if script.kind == "inline":
        return "(in the document)"
    if script.kind == "filesystem":
        return script.path
    revision = [
        f"{key} {getattr(script, key)}" for key in ("branch", "commit") if getattr(script, key)
    ]
    return ", ".join([script.path, *revision])


def _target(target: Any) -> list[str]:
    coordinate = target.reference_coordinate
    return [
        target.target_id or "(no id)",
        coordinate.kind,
        direction(coordinate),
        target.name,
        _pointing(target),
    ]


def _pointing(target: Any) -> str:
    """Give pattern and tied-array beams: `pointed mosaic, 2 PST beams`."""
    pattern = target.pointing_pattern.active.removesuffix("Parameters")
    words = [re.sub(r"\B([A-Z])", r" \1", pattern).lower()]
    for kind in ("pst", "pss", "vlbi"):
        beams = getattr(target.tied_array_beams, f"{kind}_beams", None)
        if beams:
            words.append(count(len(beams), f"{kind.upper()} beam"))
    return ", ".join(words)


def _constraints(constraints: Any) -> Rows:
    if not constraints:
        return []
    rows = [
        [f"{body} separation", _range(getattr(constraints, f"{body.lower()}_separation"))]
        for body in ("Sun", "Moon", "Jupiter")
    ]
    rows.append(["altitude", _range(constraints.altitude)])
    if constraints.lst:
        start, end = quantity(constraints.lst, "start"), quantity(constraints.lst, "end")
        rows.append(["local sidereal time", f"from {start} to {end}"])
    if constraints.minimum_receptors is not None:
        rows.append(["receptors", f"at least {constraints.minimum_receptors}"])
    rows.append(["required receptors", _members(constraints.required_receptors)])
    return [row for row in rows if row[1]]


def _range(limits: Any) -> str:
    """Write a least value, a greatest one, or both."""
    least = quantity(limits, "min")
    most = quantity(limits, "max") if "max" in limits.__dict__ else None
    if least and most:
        return f"from {least} to {most}"
    return (least and f"at least {least}") or (most and f"at most {most}") or ""


def _scans(scans: list[Any]) -> Rows:
    """Give the table of scans: a row for each, or where beams observe one for each of its parts."""
    with_beams = any(part.subarray_beam for scan in scans for part in scan.parts)
    titles = ["", "start", "duration", "scan definition", "intent", "target", "CSP"]
    rows = [titles] if scans else []
    for scan in scans:
        when = [str(scan.index + 1), duration(scan.start)]
        for part in scan.parts:
            rows.append([*when, *_part(part)])
            when = ["", ""]
    if with_beams:
        beams = [str(part.subarray_beam.subarray_beam_id) for scan in scans for part in scan.parts]
        for row, beam in zip(rows, ["beam", *beams]):
            row.insert(2, beam)
    return rows


def _part(part: Any) -> list[str]:
    scan = part.definition
    target, csp = part.target, part.csp_configuration
    return [
        duration(scan.scan_duration_ms),
        scan.scan_definition_id or "(no id)",
        scan.scan_intent or "-",
        titled(target.target_id or "(no id)", target.name)
        if target
        else _undefined(scan.target_ref),
        csp.config_id if csp else _undefined(scan.csp_configuration_ref),
    ]


def _undefined(reference: str | None) -> str:
    if reference is None or isinstance(reference, AsItStands):
        return reference or "-"
    return f"{reference} (not defined)"


def _resources(block: Any) -> Iterator[list[str]]:
    dishes = block.dish_allocations
    if dishes:
        yield ["subarray", dishes.selected_subarray_definition or "(none)"]
        yield ["dishes", _members(dishes.dish_ids) or "(none)"]
        if dishes.reference_dishes:
            yield ["reference dishes", _members(dishes.reference_dishes)]
    stations = block.mccs_allocation
    if stations:
        yield ["subarray", str(stations.selected_subarray_definition)]
        for beam in stations.subarray_beams:
            yield [f"beam {beam.subarray_beam_id}", _stations(beam.apertures)]
    for csp in block.csp_configurations:
        text = f"{titled(csp.config_id or '(no id)', csp.name)}: {_correlator(csp)}"
        yield ["CSP configuration", text]
    for sdp in block.sdp_configurations:
        yield ["SDP script", f"{sdp.sdp_script} {sdp.script_version or ''}".rstrip()]


def _stations(apertures: list[Any]) -> str:
    """Count stations; a station that is used in parts has several apertures."""
    stations = len({aperture.station_id for aperture in apertures})
    text = count(stations, "station")
    return text if stations == len(apertures) else f"{text} in {len(apertures)} apertures"


def _correlator(csp: Any) -> str:
    parts = []
    if csp.midcbf:
        cbf = csp.midcbf
        parts.append(f"band {cbf.frequency_band}")
        if cbf.band5b_subband:
            parts[-1] += f" subband {int(cbf.band5b_subband)}"
        parts.append(_windows("SPW", [w for band in cbf.subbands for w in band.correlation_spws]))
        pulsar_timing = [w for band in cbf.subbands for w in band.pst_spws]
        if pulsar_timing:
            parts.append(_windows("PST SPW", pulsar_timing))
    if csp.lowcbf:
        parts.append(_windows("SPW", csp.lowcbf.correlation_spws))
        if csp.lowcbf.do_pst:
            parts.append("PST")
    return ", ".join(parts) or "no correlator"


def _windows(kind: str, windows: list[Any]) -> str:
    """Count spectral windows, and give their centres, each once."""
    if not windows:
        return f"no {kind}"
    centres = dict.fromkeys(f"{window.centre_frequency / 1e6:.12g}" for window in windows)
    return f"{count(len(windows), kind)} at {' and '.join(centres)} MHz"


def _members(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))
