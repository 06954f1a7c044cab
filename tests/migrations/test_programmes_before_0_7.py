"""What projects and proposals ask for, before 0.7 and in 0.7: rule by rule."""

from __future__ import annotations

from typing import Any, ClassVar

import pytest

from ska_oso_pdm import convert
from ska_oso_pdm.catalogue.registry import SchemaId
from ska_oso_pdm.errors import WrongAssumptionError
from ska_oso_pdm.migrations import VALUES, Allowed, Defaulted
from ska_oso_pdm.migrations.parts import product_variants
from tests.migrations.accounts import assert_accounted
from tests.migrations.steps import doubts, lost, set_aside
from tests.migrations.straight import problems, taken

PROGRAMME = "obs_blocks/0/science_programmes/0"
SET = f"{PROGRAMME}/observation_sets/0"
DETAILS = f"{SET}/observation_type_details"
PRODUCT = f"{PROGRAMME}/data_product_sdps/0"
RESULT = f"{PROGRAMME}/result_details/0"
JANSKY = {"value": 1.5, "unit": "mJy/beam"}
HOUR = {"value": 1, "unit": "h"}
PARAMETERS_OF_0_6 = {
    "image_size": {"value": 10, "unit": "deg"},
    "weight": {"weighting": "uniform"},
}
SENSITIVITIES = {
    f"{kind}_{what}_sensitivity": JANSKY
    for kind in ("weighted", "total")
    for what in ("continuum", "spectral")
}
BRIGHTNESS = {"continuum": 1.0, "spectral": 2.0, "unit": "K"}


def up(programme: dict[str, Any], **allowed: Any) -> Any:
    """Take a project with one science programme to 0.7; what comes is valid unless in doubt."""
    block = {"obs_block_id": "ob-1", "science_programmes": [programme]}
    done = taken("prj", {"obs_blocks": [block]}, **allowed)
    assert done.doubts or problems("prj", done.document) == []
    return done


NO_COUNT = "the text is not written as a plain whole number from 0 to 9007199254740991"
NO_NUMBER = "the text is not written as a plain number that a double can hold"
OTHERWISE = '"value" and "unit" say the amount otherwise than the "quantity" beside them; keep one'


def converted(programme: dict[str, Any]) -> Any:
    """Convert a project with one science programme, which asks for a product as in 0.5."""
    products = asked()["data_product_sdps"]
    label = "https://schema.skao.int/ska-oso-pdm-prj/0.1"
    block = {
        "obs_block_id": "ob-1",
        "science_programmes": [{"data_product_sdps": products, **programme}],
    }
    document = {"interface": label, "prj_id": "prj-1", "obs_blocks": [block]}
    done = convert(document)
    assert_accounted(document, done._migration)
    return done


def converted_set(done: Any) -> Any:
    """Give the observation set of a project that was converted."""
    assert done.problems == []
    return done.document["obs_blocks"][0]["science_programmes"][0]["observation_sets"][0]


def programme(done: Any) -> Any:
    return done.document["obs_blocks"][0]["science_programmes"][0]


def one_set(name: str = "set-1", array: Any = None, **changes: Any) -> dict[str, Any]:
    details = {
        "observation_type": "continuum",
        "bandwidth": {"value": 300, "unit": "MHz"},
        "central_frequency": {"value": 0.2, "unit": "GHz"},
    }
    own = {key: changes.pop(key) for key in ("elevation", "details") if key in changes}
    return {
        "observation_set_id": name,
        "observing_band": "low_band",
        "array_details": {"array": "ska_low", "subarray": "aa1", **(array or {})},
        "observation_type_details": {**details, **changes},
        **own,
    }


def with_set(**changes: Any) -> dict[str, Any]:
    return {"observation_sets": [one_set(**changes)]}


def details(done: Any) -> Any:
    return programme(done)["observation_sets"][0]["observation_type_details"]


def test_nulls_say_nothing() -> None:
    lists = dict.fromkeys(["targets", "data_product_sdps", "data_product_src_nets"])
    done = up({**lists, "observation_sets": [one_set()]})
    assert programme(done) == {"observation_sets": [one_set()]}
    assert not set_aside(done)
    done = up({"observation_sets": [{}, one_set(), None], "targets": [{}]})
    assert programme(done) == {"observation_sets": [one_set()], "targets": []}
    assert not set_aside(done)


class TestTargets:
    def test_and_their_beams_have_coordinates_of_the_new_kinds(self) -> None:
        old = {"kind": "equatorial", "ra": 250.0, "dec": -30.0, "unit": ["deg", "deg"]}
        beam = {"beam_id": 1, "beam_coordinate": {"ra_str": "1:2:3", "dec_str": "4:5:6"}}
        target = {
            "target_id": "t",
            "reference_coordinate": {**old, "reference_frame": "icrs"},
            "tied_array_beams": {"pst_beams": [beam]},
        }
        (new,) = programme(up({"targets": [target]}))["targets"]
        place = {"kind": "icrs", "ra_str": "16:40:00.0", "dec_str": "-30:00:00.0"}
        assert new["reference_coordinate"] == place
        assert new["tied_array_beams"]["pst_beams"][0]["beam_coordinate"]["kind"] == "icrs"

    def test_in_another_frame_are_refused(self) -> None:
        place = {"kind": "equatorial", "ra": "1:2:3", "dec": "4:5:6", "reference_frame": "fk4"}
        done = up({"targets": [{"target_id": "t", "reference_coordinate": place}]})
        assert {reason for _, _, reason in doubts(done)} == {
            'the frame "fk4" is not one of these layouts'
        }


