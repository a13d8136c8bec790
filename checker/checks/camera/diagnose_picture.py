"""The verdict on a camera that shows a picture: good for meetings, usable, or the trouble that hides somebody."""

from collections.abc import Iterator

from checker.checks.camera import thresholds
from checker.checks.camera.formats import belongs, size_of
from checker.checks.camera.likeness import Likeness
from checker.checks.camera.looks import Look, look
from checker.checks.camera.need import CameraNeed
from checker.checks.camera.severity import beside, not_known, trouble
from checker.model.failure import FailureKind
from checker.model.finding import Finding
from checker.model.observation import Observation, Observations
from checker.model.text import Text

_HIDDEN = {
    Look.BLACK: ("camera.black", ("brightest",)),
    Look.COVERED: ("camera.covered", ("brightness", "contrast")),
    Look.ONE_COLOUR: ("camera.one-colour", ("colour-cast", "contrast")),
    Look.STILL: ("camera.still-picture", ("repeated", "flatness")),
    Look.FROZEN: ("camera.frozen", ("repeated",)),
}
_DISTURBED = {
    Look.STRIPED: ("camera.striped", ("stripes",)),
    Look.BACKLIT: ("camera.backlit", ("bright-share", "centre-brightness", "centre-highlight")),
    Look.DARK: ("camera.dark", ("brightness", "contrast")),
    Look.BLURRED: ("camera.blurred", ("sharpness", "structure")),
}
"""The code, and the numbers that it rests on."""


def picture(observations: Observations, need: CameraNeed, name: str) -> Iterator[Finding]:
    """What the picture of this camera is like; a note on its USB connection where that is what slows it down."""
    rate = observations["picture.rate", name]
    if rate.failure is not None and rate.failure.kind is not FailureKind.NOT_MEASURED:
        yield trouble(need)("camera.no-picture", evidence=rate, subject=name, camera=name)
        return
    like = _likeness(observations, name)
    if like is None:
        yield not_known(need)("camera.not-measured", evidence=observations["picture.brightness", name], subject=name)
        return
    seen_as = look(like)
    for bad, table in ((trouble, _HIDDEN), (beside, _DISTURBED)):
        if seen_as in table:
            code, names = table[seen_as]
            because = tuple(observations[f"picture.{one}", name] for one in names)
            yield bad(need)(code, evidence=because, subject=name, camera=name)
            return
    if rate.failure is None:
        yield from _fluent(observations, need, name)
    else:
        yield not_known(need)("camera.not-measured", evidence=rate, subject=name)


def _likeness(observations: Observations, name: str) -> Likeness | None:
    def number(fact: str) -> float | None:
        return observations.number(f"picture.{fact}", name)

    brightness, brightest = number("brightness"), number("brightest")
    contrast, cast = number("contrast"), number("colour-cast")
    if brightness is None or brightest is None or contrast is None or cast is None:
        return None
    return Likeness(
        brightness=brightness,
        brightest=brightest,
        contrast=contrast,
        colour_cast=cast,
        repeated=number("repeated"),
        bright_share=number("bright-share"),
        centre=number("centre-brightness"),
        highlight=number("centre-highlight"),
        sharpness=number("sharpness"),
        structure=number("structure"),
        stripes=None if _virtual(observations, name) else number("stripes"),
        flatness=number("flatness"),
    )


def _virtual(observations: Observations, name: str) -> bool:
    """A program may paint a wall of one colour behind somebody: no cable has lost that."""
    virtual = observations["device.virtual"].value
    return isinstance(virtual, list) and name in virtual


def _fluent(observations: Observations, need: CameraNeed, name: str) -> Iterator[Finding]:
    first, best = observations["picture.rate", name], _best_rate(observations, name)
    pictures, about = _number(best), best.uncertainty or 0.0
    if pictures + about < need.rate:
        yield beside(need)("camera.slow", evidence=best, subject=name, camera=name, rate=max(1, round(pictures)))
    elif pictures + about < thresholds.GOOD_RATE or _small(observations, name):
        because, why = (best, observations["picture.size", name]), _why_usable(observations, name, best)
        yield Finding.note("camera.usable", because, name, camera=name, why_de=why.de, why_en=why.en)
    else:
        because = (best, observations["picture.brightness", name])
        yield Finding.ok("camera.ready", evidence=because, subject=name, camera=name, rate=round(pictures))
    yield from _usb(observations, need, name, first, best)


def _usb(
    observations: Observations, need: CameraNeed, name: str, first: Observation, best: Observation
) -> Iterator[Finding]:
    slow = _number(first) + (first.uncertainty or 0.0) < max(need.rate, thresholds.GOOD_RATE)
    better = _number(best) >= thresholds.BETTER_FORMAT * _number(first)
    hubs = observations.number("usb.hubs", name) or 0
    if slow and (better or hubs > 0):
        because = (first, best) if better else (first, observations["usb.hubs", name])
        yield Finding.note("camera.usb-bandwidth", evidence=because, subject=name, camera=name)


def _best_rate(observations: Observations, name: str) -> Observation:
    """Meeting programs take the faster format, so the better one counts."""
    others = [observations["format.rate", one] for one in observations.subjects("format.rate") if belongs(one, name)]
    return max((observations["picture.rate", name], *others), key=_number)


def _number(seen: Observation) -> float:
    return float(seen.value) if isinstance(seen.value, (int, float)) else 0.0


def _small(observations: Observations, name: str) -> bool:
    offered = observations["formats.offered", name].value
    sizes = [size_of(str(one)) for one in offered] if isinstance(offered, list) else []
    heights = [size[1] for size in (size_of(str(observations["picture.size", name].value)), *sizes) if size]
    return bool(heights) and max(heights) < thresholds.GOOD_HEIGHT


def _why_usable(observations: Observations, name: str, best: Observation) -> Text:
    if _small(observations, name):
        return Text(de="ihr Bild ist klein", en="its picture is small")
    count = round(_number(best))
    return Text(de=f"sie schafft nur {count} Bilder in der Sekunde", en=f"it manages only {count} pictures per second")
