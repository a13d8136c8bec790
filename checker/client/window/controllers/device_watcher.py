"""Watches what is plugged in while the result is on the screen, so that a new device is in the list by itself."""

from collections.abc import Iterable

from checker.checks.context import LiveSample, Progress
from checker.checks.registry import checks
from checker.client.session import Session
from checker.client.trials.device_choice import device_selections
from checker.client.window.app.event_bridge import EventBridge
from checker.model.failure import Failure
from checker.model.measurement import Outcome
from checker.model.observation import Observation
from checker.model.record import Record
from checker.model.text import Text
from checker.run.part_run import PartRun


class PluggedDevices(Record, frozen=True, kw_only=True):
    """The devices of this check that are there now; `change` names what changed, None for the first look."""

    check: str
    names: tuple[str, ...]
    change: Text | None = None


class DeviceWatchEnded(Record, frozen=True, kw_only=True):
    """The look-out of one check is over."""

    turn: int
    check: str
    outcome: Outcome


class DeviceWatcher:
    """One worker a check that has such a part. What it tells arrives by the bridge; it is kept nowhere."""

    def __init__(self, session: Session, bridge: EventBridge) -> None:
        self._session = session
        self._bridge = bridge
        self._part_runs: dict[tuple[int, str], PartRun] = {}
        self._turn = 0
        self._closed = False

    @property
    def is_alive(self) -> bool:
        """Whether a worker is there that must end before the program does."""
        return bool(self._part_runs)

    def start(self) -> None:
        """Looks out from now on; what looks out already goes on."""
        if self._closed:
            return
        watched = {check for turn, check in self._part_runs if turn == self._turn}
        for name, check in checks().items():
            allowed = set(check.groups) <= set(self._session.allowed)
            if check.devices is not None and check.devices.hotplug_part and allowed and name not in watched:
                self._begin(name)

    def stop(self) -> None:
        """Looks out no more. It is over when its WatchEnded has arrived."""
        self._turn += 1
        for part_run in list(self._part_runs.values()):
            part_run.stop()

    def close(self) -> None:
        """Looks out no more, whatever is shown: the window closes."""
        self._closed = True
        self.stop()

    def on_ended(self, event: DeviceWatchEnded) -> None:
        """Takes the end of one; a worker's time is limited, so a new one takes its place while it is wanted."""
        self._part_runs.pop((event.turn, event.check), None)
        if event.turn == self._turn and event.outcome is Outcome.TIMED_OUT:
            self._begin(event.check)

    def _begin(self, check: str) -> None:
        turn, part = self._turn, device_selections()[check].hotplug_part
        changes: list[Text] = []

        def on_event(event: Observation | Progress | LiveSample) -> None:
            if isinstance(event, LiveSample) and event.text is not None:
                changes.append(event.text)
            elif isinstance(event, Observation) and isinstance(event.value, list):
                names = tuple(map(str, event.value))
                self._bridge.post(PluggedDevices(check=check, names=names, change=_take_latest(changes)))

        def on_part_ended(outcome: Outcome, _failure: Failure | None) -> None:
            self._bridge.post(DeviceWatchEnded(turn=turn, check=check, outcome=outcome))

        part_run = PartRun(
            check, part, self._session.needs()[check], self._session.profile, listener=on_event, on_end=on_part_ended
        )
        self._part_runs[turn, check] = part_run
        part_run.start()


def _take_latest(changes: list[Text]) -> Text | None:
    latest = changes[-1] if changes else None
    changes.clear()
    return latest


def new_devices(before: Iterable[str], now: Iterable[str]) -> list[str]:
    """What is there now and was not before."""
    previous_names = set(before)
    return [name for name in now if name not in previous_names]
