"""Builders of the documents besides blocks: valid, repeatable, and independent of each other."""

from __future__ import annotations

import itertools
import json
import random
from collections.abc import Callable, Iterator
from typing import Any

import pydantic
import pytest

import ska_oso_pdm
from ska_oso_pdm import builders
from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.ext.objects.base import PdmObject
from ska_oso_pdm.generated.v1_0.eb import ErrorWrapper
from ska_oso_pdm.generated.v1_0.review import TechnicalReview

Builder = Callable[..., Any]

DOCUMENTS: list[Builder] = [
    builders.ExecutionBlockBuilder,
    builders.ExecutionBlockStatusHistoryBuilder,
    builders.LowProjectBuilder,
    builders.LowProposalBuilder,
    builders.MidProjectBuilder,
    builders.MidProposalBuilder,
    builders.PanelBuilder,
    builders.PanelDecisionBuilder,
    builders.ProjectStatusHistoryBuilder,
    builders.ProposalAccessBuilder,
    builders.SBDStatusHistoryBuilder,
    builders.SBIStatusHistoryBuilder,
    builders.SBInstanceBuilder,
    builders.SciencePanelReviewBuilder,
    builders.TechnicalPanelReviewBuilder,
]
NUMBERED: list[Builder] = [
    builders.DataProductSDPBuilder,
    builders.InvestigatorBuilder,
    builders.LowObservationInfoBuilder,
    builders.LowObservationSetBuilder,
    builders.LowObservingBlockBuilder,
    builders.LowScienceProgrammeBuilder,
    builders.MidObservationInfoBuilder,
    builders.MidObservationSetBuilder,
    builders.MidObservingBlockBuilder,
    builders.MidScienceProgrammeBuilder,
    builders.ResultBuilder,
]
TIMED: list[Builder] = [builders.ActivityCallBuilder, builders.RequestResponseBuilder]
ALL = DOCUMENTS + NUMBERED + TIMED
OBSERVATIONS = [builder for builder in NUMBERED if "Info" in builder.__name__]
OBSERVATIONS += [builder for builder in NUMBERED if "Programme" in builder.__name__]
TIMES = ("metadata", "executed_at", "request_sent_at", "response_received_at", "assigned_on")

every_builder = pytest.mark.parametrize("builder", ALL, ids=lambda builder: builder.__name__)
every_document = pytest.mark.parametrize("builder", DOCUMENTS, ids=lambda b: b.__name__)


def written(made: PdmObject) -> Any:
    return json.loads(ska_oso_pdm.dumps(made))


def timeless(value: Any) -> Any:
    """Give a JSON value without the times, which differ from call to call."""
    if isinstance(value, list):
        return [timeless(item) for item in value]
    if isinstance(value, dict):
        return {key: timeless(part) for key, part in value.items() if key not in TIMES}
    return value


def containers(value: Any) -> Iterator[Any]:
    """Yield every object, list and dict that belongs to an object of the model."""
    parts: Any = ()
    if isinstance(value, PdmObject):
        parts = vars(value).values()
    elif isinstance(value, dict):
        parts = value.values()
    elif isinstance(value, list):
        parts = value
    else:
        return
    yield value
    for part in parts:
        yield from containers(part)


def test_every_entity_has_a_builder() -> None:
    made = {type(builder()) for builder in DOCUMENTS}
    made.add(type(builders.low_imaging_sb()))
    newest = [name for name in registry.documents() if name.version == "1.0"]
    assert made == {registry.class_for(name) for name in newest}


def test_every_builder_is_tested() -> None:
    blocks = {"DishAllocation", "MCCSAllocation", "LowTarget", "MidTarget"}
    blocks |= {"LowSBDefinition", "MidSBDefinition"}
    names = {name for name in builders.__all__ if name.endswith("Builder")}
    assert {builder.__name__ for builder in ALL} == names - {f"{name}Builder" for name in blocks}


