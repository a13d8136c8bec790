"""Seven causes of "they cannot see me" told apart. The first camera that gave a picture is the one that is judged."""

from collections.abc import Callable, Iterator

from checker.checks.camera import thresholds
from checker.checks.camera.need import CameraNeed
from checker.model.failure import Failure, Kind
from checker.model.finding import Finding
from checker.model.observation import Observations

_DENIED = {"denied", "denied-for-all", "denied-desktop-programs"}

Bad = Callable[..., Finding]


def diagnose(seen: Observations, need: CameraNeed) -> Iterator[Finding]:
    """One finding about each camera that was tried, and notes about the list."""
    if seen["device.names"].failure is not None:
        yield _not_known(need)("camera.not-measured", because=seen["device.names"])
        return
    tried = seen.subjects("open.begun")
    shown = [name for name in tried if seen.has("picture.first", name)]
    # A camera that fails beside one that works disturbs; where none works there is no picture at all.
    trouble: Bad = _trouble(need) if not shown else _beside(need)
    if not tried:
        yield _nothing_to_try(seen, need)
        return
    for name in tried:
        yield _picture(seen, need, name) if name in shown else _no_picture(seen, need, trouble, name)
    yield from _list(seen, need, shown)
    for name in shown:
        yield from _slow(seen, name)


def _trouble(need: CameraNeed) -> Bad:
    return Finding.blocker if need.required else Finding.note


def _beside(need: CameraNeed) -> Bad:
    return Finding.warning if need.required else Finding.note


def _not_known(need: CameraNeed) -> Bad:
    return Finding.unknown if need.required else Finding.note


def _nothing_to_try(seen: Observations, need: CameraNeed) -> Finding:
    if seen["device.names"].value:  # listed, and the check ended before the first was opened
        return _not_known(need)("camera.not-measured", because=seen["device.names"])
    return _trouble(need)("camera.none", because=seen["device.names"])


def _no_picture(seen: Observations, need: CameraNeed, trouble: Bad, name: str) -> Finding:
    opening, picture = seen["open.seconds", name], seen["picture.first", name]
    if Kind.CANCELLED in {one.failure.kind for one in (opening, picture) if one.failure}:
        return _not_known(need)("camera.not-measured", because=opening, subject=name)
    if opening.failure is None:
        return trouble("camera.no-picture", because=picture, subject=name, camera=name)
    code = _why(opening.failure, denied=seen["permission"].value in _DENIED, used=seen["in-use"].value is True)
    because = {"camera.access-denied": (opening, seen["permission"]), "camera.busy": (opening, seen["in-use"])}
    return trouble(code, because=because.get(code, opening), subject=name, camera=name)


def _why(failure: Failure, *, denied: bool, used: bool) -> str:
    """Windows and macOS do not say why a camera stays closed: their switches and notes tell."""
    if failure.kind is Kind.DENIED or denied:
        return "camera.access-denied"
    if failure.kind is Kind.BUSY or (used and failure.kind is not Kind.MISSING):
        return "camera.busy"
    # Not measured: opening had begun, and whoever waited for it was ended with it.
    if failure.kind in {Kind.TIMEOUT, Kind.NOT_MEASURED}:
        return "camera.hangs"
    return "camera.not-opening"


def _picture(seen: Observations, need: CameraNeed, name: str) -> Finding:
    trouble, beside = _trouble(need), _beside(need)
    brightness, contrast = seen.number("picture.brightness", name), seen.number("picture.contrast", name)
    brightest, cast = seen.number("picture.brightest", name), seen.number("picture.colour-cast", name)
    rate = seen["picture.rate", name]
    if rate.failure is not None and rate.failure.kind is not Kind.NOT_MEASURED:
        return trouble("camera.no-picture", because=rate, subject=name, camera=name)
    if brightness is None or contrast is None or brightest is None or cast is None:
        return _not_known(need)("camera.not-measured", because=seen["picture.brightness", name], subject=name)
    light = (seen["picture.brightness", name], seen["picture.contrast", name])
    if brightest <= thresholds.BLACK_BRIGHTEST:
        return trouble("camera.black", because=seen["picture.brightest", name], subject=name, camera=name)
    if brightness < thresholds.COVERED_BRIGHTNESS and contrast < thresholds.COVERED_CONTRAST:
        return trouble("camera.covered", because=light, subject=name, camera=name)
    if cast > thresholds.ONE_COLOUR_CAST and contrast < thresholds.ONE_COLOUR_CONTRAST:
        return trouble("camera.one-colour", because=seen["picture.colour-cast", name], subject=name, camera=name)
    if (seen.number("picture.repeated", name) or 0) >= thresholds.FROZEN_SHARE:
        return trouble("camera.frozen", because=seen["picture.repeated", name], subject=name, camera=name)
    if brightness < thresholds.DARK_BRIGHTNESS:
        return beside("camera.dark", because=light, subject=name, camera=name)
    if rate.failure is None:
        return _fluent(seen, need, name)
    return _not_known(need)("camera.not-measured", because=rate, subject=name)


def _fluent(seen: Observations, need: CameraNeed, name: str) -> Finding:
    rate = seen["picture.rate", name]
    pictures = seen.number("picture.rate", name) or 0.0
    if pictures + (rate.uncertainty or 0) < need.rate:
        return _beside(need)("camera.slow", because=rate, subject=name, camera=name, rate=max(1, round(pictures)))
    return Finding.ok(
        "camera.ready",
        because=(rate, seen["picture.brightness", name]),
        subject=name,
        camera=name,
        rate=round(pictures),
    )


def _list(seen: Observations, need: CameraNeed, shown: list[str]) -> Iterator[Finding]:
    names, virtual = _words(seen, "device.names"), _words(seen, "device.virtual")
    if names and set(names) == set(virtual):
        yield _beside(need)("camera.only-virtual", because=seen["device.virtual"], camera=names[0])
    elif shown and names and names[0] in virtual:
        yield Finding.note("camera.virtual-first", because=seen["device.virtual"], virtual=names[0], camera=shown[0])


def _slow(seen: Observations, name: str) -> Iterator[Finding]:
    seconds = seen.number("open.seconds", name) or 0.0
    if seconds > thresholds.OPEN_SLOW_S:
        yield Finding.note(
            "camera.slow-start", because=seen["open.seconds", name], subject=name, seconds=round(seconds)
        )


def _words(seen: Observations, name: str) -> list[str]:
    value = seen[name].value
    return [str(one) for one in value] if isinstance(value, list) else []
