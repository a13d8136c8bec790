"""What the sound itself tells of a microphone that delivers. Noise only ever advises."""

from collections.abc import Iterator, Sequence

from checker.checks.devices.audio.backends.endpoint import BUILT_IN, USB
from checker.checks.devices.audio.name_patterns import is_hands_free, is_loopback
from checker.checks.devices.audio.speech_level import QUIET_DBFS
from checker.checks.microphone import thresholds
from checker.checks.microphone.diagnose.diagnosis import MicrophoneDiagnosis
from checker.checks.microphone.diagnose.inputs import best_other_input, wrong_default
from checker.model.finding import Finding, Sureness
from checker.model.text import Text

_BUT = {
    "microphone.hands-free": Text(de="nur in Telefonqualität", en="in telephone quality only"),
    "microphone.hum": Text(de="es brummt dabei", en="there is a hum with it"),
    "microphone.noisy": Text(de="ein Geräusch ist daneben zu hören", en="there is a noise beside your voice"),
}


def diagnose_sound(diagnosis: MicrophoneDiagnosis) -> Iterator[Finding]:
    """Of a recording that is long enough and not all zeros."""
    if (diagnosis.number("sound.invalid") or 0) > thresholds.INVALID_SHARE:
        yield diagnosis.warning("microphone.garbage", diagnosis["sound.invalid"])
        return
    is_clipping = (diagnosis.number("sound.clipped") or 0) > thresholds.CLIPPED_SHARE
    if is_clipping:
        yield diagnosis.warning("microphone.clipping", diagnosis["sound.clipped"])
    if _channels_cancel(diagnosis):
        yield diagnosis.warning("microphone.channels-cancel", diagnosis["sound.mix-loss"])
        return
    speech = diagnosis.number("sound.speech")
    if is_loopback(diagnosis.name):
        yield wrong_default(diagnosis, diagnosis["sound.level"]) or diagnosis.unknown(
            "microphone.no-speech", diagnosis["sound.spoken"]
        )
    elif (
        (speech is not None and _is_no_voice(diagnosis, speech) and not _has_dropouts(diagnosis))
        or speech is None
        or (diagnosis.number("sound.spoken") or 0) < thresholds.SPOKEN_FROM_S
    ):
        yield from _without_speech(diagnosis)
    else:
        yield from _speech(diagnosis, speech, is_clipping=is_clipping)


def _without_speech(diagnosis: MicrophoneDiagnosis) -> Iterator[Finding]:
    yield _no_speech(diagnosis)
    if (diagnosis.number("sound.hum-level") or -200) >= thresholds.HUM_ALONE_DBFS and _has_hum(diagnosis):
        yield diagnosis.note("microphone.hum", diagnosis["sound.hum"])


def _speech(diagnosis: MicrophoneDiagnosis, speech: float, *, is_clipping: bool) -> Iterator[Finding]:
    """`speech`: its level, dBFS."""
    has_dropouts = _has_dropouts(diagnosis)
    if has_dropouts:
        yield diagnosis.warning("microphone.dropouts", diagnosis["sound.dropouts"])
    if speech < QUIET_DBFS:
        finding = wrong_default(diagnosis, diagnosis["sound.speech"], louder_than_dbfs=speech)
        yield finding or diagnosis.warning("microphone.too-quiet", diagnosis["sound.speech"])
        yield from () if is_clipping else _noise(diagnosis, speech)
    elif not is_clipping:  # what is cut off at the top lifts the pauses too
        notes = [*([] if has_dropouts else _hands_free(diagnosis)), *_noise(diagnosis, speech)]
        yield from [] if has_dropouts else [_audible(diagnosis, notes)]
        yield from notes


def _channels_cancel(diagnosis: MicrophoneDiagnosis) -> bool:
    """What one channel hears is gone once programs have joined all of them."""
    loss, level = diagnosis.number("sound.mix-loss") or 0.0, diagnosis.number("sound.level") or 0.0
    return loss >= thresholds.MIX_LOSS_DB and level + loss >= thresholds.CHANNEL_AUDIBLE_DBFS


def _is_no_voice(diagnosis: MicrophoneDiagnosis, speech: float) -> bool:
    """Something sounds, and it is no human voice. Earlier versions did not listen for that."""
    voice = diagnosis.number("sound.voice")
    least = thresholds.VOICE_FROM_S if speech >= QUIET_DBFS else thresholds.FAINT_VOICE_FROM_S
    return voice is not None and voice < least


