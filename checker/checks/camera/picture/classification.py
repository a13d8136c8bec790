"""The condition of a picture in one word. Pure: the diagnosis and the advice in the preview use the same."""

from enum import Enum

from checker.checks.camera import thresholds
from checker.checks.camera.picture.metrics import PictureMetrics


class PictureCondition(Enum):
    """The first that holds, from what hides most to what disturbs least."""

    BLACK = "black"
    COVERED = "covered"
    ONE_COLOUR = "one-colour"
    STILL = "still-picture"
    FROZEN = "frozen"
    STRIPED = "striped"
    BACKLIT = "backlit"
    DARK = "dark"
    BLURRED = "blurred"
    GOOD = "good"


def classify(metrics: PictureMetrics) -> PictureCondition:
    """The condition that hides most. What was not measured raises no alarm."""
    if metrics.brightest <= thresholds.BLACK_BRIGHTEST:
        return PictureCondition.BLACK
    if metrics.brightness < thresholds.COVERED_BRIGHTNESS and metrics.contrast < thresholds.COVERED_CONTRAST:
        return PictureCondition.COVERED
    if metrics.colour_cast > thresholds.ONE_COLOUR_CAST and metrics.contrast < thresholds.ONE_COLOUR_CONTRAST:
        return PictureCondition.ONE_COLOUR
    if (metrics.repeated or 0) >= thresholds.FROZEN_SHARE:
        return (
            PictureCondition.STILL if (metrics.flatness or 0) >= thresholds.DRAWN_FLATNESS else PictureCondition.FROZEN
        )
    if (metrics.stripes or 0) >= thresholds.STRIPED_SHARE:
        return PictureCondition.STRIPED
    if _backlit(metrics):
        return PictureCondition.BACKLIT
    if metrics.brightness < thresholds.DARK_BRIGHTNESS and (metrics.centre or 0) < thresholds.DARK_CENTRE:
        return PictureCondition.DARK
    return PictureCondition.BLURRED if _blurred(metrics) else PictureCondition.GOOD


def _backlit(metrics: PictureMetrics) -> bool:
    if metrics.bright_share is None or metrics.centre is None or metrics.highlight is None:
        return False
    if metrics.bright_share < thresholds.BACKLIT_SHARE:
        return False
    return metrics.centre < thresholds.BACKLIT_CENTRE and metrics.highlight < thresholds.BACKLIT_HIGHLIGHT


def _blurred(metrics: PictureMetrics) -> bool:
    if metrics.sharpness is None or metrics.structure is None or metrics.brightness < thresholds.BLURRED_BRIGHTNESS:
        return False
    if metrics.structure < thresholds.BLURRED_STRUCTURE:
        return False
    return metrics.sharpness < thresholds.BLURRED_SHARPNESS * metrics.structure**2
