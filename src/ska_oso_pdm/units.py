"""Sizes of units: how much one of each is, for numbers that a document writes with their unit.

The spellings are those of the schema `quantity`; a test compares the sizes with Astropy's.
"""

from __future__ import annotations

import math

MILLISECONDS = {"s": 1e3, "ms": 1, "us": 1e-3, "ns": 1e-6, "min": 6e4, "h": 3.6e6, "d": 8.64e7}
"""Length of the units of time, in milliseconds."""

DEGREES = {
    "deg": 1.0,
    "arcmin": 1 / 60,
    "arcsec": 1 / 3600,
    "rad": math.degrees(1),
    "hourangle": 15.0,
    "mas": 1 / 3.6e6,
    "uas": 1 / 3.6e9,
    "mrad": math.degrees(1e-3),
}
"""Size of the units of angle, in degrees."""

HERTZ = {"Hz": 1.0, "kHz": 1e3, "MHz": 1e6, "GHz": 1e9}
"""Size of the units of frequency, in Hz."""
