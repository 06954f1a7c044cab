"""The example execution tool: what it records is what the block asks for, edition by edition."""

from __future__ import annotations

from itertools import zip_longest
from threading import Event
from typing import Any

import httpx2
import pytest

import ska_oso_pdm as pdm
from tests.samples import EXAMPLES, exact, parsed
from tests.services.blocks import mid
from tests.services.servers import Service
from tests.services.stored import CLIENTS, at_once, created, found, post, with_new_id

TODAY = [file for file in EXAMPLES if isinstance(pdm.read(file).object, pdm.SBDefinition)]


@pytest.fixture
def client(execution: Service) -> Any:
    with execution.client() as client:
        yield client


@pytest.fixture
def store(archive: Service) -> Any:
    with archive.client() as client:
        yield client


def requests(block: dict[str, Any], subarray: int) -> list[tuple[str, dict[str, Any]]]:
    """Work out from the raw document what the telescope must be asked for."""
    if dishes := block.get("dish_allocations"):
        taken: dict[str, Any] = {"dish_ids": sorted(dishes["dish_ids"])}
        sequences = [(None, dishes["scan_sequence"])]
    else:
        beams = block["mccs_allocation"]["subarray_beams"]
        taken = {
            "subarray_beams": {
                str(beam["subarray_beam_id"]): [part["station_id"] for part in beam["apertures"]]
                for beam in beams
            }
        }
        sequences = [(beam["subarray_beam_id"], beam["scan_sequence"]) for beam in beams]
    asked = [("assign_resources", taken)]
    for index, row in enumerate(zip_longest(*(sequence for _, sequence in sequences))):
        observing = [(beam, scan) for (beam, _), scan in zip(sequences, row) if scan]
        parts = [
            {
                "subarray_beam_id": beam,
                "target_id": scan["target_ref"],
                "config_id": scan["csp_configuration_ref"],
            }
            for beam, scan in observing
        ]
        asked.append(("configure", {"scan": index, "parts": parts}))
        longest = float(max(scan["scan_duration_ms"] for _, scan in observing))
        asked.append(("scan", {"scan": index, "duration_ms": longest}))
    asked.append(("release_resources", {}))
    return [(name, {"subarray_id": subarray, **arguments}) for name, arguments in asked]


