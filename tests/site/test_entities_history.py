"""What the pages say of the history of fields is what is known, and what the validator says."""

from __future__ import annotations

import json
from itertools import chain

import pytest

from ska_oso_pdm import validate
from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.catalogue.registry import SchemaId
from tests.samples import CURRENT, ROOT

pytest.importorskip("markupsafe", reason="needs MarkupSafe: nox -s site")

from web.site.entities import history, indexes, model, rules, steps
from web.site.entities.model import Key, files

KNOWN = [
    ("0.1", "FieldConfiguration.targets", "0.2", "SBDefinition.targets"),
    ("0.3", "ScanDefinition.target", "0.4", "ScanDefinition.target_ref"),
    ("0.4", "ScanDefinition.scan_duration", "0.5", "ScanDefinition.scan_duration_ms"),
    ("0.5", "DishAllocation.receptor_ids", "0.6", "DishAllocation.dish_ids"),
    ("0.5", "MCCSAllocation.mccs_config_id", "0.6", "MCCSAllocation.mccs_allocation_id"),
    ("0.6", "SBDefinition.scan_definitions", "0.7", "DishAllocation.scan_sequence"),
    ("0.7", "EquatorialCoordinates.ra", "1.0", "ICRSCoordinates.ra_str"),
    ("0.7", "SolarSystemObject.name", "1.0", "SpecialCoordinates.name"),
    ("0.7", "Script.name", "1.0", "SDPConfiguration.sdp_script"),
    ("0.7", "SDPConfiguration.processing_blocks", "1.0", "SBDefinition.sdp_configurations"),
    ("0.6", "SBDefinition.scan_definitions", "0.7", "SubarrayBeamConfiguration.scan_sequence"),
]
"""Fields of blocks that are known to have moved or to be called otherwise."""


def key(entity: str, version: str, label: str) -> Key:
    (found,) = (k for k in model.fields_of(entity, version) if k.label == label)
    return found


@pytest.mark.parametrize(("old", "was", "new", "becomes"), KNOWN)
def test_what_is_known_to_have_moved_is_told(old: str, was: str, new: str, becomes: str) -> None:
    stages = {
        stage.version: stage.keys for stage in history.lineage("sbd", key("sbd", new, becomes))
    }
    assert was in {one.label for one in stages[old]}
    said = history.becomes("sbd", key("sbd", old, was), new, "ska-oso-pdm-sbd/index")
    assert f">{becomes}<" in said


def test_a_field_that_nothing_led_to_is_new() -> None:
    altitude = key("sbd", "1.0", "ObservingConstraints.altitude")
    assert history.lineage("sbd", altitude) == ()
    assert "New in 1.0" in history.shown(altitude, "ska-oso-pdm-constraints/1.0")


def test_how_values_are_written_otherwise_is_shown() -> None:
    said = history.becomes(
        "sbd", key("sbd", "0.5", "DishAllocation.receptor_ids"), "0.6", "ska-oso-pdm-sbd/0.5"
    )
    assert "&#34;0001&#34;" in said
    assert "&#34;SKA001&#34;" in said


def test_what_goes_says_why() -> None:
    gone = key("sbd", "0.7", "ScanDefinition.scan_type_ref")
    assert indexes.is_gone("sbd", gone, "1.0")
    said = history.becomes("sbd", gone, "1.0", "ska-oso-pdm-sbd/0.7")
    assert said == "set aside: SDP configurations have no scan types any more"


def test_what_an_assumption_decides_names_it() -> None:
    scans = key("sbd", "0.6", "SBDefinition.scan_definitions")
    assert "--assume beam=VALUE" in history.becomes("sbd", scans, "0.7", "ska-oso-pdm-sbd/0.6")


def test_former_names_are_names_and_not_parts() -> None:
    assert history.former_names(key("sbd", "1.0", "DishAllocation.dish_ids")) == [
        "receptor_ids",
        "receptorIDList",
    ]
    assert "targets" not in history.former_names(key("sbd", "1.0", "Target.reference_coordinate"))


def test_what_a_field_was_made_from_is_no_name_of_it() -> None:
    channels = key("sbd", "1.0", "CorrelationSPWConfiguration.number_of_channels")
    assert history.former_names(channels) == []
    said = history.shown(channels, "ska-oso-pdm-csp/1.0")
    assert "made from" in said
    assert "former name" not in said
    scans = key("sbd", "1.0", "SubarrayBeamConfiguration.scan_sequence")
    assert history.former_names(scans) == ["scan_definitions", "scanDefinitions"]


def test_the_history_of_a_part_says_whose_versions_it_has() -> None:
    told = "".join(indexes.index_page("target"))
    kinds = [told.find(f">{name}</a>") for name in ("SBDefinition (sbd)", "Project (prj)")]
    assert 0 < kinds[0] < kinds[1]


@pytest.mark.parametrize("root", registry.documents(), ids=lambda root: root.url[-12:])
def test_every_field_is_new_or_comes_from_a_field_that_was(root: SchemaId) -> None:
    for one in model.fields_of(root.entity, root.version):
        for stage in history.lineage(root.entity, one):
            layout = SchemaId(root.entity, stage.version)
            if registry.is_document(layout):
                assert set(stage.keys) <= set(model.fields_of(*layout))
        first = history.since(root.entity, one)
        assert first in steps.layouts(root.entity)


def test_layouts_have_the_dates_of_the_page_about_them() -> None:
    assert indexes.known_dates("sbd")["0.6"] == (
        "December 2024",
        "`dish_ids`, identifiers of allocations",
    )
    assert indexes.known_dates("prj")["0.1"] == ("January 2023", "`obs_programmes`")
    for entity in ("sbd", "prj", "prsl"):
        without = set(steps.layouts(entity)) - indexes.known_dates(entity).keys()
        assert without <= {"0.7", CURRENT}


VERSIONS = list(dict.fromkeys(file.version for file in files()))


@pytest.mark.parametrize("version", VERSIONS)
def test_every_rule_has_an_accepted_and_a_refused_value(version: str) -> None:
    found = rules.trials(version)
    missing = [rule for rule in rules.all_rules(version) if rule not in found]
    assert all(rules.is_unused(rule) for rule in missing)
    for rule, trial in found.items():
        assert trial.accepted != trial.refused, rule
        assert trial.sentence.endswith("]")


def test_what_comes_from_a_bad_document_is_what_is_said_of_it() -> None:
    trials = chain.from_iterable(rules.trials(version).items() for version in VERSIONS)
    cited = [(rule, trial) for rule, trial in trials if trial.source]
    assert len(cited) > len(VERSIONS)
    for rule, trial in cited:
        path = ROOT / "tests" / "invalid" / rule.file.version / trial.source
        issues = validate(json.loads(path.read_text(encoding="utf-8")))
        assert trial.sentence in [f"{i.shown_path}: {i.message} [{i.code}]" for i in issues]
