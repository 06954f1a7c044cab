"""A proposal tool: from a draft to a project and the blocks that observe it.

    POST /proposals?user=...                 a new draft; the user may change and submit it
    GET  /proposals/{id}?user=...            the latest edition, for whoever may see it
    PUT  /proposals/{id}?user=...            a change of a draft
    POST /proposals/{id}/submit?user=...     the end of changes
    POST /proposals/{id}/project             the project of an accepted proposal
    POST /projects/{id}/blocks               its scheduling blocks

and what `panels` adds about reviews. All documents live in the archive. The bodies are objects,
checked by the web framework after `refusals` has read them strictly.

Run it with `uvicorn --factory tests.services.apps.proposals:create_app`.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from fastapi import FastAPI, HTTPException, Response

import ska_oso_pdm as pdm
from ska_oso_pdm.proposal import ProposalPermissions, ProposalRole, ProposalStatus
from tests.services.apps import panels
from tests.services.apps.archive_client import Archive, ArchiveClient, faithful
from tests.services.apps.definitions import definition_of
from tests.services.apps.projects import project_of
from tests.services.apps.refusals import Name, User, guard


def create_app() -> FastAPI:
    """Make the application, with the archive that the environment names."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        app.state.archive = ArchiveClient()
        yield
        app.state.archive.close()

    app = FastAPI(title="Proposals", lifespan=lifespan, separate_input_output_schemas=False)
    guard(app)
    app.post("/proposals", status_code=201)(create)
    app.get("/proposals/{prsl_id}")(get)
    app.put("/proposals/{prsl_id}")(change)
    app.post("/proposals/{prsl_id}/submit")(submit)
    app.post("/proposals/{prsl_id}/project", status_code=201)(make_project)
    app.post("/projects/{prj_id}/blocks", status_code=201)(make_blocks)
    app.include_router(panels.router)
    return app


def create(proposal: pdm.Proposal, user: User, archive: Archive) -> Response:
    """Store a draft, with what its investigators may do: the user all, the others see it."""
    stored = archive.add("prsls", proposal)
    may_all = list(ProposalPermissions)
    grant(stored, user, ProposalRole.PrincipalInvestigator, may_all, archive)
    people = {person.user_id for person in stored.proposal_info.investigators or ()}
    for other in sorted(filter(None, people - {user})):
        grant(stored, other, ProposalRole.CoInvestigator, [ProposalPermissions.View], archive)
    return faithful(stored, 201)


def grant(
    proposal: pdm.Proposal,
    user: str,
    role: ProposalRole,
    permissions: list[ProposalPermissions],
    archive: ArchiveClient,
) -> None:
    """Store what a user may do."""
    assert proposal.prsl_id is not None
    access = pdm.ProposalAccess(
        access_id=access_id(proposal.prsl_id, user),
        prsl_id=proposal.prsl_id,
        user_id=user,
        role=role,
        permissions=permissions,
    )
    archive.add("prslaccs", access)


def access_id(prsl_id: str, user: str) -> str:
    return f"prslacc-{prsl_id}-{user}"


def require(
    permission: ProposalPermissions, prsl_id: str, user: str, archive: ArchiveClient
) -> None:
    """Raise HTTPException if a user may not do something with a proposal."""
    try:
        permissions = archive.get("prslaccs", access_id(prsl_id, user)).permissions
    except HTTPException as error:
        if error.status_code != 404:
            raise
        permissions = []
    if permission not in permissions:
        raise HTTPException(403, f"{user!r} may not {permission} the proposal {prsl_id!r}")


def get(prsl_id: Name, user: User, archive: Archive) -> Response:
    require(ProposalPermissions.View, prsl_id, user, archive)
    return faithful(archive.get("prsls", prsl_id))


def change(prsl_id: Name, proposal: pdm.Proposal, user: User, archive: Archive) -> Response:
    """Store a change of the latest edition, while that is a draft, and leave it a draft."""
    require(ProposalPermissions.Update, prsl_id, user, archive)
    must_be(archive.get("prsls", prsl_id), ProposalStatus.DRAFT)
    must_be(proposal, ProposalStatus.DRAFT)
    proposal.metadata.last_modified_by = user
    return faithful(archive.replace("prsls", prsl_id, proposal))


def submit(prsl_id: Name, user: User, archive: Archive) -> Response:
    """Submit a draft."""
    require(ProposalPermissions.Submit, prsl_id, user, archive)

    def submitted(proposal: pdm.Proposal) -> None:
        must_be(proposal, ProposalStatus.DRAFT)
        proposal.status = ProposalStatus.SUBMITTED
        proposal.submitted_on = datetime.now(UTC)
        proposal.submitted_by = user

    return faithful(archive.change("prsls", prsl_id, submitted))


def must_be(proposal: pdm.Proposal, status: ProposalStatus) -> None:
    if proposal.status is not status:
        message = f"the proposal {proposal.prsl_id!r} is {proposal.status}; it must be {status}"
        raise HTTPException(409, message)


def make_project(prsl_id: Name, archive: Archive) -> Response:
    """Store the project of an accepted proposal."""
    proposal = archive.get("prsls", prsl_id)
    must_be(proposal, ProposalStatus.ACCEPTED)
    return faithful(archive.add("prjs", project_of(proposal)), 201)


def make_blocks(prj_id: Name, archive: Archive) -> list[str]:
    """Store a block for each science programme of a project; answer the ids."""
    project = archive.get("prjs", prj_id)
    try:
        blocks = [
            definition_of(programme, part.obs_block_id)
            for part in project.obs_blocks
            for programme in part.science_programmes
        ]
    except ValueError as error:
        raise HTTPException(422, f"no block for {prj_id!r}: {error}") from None
    return [archive.add("sbds", block).sbd_id for block in blocks]
