"""The example proposal tool: proposals become projects and blocks, and no part of them is lost."""

from __future__ import annotations

import copy
from typing import Any

import httpx2
import pytest

import ska_oso_pdm as pdm
from ska_oso_pdm.proposal import DataProductSDP
from tests.samples import exact
from tests.services.apps.definitions import script_parameters
from tests.services.proposal_documents import image, panel, product, proposal, target, visibilities
from tests.services.servers import Service
from tests.services.stored import as_stored, at_once, created, found, new_id, with_new_id

USER = "DefaultUser"
REVIEWERS = ("science-1", "science-2", "technical-1")


@pytest.fixture
def client(proposals: Service) -> Any:
    with proposals.client() as client:
        yield client


@pytest.fixture
def store(archive: Service) -> Any:
    with archive.client() as client:
        yield client


def draft(client: httpx2.Client, given: dict[str, Any] | None = None) -> dict[str, Any]:
    return created(client.post("/proposals", json=given or proposal(), params={"user": USER}))


def address(proposal: dict[str, Any], *more: str) -> str:
    return "/".join(["/proposals", proposal["prsl_id"], *more])


def refused(answer: httpx2.Response, status: int) -> Any:
    assert answer.status_code == status, answer.text
    return answer.json()["detail"]


def changed(before: dict[str, Any], after: dict[str, Any], **fields: Any) -> str:
    """Write the next edition of a document: some fields are others, as is its metadata."""
    assert after["metadata"]["version"] == before["metadata"]["version"] + 1
    assert after["metadata"]["last_modified_on"] >= before["metadata"]["last_modified_on"]
    stamps = {name: after["metadata"][name] for name in ("version", "last_modified_on")}
    return exact({**before, **fields, "metadata": {**before["metadata"], **stamps}})


def submitted(client: httpx2.Client) -> dict[str, Any]:
    made = draft(client)
    return found(client.post(address(made, "submit"), params={"user": USER}))


def review_id(panel_id: str, prsl_id: str, reviewer: str) -> str:
    return f"review-{panel_id}-{prsl_id}-{reviewer}"


def write_reviews(
    client: httpx2.Client, store: httpx2.Client, panel_id: str, prsl_id: str, **opinions: Any
) -> None:
    """Let all reviewers write their reviews; an opinion is what the review itself says."""
    for reviewer in REVIEWERS:
        name = review_id(panel_id, prsl_id, reviewer)
        empty = found(store.get(f"/reviews/{name}"))
        opinion = opinions.get(reviewer.replace("-", "_"), {})
        written = {**empty, "review_type": {**empty["review_type"], **opinion}, "comments": ""}
        answer = found(client.put(f"/reviews/{name}", json=written, params={"user": reviewer}))
        expected = {
            "status": "Reviewed",
            "submitted_by": reviewer,
            "submitted_on": answer["submitted_on"],
        }
        assert exact(answer) == changed(empty, answer, **{**written, **expected})


GOOD = {
    "science_1": {"rank": 8, "conflict": {"has_conflict": False, "reason": None}},
    "science_2": {"rank": 7},
    "technical_1": {"is_feasible": "Yes"},
}