def recorded(record: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    entries = record["request_responses"]
    assert all(set(entry["request_args"]) == {"kwargs"} for entry in entries)
    return [(entry["request"], entry["request_args"]["kwargs"]) for entry in entries]


def test_there_are_examples_of_both_telescopes_and_of_several_beams() -> None:
    blocks = [parsed(file) for file in TODAY]
    assert {block["telescope"] for block in blocks} == {"ska_low", "ska_mid"}
    assert any(
        len(block.get("mccs_allocation", {}).get("subarray_beams", [])) > 1 for block in blocks
    )


def test_blocks_are_executed_as_they_say(execution: Service, store: httpx2.Client) -> None:
    """All clients execute a block at the same time, some of them the same one."""
    blocks = [post(store, "sbds", with_new_id("sbds", parsed(file))) for file in TODAY]

    def work(client: httpx2.Client, number: int) -> list[tuple[dict[str, Any], dict[str, Any]]]:
        order = {"subarray_id": number + 1, "labels": {"client": number, "shift": "night"}}
        done = []
        for index in range(number, max(CLIENTS, len(blocks)), CLIENTS):
            block = blocks[index % len(blocks)]
            answer = client.post("/executions", json={"sbd_id": block["sbd_id"], **order})
            done.append((block, created(answer)))
        return done

    for number, done in enumerate(at_once(execution, work)):
        for block, record in done:
            assert exact(recorded(record)) == exact(requests(block, number + 1))
            assert exact(record["labels"]) == exact({"client": number, "shift": "night"})
            check_good(record, block)
            check_editions(store, record)
            check_instance(store, record, number + 1)


def check_good(record: dict[str, Any], block: dict[str, Any]) -> None:
    assert record["telescope"] == block["telescope"]
    assert record["sbd_ref"] == block["sbd_id"]
    assert record["sbd_version"] == block["metadata"]["version"]
    for entry in record["request_responses"]:
        assert entry["status"] == "OK"
        assert entry["response"] == {"result": f"{entry['request']} done"}
        assert entry["request_sent_at"] <= entry["response_received_at"]
        assert "error" not in entry


def check_editions(store: httpx2.Client, record: dict[str, Any]) -> None:
    """Each edition holds one request more than the one before, and nothing else is different."""
    entries = record["request_responses"]
    address = f"/ebs/{record['eb_id']}"
    assert found(store.get(f"{address}/versions")) == list(range(1, len(entries) + 2))
    assert exact(found(store.get(address))) == exact(record)
    for version in range(1, len(entries) + 2):
        edition = found(store.get(address, params={"version": version}))
        stamps = {name: edition["metadata"][name] for name in ("version", "last_modified_on")}
        expected = {**record, "metadata": {**record["metadata"], **stamps}}
        expected["request_responses"] = entries[: version - 1]
        if version == 1:  # nobody has touched the list yet
            del expected["request_responses"]
        assert exact(edition) == exact(expected)


def check_instance(store: httpx2.Client, record: dict[str, Any], subarray: int) -> None:
    instance = found(store.get(f"/sbis/{record['sbi_ref']}"))
    (activity,) = instance["activities"]
    assert exact(instance) == exact(
        {
            "interface": "https://schema.skao.int/ska-oso-pdm-sbi/1.0",
            "sbi_id": record["sbi_ref"],
            "metadata": {**instance["metadata"], "version": 2},
            "telescope": record["telescope"],
            "sbd_ref": record["sbd_ref"],
            "sbd_version": record["sbd_version"],
            "eb_ref": record["eb_id"],
            "subarray_id": subarray,
            "activities": [
                {
                    "activity_ref": "observe",
                    "executed_at": activity["executed_at"],
                    "runtime_args": [
                        {
                            "function_name": "init",
                            "function_args": {"kwargs": {"subarray_id": subarray}},
                        }
                    ],
                }
            ],
        }
    )


def status(store: httpx2.Client, record: dict[str, Any]) -> tuple[Any, ...]:
    history = found(store.get(f"/eb-statuses/{record['eb_id']}"))
    return history["previous_status"], history["current_status"], history["eb_version"]


def test_how_it_ended_is_stored(client: httpx2.Client, store: httpx2.Client) -> None:
    block = post(store, "sbds", with_new_id("sbds", parsed(TODAY[0])))
    record = created(client.post("/executions", json={"sbd_id": block["sbd_id"]}))
    version = record["metadata"]["version"]
    assert status(store, record) == ("Created", "Fully Observed", version)


def test_a_command_that_fails_is_recorded(client: httpx2.Client, store: httpx2.Client) -> None:
    """The target of the second scan is not there: nothing is observed after the first."""
    given = mid()
    given["dish_allocations"]["scan_sequence"][1]["target_ref"] = "target-missing"
    block = post(store, "sbds", with_new_id("sbds", given))
    record = created(client.post("/executions", json={"sbd_id": block["sbd_id"]}))
    entries = record["request_responses"]
    assert [(entry["request"], entry["status"]) for entry in entries] == [
        ("assign_resources", "OK"),
        ("configure", "OK"),
        ("scan", "OK"),
        ("configure", "ERROR"),
        ("release_resources", "OK"),
    ]
    error = entries[3]["error"]
    detail = "scan 1 has no target in part 0: nowhere to point"
    assert error["detail"] == detail
    assert error["stacktrace"].startswith("Traceback (most recent call last):\n")
    assert error["stacktrace"].endswith(f"CommandError: {detail}\n")
    assert "response" not in entries[3]
    assert exact(found(store.get(f"/ebs/{record['eb_id']}"))) == exact(record)
    assert status(store, record) == ("Created", "Failed", 6)


def test_an_edition_of_a_block_can_be_named(client: httpx2.Client, store: httpx2.Client) -> None:
    first = post(store, "sbds", with_new_id("sbds", mid()))
    changed = {**first, "targets": [{**first["targets"][0], "target_id": "target-2"}]}
    found(store.put(f"/sbds/{first['sbd_id']}", json=changed))
    order = {"sbd_id": first["sbd_id"], "version": 1}
    record = created(client.post("/executions", json=order))
    assert record["sbd_version"] == 1
    assert {entry["status"] for entry in record["request_responses"]} == {"OK"}


def test_labels_stay_that_are_added_to_a_growing_record(
    execution: Service, store: httpx2.Client
) -> None:
    """One client executes a block, the others find its record and label it meanwhile."""
    block = post(store, "sbds", with_new_id("sbds", parsed(TODAY[-1])))
    order = {"sbd_id": block["sbd_id"], "labels": {"zero": 0, "half": 0.5, "whole": 1.0}}

    over = Event()

    def records() -> list[dict[str, Any]]:
        return found(store.get("/ebs", params={"sbd_ref": block["sbd_id"]}))

    def work(client: httpx2.Client, number: int) -> Any:
        if number == 0:
            try:
                return created(client.post("/executions", json=order))
            finally:
                over.set()
        ended = False
        while not (grown := records()):
            assert not ended, "the execution left no record"
            ended = over.is_set()
        for index in range(3):
            labels = {f"client {number}": index, "flag": True}
            found(client.put(f"/executions/{grown[0]['eb_id']}/labels", json=labels))
        return None

    done, *_ = at_once(execution, work)
    (latest,) = records()
    labels = {f"client {number}": 2 for number in range(1, CLIENTS)}
    assert exact(latest["labels"]) == exact({**order["labels"], **labels, "flag": True})
    assert exact(latest["request_responses"]) == exact(done["request_responses"])
    assert exact(recorded(latest)) == exact(requests(block, 1))
    changes = len(recorded(latest)) + 3 * (CLIENTS - 1)
    versions = found(store.get(f"/ebs/{latest['eb_id']}/versions"))
    assert versions == list(range(1, changes + 2))


def test_what_cannot_be_executed(client: httpx2.Client, store: httpx2.Client) -> None:
    answer = client.post("/executions", json={"sbd_id": "sbd-nowhere"})
    assert answer.status_code == 404
    assert answer.json() == {"detail": "there is no document 'sbd-nowhere'"}
    old = next(file for file in EXAMPLES if file.parent.name == "0.1")
    block = post(store, "sbds", with_new_id("sbds", parsed(old)))
    answer = client.post("/executions", json={"sbd_id": block["sbd_id"]})
    assert answer.status_code == 422
    assert answer.json() == {
        "detail": f"{block['sbd_id']!r} has the layout 0.1; only blocks of 1.0 can be executed"
    }
    nowhere = post(store, "sbds", with_new_id("sbds", {**mid(), "telescope": None}))
    answer = client.post("/executions", json={"sbd_id": nowhere["sbd_id"]})
    assert answer.status_code == 422
    assert answer.json() == {"detail": f"{nowhere['sbd_id']!r} names no telescope; give it one"}
