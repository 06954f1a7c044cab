"""What an accepted proposal becomes: a project with an observing block for each group of sets."""

from __future__ import annotations

from ska_oso_pdm.project import Author, ObservingBlock, Project, Purpose, ScienceProgramme
from ska_oso_pdm.proposal import ObservationInfo, ObservationSets, Proposal


def project_of(proposal: Proposal) -> Project:
    """Make the project of a proposal; its parts are those of the proposal, not copies."""
    info = proposal.observation_info
    blocks = [
        ObservingBlock(
            obs_block_id=f"obs-block-{number:05d}",
            name=group,
            science_programmes=[programme_of(info, observed) for observed in sets],
        )
        for number, (group, sets) in enumerate(groups_of(info).items(), 1)
    ]
    return Project(
        name=proposal.proposal_info.title,
        prsl_ref=proposal.prsl_id,
        author=author_of(proposal),
        obs_blocks=blocks,
        purpose=Purpose.SCIENCE,
    )


def groups_of(info: ObservationInfo) -> dict[str, list[ObservationSets]]:
    """Give the observation sets by group, in document order; one without a group is its own."""
    groups: dict[str, list[ObservationSets]] = {}
    for observed in info.observation_sets:
        groups.setdefault(observed.group_id or observed.observation_set_id, []).append(observed)
    return groups


def programme_of(info: ObservationInfo, observed: ObservationSets) -> ScienceProgramme:
    """Gather what belongs to an observation set: the parts name it, and results name targets."""
    name = observed.observation_set_id
    results = [part for part in info.result_details or () if part.observation_set_ref == name]
    named = {result.target_ref for result in results}
    return ScienceProgramme(
        observation_sets=[observed],
        targets=[target for target in info.targets if target.target_id in named],
        data_product_sdps=[
            part for part in info.data_product_sdps if part.observation_set_ref == name
        ],
        data_product_src_nets=info.data_product_src_nets,
        result_details=results,
        calibration_strategies=[
            part for part in info.calibration_strategy if part.observation_set_ref == name
        ],
    )


def author_of(proposal: Proposal) -> Author:
    """Give the accounts of the investigators, as far as they are known."""
    people = [person for person in proposal.proposal_info.investigators or () if person.user_id]
    return Author(
        pis=[person.user_id for person in people if person.principal_investigator],
        cois=[person.user_id for person in people if not person.principal_investigator],
    )
