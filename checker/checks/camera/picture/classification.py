"""The condition of a picture in one word. Pure: the diagnosis and the advice in the preview use the same."""

from collections.abc import Callable
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
    WRONG_COLOURS = "wrong-colours"
    OVEREXPOSED = "overexposed"
    STRIPED = "striped"
    ROTATED = "rotated"
    BACKLIT = "backlit"
    DARK = "dark"
    BLURRED = "blurred"
    GOOD = "good"


def classify(metrics: PictureMetrics) -> PictureCondition:
    """The condition that hides most. What was not measured raises no alarm."""
    return next((condition for condition, holds in _CONDITIONS if holds(metrics)), PictureCondition.GOOD)


def _black(metrics: PictureMetrics) -> bool:
    return metrics.brightest <= thresholds.BLACK_BRIGHTEST


def _covered(metrics: PictureMetrics) -> bool:
    if metrics.brightness < thresholds.COVERED_BRIGHTNESS and metrics.contrast < thresholds.COVERED_CONTRAST:
        return True
    if (metrics.shut_share or 0) >= thresholds.SHUT_SHARE:
        return True
    is_shapeless = metrics.structure is not None and metrics.structure < thresholds.COVERED_STRUCTURE
    return metrics.brightness < thresholds.DARK_BRIGHTNESS and is_shapeless


def _one_colour(metrics: PictureMetrics) -> bool:
    return metrics.colour_cast > thresholds.ONE_COLOUR_CAST and metrics.contrast < thresholds.ONE_COLOUR_CONTRAST


def _frozen(metrics: PictureMetrics) -> bool:
    return (metrics.repeated or 0) >= thresholds.FROZEN_SHARE or (metrics.still_s or 0) >= thresholds.FROZEN_S


def _still(metrics: PictureMetrics) -> bool:
    flatness = metrics.flatness or 0
    if _frozen(metrics) and flatness >= thresholds.DRAWN_FLATNESS:
        return True
    if metrics.brightness < thresholds.MOVING_DRAWN_BRIGHTNESS:
        is_painted = (metrics.unchanged or 0) >= thresholds.DARK_DRAWN_UNCHANGED
        return (
            is_painted
            and flatness >= thresholds.DARK_DRAWN_FLATNESS
            and metrics.contrast >= thresholds.MOVING_DRAWN_CONTRAST
        )
    return flatness >= thresholds.MOVING_DRAWN_FLATNESS and metrics.contrast >= thresholds.MOVING_DRAWN_CONTRAST


def _wrong_colours(metrics: PictureMetrics) -> bool:
    if (metrics.face_colour or 0) >= thresholds.BLUE_FACE:
        return True
    is_bright = metrics.brightness >= thresholds.DARK_BRIGHTNESS / 2
    if not is_bright or metrics.greenness is None:
        return False
    return metrics.greenness < thresholds.LEAST_GREENNESS or (metrics.green_excess or 0) > thresholds.MOST_GREEN


def _overexposed(metrics: PictureMetrics) -> bool:
    has_face = _has_face(metrics)
    share = thresholds.OVEREXPOSED_FACE_SHARE if has_face else thresholds.OVEREXPOSED_SHARE
    return (metrics.bright_share or 0) >= share and (metrics.centre or 0) >= thresholds.CLIPPED_BRIGHTNESS


def _striped(metrics: PictureMetrics) -> bool:
    if (metrics.empty_share or 0) >= thresholds.EMPTY_SHARE or (metrics.cut_share or 0) >= thresholds.CUT_SHARE:
        return True
    return (metrics.tear or 0) >= thresholds.TORN_FROM or (metrics.stripes or 0) >= thresholds.STRIPED_SHARE


def _rotated(metrics: PictureMetrics) -> bool:
    return (metrics.turned or 0) >= thresholds.FACE_FROM


def _backlit(metrics: PictureMetrics) -> bool:
    if metrics.bright_share is None or metrics.centre is None or metrics.highlight is None:
        return False
    if _has_face(metrics):
        is_light = (metrics.light_share or 0) >= thresholds.BACKLIT_LIGHT_SHARE
        return (
            is_light and metrics.centre < thresholds.BACKLIT_FACE and metrics.highlight < thresholds.BACKLIT_HIGHLIGHT
        )
    if metrics.bright_share < thresholds.BACKLIT_SHARE:
        return False
    return metrics.centre < thresholds.BACKLIT_CENTRE and metrics.highlight < thresholds.BACKLIT_HIGHLIGHT


def _dark(metrics: PictureMetrics) -> bool:
    return metrics.brightness < thresholds.DARK_BRIGHTNESS and (metrics.centre or 0) < thresholds.DARK_CENTRE


def _has_face(metrics: PictureMetrics) -> bool:
    return (metrics.face or 0) >= thresholds.FACE_FROM


def _blurred(metrics: PictureMetrics) -> bool:
    is_lit = _has_face(metrics) and (metrics.centre or 0) >= thresholds.LIT_FACE
    if is_lit and metrics.face_focus is not None and metrics.face_focus < thresholds.SOFT_FACE:
        return True
    if metrics.sharpness is None or metrics.structure is None or metrics.brightness < thresholds.BLURRED_BRIGHTNESS:
        return False
    if metrics.structure < thresholds.CLOUDED_STRUCTURE:
        return False
    has_outlines = metrics.structure >= thresholds.BLURRED_STRUCTURE
    limit = thresholds.BLURRED_SHARPNESS if has_outlines else thresholds.CLOUDED_SHARPNESS
    return metrics.sharpness < limit * metrics.structure**2


_CONDITIONS: tuple[tuple[PictureCondition, Callable[[PictureMetrics], bool]], ...] = (
    (PictureCondition.BLACK, _black),
    (PictureCondition.COVERED, _covered),
    (PictureCondition.ONE_COLOUR, _one_colour),
    (PictureCondition.STILL, _still),
    (PictureCondition.FROZEN, _frozen),
    (PictureCondition.STRIPED, _striped),
    (PictureCondition.WRONG_COLOURS, _wrong_colours),
    (PictureCondition.OVEREXPOSED, _overexposed),
    (PictureCondition.ROTATED, _rotated),
    (PictureCondition.BACKLIT, _backlit),
    (PictureCondition.DARK, _dark),
    (PictureCondition.BLURRED, _blurred),
)
"""Each with what makes it so; the first that holds counts."""