class TestObservationSets:
    @pytest.mark.parametrize("own", [{}, {"elevation": 23}])
    def test_have_the_elevation_that_stood_in_the_array(self, own: dict[str, Any]) -> None:
        done = up(with_set(array={"elevation": 23}, **own))
        assert programme(done)["observation_sets"] == [one_set(elevation=23)]
        assert not set_aside(done)

    def test_with_two_elevations_are_refused(self) -> None:
        done = up(with_set(array={"elevation": 23}, elevation=45))
        reason = '"elevation" belongs where "elevation" is there with another value; keep one'
        assert doubts(done) == [(f"{SET}/array_details/elevation", "", reason)]

    @pytest.mark.parametrize("elevation", [10, 91, 22.5, -1])
    def test_of_an_elevation_that_0_7_has_not_are_refused(self, elevation: float) -> None:
        reason = "elevations of 0.7 are whole degrees from 15 to 90"
        place = f"{SET}/elevation"
        assert doubts(up(with_set(elevation=elevation))) == [(place, "", reason)]
        assert lost(up(with_set(elevation=elevation), loss=True)) == [(place, reason)]

    def test_have_the_averaging_that_stood_in_the_array(self) -> None:
        done = up(with_set(array={"spectral_averaging": "50"}))
        assert programme(done)["observation_sets"] == [one_set(spectral_averaging="50")]

    @pytest.mark.parametrize(
        ("key", "text", "reason"),
        [
            *(
                (key, text, NO_COUNT)
                for key in ("spectral_averaging", "number_of_channels")
                for text in ("DUMMY", "1.5", "-1", "+3", "3e0", "", "9007199254740992", "9" * 500)
            ),
            *(
                ("robust", text, NO_NUMBER)
                for text in ("DUMMY", "+1", "1e0", "2.", "", "1 2", "9" * 500)
            ),
        ],
    )
    def test_set_texts_aside_that_say_no_number(self, key: str, text: str, reason: str) -> None:
        done = up(with_set(**{key: text}))
        assert set_aside(done) == [(f"{DETAILS}/{key}", reason)]
        assert programme(done)["observation_sets"] == [one_set()]

    @pytest.mark.parametrize("key", ["spectral_averaging", "number_of_channels"])
    @pytest.mark.parametrize("text", [" 3 ", "3.0", "\t3\n", "3.00 ", "3"])
    def test_have_whole_numbers_that_were_text(self, key: str, text: str) -> None:
        done = converted(with_set(**{key: text}))
        assert converted_set(done)["observation_type_details"][key] == 3
        assert [(e.value, e.reason) for e in done.repaired] == (
            [] if text == "3" else [(text, "a number is no text")]
        )

    @pytest.mark.parametrize(("text", "number"), [(" 1 ", 1), ("-0.5\n", -0.5), ("1", 1)])
    def test_have_a_robustness_that_was_text(self, text: str, number: float) -> None:
        done = converted(with_set(robust=text))
        assert converted_set(done)["observation_type_details"]["robust"] == number
        assert not done.set_aside or all("robust" not in e.path for e in done.set_aside)

    @pytest.mark.parametrize("text", ["45", " 45 ", "45.0"])
    @pytest.mark.parametrize("is_of_array", [True, False])
    def test_have_an_elevation_that_was_text(self, text: str, is_of_array: bool) -> None:
        changes = {"array": {"elevation": text}} if is_of_array else {"elevation": text}
        done = converted(with_set(**changes))
        assert converted_set(done)["elevation"] == 45
        assert [(e.value, e.reason) for e in done.repaired] == [(text, "a number is no text")]

    @pytest.mark.parametrize("text", ["10", "22.5"])
    def test_of_an_elevation_as_text_that_0_7_has_not_are_refused(self, text: str) -> None:
        (problem,) = converted(with_set(elevation=text)).problems
        assert "elevations of 0.7 are whole degrees from 15 to 90" in problem.message

    def test_zooms_are_spectral_lines(self) -> None:
        done = up(with_set(observation_type="zoom"))
        assert details(done)["observation_type"] == "spectral line"
        (read_as,) = done.read_as
        assert (read_as.value, "ska-oso-services" in read_as.reason) == ("zoom", True)

    def test_of_another_type_are_not_guessed(self) -> None:
        block = {"obs_block_id": "o", "science_programmes": [with_set(observation_type="zoo")]}
        done = taken("prj", {"obs_blocks": [block]})
        assert problems("prj", done.document)

    @pytest.mark.parametrize("unit", ["", "m/s", "mHz", None])
    @pytest.mark.parametrize("value", [0, 0.0])
    def test_of_no_bandwidth_have_it_in_hertz(self, value: float, unit: str | None) -> None:
        quantity = {"value": value} | ({} if unit is None else {"unit": unit})
        done = up(with_set(bandwidth=quantity))
        assert details(done)["bandwidth"] == {"value": value, "unit": "Hz"}
        place = (*_path(DETAILS), "bandwidth", "unit")
        reason = "zero is the same in every unit of frequency"
        assert done.defaulted == [Defaulted(place, "Hz", reason)]
        told = [] if unit is None else [f"{DETAILS}/bandwidth/unit"]
        assert [name for name, _ in set_aside(done)] == told

    @pytest.mark.parametrize("unit", ["", "m/s", "mHz", None, 3])
    def test_of_a_frequency_without_its_unit_are_refused(self, unit: Any) -> None:
        document = with_set(central_frequency={"value": 200, "unit": unit})
        reason = "its unit is none of a frequency: Hz, kHz, MHz or GHz"
        place = f"{DETAILS}/central_frequency"
        expected = [(f"{place}/value", "", reason), (f"{place}/unit", "", reason)]
        assert doubts(up(document)) == expected
        done = up(document, loss=True)
        assert lost(done) == [(f"{place}/value", reason), (f"{place}/unit", reason)]
        assert programme(done)["observation_sets"] == []

    @pytest.mark.parametrize("unit", ["ghz", "GHZ", " GHz", "Ghz"])
    def test_have_their_units_with_the_right_capitals(self, unit: str) -> None:
        done = up(with_set(central_frequency={"value": 0.2, "unit": unit}))
        assert programme(done)["observation_sets"] == [one_set()]
        assert [(r.value, r.reason) for r in done.repaired] == [(unit, 'the unit is written "GHz"')]

    def test_have_numbers_that_were_text(self) -> None:
        done = up(with_set(bandwidth={"value": "300", "unit": "MHz"}))
        assert programme(done)["observation_sets"] == [one_set()]
        assert [(r.value, r.reason) for r in done.repaired] == [("300", "a number is no text")]

    @pytest.mark.parametrize("place", ["set", "array"])
    def test_of_no_elevation_are_told_that_it_is_15(self, place: str) -> None:
        changes = {"elevation": None} if place == "set" else {"array": {"elevation": None}}
        done = up(with_set(**changes))
        assert programme(done)["observation_sets"] == [one_set(elevation=15)]
        reason = "15 is what 0.7 takes for an elevation that nobody says"
        assert done.defaulted == [Defaulted((*_path(SET), "elevation"), 15, reason)]

    def test_lose_their_description(self) -> None:
        done = up(with_set(details="LOW + Continuum"))
        reason = "0.7 has no place for a description of the set"
        assert set_aside(done) == [(f"{SET}/details", reason)]


