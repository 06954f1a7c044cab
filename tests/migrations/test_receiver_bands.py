"""Receiver bands follow the scans from dish configurations to CSP configurations."""

from __future__ import annotations

from typing import Any

import pytest

from tests.migrations.steps import doubts, lost, set_aside, taken

NO_CSP = "no scan leads from it to a CSP configuration, which would say it"


def block(
    bands: dict[str, Any], scans: list[tuple[Any, Any]], csps: dict[str, Any]
) -> dict[str, Any]:
    """Make a block of dish configurations, of scans with a dish and a CSP one, and of the latter.

    Each CSP configuration is given by the band that it has in the layout 0.5, or None.
    """
    keys = ("dish_configuration_ref", "csp_configuration_ref")
    return {
        "dish_configurations": [
            {"dish_configuration_id": name, "receiver_band": band} for name, band in bands.items()
        ],
        "scan_definitions": [
            {
                "scan_definition_id": str(number),
                **{key: ref for key, ref in zip(keys, refs, strict=True) if ref},
            }
            for number, refs in enumerate(scans, 1)
        ],
        "csp_configurations": [
            {"config_id": name, **({"midcbf": {"frequency_band": band}} if band else {})}
            for name, band in csps.items()
        ],
    }


def bands_of(document: dict[str, Any]) -> list[tuple[str, Any]]:
    return [
        (csp["config_id"], csp.get("midcbf", {}).get("frequency_band"))
        for csp in document["csp_configurations"]
    ]


def links_of(document: dict[str, Any]) -> list[Any]:
    return [scan.get("csp_configuration_ref") for scan in document["scan_definitions"]]


@pytest.mark.parametrize(
    ("old", "bands"),
    [
        (block({"d": "1"}, [("d", "c")], {"c": None}), [("c", "1")]),
        (
            block(
                {"d": "1", "e": "2"}, [("d", "a"), ("e", "b"), ("d", "a")], {"a": None, "b": None}
            ),
            [("a", "1"), ("b", "2")],
        ),
        (block({"d": "1"}, [("d", "c")], {"c": "1"}), [("c", "1")]),
        (block({"d": "1", "e": "1"}, [("d", "c"), ("e", "c")], {"c": None}), [("c", "1")]),
        (block({"d": "1"}, [("d", "c"), ("d", None)], {"c": None}), [("c", "1")]),
        (block({"d": "1"}, [("d", "other")], {"c": "1"}), [("c", "1")]),
        (block({"d": "1", "unused": "2"}, [("d", "c")], {"c": None}), [("c", "1")]),
        (block({}, [(None, "c")], {"c": None}), [("c", None)]),
    ],
)
def test_a_band_that_is_certain(old: dict[str, Any], bands: Any) -> None:
    done = taken(old, "0.5", "0.6")
    assert (bands_of(done.document), done.doubts) == (bands, [])
    assert "dish_configurations" not in done.document
    assert all("dish_configuration_ref" not in scan for scan in done.document["scan_definitions"])


def test_a_dish_configuration_that_no_scan_uses() -> None:
    done = taken(block({"d": "1", "e": "2"}, [("d", "c")], {"c": None}), "0.5", "0.6")
    place = "dish_configurations/1/receiver_band"
    assert (place, "no scan uses the dish configuration") in set_aside(done)


def test_a_band_beside_another_one() -> None:
    old = block({"d": "5a"}, [("d", "c")], {"c": "1"})
    place = "dish_configurations/0/receiver_band"
    reason = 'its scans use a CSP configuration whose "midcbf" has band 1'
    done = taken(old, "0.5", "0.6", assume={"all": ""})
    assert doubts(done) == [(place, "", reason)]
    done = taken(old, "0.5", "0.6", loss=True)
    assert (lost(done), bands_of(done.document)) == ([(place, reason)], [("c", "1")])


def test_two_bands_for_one_csp_configuration() -> None:
    old = block({"d": "1", "e": "2"}, [("d", "c"), ("e", "c"), ("d", "c")], {"c": None})
    split = [("c", "1"), ("c-band-2", "2")], ["c", "c-band-2", "c"]
    done = taken(old, "0.5", "0.6")
    assert (bands_of(done.document), links_of(done.document)) == split
    assert not done.doubts  # it has no settings that might be for one of the bands


def test_settings_of_a_csp_configuration_that_is_used_in_two_bands() -> None:
    old = block({"d": "1", "e": "2"}, [("d", "c"), ("e", "c")], {"c": None})
    old["csp_configurations"][0] |= {"cbf": {"fsps": [{"fsp_id": 1}]}, "pss": {"x": 2}}
    reason = "scans use one CSP configuration in bands 1 and 2, and it has room for one"
    places = ["csp_configurations/0/cbf/fsps/0/fsp_id", "csp_configurations/0/pss/x"]
    done = taken(old, "0.5", "0.6")
    assert doubts(done) == [(place, "split-csp", reason) for place in places]
    done = taken(old, "0.5", "0.6", assume={"split-csp": ""})
    assert bands_of(done.document) == [("c", "1"), ("c-band-2", "2")]
    assert [csp["pss"] for csp in done.document["csp_configurations"]] == [{"x": 2}] * 2
    done = taken(old, "0.5", "0.6", loss=True)
    assert lost(done) == [(place, reason) for place in places]
    assert bands_of(done.document) == [("c", "1"), ("c-band-2", "2")]
    del old["csp_configurations"][0]["pss"]
    done = taken(old, "0.5", "0.7")  # which has no place for what is doubtful
    assert not done.doubts
    assert [place for place, _ in set_aside(done) if "cbf" in place] == places[:1]


