"""Projects, proposals, reviews and executions, as services make, read and change them."""

from __future__ import annotations

import copy
import json
import pickle
import subprocess
import sys
from datetime import UTC, datetime
from typing import Any

import astropy.units as u
import pytest
from pydantic import ValidationError

import ska_oso_pdm as pdm
from ska_oso_pdm.builders import LowObservationSetBuilder
from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.entity_status_history import SBDStatus, SBDStatusHistory
from ska_oso_pdm.execution_block import RequestResponse, ResponseWrapper
from ska_oso_pdm.ext.objects import labels
from ska_oso_pdm.project import ObservingBlock, Project, Purpose, ScienceProgramme
from ska_oso_pdm.proposal import (
    Calibrator,
    ContinuumImageParameters,
    DetectedFilterbankParameters,
    MidArray,
    ObservationTypeDetails,
    ProposalAccess,
    ProposalPermissions,
    ProposalRole,
    VisibilitiesParameters,
)
from ska_oso_pdm.proposal.data_product_sdp import (
    DataProductSDP,
    Polarisation,
    ProductType,
    ProductVariant,
    Weighting,
)
from ska_oso_pdm.proposal.info import ObservationInfo
from ska_oso_pdm.proposal.investigator import Investigator
from ska_oso_pdm.proposal.proposal import Proposal, ProposalStatus
from ska_oso_pdm.proposal_management import PanelDecision, PanelReview
from ska_oso_pdm.proposal_management.panel import Panel, ProposalAssignment, ReviewerAssignment
from ska_oso_pdm.proposal_management.panel_decision import PanelReviewStatus, Recommendation
from ska_oso_pdm.proposal_management.review import Conflict, ReviewStatus, ScienceReview
from ska_oso_pdm.recognition import layout
from ska_oso_pdm.sb_instance import ActivityCall, SBInstance
from tests.samples import CORPUS, ROOT, exact, parsed
from tests.test_schemas import read as schema

URL = "https://schema.skao.int/ska-oso-pdm-{}/1.0"
IMAGE: dict[str, Any] = {
    "kind": "continuum",
    "variant": "continuum image",
    "image_size": {"value": 1024, "unit": "pix"},
    "image_cellsize": {"value": 0.5, "unit": "arcsec"},
    "weight": {"weighting": "briggs", "robust": -2.0},
    "polarisations": ["I", "Q"],
    "channels_out": 12,
}
INFO: dict[str, Any] = {
    "title": "Globular clusters",
    "proposal_type": {"main_type": "standard_proposal"},
}


def product(**parameters: Any) -> DataProductSDP:
    document = {"data_product_id": "SDP-1", "observation_set_ref": "set-1"}
    return DataProductSDP.model_validate({**document, "script_parameters": {**IMAGE, **parameters}})


def proposal(**fields: Any) -> Proposal:
    return Proposal(cycle="2026", proposal_info=INFO, observation_info={}, **fields)