class TestSupplied:
    @pytest.mark.parametrize(
        ("kind", "quantity"),
        [
            ("integration_time", HOUR),
            ("sensitivity", JANSKY),
            ("sensitivity", {"value": 0, "unit": ""}),
        ],
    )
    def test_has_its_type_by_the_new_name(self, kind: str, quantity: Any) -> None:
        for key in ("type", "suppied_type", "supplied_type"):
            done = up(with_set(supplied={key: kind, "quantity": quantity}))
            assert details(done)["supplied"] == {"supplied_type": kind, "quantity": quantity}

    def test_integration_is_an_integration_time(self) -> None:
        done = up(with_set(supplied={"type": "integration", "quantity": HOUR}))
        assert details(done)["supplied"] == {"supplied_type": "integration_time", "quantity": HOUR}
        assert [read.value for read in done.read_as] == ["integration"]

    def test_number_and_unit_become_a_quantity(self) -> None:
        done = up(with_set(supplied={"type": "sensitivity", **JANSKY}))
        assert details(done)["supplied"] == {"supplied_type": "sensitivity", "quantity": JANSKY}

    @pytest.mark.parametrize(
        "beside",
        [
            {"value": 0.0, "unit": ""},
            {"value": 0},
            {"value": 5, "unit": "m/s"},
            {"value": "", "unit": " "},
            {"unit": "h"},
        ],
    )
    @pytest.mark.parametrize("is_flat", [True, False])
    def test_what_is_no_amount_is_set_aside_beside_one(self, beside: Any, is_flat: bool) -> None:
        flat, quantity = (beside, JANSKY) if is_flat else (JANSKY, beside)
        done = up(with_set(supplied={"type": "sensitivity", **flat, "quantity": quantity}))
        assert details(done)["supplied"] == {"supplied_type": "sensitivity", "quantity": JANSKY}
        reason = "it is no amount of a time or a sensitivity"
        home = f"{DETAILS}/supplied" if is_flat else f"{DETAILS}/supplied/quantity"
        assert set_aside(done) == [(f"{home}/{key}", reason) for key in beside]

    def test_the_same_amount_twice_is_one(self) -> None:
        done = up(with_set(supplied={"type": "sensitivity", **JANSKY, "quantity": JANSKY}))
        assert details(done)["supplied"] == {"supplied_type": "sensitivity", "quantity": JANSKY}
        assert not set_aside(done)

    @pytest.mark.parametrize(
        ("kind", "one", "other"),
        [
            ("sensitivity", JANSKY, {**JANSKY, "value": 2}),
            ("integration_time", HOUR, {"value": 1, "unit": "min"}),
            ("integration_time", HOUR, JANSKY),
            ("sensitivity", JANSKY, {"value": 0, "unit": "Jy"}),
            ("integration_time", HOUR, {"value": 7, "unit": "hrs"}),
            ("integration_time", HOUR, {"value": "1e3", "unit": "s"}),
            ("integration_time", {"value": 5, "unit": "hrs"}, HOUR),
            ("integration_time", {"value": "1e3", "unit": "s"}, HOUR),
            ("integration_time", HOUR, {"value": 1, "unit": ["h"]}),
            ("integration_time", HOUR, {"value": True, "unit": ""}),
            ("integration_time", HOUR, {"value": 0, "unit": "hrs"}),
        ],
    )
    def test_two_amounts_are_refused(self, kind: str, one: Any, other: Any) -> None:
        document = with_set(supplied={"supplied_type": kind, **other, "quantity": one})
        (problem,) = converted(document).problems
        assert problem.path == f"/{DETAILS}/supplied"
        assert OTHERWISE in problem.message

    @pytest.mark.parametrize("is_flat", [True, False])
    @pytest.mark.parametrize("number", [7, "7", "abc", True])
    def test_a_number_without_a_unit_may_be_another_amount(
        self, number: Any, is_flat: bool
    ) -> None:
        one, other = (HOUR, {"value": number}) if is_flat else ({"value": number}, HOUR)
        supplied = {"supplied_type": "integration_time", **other, "quantity": one}
        (problem,) = converted(with_set(supplied=supplied)).problems
        assert problem.path.startswith(f"/{DETAILS}/supplied")
        assert OTHERWISE in problem.message

    def test_a_quantity_of_another_form_may_be_another_amount(self) -> None:
        supplied = {"supplied_type": "integration_time", **HOUR, "quantity": "1 h"}
        (problem,) = converted(with_set(supplied=supplied)).problems
        assert problem.path == f"/{DETAILS}/supplied"
        assert OTHERWISE in problem.message

    @pytest.mark.parametrize(
        ("kind", "one", "other"),
        [
            ("integration_time", {"value": 5, "unit": "h"}, {"value": 300, "unit": "min"}),
            ("integration_time", {"value": 5, "unit": "h"}, {"value": "300.0", "unit": "minutes"}),
            ("sensitivity", {"value": 0.0015, "unit": "Jy / beam"}, JANSKY),
        ],
    )
    def test_the_same_amount_in_another_unit_is_no_other(
        self, kind: str, one: Any, other: Any
    ) -> None:
        done = converted(with_set(supplied={"supplied_type": kind, **other, "quantity": one}))
        made = converted_set(done)["observation_type_details"]["supplied"]
        assert made == {"supplied_type": kind, "quantity": one}
        reason = 'the "quantity" beside it says the same amount'
        told = [(e.value, e.needed) for e in done.set_aside if e.reason == reason]
        assert told == [(other["value"], False), (other["unit"], False)]

    @pytest.mark.parametrize(
        "quantity",
        [{"value": -12.345, "unit": "m / s"}, {"value": -1, "unit": "s"}, {"value": 600}, {}],
    )
    def test_that_is_no_time_is_set_aside(self, quantity: Any) -> None:
        done = up(with_set(supplied={"type": "integration_time", "quantity": quantity}))
        assert "supplied" not in details(done)
        reason = "it is neither a time nor a sensitivity in one of their units"
        assert (f"{DETAILS}/supplied/type", reason) in set_aside(done)

    @pytest.mark.parametrize(
        ("kind", "quantity"), [("integration_time", HOUR), ("sensitivity", JANSKY)]
    )
    def test_without_a_type_has_the_one_that_its_unit_says(self, kind: str, quantity: Any) -> None:
        done = up(with_set(supplied={"quantity": quantity}))
        assert details(done)["supplied"] == {"quantity": quantity, "supplied_type": kind}
        assert [each.reason for each in done.defaulted] == ["its unit says which one it is"]

    def test_of_a_type_that_there_is_not_is_refused(self) -> None:
        done = up(with_set(supplied={"supplied_type": "time", "quantity": HOUR}))
        reason = 'its type is neither "integration_time" nor "sensitivity"'
        assert {found for _, _, found in doubts(done)} == {reason}

    @pytest.mark.parametrize(("kind", "quantity"), [("sensitivity", HOUR), ("integration", JANSKY)])
    def test_of_a_type_that_its_unit_contradicts_is_refused(self, kind: str, quantity: Any) -> None:
        done = up(with_set(supplied={"type": kind, "quantity": quantity}))
        reason = "its type and its unit contradict each other: one of a time, one of a sensitivity"
        assert {found for _, _, found in doubts(done)} == {reason}
        assert len(done.doubts) == 3


