"""What a caller may assume where the facts leave something open.

Nothing is assumed unless the caller says so; `all` says so for every assumption without a value.
"""

from __future__ import annotations

ASSUMPTIONS: dict[str, str] = {
    "zoom-factor": "0.0 → 0.1: `corrBandwidth` is what 0.1 calls `zoom_factor`",
    "integration-factor": "0.0 → 0.1: `integrationTime` counts in steps of 140 ms, so "
    "`integration_factor` is their number",
    "eb-id": "0.0 → 0.1: the `id` of the SDP configuration is that of its execution block",
    "round-durations": "0.0 → 0.1 and 0.5 → 0.4: a duration may be rounded to whole milliseconds",
    "inline-scripts": "0.1 → 0.2: an embedded script is what 0.2 calls an inline one",
    "first-target": "0.1 → 0.2: a scan of a field with several targets points at the first of them",
    "beam-numbers": "0.4 → 0.5: sub-array beams that have names are numbered from 1 in their order",
    "stations-by-order": "0.4 → 0.5: with several sub-array beams, the lists of stations belong to "
    "them in their order",
    "dish-numbers": "0.5 → 0.6: receptor 0001 is dish SKA001 in blocks of other telescopes than "
    "ska_mid, or with dishes of MeerKAT, too",
    "fine-channels": "0.5 → 0.6 and back: 0.5 counts fine channels of LOW spectral windows, 144 to "
    "each of the coarse channels that 0.6 counts",
    "split-csp": "0.5 → 0.6: a CSP configuration that scans use in several bands becomes one for "
    "each band",
    "fk5": "0.7 → 1.0 and 0.2 → 0.1: positions in FK5 (J2000) are converted to ICRS, by Astropy",
    "sdp-scripts": "0.7 → 1.0: an SDP script whose name was written with `_`, or that has no "
    "version, is the one of 1.0 and takes the same parameters",
    "averaging-units": "prj and prsl 0.7 → 1.0: averaging of visibilities, which 1.0 has without a "
    "unit, counts in seconds and in MHz",
    "angle-unit": "repair and 0.7 → 1.0: an angle of a position written as a bare number is in "
    "degrees",
}
"""Assumptions without a value: name to what it says."""

CHOICES: dict[str, str] = {
    "beam": "0.6 → 0.7: the `subarray_beam_id` of the beam that scans belong to where there are "
    "several beams, or `all`",
    "frequency-slices": "0.6 → 0.7: which published numbering of frequency slices holds: "
    "`band-start`, slice n begins (n - 1) · 200 MHz above the start of the band, or `centres`, "
    "slice n has its centre at n · 198.180864 MHz",
    "robust": "prj and prsl 0.7 → 1.0: the number that stands for a `robust` whose text is none",
    "review-kind": "review 0.1 → 1.0: which kind of review it is that does not say it, `science` "
    "or `technical`",
    "variant": "prj and prsl to 1.0: the `variant` of data products that do not say it, for "
    "example `continuum image`; before 0.7 they are set aside without it",
}
"""Assumptions that take a value: name to what it decides."""

VALUES: dict[str, tuple[str, ...]] = {
    "frequency-slices": ("band-start", "centres"),
    "review-kind": ("science", "technical"),
    "variant": (
        *("continuum image", "spectral image", "continuum and spectral line image"),
        *("visibilities", "detected filterbank", "pulsar timing", "flow through"),
    ),
}
"""Assumptions whose value is one of a few."""

REQUIRED = frozenset({"review-kind"})
"""Assumptions without which the new document lacks what it must have: what they decide cannot be
let go.
"""

UNASKED = frozenset({"dish-numbers", "frequency-slices", "sdp-scripts"})
"""Assumptions that nobody is asked for: without them what they are about is set aside."""
