"""Playing and listening at once, on one clock. A microphone that does not listen spoils no playing."""

from functools import partial
from typing import Self

from checker.checks.context import ProbeContext
from checker.checks.devices.audio.call_timeout import call_with_timeout
from checker.checks.devices.audio.streams.device import AudioDevice
from checker.checks.devices.audio.streams.resampling import fit_to_device
from checker.checks.devices.audio.streams.stream import AudioStream, Block
from checker.checks.microphone.analysis.sound_metrics import Samples
from checker.checks.microphone.capture.recording import AudioRecording
from checker.checks.speaker.host import SpeakerHost
from checker.model.failure import Failure, FailureKind, Operation, OperationFailed
from checker.net.clock import monotonic_s

_POLL_S = 0.02


class DuplexStream:
    """`microphone`: the one that records, None where there is none; `failure`: why it does not."""

    uncertainty_ms = 1000 * _POLL_S
    """Of the moments of playing and hearing, on top of the systems' buffers."""

    def __init__(self, context: ProbeContext, host: SpeakerHost, device: AudioDevice, sound: Block) -> None:
        self._context = context
        self._times = host.times
        self._output = AudioStream(
            host.output_stream(device, fit_to_device(sound, device.rate, device)),
            context.raise_if_cancelled,
            Operation.PLAY,
        )
        self._length_s = len(sound) / device.rate
        self.microphone: AudioDevice | None = None
        self.failure: Failure | None = None
        self._input_started_at: float | None = None
        self._output_started_at = 0.0
        try:
            list_microphones = partial(host.microphones, context.system, "")
            self.microphone = call_with_timeout(
                host.times.list_s, context.raise_if_cancelled, list_microphones
            ).selected
        except OperationFailed as failed:
            self.failure = failed.failure
        self._input = (
            AudioStream(host.input_stream(self.microphone), context.raise_if_cancelled) if self.microphone else None
        )
        self._recording = AudioRecording(self.microphone.rate if self.microphone else 1.0)
        self._sample_count = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for stream in (self._output, self._input):
            if stream is not None:
                stream.close()

    def start_input(self) -> None:
        """Returns when the microphone delivers, or will not."""
        if self._input is None:
            return
        self._input.start_opening()
        deadline = monotonic_s() + self._times.first_s
        while self.failure is None and self._input_started_at is None:
            self._context.pause(_POLL_S)
            self._poll_input()
            if monotonic_s() > deadline and self._input_started_at is None:
                self.failure = Failure(operation=Operation.RECORD, kind=FailureKind.TIMEOUT)

    def play(self) -> float:
        """How many seconds it took. Raises OperationFailed."""
        started_at = monotonic_s()
        self._output.start(self._times.open_s)
        deadline = monotonic_s() + self._length_s + self._times.slack_s
        is_over = False
        while not is_over:
            self._context.pause(_POLL_S)
            self._poll_input()
            for block, _ in self._output.drain():
                self._output_started_at = self._output_started_at or monotonic_s()
                is_over = not len(block)
            if not is_over and monotonic_s() > deadline:
                raise OperationFailed(Operation.PLAY, FailureKind.TIMEOUT)
        duration_s = monotonic_s() - started_at
        while self.failure is None and monotonic_s() < started_at + duration_s + self._times.listen_s:
            self._context.pause(_POLL_S)
            self._poll_input()
        return duration_s

    @property
    def played_at_s(self) -> float:
        """When playing began, in seconds of the recording."""
        return self._output_started_at - (self._input_started_at or self._output_started_at)

    def recorded_sound(self) -> Samples:
        """The recording: its louder channel."""
        sound = self._recording.sound
        return sound[:, int((sound**2).sum(axis=0).argmax())]

    def _poll_input(self) -> None:
        if self._input is None or self.failure is not None or self.microphone is None:
            return
        try:
            blocks = self._input.drain()
        except OperationFailed as failed:
            self.failure = failed.failure
            return
        for block, overflowed in blocks:
            self._recording.add(block, overflowed)
            self._sample_count += len(block)
            # Some systems hold the first second back and then hurry: the least late block tells when it began.
            started_at = monotonic_s() - self._sample_count / self.microphone.rate
            self._input_started_at = (
                started_at if self._input_started_at is None else min(self._input_started_at, started_at)
            )