def asked(kind: str = "continuum", names: tuple[str, ...] = ("set-1",), **product: Any) -> Any:
    """Give a programme that asks for one product, as in 0.5."""
    named = {"data_product_id": "SDP-1", "observation_set_refs": list(names), "products": ["1"]}
    sizes = {"image_size": {"value": 10, "unit": "deg"}, "weighting": "uniform"}
    sets = [one_set(name, observation_type=kind) for name in dict.fromkeys(names)]
    parts = {key: part for key, part in {**named, **sizes, **product}.items() if part is not None}
    return {"observation_sets": sets, "data_product_sdps": [parts]}


TOO_MANY = (
    "the data products of this document, one for each observation set, would come to more than "
    "50000 values; divide the document"
)


def products(done: Any) -> Any:
    return programme(done)["data_product_sdps"]


def image(name: str = "SDP-1", ref: str = "set-1", **changes: Any) -> dict[str, Any]:
    parameters = {
        "kind": "continuum",
        "variant": "continuum image",
        "image_size": {"value": 10, "unit": "deg"},
        "weight": {"weighting": "uniform"},
        "polarisations": [],
        **changes,
    }
    return {
        "data_product_id": name,
        "observation_set_ref": ref,
        "script_parameters": parameters,
    }


class TestDataProducts:
    def test_have_what_stood_beside_them_in_their_parameters(self) -> None:
        done = up(asked())
        assert products(done) == [image()]
        order = ["data_product_id", "observation_set_ref", "script_parameters"]
        assert list(products(done)[0]) == order
        assert not set_aside(done)
        assert [read.place[-2:] for read in done.read_as] == [("products", 0)]
        place = (*_path(PRODUCT), "script_parameters", "polarisations")
        assert done.defaulted == [Defaulted(place, [], "nothing says the polarisations")]

    @pytest.mark.parametrize(
        "names",
        [
            {"data_products_sdp_id": "SDP-1", "data_product_id": None},
            {"data_products_id": "SDP-1", "data_product_id": None},
            {"options": ["1"], "products": None},
            {"options": ["Y", "N", "N", "N"], "products": None},
            {"options": "1", "products": None},
            {"options": 1, "products": None},
            {"products": [1]},
            {"products": ["y", "n", "n", "n"]},
            {"observation_set_ref": "set-1", "observation_set_refs": None},
            {"observation_set_ref": "set-1"},
            {"weighting": "Uniform"},
            {"weighting": "1"},
            {"image_size": "10 degrees"},
            {"image_size": "10degrees"},
            {"image_size": "10 Degrees"},
            {"image_size": {"value": "10", "unit": "DEG"}},
            {"image_size": {"value": 10, "unit": "degrees"}},
        ],
        ids="-".join,
    )
    def test_are_read_by_every_name_that_they_had(self, names: Any) -> None:
        assert products(up(asked(**names))) == [image()]

    @pytest.mark.parametrize(
        ("change", "value", "reason"),
        [
            ({"image_size": "10degrees"}, "10degrees", "a number and its unit stand apart"),
            (
                {"image_size": {"value": 10, "unit": "degrees"}},
                "degrees",
                'the unit is written "deg"',
            ),
            ({"products": "1"}, "1", 'what is asked for is a list of texts, such as "1"'),
            ({"products": [1]}, 1, 'what is asked for is a list of texts, such as "1"'),
        ],
    )
    def test_say_what_of_them_was_put_right(self, change: Any, value: Any, reason: str) -> None:
        for names in (("set-1",), ("set-1", "set-2")):
            done = up(asked(names=names, **change))
            assert products(done)[0] == image()
            assert [(r.value, r.reason) for r in done.repaired] == [(value, reason)]

    @pytest.mark.parametrize(
        ("beside", "inside", "weight"),
        [
            ("briggs", {"robust": "1"}, {"weighting": "briggs", "robust": "1"}),
            ("2", {"robust": "1"}, {"weighting": "briggs", "robust": "1"}),
            ({"robust": "1"}, "briggs", {"weighting": "briggs", "robust": "1"}),
            (
                {"weighting": "briggs", "robust": "1"},
                "Briggs",
                {"weighting": "briggs", "robust": "1"},
            ),
            (
                {"weighting": "briggs", "robust": "1"},
                {"weighting": 2, "robust": "1"},
                {"weighting": "briggs", "robust": "1"},
            ),
            ({"weighting": "uniform"}, "1", {"weighting": "uniform"}),
            (None, "1", {"weighting": "uniform"}),
            ("uniform", {"weighting": None}, {"weighting": "uniform"}),
        ],
    )
    def test_have_one_weight_of_two_that_agree(self, beside: Any, inside: Any, weight: Any) -> None:
        done = convert(
            of_entity("prj", asked(weighting=beside, script_parameters={"weight": inside}))
        )
        assert (done.status, done.problems) == ("upgraded", [])
        (product,) = programme_of("prj", done.document)["data_product_sdps"]
        numbers = {key: float(part) for key, part in weight.items() if key == "robust"}
        assert product["script_parameters"]["weight"] == {**weight, **numbers}
        assert not [entry for entry in done.set_aside if entry.needed]

    @pytest.mark.parametrize(
        ("beside", "inside", "place"),
        [
            ("briggs", "uniform", ""),
            ({"weighting": "briggs", "robust": "1"}, {"weighting": "uniform"}, ""),
            ({"weighting": "briggs", "robust": "1"}, {"robust": "2"}, "/robust"),
        ],
    )
    def test_of_two_weights_are_refused(self, beside: Any, inside: Any, place: str) -> None:
        given = asked(weighting=beside, script_parameters={"weight": inside})
        done = convert(of_entity("prj", given))
        assert [problem.path for problem in done.problems] == [f"/{PRODUCT}/weighting{place}"]
        for kept in ({"weighting": None}, {"script_parameters": None}):
            given["data_product_sdps"][0] |= kept
            if not place:
                assert convert(of_entity("prj", given)).status == "upgraded"

    @pytest.mark.parametrize("key", ["image_size", "image_cellsize"])
    @pytest.mark.parametrize(
        "size", ["1degrees", "1.0 deg", "60 arcmin", {"value": "60", "unit": "arcmin"}, None, {}]
    )
    def test_have_one_size_of_two_that_agree(self, key: str, size: Any) -> None:
        degree = {"value": 1, "unit": "deg"}
        inside = {"image_size": degree, "weight": {"weighting": "uniform"}, key: degree}
        given = asked(weighting=None, script_parameters=inside)
        given["data_product_sdps"][0] |= {"image_size": None, key: size}
        done = convert(of_entity("prj", given))
        assert (done.status, done.problems) == ("upgraded", [])
        (product,) = programme_of("prj", done.document)["data_product_sdps"]
        assert product["script_parameters"][key] == degree
        assert not [entry for entry in done.set_aside if entry.needed]
        given["data_product_sdps"][0][key] = "2 arcmin"
        done = convert(of_entity("prj", given))
        assert [problem.path for problem in done.problems] == [f"/{PRODUCT}/{key}"]

    @pytest.mark.parametrize("key", ["pixel_size", "image_cellsize"])
    @pytest.mark.parametrize("size", ["1.5 arcsecs", {"value": 1.5, "unit": "arcsec"}])
    def test_have_the_size_of_their_pixels(self, key: str, size: Any) -> None:
        (product,) = products(up(asked(**{key: size})))
        assert product["script_parameters"]["image_cellsize"] == {"value": 1.5, "unit": "arcsec"}

    @pytest.mark.parametrize("size", ["50", "1.667 arcsec2", 50, "PIXEL SIZE", {"value": 1}])
    def test_do_without_a_size_of_pixels_that_is_none(self, size: Any) -> None:
        done = up(asked(pixel_size=size))
        assert products(done) == [image()]
        reason = "it is no size in a unit that 0.7 has"
        assert {found for _, found in set_aside(done)} == {reason}

    @pytest.mark.parametrize(
        ("kind", "tag", "variant"),
        [
            ("continuum", "continuum", "continuum image"),
            ("zoom", "spectral", "spectral image"),
            ("spectral line", "spectral", "spectral image"),
            (
                "continuum and spectral line",
                "continuum and spectral line",
                "continuum and spectral line image",
            ),
        ],
    )
    def test_are_images_of_the_type_of_their_set(self, kind: str, tag: str, variant: str) -> None:
        assert products(up(asked(kind))) == [image(kind=tag, variant=variant)]

    def test_set_other_options_aside(self) -> None:
        done = up(asked(products=["2", "1", "5"]))
        assert products(done) == [image()]
        reason = '"kind" and "variant" say which product it is, and it is one only'
        assert set_aside(done) == [(f"{PRODUCT}/products/{i}", reason) for i in (0, 2)]

    def test_need_no_leave_for_what_was_not_asked_for(self) -> None:
        done = up(asked(products=["Y", "N", "Y", "N"]))
        reason = '"kind" and "variant" say which product it is, and it is one only'
        assert set_aside(done) == [(f"{PRODUCT}/products/2", reason)]
        assert len(set_aside(done, needed=False)) == 2

    def test_of_several_sets_are_several(self) -> None:
        done = up(asked(names=("set-1", "set-2", "set-2")))
        assert products(done) == [image(), image("SDP-1-set-2", "set-2")]
        assert not set_aside(done)
        (made,) = [each for each in done.defaulted if each.place[-1] == "data_product_id"]
        assert made.reason == "the product of set-2, of what was one for several observation sets"

    def test_get_other_identifiers_where_those_are_taken(self) -> None:
        given = asked(names=("set-1", "set-2"))
        other = {**given["data_product_sdps"][0], "data_product_id": "SDP-1-set-2"}
        given["data_product_sdps"] = [
            {**other, "observation_set_refs": ["set-1"]},
            *given["data_product_sdps"],
        ]
        names = [product["data_product_id"] for product in products(up(given))]
        assert names[:2] == ["SDP-1-set-2", "SDP-1"]
        assert len({*names}) == 3
        given["data_product_sdps"].reverse()
        names = [product["data_product_id"] for product in products(up(given))]
        assert (names[0], names[2], len({*names})) == ("SDP-1", "SDP-1-set-2", 3)

    def test_of_a_set_that_there_is_not_are_set_aside_alone(self) -> None:
        given = asked()
        given["data_product_sdps"][0]["observation_set_refs"] = ["nowhere", "set-1"]
        done = up(given)
        assert products(done) == [image()]
        reason = "nothing says which variant of the product this observation set is to have"
        assert set_aside(done) == [(f"{PRODUCT}/observation_set_refs/0", reason)]

    @pytest.mark.parametrize(
        ("change", "reason"),
        [
            (
                {"products": ["4"]},
                "nothing says which variant of product it is, which 0.7 requires",
            ),
            (
                {"products": ["N", "Y", "Y", "Y"]},
                "nothing says which variant of product it is, which 0.7 requires",
            ),
            ({"products": None}, "nothing says which variant of product it is, which 0.7 requires"),
            (
                {"image_size": None},
                "its parameters are not those that 0.7 requires of its variant",
            ),
            (
                {"weighting": "WEIGHTING"},
                "its parameters are not those that 0.7 requires of its variant",
            ),
            (
                {"observation_set_refs": None},
                "a product without its observation set says nothing",
            ),
        ],
    )
    def test_that_are_not_told_are_set_aside_whole(self, change: Any, reason: str) -> None:
        done = up(asked(**change))
        assert products(done) == []
        assert (f"{PRODUCT}/data_product_id", reason) in set_aside(done)
        assert not done.doubts

    def test_may_have_a_variant_that_the_caller_chooses(self) -> None:
        done = up(asked(products=None), assume={"variant": "spectral image"})
        assert products(done) == [image(kind="spectral", variant="spectral image")]

    def test_say_that_a_variant_that_was_chosen_does_not_fit(self) -> None:
        done = up(asked(products=None), assume={"variant": "visibilities"})
        assert products(done) == []
        reason = (
            'it lacks "time_averaging" and "frequency_averaging", which the chosen variant '
            '"visibilities" needs'
        )
        assert (f"{PRODUCT}/data_product_id", reason) in set_aside(done)

    def test_of_sets_of_one_name_and_different_types_are_refused(self) -> None:
        given = asked()
        given["observation_sets"].append(one_set(observation_type="spectral line"))
        place = f"{PRODUCT}/observation_set_refs/0"
        reason = (
            "observation sets of this identifier are of different types, and images are of the "
            "type of their set"
        )
        assert doubts(up(given)) == [(place, "variant", reason)]
        chosen = {"variant": "spectral image"}
        assert products(up(given, assume=chosen)) == [image(kind="spectral", **chosen)]
        given["observation_sets"][1:] = [one_set(bandwidth={"value": 1, "unit": "GHz"})]
        assert products(up(given)) == [image()]

    def test_of_0_6_have_a_list_of_polarisations(self) -> None:
        inside = image()["script_parameters"] | {"polarisations": "XX,YY", "channels_out": 12}
        given = {key: inside[key] for key in inside if key not in ("kind", "variant")}
        document = asked(image_size=None, weighting=None, script_parameters=given)
        assert products(up(document)) == [image(polarisations=["XX", "YY"], channels_out=12)]

    def test_of_0_7_stay(self) -> None:
        given = {"observation_sets": [one_set()], "data_product_sdps": [image()]}
        assert programme(up(given)) == given

    def test_of_very_many_sets_are_refused(self) -> None:
        names = tuple(f"set-{number}" for number in range(200))
        inside = {f"key {number}": number for number in range(1000)}
        done = up(asked(names=names, script_parameters=inside))
        assert {found for _, _, found in doubts(done)} == {TOO_MANY}

    @pytest.mark.parametrize("place", [0, 1, 2])
    def test_of_very_many_sets_leave_the_others_alone(self, place: int) -> None:
        names = tuple(f"set-{number}" for number in range(200))
        inside = {"channels_out": 1, **{f"key {number}": number for number in range(1000)}}
        given = asked(names=names)
        (part,) = given["data_product_sdps"]
        others = [
            {**part, "data_product_id": f"other-{number}", "observation_set_refs": [name]}
            for number, name in enumerate(names[:2])
        ]
        others.insert(place, {**part, "script_parameters": inside})
        given["data_product_sdps"] = others
        done = convert(of_entity("prj", given))
        paths = {problem.path for problem in done.problems if TOO_MANY in problem.message}
        assert all(path.startswith(f"/{PRODUCT[:-1]}{place}") for path in paths)
        assert paths
        done = convert(of_entity("prj", given), allowed=Allowed(loss=True))
        left = programme_of("prj", done.document)["data_product_sdps"]
        assert [product["data_product_id"] for product in left] == ["other-0", "other-1"]

    def test_are_counted_in_the_whole_document(self) -> None:
        names = tuple(f"set-{number}" for number in range(400))
        one = asked(names=names)
        blocks = [
            {"obs_block_id": f"ob-{number}", "science_programmes": [one]} for number in range(60)
        ]
        assert not taken("prj", {"obs_blocks": blocks[:3]}).doubts
        done = taken("prj", {"obs_blocks": blocks})
        assert {found for _, _, found in doubts(done)} == {TOO_MANY}


