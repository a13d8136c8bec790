"""Seven causes of "nobody hears me" told apart. Who did not speak is asked to, never told of a broken microphone."""

import re
from collections.abc import Callable, Iterator

from checker.checks.microphone import thresholds
from checker.checks.microphone.need import MicrophoneNeed
from checker.model.failure import Failure, Kind
from checker.model.finding import Finding
from checker.model.observation import Observations

_DENIED = {"denied", "denied-for-all", "denied-desktop-programs"}
_HANDS_FREE = re.compile(r"hands.?free|freisprech", re.IGNORECASE)

Say = Callable[..., Finding]


def diagnose(seen: Observations, need: MicrophoneNeed) -> Iterator[Finding]:
    """The microphone that was listened to; at most one trouble that keeps others from hearing, advice beside it."""
    listed = seen["device.names"]
    if listed.failure is not None:
        missing = listed.failure.kind is Kind.MISSING
        code = "microphone.library-missing" if missing else "microphone.not-measured"
        yield _not_known(need)(code, because=listed)
        return
    tried = seen.subjects("record.begun")
    if not tried:
        yield _nothing_to_try(seen, need)
    for name in tried:
        found = list(_heard(seen, need, name))
        yield from found
        if any(one.code == "microphone.ready" for one in found):
            yield from _hands_free(seen, name)


def _trouble(need: MicrophoneNeed) -> Say:
    return Finding.blocker if need.required else Finding.note


def _beside(need: MicrophoneNeed) -> Say:
    return Finding.warning if need.required else Finding.note


def _not_known(need: MicrophoneNeed) -> Say:
    return Finding.unknown if need.required else Finding.note


def _nothing_to_try(seen: Observations, need: MicrophoneNeed) -> Finding:
    if seen["device.names"].value:  # listed, and the check ended before it listened
        return _not_known(need)("microphone.not-measured", because=seen["device.names"])
    return _trouble(need)("microphone.none", because=seen["device.names"])


def _heard(seen: Observations, need: MicrophoneNeed, name: str) -> Iterator[Finding]:
    first, length = seen["record.first", name], seen["record.seconds", name]
    denied = seen["permission"].value in _DENIED
    for one in (first, length):
        if one.failure is not None:
            code = _why(one.failure, denied=denied)
            say = _not_known(need) if code == "microphone.not-measured" else _trouble(need)
            yield say(code, because=one, subject=name, microphone=name)
            return
    if (seen.number("record.seconds", name) or 0) < thresholds.JUDGED_FROM_S or not seen.has("sound.level", name):
        yield _not_known(need)("microphone.not-measured", because=length, subject=name, microphone=name)
    elif (seen.number("sound.zeros", name) or 0) >= thresholds.ALL_ZEROS:
        yield _silent(seen, need, name, denied=denied)
    else:
        yield from _sound(seen, need, name)


def _why(failure: Failure, *, denied: bool) -> str:
    if failure.kind is Kind.CANCELLED:
        return "microphone.not-measured"
    if failure.kind is Kind.DENIED or denied:
        return "microphone.access-denied"
    if failure.kind is Kind.BUSY:
        return "microphone.busy"
    # Not measured: listening had begun, and whoever waited for it was ended with it.
    if failure.kind in {Kind.TIMEOUT, Kind.NOT_MEASURED}:
        return "microphone.hangs"
    return "microphone.not-opening"


def _silent(seen: Observations, need: MicrophoneNeed, name: str, *, denied: bool) -> Finding:
    zeros, muted = seen["sound.zeros", name], seen["device.muted", name]
    if denied:
        because = (zeros, seen["permission"])
        return _trouble(need)("microphone.access-denied", because=because, subject=name, microphone=name)
    if muted.value is True:
        return _trouble(need)("microphone.muted", because=(zeros, muted), subject=name, microphone=name)
    return _trouble(need)("microphone.silent", because=zeros, subject=name, microphone=name)


def _sound(seen: Observations, need: MicrophoneNeed, name: str) -> Iterator[Finding]:
    invalid, clipped = seen["sound.invalid", name], seen["sound.clipped", name]
    spoken, speech = seen["sound.spoken", name], seen.number("sound.speech", name)
    if (seen.number("sound.invalid", name) or 0) > thresholds.INVALID_SHARE:
        yield _beside(need)("microphone.garbage", because=invalid, subject=name, microphone=name)
        return
    too_loud = (seen.number("sound.clipped", name) or 0) > thresholds.CLIPPED_SHARE
    if too_loud:
        yield _beside(need)("microphone.clipping", because=clipped, subject=name, microphone=name)
    if speech is None or (seen.number("sound.spoken", name) or 0) < thresholds.SPOKEN_FROM_S:
        yield _nobody_spoke(seen, need, name)
        return
    because = (seen["sound.speech", name], seen["sound.pause", name])
    if speech < thresholds.QUIET_DBFS:
        yield _beside(need)("microphone.too-quiet", because=because[0], subject=name, microphone=name)
    elif not too_loud:
        yield Finding.ok("microphone.ready", because=(*because, spoken), subject=name, microphone=name)
    if speech - (seen.number("sound.pause", name) or 0.0) < thresholds.NOISY_DB:
        yield Finding.note("microphone.noisy", because=because, subject=name, microphone=name)


def _nobody_spoke(seen: Observations, need: MicrophoneNeed, name: str) -> Finding:
    """A mute flag alone proves nothing, as drivers may ignore it; with no voice beside it, it is the likely cause."""
    spoken, muted = seen["sound.spoken", name], seen["device.muted", name]
    if muted.value is True:
        return _trouble(need)("microphone.muted", because=(spoken, muted), subject=name, microphone=name)
    return _not_known(need)("microphone.no-speech", because=spoken, subject=name, microphone=name)


def _hands_free(seen: Observations, name: str) -> Iterator[Finding]:
    rate = seen.number("device.rate", name)
    if _HANDS_FREE.search(name) or (rate is not None and rate <= thresholds.TELEPHONE_HZ):
        yield Finding.note("microphone.hands-free", because=seen["device.rate", name], subject=name, microphone=name)
