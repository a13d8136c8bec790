"""One measurement from the first connection to the last: at rest, downloading, uploading."""

import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress

from msgspec.structs import replace

from checker.checks.context import Cancelled, ProbeContext
from checker.checks.line import idle
from checker.checks.line.awake import Awake
from checker.checks.line.bounded import Bounded
from checker.checks.line.cpu import Cpu
from checker.checks.line.door import Door
from checker.checks.line.loading import Line, Loading
from checker.checks.line.need import LineNeed
from checker.checks.line.openings import Openings
from checker.checks.line.ping import Echo, Ping
from checker.checks.line.roles import ROLES, roles_of
from checker.checks.line.stopping import DOWN, UP, Aim
from checker.checks.line.surroundings import Surroundings
from checker.checks.line.target import target_of
from checker.model.failure import Failure, FailureKind, Operation, OperationFailed
from checker.model.observation import Observation
from checker.model.text import Text
from checker.net.metered import metered

COURSE_S = 30.0
"""The whole of it without waiting for places: a healthy line takes five to seven, a server that hangs ends it here."""
PING_S = 2.0
SETTLE_S = 1.0
"""What a full queue gets to empty itself before the other direction begins, where no train tells."""
PING_PAUSE_S = 0.03


class Course:
    """`stack` closes what is opened on the way."""

    def __init__(self, context: ProbeContext, need: LineNeed, stack: ExitStack, *, full: bool) -> None:
        self._whole, self._context = context, Bounded(context, COURSE_S)
        self._need, self._stack, self._full = need, stack, full
        door = Door(context.net, target_of(need.endpoint))
        self._line = Line(self._context, door, stack.enter_context(Openings(door)), Cpu())
        self._began = time.monotonic()

    def parts(self) -> Iterator[Observation]:
        """Yields every observation of the run; when its time is over, what is missing. Raises Cancelled."""
        seen = set()
        try:
            for one in self._parts():
                seen.add(one.name)
                yield one
        except Cancelled:
            self._whole.raise_if_cancelled()
            over = Failure(operation=Operation.RECEIVE, kind=FailureKind.TIMEOUT, detail="course")
            for name in ("down.rate", "up.rate") if "server.answer" in seen else ("server.answer",):
                if name not in seen:
                    yield self._whole.failed_observation(name, over)
            yield from self._cost()

    def _parts(self) -> Iterator[Observation]:
        context, line = self._context, self._line
        yield context.observation("proxy", line.door.by_proxy)
        context.progress(0.02, Text(de="Messstelle wird gesucht", en="Looking for the measuring point"))
        with context.record("server.answer", Operation.CONNECT) as answer:
            ping, echo = self._found()
            answer.value = round(echo.seconds * 1000, 2)
        yield answer.observation()
        if answer.failure is not None:
            return
        surroundings = Surroundings(line.door.first_host, context.system)
        yield from surroundings.facts(context)
        yield from self._metered()
        awake = _watch(context.system)
        yield from self._at_rest(ping)
        loading = Loading(line, surroundings)
        yield from loading.down(self._aim("down"))
        self._settle(ping)
        yield from loading.up(self._aim("up"))
        yield from self._closing(loading, surroundings, awake)

    def _found(self) -> tuple[Ping, Echo]:
        """The layout at which the server answers, from now on the target. Raises OperationFailed of the first one."""
        line = self._line
        first: OperationFailed | None = None
        for target in line.door.target.layouts():
            line.door.target = target
            ping = line.ping()
            self._stack.callback(ping.close)
            try:
                return ping, ping.wait(self._context, target.endpoint("empty"), PING_S)
            except OperationFailed as failed:
                first = first or failed
                if failed.failure.kind not in (FailureKind.NOT_FOUND, FailureKind.DENIED):
                    raise
        raise first or OperationFailed(Operation.REQUEST, FailureKind.NOT_FOUND)

    def _metered(self) -> Iterator[Observation]:
        with self._context.record("metered", Operation.READ) as seen:
            seen.value = metered(self._context.system)
            if seen.value is None:
                raise OperationFailed(Operation.READ, FailureKind.UNSUPPORTED, "metered")
        yield seen.observation()

    def _at_rest(self, ping: Ping) -> Iterator[Observation]:
        context, line = self._context, self._line
        context.progress(0.08, Text(de="Antwortzeit wird gemessen", en="Measuring the response time"))
        with context.record("udp", Operation.RECEIVE) as udp:
            line.begin_train(self._need.stun)
            udp.value = line.voice.name if line.voice is not None else None
        yield udp.observation()
        self._stack.callback(line.end_train)
        path = line.door.target.endpoint("empty")
        found = (
            idle.by_train(context, line.voice, full=self._full)
            if line.voice is not None
            else idle.by_requests(context, lambda: ping.wait(context, path, PING_S).seconds)
        )
        for one in found:
            if one.name == "idle.latency" and isinstance(one.value, float):
                line.idle_s = one.value / 1000
            yield one

    def _aim(self, name: str) -> Aim:
        """What the profile's roles, the profile itself and the contract want to be known of this direction."""
        need, down = self._need, name == "down"
        wanted = [ROLES[role].down if down else ROLES[role].up for role in roles_of(need)]
        wanted += [need.down_mbit, need.contract_down_mbit] if down else [need.up_mbit, need.contract_up_mbit]
        return replace(DOWN if down else UP, need_mbit=max(wanted), full=self._full)

    def _settle(self, ping: Ping) -> None:
        """Waits until the queue of the last load is gone: its rest would be counted against the next one."""
        context, line = self._context, self._line
        if line.voice is not None:
            return  # its drain has seen to it
        ends = time.monotonic() + SETTLE_S
        with suppress(OperationFailed):
            while (left := ends - time.monotonic()) > 0:
                echo = ping.wait(context, line.door.target.endpoint("empty"), left)
                if echo.seconds < 1.5 * line.idle_s + 0.01:
                    return
                context.pause(PING_PAUSE_S)

    def _closing(self, loading: Loading, around: Surroundings, awake: Awake | None) -> Iterator[Observation]:
        context, line = self._context, self._line
        if loading.latency_ms and line.idle_s:
            yield context.observation("bloat", round(max(0.0, max(loading.latency_ms) - line.idle_s * 1000), 1))
        yield around.changed(context)
        if awake is not None:
            yield context.observation("suspended", awake.suspended())
        yield from self._cost()

    def _cost(self) -> Iterator[Observation]:
        context, line = self._whole, self._line
        yield context.observation("bytes", round(line.moved / 1e6, 3))
        yield context.observation("waited", round(line.waited_s, 1))
        yield context.observation("seconds", round(time.monotonic() - self._began - line.waited_s, 1))
        yield context.observation("cpu.own", round(time.process_time(), 2))
        if line.cpu.worst is not None:
            yield context.observation("cpu.during", round(line.cpu.worst))


def _watch(system: str) -> Awake | None:
    try:
        return Awake(system)
    except OperationFailed:
        return None
