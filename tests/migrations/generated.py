"""What must hold of each document that a step takes, read from its JSON and without our objects."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

import jsonschema_rs

from ska_oso_pdm import convert
from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.catalogue.registry import SchemaId
from ska_oso_pdm.conversion import Conversion
from ska_oso_pdm.migrations import Allowed
from tests.migrations.collected import (
    MICROARCSECOND,
    Json,
    Position,
    Scan,
    Target,
    read_sequences,
    read_target,
)

ASSUMED = {"all": "", "beam": "all", "robust": "0", "variant": "continuum image"}
"""Every assumption, with its value."""
CIRCLE = 360
HALF = Decimal("0.5")
"""Milliseconds by which a duration may differ where leave is given to round it."""
OURS = ("in the converted document", "a mistake in this package", "no step knew what to do")
"""What messages say where it is the package that could not do what it should."""


def exactly(text: str) -> Any:
    """Parse a text with the numbers that it says, which are those of IEEE 754 however written."""
    return json.loads(text, parse_float=lambda number: Decimal(repr(float(number))))


def spelled(document: Json) -> str:
    """Write all but the label so that equal texts have equal values, kinds of numbers and -0.0."""
    return json.dumps({k: v for k, v in document.items() if k != "interface"}, sort_keys=True)


@dataclass
class Step:
    """One step between two layouts, and what came of the documents that took it.

    Attributes:
        plain: how many documents it took as they are.
        assumed: how many more it took with every assumption.
        doubtful: how many it refused even then, by reason.
        wrong: what should not be: number of the document, and what is wrong.
    """

    entity: str
    start: str
    end: str
    plain: int = 0
    assumed: int = 0
    doubtful: Counter[str] = field(default_factory=Counter)
    wrong: list[tuple[int, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Compile the schema of the end, apart from the validator of the package."""
        schema = SchemaId(self.entity, self.end)
        known = jsonschema_rs.Registry(
            list(registry.schemas_of(self.end).items()), draft=jsonschema_rs.Draft202012
        )
        self._validator = jsonschema_rs.Draft202012Validator({"$ref": schema.url}, registry=known)

    def take(self, number: int, text: str, *, holds_together: bool = True) -> None:
        """Take a document up or down, and back again."""
        done = convert(text, self.end)
        is_plain = done.document is not None
        if not is_plain:
            self._note_refusal(number, done)
            done = convert(text, self.end, allowed=Allowed(ASSUMED))
        if done.document is None:
            self._note_refusal(number, done)
            self.doubtful.update({_reason(problem.message) for problem in done.problems})
            return
        self.plain += is_plain
        self.assumed += not is_plain
        found = [error.message for error in self._validator.iter_errors(done.document)]
        if holds_together:
            parsed = exactly(text), exactly(json.dumps(done.document))
            found += differences(*parsed, exact=is_plain, bands=self.start < self.end)
        back = convert(done.document, self.start, stash=done.stash)
        if back.document is None:
            found.append(f"it does not come back: {back.problems[0].message}")
        elif spelled(back.document) != spelled(json.loads(text)):
            found.append("it comes back as another document")
        self.wrong += [(number, problem) for problem in found]

    def _note_refusal(self, number: int, done: Conversion) -> None:
        for problem in done.problems:
            if problem.code != "doubtful" or any(said in problem.message for said in OURS):
                self.wrong.append((number, f"{problem.code}: {problem.message}"))


def _reason(message: str) -> str:
    """Give what a message says is not known, without values and remedies."""
    reason = message.partition(": ")[2].partition("; ")[0]
    return re.sub(r'"[^"]*"|[0-9]+ (?=fine)', "…", reason)


