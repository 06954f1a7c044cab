"""The scheduling block definition of today's layout as a whole: its scans in order, and look-ups."""

from __future__ import annotations


class BlockScansMixin:
    """Scans, look-ups and references of a block whose scans stand in its allocations."""
