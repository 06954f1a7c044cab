"""Projects and proposals between 0.7 and 1.0: text and quantities become numbers, and back."""

from __future__ import annotations

import copy
import json
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.catalogue.registry import SchemaId
from ska_oso_pdm.migrations import (
    Allowed,
    Defaulted,
    Doubt,
    Mapped,
    Migration,
    Removed,
    migrate,
    stash_of,
    steps_between,
)
from ska_oso_pdm.migrations.engine.tree import leaves, plain, traced
from ska_oso_pdm.migrations.parts.product_variants import KINDS
from ska_oso_pdm.migrations.parts.science_programmes import list_polarisations
from tests.agreement.comparison import Samples, Subject
from tests.samples import CORPUS, EXAMPLES, ROOT, exact, parsed

ENTITIES = ("prj", "prsl")
OURS = [path for path in EXAMPLES if re.match("(prj|prsl)-(?!status)", path.name)]
OLDER = [path for path in OURS if path.parent.name == "0.7"]
NEWER = [path for path in OURS if path.parent.name == "1.0"]
ASSUMED = {"averaging-units": ""}
TEXTS = 200
UP, DOWN = "0.7 → 1.0", "1.0 → 0.7"


def entity_of(path: Path) -> str:
    return path.stem.partition("-")[0]


def relabelled(document: dict[str, Any], entity: str, version: str) -> dict[str, Any]:
    return {**document, "interface": SchemaId(entity, version).url}


@cache
def judge(entity: str, version: str) -> jsonschema_rs.Draft202012Validator:
    known = jsonschema_rs.Registry(
        list(registry.schemas_of(version).items()), draft=jsonschema_rs.Draft202012
    )
    return jsonschema_rs.Draft202012Validator(
        {"$ref": SchemaId(entity, version).url}, registry=known
    )


def problems(document: dict[str, Any], entity: str, version: str) -> list[str]:
    found = judge(entity, version).iter_errors(relabelled(document, entity, version))
    return [f"{error.instance_path}: {error.message}" for error in found]


def moved(
    document: dict[str, Any],
    entity: str,
    end: str,
    assume: dict[str, str] | None = None,
    loss: bool = False,
) -> Migration:
    steps = steps_between(entity, "0.7" if end == "1.0" else "1.0", end)
    allowed, before = Allowed(assume or {}, loss), copy.deepcopy(document)
    migration = migrate(document, steps, allowed)
    assert document == before
    assert migrate(document, steps, allowed) == migration
    assert_every_leaf_is_accounted_for(document, migration)
    return migration


def restored(migration: Migration, entity: str, version: str) -> dict[str, Any]:
    """Take a document back to a version, with the stash that its migration left."""
    steps = [step.back for step in reversed(migration.steps)]
    assert steps[-1].end == version
    back = migrate(migration.document, steps, Allowed({"all": ""}, True), stash_of(migration))
    assert not back.unrestored
    return back.document


def assert_every_leaf_is_accounted_for(document: dict[str, Any], migration: Migration) -> None:
    parts = (migration.mapped, migration.set_aside, migration.lost, migration.doubts)
    entered = Counter(entry.place for part in parts for entry in part)
    assert entered == Counter(place for place, _ in leaves(traced(document)))
    if not migration.doubts:
        there = {to for entry in migration.mapped for to in entry.to}
        there |= {entry.place for entry in migration.defaulted}
        found = dict(leaves(traced(migration.document)))
        emptied = {place for place, leaf in found.items() if leaf.value in ({}, [])}
        assert found.keys() - emptied <= there <= found.keys()


def generated(entity: str, version: str) -> Iterator[dict[str, Any]]:
    """Yield documents that follow the schema of a version, with values of every kind."""
    known = SchemaId(entity, version)
    samples = Samples(Subject(known.url, registry.class_for(known), registry.schemas_of(version)))
    for number in range(TEXTS):
        yield json.loads(samples.draw(number, change=False).text)


