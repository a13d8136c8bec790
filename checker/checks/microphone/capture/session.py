"""Recording from all microphones at once. One that hangs holds up no other."""

from collections.abc import Iterator

import numpy as np

from checker.checks.context import Cancelled, ProbeContext
from checker.checks.devices.audio.device_list import AudioDeviceList
from checker.checks.devices.audio.name_patterns import is_room_microphone
from checker.checks.devices.audio.streams.device import AudioDevice
from checker.checks.microphone import thresholds
from checker.checks.microphone.analysis.cuts import may_have_cuts
from checker.checks.microphone.analysis.dropouts import count_holes, count_repeats
from checker.checks.microphone.analysis.sound_metrics import cleaned
from checker.checks.microphone.analysis.speech_detector import voice_seconds
from checker.checks.microphone.capture.input_recorder import InputRecorder
from checker.checks.microphone.capture.recording import LevelEmitter
from checker.checks.microphone.host import MicrophoneHost, MicrophoneTimes
from checker.model.failure import Failure, FailureKind, Operation
from checker.model.observation import Observation
from checker.model.text import Text
from checker.net.clock import monotonic_s

_RESERVE_S = 0.8
"""Left at the end for closing the microphones and telling the last facts."""
_POLL_S = 0.04
_EVALUATE_EVERY_S = 0.5
INPUTS_AT_MOST = 6
"""So many microphones at once: memory and a slow PC's processor are limited, and nobody has more in use."""

SPEAK_PROMPT = Text(
    de="Bitte sprechen Sie jetzt einen Satz, zum Beispiel: „Heute arbeite ich von zu Hause.“",
    en="Please say a sentence now, for example: “Today I am working from home.”",
)


class CaptureSession:
    """`selected` is the one that counts, the first of `recorders`; `is_complete`.

    It was listened to until enough was heard.
    """

    def __init__(self, context: ProbeContext, host: MicrophoneHost, devices: AudioDeviceList) -> None:
        self._context = context
        self._times = host.times
        self.recorders = [
            InputRecorder(device, host.input_stream(device), host.times) for device in _input_devices(devices)
        ]
        self.selected = self.recorders[0]
        self.is_complete = False

    def record(self) -> Iterator[Observation]:
        """Yields that listening began, the first sound and how much came, or the failure in place of either.

        Raises Cancelled.
        """
        context, name = self._context, self.selected.device.name
        yield context.observation("record.begun", True, name)
        step = "record.first"
        try:
            for recorder in self.recorders:
                recorder.start()
            for _ in self._poll_until_enough():
                if step == "record.first" and self.selected.first_s is not None:
                    yield context.observation(step, round(self.selected.first_s, 2), name)
                    step = "record.seconds"
        except Cancelled:  # without it, a diagnosis would take a stop for a driver that hangs
            yield context.failed_observation(step, self.selected.failure or self._stop_failure(), name)
            raise
        finally:
            self._close()
        failure = self.selected.failure or (self._stop_failure() if self.selected.first_s is None else None)
        if failure is not None:
            yield context.failed_observation(step, failure, name)
            return
        self.is_complete = True
        yield context.observation("record.seconds", round(self.selected.metrics().seconds, 2), name)

    def _poll_until_enough(self) -> Iterator[None]:
        """Polls all of them; yields after each poll."""
        context, level_emitter = self._context, LevelEmitter(self._context)
        context.progress(0.1, SPEAK_PROMPT)
        deadline = monotonic_s() + self._times.most_s + self._times.late_s
        evaluated_at = monotonic_s()
        while context.remaining_s > _RESERVE_S and not all(recorder.failure for recorder in self.recorders):
            context.pause(_POLL_S)
            for recorder in self.recorders:
                for block in recorder.poll():
                    if recorder is self.selected:
                        level_emitter.add(block)
            yield
            now = monotonic_s()
            if self.selected.first_s is None and self.selected.failure is None:
                continue  # its own limits end that
            if now > deadline:
                return
            if now - evaluated_at >= _EVALUATE_EVERY_S:
                evaluated_at = now
                if self._has_enough():
                    return

    def _has_enough(self) -> bool:
        times, seconds = self._times, self.selected.metrics().seconds
        self._context.progress(min(0.95, 0.1 + 0.85 * seconds / times.most_s), SPEAK_PROMPT)
        if self.selected.failure is None and seconds < times.least_s:
            return False
        if has_enough(self.selected, times):
            return True
        # Another one that has heard twice as much as is needed: the sentence was said, and not into the chosen one.
        return any(recorder.metrics().spoken_s >= 2 * times.spoken_s for recorder in self.recorders[1:])

    def _stop_failure(self) -> Failure:
        return Failure(
            operation=Operation.RECORD,
            kind=FailureKind.CANCELLED if self._context.remaining_s > 0 else FailureKind.TIMEOUT,
        )

    def _close(self) -> None:
        for recorder in self.recorders:
            recorder.request_stop()
        for recorder in self.recorders:
            recorder.close()


def has_enough(recorder: InputRecorder, times: MicrophoneTimes) -> bool:
    """Whether a voice was heard, and whole: one hole tells nothing yet, and music is no sentence."""
    metrics, recording = recorder.metrics(), recorder.recording
    if metrics.seconds >= times.most_s:
        return True
    if metrics.seconds < times.least_s or metrics.spoken_s < times.spoken_s:
        return False
    channel = cleaned(recording.loudest_channel())
    centred = channel - np.median(channel)
    if (
        count_holes(centred, recording.rate)
        or may_have_cuts(channel, recording.rate)
        or count_repeats(centred, recording.rate, 1)
    ):
        return False
    return voice_seconds(cleaned(recording.mono()), recording.rate) >= thresholds.VOICE_FROM_S


def _input_devices(devices: AudioDeviceList) -> list[AudioDevice]:
    candidates = [device for device in devices.unselected if is_room_microphone(device.name)]
    return [device for device in (devices.selected, *candidates) if device is not None][:INPUTS_AT_MOST]