def differences(old: Json, new: Json, *, exact: bool, bands: bool) -> list[str]:
    """Say what two documents, parsed `exactly`, do not have in common that a step must keep.

    Args:
        old: the document before.
        new: the document after.
        exact: whether durations are the same to the last digit, and not rounded.
        bands: whether the new one has all that tells the receiver band.
    """
    places = [{t["target_id"]: t for t in targets(document)} for document in (old, new)]
    pairs = [(places[0][name], places[1][name]) for name in places[0].keys() & places[1]]
    found = [
        f"another position: {one} and {other}"
        for one, other in pairs
        if not _near(read_target(one).position, read_target(other).position)
    ]
    before, after = read_sequences(old), read_sequences(new)
    every = {scan.name for scans in before for scan in scans}
    untold = _unconfigured(new) if bands else every
    before, after = _without_bands(before, untold), _without_bands(after, untold)
    lost = [scans for scans in before if not _is_among(scans, after, exact=exact)]
    made = [scans for scans in after if not _is_among(scans, before, exact=exact)]
    return [*found, *([f"scans {lost or before} became {made or after}"] if lost or made else [])]


def _without_bands(sequences: list[list[Scan]], names: set[str]) -> list[list[Scan]]:
    """Leave out the bands of the scans that have a name."""
    return [
        [replace(scan, band=None) if scan.name in names else scan for scan in scans]
        for scans in sequences
    ]


def _unconfigured(block: Json) -> set[str]:
    """Name the scans of 0.6 without CSP configuration: nothing there tells a band of theirs."""
    if "dish_configurations" in block:
        return set()
    scans = block.get("scan_definitions") or ()
    return {s["scan_definition_id"] for s in scans if s.get("csp_configuration_ref") is None}


def targets(document: Json) -> list[Json]:
    """List the targets of a block, or of the science programmes of a project or proposal."""
    fields = list((document.get("fieldConfigurations") or {}).values())
    if fields:
        return []  # read through the scans
    fields = list(document.get("field_configurations") or ())
    fields += [document.get("observation_info") or {}]
    for block in document.get("obs_blocks") or ():
        fields += block.get("science_programmes") or ()
    inside = [target for field in fields for target in field.get("targets") or ()]
    found = [*(document.get("targets") or ()), *inside]
    return [target for target in found if "target_id" in target]


def _is_among(scans: list[Scan], others: list[list[Scan]], *, exact: bool) -> bool:
    """Tell whether one of several sequences has the same scans, in the same order."""
    for other in others:
        pairs = list(zip(scans, other, strict=False))
        if len(scans) == len(other) and all(_same(*pair, exact=exact) for pair in pairs):
            return True
    return False


def _same(one: Scan, other: Scan, *, exact: bool) -> bool:
    """Tell whether a scan is as long as another, and observes the same place and frequencies."""
    if one.name != other.name or abs(one.duration_ms - other.duration_ms) > (0 if exact else HALF):
        return False
    if None not in (one.band, other.band) and one.band != other.band:
        return False
    frequencies = [_frequencies(scan) for scan in (one, other)]
    if all(frequencies) and frequencies[0] != frequencies[1]:
        return False
    if not isinstance(one.target, Target) or not isinstance(other.target, Target):
        named = {scan.target for scan in (one, other) if isinstance(scan.target, str)}
        return len(named) < 2 and (not exact or not isinstance(one.target, Target))
    return _near(one.target.position, other.target.position)


def _frequencies(scan: Scan) -> list[Any]:
    windows = [window for window in scan.windows if window.get("is") != "pst_spws"]
    return [window["centre_frequency"] for window in windows]


def _near(one: Position, other: Position) -> bool:
    """Tell whether positions are within a micro-arcsecond; other tests compare FK5 with ICRS."""
    if {one.frame, other.frame} == {"icrs", "fk5"}:
        return True
    if one.frame == "body":
        return one == other
    if one.frame != other.frame:
        return False
    around, along = (abs(a - b) for a, b in zip(one.degrees, other.degrees, strict=True))
    return min(around % CIRCLE, -around % CIRCLE) <= MICROARCSECOND and along <= MICROARCSECOND
