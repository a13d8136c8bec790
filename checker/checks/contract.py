"""The one shape of every check, and what its probe is handed."""

import importlib
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import Enum
from typing import Any, Protocol, cast

from checker.model.failure import Failed, Failure, Operation, failure_of
from checker.model.finding import Finding
from checker.model.observation import STRING_LENGTH, Fact, Observation, Observations, Value
from checker.model.privacy import Group
from checker.model.profile import Profile
from checker.model.record import Record
from checker.model.text import Text
from checker.net.net import Net


class Need(Record, frozen=True, kw_only=True):
    """Base of what a profile may ask of a check. A key that ends in `_secret` never enters a report."""


class Resource(Enum):
    """What a check uses while it runs. The runner lets nobody beside a check that uses something alone."""

    NETWORK = "network"
    CAMERA = "camera"
    SOUND = "sound"


class Check(Record, frozen=True, kw_only=True):
    """A check as the registry knows it. Holds no probe: the desk reads this too, and never probes.

    `deadline_s` bounds its run; `in_worker` runs it in a child process that can be killed;
    `lingers` marks a check that watches the others and ends after them;
    `parts` are its modules besides `probe` that a worker may run (a preview, a replay).
    """

    name: str
    title: Text
    about: Text
    groups: tuple[Group, ...]
    facts: tuple[Fact, ...]
    need: type[Need]
    version: int = 1
    uses: tuple[Resource, ...] = ()
    alone: bool = False
    in_worker: bool = False
    lingers: bool = False
    deadline_s: float = 20.0
    parts: tuple[str, ...] = ()

    @property
    def package(self) -> str:
        """The dotted name of its folder."""
        return f"{__package__}.{self.name}"

    def probe(self, part: str = "probe") -> "Observe":
        """Its `observe`, imported now: the only place that loads cv2, sounddevice and their like."""
        if part != "probe" and part not in self.parts:
            raise LookupError(f"{self.name} has no part {part}")
        return cast(Observe, importlib.import_module(f"{self.package}.{part}").observe)

    def diagnose(self, seen: Observations, need: Need) -> Iterator[Finding]:
        """Its findings. Pure."""
        judge = importlib.import_module(f"{self.package}.diagnose").diagnose
        return cast(Iterator[Finding], judge(seen, need))

    def fact(self, name: str) -> Fact:
        """The declared meaning of an observation. Raises LookupError for a name that it does not declare."""
        for fact in self.facts:
            if fact.name == name:
                return fact
        raise LookupError(f"{self.name} declares no fact {name}")


class Cancelled(Exception):  # noqa: N818 - not an error: the employee said stop
    """The run was cancelled, or its time is over."""


class Progress(Record, frozen=True, kw_only=True):
    """How far a check is, 0 to 1, and what it does just now."""

    done: float
    text: Text | None = None


class Live(Record, frozen=True, kw_only=True):
    """Something to show while a check runs, and to forget: never part of a report.

    `numbers` and `picture` mean what `kind` says: `level` one number, dBFS; `frame` width, height and RGB bytes;
    `rate` seconds and Mbit/s; `latency` seconds and ms; `advice` a sentence in `text`.
    """

    kind: str
    numbers: tuple[float, ...] = ()
    picture: bytes = b""
    text: Text | None = None


class Observe(Protocol):
    """A probe: blocking, and a generator, so that what it has seen is kept when it is cut off."""

    def __call__(self, need: Any, run: "Run") -> Iterator[Observation]: ...


class Noted:
    """The place for a value inside `Run.noting`."""

    value: Value | None = None
    uncertainty: float | None = None
    failure: Failure | None = None

    def __init__(self, make: Callable[["Noted"], Observation]) -> None:
        self._make = make

    def done(self) -> Observation:
        """The observation, after the block."""
        return self._make(self)


class Run:
    """What a probe is handed: the profile, the network, the time it has, and the way to say what it saw."""

    def __init__(
        self,
        check: Check,
        profile: Profile,
        net: Net,
        system: str,
        *,
        began: float | None = None,
        tell: Callable[[Progress | Live], None] = lambda _event: None,
        cancelled: threading.Event | None = None,
        others_done: threading.Event | None = None,
    ) -> None:
        self.check = check
        self.profile = profile
        self.net = net
        self.system = system
        self.others_done = others_done or threading.Event()
        self._began = time.monotonic() if began is None else began
        self._deadline = time.monotonic() + check.deadline_s
        self._tell = tell
        self._cancelled = cancelled or threading.Event()

    @property
    def at_s(self) -> float:
        """Seconds since all checks began."""
        return time.monotonic() - self._began

    @property
    def left_s(self) -> float:
        """Seconds until the deadline, never below 0."""
        return max(0.0, self._deadline - time.monotonic())

    def wall_clock(self) -> float:
        """The PC's clock, seconds since 1970."""
        return time.time()

    def go_on(self) -> None:
        """Raises Cancelled when the run was cancelled or its time is over. Call it in every loop."""
        if self._cancelled.is_set() or self.left_s <= 0:
            raise Cancelled

    def pause(self, seconds: float) -> None:
        """Sleeps, and wakes at once to raise Cancelled."""
        self._cancelled.wait(min(seconds, self.left_s))
        self.go_on()

    def progress(self, done: float, text: Text | None = None) -> None:
        """Tells the window how far this check is."""
        self._tell(Progress(done=done, text=text))

    def live(self, kind: str, numbers: tuple[float, ...] = (), picture: bytes = b"", text: Text | None = None) -> None:
        """Shows something now; it is kept nowhere."""
        self._tell(Live(kind=kind, numbers=numbers, picture=picture, text=text))

    def saw(self, name: str, value: Value, subject: str = "", uncertainty: float | None = None) -> Observation:
        """An observed value, with the unit that the check declared for this name."""
        unit = self.check.fact(name).unit
        if isinstance(value, str):
            value = value[:STRING_LENGTH]
        return Observation(
            name=name, subject=subject, value=value, unit=unit, uncertainty=uncertainty, at_s=round(self.at_s, 3)
        )

    def lost(self, name: str, failure: Failure, subject: str = "") -> Observation:
        """The failure in place of a value."""
        unit = self.check.fact(name).unit
        return Observation(name=name, subject=subject, unit=unit, failure=failure, at_s=round(self.at_s, 3))

    @contextmanager
    def noting(self, name: str, operation: Operation = Operation.READ, subject: str = "") -> Iterator[Noted]:
        """Set `value` inside; Failed, OSError and ImportError become the observation's failure. Then yield `done()`."""

        def make(noted: Noted) -> Observation:
            if noted.failure is None and noted.value is not None:
                return self.saw(name, noted.value, subject, noted.uncertainty)
            return self.lost(name, noted.failure or failure_of(operation, ValueError()), subject)

        noted = Noted(make)
        try:
            yield noted
        except Failed as failed:
            noted.failure = failed.failure
        except (OSError, ImportError) as error:
            noted.failure = failure_of(operation, error)
