"""Scans of blocks before 1.0: those of the document, as an independent reading has them."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import timedelta
from itertools import accumulate
from typing import Any

import pytest

import ska_oso_pdm
from ska_oso_pdm import convert, findings, load, validate
from ska_oso_pdm.ext.blocks.identifiers import items
from ska_oso_pdm.ext.blocks.sequences import SequenceScan
from ska_oso_pdm.testing import numbered_text
from tests.ext.earlier import COLLECTED, LAYOUTS, blocks, exactly, files
from tests.ext.sky.positions import names_in
from tests.migrations.collected import Scan, read_sequences, read_target
from tests.samples import ROOT

every_layout = pytest.mark.parametrize("version", LAYOUTS)
LEAST_WITH_SCANS = {
    "0.0": 5, "0.1": 5, "0.2": 6, "0.3": 16, "0.4": 5, "0.5": 6, "0.6": 12, "0.7": 2, "1.0": 16,
}  # fmt: skip
"""How many collected blocks of each layout have scans in Python: 73 of 95, where it was 21.

The others are not valid, so that there is no object of them, or are without scans.
"""
MICROSECOND = timedelta(microseconds=1)
OF_CSP = ("csp_configuration", "csp_configuration_ref", "cspConfiguration")
OF_DISH = ("dish_configuration", "dish_configuration_ref", "dishConfiguration")


def sequences(block: Any) -> list[list[tuple[Any, list[Any]]]]:
    """Give the definitions of each sequence with their targets; of LOW since 0.7 for each beam."""
    found: dict[Any, list[tuple[Any, list[Any]]]] = {}
    for scan in block.scans():
        if isinstance(scan, SequenceScan):
            found.setdefault(None, []).append((scan, scan.targets))
        else:
            for part in scan.parts:
                home = part.subarray_beam and part.subarray_beam.subarray_beam_id
                targets = [] if part.target is None else [part.target]
                found.setdefault(home, []).append((part, targets))
    return list(found.values())


def name_of(scan: Any) -> str | None:
    """Give the name of a scan, or of what one beam does in it."""
    own = scan if isinstance(scan, SequenceScan) else scan.definition
    name: str | None = own.scan_definition_id
    return name


def length_of(scan: Any) -> timedelta:
    length: timedelta
    length = scan.duration if isinstance(scan, SequenceScan) else scan.definition.scan_duration_ms
    return length


def config_id(csp: Any) -> str | None:
    return None if csp is None else getattr(csp, "config_id", None) or csp.id


@every_layout
def test_scans_are_those_of_the_document(version: str) -> None:
    tried = 0
    for block in blocks(version):
        told, found = read_sequences(exactly(block.document)), sequences(block.object)
        assert [len(scans) for scans in found] == [len(scans) for scans in told], block.name
        for scans, expected in zip(found, told, strict=True):
            for (scan, targets), one in zip(scans, expected, strict=True):
                assert name_of(scan) == one.name
                assert abs(length_of(scan) / MICROSECOND - float(one.duration_ms) * 1e3) <= 1
                assert_targets(targets, one, block)
                assert_settings(scan.csp_configuration, one)
                tried += 1
    assert tried


def assert_targets(targets: list[Any], told: Scan, block: Any) -> None:
    """Compare the targets of a scan with what is told of it, through the JSON of each.

    The reading takes identifiers for unique in a block, which those of 0.0 are not.
    """
    if len(names := names_in(block.document)) != len(set(names)):
        return
    documents = {id(t): d for t, d in zip(items(block.object, "target"), told_in(block))}
    read = [read_target(documents[id(target)]) for target in targets]
    if told.target is None:  # none, or several
        assert len(read) != 1, block.name
    else:
        assert read == ([] if isinstance(told.target, str) else [told.target]), block.name


def told_in(block: Any) -> list[Any]:
    """Give the JSON of the targets of a block, those of 0.0 under the names of 0.1."""
    document = exactly(block.document)
    if "fieldConfigurations" in document:
        fields = document["fieldConfigurations"].values()
        return [
            {"kind": t["type"], "target_name": t.get("name"), "ra": t.get("RA"), **t}
            for field in fields
            for t in field["targets"].values()
        ]
    fields = document.get("field_configurations") or ()
    inside = [t for field in fields for t in field.get("targets") or ()]
    return [*(document.get("targets") or ()), *inside]


def assert_settings(csp: Any, told: Scan) -> None:
    """Compare what a scan's CSP configuration says with what the reading has of it."""
    common = getattr(csp, "common", None)
    tuning = [] if common is None else [float(each) for each in common.band_5_tuning]
    assert tuning == [float(each) for each in told.tuning or ()]
    mid, low = getattr(csp, "midcbf", None), getattr(csp, "lowcbf", None)
    subbands = [] if mid is None else mid.subbands
    windows = [w for subband in subbands for w in subband.correlation_spws]
    windows += [w for subband in subbands for w in getattr(subband, "pst_spws", ())]
    windows += getattr(low, "correlation_spws", ())
    assert [w.spw_id for w in windows] == [w["spw_id"] for w in told.windows]


