"""Listening to all microphones at once. One that hangs holds up none of the others."""

import time
from collections.abc import Iterator

from checker.checks.context import Cancelled, ProbeContext
from checker.checks.devices.audio.listing import Listed
from checker.checks.devices.audio.names import may_hear
from checker.checks.devices.audio.port import Port
from checker.checks.microphone.ear import Ear
from checker.checks.microphone.host import Host
from checker.checks.microphone.recording import Meter
from checker.model.failure import Failure, FailureKind, Operation
from checker.model.observation import Observation
from checker.model.text import Text

_RESERVE_S = 0.8
"""Left at the end for closing the microphones and telling the last facts."""
_LOOK_S = 0.04
_JUDGED_EVERY_S = 0.5
EARS_AT_MOST = 6
"""So many microphones at once: memory and a slow PC's processor are limited, and nobody has more in use."""

SPEAK = Text(
    de="Bitte sprechen Sie jetzt einen Satz, zum Beispiel: „Heute arbeite ich von zu Hause.“",
    en="Please say a sentence now, for example: “Today I am working from home.”",
)


class Listening:
    """`chosen` is the one that counts, the first of `ears`; `complete`: it was listened to until enough was heard."""

    def __init__(self, context: ProbeContext, host: Host, found: Listed) -> None:
        self._context = context
        self._times = host.times
        self.ears = [Ear(one, host.listening(one), host.times) for one in _ports(found)]
        self.chosen = self.ears[0]
        self.complete = False

    def facts(self) -> Iterator[Observation]:
        """Yields that listening began, the first sound and how much came, or the failure in place of either."""
        context, name = self._context, self.chosen.port.name
        yield context.observation("record.begun", True, name)
        step = "record.first"
        try:
            for ear in self.ears:
                ear.begin()
            for _ in self._until_enough():
                if step == "record.first" and self.chosen.first_s is not None:
                    yield context.observation(step, round(self.chosen.first_s, 2), name)
                    step = "record.seconds"
        except Cancelled:  # without it, a diagnosis would take a stop for a driver that hangs
            yield context.failed_observation(step, self.chosen.failure or self._stopped(), name)
            raise
        finally:
            self._close()
        failure = self.chosen.failure or (self._stopped() if self.chosen.first_s is None else None)
        if failure is not None:
            yield context.failed_observation(step, failure, name)
            return
        self.complete = True
        yield context.observation("record.seconds", round(self.chosen.likeness().seconds, 2), name)

    def _until_enough(self) -> Iterator[None]:
        """Looks after all of them; comes back after each look."""
        context, meter = self._context, Meter(self._context)
        context.progress(0.1, SPEAK)
        until = time.monotonic() + self._times.most_s + self._times.late_s
        judged = time.monotonic()
        while context.remaining_s > _RESERVE_S and not all(ear.failure for ear in self.ears):
            context.pause(_LOOK_S)
            for ear in self.ears:
                for block in ear.hark():
                    if ear is self.chosen:
                        meter.add(block)
            yield
            now = time.monotonic()
            if self.chosen.first_s is None and self.chosen.failure is None:
                continue  # its own limits end that
            if now > until:
                return
            if now - judged >= _JUDGED_EVERY_S:
                judged = now
                if self._enough():
                    return

    def _enough(self) -> bool:
        times, own = self._times, self.chosen.likeness()
        self._context.progress(min(0.95, 0.1 + 0.85 * own.seconds / times.most_s), SPEAK)
        if self.chosen.failure is None and own.seconds < times.least_s:
            return False
        if own.spoken_s >= times.spoken_s or own.seconds >= times.most_s:
            return True
        # Another one that has heard twice as much as is needed: the sentence was said, and not into the chosen one.
        return any(ear.likeness().spoken_s >= 2 * times.spoken_s for ear in self.ears[1:])

    def _stopped(self) -> Failure:
        return Failure(
            operation=Operation.RECORD,
            kind=FailureKind.CANCELLED if self._context.remaining_s > 0 else FailureKind.TIMEOUT,
        )

    def _close(self) -> None:
        for ear in self.ears:
            ear.let_go()
        for ear in self.ears:
            ear.close()


def _ports(found: Listed) -> list[Port]:
    others = [one for one in found.others if may_hear(one.name)]
    return [one for one in (found.chosen, *others) if one is not None][:EARS_AT_MOST]
