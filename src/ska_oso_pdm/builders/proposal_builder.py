"""Proposals, and who may do what with them, for examples and tests."""

from __future__ import annotations

from typing import Any

from ska_oso_pdm.builders.fields import Defaults, build
from ska_oso_pdm.builders.ids import Ids, new_id
from ska_oso_pdm.builders.observation import LOW, MID, Telescope, calibration, observation
from ska_oso_pdm.generated.v1_0.prsl import (
    Investigator,
    ObservationInfo,
    Proposal,
    ProposalInfo,
    ProposalType,
)
from ska_oso_pdm.generated.v1_0.prslacc import ProposalAccess, ProposalRole


def LowProposalBuilder(*, ids: Ids = None, **fields: Any) -> Proposal:  # noqa: N802
    """Make a draft of a proposal for SKA LOW: one investigator, one target, one image.

    Args:
        ids: where the numbers of all new identifiers come from; see `builders.ids`.
        **fields: fields of `Proposal`, which replace the defaults.

    Raises:
        TypeError: for a name that is no field.
        pydantic.ValidationError: when a value does not fit its field.
    """
    return build(Proposal, fields, _proposal_defaults(LOW, ids))


def MidProposalBuilder(*, ids: Ids = None, **fields: Any) -> Proposal:  # noqa: N802
    """Make a draft of a proposal for SKA MID; all else is as with `LowProposalBuilder`."""
    return build(Proposal, fields, _proposal_defaults(MID, ids))


def LowObservationInfoBuilder(*, ids: Ids = None, **fields: Any) -> ObservationInfo:  # noqa: N802
    """Make what a proposal for SKA LOW asks for, with parts that name each other.

    There is one observation set, one target, a continuum image for each set, a result for each
    image and target, and a calibration strategy for each set: of those that are given, or of the
    defaults.

    Args:
        ids: where the numbers of all new identifiers come from; see `builders.ids`.
        **fields: fields of `ObservationInfo`, which replace the defaults.

    Raises:
        TypeError: for a name that is no field.
        pydantic.ValidationError: when a value does not fit its field.
    """
    return _observation_info(LOW, fields, ids)


def MidObservationInfoBuilder(*, ids: Ids = None, **fields: Any) -> ObservationInfo:  # noqa: N802
    """Make what a proposal for SKA MID asks for; see `LowObservationInfoBuilder`."""
    return _observation_info(MID, fields, ids)


def InvestigatorBuilder(*, ids: Ids = None, **fields: Any) -> Investigator:  # noqa: N802
    """Make a principal investigator who has accepted, by the name of Default User.

    Args:
        ids: where the number of the `user_id` comes from; see `builders.ids`.
        **fields: fields of `Investigator`, which replace the defaults.

    Raises:
        TypeError: for a name that is no field.
        pydantic.ValidationError: when a value does not fit its field.
    """
    defaults = {
        "user_id": lambda: new_id("user", ids),
        "given_name": lambda: "Default",
        "family_name": lambda: "User",
        "email": lambda: "default.user@example.org",
        "status": lambda: "Accepted",
        "principal_investigator": lambda: True,
    }
    return build(Investigator, fields, defaults)


def ProposalAccessBuilder(*, ids: Ids = None, **fields: Any) -> ProposalAccess:  # noqa: N802
    """Make the access of a principal investigator who may view a proposal.

    Args:
        ids: where the numbers of `access_id`, `prsl_id` and `user_id` come from; see
            `builders.ids`.
        **fields: fields of `ProposalAccess`, which replace the defaults.

    Raises:
        TypeError: for a name that is no field.
        pydantic.ValidationError: when a value does not fit its field.
    """
    defaults = {
        "access_id": lambda: new_id("prslacc", ids),
        "prsl_id": lambda: new_id("prsl", ids),
        "user_id": lambda: new_id("user", ids),
        "role": lambda: ProposalRole.PrincipalInvestigator,
    }
    return build(ProposalAccess, fields, defaults)


def _proposal_defaults(telescope: Telescope, ids: Ids) -> Defaults:
    return {
        "prsl_id": lambda: new_id("prsl", ids),
        "cycle": lambda: "SKA_5000_2023",
        "proposal_info": lambda: _proposal_info(ids),
        "observation_info": lambda: _observation_info(telescope, {}, ids),
    }


def _proposal_info(ids: Ids) -> ProposalInfo:
    return ProposalInfo(
        title="A proposal",
        proposal_type=ProposalType(main_type="standard_proposal"),
        investigators=[InvestigatorBuilder(ids=ids)],
    )


def _observation_info(telescope: Telescope, given: dict[str, Any], ids: Ids) -> ObservationInfo:
    made = observation(ObservationInfo, telescope, given, ids)
    if "calibration_strategy" not in given:
        made.calibration_strategy = calibration(made.observation_sets)
    return made
