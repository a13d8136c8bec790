"""The causes of "they cannot see me" told apart. The first camera that gave a picture is the one that is judged."""

from collections.abc import Iterable, Iterator

from checker.checks.camera import thresholds
from checker.checks.camera.diagnose_picture import picture
from checker.checks.camera.need import CameraNeed
from checker.checks.camera.severity import Bad, beside, not_known, trouble
from checker.model.failure import Failure, Kind
from checker.model.finding import Finding, Sureness
from checker.model.observation import Observations
from checker.model.text import Text

_DENIED = {"denied", "denied-for-all", "denied-desktop-programs"}
_WEBCAM, _LAMP = Text(de="eine Webcam", en="a webcam"), Text(de="eine Lampe", en="a lamp")
_ADVICE: dict[str, tuple[str, Text]] = {
    **dict.fromkeys(
        ("camera.none", "camera.no-picture", "camera.one-colour", "camera.striped", "camera.blurred", "camera.slow"),
        ("webcam", _WEBCAM),
    ),
    **dict.fromkeys(("camera.dark", "camera.backlit"), ("lamp", _LAMP)),
}
"""What to buy where the free steps have not helped. A driver that hangs or a switch that forbids is not bought away."""


def diagnose(seen: Observations, need: CameraNeed) -> Iterator[Finding]:
    """One finding about each camera that was tried, notes about the list, and at last what to buy, if anything."""
    found = list(_found(seen, need))
    yield from found
    if need.required:
        yield from _to_buy(found)


def _found(seen: Observations, need: CameraNeed) -> Iterator[Finding]:
    if seen["device.names"].failure is not None:
        yield not_known(need)("camera.not-measured", because=seen["device.names"])
        return
    tried = seen.subjects("open.begun")
    shown = [name for name in tried if seen.has("picture.first", name)]
    # A camera that fails beside one that works disturbs; where none works there is no picture at all.
    bad = trouble(need) if not shown else beside(need)
    if not tried:
        yield _nothing_to_try(seen, need)
        return
    for name in tried:
        if name in shown:
            yield from picture(seen, need, name)
        else:
            yield _no_picture(seen, need, bad, name)
    yield from _list(seen, need, shown)
    for name in shown:
        yield from _slow(seen, name)


def _nothing_to_try(seen: Observations, need: CameraNeed) -> Finding:
    if seen["device.names"].value:  # listed, and the check ended before the first was opened
        return not_known(need)("camera.not-measured", because=seen["device.names"])
    return trouble(need)("camera.none", because=seen["device.names"])


def _no_picture(seen: Observations, need: CameraNeed, bad: Bad, name: str) -> Finding:
    opening, first = seen["open.seconds", name], seen["picture.first", name]
    if Kind.CANCELLED in {one.failure.kind for one in (opening, first) if one.failure}:
        return not_known(need)("camera.not-measured", because=opening, subject=name)
    if opening.failure is None:
        return bad("camera.no-picture", because=first, subject=name, camera=name)
    code = _why(opening.failure, denied=seen["permission"].value in _DENIED, used=seen["in-use"].value is True)
    because = {"camera.access-denied": (opening, seen["permission"]), "camera.busy": (opening, seen["in-use"])}
    return bad(code, because=because.get(code, opening), subject=name, camera=name)


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


def _list(seen: Observations, need: CameraNeed, shown: list[str]) -> Iterator[Finding]:
    names, virtual = _words(seen, "device.names"), _words(seen, "device.virtual")
    if names and set(names) == set(virtual):
        yield beside(need)("camera.only-virtual", because=seen["device.virtual"], camera=names[0])
    elif shown and names and names[0] in virtual:
        yield Finding.note("camera.virtual-first", because=seen["device.virtual"], virtual=names[0], camera=shown[0])


def _slow(seen: Observations, name: str) -> Iterator[Finding]:
    seconds = seen.number("open.seconds", name) or 0.0
    if seconds > thresholds.OPEN_SLOW_S:
        yield Finding.note(
            "camera.slow-start", because=seen["open.seconds", name], subject=name, seconds=round(seconds)
        )


def _to_buy(found: Iterable[Finding]) -> Iterator[Finding]:
    """One recommendation at most, and none beside a camera that others can see somebody with."""
    if any(one.code in {"camera.ready", "camera.usable"} for one in found):
        return
    for one in found:
        if one.code in _ADVICE:
            item, words = _ADVICE[one.code]
            yield Finding.note(
                "camera.webcam-advice",
                subject=one.subject,
                sure=Sureness.POSSIBLE,
                item=item,
                item_de=words.de,
                item_en=words.en,
            )
            return


def _words(seen: Observations, name: str) -> list[str]:
    value = seen[name].value
    return [str(one) for one in value] if isinstance(value, list) else []
