"""Projects, and what they are made of, for examples and tests."""

from __future__ import annotations

from typing import Any

from ska_oso_pdm.builders.fields import Defaults, build
from ska_oso_pdm.builders.ids import Ids, new_id
from ska_oso_pdm.builders.observation import LOW, MID, Telescope, calibration, observation
from ska_oso_pdm.generated.v1_0.metadata import Metadata
from ska_oso_pdm.generated.v1_0.prj import ObservingBlock, Project, Purpose, ScienceProgramme


def LowProjectBuilder(*, ids: Ids = None, **fields: Any) -> Project:  # noqa: N802
    """Make a science project for SKA LOW with one observing block.

    Args:
        ids: where the numbers of all new identifiers come from; see `builders.ids`.
        **fields: fields of `Project`, which replace the defaults.

    Raises:
        TypeError: for a name that is no field.
        pydantic.ValidationError: when a value does not fit its field.
    """
    return build(Project, fields, _project_defaults(LOW, ids))


def MidProjectBuilder(*, ids: Ids = None, **fields: Any) -> Project:  # noqa: N802
    """Make a science project for SKA MID; all else is as with `LowProjectBuilder`."""
    return build(Project, fields, _project_defaults(MID, ids))


def LowObservingBlockBuilder(*, ids: Ids = None, **fields: Any) -> ObservingBlock:  # noqa: N802
    """Make an observing block for SKA LOW with one science programme.

    Args:
        ids: where the numbers of all new identifiers come from; see `builders.ids`.
        **fields: fields of `ObservingBlock`, which replace the defaults.

    Raises:
        TypeError: for a name that is no field.
        pydantic.ValidationError: when a value does not fit its field.
    """
    return build(ObservingBlock, fields, _block_defaults(LOW, ids))


def MidObservingBlockBuilder(*, ids: Ids = None, **fields: Any) -> ObservingBlock:  # noqa: N802
    """Make an observing block for SKA MID; see `LowObservingBlockBuilder`."""
    return build(ObservingBlock, fields, _block_defaults(MID, ids))


def LowScienceProgrammeBuilder(*, ids: Ids = None, **fields: Any) -> ScienceProgramme:  # noqa: N802
    """Make a science programme for SKA LOW, with parts that name each other.

    There is one observation set, one target, a continuum image for each set, a result for each
    image and target, and a calibration strategy for each set: of those that are given, or of the
    defaults.

    Args:
        ids: where the numbers of all new identifiers come from; see `builders.ids`.
        **fields: fields of `ScienceProgramme`, which replace the defaults.

    Raises:
        TypeError: for a name that is no field.
        pydantic.ValidationError: when a value does not fit its field.
    """
    return _programme(LOW, fields, ids)


def MidScienceProgrammeBuilder(*, ids: Ids = None, **fields: Any) -> ScienceProgramme:  # noqa: N802
    """Make a science programme for SKA MID; see `LowScienceProgrammeBuilder`."""
    return _programme(MID, fields, ids)


def _project_defaults(telescope: Telescope, ids: Ids) -> Defaults:
    return {
        "prj_id": lambda: new_id("prj", ids),
        "name": lambda: "A project",
        "metadata": Metadata,
        "prsl_ref": lambda: new_id("prsl", ids),
        "obs_blocks": lambda: [build(ObservingBlock, {}, _block_defaults(telescope, ids))],
        "purpose": lambda: Purpose.SCIENCE,
    }


def _block_defaults(telescope: Telescope, ids: Ids) -> Defaults:
    return {
        "obs_block_id": lambda: new_id("obs-block", ids),
        "name": lambda: "An observing block",
        "science_programmes": lambda: [_programme(telescope, {}, ids)],
    }


def _programme(telescope: Telescope, given: dict[str, Any], ids: Ids) -> ScienceProgramme:
    made = observation(ScienceProgramme, telescope, given, ids)
    if "calibration_strategies" not in given:
        made.calibration_strategies = calibration(made.observation_sets)
    return made
