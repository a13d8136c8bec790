"""The causes of "they cannot see me" told apart. The first camera that gave a picture is the one that is judged."""

from collections.abc import Iterable, Iterator

from checker.checks.camera import thresholds
from checker.checks.camera.capture.device import MEDIA_FOUNDATION
from checker.checks.camera.diagnose.picture import diagnose_picture
from checker.checks.camera.need import CameraNeed
from checker.checks.devices.permission_values import DENIED_VALUES
from checker.checks.devices.severity import FindingFactory, Severity
from checker.model.failure import Failure, FailureKind
from checker.model.finding import Finding, Sureness
from checker.model.observation import Observation, Observations
from checker.model.text import Text

_WEBCAM, _LAMP = Text(de="eine Webcam", en="a webcam"), Text(de="eine Lampe", en="a lamp")
_PURCHASES: dict[str, tuple[str, Text]] = {
    **dict.fromkeys(
        ("camera.none", "camera.no-picture", "camera.one-colour", "camera.striped", "camera.blurred", "camera.slow"),
        ("webcam", _WEBCAM),
    ),
    **dict.fromkeys(("camera.dark", "camera.backlit"), ("lamp", _LAMP)),
}
"""What to buy where the free steps have not helped. A driver that hangs or a switch that forbids is not bought away."""


def diagnose(observations: Observations, need: CameraNeed) -> Iterator[Finding]:
    """One finding about each camera that was tried, notes about the list, and at last what to buy, if anything."""
    findings = list(_camera_findings(observations, need))
    yield from findings
    if need.required:
        yield from _purchase_advice(findings)


def _camera_findings(observations: Observations, need: CameraNeed) -> Iterator[Finding]:
    if observations["device.names"].failure is not None:
        yield _no_list(observations["device.names"], need)
        return
    camera_names = observations.subjects("open.begun")
    working_names = [name for name in camera_names if observations.has("picture.first", name)]
    severity = Severity(need.required)
    # A camera that fails beside one that works disturbs; where none works there is no picture at all.
    make_finding = severity.warning if working_names else severity.blocker
    if not camera_names:
        yield _no_camera(observations, need)
        return
    for name in camera_names:
        if name in working_names:
            yield from diagnose_picture(observations, need, name)
        else:
            yield _no_picture(observations, need, make_finding, name)
    yield from _list_findings(observations, need, working_names)
    for name in working_names:
        yield from _slow_start(observations, name)


def _no_list(names: Observation, need: CameraNeed) -> Finding:
    failure = names.failure
    lacks_part = failure is not None and failure.kind is FailureKind.MISSING and failure.detail == MEDIA_FOUNDATION
    code = "camera.media-pack-missing" if lacks_part else "camera.not-measured"
    return Severity(need.required).unknown(code, evidence=names)


def _no_camera(observations: Observations, need: CameraNeed) -> Finding:
    if observations["device.names"].value:  # listed, and the check ended before the first was opened
        return Severity(need.required).unknown("camera.not-measured", evidence=observations["device.names"])
    return Severity(need.required).blocker("camera.none", evidence=observations["device.names"])


def _no_picture(observations: Observations, need: CameraNeed, make_finding: FindingFactory, name: str) -> Finding:
    opening, first = observations["open.seconds", name], observations["picture.first", name]
    if FailureKind.CANCELLED in {observation.failure.kind for observation in (opening, first) if observation.failure}:
        return Severity(need.required).unknown("camera.not-measured", evidence=opening, subject=name)
    if opening.failure is None:
        return make_finding("camera.no-picture", evidence=first, subject=name, camera=name)
    code = _open_failure_code(
        opening.failure,
        is_denied=observations["permission"].value in DENIED_VALUES,
        is_in_use=observations["in-use"].value is True,
    )
    evidence = {
        "camera.access-denied": (opening, observations["permission"]),
        "camera.busy": (opening, observations["in-use"]),
    }
    return make_finding(code, evidence=evidence.get(code, opening), subject=name, camera=name)


def _open_failure_code(failure: Failure, *, is_denied: bool, is_in_use: bool) -> str:
    """Windows and macOS do not say why a camera stays closed: their switches and notes tell."""
    if failure.kind is FailureKind.DENIED or is_denied:
        return "camera.access-denied"
    if failure.kind is FailureKind.BUSY or (is_in_use and failure.kind is not FailureKind.MISSING):
        return "camera.busy"
    # Not measured: opening had begun, and whoever waited for it was ended with it.
    if failure.kind in {FailureKind.TIMEOUT, FailureKind.NOT_MEASURED}:
        return "camera.hangs"
    return "camera.not-opening"


def _list_findings(observations: Observations, need: CameraNeed, working_names: list[str]) -> Iterator[Finding]:
    names, virtual = _string_list(observations, "device.names"), _string_list(observations, "device.virtual")
    if names and set(names) == set(virtual):
        yield Severity(need.required).warning(
            "camera.only-virtual", evidence=observations["device.virtual"], camera=names[0]
        )
    elif working_names and names and names[0] in virtual:
        yield Finding.note(
            "camera.virtual-first", evidence=observations["device.virtual"], virtual=names[0], camera=working_names[0]
        )


def _slow_start(observations: Observations, name: str) -> Iterator[Finding]:
    seconds = observations.number("open.seconds", name) or 0.0
    if seconds > thresholds.OPEN_SLOW_S:
        yield Finding.note(
            "camera.slow-start", evidence=observations["open.seconds", name], subject=name, seconds=round(seconds)
        )


def _purchase_advice(findings: Iterable[Finding]) -> Iterator[Finding]:
    """One recommendation at most, and none beside a camera that others can see somebody with."""
    if any(finding.code in {"camera.ready", "camera.usable"} for finding in findings):
        return
    for finding in findings:
        if finding.code in _PURCHASES:
            item, item_name = _PURCHASES[finding.code]
            yield Finding.note(
                "camera.webcam-advice",
                subject=finding.subject,
                sure=Sureness.POSSIBLE,
                item=item,
                item_de=item_name.de,
                item_en=item_name.en,
            )
            return


def _string_list(observations: Observations, name: str) -> list[str]:
    value = observations[name].value
    return [str(element) for element in value] if isinstance(value, list) else []