def test_windows_in_use_in_two_bands_are_in_both() -> None:
    old = block({"d": "1", "e": "2"}, [("d", "c"), ("e", "c")], {"c": None})
    old["csp_configurations"][0]["midcbf"] = {"subbands": [{"correlation_spws": [{"spw_id": 1}]}]}
    done = taken(old, "0.5", "1.0")
    assert {option for _, option, _ in doubts(done)} == {"split-csp"}
    done = taken(old, "0.5", "1.0", assume={"split-csp": ""})
    (first, second) = [csp["midcbf"]["subbands"] for csp in done.document["csp_configurations"]]
    assert first == second


def test_two_bands_of_one_name_are_refused() -> None:
    old = block({"d": "1", "e": "2"}, [("d", "c")], {"c": None})
    old["dish_configurations"][1]["dish_configuration_id"] = "d"
    reason = (
        'another object has the "dish_configuration_id" "d" and is different; give each its own'
    )
    place = "dish_configurations/1/dish_configuration_id"
    assert doubts(taken(old, "0.5", "0.6")) == [(place, "", reason)]
    done = taken(old, "0.5", "0.6", loss=True)
    assert (bands_of(done.document), lost(done)) == ([("c", "1")], [(place, reason)])
    old["dish_configurations"][1]["receiver_band"] = "1"
    assert bands_of(taken(old, "0.5", "0.6").document) == [("c", "1")]
    assert not taken(old, "0.5", "0.6").doubts


def test_a_band_that_there_is_not() -> None:
    done = taken(block({"d": "44"}, [("d", "c")], {"c": None}), "0.5", "0.6")
    place = "dish_configurations/0/receiver_band"
    assert (place, 'there is no receiver band "44"') in set_aside(done)
    assert (bands_of(done.document), done.doubts) == ([("c", None)], [])


def test_the_copy_has_an_identifier_of_its_own() -> None:
    scans = [("d", "c"), ("e", "c")]
    old = block({"d": "1", "e": "2"}, scans, {"c": None, "c-band-2": "5a"})
    done = taken(old, "0.5", "0.6", assume={"split-csp": ""}).document
    (_, name) = links_of(done)
    assert bands_of(done) == [("c", "1"), ("c-band-2", "5a"), (name, "2")]


@pytest.mark.parametrize("scans", [[("other", "c")], [("d", None)], []])
def test_a_band_that_no_scan_leads_anywhere(scans: list[tuple[Any, Any]]) -> None:
    old = block({"d": "1", "e": "1"}, scans, {"a": None, "c": None})
    done = taken(old, "0.5", "0.6")
    assert (bands_of(done.document), done.doubts) == ([("a", "1"), ("c", "1")], [])
    assert {read.reason for read in done.read_as} == {"the block has no other receiver band"}


@pytest.mark.parametrize(
    ("old", "places"),
    [
        (
            block({"d": "1", "e": "2"}, [], {"c": None}),
            ["dish_configurations/0/receiver_band", "dish_configurations/1/receiver_band"],
        ),
        (block({"d": "1"}, [], {}), ["dish_configurations/0/receiver_band"]),
        (
            block({"d": "1", "e": "2"}, [("d", "c"), ("e", None)], {"c": None}),
            ["dish_configurations/1/receiver_band"],
        ),
    ],
)
def test_a_band_without_a_place(old: dict[str, Any], places: list[str]) -> None:
    done = taken(old, "0.5", "0.6")
    assert not done.doubts
    assert [entry for entry in set_aside(done) if entry[0] in places] == [
        (place, NO_CSP) for place in places
    ]


def test_what_is_no_dish_configuration() -> None:
    old = {"dish_configurations": ["x", {"receiver_band": ["1"]}]}
    done = taken(old, "0.5", "0.6", loss=True)
    assert {why for _, why in lost(done)} == {"it is no dish configuration with a band"}
    assert done.document == {}


def test_bands_go_back_to_dish_configurations() -> None:
    new = block({}, [(None, "a"), (None, "b"), (None, "c")], {"a": "1", "b": "5a", "c": "1"})
    del new["dish_configurations"]
    new["csp_configurations"][0]["midcbf"]["subbands"] = []
    new["csp_configurations"].append({"config_id": "unused", "midcbf": {"frequency_band": "2"}})
    done = taken(new, "0.6", "0.5")
    assert done.document["dish_configurations"] == [
        {"dish_configuration_id": f"dish-configuration-{band}", "receiver_band": band}
        for band in ("1", "5a")
    ]
    assert [scan["dish_configuration_ref"] for scan in done.document["scan_definitions"]] == [
        f"dish-configuration-{band}" for band in ("1", "5a", "1")
    ]
    assert [csp.get("midcbf") for csp in done.document["csp_configurations"]] == [
        {"frequency_band": "1", "subbands": []},
        None,
        None,
        {"frequency_band": "2"},
    ]
    assert (done.doubts, done.set_aside) == ([], [])
    again = taken(done.document, "0.5", "0.6").document
    assert bands_of(again) == [("a", "1"), ("b", "5a"), ("c", "1"), ("unused", "2")]
