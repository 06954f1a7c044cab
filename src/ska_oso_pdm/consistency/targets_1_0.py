"""Rules about targets of layout 1.0: pointing patterns, receivers, satellites."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ska_oso_pdm.consistency.rule import Found, rule, select
from ska_oso_pdm.limits import extent
from ska_oso_pdm.phrases import listed, show
from ska_oso_pdm.pointers import Place
from ska_oso_pdm.units import MILLISECONDS

_PATTERN = "/targets/*/pointing_pattern"
_SPFRX = "/targets/*/spfrx"
_ATTENUATORS = ("attenuation_1_x", "attenuation_1_y", "attenuation_2_x", "attenuation_2_y")
_BEAMS = ("pst_beams", "pss_beams", "vlbi_beams")
_LINES = tuple(
    f"{coordinate}/{line}"
    for coordinate in (
        "/targets/*/reference_coordinate",
        *(f"/targets/*/tied_array_beams/{use}/*/beam_coordinate" for use in _BEAMS),
    )
    for line in ("line1", "line2")
)
_USUAL_PATTERN = "SinglePointParameters"


@rule(
    "active-pattern-missing",
    "error",
    "The active pointing pattern of a target is among its parameters.",
    reads=(f"{_PATTERN}/active", f"{_PATTERN}/parameters/*/kind"),
)
def active_pattern_is_there(block: Any) -> Found:
    for place, pattern in select(block, _PATTERN):
        kinds = [parameters["kind"] for parameters in pattern["parameters"]]
        active = pattern.get("active", _USUAL_PATTERN)
        if active not in kinds:
            where = (*place, "active") if "active" in pattern else place
            what = show(active) if "active" in pattern else f'"active", by default {show(active)},'
            yield (
                where,
                f'{what} is not among "parameters", which has {listed(kinds)}; '
                "add it there, or name one of them",
            )


@rule(
    "pattern-repeated",
    "warning",
    "A target has one set of parameters for each kind of pointing pattern.",
    reads=(f"{_PATTERN}/parameters/*/kind",),
)
def one_pattern_of_a_kind(block: Any) -> Found:
    for place, pattern in select(block, _PATTERN):
        kinds = [parameters["kind"] for parameters in pattern["parameters"]]
        for index, kind in enumerate(kinds):
            if kind in kinds[:index]:
                yield (
                    (*place, "parameters", index, "kind"),
                    f"a second {show(kind)}, of which readers take either; keep one",
                )


@rule(
    "attenuation-out-of-range",
    "warning",
    "Attenuations are in the range of the attenuators.",
    reads=tuple(f"{_SPFRX}/{key}" for key in _ATTENUATORS),
    limits=("attenuation",),
)
def attenuation_in_range(block: Any) -> Found:
    for start, receiver in select(block, _SPFRX):
        for key in _ATTENUATORS:
            for place, value in select(receiver, f"/{key}", start):
                least, greatest = allowed = extent("attenuation")
                if value not in allowed:
                    yield (
                        place,
                        f"{show(value)} dB is outside of the {least} to {greatest} dB of the "
                        "attenuators; correct it",
                    )


@rule(
    "diode-on-beyond-period",
    "warning",
    "The noise diode is on in each period for no longer than the period.",
    reads=(f"{_SPFRX}/noise_diode/period", f"{_SPFRX}/noise_diode/duty_cycle"),
)
def diode_within_period(block: Any) -> Found:
    for place, diode in select(block, f"{_SPFRX}/noise_diode"):
        if diode["mode"] != "periodic":
            continue
        period, on = diode["period"], diode["duty_cycle"]
        if on["value"] * MILLISECONDS[on["unit"]] > period["value"] * MILLISECONDS[period["unit"]]:
            yield (
                (*place, "duty_cycle"),
                f"on for {show(on['value'])} {on['unit']} in each period of "
                f"{show(period['value'])} {period['unit']}; make it no longer than the period",
            )


@rule(
    "tle-checksum",
    "error",
    "Each line of a two-line element set ends with its checksum: the last digit of the sum of its "
    "digits, a minus counting as 1.",
    reads=_LINES,
)
def tle_checksums(block: Any) -> Found:
    for place, coordinate in _satellites(block):
        for key in ("line1", "line2"):
            line = coordinate[key]
            if _checksum(line) != int(line[-1]):
                yield (
                    (*place, key),
                    f"the checksum of the line is {_checksum(line)}, but it ends with "
                    f"{line[-1]}; copy the element set anew",
                )


def _checksum(line: str) -> int:
    return sum(1 if char == "-" else int(char) for char in line[:-1] if char in "-0123456789") % 10


@rule(
    "tle-of-two-satellites",
    "error",
    "Both lines of a two-line element set are of one satellite.",
    reads=_LINES,
)
def tle_of_one_satellite(block: Any) -> Found:
    for place, coordinate in _satellites(block):
        first, second = (coordinate[key][2:7].strip() for key in ("line1", "line2"))
        if first.lstrip("0") != second.lstrip("0"):
            yield (
                (*place, "line2"),
                f"is of satellite {second}, but the first line is of satellite {first}; "
                "copy the element set anew",
            )


def _satellites(block: Any) -> Iterator[tuple[Place, Any]]:
    """Yield the coordinates, of targets and of beams near them, that are Earth satellites."""
    for start, target in select(block, "/targets/*"):
        found = [((*start, "reference_coordinate"), target["reference_coordinate"])]
        for use in _BEAMS if target.get("tied_array_beams") else ():
            found += select(target, f"/tied_array_beams/{use}/*/beam_coordinate", start)
        yield from (at for at in found if at[1]["kind"] == "tle")


RULES = (
    active_pattern_is_there,
    one_pattern_of_a_kind,
    attenuation_in_range,
    diode_within_period,
    tle_checksums,
    tle_of_one_satellite,
)
