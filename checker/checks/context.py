"""What a probe is given: profile, network, time, and how to record, report progress and stop."""

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from checker.checks.declaration import Check
from checker.model.failure import Failure, Operation, OperationFailed, defect_failure, failure_of
from checker.model.observation import STRING_LENGTH, Observation, Value
from checker.model.privacy import DataGroup
from checker.model.profile import Profile
from checker.model.record import Record
from checker.model.text import Text
from checker.net.clock import monotonic_s, wall_s
from checker.net.http1.proxy import is_loopback
from checker.net.net import Net

if TYPE_CHECKING:
    from checker.net.routes.near_side import NearSide  # loads psutil, which a window's start does without


class Cancelled(Exception):  # noqa: N818 - not an error: the employee said stop
    """The run was cancelled, or its time is over."""


class Progress(Record, frozen=True, kw_only=True):
    """How far a check is, 0 to 1, and what it does just now."""

    done: float
    text: Text | None = None


class LiveSample(Record, frozen=True, kw_only=True):
    """Something to show while a check runs, and to forget: never part of a report.

    `numbers` and `picture` mean what `kind` says: `level` one number, dBFS; `frame` width, height and RGB bytes;
    `rate` seconds and Mbit/s; `latency` seconds and ms; `advice` a sentence in `text`; `so-far` seconds watched, and in
    `observations` what would be observed if the check ended now.
    """

    kind: str
    numbers: tuple[float, ...] = ()
    picture: bytes = b""
    text: Text | None = None
    observations: tuple[Observation, ...] = ()


class RunControl:
    """What an employee can say to a check that takes long: rest a while, go on, or end with what it has."""

    def __init__(self) -> None:
        self.is_paused = threading.Event()
        self.is_finished = threading.Event()


class ObservationRecorder:
    """Takes the value or the failure inside `ProbeContext.record`."""

    value: Value | None = None
    uncertainty: float | None = None
    failure: Failure | None = None

    def __init__(self, make: Callable[["ObservationRecorder"], Observation]) -> None:
        self._make = make

    def observation(self) -> Observation:
        """The observation, after the block."""
        return self._make(self)


def _discard(_event: Progress | LiveSample) -> None:
    pass


@dataclass(frozen=True)
class RunSession:
    """The run that a probe is a part of: when it began, who receives its progress, and what ends it.

    `began`: on the monotonic clock; `other_checks_done`: set once only checks that linger are still running.
    `allowed`: the groups that may be read; None: all that the check declares. `control`: see RunControl.
    """

    began: float = field(default_factory=monotonic_s)
    emit: Callable[[Progress | LiveSample], None] = _discard
    cancelled: threading.Event = field(default_factory=threading.Event)
    other_checks_done: threading.Event = field(default_factory=threading.Event)
    allowed: tuple[DataGroup, ...] | None = None
    control: RunControl = field(default_factory=RunControl)


