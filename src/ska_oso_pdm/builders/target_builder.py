"""Targets for example blocks and tests."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ska_oso_pdm.builders.fields import UNSET, Unset, build, documented_like
from ska_oso_pdm.builders.ids import Ids, new_id
from ska_oso_pdm.builders.utils import target_id
from ska_oso_pdm.generated.v1_0.target import Coordinates, ICRSCoordinates, Target


def LowTargetBuilder(  # noqa: N802
    *,
    name: str | Unset = UNSET,
    reference_coordinate: Coordinates | Unset = UNSET,
    ids: Ids = None,
    **fields: Any,
) -> Target:
    """Make a target for SKA LOW.

    Without a coordinate it is the radio galaxy Fornax A (NGC 1316), which culminates almost 80
    degrees high at SKA LOW, and which the model itself does not know of: it has no default
    position. Its name goes with its place; a target elsewhere has none unless one is given.

    Args:
        name: name for people.
        reference_coordinate: coordinate of any kind; it is stored as it is.
        ids: where the number of the `target_id` comes from; see `builders.ids`.
        **fields: any other field of `Target`.

    Raises:
        TypeError: for a name that is no field.
        pydantic.ValidationError: when a value does not fit its field.
    """
    given = {"name": name, "reference_coordinate": reference_coordinate, **fields}
    return _target(given, ids, "Fornax A", "03:22:41.7", "-37:12:30")


@documented_like(LowTargetBuilder)
def MidTargetBuilder(  # noqa: N802
    *,
    name: str | Unset = UNSET,
    reference_coordinate: Coordinates | Unset = UNSET,
    ids: Ids = None,
    **fields: Any,
) -> Target:
    """Make a target for SKA MID.

    Without a coordinate it is the radio galaxy Hydra A (3C 218), which culminates some 71 degrees
    high at SKA MID. All else is as with `LowTargetBuilder`.
    """
    given = {"name": name, "reference_coordinate": reference_coordinate, **fields}
    return _target(given, ids, "Hydra A", "09:18:05.7", "-12:05:44")


def _target(given: dict[str, Any], ids: Ids, source: str, ra: str, dec: str) -> Target:
    defaults: dict[str, Callable[[], Any]] = {"target_id": lambda: target_id(ids=ids)}
    if given["reference_coordinate"] is UNSET:
        defaults["name"] = lambda: source
        defaults["reference_coordinate"] = lambda: ICRSCoordinates(ra_str=ra, dec_str=dec)
    return build(Target, given, defaults)


def generate_targets(
    builder: Callable[[], Target], num_targets: int, *, ids: Ids = None
) -> list[Target]:
    """Make several targets with one builder, each with an id of its own.

    Args:
        builder: what makes one new target at each call, without arguments, such as
            `LowTargetBuilder` or a `functools.partial` of it.
        num_targets: how many; none for zero and less.
        ids: where the numbers of the ids come from; see `builders.ids`. If it is given, it
            replaces the ids of the builder; else only those that occur twice are replaced.

    Raises:
        ValueError: when there are not enough different numbers.
    """
    targets: list[Target] = []
    taken: set[str] = set()
    for _ in range(num_targets):
        target = builder()
        if ids is not None or target.target_id in taken:
            target.target_id = new_id("target", ids, taken)
        taken.add(target.target_id)
        targets.append(target)
    return targets