class TestScriptParameters:
    def test_kind_and_variant_choose_the_class(self) -> None:
        parameters = product().script_parameters
        assert isinstance(parameters, ContinuumImageParameters)
        assert parameters.kind is ProductType.CONTINUUM
        assert parameters.variant is ProductVariant.CONTINUUM_IMAGE
        read = DataProductSDP.model_validate_json(product().model_dump_json()).script_parameters
        assert read.kind is ProductType.CONTINUUM

    def test_every_variant_is_known(self) -> None:
        definitions = schema("1.0/data-product.json")["$defs"]
        assert len(definitions["ScriptParameters"]["oneOf"]) == len(ProductVariant)

    def test_a_variant_of_another_kind_is_refused(self) -> None:
        with pytest.raises(ValidationError, match="kind"):
            product(kind="pst")

    def test_vars_gives_what_the_fields_read_as(self) -> None:
        parameters = product().script_parameters
        values = vars(parameters)
        assert list(values) == list(ContinuumImageParameters.model_fields)
        assert values["image_size"] == 1024 * u.pix
        assert {name: value for name, value in values.items() if isinstance(value, u.Quantity)} == {
            "image_size": 1024 * u.pix,
            "image_cellsize": 0.5 * u.arcsec,
        }
        assert 0.5 * u.arcsec in [v for v in values.values() if isinstance(v, u.Quantity)]
        assert "<Quantity 0.5 arcsec>" in repr(values)

    def test_looking_at_vars_changes_nothing(self) -> None:
        looked_at, other = product().script_parameters, product().script_parameters
        vars(looked_at)["image_size"].to("pix")
        assert looked_at == other
        assert pdm.dumps(looked_at) == pdm.dumps(other)
        assert '"value":1024,' in pdm.dumps(looked_at)
        looked_at.channels_out = 3
        assert '"value":1024,' in pdm.dumps(looked_at)
        for copied in (
            copy.copy(looked_at),
            copy.deepcopy(looked_at),
            pickle.loads(pickle.dumps(looked_at)),
            looked_at.model_copy(deep=True),
        ):
            assert copied == looked_at
            assert pdm.dumps(copied) == pdm.dumps(looked_at)
            assert vars(copied)["image_size"] == 1024 * u.pix
        copied.image_size = 2 * u.deg
        assert vars(copied)["image_size"] == 2 * u.deg
        assert vars(looked_at)["image_size"] == 1024 * u.pix

    def test_copies_of_vars_are_alike(self) -> None:
        values = vars(product().script_parameters)
        for copied in (values.copy(), copy.copy(values), copy.deepcopy(values)):
            assert copied["image_cellsize"] == 0.5 * u.arcsec
            assert copied.get("image_size") == 1024 * u.pix
            assert copied.get("nothing", 7) == 7

    def test_reading_proposals_imports_no_astropy(self) -> None:
        document = {
            "interface": URL.format("prsl"),
            "cycle": "2026",
            "proposal_info": INFO,
            "observation_info": {
                "data_product_sdps": [
                    {
                        "data_product_id": "a",
                        "observation_set_ref": "b",
                        "script_parameters": IMAGE,
                    }
                ]
            },
        }
        code = (
            "import sys, ska_oso_pdm as p; "
            f"o = p.load({document!r}); o.observation_info.data_product_sdps[0].script_parameters; "
            "p.dumps(o); o.model_dump_json(); assert 'astropy' not in sys.modules"
        )
        subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)

    def test_polarisations_join_as_text(self) -> None:
        parameters = product().script_parameters
        assert parameters.polarisations == [Polarisation.I, Polarisation.Q]
        assert "".join(parameters.polarisations) == "IQ"

    def test_absent_tapers_are_not_written(self) -> None:
        written = product().model_dump()["script_parameters"]
        assert set(written) == set(IMAGE)
        tapered = product(gaussian_taper_1400_MHz="0.5 arcsec").model_dump(mode="json")
        assert tapered["script_parameters"]["gaussian_taper_1400_MHz"] == "0.5 arcsec"


