"""The watch: a thread or two a place, one for names, one for gateways, one for whatever may change around them."""

import logging
import math
import threading
from collections.abc import Callable, Iterator
from functools import partial

from checker.checks.context import Cancelled, ProbeContext
from checker.checks.line.environment.suspend import SleepClocks, clock_reader
from checker.checks.outages.need import OutagesNeed
from checker.checks.outages.probing.gateways import GatewayRounds
from checker.checks.outages.probing.targets import Targets, find_targets
from checker.checks.outages.timeline.facts import GATEWAY_PREFIX, NAME_SERVICE, changes_fact, timeline_facts
from checker.checks.outages.timeline.samples import SampleResult
from checker.checks.outages.timeline.timeline import Timeline
from checker.model.failure import Failure, FailureKind, Operation, OperationFailed
from checker.model.observation import Observation
from checker.net.clock import monotonic_s, wall_s
from checker.net.dns.query import query_dns
from checker.net.routes.counters import InterfaceCounters, read_counters
from checker.net.routes.route_watch import has_changed, route_signature
from checker.net.stun.nat_mapping import OutsideAddressWatch
from checker.net.wifi.link import read_access_point

log = logging.getLogger(__name__)
PERIOD_S = 1.0
"""Between two requests to one place; two threads take turns, since an answer is waited for longer."""
PHASES_S = {"router": 0.0, "provider": 0.25, "desk": 0.5, "other": 0.75}
OTHER_PERIOD_S = 15.0
"""The second host's, while the desk answers: it is a stranger's."""
DNS_PERIOD_S, DNS_SILENT_PERIOD_S, DNS_SILENT_TRIES, DNS_WAIT_S = 10.0, 1.0, 12, 1.9
ROUTE_PERIOD_S, ROAMING_PERIOD_S, STUN_PERIOD_S, SEARCH_PERIOD_S = 5.0, 2.0, 60.0, 30.0
_ANSWERED = (FailureKind.NOT_FOUND, FailureKind.REFUSED, FailureKind.BAD_ANSWER)
"""What a DNS server says as well."""


class OutageWatch:
    """Use it as a context: the threads run inside, and end by themselves soon after."""

    def __init__(self, need: OutagesNeed, context: ProbeContext) -> None:
        self._need, self._context = need, context
        self.timeline = Timeline(_clocks(context.system), wall_s)
        self._stopped = threading.Event()
        self._targets = Targets(queries={})
        self._gateways = GatewayRounds(need.gateways, context, self._stopped)
        self._has_address, self._has_access_point = False, False

    def __enter__(self) -> "OutageWatch":
        for place, phase_s in PHASES_S.items():
            self.timeline.add_place(place)
            for turn in range(2):
                self._start(self._ask_place, place, phase_s + turn * PERIOD_S)
        self.timeline.add_place(NAME_SERVICE, DNS_PERIOD_S)
        self._start(self._ask_names)
        for gateway_id, period_s in self._gateways.periods_s.items():
            self.timeline.add_place(GATEWAY_PREFIX + gateway_id, period_s)
        self._start(self._ask_gateways)
        self._start(self._look_around)
        return self

    def __exit__(self, *_: object) -> None:
        self._stopped.set()

    def tick(self) -> None:
        """Call it four times a second: it notices pauses, and time that went by without it."""
        if self._context.control.is_paused.is_set():
            self.timeline.pause()
        else:
            self.timeline.resume()
        self.timeline.tick()

    def observations(self, ended: str = "") -> Iterator[Observation]:
        """What was seen so far; `ended`: why it is over."""
        context = self._context
        for fact in timeline_facts(self.timeline):
            yield _observation(context, fact)
        for kind, is_watched in (("address", self._has_address), ("roaming", self._has_access_point)):
            if is_watched:
                yield _observation(context, changes_fact(self.timeline, kind))
            else:
                failure = Failure(operation=Operation.READ, kind=FailureKind.NOT_MEASURED)
                yield context.failed_observation(f"{kind}.changes", failure)
        if self._targets.medium:
            yield context.observation("medium", self._targets.medium)
            yield context.observation("through-vpn", self._targets.is_tunnel)
        for gateway_id, name in self._gateways.names.items():
            if self.timeline.places[GATEWAY_PREFIX + gateway_id].method:
                yield context.observation("gateway.name", name, gateway_id)
        if self._need.earlier:
            yield context.observation("earlier.at", list(self._need.earlier))
        if ended:
            yield context.observation("ended", ended)

    def _start(self, work: Callable[..., None], *arguments: object) -> None:
        threading.Thread(target=_guarded, args=(work, *arguments), name="outage watch", daemon=True).start()

    def _beats(self, period_s: float, phase_s: float = 0.0) -> Iterator[None]:
        """One a period, and none that was missed is made up for."""
        begin_s, beat = monotonic_s() + phase_s, 0
        while not self._stopped.wait(max(0.0, begin_s + beat * period_s - monotonic_s())):
            beat = max(beat, math.floor((monotonic_s() - begin_s) / period_s)) + 1
            if not self.timeline.is_paused:
                yield

    def _ask_place(self, place: str, phase_s: float) -> None:
        asked_at_s = -OTHER_PERIOD_S
        for _ in self._beats(2 * PERIOD_S, phase_s):
            query = self._targets.queries.get(place)
            if query is None or (place == "other" and not self._is_other_due(asked_at_s)):
                continue
            asked_at_s = monotonic_s()
            self._sample(place, query)

    def _is_other_due(self, asked_at_s: float) -> bool:
        return self.timeline.places["desk"].is_silent or monotonic_s() - asked_at_s >= OTHER_PERIOD_S

    def _ask_names(self) -> None:
        asked_at_s, silent = -DNS_PERIOD_S, 0
        for _ in self._beats(DNS_SILENT_PERIOD_S, 0.9):
            host, server = self._targets.desk_host, self._targets.name_server
            is_soon = 0 < silent < DNS_SILENT_TRIES
            if not host or not server or not (is_soon or monotonic_s() - asked_at_s >= DNS_PERIOD_S):
                continue
            asked_at_s = monotonic_s()
            result = self._sample(NAME_SERVICE, partial(_name_sample, host, server))
            silent = silent + 1 if result is not None and result.round_trip_s is None else 0

    def _ask_gateways(self) -> None:
        for _ in self._beats(PERIOD_S):
            gateway = self._gateways.due()
            if gateway is None:
                continue
            self._sample(GATEWAY_PREFIX + gateway.id, partial(self._gateways.sample, gateway))

    def _sample(self, place: str, query: Callable[[], SampleResult | None]) -> SampleResult | None:
        """One request; before the first answer silence does not count, for some never answer."""
        sent_s = self.timeline.begin_sample(place)
        if sent_s is None:
            return None
        result = query()
        samples = self.timeline.places[place]
        if result is None or (not samples.method and result.round_trip_s is None):
            self.timeline.discard_sample(place, sent_s)
            return None
        if not samples.method:
            samples.method = result.method
        self.timeline.end_sample(place, sent_s, result)
        return result

    def _look_around(self) -> None:
        """Each look has its own period; one that takes long delays the others, and no request."""
        system = self._context.system
        routes, counters = route_signature(system), _Counters()
        self._targets = find_targets(self._need, self._context)
        outside: OutsideAddressWatch | None = None
        access_point = b""
        due_s = dict.fromkeys(("route", "roaming", "stun", "search"), 0.0)
        was_silent = False
        for _ in self._beats(PERIOD_S):
            now_s, targets = monotonic_s(), self._targets
            mbit = counters.mbit(targets.adapter)
            if mbit is not None:
                self.timeline.note_load(mbit)
            if now_s >= due_s["route"]:
                due_s["route"] = now_s + ROUTE_PERIOD_S
                current = route_signature(system)
                if has_changed(routes, current):
                    self.timeline.note_change("route")
                    due_s["search"], access_point = 0.0, b""
                    targets = self._targets = find_targets(self._need, self._context)
                routes = current or routes
            if not targets.is_complete and now_s >= due_s["search"]:
                due_s["search"] = now_s + SEARCH_PERIOD_S
                self._targets = _merged(targets, find_targets(self._need, self._context))
            if targets.medium == "wifi" and now_s >= due_s["roaming"]:
                due_s["roaming"] = now_s + ROAMING_PERIOD_S
                access_point = self._look_at_access_point(targets.adapter, access_point)
            is_silent = self.timeline.places["desk"].is_silent
            if targets.stun is not None and (now_s >= due_s["stun"] or (was_silent and not is_silent)):
                due_s["stun"] = now_s + STUN_PERIOD_S
                outside = outside or OutsideAddressWatch(targets.stun)
                self._look_at_address(outside)
            was_silent = is_silent

    def _look_at_access_point(self, adapter: str, before: bytes) -> bytes:
        try:
            now = read_access_point(adapter, self._context.system)
        except (OperationFailed, OSError):
            return before
        self._has_access_point = True
        if before and now != before:
            self.timeline.note_change("roaming")
        return now

    def _look_at_address(self, outside: OutsideAddressWatch) -> None:
        try:
            has_address_changed = outside.has_changed()
        except OSError:
            return
        self._has_address = self._has_address or has_address_changed is not None
        if has_address_changed:
            self.timeline.note_change("address")