def of_entity(entity: str, programme: Any, label: str | None = None) -> dict[str, Any]:
    """Give a project or a proposal that asks for the science of a programme."""
    url = {} if label is None else {"interface": SchemaId(entity, label).url}
    if entity == "prj":
        block = {"obs_block_id": "ob-1", "science_programmes": [programme]}
        return {**url, "prj_id": "prj-1", "obs_blocks": [block]}
    about = {"title": "T", "proposal_type": {"main_type": "standard_proposal"}}
    named = {"prsl_id": "prsl-1", "cycle": "C", "proposal_info": about}
    return {**url, **named, "observation_info": programme}


def programme_of(entity: str, document: Any) -> Any:
    if entity == "prsl":
        return document["observation_info"]
    return document["obs_blocks"][0]["science_programmes"][0]


@pytest.mark.parametrize("label", [None, "0.1", "0.6", "0.7"])
@pytest.mark.parametrize("entity", ["prj", "prsl"])
class TestSettingsInTheArray:
    """Whatever else of the document shows its layout, or nothing."""

    BESIDE: ClassVar = {
        "nothing": {},
        "of 0.7": {"data_product_sdps": [image(polarisations=["I"])]},
        "of 0.5": {"data_product_sdps": asked()["data_product_sdps"]},
    }

    @pytest.mark.parametrize("beside", BESIDE.values(), ids=BESIDE)
    def test_are_those_of_the_set(self, entity: str, label: str, beside: Any) -> None:
        part = one_set(array={"elevation": 30, "spectral_averaging": "3"})
        done = convert(of_entity(entity, {"observation_sets": [part], **beside}, label))
        assert (done.status, done.problems) == ("upgraded", [])
        (new,) = programme_of(entity, done.document)["observation_sets"]
        assert new == one_set(elevation=30, spectral_averaging=3)
        assert not [entry for entry in done.set_aside if "array_details" in entry.path]

    @pytest.mark.parametrize("own", [{"elevation": 45}, {}])
    def test_are_refused_where_they_are_none(self, entity: str, label: str, own: Any) -> None:
        part = one_set(array={"elevation": 30 if own else 5}, **own)
        done = convert(of_entity(entity, {"observation_sets": [part]}, label))
        assert (done.status, len(done.problems)) == ("refused", 1)
        assert done.problems[0].path.endswith("/array_details/elevation")


