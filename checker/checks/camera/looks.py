"""One word for what a picture is like. Pure: the diagnosis and the advice in the preview use the same."""

from enum import Enum

from checker.checks.camera import thresholds
from checker.checks.camera.likeness import Likeness


class Look(Enum):
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


def look(like: Likeness) -> Look:
    """What others would say of it. What was not measured raises no alarm."""
    if like.brightest <= thresholds.BLACK_BRIGHTEST:
        return Look.BLACK
    if like.brightness < thresholds.COVERED_BRIGHTNESS and like.contrast < thresholds.COVERED_CONTRAST:
        return Look.COVERED
    if like.colour_cast > thresholds.ONE_COLOUR_CAST and like.contrast < thresholds.ONE_COLOUR_CONTRAST:
        return Look.ONE_COLOUR
    if (like.repeated or 0) >= thresholds.FROZEN_SHARE:
        return Look.STILL if (like.flatness or 0) >= thresholds.DRAWN_FLATNESS else Look.FROZEN
    if (like.stripes or 0) >= thresholds.STRIPED_SHARE:
        return Look.STRIPED
    if _backlit(like):
        return Look.BACKLIT
    if like.brightness < thresholds.DARK_BRIGHTNESS and (like.centre or 0) < thresholds.DARK_CENTRE:
        return Look.DARK
    return Look.BLURRED if _blurred(like) else Look.GOOD


def _backlit(like: Likeness) -> bool:
    if like.bright_share is None or like.centre is None or like.highlight is None:
        return False
    if like.bright_share < thresholds.BACKLIT_SHARE:
        return False
    return like.centre < thresholds.BACKLIT_CENTRE and like.highlight < thresholds.BACKLIT_HIGHLIGHT


def _blurred(like: Likeness) -> bool:
    if like.sharpness is None or like.structure is None or like.brightness < thresholds.BLURRED_BRIGHTNESS:
        return False
    if like.structure < thresholds.BLURRED_STRUCTURE:
        return False
    return like.sharpness < thresholds.BLURRED_SHARPNESS * like.structure**2