def project(
    details: dict[str, Any] | None = None, variant: str | None = "visibilities", **parameters: Any
) -> dict[str, Any]:
    """Make a project with one observation set and one data product."""
    if variant is not None:
        parameters |= {"kind": KINDS[variant], "variant": variant}
    product = {"data_product_id": "SDP-1", "script_parameters": parameters}
    programme = {
        "observation_sets": [{"observation_type_details": details or {}}],
        "data_product_sdps": [product],
    }
    return {"obs_blocks": [{"science_programmes": [programme]}]}


PROGRAMME = ("obs_blocks", 0, "science_programmes", 0)
PARAMETERS = (*PROGRAMME, "data_product_sdps", 0, "script_parameters")
ROBUST = (*PARAMETERS, "weight", "robust")
DETAILS = (*PROGRAMME, "observation_sets", 0, "observation_type_details")


def at(document: Any, place: tuple[str | int, ...]) -> Any:
    for step in place:
        document = document[step]
    return document


class TestExamples:
    @pytest.mark.parametrize("path", OLDER, ids=lambda path: path.stem)
    def test_upgraded_are_valid_and_come_back(self, path: Path) -> None:
        document, entity = parsed(path), entity_of(path)
        up = moved(document, entity, "1.0", ASSUMED)
        assert not up.doubts
        assert not up.lost
        assert problems(up.document, entity, "1.0") == []
        assert exact(restored(up, entity, "0.7")) == exact(document)

    @pytest.mark.parametrize("path", NEWER, ids=lambda path: path.stem)
    def test_downgraded_are_valid_and_come_back(self, path: Path) -> None:
        document, entity = parsed(path), entity_of(path)
        down = moved(document, entity, "0.7", loss=True)
        assert not down.doubts
        assert problems(down.document, entity, "0.7") == []
        assert exact(restored(down, entity, "1.0")) == exact(document)

    def test_what_the_example_of_a_low_project_becomes(self) -> None:
        document = parsed(ROOT / "examples" / "0.7" / "prj-low.json")
        up = moved(document, "prj", "1.0")
        assert at(up.document, ROBUST) == 0
        places = [removed.place for removed in up.set_aside]
        assert places == [
            ("metadata", "pdm_version"),
            (*PARAMETERS, "fit_spectral_pol"),
            ("obs_blocks", 1, *PARAMETERS[2:], "fit_spectral_pol"),
        ]


OF_OTHERS = ("$schema", "status", "sbi_status")
"""Keys of whole documents that the chain of steps sets aside, and no step by itself."""


@pytest.mark.parametrize("entity", ENTITIES)
class TestGeneratedDocuments:
    def test_upgraded_are_valid_and_come_back(self, entity: str) -> None:
        for document in generated(entity, "0.7"):
            up = moved(document, entity, "1.0", ASSUMED, loss=True)
            assert problems(up.document, entity, "1.0") == []
            assert exact(restored(up, entity, "0.7")) == exact(document)
            down = moved(up.document, entity, "0.7")
            assert not down.doubts
            assert problems(down.document, entity, "0.7") == []

    def test_downgraded_are_valid_and_come_back(self, entity: str) -> None:
        for found in generated(entity, "1.0"):
            document = {k: v for k, v in found.items() if k not in OF_OTHERS}
            down = moved(document, entity, "0.7", loss=True)
            assert problems(down.document, entity, "0.7") == []
            assert exact(restored(down, entity, "1.0")) == exact(document)
            up = moved(down.document, entity, "1.0")
            assert not up.doubts
            assert problems(up.document, entity, "1.0") == []