@pytest.mark.parametrize("entity", ["prj", "prsl"])
def test_settings_in_the_array_of_an_honest_label_are_told_where_they_belong(entity: str) -> None:
    part = one_set(array={"elevation": 30})
    done = convert(of_entity(entity, {"observation_sets": [part]}, "1.0"))
    (entry,) = done.set_aside
    assert entry.reason == f"{entity} 1.0 has no such key there; give it in the observation set"


class TestProductsOfSeveralLayouts:
    """Copied by hand or by a tool, products of 0.7 stand beside those of before."""

    OLD = {
        "0.4": {"data_products_sdp_id": "SDP-1", "data_product_id": None, "options": ["1"]},
        "0.5": {},
        "0.6": {"image_size": None, "weighting": None, "script_parameters": PARAMETERS_OF_0_6},
    }

    @pytest.mark.parametrize("old", OLD.values(), ids=OLD)
    @pytest.mark.parametrize("label", [None, "0.1"])
    @pytest.mark.parametrize("entity", ["prj", "prsl"])
    def test_become_those_of_today_one_by_one(self, entity: str, label: str, old: Any) -> None:
        given = asked(names=("set-1", "set-2"), **old)
        newer = image("SDP-9", "set-2", polarisations=["I"])
        document = of_entity(entity, given | {"data_product_sdps": [newer]})
        today = convert(document).document
        assert today is not None
        given["data_product_sdps"].append(newer)
        done = convert(of_entity(entity, given, label))
        assert (done.status, done.problems) == ("upgraded", [])
        found = programme_of(entity, done.document)["data_product_sdps"]
        assert found[:2] == [image(), image("SDP-1-set-2", "set-2")]
        assert found[2:] == programme_of(entity, today)["data_product_sdps"]
        assert not [entry for entry in done.set_aside if entry.needed]

    @pytest.mark.parametrize("entity", ["prj", "prsl"])
    def test_under_an_honest_label_are_its_mistakes(self, entity: str) -> None:
        given = asked()
        given["data_product_sdps"].append(image("SDP-9"))
        done = convert(of_entity(entity, given, "1.0"))
        assert (done.start, done.status) == ("1.0", "refused")


