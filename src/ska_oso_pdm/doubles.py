"""Doubles: the numbers that other languages can hold too."""

BEYOND_DOUBLE = 2**1024 - 2**970
"""The least integer that rounds to no double."""
