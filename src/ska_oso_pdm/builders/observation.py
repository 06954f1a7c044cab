"""What proposals and science programmes share: sets, targets, products and results that agree."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any, NamedTuple, TypeVar

from ska_oso_pdm.builders.data_product_builder import DataProductSDPBuilder
from ska_oso_pdm.builders.fields import build
from ska_oso_pdm.builders.ids import Ids
from ska_oso_pdm.builders.observation_set_builder import (
    LowObservationSetBuilder,
    MidObservationSetBuilder,
)
from ska_oso_pdm.builders.result_builder import ResultBuilder
from ska_oso_pdm.builders.target_builder import LowTargetBuilder, MidTargetBuilder
from ska_oso_pdm.generated.v1_0.calibration_strategy import CalibrationStrategy
from ska_oso_pdm.generated.v1_0.data_product import DataProductSDP
from ska_oso_pdm.generated.v1_0.observation_set import ObservationSets
from ska_oso_pdm.generated.v1_0.prj import ScienceProgramme
from ska_oso_pdm.generated.v1_0.prsl import ObservationInfo
from ska_oso_pdm.generated.v1_0.result import Result
from ska_oso_pdm.generated.v1_0.target import Target

Observed = TypeVar("Observed", ObservationInfo, ScienceProgramme)


class Telescope(NamedTuple):
    """What makes the parts of an observation with one telescope."""

    observation_set: Callable[..., ObservationSets]
    target: Callable[..., Target]


LOW = Telescope(LowObservationSetBuilder, LowTargetBuilder)
MID = Telescope(MidObservationSetBuilder, MidTargetBuilder)


def observation(cls: type[Observed], telescope: Telescope, given: Any, ids: Ids) -> Observed:
    """Make an observation of parts that were given, and of what goes with them.

    Args:
        cls: the class, of which only the calibration has a name of its own.
        telescope: what makes sets and targets.
        given: values by field.
        ids: where the numbers of identifiers come from; see `builders.ids`.

    Returns:
        The object: what was given, and of the rest one observation set, one target, a continuum
        image for each set, and a result for each image and target.

    Raises:
        TypeError: for a name that is no field.
        pydantic.ValidationError: when a value does not fit its field.
    """
    parts = {
        "observation_sets": lambda: [telescope.observation_set(ids=ids)],
        "targets": lambda: [telescope.target(ids=ids)],
    }
    made = build(cls, given, parts)
    if "data_product_sdps" not in given:
        made.data_product_sdps = _images(made.observation_sets, ids)
    if "result_details" not in given:
        made.result_details = _results(made.data_product_sdps, made.targets)
    return made


def calibration(sets: list[ObservationSets]) -> list[CalibrationStrategy]:
    """Leave the calibration of each observation set to the observatory."""
    return [
        CalibrationStrategy(observatory_defined=True, observation_set_ref=entry.observation_set_id)
        for entry in sets
    ]


def _images(sets: list[ObservationSets], ids: Ids) -> list[DataProductSDP]:
    return [
        DataProductSDPBuilder(observation_set_ref=entry.observation_set_id, ids=ids)
        for entry in sets
    ]


def _results(products: list[DataProductSDP], targets: list[Target]) -> list[Result]:
    return [
        ResultBuilder(
            observation_set_ref=image.observation_set_ref,
            data_product_ref=image.data_product_id,
            target_ref=target.target_id,
        )
        for image, target in product(products, targets)
    ]
