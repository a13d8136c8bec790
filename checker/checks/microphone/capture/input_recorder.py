"""Records one of several microphones at once: what has arrived so far, and whether anything still does."""

from checker.checks.devices.audio.streams.device import AudioDevice
from checker.checks.devices.audio.streams.stream import AudioStream, Block, StreamFactory
from checker.checks.microphone.analysis.sound_metrics import SoundMetrics
from checker.checks.microphone.capture.recording import AudioRecording
from checker.checks.microphone.host import MicrophoneTimes
from checker.model.failure import Failure, FailureKind, Operation, OperationFailed
from checker.net.clock import monotonic_s


class InputRecorder:
    """`failure` says why nothing more comes; `first_s` how many seconds the first sound took, None before it."""

    def __init__(self, device: AudioDevice, open_stream: StreamFactory, times: MicrophoneTimes) -> None:
        self.device = device
        self.recording = AudioRecording(device.rate)
        self.failure: Failure | None = None
        self.first_s: float | None = None
        self._stream = AudioStream(open_stream, lambda: None)
        self._times = times
        self._started_at = self._last_activity_at = monotonic_s()
        self._timeout_s = times.open_s

    def start(self) -> None:
        """Opens it, without waiting for that."""
        self._started_at = self._last_activity_at = monotonic_s()
        self._stream.start_opening()

    def poll(self) -> list[Block]:
        """What is new. Never raises OperationFailed: that becomes `failure`."""
        if self.failure is not None:
            return []
        was_running = self._stream.is_running
        try:
            blocks = self._stream.drain()
        except OperationFailed as failed:
            self.failure = failed.failure
            return []
        self._check_timeout(has_opened=self._stream.is_running and not was_running, has_sound=bool(blocks))
        for block, overflowed in blocks:
            self.recording.add(block, overflowed)
        return [block for block, _overflowed in blocks]

    def metrics(self) -> SoundMetrics:
        """Of all that was recorded."""
        return self.recording.metrics()

    def request_stop(self) -> None:
        """Tells it to end, without waiting for that."""
        self._stream.request_stop()

    def close(self) -> None:
        """Gives the microphone back."""
        self._stream.close(is_hung=self.failure is not None and self.failure.kind is FailureKind.TIMEOUT)

    def _check_timeout(self, *, has_opened: bool, has_sound: bool) -> None:
        now = monotonic_s()
        if has_sound and self.first_s is None:
            self.first_s = now - self._started_at
        if has_sound or has_opened:
            self._last_activity_at = now
            self._timeout_s = self._times.first_s if self.first_s is None else self._times.gap_s
        elif now - self._last_activity_at > self._timeout_s:
            self.failure = Failure(operation=Operation.RECORD, kind=FailureKind.TIMEOUT)