@every_document
class TestDocument:
    def test_has_no_finding_in_either_form(self, builder: Builder) -> None:
        made = builder()
        for text in (ska_oso_pdm.dumps(made), made.model_dump_json()):
            report = ska_oso_pdm.validate(text)
            assert report.valid
            assert list(report) == []

    def test_is_the_same_after_being_written_and_read(self, builder: Builder) -> None:
        made = builder()
        text = ska_oso_pdm.dumps(made)
        again = ska_oso_pdm.loads(text)
        assert ska_oso_pdm.dumps(again) == text
        assert again.model_dump_json() == made.model_dump_json()
        assert type(again) is type(made)
        assert again == made

    def test_has_new_metadata(self, builder: Builder) -> None:
        metadata = builder().metadata
        assert metadata.version == 1
        assert metadata.created_on is not None

    def test_names_nobody_outside_the_example_domain(self, builder: Builder) -> None:
        text = ska_oso_pdm.dumps(builder())
        assert text.count("@") == text.count("@example.org")


@every_builder
class TestEveryBuilder:
    def test_shares_nothing(self, builder: Builder) -> None:
        first, second = builder(), builder()
        ours = {id(part) for part in containers(first)}
        assert ours.isdisjoint(id(part) for part in containers(second))

    def test_refuses_what_is_no_field(self, builder: Builder) -> None:
        with pytest.raises(TypeError) as raised:
            builder(quite_different=1)
        assert str(raised.value).endswith(" has no field 'quite_different'")

    def test_refuses_a_wrong_value(self, builder: Builder) -> None:
        field = next(reversed(type(builder()).model_fields))
        with pytest.raises(pydantic.ValidationError):
            builder(**{field: object()})


@pytest.mark.parametrize("builder", DOCUMENTS + NUMBERED, ids=lambda builder: builder.__name__)
class TestIdentifiers:
    def test_repeat_with_a_seed(self, builder: Builder) -> None:
        first = timeless(written(builder(ids=random.Random(11))))
        assert timeless(written(builder(ids=random.Random(11)))) == first
        assert timeless(written(builder(ids=random.Random(12)))) != first

    def test_count(self, builder: Builder) -> None:
        text = ska_oso_pdm.dumps(builder(ids=itertools.count(70000)))
        assert "-70000" in text

    def test_differ_from_call_to_call(self, builder: Builder) -> None:
        assert len({str(timeless(written(builder()))) for _ in range(5)}) > 1


def test_a_misspelt_field_gets_a_hint() -> None:
    with pytest.raises(TypeError) as raised:
        builders.SBInstanceBuilder(sbd_reff="sbd-1")
    assert str(raised.value) == "SBInstance has no field 'sbd_reff'; did you mean 'sbd_ref'?"


def test_what_is_given_is_stored_as_it_is() -> None:
    request = builders.RequestResponseBuilder(status=None)
    block = builders.ExecutionBlockBuilder(
        telescope="ska_low", metadata=None, eb_id="eb-1", request_responses=[request]
    )
    assert block.request_responses[0] is request
    assert (block.telescope, block.metadata, block.eb_id) == ("ska_low", None, "eb-1")
    assert "metadata" not in block.model_dump()


def test_a_request_is_answered_after_it_was_sent() -> None:
    request = builders.RequestResponseBuilder()
    assert request.request_sent_at is not None
    assert request.response_received_at is not None
    assert request.request_sent_at <= request.response_received_at
    assert request.status == "OK"


def test_a_request_with_an_error_has_failed() -> None:
    request = builders.RequestResponseBuilder(error=ErrorWrapper(detail="no contact"))
    assert (request.status, request.response) == ("ERROR", None)
    assert builders.RequestResponseBuilder(error=None).status == "OK"