class TestRobustness:
    @pytest.mark.parametrize(
        ("text", "number"),
        [("-2", -2), ("0", 0), ("0.5", 0.5), ("-0.25", -0.25), ("2.0", 2.0), ("1", 1)],
    )
    def test_is_a_number_and_the_same_text_again(self, text: str, number: float) -> None:
        document = project(weight={"weighting": "briggs", "robust": text}, kind="continuum")
        up = moved(document, "prj", "1.0")
        assert exact(at(up.document, ROBUST)) == exact(number)
        assert Mapped(ROBUST, (ROBUST,)) in up.mapped
        assert moved(up.document, "prj", "0.7").document == document

    @pytest.mark.parametrize("text", ["1.50", "-0", "0.10"])
    def test_keeps_its_value_where_it_is_spelled_otherwise(self, text: str) -> None:
        up = moved(project(weight={"robust": text}), "prj", "1.0")
        assert at(up.document, ROBUST) == float(text)

    @pytest.mark.parametrize(
        "text", ["", "auto", "+1", "1e0", "2.5", "-3", "0.1234567890123456789"]
    )
    def test_of_other_text_is_for_the_caller_to_decide(self, text: str) -> None:
        document = project(weight={"robust": text})
        reason = "the text is no number from -2 to 2"
        refused = moved(document, "prj", "1.0")
        assert refused.doubts == [Doubt(ROBUST, text, reason, "robust", UP)]
        chosen = moved(document, "prj", "1.0", {"robust": "0.5"})
        assert at(chosen.document, ROBUST) == 0.5
        allowed = moved(document, "prj", "1.0", loss=True)
        assert allowed.lost == [Removed(ROBUST, text, reason, UP)]
        assert at(allowed.document, ROBUST[:-1]) == {}

    def test_cannot_be_chosen_beyond_its_bounds(self) -> None:
        refused = moved(project(weight={"robust": "x"}), "prj", "1.0", {"robust": "7"})
        reason = '"7", which was chosen for it, is no number from -2 to 2'
        assert refused.doubts == [Doubt(ROBUST, "x", reason, "", UP)]

    def test_beside_the_observation_type_has_no_bounds(self) -> None:
        up = moved(project({"robust": "7"}), "prj", "1.0")
        assert at(up.document, (*DETAILS, "robust")) == 7

    def test_that_is_a_number_already_stays(self) -> None:
        document = project({"robust": 0, "spectral_averaging": 3}, weight={"robust": -0.5})
        assert moved(document, "prj", "1.0").document == document


class TestCounts:
    @pytest.mark.parametrize("key", ["spectral_averaging", "number_of_channels"])
    def test_become_numbers_which_stay(self, key: str) -> None:
        up = moved(project({key: "1024"}), "prj", "1.0")
        assert exact(at(up.document, (*DETAILS, key))) == "1024"
        assert moved(up.document, "prj", "0.7").document == up.document

    @pytest.mark.parametrize("text", ["DUMMY", "1.5", "-1", ""])
    def test_of_other_text_are_refused(self, text: str) -> None:
        place = (*DETAILS, "spectral_averaging")
        refused = moved(project({"spectral_averaging": text}), "prj", "1.0")
        assert refused.doubts == [Doubt(place, text, "the text is no whole number", "", UP)]


