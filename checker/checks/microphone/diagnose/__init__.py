"""The causes of "nobody hears me" told apart. Who did not speak is asked to, never told of a broken microphone."""

from collections.abc import Iterator

from checker.checks.devices.severity import Severity
from checker.checks.microphone import thresholds
from checker.checks.microphone.diagnose.diagnosis import MicrophoneDiagnosis
from checker.checks.microphone.diagnose.inputs import communications_default, wrong_default
from checker.checks.microphone.diagnose.sound import diagnose_sound
from checker.checks.microphone.need import MicrophoneNeed
from checker.model.failure import Failure, FailureKind
from checker.model.finding import Finding
from checker.model.observation import Observation, Observations


def diagnose(observations: Observations, need: MicrophoneNeed) -> Iterator[Finding]:
    """The microphone that was listened to; at most one trouble that keeps others from hearing, advice beside it."""
    names, unnamed = observations["device.names"], MicrophoneDiagnosis(observations, need, "")
    if observations["session.remote"].value is True:
        yield Finding.note("microphone.remote-session", evidence=observations["session.remote"])
    if names.failure is not None and names.failure.kind is FailureKind.BUSY:
        yield unnamed.blocker("microphone.busy", names)
        return
    if names.failure is not None:
        yield unnamed.severity.unknown(_list_failure_code(names.failure), evidence=names)
        return
    recorded_names = observations.subjects("record.begun")
    if not recorded_names:
        yield _no_microphone(names, unnamed.severity)
    for name in recorded_names:
        diagnosis = MicrophoneDiagnosis(observations, need, name)
        yield from _recording_findings(diagnosis)
        yield from communications_default(diagnosis)


def _list_failure_code(failure: Failure) -> str:
    if failure.kind is FailureKind.TIMEOUT:
        return "microphone.no-answer"
    return "microphone.library-missing" if failure.kind is FailureKind.MISSING else "microphone.not-measured"


def _no_microphone(names: Observation, severity: Severity) -> Finding:
    if names.value:  # listed, and the check ended before it listened
        return severity.unknown("microphone.not-measured", evidence=names)
    return severity.blocker("microphone.none", evidence=names)


def _recording_findings(diagnosis: MicrophoneDiagnosis) -> Iterator[Finding]:
    first = diagnosis["record.first"]
    for observation in (first, diagnosis["record.seconds"]):
        if observation.failure is not None:
            code = _record_failure_code(
                observation.failure, is_denied=diagnosis.is_denied, has_sound=first.failure is None
            )
            make_finding = diagnosis.unknown if code == "microphone.not-measured" else diagnosis.blocker
            yield make_finding(code, observation)
            return
    length = diagnosis.number("record.seconds") or 0
    if length < thresholds.JUDGED_FROM_S or diagnosis["sound.level"].failure is not None:
        yield diagnosis.unknown("microphone.not-measured", diagnosis["record.seconds"])
    elif (diagnosis.number("sound.zeros") or 0) >= thresholds.ALL_ZEROS:
        yield _silence(diagnosis)
    else:
        yield from diagnose_sound(diagnosis)


def _record_failure_code(failure: Failure, *, is_denied: bool, has_sound: bool) -> str:
    if failure.kind is FailureKind.CANCELLED:
        return "microphone.not-measured"
    if (
        has_sound and failure.kind is FailureKind.NOT_MEASURED
    ):  # cut off while sound came: the PC is slow, nothing hangs
        return "microphone.not-measured"
    if failure.kind is FailureKind.DENIED or is_denied:
        return "microphone.access-denied"
    if failure.kind is FailureKind.BUSY:
        return "microphone.busy"
    # Not measured: listening had begun, and whoever waited for it was ended with it.
    if failure.kind in {FailureKind.TIMEOUT, FailureKind.NOT_MEASURED}:
        return "microphone.hangs"
    return "microphone.not-opening"


def _silence(diagnosis: MicrophoneDiagnosis) -> Finding:
    zeros = diagnosis["sound.zeros"]
    if diagnosis.is_denied:
        return diagnosis.blocker("microphone.access-denied", (zeros, diagnosis.observations["permission"]))
    if diagnosis.is_muted:
        return diagnosis.blocker("microphone.muted", (zeros, diagnosis["device.muted"]))
    return wrong_default(diagnosis, zeros) or diagnosis.blocker("microphone.silent", zeros)