def _guarded(work: Callable[..., None], *arguments: object) -> None:
    try:
        work(*arguments)
    except Cancelled:
        pass
    except Exception:  # a defect in one thread must not end the others, nor the watch
        log.exception("outage watch")


class _Counters:
    """The adapter's traffic between two looks, Mbit/s in the busier direction."""

    def __init__(self) -> None:
        self._adapter, self._at_s = "", 0.0
        self._last: InterfaceCounters | None = None

    def mbit(self, adapter: str) -> float | None:
        """Since the last call; None the first time, for another adapter, and where it cannot be read."""
        try:
            current = read_counters(adapter) if adapter else None
        except (OperationFailed, OSError):
            current = None
        before, seconds = self._last if adapter == self._adapter else None, monotonic_s() - self._at_s
        self._last, self._adapter, self._at_s = current, adapter, monotonic_s()
        if current is None or before is None or seconds <= 0:
            return None
        return 8e-6 * max(current.down - before.down, current.up - before.up, 0) / seconds


def _clocks(system: str) -> Callable[[], SleepClocks]:
    """Where a system lacks the two clocks, sleep is a program that stood still."""
    try:
        read_clocks = clock_reader(system)
        read_clocks()  # what is missing shows only now
        return read_clocks
    except OperationFailed:
        return lambda: SleepClocks(with_sleep=monotonic_s(), awake_only=monotonic_s())


def _name_sample(host: str, server: str) -> SampleResult:
    began_s = monotonic_s()
    try:
        query_dns(host, server, DNS_WAIT_S)
    except OperationFailed as failed:
        if failed.failure.kind not in _ANSWERED:
            return SampleResult(round_trip_s=None)
    return SampleResult(round_trip_s=monotonic_s() - began_s, method="DNS")


def _merged(before: Targets, now: Targets) -> Targets:
    """Whoever is asked already goes on being asked the same way."""
    now.queries = {**now.queries, **before.queries}
    return now


def _observation(context: ProbeContext, fact: tuple[str, str, object]) -> Observation:
    name, subject, value = fact
    return context.observation(name, value, subject)  # type: ignore[arg-type]