class TestAveraging:
    @pytest.mark.parametrize(
        ("key", "value", "unit", "number"),
        [
            ("time_averaging", 3.4, "s", 3.4),
            ("time_averaging", 5, "second", 5),
            ("time_averaging", 850, "ms", 0.85),
            ("time_averaging", 2000, "ms", 2),
            ("time_averaging", 0.1, "min", 6.0),
            ("frequency_averaging", 21.7, "MHz", 21.7),
            ("frequency_averaging", 5.4, "kHz", 0.0054),
            ("frequency_averaging", 1, "GHz", 1000),
        ],
    )
    def test_loses_its_unit_on_an_assumption_only(
        self, key: str, value: float, unit: str, number: float
    ) -> None:
        document = project(**{key: {"value": value, "unit": unit}})
        place, counts = (*PARAMETERS, key), "in seconds" if key == "time_averaging" else "in MHz"
        up = moved(document, "prj", "1.0", ASSUMED)
        assert exact(at(up.document, place)) == exact(number)
        assert [m.to for m in up.mapped if m.place[:-1] == place] == [(place,)] * 2
        reason = f"1.0 has the number only, and it is not known whether it counts {counts}"
        assert moved(document, "prj", "1.0").doubts == [
            Doubt((*place, "value"), value, reason, "averaging-units", UP),
            Doubt((*place, "unit"), unit, reason, "averaging-units", UP),
        ]

    def test_goes_with_its_product_where_it_may_be_lost(self) -> None:
        document = project(kind="continuum", time_averaging={"value": 1, "unit": "s"})
        up = moved(document, "prj", "1.0", loss=True)
        assert at(up.document, (*PROGRAMME, "data_product_sdps")) == []
        assert [removed.value for removed in up.lost] == [1, "s"]
        assert [removed.value for removed in up.set_aside] == [
            *("SDP-1", "continuum", "visibilities")
        ]
        assert {r.reason for r in up.set_aside} == {"it goes with what 1.0 requires of it"}

    def test_without_a_unit_stays_what_it_is(self) -> None:
        parameters = {"time_averaging": 4, "frequency_averaging": 1.0}
        document = project(**parameters)
        down = moved(document, "prj", "0.7")
        for key, number in parameters.items():
            assert at(down.document, (*PARAMETERS, key)) == {"value": number, "unit": ""}
        assert down.defaulted == [
            Defaulted((*PARAMETERS, key, "unit"), "", "1.0 has no unit") for key in parameters
        ]
        back = moved(down.document, "prj", "1.0")
        assert exact(back.document) == exact(document)

    @pytest.mark.parametrize("unit", ["arcsec", "", None])
    def test_of_another_kind_is_refused(self, unit: str | None) -> None:
        document = project(time_averaging={"value": "long" if not unit else 1, "unit": unit})
        found = moved(document, "prj", "1.0", ASSUMED).doubts
        assert {doubt.reason for doubt in found} == {
            "it is no number with a unit of this averaging"
        }

    def test_that_no_number_holds_in_the_other_unit_is_refused(self) -> None:
        document = project(time_averaging={"value": 1.2345678901234567, "unit": "d"})
        found = moved(document, "prj", "1.0", ASSUMED).doubts
        assert {doubt.reason for doubt in found} == {
            "the number in seconds has more digits than a number can hold"
        }


class TestWhatOnlyOneHas:
    @pytest.mark.parametrize(
        ("key", "reason"),
        [
            ("fit_spectral_pol", "nothing reads it any longer"),
            ("time_averaging_factor", "1.0 has no place for it"),
            ("frequency_averaging_factor", "1.0 has no place for it"),
        ],
    )
    def test_is_set_aside_on_the_way_up(self, key: str, reason: str) -> None:
        up = moved(project(kind="continuum", **{key: 3}), "prj", "1.0")
        assert up.set_aside == [Removed((*PARAMETERS, key), 3, reason, UP)]

    def test_is_set_aside_on_the_way_down(self) -> None:
        document = project(kind="continuum", gaussian_taper_1400_MHz="4.0")
        programme = at(document, PROGRAMME)
        programme["targets"] = [{"target_id": "t", "spfrx": {"attenuations": [1.0]}}]
        down = moved(document, "prj", "0.7")
        reason = "0.7 has no place for it"
        assert down.set_aside == [
            Removed((*PARAMETERS, "gaussian_taper_1400_MHz"), "4.0", reason, DOWN),
            Removed((*PROGRAMME, "targets", 0, "spfrx", "attenuations", 0), 1.0, reason, DOWN),
        ]

    def test_null_results_of_a_project_are_left_out_on_the_way_down(self) -> None:
        document = {"obs_blocks": [{"science_programmes": [{"result_details": None}]}]}
        down = moved(document, "prj", "0.7")
        [entry] = down.set_aside
        assert (entry.place, entry.value) == ((*PROGRAMME, "result_details"), None)
        assert not entry.needed
        assert entry.reason == "the other layout leaves out what holds nothing"
        assert "result_details" not in at(down.document, PROGRAMME)
        assert restored(down, "prj", "1.0") == document

    def test_comes_back_into_an_object_that_held_nothing_else(self) -> None:
        document = {"metadata": {"pdm_version": "27.1.1"}}
        up = moved(document, "prj", "1.0")
        assert up.document == {"metadata": {}}
        assert restored(up, "prj", "0.7") == document

    def test_satellites_are_lost_with_leave_only(self) -> None:
        orbit = {"kind": "tle", "line1": "1", "line2": "2"}
        beams = {"pst_beams": [{"beam_id": 1, "beam_coordinate": orbit}, {"beam_id": 2}]}
        targets = [
            {"target_id": "a", "reference_coordinate": orbit},
            {"target_id": "b", "tied_array_beams": beams},
        ]
        document = {"observation_info": {"targets": targets}}
        refused = moved(document, "prsl", "0.7")
        assert {doubt.reason for doubt in refused.doubts} == {
            "0.7 cannot say the orbit of a satellite"
        }
        allowed = moved(document, "prsl", "0.7", loss=True)
        assert allowed.document == {
            "observation_info": {
                "targets": [{"target_id": "b", "tied_array_beams": {"pst_beams": [{"beam_id": 2}]}}]
            }
        }