ROBUST = {"weight": {"weighting": "briggs", "robust": "1"}}
"""Text, which only layouts up to 0.7 have."""


@pytest.mark.parametrize("entity", ["prj", "prsl"])
@pytest.mark.parametrize("before_0_7", [True, False], ids=["before-0.7", "0.7"])
class TestHalfNamedVariants:
    @staticmethod
    def asked(before_0_7: bool, products: Any, set_type: str = "continuum", **tags: Any) -> Any:
        """Give a programme that asks for a product whose parameters have these tags."""
        inside = {"image_size": {"value": 10, "unit": "deg"}, "polarisations": ["I"], **ROBUST}
        refs = {} if before_0_7 else {"observation_set_refs": None, "observation_set_ref": "set-1"}
        beside = {"image_size": None, "weighting": None, "products": products, **refs}
        return asked(set_type, script_parameters=inside | tags, **beside)

    @pytest.mark.parametrize("empty", [None, "", " ", {}])
    def test_that_hold_nothing_leave_it_to_the_list(
        self, entity: str, before_0_7: bool, empty: Any
    ) -> None:
        for tags in ({"kind": empty}, {"variant": empty}, {"kind": empty, "variant": empty}):
            done = convert(of_entity(entity, self.asked(before_0_7, ["1"], **tags)))
            assert done.status == "upgraded"
            (product,) = programme_of(entity, done.document)["data_product_sdps"]
            assert product["script_parameters"]["variant"] == "continuum image"
            assert not [entry for entry in done.set_aside if entry.needed]

    @pytest.mark.parametrize("empty", [None, ""])
    def test_that_hold_nothing_are_chosen(self, entity: str, before_0_7: bool, empty: Any) -> None:
        given = self.asked(before_0_7, None, kind=empty, variant=empty)
        done = convert(of_entity(entity, given), allowed=Allowed({"variant": "spectral image"}))
        (product,) = programme_of(entity, done.document)["data_product_sdps"]
        assert product["script_parameters"]["kind"] == "spectral"

    @pytest.mark.parametrize(
        ("tags", "products"),
        [
            ({"kind": "continuum"}, ["1"]),
            ({"variant": "continuum image"}, None),
            ({"kind": "spectral"}, None),
            ({"variant": "spectral image"}, None),
            ({"kind": "continuum and spectral line"}, None),
        ],
    )
    def test_are_filled_in(self, entity: str, before_0_7: bool, tags: Any, products: Any) -> None:
        done = convert(of_entity(entity, self.asked(before_0_7, products, **tags)))
        assert (done.status, done.problems) == ("upgraded", [])
        (product,) = programme_of(entity, done.document)["data_product_sdps"]
        inside = product["script_parameters"]
        assert tags.items() <= inside.items()
        assert product_variants.KINDS[inside["variant"]] == inside["kind"]
        assert not done.set_aside

    def test_of_several_variants_may_be_chosen_of_their_kind(
        self, entity: str, before_0_7: bool
    ) -> None:
        document = of_entity(entity, self.asked(before_0_7, ["4"], kind="continuum"))
        done = convert(document, allowed=Allowed({"variant": "continuum image"}))
        (product,) = programme_of(entity, done.document)["data_product_sdps"]
        assert product["script_parameters"]["variant"] == "continuum image"
        variants = '"continuum image", "visibilities"'
        found = convert(document)
        told = [problem.message for problem in found.problems]
        told += [entry.reason for entry in found.set_aside]
        assert any(variants in text for text in told)
        done = convert(document, allowed=Allowed({"variant": "spectral image"}))
        assert not any("lacks" in problem.message for problem in done.problems)
        if before_0_7:
            assert programme_of(entity, done.document)["data_product_sdps"] == []
        else:
            reason = '"spectral image", which was chosen for it, is no variant of its kind'
            assert [reason in problem.message for problem in done.problems] == [True]

    @pytest.mark.parametrize("empty", [None, "", " "])
    def test_have_an_empty_list_of_no_polarisations(
        self, entity: str, before_0_7: bool, empty: Any
    ) -> None:
        given = self.asked(before_0_7, ["1"], polarisations=empty)
        done = convert(of_entity(entity, given))
        assert done.status == "upgraded"
        (product,) = programme_of(entity, done.document)["data_product_sdps"]
        assert product["script_parameters"]["polarisations"] == []

    @pytest.mark.parametrize("unit", ["mHz", "KHZ", None])
    def test_go_with_their_set(self, entity: str, before_0_7: bool, unit: Any) -> None:
        given = self.asked(before_0_7, ["1"])
        details = given["observation_sets"][0]["observation_type_details"]
        details["bandwidth"] = {"value": 3, "unit": unit}
        document = of_entity(entity, given)
        (problem,) = convert(document).problems
        assert problem.path.endswith("/bandwidth")
        done = convert(document, allowed=Allowed({"variant": "spectral image"}, loss=True))
        assert programme_of(entity, done.document)["data_product_sdps"] == []
        reasons = {e.reason for e in done.set_aside if "data_product_sdps" in e.path}
        now = "its observation set was left out"
        assert reasons == {now if before_0_7 else "it goes with what 1.0 requires of it"}


