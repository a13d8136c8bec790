"""The verdict on a camera that shows a picture: good for meetings, usable, or the trouble that hides somebody."""

from collections.abc import Iterator

from checker.checks.camera import thresholds
from checker.checks.camera.capture.formats import is_subject_of, parse_size
from checker.checks.camera.need import CameraNeed
from checker.checks.camera.picture.classification import PictureCondition, classify
from checker.checks.camera.picture.metrics import PictureMetrics
from checker.checks.devices.severity import Severity
from checker.model.failure import FailureKind
from checker.model.finding import Finding
from checker.model.observation import Observation, Observations
from checker.model.text import Text

_HIDDEN = {
    PictureCondition.BLACK: ("camera.black", ("brightest",)),
    PictureCondition.COVERED: ("camera.covered", ("brightness", "contrast", "shut-share")),
    PictureCondition.ONE_COLOUR: ("camera.one-colour", ("colour-cast", "contrast")),
    PictureCondition.STILL: ("camera.still-picture", ("repeated", "flatness", "unchanged")),
    PictureCondition.FROZEN: ("camera.frozen", ("repeated",)),
}
_DISTURBED = {
    PictureCondition.STRIPED: ("camera.striped", ("stripes", "cuts", "tear", "empty-share")),
    PictureCondition.WRONG_COLOURS: ("camera.wrong-colours", ("greenness", "green-excess", "face-colour")),
    PictureCondition.OVEREXPOSED: ("camera.overexposed", ("bright-share", "centre-brightness")),
    PictureCondition.ROTATED: ("camera.rotated", ("turned",)),
    PictureCondition.BACKLIT: ("camera.backlit", ("bright-share", "centre-brightness", "centre-highlight")),
    PictureCondition.DARK: ("camera.dark", ("brightness", "contrast")),
    PictureCondition.BLURRED: ("camera.blurred", ("sharpness", "structure", "face-focus")),
}
"""The code, and the numbers that it rests on."""


def diagnose_picture(observations: Observations, need: CameraNeed, name: str) -> Iterator[Finding]:
    """What the picture of this camera is like; a note on its USB connection where that is what slows it down."""
    rate = observations["picture.rate", name]
    if rate.failure is not None and rate.failure.kind is not FailureKind.NOT_MEASURED:
        yield Severity(need.required).blocker("camera.no-picture", evidence=rate, subject=name, camera=name)
        return
    metrics = _metrics(observations, name)
    if metrics is None:
        yield Severity(need.required).unknown(
            "camera.not-measured", evidence=observations["picture.brightness", name], subject=name
        )
        return
    condition = classify(metrics)
    severity = Severity(need.required)
    for make_finding, table in ((severity.blocker, _HIDDEN), (severity.warning, _DISTURBED)):
        if condition in table:
            code, facts = table[condition]
            rows = [observations[f"picture.{fact}", name] for fact in facts]
            evidence = tuple(row for row in rows if row.failure is None)
            yield make_finding(code, evidence=evidence, subject=name, camera=name)
            return
    if rate.failure is None:
        yield from _frame_rate_findings(observations, need, name)
    else:
        yield Severity(need.required).unknown("camera.not-measured", evidence=rate, subject=name)


def _metrics(observations: Observations, name: str) -> PictureMetrics | None:
    def number(fact: str) -> float | None:
        return observations.number(f"picture.{fact}", name)

    brightness, brightest = number("brightness"), number("brightest")
    contrast, cast = number("contrast"), number("colour-cast")
    if brightness is None or brightest is None or contrast is None or cast is None:
        return None
    return PictureMetrics(
        brightness=brightness,
        brightest=brightest,
        contrast=contrast,
        colour_cast=cast,
        repeated=number("repeated"),
        bright_share=number("bright-share"),
        centre=number("centre-brightness"),
        highlight=number("centre-highlight"),
        still_s=number("still"),
        greenness=number("greenness"),
        green_excess=number("green-excess"),
        light_share=number("light-share"),
        cut_share=None if _is_virtual(observations, name) else number("cuts"),
        tear=None if _is_virtual(observations, name) else number("tear"),
        shut_share=number("shut-share"),
        empty_share=None if _is_virtual(observations, name) else number("empty-share"),
        unchanged=number("unchanged"),
        face=number("face"),
        turned=number("turned"),
        face_focus=number("face-focus"),
        face_colour=number("face-colour"),
        sharpness=number("sharpness"),
        structure=number("structure"),
        stripes=None if _is_virtual(observations, name) else number("stripes"),
        flatness=number("flatness"),
    )


