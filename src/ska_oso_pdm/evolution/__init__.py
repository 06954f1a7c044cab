"""What a change of schemas does to documents, readers and writers, before it is released.

from ska_oso_pdm.evolution import compare

impact = compare("sbd/0.7", "sbd/1.0")
impact.comparison.bump               # "major"
impact.comparison.effects[0].change  # code, sentence, and JSON pointers in both
impact.comparison.effects[0].backward.witness  # a smallest document that breaks
"""

from __future__ import annotations

from collections.abc import Iterable

from ska_oso_pdm.catalogue.registry import version_key
from ska_oso_pdm.evolution.impact import Impact
from ska_oso_pdm.evolution.released import is_frozen, versions
from ska_oso_pdm.evolution.schema_set import SchemaSet, SchemaSetError, common_entities
from ska_oso_pdm.evolution.sources import schema_set
from ska_oso_pdm.phrases import there_are

__all__ = ["Impact", "SchemaSet", "SchemaSetError", "compare", "judge", "schema_set"]


def compare(old: str, new: str, *, also: Iterable[str] | None = None) -> Impact:
    """Compare two sets of schemas, and judge each thing that they say otherwise.

    Args:
        old: a version (`1.0`), an entity of one (`sbd/1.0`), a URL, a folder, a file in its folder,
            or a folder in a revision of git (`main:schemas/1.0`).
        new: another one.
        also: versions that are still written, each judged against `new` as a whole; without, the
            frozen ones of the same major number.

    Raises:
        SchemaSetError: when there are no such schemas, or they have no entity in common.
    """
    sets = schema_set(old), schema_set(new)
    common_entities(*sets)
    others = tuple(map(schema_set, _still_written(*sets) if also is None else also))
    for one in others if also is not None else ():
        common_entities(*sets, one)
    return Impact(*sets, still_written=others)


def judge(version: str | None = None) -> Impact:
    """Judge a version against the one before it.

    Args:
        version: which one; by default the newest that is not frozen, or else the newest.

    Raises:
        SchemaSetError: when there is no such version, or none before it.
    """
    known = versions()
    if version is None:
        version = next((one for one in reversed(known) if not is_frozen(one)), known[-1])
    if version not in known[1:]:
        raise SchemaSetError(
            f"there is no version {version} with one before it; {there_are(known[1:])}"
        )
    return compare(known[known.index(version) - 1], version)


def _still_written(old: SchemaSet, new: SchemaSet) -> list[str]:
    """Name the versions of the same major number that are between neither."""
    if not (old.version and new.version):
        return []
    major, *_ = end = version_key(new.version)
    keys = {version_key(one): one for one in versions() if one != old.version}
    return [one for key, one in keys.items() if key[0] == major != 0 and key < end]
