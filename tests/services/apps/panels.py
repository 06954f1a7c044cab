"""Panels that review proposals, and decide about them.

POST /panels                                a panel, with a review to write for each reviewer
PUT  /reviews/{id}?user=...                 a review, by its reviewer
POST /panels/{id}/decisions?prsl_id=...     what the panel decides, from the reviews
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from statistics import fmean

from fastapi import APIRouter, HTTPException, Response

import ska_oso_pdm as pdm
from ska_oso_pdm.proposal import ProposalStatus
from ska_oso_pdm.proposal_management import (
    Conflict,
    FeasibilityStatus,
    PanelReviewStatus,
    Recommendation,
    ReviewerStatus,
    ReviewStatus,
    ScienceReview,
    TechnicalReview,
)
from tests.services.apps.archive_client import Archive, faithful
from tests.services.apps.refusals import Name, NameAsked, User

router = APIRouter()

_LEAST_SCORE = 5.0


@router.post("/panels", status_code=201)
def create(panel: pdm.Panel, archive: Archive) -> Response:
    """Store a panel and the reviews that it has to write; its proposals are under review now."""
    stored = archive.add("panels", panel)
    for assignment in stored.proposals:
        for review in reviews_to_write(stored, assignment.prsl_id):
            archive.add("reviews", review)
        archive.change("prsls", assignment.prsl_id, set_status(ProposalStatus.UNDER_REVIEW))
    return faithful(stored, 201)


def set_status(status: ProposalStatus) -> Callable[[pdm.Proposal], None]:
    return lambda proposal: setattr(proposal, "status", status)


def reviews_to_write(panel: pdm.Panel, prsl_id: str) -> list[pdm.PanelReview]:
    """Make an empty review for each reviewer who has agreed."""
    kinds = (
        (panel.sci_reviewers, lambda: ScienceReview(conflict=Conflict())),
        (panel.tech_reviewers, TechnicalReview),
    )
    return [
        pdm.PanelReview(
            review_id=f"review-{panel.panel_id}-{prsl_id}-{person.reviewer_id}",
            panel_id=panel.panel_id,
            cycle=panel.cycle,
            reviewer_id=person.reviewer_id,
            prsl_id=prsl_id,
            review_type=empty(),
        )
        for people, empty in kinds
        for person in people
        if person.status is ReviewerStatus.ACCEPTED
    ]


@router.put("/reviews/{review_id}")
def write(review_id: Name, review: pdm.PanelReview, user: User, archive: Archive) -> Response:
    """Store a review as its reviewer has written it."""
    if archive.get("reviews", review_id).reviewer_id != user or review.reviewer_id != user:
        raise HTTPException(403, f"{user!r} may not write the review {review_id!r}")
    review.status = ReviewStatus.REVIEWED
    review.submitted_on, review.submitted_by = datetime.now(UTC), user
    return faithful(archive.replace("reviews", review_id, review))


@router.post("/panels/{panel_id}/decisions", status_code=201)
def decide(panel_id: Name, prsl_id: NameAsked, archive: Archive) -> Response:
    """Store what the reviews of a proposal come to, when all of them are written."""
    panel = archive.get("panels", panel_id)
    reviews = [
        archive.get("reviews", review.review_id) for review in reviews_to_write(panel, prsl_id)
    ]
    missing = [review.review_id for review in reviews if review.status is not ReviewStatus.REVIEWED]
    if missing:
        raise HTTPException(409, f"there is no decision yet; to be written: {', '.join(missing)}")
    decision = archive.add("decisions", decision_of(panel, prsl_id, reviews))
    good = decision.recommendation is Recommendation.ACCEPTED
    status = ProposalStatus.ACCEPTED if good else ProposalStatus.REJECTED
    archive.change("prsls", prsl_id, set_status(status))
    return faithful(decision, 201)


def decision_of(
    panel: pdm.Panel, prsl_id: str, reviews: list[pdm.PanelReview]
) -> pdm.PanelDecision:
    """Accept what is ranked well and can be done; reviewers with an interest do not count."""
    science = [review for review in reviews if isinstance(review.review_type, ScienceReview)]
    excluded = [review for review in science if review.review_type.conflict.has_conflict]
    ranks = [review.review_type.rank or 0 for review in science if review not in excluded]
    if not ranks:
        raise HTTPException(409, "no reviewer of the science is without interest; ask others")
    score = fmean(ranks)
    feasible = all(
        review.review_type.is_feasible is not FeasibilityStatus.NO
        for review in reviews
        if isinstance(review.review_type, TechnicalReview)
    )
    good = feasible and score >= _LEAST_SCORE
    return pdm.PanelDecision(
        decision_id=f"decision-{panel.panel_id}-{prsl_id}",
        panel_id=panel.panel_id,
        prsl_id=prsl_id,
        cycle=panel.cycle,
        score=score,
        rank=round(score),
        recommendation=Recommendation.ACCEPTED if good else Recommendation.REJECTED,
        status=PanelReviewStatus.DECIDED,
        excluded_from_decision=[review.review_id for review in excluded],
    )