class TestNumbersAsText:
    """The listed leniency: what the proposal tool wrote, and sends, as text."""

    def test_robustness_reads_as_a_float(self) -> None:
        weight = Weighting.model_validate({"weighting": "briggs", "robust": "-2"})
        assert f"{weight.weighting} {weight.robust}" == "briggs -2.0"
        assert json.loads(pdm.dumps(weight)) == {"weighting": "briggs", "robust": -2.0}
        assert Weighting.model_validate_json('{"weighting":"briggs","robust":"0.5"}').robust == 0.5

    def test_counts_read_as_integers(self) -> None:
        details = ObservationTypeDetails.model_validate(
            {
                "observation_type": "spectral line",
                "bandwidth": {"value": 1, "unit": "MHz"},
                "central_frequency": {"value": 1.4, "unit": "GHz"},
                "spectral_averaging": "1",
                "number_of_channels": "1024",
                "robust": "0",
            }
        )
        assert (details.spectral_averaging, details.number_of_channels) == (1, 1024)
        assert isinstance(details.spectral_averaging, int)
        assert (details.robust, type(details.robust)) == (0.0, float)

    def test_averaging_of_visibilities(self) -> None:
        made = VisibilitiesParameters(time_averaging="1", frequency_averaging=2)
        assert made.model_dump(mode="json") == {
            "kind": "continuum",
            "variant": "visibilities",
            "time_averaging": 1.0,
            "frequency_averaging": 2,
        }

    @pytest.mark.parametrize("text", ["", "DUMMY", " 1", "1e3", "+1", "0x1", "inf", "١", "1_0"])
    def test_other_texts_are_refused(self, text: str) -> None:
        with pytest.raises(ValidationError, match="a finite number"):
            Weighting(weighting="briggs", robust=text)

    def test_bounds_hold_for_text_too(self) -> None:
        with pytest.raises(ValidationError, match="at least -2 and at most 2"):
            Weighting(weighting="briggs", robust="3")

    def test_the_schema_refuses_them_with_the_remedy(self) -> None:
        document = {"interface": URL.format("prj"), "obs_blocks": [{"obs_block_id": "ob-1"}]}
        products = [product().model_dump(mode="json")]
        products[0]["script_parameters"]["weight"]["robust"] = "-2"
        document["obs_blocks"][0]["science_programmes"] = [  # type: ignore[index]
            {"data_product_sdps": products}
        ]
        (issue,) = pdm.validate(document)
        assert issue.path.endswith("/script_parameters/weight/robust")
        assert issue.message == (
            '"-2" is not a number; write -2 without quotes; '
            "absent or null means that it is not set, as with the other schemes"
        )


class TestQuantitiesBesideNumbers:
    def test_have_the_unit_of_the_schema(self) -> None:
        array = MidArray(subarray="aa0.5", weather=10)
        assert array.weather_quantity == 10 * u.mm
        pulsar = DetectedFilterbankParameters(
            polarisations=["I"], dispersion_measure=2.64, rotation_measure=None
        )
        assert pulsar.dispersion_measure_quantity == 2.64 * u.pc / u.cm**3
        assert pulsar.rotation_measure_quantity is None
        assert Calibrator(duration_min=5).duration_min_quantity == 300 * u.s
        assert LowObservationSetBuilder(elevation=20).elevation_quantity == 20 * u.deg


class TestExecutionBlocks:
    def test_labels_stay_what_they_are(self) -> None:
        labels = {"env": "test", "run_id": 42.0, "runs": 42, "dry_run": True}
        block = pdm.OSOExecutionBlock(telescope="ska_mid", labels=labels)
        for back in (
            block.model_dump(mode="json"),
            json.loads(pdm.dumps(block)),
            json.loads(block.model_dump_json()),
        ):
            assert exact(back["labels"]) == exact(labels)

    @pytest.mark.parametrize("value", [None, [], {}, float("nan"), float("inf")])
    def test_a_label_is_a_scalar(self, value: Any) -> None:
        with pytest.raises(ValidationError):
            pdm.OSOExecutionBlock(telescope="ska_mid", labels={"a": value})

    def test_labels_and_requests_are_filled_in_place(self) -> None:
        block = pdm.OSOExecutionBlock(telescope="ska_low")
        block.labels.update(env="test")
        block.request_responses.append(
            RequestResponse(request="scan", status="OK", response=ResponseWrapper(result="done"))
        )
        written = json.loads(pdm.dumps(block))
        assert written["labels"] == {"env": "test"}
        assert written["request_responses"][0]["response"] == {"result": "done"}
        assert pdm.validate(written) == []

    def test_a_new_request_carries_the_time_and_a_read_one_does_not(self) -> None:
        before = datetime.now(UTC)
        made = RequestResponse(request="scan")
        assert made.request_sent_at is not None
        assert before <= made.request_sent_at <= datetime.now(UTC)
        assert made.response_received_at is None
        assert RequestResponse.model_validate({}).request_sent_at is None
        assert ActivityCall().executed_at is not None
        assert ActivityCall.model_validate({}).executed_at is None


