"""Units of quantities: the spellings that a document may have, and names for some of them."""

from __future__ import annotations

from enum import StrEnum

from ska_oso_pdm.units import DEGREES, HERTZ, MILLISECONDS

# The first spelling of each type is the one that other units are converted to. The schema
# `quantity` of each version, and projects and proposals before 1.0, list the same; a test holds
# them together.
ANGLE = tuple(DEGREES)
ANGULAR_SPEED = (
    *("deg / s", "deg/s", "arcmin / s", "arcmin/s", "arcsec / s", "arcsec/s", "rad / s", "rad/s"),
)
DURATION = tuple(MILLISECONDS)
FLUX_DENSITY = (
    *("Jy / beam", "Jy/beam", "mJy / beam", "mJy/beam", "uJy / beam", "uJy/beam"),
    *("μJy / beam", "μJy/beam", "µJy / beam", "µJy/beam", "nJy / beam", "nJy/beam"),
    *("Jy", "mJy", "uJy", "μJy", "µJy", "nJy", "K", "mK", "uK", "μK", "µK", "nK", ""),
)
FREQUENCY = tuple(HERTZ)
AVERAGING_TIME = (*DURATION, "second", "")
AVERAGING_FREQUENCY = (*FREQUENCY, "")
IMAGE_SIZE = ("deg", "arcmin", "arcsec", "rad", "mas", "pix")
SPEED = ("km / s", "km/s", "m / s", "m/s")


class RadialVelocityUnits(StrEnum):
    """Units in which radial velocities are written."""

    M_PER_SEC = "m / s"
    KM_PER_SEC = "km / s"


class SPFRxNoiseDiodeDurationUnits(StrEnum):
    """Units in which the times of a noise diode are written."""

    SECONDS = "s"
    MILLISECONDS = "ms"
    MICROSECONDS = "us"