def decided(
    client: httpx2.Client, store: httpx2.Client, opinions: dict[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Take a proposal through a panel; give it and the decision."""
    made = submitted(client)
    name, prsl_id = new_id("panels"), made["prsl_id"]
    given = panel(name, [prsl_id])
    answer = created(client.post("/panels", json=given))
    assert exact(answer) == as_stored("panels", given, answer)
    under_review = found(store.get(f"/prsls/{prsl_id}"))
    assert exact(under_review) == changed(made, under_review, status="under review")
    write_reviews(client, store, name, prsl_id, **opinions)
    decision = created(client.post(f"/panels/{name}/decisions", params={"prsl_id": prsl_id}))
    return found(store.get(f"/prsls/{prsl_id}")), decision


def the_way(client: httpx2.Client, store: httpx2.Client) -> list[dict[str, Any]]:
    """Take one proposal all the way; give the blocks."""
    accepted, decision = decided(client, store, GOOD)
    assert exact(decision) == exact(
        {
            "interface": "https://schema.skao.int/ska-oso-pdm-decision/1.0",
            "metadata": decision["metadata"],
            "cycle": "SKA_5000_2026",
            "decision_id": f"decision-{decision['panel_id']}-{accepted['prsl_id']}",
            "panel_id": decision["panel_id"],
            "prsl_id": accepted["prsl_id"],
            "score": 7.5,
            "rank": 8,
            "recommendation": "Accepted",
            "status": "Decided",
            "excluded_from_decision": [],
        }
    )
    project = created(client.post(address(accepted, "project")))
    assert exact(project) == project_of(accepted, project)
    assert exact(found(store.get(f"/prjs/{project['prj_id']}"))) == exact(project)
    names = created(client.post(f"/projects/{project['prj_id']}/blocks"))
    return [found(store.get(f"/sbds/{name}")) for name in names]


def project_of(given: dict[str, Any], answer: dict[str, Any]) -> str:
    """Work out from the raw proposal what its project must be."""
    info = given["observation_info"]
    first, second = info["targets"]
    sets = {part["observation_set_id"]: part for part in info["observation_sets"]}

    def programme(name: str, targets: list[dict[str, Any]]) -> dict[str, Any]:
        linked = {
            "data_product_sdps": "data_product_sdps",
            "result_details": "result_details",
            "calibration_strategies": "calibration_strategy",
        }
        return {
            "observation_sets": [sets[name]],
            "targets": targets,
            "data_product_src_nets": info["data_product_src_nets"],
            **{
                key: [part for part in info[source] if part["observation_set_ref"] == name]
                for key, source in linked.items()
            },
        }

    expected = {
        "interface": "https://schema.skao.int/ska-oso-pdm-prj/1.0",
        "prj_id": answer["prj_id"],
        "name": given["proposal_info"]["title"],
        "metadata": answer["metadata"],
        "prsl_ref": given["prsl_id"],
        "author": {"pis": ["DefaultUser"], "cois": ["OtherUser"]},
        "obs_blocks": [
            {
                "obs_block_id": "obs-block-00001",
                "name": "group-low",
                "science_programmes": [
                    programme("obs-low-1", [first, second]),
                    programme("obs-low-2", [second]),
                ],
            },
            {
                "obs_block_id": "obs-block-00002",
                "name": "obs-mid",
                "science_programmes": [programme("obs-mid", [first, second])],
            },
        ],
        "purpose": "Science",
    }
    return exact(expected)


def scans(sequence: list[dict[str, Any]]) -> list[tuple[str, str, float]]:
    return [
        (scan["target_ref"], scan["csp_configuration_ref"], scan["scan_duration_ms"])
        for scan in sequence
    ]


VIS_RECEIVE = {"sdp_script": "vis-receive", "script_version": "latest"}


def imaging(**parameters: Any) -> dict[str, Any]:
    taken = {"image_size": 1024.0, "polarisations": "IQ", "channels_out": 12, **parameters}
    return {
        "sdp_script": "continuum-imaging",
        "script_version": "latest",
        "script_parameters": {"continuum_imaging": taken},
    }


def check_low(block: dict[str, Any]) -> None:
    (configuration,) = block["csp_configurations"]
    name = configuration["config_id"]
    assert exact(configuration["lowcbf"]) == exact(
        {
            "correlation_spws": [
                {
                    "spw_id": 1,
                    "zoom_factor": 0,
                    "centre_frequency": 100e6,
                    "number_of_channels": 96,
                    "integration_time_ms": 849,
                }
            ]
        }
    )
    (beam,) = block["mccs_allocation"]["subarray_beams"]
    hours = 8 * 3600e3
    assert exact(scans(beam["scan_sequence"])) == exact(
        [("M 83", name, hours), ("NGC 253", name, hours)]
    )
    assert exact(block["sdp_configurations"]) == exact(
        [VIS_RECEIVE, imaging(weight="briggs -2.0", image_cellsize=0.5)]
    )
    assert block["validate_against"] == "AA0.5"


def check_mid(block: dict[str, Any]) -> None:
    (configuration,) = block["csp_configurations"]
    name = configuration["config_id"]
    window = {
        "spw_id": 1,
        "zoom_factor": 0,
        "centre_frequency": 797.5e6,
        "number_of_channels": 32366,
        "time_integration_factor": 1,
    }
    assert exact(configuration["midcbf"]) == exact(
        {"frequency_band": "1", "subbands": [{"correlation_spws": [window]}]}
    )
    assert exact(scans(block["dish_allocations"]["scan_sequence"])) == exact(
        [("M 83", name, 5.4e6), ("NGC 253", name, 2.7e6)]
    )
    assert exact(block["sdp_configurations"]) == exact(
        [VIS_RECEIVE, imaging(weight="natural", image_cellsize=1.8)]
    )
    assert block["validate_against"] is None


class TestTheWholeWay:
    def test_of_many_proposals_at_once(self, proposals: Service, archive: Service) -> None:
        def work(client: httpx2.Client, number: int) -> list[dict[str, Any]]:
            with archive.client() as store:
                return the_way(client, store)

        targets = proposal()["observation_info"]["targets"]
        for blocks in at_once(proposals, work):
            assert [block["name"] for block in blocks] == ["obs-low-1", "obs-low-2", "obs-mid"]
            assert [block["ob_ref"] for block in blocks] == [
                "obs-block-00001",
                "obs-block-00001",
                "obs-block-00002",
            ]
            for block, observed in zip(blocks, (targets, targets[1:], targets)):
                assert exact(block["targets"]) == exact(observed)
                assert pdm.validate(block) == []
            check_low(blocks[0])
            check_mid(blocks[2])

    def test_the_blocks_can_be_executed(
        self, client: httpx2.Client, store: httpx2.Client, execution: Service
    ) -> None:
        with execution.client() as tool:
            for block in the_way(client, store):
                record = created(tool.post("/executions", json={"sbd_id": block["sbd_id"]}))
                entries = record["request_responses"]
                assert {entry["status"] for entry in entries} == {"OK"}
                pointed = [
                    entry["request_args"]["kwargs"]["parts"][0]["target_id"]
                    for entry in entries
                    if entry["request"] == "configure"
                ]
                assert pointed == [target["target_id"] for target in block["targets"]]


class TestDrafts:
    def test_a_draft_comes_back(self, client: httpx2.Client, store: httpx2.Client) -> None:
        given = proposal()
        answer = draft(client, given)
        assert exact(answer) == as_stored("prsls", given, answer)
        for there in (
            client.get(address(answer), params={"user": USER}),
            store.get(f"/prsls/{answer['prsl_id']}"),
        ):
            assert exact(found(there)) == exact(answer)

    def test_a_change_changes_what_it_says(self, client: httpx2.Client) -> None:
        first = draft(client)
        text = {**first["proposal_info"], "abstract": "We ask for time.", "science_category": None}
        given = {**first, "proposal_info": text}
        second = found(client.put(address(first), json=given, params={"user": USER}))
        assert second["metadata"].pop("last_modified_by") == USER
        assert exact(second) == changed(first, second, proposal_info=text)

    def test_no_change_of_one_draft_is_lost(self, proposals: Service) -> None:
        """Investigators add targets at once, and start again where another was faster."""
        with proposals.client() as client:
            first = draft(client)

        def add(client: httpx2.Client, made: dict[str, Any]) -> None:
            while True:
                latest = found(client.get(address(first), params={"user": USER}))
                latest["observation_info"]["targets"].append(made)
                answer = client.put(address(first), json=latest, params={"user": USER})
                if answer.status_code == 200:
                    return
                refused(answer, 409)

        def work(client: httpx2.Client, number: int) -> dict[str, Any]:
            made = target(f"target {number}", "01:02:03.0", "-10:20:30")
            add(client, made)
            return made

        made = at_once(proposals, work)
        with proposals.client() as client:
            last = found(client.get(address(first), params={"user": USER}))
        there = last["observation_info"].pop("targets")
        expected = copy.deepcopy(first)
        before = expected["observation_info"].pop("targets")
        assert exact(there[: len(before)]) == exact(before)
        assert sorted(map(exact, there[len(before) :])) == sorted(map(exact, made))
        assert last["metadata"]["version"] == 1 + len(made)
        assert exact({**last, "metadata": None}) == exact({**expected, "metadata": None})

    def test_a_wrong_body_names_the_place(self, client: httpx2.Client) -> None:
        given = {**proposal(), "status": "finished"}
        (error,) = refused(client.post("/proposals", json=given, params={"user": USER}), 422)
        assert error["loc"] == ["body", "status"]


class TestAccess:
    def test_is_a_document_for_each_investigator(
        self, client: httpx2.Client, store: httpx2.Client
    ) -> None:
        prsl_id = draft(client)["prsl_id"]
        expected = {
            "DefaultUser": ("Principal Investigator", ["submit", "update", "view"]),
            "OtherUser": ("Co-Investigator", ["view"]),
        }
        for user, (role, permissions) in expected.items():
            access = found(store.get(f"/prslaccs/prslacc-{prsl_id}-{user}"))
            assert exact(access) == exact(
                {
                    "interface": "https://schema.skao.int/ska-oso-pdm-prslacc/1.0",
                    "metadata": access["metadata"],
                    "access_id": f"prslacc-{prsl_id}-{user}",
                    "prsl_id": prsl_id,
                    "user_id": user,
                    "role": role,
                    "permissions": permissions,
                }
            )

    def test_is_needed(self, client: httpx2.Client) -> None:
        made = draft(client)
        name = made["prsl_id"]
        found(client.get(address(made), params={"user": "OtherUser"}))
        for user, method, path, what in (
            ("Nobody", "get", address(made), "view"),
            ("OtherUser", "put", address(made), "update"),
            ("OtherUser", "post", address(made, "submit"), "submit"),
        ):
            body = {"json": made} if method == "put" else {}
            answer = client.request(method, path, params={"user": user}, **body)
            assert refused(answer, 403) == f"{user!r} may not {what} the proposal {name!r}"


class TestStatus:
    def test_is_submitted_once(self, client: httpx2.Client) -> None:
        first = draft(client)
        second = found(client.post(address(first, "submit"), params={"user": USER}))
        fields = {"submitted_on": second["submitted_on"], "submitted_by": USER}
        assert exact(second) == changed(first, second, status="submitted", **fields)
        message = f"the proposal {first['prsl_id']!r} is submitted; it must be draft"
        again = client.post(address(first, "submit"), params={"user": USER})
        assert refused(again, 409) == message
        change = client.put(address(first), json=second, params={"user": USER})
        assert refused(change, 409) == message
        assert refused(client.post(address(first, "project")), 409) == (
            f"the proposal {first['prsl_id']!r} is submitted; it must be accepted"
        )

    def test_reviews_come_before_the_decision(
        self, client: httpx2.Client, store: httpx2.Client
    ) -> None:
        made, name = submitted(client), new_id("panels")
        prsl_id = made["prsl_id"]
        created(client.post("/panels", json=panel(name, [prsl_id])))
        first, *others = (review_id(name, prsl_id, reviewer) for reviewer in REVIEWERS)
        empty = found(store.get(f"/reviews/{first}"))
        answer = client.put(f"/reviews/{first}", json=empty, params={"user": "science-2"})
        assert refused(answer, 403) == f"'science-2' may not write the review {first!r}"
        found(client.put(f"/reviews/{first}", json=empty, params={"user": "science-1"}))
        answer = client.post(f"/panels/{name}/decisions", params={"prsl_id": prsl_id})
        assert refused(answer, 409) == (
            f"there is no decision yet; to be written: {', '.join(others)}"
        )

    @pytest.mark.parametrize(
        ("opinions", "expected"),
        [
            ({"technical_1": {"is_feasible": "No"}}, (7.5, "Rejected", [])),
            ({"science_1": {"rank": 0}}, (3.5, "Rejected", [])),
            (
                {"science_1": {"rank": 0, "conflict": {"has_conflict": True}}},
                (7.0, "Accepted", ["science-1"]),
            ),
        ],
    )
    def test_the_decision_follows_the_reviews(
        self,
        client: httpx2.Client,
        store: httpx2.Client,
        opinions: dict[str, Any],
        expected: tuple[float, str, list[str]],
    ) -> None:
        score, recommendation, excluded = expected
        made, decision = decided(client, store, {**GOOD, **opinions})
        assert exact(decision["score"]) == exact(score)
        assert decision["recommendation"] == recommendation
        assert made["status"] == recommendation.lower()
        assert decision["excluded_from_decision"] == [
            review_id(decision["panel_id"], made["prsl_id"], reviewer) for reviewer in excluded
        ]


class TestBlocks:
    @pytest.mark.parametrize(
        ("change", "reason"),
        [
            (
                lambda info: [r.update(result=None) for r in info["result_details"]],
                "nothing says how long to observe target 'M 83'",
            ),
            (
                lambda info: info["observation_sets"][0].update(observing_band="low_band"),
                "SKA MID has no receiver for the band low_band",
            ),
        ],
    )
    def test_of_what_cannot_be_observed_there_is_none(
        self, client: httpx2.Client, store: httpx2.Client, change: Any, reason: str
    ) -> None:
        info = proposal()["observation_info"]
        del info["observation_sets"][:2]
        change(info)
        programme = {
            "observation_sets": info["observation_sets"],
            "targets": info["targets"],
            "result_details": info["result_details"],
        }
        block = {"obs_block_id": "obs-block-00001", "science_programmes": [programme]}
        project = with_new_id("prjs", {"obs_blocks": [block]})
        created(store.post("/prjs", json=project))
        answer = client.post(f"/projects/{project['prj_id']}/blocks")
        assert refused(answer, 422) == f"no block for {project['prj_id']!r}: {reason}"

    @pytest.mark.parametrize(
        ("parameters", "expected"),
        [
            (
                image(unknown=1),
                {
                    "image_size": 1024.0,
                    "image_cellsize": 0.5,
                    "weight": "briggs -2.0",
                    "polarisations": "IQ",
                    "channels_out": 12,
                },
            ),
            (visibilities(), {"time_averaging": 1, "frequency_averaging": 1.0}),
            (
                {
                    **image(image_cellsize={"value": 1, "unit": "deg"}, channels_out=None),
                    "kind": "spectral",
                    "variant": "spectral image",
                    "weight": {"weighting": "uniform", "robust": None},
                    "continuum_subtraction": False,
                },
                {
                    "image_size": 1024.0,
                    "image_cellsize": 3600.0,
                    "weight": "uniform",
                    "polarisations": "IQ",
                    "continuum_subtraction": False,
                },
            ),
            (
                {
                    "kind": "pst",
                    "variant": "detected filterbank",
                    "polarisations": ["XX", "YY"],
                    "bit_depth": 8,
                    "dispersion_measure": 26,
                },
                {"polarisations": "XXYY", "bit_depth": 8, "dispersion_measure": 26},
            ),
            ({"kind": "pst", "variant": "pulsar timing"}, {}),
        ],
    )
    def test_a_script_takes_all_parameters_but_tags_and_tapers(
        self, parameters: dict[str, Any], expected: dict[str, Any]
    ) -> None:
        made = DataProductSDP.model_validate(product("SDP-1", "obs-1", parameters))
        before = pdm.dumps(made)
        assert exact(script_parameters(made.script_parameters)) == exact(expected)
        assert pdm.dumps(made) == before
