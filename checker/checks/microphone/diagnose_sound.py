"""What the sound itself tells of a microphone that delivers. Noise only ever advises."""

from collections.abc import Iterator

from checker.checks.devices.audio.names import is_hands_free
from checker.checks.microphone import thresholds
from checker.checks.microphone.case import Case
from checker.checks.microphone.diagnose_inputs import elsewhere, hears_best
from checker.model.finding import Finding, Sureness


def sound(case: Case) -> Iterator[Finding]:
    """Of a recording that is long enough and not all zeros."""
    if (case.number("sound.invalid") or 0) > thresholds.INVALID_SHARE:
        yield case.beside("microphone.garbage", case["sound.invalid"])
        return
    too_loud = (case.number("sound.clipped") or 0) > thresholds.CLIPPED_SHARE
    if too_loud:
        yield case.beside("microphone.clipping", case["sound.clipped"])
    speech = case.number("sound.speech")
    if speech is None or (case.number("sound.spoken") or 0) < thresholds.SPOKEN_FROM_S:
        yield _nobody_spoke(case)
        if (case.number("sound.hum-level") or -200) >= thresholds.HUM_ALONE_DBFS and _hums(case):
            yield case.note("microphone.hum", case["sound.hum"])
        return
    broken = (case.number("sound.dropouts") or 0) >= thresholds.DROPOUTS_FROM
    if broken:
        yield case.beside("microphone.dropouts", case["sound.dropouts"])
    if speech < thresholds.QUIET_DBFS:
        wrong = elsewhere(case, case["sound.speech"], than=speech)
        yield wrong or case.beside("microphone.too-quiet", case["sound.speech"])
    elif not too_loud and not broken:
        yield _ready(case)
        yield from _hands_free(case)
    if not too_loud:  # what is cut off at the top lifts the pauses too
        yield from _noise(case, speech)


def _ready(case: Case) -> Finding:
    because = (case["sound.speech"], case["sound.pause"], case["sound.spoken"])
    return Finding.ok("microphone.ready", evidence=because, subject=case.name, microphone=case.name)


def _nobody_spoke(case: Case) -> Finding:
    """A mute flag alone proves nothing, as drivers may ignore it; with no voice beside it, it is the likely cause."""
    spoken = case["sound.spoken"]
    if case.muted:
        return case.trouble("microphone.muted", (spoken, case["device.muted"]))
    level, peak = case.number("sound.level") or 0.0, case.number("sound.peak") or 0.0
    if level <= thresholds.MUTED_DBFS and peak - level <= thresholds.STEADY_DB:
        witness = hears_best(case)  # another one heard the voice: someone spoke
        sure = Sureness.POSSIBLE if witness is None else Sureness.LIKELY
        return case.beside("microphone.muted-at-device", (case["sound.level"], case["sound.peak"]), sure)
    return elsewhere(case, spoken) or case.unknown("microphone.no-speech", spoken)


def _noise(case: Case, speech: float) -> Iterator[Finding]:
    pause = case.number("sound.pause") or 0.0
    level = case.number("sound.hum-level")
    audible = level is not None and level >= speech - thresholds.HUM_BELOW_SPEECH_DB
    if audible and _hums(case):
        yield case.note("microphone.hum", case["sound.hum"])
        if level is not None and level >= pause - thresholds.HUM_SHARE_DB:
            return
    if speech - pause < thresholds.NOISY_DB:
        yield case.note("microphone.noisy", (case["sound.speech"], case["sound.pause"]))


def _hums(case: Case) -> bool:
    return (case.number("sound.hum") or 0.0) >= thresholds.HUM_DB


def _hands_free(case: Case) -> Iterator[Finding]:
    rate, reach = case.number("device.rate"), case.number("sound.bandwidth")
    bluetooth = is_hands_free(case.name) or case["device.transport"].value == "bluetooth"
    narrow = reach is not None and reach <= thresholds.TELEPHONE_BAND_HZ
    wide = bluetooth and reach is not None and reach <= thresholds.WIDE_BAND_HZ
    if is_hands_free(case.name) or (rate is not None and rate <= thresholds.TELEPHONE_HZ):
        yield case.note("microphone.hands-free", case["device.rate"])
    elif narrow or wide:
        yield case.note("microphone.hands-free", case["sound.bandwidth"])
