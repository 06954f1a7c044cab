"""The example archive: what comes back is what went in, whoever else is at work.

Raw JSON values are compared, numbers of different form told apart, never two parsed objects.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx2
import psycopg
import pytest

import ska_oso_pdm as pdm
from tests.samples import CORPUS, EXAMPLES, ROOT, exact, parsed
from tests.services.apps.archive import COLLECTIONS
from tests.services.blocks import OLD_LABEL, URL, mid
from tests.services.servers import Service
from tests.services.stored import (
    CLIENTS,
    COLLECTION_OF,
    as_stored,
    at_once,
    found,
    new_id,
    post,
    with_new_id,
)


def execution_block(**fields: Any) -> dict[str, Any]:
    """An execution block that carries all that the archive would add."""
    return {
        "interface": "https://schema.skao.int/ska-oso-pdm-eb/1.0",
        "eb_id": new_id("ebs"),
        "telescope": "ska_low",
        "metadata": {
            "version": 1,
            "created_on": "2026-11-21T09:30:00.123456789+08:00",
            "last_modified_on": "2026-11-21T01:30:00",
        },
        **fields,
    }


WITHOUT_EDITIONS = "0.0"
"""The layout of 2020, which has neither metadata nor a place for them."""

PECULIAR = {
    "null": None,
    "empty": [{}, [], ""],
    "empty key": {"": {"": 0}},
    "whole": [0, 1, -1, 2**53 + 1, -(2**63), 2**64, 10**30],
    "fraction": [0.0, 1.0, -1.5, 0.1, 1e15, 1e16, 1e22, 1e-7, 123456789.125],
    "extreme": [1e300, 1.7976931348623157e308, -1e300, 2.2250738585072014e-308, 5e-324],
    "truth": [True, False],
    "numbers as text": ["1", "1.0", "1e16", "-0.0", 'a "1e16"', "\\", '\\"1e16', "1e16\\"],
    "unicode": [
        "Ångström",
        "A\u030a",
        "日本語",
        "🔭",
        "\u2028",
        "\x01\x1f\x7f",
        "\ufeff",
        "\uffff",
    ],
    "keys 1e16 / ~ \U0001f52d": {"a/b": 1, "~1": 2, "\n": 3},
    "deep": [[[[[[[[{"a": [[[1.0]]]}]]]]]]]],
    "same key": [{"a": 1}, {"a": 1.0}],
}


@pytest.fixture
def client(archive: Service) -> Any:
    with archive.client() as client:
        yield client


def readable(folder: Path) -> list[Path]:
    """List the documents of a folder that the package reads; unknown keys are no hindrance."""
    files = []
    for file in sorted(folder.glob("*-*.json")):
        try:
            pdm.load_from_file(file, unknown="keep")
        except pdm.PdmError:
            continue
        files.append(file)
    return [file for file in files if pdm.recognise(file).version != WITHOUT_EDITIONS]


def keep(archive: Service, files: list[Path], every: int) -> None:
    """Let many clients store documents, and get them back: each every second one, or so."""
    documents = [(pdm.read(file).receipt, parsed(file)) for file in files]

    def work(client: httpx2.Client, number: int) -> list[str]:
        names = []
        for receipt, document in documents[number % every :: every]:
            collection = COLLECTION_OF[receipt.entity]
            given = with_new_id(collection, document)
            names.append(given[COLLECTIONS[collection].id_field])
            answer = post(client, collection, given)
            assert exact(answer) == as_stored(collection, given, answer, receipt.version)
            assert exact(found(client.get(f"/{collection}/{names[-1]}"))) == exact(answer)
        return names

    stored = [name for names in at_once(archive, work) for name in names]
    assert len(set(stored)) == len(files) * CLIENTS // every


class TestNothingIsLost:
    def test_examples_come_back(self, archive: Service) -> None:
        keep(archive, [f for f in EXAMPLES if f.parent.name != WITHOUT_EDITIONS], every=2)

    def test_a_layout_without_editions_is_refused(self, client: httpx2.Client) -> None:
        block = parsed(ROOT / "examples" / WITHOUT_EDITIONS / "sbd-mid.json")
        answer = client.post("/sbds", json=block)
        assert answer.status_code == 422
        assert "layout 0.0 has no place for an edition; upgrade the document" in answer.text

    def test_collected_documents_come_back(self, archive: Service) -> None:
        files = readable(CORPUS)
        if not files:
            pytest.skip("the collected documents are not at hand")
        keep(archive, files, every=4)

    @pytest.mark.parametrize("name", PECULIAR)
    def test_a_value_comes_back(self, client: httpx2.Client, name: str) -> None:
        value = {name: PECULIAR[name]}
        request = {"request": "scan", "request_args": {"args": [value], "kwargs": value}}
        given = execution_block(request_responses=[request], unknown=value, **value)
        assert exact(post(client, "ebs", given)) == exact(given)
        assert exact(found(client.get(f"/ebs/{given['eb_id']}"))) == exact(given)

    def test_absent_null_and_empty_stay_apart(self, client: httpx2.Client) -> None:
        for fields in ({}, {"sbi_ref": None}, {"labels": {}}, {"request_responses": [{}]}):
            given = execution_block(**fields)
            post(client, "ebs", given)
            assert exact(found(client.get(f"/ebs/{given['eb_id']}"))) == exact(given)

    def test_a_number_keeps_its_form_in_a_field_of_the_model(self, client: httpx2.Client) -> None:
        given = with_new_id("sbds", mid())
        window = given["csp_configurations"][0]["midcbf"]["subbands"][0]["correlation_spws"][0]
        for number in (700000000, 700000000.0, 7.0000000001e8, 1e16, 10**16):
            window["centre_frequency"] = number
            answer = post(client, "sbds", with_new_id("sbds", given))
            window_there = answer["csp_configurations"][0]["midcbf"]["subbands"][0]
            assert exact(window_there["correlation_spws"][0]) == exact(window)

    @pytest.mark.parametrize(
        ("name", "document"),
        [
            ("sbd-statuses", {"current_status": "Ready", "previous_status": None}),
            ("sbi-statuses", {"current_status": "Created"}),
            ("eb-statuses", {"current_status": "Created"}),
            ("prj-statuses", {"current_status": "Draft"}),
            (
                "prslaccs",
                {"prsl_id": "prsl-1", "user_id": "DefaultUser", "role": "Co-Investigator"},
            ),
            ("panels", {"name": "Galaxies", "expiry_date": None, "proposals": []}),
        ],
    )
    def test_other_documents_come_back(
        self, client: httpx2.Client, name: str, document: dict[str, Any]
    ) -> None:
        given = with_new_id(name, document)
        answer = post(client, name, given)
        assert exact(answer) == as_stored(name, given, answer)
        assert exact(found(client.get(f"/{name}/{given[COLLECTIONS[name].id_field]}"))) == exact(
            answer
        )


class TestWhatTheArchiveWrites:
    def test_a_document_without_id_and_metadata_gets_them(self, client: httpx2.Client) -> None:
        given = {"telescope": "ska_mid", "request_responses": [], "sbi_ref": None}
        answer = post(client, "ebs", given)
        assert exact(answer) == as_stored("ebs", given, answer)
        assert answer["eb_id"].startswith("eb-")
        assert answer["metadata"]["version"] == 1
        assert answer["metadata"]["created_on"] == answer["metadata"]["last_modified_on"]
        assert found(client.get(f"/ebs/{answer['eb_id']}")) == answer

    @pytest.mark.parametrize("label", [{"interface": OLD_LABEL}, {"interface": None}, {}])
    def test_the_honest_label_comes_back(
        self, client: httpx2.Client, label: dict[str, Any]
    ) -> None:
        given = with_new_id("sbds", {**mid(), **label})
        if not label:
            del given["interface"]
        answer = post(client, "sbds", given)
        assert answer["interface"] == URL
        assert exact(answer) == as_stored("sbds", given, answer)


def refused(answer: httpx2.Response, status: int = 422) -> Any:
    assert answer.status_code == status, answer.text
    return answer.json()["detail"]


class TestRefusals:
    def test_all_problems_are_named_and_nothing_is_stored(self, client: httpx2.Client) -> None:
        given = with_new_id("sbds", {**mid(), "telescope": "ska_high"})
        given["targets"][0]["reference_coordinate"]["ra_str"] = "25:00:00"
        detail = refused(client.post("/sbds", json=given))
        assert detail == [
            {"path": issue.path, "code": issue.code, "message": issue.message}
            for issue in pdm.validate(given)
        ]
        assert [issue["path"] for issue in detail] == [
            "/telescope",
            "/targets/0/reference_coordinate/ra_str",
        ]
        missing = refused(client.get(f"/sbds/{given['sbd_id']}"), 404)
        assert missing == f"there is no document {given['sbd_id']!r}"

    @pytest.mark.parametrize(
        ("body", "code", "message"),
        [
            (b"", "empty", "empty; a document is a JSON object"),
            (
                b'{"eb_id": "a", "eb_id": "b"}',
                "duplicate-key",
                'the key "eb_id" occurs twice in one object; keep one of the two',
            ),
            (
                b"[]",
                "not-an-object",
                "an array is not a document; judge each of its items by itself",
            ),
            (
                b'{"eb_id": NaN}',
                "not-finite",
                "NaN is no JSON number; give a finite one",
            ),
            (
                b'{"telescope": "ska_mid"}',
                "no-interface",
                'is not of this data model: it has no "interface", and its keys show no document '
                'of it; if it is one, add the URL of its schema, which "ska-oso-pdm schema list" '
                "names",
            ),
        ],
    )
    def test_what_is_no_document(
        self, client: httpx2.Client, body: bytes, code: str, message: str
    ) -> None:
        (issue,) = refused(client.post("/ebs", content=body))
        assert (issue["code"], issue["message"]) == (code, message)

    @pytest.mark.parametrize("change", ["post", "put"])
    def test_what_the_database_would_change(self, client: httpx2.Client, change: str) -> None:
        values = {"a/b": [0.0, -0.0], "nul": "a\0b", "c\0d": None}
        given = execution_block()
        if change == "put":
            post(client, "ebs", given)
        whole = {**given, "request_responses": [{"request_args": {"kwargs": values}}]}
        address = "/ebs" if change == "post" else f"/ebs/{given['eb_id']}"
        detail = refused(client.request(change, address, json=whole))
        kwargs = "/request_responses/0/request_args/kwargs"
        assert [(issue["path"], issue["message"]) for issue in detail] == [
            (
                f"{kwargs}/a~1b/1",
                "-0.0 is not kept by this archive, which would give 0.0; write 0.0",
            ),
            (
                f"{kwargs}/nul",
                'the text "a\\u0000b" holds U+0000, which this archive cannot keep; drop it',
            ),
            (
                f"{kwargs}/c\0d",
                'the key "c\\u0000d" holds U+0000, which this archive cannot keep; drop it',
            ),
        ]
        assert {issue["code"] for issue in detail} == {"not-storable"}
        answer = client.get(f"/ebs/{given['eb_id']}")
        assert refused(answer, 404) if change == "post" else found(answer) == given

    def test_a_document_of_another_collection(self, client: httpx2.Client) -> None:
        assert refused(client.post("/sbds", json=execution_block())) == [
            {
                "path": "/interface",
                "code": "other-entity",
                "message": "this is a document of eb, not of sbd; post it there",
            }
        ]

    def test_a_collection_that_is_not_there(self, client: httpx2.Client) -> None:
        assert refused(client.get("/blocks"), 404) == (
            "there is no collection 'blocks'; there are sbds, sbis, ebs, prjs, prsls, prslaccs, "
            "panels, reviews, decisions, sbd-statuses, sbi-statuses, eb-statuses, prj-statuses"
        )


class TestEditions:
    def test_every_edition_stays(self, client: httpx2.Client) -> None:
        editions = [post(client, "sbds", with_new_id("sbds", mid()))]
        address = f"/sbds/{editions[0]['sbd_id']}"
        for number in (2, 3):
            changed = {**editions[-1], "name": f"edition {number}", "note": [number, None, 1.0]}
            editions.append(found(client.put(address, json=changed)))
            expected = {**changed, "metadata": editions[-1]["metadata"]}
            assert exact(editions[-1]) == exact(expected)
        assert found(client.get(f"{address}/versions")) == [1, 2, 3]
        assert exact(found(client.get(address))) == exact(editions[-1])
        for edition in editions:
            version = edition["metadata"]["version"]
            there = found(client.get(address, params={"version": version}))
            assert exact(there) == exact(edition)
            for name in ("created_on", "pdm_version"):
                assert edition["metadata"][name] == editions[0]["metadata"][name]
        assert [edition["metadata"]["version"] for edition in editions] == [1, 2, 3]
        assert refused(client.get(address, params={"version": 4}), 404) == (
            f"there is no edition 4 of {editions[0]['sbd_id']!r}; there are 1, 2, 3"
        )

    def test_a_change_of_an_earlier_edition_is_refused(self, client: httpx2.Client) -> None:
        first = post(client, "sbds", with_new_id("sbds", mid()))
        name = first["sbd_id"]
        second = found(client.put(f"/sbds/{name}", json=first))
        assert refused(client.put(f"/sbds/{name}", json=first), 409) == (
            f"this changes edition 1 of {name!r}, and edition 2 is the latest; "
            "get that, make your change in it and put it again"
        )
        assert exact(found(client.get(f"/sbds/{name}"))) == exact(second)
        assert refused(client.post("/sbds", json=first), 409) == (
            f"there is a document {name!r} already; change it with PUT, or give another id"
        )

    def test_a_change_says_what_it_changes(self, client: httpx2.Client) -> None:
        first = post(client, "sbds", with_new_id("sbds", mid()))
        name = first["sbd_id"]
        metadata = {key: value for key, value in first["metadata"].items() if key != "version"}
        answer = client.put(f"/sbds/{name}", json={**first, "metadata": metadata})
        assert refused(answer) == [
            {
                "path": "/metadata/version",
                "code": "no-version",
                "message": "say which edition was changed: the version of the document "
                "that you were given",
            }
        ]
        assert refused(client.put("/sbds/other", json=first)) == [
            {
                "path": "/sbd_id",
                "code": "other-id",
                "message": f"{name!r} is not the id 'other' of the address; write that",
            }
        ]
        given = with_new_id("sbds", first)
        assert refused(client.put(f"/sbds/{given['sbd_id']}", json=given), 404) == (
            f"there is no document {given['sbd_id']!r}; store its first with POST"
        )


class TestManyAtOnce:
    def test_no_change_of_one_block_is_lost(self, archive: Service) -> None:
        """Every client adds targets, and starts again where another was faster."""
        each = 4
        with archive.client() as client:
            first = post(client, "sbds", with_new_id("sbds", mid()))
        address = f"/sbds/{first['sbd_id']}"

        def add_target(client: httpx2.Client, target: dict[str, Any]) -> int:
            conflicts = 0
            while True:
                block = found(client.get(address))
                answer = client.put(address, json={**block, "targets": [*block["targets"], target]})
                if answer.status_code == 200:
                    return conflicts
                refused(answer, 409)
                conflicts += 1

        def work(client: httpx2.Client, number: int) -> list[dict[str, Any]]:
            made = [
                {**first["targets"][0], "target_id": f"target-{number}-{index}"}
                for index in range(each)
            ]
            for target in made:
                add_target(client, target)
            return made

        made = [target for targets in at_once(archive, work) for target in targets]
        with archive.client() as client:
            last = found(client.get(address))
            assert found(client.get(f"{address}/versions")) == list(range(1, len(made) + 2))
            for version in range(1, len(made) + 2):  # each edition adds one target to the former
                edition = found(client.get(address, params={"version": version}))
                assert exact(edition["targets"]) == exact(last["targets"][:version])
        assert sorted(map(exact, last["targets"][1:])) == sorted(map(exact, made))
        assert len(made) == CLIENTS * each
        others = {"targets": first["targets"], "metadata": first["metadata"]}
        assert exact({**last, **others}) == exact(first)

    def test_one_of_many_stores_the_first_edition(self, archive: Service) -> None:
        given = with_new_id("sbds", mid())

        def work(client: httpx2.Client, number: int) -> httpx2.Response:
            mine = {**given, "metadata": {**given["metadata"], "version": 1 + number % 2}}
            return client.post("/sbds", json={**mine, "name": f"client {number}"})

        answers = at_once(archive, work)
        (stored,) = [answer for answer in answers if answer.status_code == 201]
        assert sorted(answer.status_code for answer in answers) == [201] + [409] * (CLIENTS - 1)
        with archive.client() as client:
            assert exact(found(client.get(f"/sbds/{given['sbd_id']}"))) == exact(stored.json())


class TestSearch:
    def test_by_telescope(self, client: httpx2.Client) -> None:
        made = {
            telescope: post(client, "ebs", execution_block(telescope=telescope))
            for telescope in ("ska_mid", "ska_low")
        }
        for telescope, other in (("ska_mid", "ska_low"), ("ska_low", "ska_mid")):
            answer = found(client.get("/ebs", params={"telescope": telescope}))
            assert exact(made[telescope]) in [exact(document) for document in answer]
            assert made[other]["eb_id"] not in {document["eb_id"] for document in answer}
            assert {document["telescope"] for document in answer} == {telescope}

    def test_by_label_in_the_latest_edition(self, client: httpx2.Client) -> None:
        night, other = new_id("ebs"), new_id("ebs")
        labels = {"night": night, "number": 1.0}
        first = post(client, "ebs", execution_block(labels=labels, big=1e300))
        post(client, "ebs", execution_block(labels={"day": night}))
        post(client, "ebs", execution_block())
        assert [exact(part) for part in search(client, night)] == [exact(first)]
        changed = {**first, "labels": {**labels, "night": other}}
        second = found(client.put(f"/ebs/{first['eb_id']}", json=changed))
        assert search(client, night) == []
        assert [exact(part) for part in search(client, other)] == [exact(second)]

    def test_by_block(self, client: httpx2.Client) -> None:
        block = new_id("sbds")
        made = [post(client, "ebs", execution_block(sbd_ref=block)) for _ in range(2)]
        answer = found(client.get("/ebs", params={"sbd_ref": block}))
        assert sorted(map(exact, answer)) == sorted(map(exact, made))


def search(client: httpx2.Client, night: str) -> Any:
    return found(client.get("/ebs", params={"label": f"night:{night}"}))


def test_the_database_holds_jsonb(archive: Service, database: str) -> None:
    with archive.client() as client:
        made = post(client, "ebs", execution_block(labels={"big": 1e300, "one": 1.0}))
    select = "SELECT content #>> '{labels,one}', content FROM edition WHERE id = %s"
    with psycopg.connect(database) as connection:
        ((one, content),) = connection.execute(select, [made["eb_id"]]).fetchall()
    assert one == "1.0"
    assert exact(content) == exact(made)
