"""One microphone that is listened to beside others: what came of it so far, and whether anything still comes."""

import time

from checker.checks.devices.audio.port import Port
from checker.checks.devices.audio.stream import Block, Open, Stream
from checker.checks.microphone.host import Times
from checker.checks.microphone.recording import Recording
from checker.checks.microphone.sound import Likeness
from checker.model.failure import Failure, FailureKind, Operation, OperationFailed


class Ear:
    """`failure` says why nothing more comes; `first_s` how many seconds the first sound took, None before it."""

    def __init__(self, one: Port, opened: Open, times: Times) -> None:
        self.port = one
        self.recording = Recording(one.rate)
        self.failure: Failure | None = None
        self.first_s: float | None = None
        self._stream = Stream(opened, lambda: None)
        self._times = times
        self._began = self._since = time.monotonic()
        self._limit = times.open_s

    def begin(self) -> None:
        """Opens it, without waiting for that."""
        self._began = self._since = time.monotonic()
        self._stream.begin()

    def hark(self) -> list[Block]:
        """What is new. Never raises OperationFailed: that becomes `failure`."""
        if self.failure is not None:
            return []
        was_running = self._stream.running
        try:
            new = self._stream.take()
        except OperationFailed as failed:
            self.failure = failed.failure
            return []
        self._watch(opened=self._stream.running and not was_running, heard=bool(new))
        for block, lost in new:
            self.recording.add(block, lost)
        return [block for block, _lost in new]

    def likeness(self) -> Likeness:
        """Of all that was heard."""
        return self.recording.likeness()

    def let_go(self) -> None:
        """Tells it to end, without waiting for that."""
        self._stream.let_go()

    def close(self) -> None:
        """Gives the microphone back."""
        self._stream.close(hung=self.failure is not None and self.failure.kind is FailureKind.TIMEOUT)

    def _watch(self, *, opened: bool, heard: bool) -> None:
        now = time.monotonic()
        if heard and self.first_s is None:
            self.first_s = now - self._began
        if heard or opened:
            self._since = now
            self._limit = self._times.first_s if self.first_s is None else self._times.gap_s
        elif now - self._since > self._limit:
            self.failure = Failure(operation=Operation.RECORD, kind=FailureKind.TIMEOUT)