def _is_virtual(observations: Observations, name: str) -> bool:
    """A program may paint a wall of one colour behind somebody: no cable has lost that."""
    virtual = observations["device.virtual"].value
    return isinstance(virtual, list) and name in virtual


def _frame_rate_findings(observations: Observations, need: CameraNeed, name: str) -> Iterator[Finding]:
    first, best = observations["picture.rate", name], _best_rate(observations, name)
    # Few true pictures that are sent as many: those count that are new.
    rate = _number(best) * (1 - (observations.number("picture.repeated", name) or 0.0))
    uncertainty = best.uncertainty or 0.0
    if rate + uncertainty < need.rate:
        yield Severity(need.required).warning(
            "camera.slow", evidence=best, subject=name, camera=name, rate=max(1, round(rate))
        )
    elif rate + uncertainty < thresholds.GOOD_RATE or _is_small(observations, name):
        evidence, reason = (best, observations["picture.size", name]), _usable_reason(observations, name, best)
        yield Finding.note("camera.usable", evidence, name, camera=name, why_de=reason.de, why_en=reason.en)
    else:
        evidence = (best, observations["picture.brightness", name])
        yield Finding.ok("camera.ready", evidence=evidence, subject=name, camera=name, rate=round(rate))
    yield from _usb_bandwidth(observations, need, name, first, best)


def _usb_bandwidth(
    observations: Observations, need: CameraNeed, name: str, first: Observation, best: Observation
) -> Iterator[Finding]:
    is_slow = _number(first) + (first.uncertainty or 0.0) < max(need.rate, thresholds.GOOD_RATE)
    has_faster_format = _number(best) >= thresholds.BETTER_FORMAT * _number(first)
    hubs = observations.number("usb.hubs", name) or 0
    if is_slow and (has_faster_format or hubs > 0):
        evidence = (first, best) if has_faster_format else (first, observations["usb.hubs", name])
        yield Finding.note("camera.usb-bandwidth", evidence=evidence, subject=name, camera=name)


def _best_rate(observations: Observations, name: str) -> Observation:
    """Meeting programs take the faster format, so the better one counts."""
    format_rates = [
        observations["format.rate", subject]
        for subject in observations.subjects("format.rate")
        if is_subject_of(subject, name)
    ]
    return max((observations["picture.rate", name], *format_rates), key=_number)


def _number(observation: Observation) -> float:
    return float(observation.value) if isinstance(observation.value, (int, float)) else 0.0


def _is_small(observations: Observations, name: str) -> bool:
    offered = observations["formats.offered", name].value
    sizes = [parse_size(str(label)) for label in offered] if isinstance(offered, list) else []
    heights = [size[1] for size in (parse_size(str(observations["picture.size", name].value)), *sizes) if size]
    return bool(heights) and max(heights) < thresholds.GOOD_HEIGHT


def _usable_reason(observations: Observations, name: str, best: Observation) -> Text:
    if _is_small(observations, name):
        return Text(de="ihr Bild ist klein", en="its picture is small")
    count = round(_number(best) * (1 - (observations.number("picture.repeated", name) or 0.0)))
    return Text(de=f"sie schafft nur {count} Bilder in der Sekunde", en=f"it manages only {count} pictures per second")
