"""Watches what is plugged in while the result is on the screen, so that a new device is in the list by itself."""

from collections.abc import Iterable

from checker.checks.context import LiveSample, Progress
from checker.checks.registry import checks
from checker.client.session import Session
from checker.client.window.bridge import Bridge
from checker.model.failure import Failure
from checker.model.measurement import Outcome
from checker.model.observation import Observation
from checker.model.record import Record
from checker.model.text import Text
from checker.run.part import PartRun

PART = "plugged"


class Plugged(Record, frozen=True, kw_only=True):
    """The devices of this check that are there now; `said` names what changed, None for the first look."""

    check: str
    names: tuple[str, ...]
    said: Text | None = None


class WatchEnded(Record, frozen=True, kw_only=True):
    """The look-out of one check is over."""

    turn: int
    check: str
    outcome: Outcome


class Watch:
    """One worker a check that has such a part. What it tells arrives by the bridge; it is kept nowhere."""

    def __init__(self, session: Session, bridge: Bridge) -> None:
        self._session = session
        self._bridge = bridge
        self._runs: dict[tuple[int, str], PartRun] = {}
        self._turn = 0
        self._closed = False

    @property
    def alive(self) -> bool:
        """Whether a worker is there that must end before the program does."""
        return bool(self._runs)

    def start(self) -> None:
        """Looks out from now on; what looks out already goes on."""
        if self._closed:
            return
        watched = {check for turn, check in self._runs if turn == self._turn}
        for name, check in checks().items():
            allowed = set(check.groups) <= set(self._session.allowed)
            if PART in check.parts and allowed and name not in watched:
                self._begin(name)

    def stop(self) -> None:
        """Looks out no more. It is over when its WatchEnded has arrived."""
        self._turn += 1
        for run in list(self._runs.values()):
            run.stop()

    def close(self) -> None:
        """Looks out no more, whatever is shown: the window closes."""
        self._closed = True
        self.stop()

    def over(self, event: WatchEnded) -> None:
        """Takes the end of one; a worker's time is limited, so a new one takes its place while it is wanted."""
        self._runs.pop((event.turn, event.check), None)
        if event.turn == self._turn and event.outcome is Outcome.TIMED_OUT:
            self._begin(event.check)

    def _begin(self, check: str) -> None:
        turn = self._turn
        said: list[Text] = []

        def told(what: Observation | Progress | LiveSample) -> None:
            if isinstance(what, LiveSample) and what.text is not None:
                said.append(what.text)
            elif isinstance(what, Observation) and isinstance(what.value, list):
                names = tuple(map(str, what.value))
                self._bridge.post(Plugged(check=check, names=names, said=_newest(said)))

        def ended(outcome: Outcome, _failure: Failure | None) -> None:
            self._bridge.post(WatchEnded(turn=turn, check=check, outcome=outcome))

        run = PartRun(check, PART, self._session.needs()[check], self._session.profile, listener=told, on_end=ended)
        self._runs[turn, check] = run
        run.start()


def _newest(said: list[Text]) -> Text | None:
    newest = said[-1] if said else None
    said.clear()
    return newest


def new_ones(before: Iterable[str], now: Iterable[str]) -> list[str]:
    """What is there now and was not before."""
    known = set(before)
    return [name for name in now if name not in known]