class TestNewDocuments:
    def test_proposals_reviews_and_panels_have_new_metadata(self) -> None:
        for made in (
            proposal(),
            Panel(panel_id="panel-1", name="Galaxies"),
            SBDStatusHistory(sbd_ref="sbd-1"),
            PanelDecision(decision_id="d", panel_id="p", prsl_id="q"),
        ):
            assert made.metadata.created_on is not None
            assert json.loads(pdm.dumps(made))["metadata"]["created_on"]
        assert Project().metadata is None

    def test_absent_metadata_read_as_empty_and_are_not_written(self) -> None:
        text = json.dumps({"interface": URL.format("panel"), "panel_id": "p", "name": "n"})
        panel = pdm.loads(text)
        assert panel.metadata.created_on is None
        assert panel.metadata.version == 1
        assert json.loads(pdm.dumps(panel)) == json.loads(text)
        panel.metadata.version = 2
        assert json.loads(pdm.dumps(panel))["metadata"] == {"version": 2}

    def test_assignments_carry_the_time(self) -> None:
        assert ProposalAssignment(prsl_id="prsl-1").assigned_on is not None
        reviewer = ReviewerAssignment(reviewer_id="user-1")
        assert reviewer.assigned_on is not None
        assert reviewer.status == "Pending"
        assert ReviewerAssignment.model_validate({"reviewer_id": "user-1"}).assigned_on is None

    def test_a_person_may_view_unless_it_is_said(self) -> None:
        fields = {"access_id": "a", "prsl_id": "p", "user_id": "u", "role": "Co-Investigator"}
        made = ProposalAccess(**fields)
        assert made.role is ProposalRole.CoInvestigator
        assert made.permissions == [ProposalPermissions.View]
        assert ProposalAccess(**fields, permissions=[]).permissions == []
        assert ProposalAccess(**fields, permissions=[]).permissions == []
        for access in (ProposalAccess.model_validate(fields), ProposalAccess(**fields)):
            assert access.permissions == [ProposalPermissions.View]
            assert "permissions" not in json.loads(pdm.dumps(access))
            assert access.model_dump(mode="json")["permissions"] == ["view"]
            access.permissions.append(ProposalPermissions.Update)
            assert json.loads(pdm.dumps(access))["permissions"] == ["view", "update"]
        receipt = pdm.read({**fields, "interface": URL.format("prslacc")}).receipt
        assert receipt.defaulted == {"/permissions": ["view"]}

    def test_who_may_do_nothing_may_do_nothing_afterwards(self) -> None:
        fields = {"access_id": "a", "prsl_id": "p", "user_id": "u", "role": "Co-Investigator"}
        made = ProposalAccess(**fields, permissions=[])
        written = made.model_dump(mode="json")
        assert written["permissions"] == []
        assert ProposalAccess(**written) == made
        assert ProposalAccess.model_validate_json(made.model_dump_json()) == made
        assert json.loads(pdm.dumps(made))["permissions"] == []

    def test_defaults_are_those_of_the_clients(self) -> None:
        assert proposal().status is ProposalStatus.DRAFT
        history = SBDStatusHistory(sbd_ref="sbd-1")
        assert (history.current_status, history.sbd_version) == (SBDStatus.DRAFT, 1)
        assert history.previous_status is None
        review = PanelReview(
            review_id="r",
            reviewer_id="u",
            prsl_id="p",
            review_type=ScienceReview(conflict=Conflict()),
        )
        assert review.status is ReviewStatus.TO_DO
        assert review.review_type.kind == "Science Review"
        assert MidArray(subarray="aa0.5").model_dump() == {
            "array": "ska_mid",
            "subarray": "aa0.5",
            "weather": 3,
            "number_15_antennas": 0,
            "number_13_antennas": 0,
            "number_sub_bands": 0,
        }
        assert MidArray(subarray="aa0.5").array == pdm.TelescopeType.SKA_MID
        assert Project(purpose="Science").purpose is Purpose.SCIENCE

    def test_lists_are_filled_and_replaced(self) -> None:
        made = proposal()
        assert made.observation_info == ObservationInfo()
        made.proposal_info.investigators.append(Investigator(status="Pending", email=None))
        assert json.loads(pdm.dumps(made))["proposal_info"]["investigators"] == [
            {"email": None, "status": "Pending"}
        ]
        project = Project(obs_blocks=[ObservingBlock(obs_block_id="ob-1")])
        project.obs_blocks[0].science_programmes = [ScienceProgramme()]
        assert project.obs_blocks[0].science_programmes[0].data_product_sdps == []

    def test_a_status_is_assigned_as_text(self) -> None:
        decision = PanelDecision(decision_id="d", panel_id="p", prsl_id="q")
        decision.status = "Decided"
        decision.recommendation = "Accepted with Revision"
        assert decision.status is PanelReviewStatus.DECIDED
        assert decision.recommendation is Recommendation.ACCEPTED_WITH_REVISION
        decision.recommendation = None
        assert json.loads(pdm.dumps(decision))["recommendation"] is None