class TestVariants:
    """Data products of November 2025, which say neither kind nor variant."""

    @pytest.mark.parametrize(
        ("variant", "kind"), [("continuum image", "continuum"), ("flow through", "pst")]
    )
    def test_are_for_the_caller_to_choose(self, variant: str, kind: str) -> None:
        document = project(variant=None, channels_out=12)
        at(document, PARAMETERS[:-1])["products"] = ["1", "5"]
        up = moved(document, "prj", "1.0", {"variant": variant})
        assert at(up.document, PARAMETERS) == {"channels_out": 12, "kind": kind, "variant": variant}
        assert [(d.value, d.reason) for d in up.defaulted] == [
            (kind, f'the choice "variant" is {variant}'),
            (variant, f'the choice "variant" is {variant}'),
        ]
        reason = '"kind" and "variant" say which product it is, and it is one only'
        assert {r.reason for r in up.set_aside} == {reason}
        place = (*PARAMETERS[:-1], "products")
        reason = "it is not known which variant of product this is"
        assert moved(document, "prj", "1.0").doubts == [
            Doubt((*place, 0), "1", reason, "variant", UP),
            Doubt((*place, 1), "5", reason, "variant", UP),
        ]

    def test_are_told_by_products_that_are_images(self) -> None:
        document = project({"observation_type": "spectral line"}, variant=None, channels_out=12)
        at(document, (*PROGRAMME, "observation_sets", 0))["observation_set_id"] = "set-1"
        product = at(document, PARAMETERS[:-1])
        product |= {"products": ["1", "2"], "observation_set_ref": "set-1"}
        up = moved(document, "prj", "1.0")
        told = {"channels_out": 12, "kind": "spectral", "variant": "spectral image"}
        assert at(up.document, PARAMETERS) == told
        assert [removed.place for removed in up.read_as] == [(*PARAMETERS[:-1], "products", 0)]
        assert [removed.place for removed in up.set_aside] == [(*PARAMETERS[:-1], "products", 1)]
        product["products"] = ["4"]
        assert moved(document, "prj", "1.0").doubts

    def test_without_products_are_asked_for_too(self) -> None:
        document = project(variant=None, channels_out=12)
        (doubt,) = moved(document, "prj", "1.0").doubts
        reason = "it is not known which variant of product this is"
        assert doubt == Doubt((*PARAMETERS, "channels_out"), 12, reason, "variant", UP)
        up = moved(document, "prj", "1.0", loss=True)
        assert at(up.document, (*PROGRAMME, "data_product_sdps")) == []

    @pytest.mark.parametrize(
        ("text", "names"),
        [("I", ["I"]), ("IQUV", ["I", "Q", "U", "V"]), ("XX, YY", ["XX", "YY"]), ("XY", ["XY"])],
    )
    def test_polarisations_become_a_list(self, text: str, names: list[str]) -> None:
        document = project(variant="continuum image", polarisations=text)
        up = moved(document, "prj", "1.0")
        assert at(up.document, (*PARAMETERS, "polarisations")) == names
        assert restored(up, "prj", "0.7") == document