class ProbeContext:
    """What a probe works with: the profile, the network, the time it has, and how to record what it observed."""

    def __init__(
        self, check: Check, profile: Profile, net: Net, system: str, session: RunSession | None = None
    ) -> None:
        self.check = check
        self.profile = profile
        self.net = net
        self.system = system
        self._session = session or RunSession()
        self._deadline = monotonic_s() + check.deadline_s
        self._near_side_lock = threading.Lock()

    @property
    def other_checks_done(self) -> threading.Event:
        """Set once only checks that linger are still running."""
        return self._session.other_checks_done

    @property
    def control(self) -> RunControl:
        """What the employee says meanwhile. Only a check that takes minutes looks at it."""
        return self._session.control

    @property
    def elapsed_s(self) -> float:
        """Seconds since all checks began."""
        return monotonic_s() - self._session.began

    @property
    def remaining_s(self) -> float:
        """Seconds until the deadline, never below 0."""
        return max(0.0, self._deadline - monotonic_s())

    def may_read(self, name: str) -> bool:
        """Whether the employee allowed the group of this fact. Ask it before a fact of an optional group is read."""
        allowed = self._session.allowed
        return allowed is None or self.check.fact(name).group in allowed

    def remote_addresses(self, addresses: Iterable[str]) -> list[str]:
        """Those that a profile may have probed: not this PC, its cable alone or its router, wherever a name leads.

        All of them where the profile asks for nothing itself, or its desk is on this PC, as for a trial.
        """
        with self._near_side_lock:  # read once, however many threads want to know
            near_side = self._near_side
        return [address for address in addresses if near_side is None or not near_side.holds(address)]

    @cached_property
    def _near_side(self) -> "NearSide | None":
        from checker.net.routes.near_side import read_near_side  # noqa: PLC0415 - see above

        firm = self.profile.firm
        asks_nothing = firm is None and not self.profile.needs
        is_trial = firm is not None and _is_here(firm.desk_url)
        return None if self.net.reaches_near_side or asks_nothing or is_trial else read_near_side(self.system)

    def limited(self, seconds: float, *, silent: bool = False) -> "TimeLimitedContext":
        """The same run with less time than its check has. `silent`: it reports no progress, and shows nothing."""
        session = replace(self._session, emit=_discard) if silent else self._session
        return TimeLimitedContext(self, session, seconds)

    def wall_clock(self) -> float:
        """The PC's clock, seconds since 1970."""
        return wall_s()

    def raise_if_cancelled(self) -> None:
        """Raises Cancelled when the run was cancelled or its time is over. Call it in every loop."""
        if self._session.cancelled.is_set() or self.remaining_s <= 0:
            raise Cancelled

    def pause(self, seconds: float) -> None:
        """Sleeps, and wakes at once to raise Cancelled."""
        self._session.cancelled.wait(min(seconds, self.remaining_s))
        self.raise_if_cancelled()

    def progress(self, done: float, text: Text | None = None) -> None:
        """Reports how far this check is."""
        self._session.emit(Progress(done=done, text=text))

    def live(self, kind: str, numbers: tuple[float, ...] = (), picture: bytes = b"", text: Text | None = None) -> None:
        """Shows something now; it is stored nowhere."""
        self._session.emit(LiveSample(kind=kind, numbers=numbers, picture=picture, text=text))

    def show_so_far(self, seconds: float, observations: Iterable[Observation]) -> None:
        """Shows what would be observed if the check ended now, after so many seconds; it is no part of a report."""
        self._session.emit(LiveSample(kind="so-far", numbers=(seconds,), observations=tuple(observations)))

    def observation(self, name: str, value: Value, subject: str = "", uncertainty: float | None = None) -> Observation:
        """An observed value, with the unit that the check declared for this name."""
        unit = self.check.fact(name).unit
        if isinstance(value, str):
            value = value[:STRING_LENGTH]
        return Observation(
            name=name, subject=subject, value=value, unit=unit, uncertainty=uncertainty, at_s=round(self.elapsed_s, 3)
        )

    def failed_observation(self, name: str, failure: Failure, subject: str = "") -> Observation:
        """An observation that failed."""
        unit = self.check.fact(name).unit
        return Observation(name=name, subject=subject, unit=unit, failure=failure, at_s=round(self.elapsed_s, 3))

    @contextmanager
    def record(
        self, name: str, operation: Operation = Operation.READ, subject: str = ""
    ) -> Iterator[ObservationRecorder]:
        """Set `value` inside; whatever is raised becomes the observation's failure, and costs this fact alone.

        Then yield `observation()`. Raises Cancelled.
        """

        def observe(recorder: ObservationRecorder) -> Observation:
            if recorder.failure is None and recorder.value is not None:
                return self.observation(name, recorder.value, subject, recorder.uncertainty)
            return self.failed_observation(name, recorder.failure or failure_of(operation, ValueError()), subject)

        recorder = ObservationRecorder(observe)
        try:
            yield recorder
        except OperationFailed as failed:
            recorder.failure = failed.failure
        except (OSError, ImportError) as error:
            recorder.failure = failure_of(operation, error)
        except Cancelled:
            raise
        except Exception as error:  # noqa: BLE001 - a defect is recorded with its place, and the other facts are not lost
            recorder.failure = defect_failure(error)


def _is_here(url: str) -> bool:
    try:
        return is_loopback(urlsplit(url).hostname or "")
    except ValueError:
        return False


class TimeLimitedContext(ProbeContext):
    """For so many seconds; those inside `waiting` are not counted, so that only waiting may take long."""

    def __init__(self, whole: ProbeContext, session: RunSession, seconds: float) -> None:
        super().__init__(whole.check, whole.profile, whole.net, whole.system, session)
        self._whole = whole
        self._ends_at = monotonic_s() + seconds
        self._is_waiting = False

    @property
    def remaining_s(self) -> float:
        """Seconds until its own end or the check's, never below 0."""
        if self._is_waiting:
            return self._whole.remaining_s
        return max(0.0, min(self._whole.remaining_s, self._ends_at - monotonic_s()))

    def remote_addresses(self, addresses: Iterable[str]) -> list[str]:
        """As the whole check has it, which reads it once."""
        return self._whole.remote_addresses(addresses)

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """While it runs only the check's own deadline counts."""
        began = monotonic_s()
        self._is_waiting = True
        try:
            yield
        finally:
            self._is_waiting = False
            self._ends_at += monotonic_s() - began