@every_layout
def test_links_name_what_has_the_identifier(version: str) -> None:
    """Of 0.0 to 0.6; later ones have the definition itself in the sequence."""
    for block in blocks(version):
        defined = block.document.get("scan_definitions") or block.document.get("scanDefinitions")
        for scan in block.object.scans():
            if not isinstance(scan, SequenceScan) or scan.definition is None:
                continue
            one = (
                defined[scan.scan_definition_id]
                if isinstance(defined, dict)
                else next(d for d in defined if d["scan_definition_id"] == scan.scan_definition_id)
            )
            there = {config_id(csp) for csp in items(block.object, "CSP configuration")}
            named = next((one[key] for key in OF_CSP if key in one), None)
            assert config_id(scan.csp_configuration) == (named if named in there else None)
            dishes = block.document.get("dish_configurations") or ()
            known = {d["dish_configuration_id"]: d for d in dishes}
            named = next((one[key] for key in OF_DISH if key in one), None)
            if version != "0.0" and named in known:
                assert scan.dish_configuration.receiver_band == known[named]["receiver_band"]
            elif version != "0.0":
                assert scan.dish_configuration is None


@every_layout
def test_each_scan_begins_when_the_one_before_is_over(version: str) -> None:
    for block in blocks(version):
        scans = list(block.object.scans())
        lengths = [scan.duration for scan in scans]
        assert [scan.index for scan in scans] == list(range(len(scans)))
        starts = list(accumulate(lengths, initial=timedelta(0)))
        assert [scan.start for scan in scans] == starts[:-1]
        assert block.object.total_duration == starts[-1]


@every_layout
def test_scans_are_those_of_what_the_block_becomes(version: str) -> None:
    tried = 0
    for block in blocks(version):
        if (done := convert(block.document)).document is None:
            continue  # nothing decides it
        old, new = sequences(block.object), sequences(load(done.document))
        for scans in new:  # of several beams each has its own
            assert any(goes_along(scans, before) for before in old), block.name
            tried += 1
        if new:
            before = {name_of(scan) for scans in old for scan, _ in scans}
            assert before == {name_of(scan) for scans in new for scan, _ in scans}
    assert tried


def goes_along(scans: list[Any], before: list[Any]) -> bool:
    """Tell whether all scans are among others, in their order."""
    others = iter(before)
    return all(any(is_same(scan, other) for other in others) for scan in scans)


def is_same(scan: tuple[Any, list[Any]], other: tuple[Any, list[Any]]) -> bool:
    (new, targets), (old, before) = scan, other
    names = [getattr(target, "target_id", None) for target in before]
    return (
        name_of(new) == name_of(old)
        and abs(length_of(new) - length_of(old)) <= MICROSECOND
        and (names in ([None], [t.target_id for t in targets]) or len(names) > 1)
    )


def test_more_collected_blocks_have_scans_than_before() -> None:
    if not COLLECTED:
        pytest.skip("the collected documents are not beside the checkout")
    names = {path.name for path in COLLECTED}
    found = Counter(
        version
        for version, read in files().items()
        for block in read
        if block.name in names and any(block.object.scans())
    )
    assert {v: found[v] for v, least in LEAST_WITH_SCANS.items() if found[v] < least} == {}


@pytest.mark.parametrize("version", LAYOUTS[1:])
def test_references_that_dangle_are_those_that_findings_have(version: str) -> None:
    """They look at the JSON, by a table of their own."""
    texts = [numbered_text("sbd", version, number, consistent=False) for number in range(40)]
    documents = [block.document for block in blocks(version)] + [json.loads(t) for t in texts]
    for document in documents:
        if not validate(document).valid:
            continue  # an unknown key, which a class keeps
        told = {f.path for f in findings(document) if f.code == "reference-dangling"}
        assert {reference.path for reference in load(document).dangling_references()} == told


