"""Rules for what proposals ask for, and what projects make of it, of layout 1.0."""

from __future__ import annotations

from ska_oso_pdm.consistency.identifiers import (
    DANGLING,
    Link,
    Scope,
    dangling,
    linked,
    patterns,
    repeated,
)
from ska_oso_pdm.consistency.rule import Rule


def _rules(within: str, strategies: str) -> tuple[Rule, ...]:
    """Make the rules for documents whose linked parts stand in `within`."""
    links = (
        Link(
            within,
            (
                "/data_product_sdps/*/observation_set_ref",
                "/result_details/*/observation_set_ref",
                f"/{strategies}/*/observation_set_ref",
            ),
            "/observation_sets/*/observation_set_id",
        ),
        Link(within, ("/result_details/*/target_ref",), "/targets/*/target_id"),
        Link(
            within,
            ("/result_details/*/data_product_ref",),
            "/data_product_sdps/*/data_product_id",
        ),
    )
    named = (
        Scope(within, ("/targets/*",), "target_id"),
        Scope(within, ("/observation_sets/*",), "observation_set_id"),
        Scope(within, ("/data_product_sdps/*",), "data_product_id"),
    )
    return (
        Rule("reference-dangling", "warning", DANGLING, linked(links), dangling(links)),
        Rule(
            "id-repeated",
            "error",
            "Targets, observation sets and data products each have an identifier of their own.",
            patterns(named),
            repeated(named),
        ),
    )


PROPOSAL = _rules("/observation_info", "calibration_strategy")
PROJECT = _rules("/obs_blocks/*/science_programmes/*", "calibration_strategies")