TODAY = [known for known in registry.documents() if known.version == "1.0"]


class TestLabels:
    @pytest.mark.parametrize("known", TODAY, ids=lambda known: known.entity)
    def test_a_class_reads_documents_without_a_label(self, known: registry.SchemaId) -> None:
        cls: Any = registry.class_for(known)
        assert issubclass(cls, labels.OldLabelMixin)
        for label in (None, f"{known.url[:-3]}0.1"):
            field = cls.model_fields["interface"]
            with pytest.raises(ValidationError) as caught:
                cls.model_validate({"interface": label, "metadata": 5})
            assert ("interface",) not in {error["loc"] for error in caught.value.errors()}
            assert field.default == known.url

    def test_the_old_label_becomes_the_honest_one(self) -> None:
        old = "https://schema.skao.int/ska-oso-pdm-{}/0.1"
        instance = SBInstance.model_validate(
            {"interface": old.format("sbi"), "telescope": "ska_mid"}
        )
        assert json.loads(pdm.dumps(instance))["interface"] == URL.format("sbi")
        with pytest.raises(ValidationError):
            SBInstance.model_validate({"interface": old.format("eb"), "telescope": "ska_mid"})

    @pytest.mark.parametrize(
        ("cls", "document"),
        [
            (pdm.OSOExecutionBlock, {"telescope": "ska_mid", "sbd_id": "sbd-1"}),
            (SBInstance, {"telescope": "ska_mid", "executed_on": "2022-09-23T15:43:53Z"}),
            (Project, {"obs_programmes": []}),
            (Project, {"telescope": "ska_mid", "obs_blocks": []}),
            (
                Proposal,
                {"cycle": "2025", "info": {}, "proposal_info": INFO, "observation_info": {}},
            ),
        ],
    )
    def test_a_class_refuses_documents_of_earlier_layouts(
        self, cls: Any, document: dict[str, Any]
    ) -> None:
        honest = cls.model_fields["interface"].default
        for label in ({}, {"interface": f"{honest[:-3]}0.1"}, {"interface": None}):
            with pytest.raises(ValidationError) as caught:
                cls.model_validate({**label, **document})
            with pytest.raises(ValidationError, match="earlier_layout"):
                cls.model_validate_json(json.dumps({**label, **document}))
            assert [error["type"] for error in caught.value.errors()] == ["earlier_layout"]
            assert f"shows a layout from before {honest}" in str(caught.value)

    def test_a_stray_key_in_a_document_that_says_it_is_new_is_kept(self) -> None:
        document = {"interface": URL.format("eb"), "telescope": "ska_mid", "sbd_id": "sbd-1"}
        assert [issue.code for issue in pdm.validate(document)] == ["unknown-key"]
        block = pdm.load(document, unknown="keep")
        assert json.loads(pdm.dumps(block)) == document
        assert pdm.OSOExecutionBlock.model_validate(document) == block

    @pytest.mark.parametrize("label", [None, URL.format("sbd")[:-3] + "0.1"])
    def test_a_class_refuses_blocks_of_earlier_layouts(self, label: str | None) -> None:
        fields = parsed(ROOT / "examples/0.1/sbd-low.json")["field_configurations"]
        block = {"interface": label, "telescope": "ska_low", "field_configurations": fields}
        with pytest.raises(ValidationError, match="field_configurations' shows a layout from bef"):
            pdm.SBDefinition.model_validate(block)

    def test_classes_and_recognition_know_the_same_keys_of_earlier_layouts(self) -> None:
        for known in registry.documents():
            if known.version == "1.0":
                keys = registry.class_for(known).__pdm_earlier_keys__
                assert keys == layout.former_keys(known.entity)

    def test_a_proposal_gets_its_label_when_it_is_written(self) -> None:
        document = {"cycle": "2026", "proposal_info": INFO, "observation_info": {}}
        reading = pdm.read(document)
        assert [issue.code for issue in reading.receipt.label_issues] == ["label-missing"]
        assert json.loads(pdm.dumps(reading.object)) == {
            "interface": URL.format("prsl"),
            **document,
        }