class TestLeftOvers:
    """What proposals that were copied from one of 2024 still have."""

    def test_of_proposals_are_renamed_or_set_aside(self) -> None:
        document = {
            "proposal_info": {"proposal_type": {"main_type": "a", "sub_type": ["b"]}},
            "observation_info": {"documents": [{"document_id": "d", "link": "l", "type": "t"}]},
        }
        up = moved(document, "prsl", "1.0")
        assert up.document == {
            "proposal_info": {"proposal_type": {"main_type": "a", "attributes": ["b"]}},
            "observation_info": {"documents": [{"document_id": "d"}]},
        }
        reason = "a document says whether it was uploaded only"
        place = ("observation_info", "documents", 0)
        assert up.set_aside == [
            Removed((*place, "link"), "l", reason, UP),
            Removed((*place, "type"), "t", reason, UP),
        ]

    def test_of_observation_sets_are_set_aside(self) -> None:
        supplied = {"value": 0.0, "unit": "", "quantity": {"value": 1, "unit": "h"}}
        supplied["supplied_type"] = "integration_time"
        document = project({"supplied": supplied})
        at(document, (*PROGRAMME, "observation_sets", 0))["details"] = "LOW"
        up = moved(document, "prj", "1.0")
        assert {removed.value for removed in up.set_aside} == {"LOW", 0.0, ""}
        assert {removed.reason for removed in up.set_aside} == {
            "it is left over from a layout of 2024",
            "it is no amount of a time or a sensitivity",
        }
        quantity = {"value": 1, "unit": "h"}
        left = {"supplied": {"supplied_type": "integration_time", "quantity": quantity}}
        assert at(up.document, DETAILS) == left

    @pytest.mark.parametrize("unit", ["", "m/s"])
    def test_no_bandwidth_is_none_in_any_unit(self, unit: str) -> None:
        document = project({"bandwidth": {"value": 0.0, "unit": unit}})
        up = moved(document, "prj", "1.0")
        assert at(up.document, (*DETAILS, "bandwidth")) == {"value": 0.0, "unit": "Hz"}
        document = project({"bandwidth": {"value": 75.0, "unit": unit}})
        reason = "its unit is none of a frequency: Hz, kHz, MHz or GHz"
        refused = moved(document, "prj", "1.0")
        assert {doubt.reason for doubt in refused.doubts} == {reason}
        lost = moved(document, "prj", "1.0", loss=True)
        assert at(lost.document, (*PROGRAMME, "observation_sets")) == []

    def test_a_speed_that_was_asked_for_is_set_aside(self) -> None:
        supplied = {"supplied_type": "sensitivity", "quantity": {"value": -12.345, "unit": "m / s"}}
        document, place = project({"supplied": supplied}), (*DETAILS, "supplied")
        reason = "it is neither a time nor a sensitivity in one of their units"
        up = moved(document, "prj", "1.0")
        assert up.set_aside == [
            Removed((*place, "supplied_type"), "sensitivity", reason, UP),
            Removed((*place, "quantity", "value"), -12.345, reason, UP),
            Removed((*place, "quantity", "unit"), "m / s", reason, UP),
        ]
        assert at(up.document, DETAILS) == {}


@pytest.mark.skipif(
    not CORPUS.is_dir(), reason="the collected documents are not beside the checkout"
)
def test_collected_documents_are_valid_when_repaired_and_upgraded() -> None:
    upgraded = 0
    for path in sorted(CORPUS.glob("pr*-pdm26*.json")):
        entity, document = entity_of(path), parsed(path)
        repaired = migrate(document, ()).document
        migration = moved(document, entity, "1.0", loss=True)
        if not problems(repaired, entity, "0.7"):
            assert problems(migration.document, entity, "1.0") == []
            assert not migration.lost
            upgraded += 1
    assert upgraded


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("I", ["I"]),
        ("IQUV", ["I", "Q", "U", "V"]),
        ("XXYY", ["XX", "YY"]),
        ("XX, YY", ["XX", "YY"]),
        ("XY", ["XY"]),
        ("full Stokes", ["full Stokes"]),
        ("II", ["II"]),
    ],
)
def test_polarisations_in_one_text_are_names_one_by_one(text: str, names: list[str]) -> None:
    parameters = traced({"polarisations": text})
    list_polarisations(parameters)
    assert plain(parameters) == {"polarisations": names}