@pytest.mark.parametrize("builder", OBSERVATIONS, ids=lambda builder: builder.__name__)
class TestObservation:
    def test_its_parts_name_each_other(self, builder: Builder) -> None:
        made = builder()
        [entry], [target], [image] = made.observation_sets, made.targets, made.data_product_sdps
        [result] = made.result_details
        assert image.observation_set_ref == result.observation_set_ref == entry.observation_set_id
        assert result.data_product_ref == image.data_product_id
        assert result.target_ref == target.target_id

    def test_goes_with_what_is_given(self, builder: Builder) -> None:
        sets = [builders.MidObservationSetBuilder(), builders.LowObservationSetBuilder()]
        targets = builders.generate_targets(builders.MidTargetBuilder, 3)
        made = builder(observation_sets=sets, targets=targets)
        assert [image.observation_set_ref for image in made.data_product_sdps] == [
            entry.observation_set_id for entry in sets
        ]
        found = {(result.data_product_ref, result.target_ref) for result in made.result_details}
        images = [image.data_product_id for image in made.data_product_sdps]
        assert found == set(itertools.product(images, [target.target_id for target in targets]))

    def test_takes_parts_as_dicts(self, builder: Builder) -> None:
        made = builder(observation_sets=[written(builders.LowObservationSetBuilder())])
        [entry], [image] = made.observation_sets, made.data_product_sdps
        assert image.observation_set_ref == entry.observation_set_id

    def test_has_nothing_of_nothing(self, builder: Builder) -> None:
        made = builder(observation_sets=[])
        assert made.data_product_sdps == made.result_details == []
        assert len(made.targets) == 1

    def test_leaves_out_what_is_given_empty(self, builder: Builder) -> None:
        made = builder(data_product_sdps=[])
        assert made.data_product_sdps == made.result_details == []
        assert len(made.observation_sets) == 1


def test_calibration_goes_with_the_sets() -> None:
    sets = [builders.MidObservationSetBuilder() for _ in range(2)]
    names = [entry.observation_set_id for entry in sets]
    info = builders.MidObservationInfoBuilder(observation_sets=sets)
    programme = builders.MidScienceProgrammeBuilder(observation_sets=sets)
    assert [entry.observation_set_ref for entry in info.calibration_strategy] == names
    assert [entry.observation_set_ref for entry in programme.calibration_strategies] == names
    none = builders.LowScienceProgrammeBuilder(calibration_strategies=[])
    assert none.calibration_strategies == []


@pytest.mark.parametrize("name", ["Project", "Proposal"])
@pytest.mark.parametrize("telescope", ["low", "mid"])
def test_telescope_is_that_of_the_name(name: str, telescope: str) -> None:
    builder = getattr(builders, f"{telescope.title()}{name}Builder")
    text = json.dumps(written(builder()))
    assert f'"array": "ska_{telescope}"' in text
    assert "observing_band" in text


def test_new_proposals_are_drafts_of_one_investigator() -> None:
    proposal = builders.LowProposalBuilder()
    assert proposal.status == "draft"
    assert proposal.proposal_info.investigators is not None
    [person] = proposal.proposal_info.investigators
    assert (person.given_name, person.family_name) == ("Default", "User")
    assert person.principal_investigator is True


def test_reviews_are_of_their_kind() -> None:
    assert builders.SciencePanelReviewBuilder().review_type.kind == "Science Review"
    assert builders.TechnicalPanelReviewBuilder().review_type.kind == "Technical Review"
    review = builders.SciencePanelReviewBuilder(review_type=TechnicalReview(is_feasible="No"))
    assert review.review_type.is_feasible == "No"


def test_histories_begin_with_the_first_status() -> None:
    names = ["SBD", "SBI", "Project", "ExecutionBlock"]
    made = [getattr(builders, f"{name}StatusHistoryBuilder")() for name in names]
    assert [str(entry.current_status) for entry in made] == ["Draft", "Created", "Draft", "Created"]
    assert all(entry.previous_status is None for entry in made)