def test_a_block_of_2020_names_things_by_their_keys() -> None:
    block = load(ROOT / "examples" / "0.0" / "sbd-mid.json")
    (name, *_) = block.scanDefinitions
    assert block.get_scan_definition(name) is block.scanDefinitions[name]
    (field, *_) = block.fieldConfigurations
    assert block.get_field_configuration(field) is block.fieldConfigurations[field]
    (target, *_) = block.fieldConfigurations[field].targets
    assert block.get_target(target) is block.fieldConfigurations[field].targets[target]
    dish, csp = block.dishConfigurations[0], block.cspConfigurations[0]
    assert block.get_dish_configuration(dish.id) is dish
    assert block.get_csp_configuration(csp.id) is csp
    first = next(block.scans())
    assert first.definition is block.scanDefinitions[block.scanSequence[0]]
    assert first.field_configuration in block.fieldConfigurations.values()
    assert block.dangling_references() == []
    block.scanSequence.append("nope")
    with pytest.raises(ValueError, match="^/scanSequence/[0-9]+: no scan definition has the id 'n"):
        _ = block.total_duration
    (dangling,) = block.dangling_references()
    last = len(block.scanSequence) - 1
    assert str(dangling) == f"/scanSequence/{last}: no scan definition has the id 'nope'"


def test_which_of_several_targets_is_observed_is_not_told() -> None:
    block = load(ROOT / "examples" / "0.1" / "sbd-mid.json")
    mars, field = list(block.scans())[:2]
    assert mars.target is block.get_target("mars")
    assert [target.target_id for target in field.targets] == ["core", "north lobe"]
    text = (
        "the scan 'science' has 2 targets, those of its field, and its layout does not tell which "
        "one it observes; `targets` has them all"
    )
    with pytest.raises(ValueError, match=f"^{re.escape(text)}$"):
        _ = field.target


def test_scans_of_beams_that_point_elsewhere_have_all_targets() -> None:
    block = load(ROOT / "examples" / "0.4" / "sbd-low.json")
    scan = next(block.scans())
    assert [beam.target for beam in scan.beams] == [scan.target]
    assert scan.beams[0].subarray_beam in block.subarray_beam_configurations
    other = next(t for t in block.targets if t is not scan.target)
    scan.beams[0].target_beam.target_ref = other.target_id
    again = next(block.scans())
    assert again.targets == [scan.target, other]
    with pytest.raises(ValueError, match="has 2 targets, to which its beams point; `targets` has"):
        _ = again.target
    scan.definition.target_ref = None
    assert next(block.scans()).target is other


def test_targets_of_equal_keys_are_those_of_the_own_field() -> None:
    document = json.loads((ROOT / "examples" / "0.0" / "sbd-mid.json").read_text(encoding="utf-8"))
    one, other = (
        {"targets": {"t": {"type": "planet", "name": name}}} for name in ("mars", "venus")
    )
    scan = {"scanDuration": 1.5, "fieldConfiguration": "one"}
    document["fieldConfigurations"] = {"one": one, "other": other}
    document["scanDefinitions"] = {"a": scan, "b": {**scan, "fieldConfiguration": "other"}}
    document["scanSequence"] = ["b", "a"]
    del document["sdpConfiguration"]
    block = load(document)
    assert [scan.target.name for scan in block.scans()] == ["venus", "mars"]
    assert [scan.start for scan in block.scans()] == [timedelta(0), timedelta(seconds=1.5)]
    assert block.get_target("t").name == "mars"


def test_an_unknown_key_is_no_link() -> None:
    """A block that was converted half names nothing that its layout does not know."""
    document = json.loads((ROOT / "examples" / "0.3" / "sbd-mid.json").read_text(encoding="utf-8"))
    for scan in document["scan_definitions"]:
        scan["csp_configuration_ref"] = scan.pop("csp_configuration")
    block = load(document, unknown="keep")
    assert block.interface.endswith("/0.3")
    assert [scan.csp_configuration for scan in block.scans()] == [None] * len(block.scan_sequence)


@every_layout
def test_looking_changes_nothing(version: str) -> None:
    for block in blocks(version):
        before = ska_oso_pdm.dumps(block.object)
        list(block.object.scans())
        block.object.dangling_references()
        for name in names_in(block.document):
            if name is not None:
                block.object.get_target(name)
        with pytest.raises(KeyError, match="no scan definition has the id 'nowhere'"):
            block.object.get_scan_definition("nowhere")
        assert ska_oso_pdm.dumps(block.object) == before, block.name
