"""The recordings as observations: all of the microphone that counts, and of each whether it heard the voice."""

from collections.abc import Iterator

from checker.checks.context import ProbeContext
from checker.checks.microphone import thresholds
from checker.checks.microphone.analysis.cuts import count_cuts
from checker.checks.microphone.analysis.dropouts import count_dropouts
from checker.checks.microphone.analysis.sound_metrics import UNBROKEN_DB, SoundMetrics, cleaned, loudness
from checker.checks.microphone.analysis.spectrum import bandwidth, hum, steady_tone
from checker.checks.microphone.analysis.speech_detector import DetectedVoice, detect_voice
from checker.checks.microphone.capture.input_recorder import InputRecorder
from checker.model.failure import Failure, FailureKind, Operation
from checker.model.observation import Observation


def observe_sound(context: ProbeContext, recorder: InputRecorder) -> Iterator[Observation]:
    """Numbers of the sound; `sound.speech` only where someone spoke, hum and bandwidth where they can be told."""
    name, metrics, sound, rate = (
        recorder.device.name,
        recorder.metrics(),
        cleaned(recorder.recording.mono()),
        recorder.device.rate,
    )
    channel = cleaned(recorder.recording.loudest_channel())
    yield context.observation("record.gaps", recorder.recording.gaps, name)
    yield context.observation("sound.invalid", round(metrics.invalid, 4), name)
    yield context.observation("sound.zeros", round(metrics.zeros, 4), name)
    yield context.observation("sound.peak", round(metrics.peak, 1), name)
    yield context.observation("sound.level", round(metrics.level, 1), name)
    yield context.observation("sound.clipped", round(metrics.clipped, 5), name)
    yield context.observation("sound.spoken", round(metrics.spoken_s, 2), name)
    voice = detect_voice(sound, rate) if metrics.speech is not None else None
    pause = _pause(metrics, voice)
    if pause is not None:
        yield context.observation("sound.pause", round(pause, 1), name)
    if metrics.floor is not None:
        yield context.observation("sound.floor", round(metrics.floor, 1), name)
    is_clipped = metrics.clipped > thresholds.CLIPPED_SHARE
    losses = count_dropouts(channel, rate) + count_cuts(channel, rate, is_clipped=is_clipped)
    yield context.observation("sound.dropouts", recorder.recording.gaps + losses, name)
    yield context.observation("sound.mix-loss", round(loudness(channel) - loudness(sound), 1), name)
    if metrics.speech is not None and voice is not None:
        yield context.observation("sound.speech", round(metrics.speech, 1), name)
        yield context.observation("sound.voice", round(voice.seconds, 2), name)
    mains_hum = hum(sound, rate)
    if mains_hum is not None:
        yield context.observation("sound.hum", round(mains_hum.above, 1), name)
        yield context.observation("sound.hum-level", round(mains_hum.level, 1), name)
    tone = steady_tone(sound, rate)
    if tone is not None:
        yield context.observation("sound.tone", round(tone.above, 1), name)
        yield context.observation("sound.tone-level", round(tone.level, 1), name)
    bandwidth_hz = bandwidth(sound, rate) if metrics.speech is not None else None
    if bandwidth_hz is not None:
        yield context.observation("sound.bandwidth", bandwidth_hz, name)


def observe_inputs(context: ProbeContext, recorders: list[InputRecorder]) -> Iterator[Observation]:
    """Whether each heard the voice, and how loud those did that are not the one that counts."""
    for recorder in recorders:
        name, metrics = recorder.device.name, recorder.metrics()
        if recorder.failure is not None:
            yield context.failed_observation("input.hears", recorder.failure, name)
            continue
        if metrics.seconds < thresholds.JUDGED_FROM_S:
            yield context.failed_observation(
                "input.hears", Failure(operation=Operation.RECORD, kind=FailureKind.NOT_MEASURED), name
            )
            continue
        voice = detect_voice(cleaned(recorder.recording.mono()), recorder.device.rate)
        yield context.observation("input.hears", _hears_voice(metrics, voice), name)
        if recorder is not recorders[0] and metrics.speech is not None:
            yield context.observation("sound.speech", round(metrics.speech, 1), name)
            pause = _pause(metrics, voice)
            if pause is not None:
                yield context.observation("sound.pause", round(pause, 1), name)


def _pause(metrics: SoundMetrics, voice: DetectedVoice | None) -> float | None:
    """What is there beside the voice; of somebody who reads on without a pause what is steady, or nearly drowns it."""
    if metrics.speech is None or voice is None or not voice.seconds:
        return metrics.pause
    if voice.background is not None or metrics.steady is not None:
        return voice.background if voice.background is not None else metrics.steady
    if metrics.pause is None:
        return None
    return metrics.pause if metrics.speech - metrics.pause < UNBROKEN_DB else None


def _hears_voice(metrics: SoundMetrics, voice: DetectedVoice) -> bool:
    """Vowels, and enough of what they are part of is a human voice."""
    if metrics.speech is None or metrics.spoken_s < thresholds.SPOKEN_FROM_S:
        return False
    return voice.seconds >= thresholds.VOICE_FROM_S
