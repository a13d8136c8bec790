"""The causes of "nobody hears me" told apart. Who did not speak is asked to, never told of a broken microphone."""

from collections.abc import Iterator

from checker.checks.microphone import thresholds
from checker.checks.microphone.case import Case
from checker.checks.microphone.diagnose_inputs import communications, elsewhere
from checker.checks.microphone.diagnose_sound import sound
from checker.checks.microphone.need import MicrophoneNeed
from checker.model.failure import Failure, FailureKind
from checker.model.finding import Finding
from checker.model.observation import Observations


def diagnose(observations: Observations, need: MicrophoneNeed) -> Iterator[Finding]:
    """The microphone that was listened to; at most one trouble that keeps others from hearing, advice beside it."""
    listed, nameless = observations["device.names"], Case(observations, need, "")
    if observations["session.remote"].value is True:
        yield Finding.note("microphone.remote-session", evidence=observations["session.remote"])
    if listed.failure is not None and listed.failure.kind is FailureKind.BUSY:
        yield nameless.trouble("microphone.busy", listed)
        return
    if listed.failure is not None:
        yield _not_known(need, _why_not_listed(listed.failure), nameless)
        return
    tried = observations.subjects("record.begun")
    if not tried:
        yield _nothing_to_try(observations, need, nameless)
    for name in tried:
        case = Case(observations, need, name)
        yield from _heard(case)
        yield from communications(case)


def _not_known(need: MicrophoneNeed, code: str, case: Case) -> Finding:
    say = Finding.unknown if need.required else Finding.note
    return say(code, evidence=case.observations["device.names"])


def _why_not_listed(failure: Failure) -> str:
    if failure.kind is FailureKind.TIMEOUT:
        return "microphone.no-answer"
    return "microphone.library-missing" if failure.kind is FailureKind.MISSING else "microphone.not-measured"


def _nothing_to_try(observations: Observations, need: MicrophoneNeed, case: Case) -> Finding:
    if observations["device.names"].value:  # listed, and the check ended before it listened
        return _not_known(need, "microphone.not-measured", case)
    say = Finding.blocker if need.required else Finding.note
    return say("microphone.none", evidence=observations["device.names"])


def _heard(case: Case) -> Iterator[Finding]:
    first = case["record.first"]
    for one in (first, case["record.seconds"]):
        if one.failure is not None:
            code = _why(one.failure, denied=case.denied, sounded=first.failure is None)
            say = case.unknown if code == "microphone.not-measured" else case.trouble
            yield say(code, one)
            return
    length = case.number("record.seconds") or 0
    if length < thresholds.JUDGED_FROM_S or case["sound.level"].failure is not None:
        yield case.unknown("microphone.not-measured", case["record.seconds"])
    elif (case.number("sound.zeros") or 0) >= thresholds.ALL_ZEROS:
        yield _silent(case)
    else:
        yield from sound(case)


def _why(failure: Failure, *, denied: bool, sounded: bool) -> str:
    if failure.kind is FailureKind.CANCELLED:
        return "microphone.not-measured"
    if sounded and failure.kind is FailureKind.NOT_MEASURED:  # cut off while sound came: the PC is slow, nothing hangs
        return "microphone.not-measured"
    if failure.kind is FailureKind.DENIED or denied:
        return "microphone.access-denied"
    if failure.kind is FailureKind.BUSY:
        return "microphone.busy"
    # Not measured: listening had begun, and whoever waited for it was ended with it.
    if failure.kind in {FailureKind.TIMEOUT, FailureKind.NOT_MEASURED}:
        return "microphone.hangs"
    return "microphone.not-opening"


def _silent(case: Case) -> Finding:
    zeros = case["sound.zeros"]
    if case.denied:
        return case.trouble("microphone.access-denied", (zeros, case.observations["permission"]))
    if case.muted:
        return case.trouble("microphone.muted", (zeros, case["device.muted"]))
    return elsewhere(case, zeros) or case.trouble("microphone.silent", zeros)
