"""Documents to try programs with: valid ones of every entity and layout, for property tests.

    from hypothesis import given
    from ska_oso_pdm.testing import documents

    @given(documents("sbd"))
    def test_my_service_keeps_a_block(block: dict[str, object]) -> None: ...

Needs Hypothesis: `pip install "ska-oso-pdm[testing]"`. Nothing here uses the network or a clock.
"""

from __future__ import annotations

try:
    from ska_oso_pdm.testing.strategies import documents, texts
except ModuleNotFoundError as error:
    if (error.name or "").partition(".")[0] != "hypothesis":
        raise
    raise ModuleNotFoundError(
        'ska_oso_pdm.testing needs Hypothesis: pip install "ska-oso-pdm[testing]"',
        name=error.name,
    ) from None
from ska_oso_pdm.testing.numbered import numbered_document, numbered_text

__all__ = ["documents", "numbered_document", "numbered_text", "texts"]