class TestChosenVariants:
    def test_are_those_that_there_are(self) -> None:
        assert set(VALUES["variant"]) == product_variants.KINDS.keys()

    def test_that_there_are_not_are_refused(self) -> None:
        with pytest.raises(WrongAssumptionError) as caught:
            convert({"prj_id": "p", "obs_blocks": []}, allowed=Allowed({"variant": "image"}))
        assert str(caught.value) == (
            'the assumption "variant" has no value "image"; there are continuum image, spectral '
            "image, continuum and spectral line image, visibilities, detected filterbank, pulsar "
            "timing and flow through"
        )


class TestResults:
    @pytest.mark.parametrize("said", ["sensitivity", "integration_time", "integration"])
    def test_name_what_was_supplied(self, said: str) -> None:
        calculated = {
            "supplied_type": said,
            **SENSITIVITIES,
            "surface_brightness_sensitivity": BRIGHTNESS,
        }
        old = {"observation_set_ref": "set-1", "target_ref": "t", "result_details": calculated}
        done = up({"results": [old]})
        new = {**calculated, "supplied_type": "integration_time"}
        assert programme(done)["result_details"] == [
            {"observation_set_ref": "set-1", "target_ref": "t", "result": new}
        ]
        assert [read.value for read in done.read_as] == [s for s in [said] if s not in new.values()]

    def test_of_times_were_calculated_from_a_sensitivity(self) -> None:
        calculated = {"supplied_type": "integration_time", "continuum": HOUR, "spectral": HOUR}
        done = up({"results": [{"observation_set_ref": "s", "result_details": calculated}]})
        (result,) = programme(done)["result_details"]
        assert result["result"]["supplied_type"] == "sensitivity"

    @pytest.mark.parametrize("other", [None, {}])
    def test_with_a_null_of_the_other_kind_are_of_their_own(self, other: Any) -> None:
        sensitivities = {**SENSITIVITIES, "surface_brightness_sensitivity": BRIGHTNESS}
        times = {"continuum": HOUR, "spectral": HOUR}
        for supplied, own, stray in (
            ("integration_time", sensitivities, "continuum"),
            ("sensitivity", times, "weighted_continuum_sensitivity"),
        ):
            calculated = {"supplied_type": supplied, **own}
            old = {"observation_set_ref": "s", "result": {**calculated, stray: other}}
            done = up({"result_details": [old]})
            assert programme(done)["result_details"][0]["result"] == calculated
            assert not set_aside(done)

    def test_of_both_kinds_are_set_aside(self) -> None:
        calculated = {"supplied_type": "sensitivity", "continuum": HOUR, **SENSITIVITIES}
        done = up({"result_details": [{"observation_set_ref": "s", "result": calculated}]})
        reason = "it has neither sensitivities nor integration times, or both"
        assert {found for _, found in set_aside(done)} == {reason}

    def test_in_no_unit_of_theirs_are_set_aside(self) -> None:
        speed = {"value": 0.0, "unit": "m/s"}
        calculated = {"supplied_type": "integration_time", **SENSITIVITIES}
        calculated["total_spectral_sensitivity"] = speed
        result = {
            "observation_set_ref": "s",
            "result": calculated,
            "continuum_confusion_noise": speed,
        }
        done = up({"result_details": [result]})
        reason = "it has none of the units that 0.7 has for it"
        assert set_aside(done) == [
            (f"{RESULT}/{place}/{key}", reason)
            for place in ("result/total_spectral_sensitivity", "continuum_confusion_noise")
            for key in ("value", "unit")
        ]
        (new,) = programme(done)["result_details"]
        assert new["result"]["total_spectral_sensitivity"] is None
        assert new["result"]["surface_brightness_sensitivity"] == dict.fromkeys(BRIGHTNESS)
        assert "continuum_confusion_noise" not in new

    def test_have_axes_of_the_beam_and_not_its_area(self) -> None:
        size = {"value": 190.17, "unit": "arcsec2"}
        done = up({"results": [{"observation_set_ref": "s", "synthesized_beam_size": size}]})
        reason = "0.7 has the axes of the beam, of continuum and of lines, and not its area"
        place = f"{PROGRAMME}/results/0/synthesized_beam_size"
        assert set_aside(done) == [(f"{place}/value", reason), (f"{place}/unit", reason)]

    def test_without_their_set_are_set_aside(self) -> None:
        done = up({"results": [{"target_ref": "t"}]})
        reason = "a result without its observation set says nothing"
        assert set_aside(done) == [(f"{PROGRAMME}/results/0/target_ref", reason)]
        assert programme(done)["result_details"] == []

    def test_under_both_names_are_refused_where_they_differ(self) -> None:
        one, other = {"observation_set_ref": "a"}, {"observation_set_ref": "b"}
        done = up({"results": [one], "result_details": [other]})
        reason = '"results" is now "result_details", which is there too with another value; keep '
        place = f"{PROGRAMME}/results/0/observation_set_ref"
        assert doubts(done) == [(place, "", reason + "one")]


def _path(text: str) -> tuple[str | int, ...]:
    return tuple(int(token) if token.isdigit() else token for token in text.split("/"))