def _audible(diagnosis: MicrophoneDiagnosis, notes: Sequence[Finding]) -> Finding:
    """Hears somebody well, or hears somebody, but ...: the first of the notes."""
    facts = ("sound.speech", "sound.pause", "sound.spoken", "sound.voice")
    evidence = tuple(diagnosis[fact] for fact in facts if diagnosis[fact].failure is None)
    name = diagnosis.name
    if not notes:
        return Finding.ok("microphone.ready", evidence=evidence, subject=name, microphone=name)
    why = _BUT[notes[0].code]
    return Finding.ok(
        "microphone.usable", evidence=evidence, subject=name, microphone=name, why_de=why.de, why_en=why.en
    )


def _no_speech(diagnosis: MicrophoneDiagnosis) -> Finding:
    """A mute flag alone proves nothing, as drivers may ignore it; with no voice beside it, it is the likely cause."""
    spoken = diagnosis["sound.spoken"]
    if diagnosis.is_muted:
        return diagnosis.blocker("microphone.muted", (spoken, diagnosis["device.muted"]))
    level, peak = diagnosis.number("sound.level") or 0.0, diagnosis.number("sound.peak") or 0.0
    is_steady = peak - level <= thresholds.STEADY_DB or peak <= thresholds.MUTED_PEAK_DBFS
    if level <= thresholds.MUTED_DBFS and is_steady:
        witness = best_other_input(diagnosis)  # another one heard the voice: someone spoke
        sure = Sureness.POSSIBLE if witness is None else Sureness.LIKELY
        return diagnosis.warning(
            "microphone.muted-at-device", (diagnosis["sound.level"], diagnosis["sound.peak"]), sure
        )
    return wrong_default(diagnosis, spoken) or diagnosis.unknown("microphone.no-speech", spoken)


def _noise(diagnosis: MicrophoneDiagnosis, speech: float) -> Iterator[Finding]:
    pause = diagnosis.number("sound.pause")
    level = diagnosis.number("sound.hum-level")
    is_audible = level is not None and level >= speech - thresholds.HUM_BELOW_SPEECH_DB
    if is_audible and _has_hum(diagnosis):
        yield diagnosis.note("microphone.hum", diagnosis["sound.hum"])
        if level is not None and (pause is None or level >= pause - thresholds.HUM_SHARE_DB):
            return
    if pause is not None and speech - pause < thresholds.NOISY_DB:
        yield diagnosis.note("microphone.noisy", (diagnosis["sound.speech"], diagnosis["sound.pause"]))
    elif _has_whine(diagnosis, speech):
        yield diagnosis.note("microphone.noisy", (diagnosis["sound.speech"], diagnosis["sound.tone-level"]))


def _has_dropouts(diagnosis: MicrophoneDiagnosis) -> bool:
    dropouts, gaps = diagnosis.number("sound.dropouts") or 0, diagnosis.number("record.gaps") or 0
    return dropouts >= thresholds.DROPOUTS_FROM or dropouts - gaps >= thresholds.HOLES_FROM


def _has_whine(diagnosis: MicrophoneDiagnosis, speech: float) -> bool:
    above, level = diagnosis.number("sound.tone"), diagnosis.number("sound.tone-level")
    if above is None or level is None:
        return False
    return above >= thresholds.TONE_DB and level >= speech - thresholds.TONE_BELOW_SPEECH_DB


def _has_hum(diagnosis: MicrophoneDiagnosis) -> bool:
    return (diagnosis.number("sound.hum") or 0.0) >= thresholds.HUM_DB


def _hands_free(diagnosis: MicrophoneDiagnosis) -> Iterator[Finding]:
    rate, bandwidth = diagnosis.number("device.rate"), diagnosis.number("sound.bandwidth")
    is_wired = diagnosis["device.transport"].value in {USB, BUILT_IN}
    is_bluetooth = is_hands_free(diagnosis.name) or diagnosis["device.transport"].value == "bluetooth"
    is_narrow = not is_wired and bandwidth is not None and bandwidth <= thresholds.TELEPHONE_BAND_HZ
    is_wide = is_bluetooth and bandwidth is not None and bandwidth <= thresholds.WIDE_BAND_HZ
    telephone_hz = thresholds.TELEPHONE_HZ if is_wired else thresholds.BLUETOOTH_TELEPHONE_HZ
    if is_hands_free(diagnosis.name) or (rate is not None and rate <= telephone_hz):
        yield diagnosis.note("microphone.hands-free", diagnosis["device.rate"])
    elif is_narrow or is_wide:
        yield diagnosis.note("microphone.hands-free", diagnosis["sound.bandwidth"])
