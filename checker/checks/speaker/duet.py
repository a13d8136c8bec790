"""Playing and listening at once, on one clock. A microphone that does not listen spoils no playing."""

import time
from functools import partial
from typing import Self

from checker.checks.context import ProbeContext
from checker.checks.devices.audio.port import Port
from checker.checks.devices.audio.resample import fitted
from checker.checks.devices.audio.stream import Block, Stream
from checker.checks.devices.audio.within import within
from checker.checks.microphone.recording import Recording
from checker.checks.microphone.sound import Samples
from checker.checks.speaker.host import Host
from checker.model.failure import Failure, FailureKind, Operation, OperationFailed

_LOOK_S = 0.02


class Duet:
    """`ear`: the microphone that listens, None where there is none; `failure`: why it does not."""

    uncertain_ms = 1000 * _LOOK_S
    """Of the moments of playing and hearing, on top of the systems' buffers."""

    def __init__(self, context: ProbeContext, host: Host, port: Port, sound: Block) -> None:
        self._context = context
        self._times = host.times
        self._mouth = Stream(
            host.playing(port, fitted(sound, port.rate, port)), context.raise_if_cancelled, Operation.PLAY
        )
        self._length_s = len(sound) / port.rate
        self.ear: Port | None = None
        self.failure: Failure | None = None
        self._began: float | None = None
        self._played = 0.0
        try:
            ask = partial(host.microphones, context.system, "")
            self.ear = within(host.times.list_s, context.raise_if_cancelled, ask).chosen
        except OperationFailed as failed:
            self.failure = failed.failure
        self._hearing = Stream(host.listening(self.ear), context.raise_if_cancelled) if self.ear else None
        self._recording = Recording(self.ear.rate if self.ear else 1.0)
        self._heard = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for stream in (self._mouth, self._hearing):
            if stream is not None:
                stream.close()

    def listen(self) -> None:
        """Returns when the microphone delivers, or will not."""
        if self._hearing is None:
            return
        self._hearing.begin()
        until = time.monotonic() + self._times.first_s
        while self.failure is None and self._began is None:
            self._context.pause(_LOOK_S)
            self._hark()
            if time.monotonic() > until and self._began is None:
                self.failure = Failure(operation=Operation.RECORD, kind=FailureKind.TIMEOUT)

    def play(self) -> float:
        """How many seconds it took. Raises OperationFailed."""
        began = time.monotonic()
        self._mouth.start(self._times.open_s)
        until = time.monotonic() + self._length_s + self._times.slack_s
        over = False
        while not over:
            self._context.pause(_LOOK_S)
            self._hark()
            for block, _ in self._mouth.take():
                self._played = self._played or time.monotonic()
                over = not len(block)
            if not over and time.monotonic() > until:
                raise OperationFailed(Operation.PLAY, FailureKind.TIMEOUT)
        took = time.monotonic() - began
        while self.failure is None and time.monotonic() < began + took + self._times.listen_s:
            self._context.pause(_LOOK_S)
            self._hark()
        return took

    @property
    def played_at_s(self) -> float:
        """When playing began, in seconds of the recording."""
        return self._played - (self._began or self._played)

    def heard(self) -> Samples:
        """The recording: its louder channel."""
        sound = self._recording.sound
        return sound[:, int((sound**2).sum(axis=0).argmax())]

    def _hark(self) -> None:
        if self._hearing is None or self.failure is not None or self.ear is None:
            return
        try:
            blocks = self._hearing.take()
        except OperationFailed as failed:
            self.failure = failed.failure
            return
        for block, lost in blocks:
            self._recording.add(block, lost)
            self._heard += len(block)
            # Some systems hold the first second back and then hurry: the least late block tells when it began.
            began = time.monotonic() - self._heard / self.ear.rate
            self._began = began if self._began is None else min(self._began, began)