class TestPersonalData:
    def test_classes_do_not_repeat_values(self) -> None:
        someone = {"status": "Pending", "email": "default.user at example.org"}
        with pytest.raises(ValidationError) as caught:
            Proposal.model_validate(
                {
                    "cycle": "2026",
                    "proposal_info": {**INFO, "investigators": [someone, "Default User"]},
                    "observation_info": {},
                    "metadata": {"created_by": ["Default User"]},
                }
            )
        text = str(caught.value)
        assert "proposal_info.investigators.0.email" in text
        assert "User" not in text
        assert "example" not in text

    def test_every_class_with_marked_fields_is_told_so(self) -> None:
        for url, document in registry.schemas_of("1.0").items():
            for name, part in [(document["title"], document), *document.get("$defs", {}).items()]:
                marked = any(p.get("x-personal") for p in part.get("properties", {}).values())
                if marked:
                    known = registry.parse_url(url)
                    assert known is not None
                    module = f"ska_oso_pdm.generated.v1_0.{known.entity.replace('-', '_')}"
                    cls = getattr(__import__(module, fromlist=[name]), name)
                    assert cls.model_config["hide_input_in_errors"], name


REFUSED = {
    "eb-pdm12": set(),
    "sbi-pdm12": set(),
    "prj-pdm17": set(),
    "prsl-pdm23_-": set(),
    "review-pdm18.5": {"unknown-key rank"},
    "decision": {
        *("not-allowed recommendation", "unknown-key decided_by", "unknown-key decided_on"),
    },
}
"""What is wrong, code and key, with the collected documents that are of 1.0 or fit it too, by the
beginning of the name; the longest counts."""


@pytest.mark.skipif(
    not CORPUS.is_dir(), reason="the collected documents are not beside the checkout"
)
def test_collected_documents_come_back_or_are_refused_for_what_is_wrong_in_them() -> None:
    judged = set()
    for path in sorted(CORPUS.glob("*.json")):
        names = [name for name in REFUSED if path.stem.startswith(name)]
        if not names:
            continue
        judged.update(names)
        document = json.loads(path.read_text(encoding="utf-8"))
        wrong = [issue for issue in pdm.validate(document) if issue.severity == "error"]
        found = {f"{issue.code} {issue.path.rpartition('/')[2]}" for issue in wrong}
        assert found == REFUSED[max(names, key=len)], path.stem
        if all(issue.code == "unknown-key" for issue in wrong):
            back = json.loads(pdm.dumps(pdm.load(document, unknown="keep")))
            assert exact(back) == exact({**document, "interface": back["interface"]})
    assert judged == set(REFUSED)
