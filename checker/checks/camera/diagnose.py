"""The causes of "they cannot see me" told apart. The first camera that gave a picture is the one that is judged."""

from collections.abc import Iterable, Iterator

from checker.checks.camera import thresholds
from checker.checks.camera.diagnose_picture import picture
from checker.checks.camera.need import CameraNeed
from checker.checks.camera.severity import Bad, beside, not_known, trouble
from checker.model.failure import Failure, FailureKind
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


def diagnose(observations: Observations, need: CameraNeed) -> Iterator[Finding]:
    """One finding about each camera that was tried, notes about the list, and at last what to buy, if anything."""
    found = list(_found(observations, need))
    yield from found
    if need.required:
        yield from _to_buy(found)


def _found(observations: Observations, need: CameraNeed) -> Iterator[Finding]:
    if observations["device.names"].failure is not None:
        yield not_known(need)("camera.not-measured", evidence=observations["device.names"])
        return
    tried = observations.subjects("open.begun")
    shown = [name for name in tried if observations.has("picture.first", name)]
    # A camera that fails beside one that works disturbs; where none works there is no picture at all.
    bad = trouble(need) if not shown else beside(need)
    if not tried:
        yield _nothing_to_try(observations, need)
        return
    for name in tried:
        if name in shown:
            yield from picture(observations, need, name)
        else:
            yield _no_picture(observations, need, bad, name)
    yield from _list(observations, need, shown)
    for name in shown:
        yield from _slow(observations, name)


def _nothing_to_try(observations: Observations, need: CameraNeed) -> Finding:
    if observations["device.names"].value:  # listed, and the check ended before the first was opened
        return not_known(need)("camera.not-measured", evidence=observations["device.names"])
    return trouble(need)("camera.none", evidence=observations["device.names"])


def _no_picture(observations: Observations, need: CameraNeed, bad: Bad, name: str) -> Finding:
    opening, first = observations["open.seconds", name], observations["picture.first", name]
    if FailureKind.CANCELLED in {one.failure.kind for one in (opening, first) if one.failure}:
        return not_known(need)("camera.not-measured", evidence=opening, subject=name)
    if opening.failure is None:
        return bad("camera.no-picture", evidence=first, subject=name, camera=name)
    code = _why(
        opening.failure, denied=observations["permission"].value in _DENIED, used=observations["in-use"].value is True
    )
    because = {
        "camera.access-denied": (opening, observations["permission"]),
        "camera.busy": (opening, observations["in-use"]),
    }
    return bad(code, evidence=because.get(code, opening), subject=name, camera=name)


def _why(failure: Failure, *, denied: bool, used: bool) -> str:
    """Windows and macOS do not say why a camera stays closed: their switches and notes tell."""
    if failure.kind is FailureKind.DENIED or denied:
        return "camera.access-denied"
    if failure.kind is FailureKind.BUSY or (used and failure.kind is not FailureKind.MISSING):
        return "camera.busy"
    # Not measured: opening had begun, and whoever waited for it was ended with it.
    if failure.kind in {FailureKind.TIMEOUT, FailureKind.NOT_MEASURED}:
        return "camera.hangs"
    return "camera.not-opening"


def _list(observations: Observations, need: CameraNeed, shown: list[str]) -> Iterator[Finding]:
    names, virtual = _words(observations, "device.names"), _words(observations, "device.virtual")
    if names and set(names) == set(virtual):
        yield beside(need)("camera.only-virtual", evidence=observations["device.virtual"], camera=names[0])
    elif shown and names and names[0] in virtual:
        yield Finding.note(
            "camera.virtual-first", evidence=observations["device.virtual"], virtual=names[0], camera=shown[0]
        )


def _slow(observations: Observations, name: str) -> Iterator[Finding]:
    seconds = observations.number("open.seconds", name) or 0.0
    if seconds > thresholds.OPEN_SLOW_S:
        yield Finding.note(
            "camera.slow-start", evidence=observations["open.seconds", name], subject=name, seconds=round(seconds)
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


def _words(observations: Observations, name: str) -> list[str]:
    value = observations[name].value
    return [str(one) for one in value] if isinstance(value, list) else []
