"""Who may load the desk's own line: one at a time in each direction, and no address before another that waits.

Two who load at once measure each other. An uplink is full duplex, so download and upload are queues of their own.
Whoever waits gets a turn of each address in front of it, never two: start-time fair queueing (Goyal, Vin and Cheng,
1996) with the address as the flow. Nothing here runs by itself: what is over is found when somebody asks next.
"""

import secrets
import threading
from collections import Counter, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from math import ceil, inf

from checker.desk.measure.http.request import RequestRefused
from checker.model.record import Record
from checker.net.clock import monotonic_s

DIRECTIONS = ("down", "up")
LEASE_S = 15.0
"""A slot ends by itself after this: a load takes one to three seconds, twelve where all is measured to the end."""
NO_LOAD_S = 1.8
"""Where somebody waits, a slot on which nothing loads for so long ends: a satellite needs 1.5 s to begin."""
TURN_S = 2.7
"""Where another address waits, the slot is its from now on: a client loads for 2.6 s at most where it matters."""
OVERRUN_S = 0.5
"""So much longer a load goes on that moves OVERRUN_BYTES in a turn: it would disturb the next one."""
OVERRUN_BYTES = 8 << 20
"""Some 25 Mbit/s. A load below it goes on beside the next, as slowly, to the end of its lease."""
POLL_WITHIN_S = 3.0
"""Who waits and does not ask for so long has left."""
MAX_WAITING = 256
"""In one direction. The last of them waits ten minutes; nobody should wait longer."""
MAX_WAITING_PER_CLIENT = 8
"""In one direction from one address: an office behind one line, not a flood."""
INITIAL_LOAD_S = 3.0
"""How long a load takes, until the desk has measured some."""
LOAD_HISTORY = 16
"""The last so many loads tell how long the next ones take."""
MIN_WAIT_S = 0.2
"""The least that anybody is told to wait."""

AbortLoad = Callable[[], None]
Clock = Callable[[], float]


class SlotStatus(Record, frozen=True, kw_only=True):
    """`wait_s` 0: the slot is given, for `holds_s`. Else an estimate; ask again within POLL_WITHIN_S."""

    ticket: str
    wait_s: float
    holds_s: float


class RunningLoad:
    """One load. `ends_at`: by the clock; None without a ticket."""

    def __init__(self, abort: AbortLoad, ticket: "_Ticket | None", clock: Clock) -> None:
        self.abort, self.ticket, self._clock = abort, ticket, clock

    @property
    def ends_at(self) -> float | None:
        """When its slot ends at the latest."""
        return self.ticket.expires_at if self.ticket is not None else None

    def count(self, n: int) -> None:
        """So many bytes were moved. Ends the load where the next one has its turn and this is no longer slow."""
        ticket = self.ticket
        if ticket is None:
            return
        ticket.moved_bytes += n
        if ticket.is_overrunning and ticket.disturbs(self._clock()):
            self.abort()


class _Ticket:
    """`round`: its turn among all; `idle_since`: when its last load ended, or the slot was given."""

    def __init__(self, client: str, turn: int, now: float) -> None:
        self.name = secrets.token_hex(16)
        self.client, self.round = client, turn
        self.requested_at = self.polled_at = now
        self.granted_at = self.expires_at = self.idle_since = 0.0
        self.loads: set[RunningLoad] = set()
        self.moved_bytes = 0
        self.is_overrunning = False

    def disturbs(self, now: float) -> bool:
        """Whether its turn is well over, and its loads move more than goes unnoticed beside another's."""
        elapsed_s = now - self.granted_at
        return elapsed_s >= TURN_S + OVERRUN_S and self.moved_bytes >= OVERRUN_BYTES * elapsed_s / TURN_S

    def is_idle(self, now: float) -> bool:
        """Whether nothing has loaded for so long that nothing will."""
        return not self.loads and now >= self.idle_since + NO_LOAD_S

    def end(self) -> None:
        """Ends the loads that still run on it."""
        for load in self.loads:
            load.abort()

    def is_same_client(self, other: "_Ticket") -> bool:
        """Whether both are of one address; of an unknown one nobody knows."""
        return bool(self.client) and self.client == other.client


class _DirectionQueue:
    """One direction. Every method is called with the lock of SlotQueue held."""

    def __init__(self) -> None:
        self.holder: _Ticket | None = None
        self.waiting: list[_Ticket] = []
        """In the order of their turns."""
        self.overrunning: list[_Ticket] = []
        """Their turn is over, and they load beside the next one."""
        self.loads_without_ticket: set[RunningLoad] = set()
        self._round = 0
        self._durations_s = deque([INITIAL_LOAD_S], maxlen=LOAD_HISTORY)

    def expire(self, now: float) -> None:
        """Ends what is over: slots held to their end or for nothing, and who has not asked for too long."""
        self.waiting = [ticket for ticket in self.waiting if now - ticket.polled_at <= POLL_WITHIN_S]
        for ticket in list(self.overrunning):
            if now >= ticket.expires_at or ticket.is_idle(now) or ticket.disturbs(now):
                self.release(ticket, now)
        if self.holder is not None and now >= self._holder_ends_at(self.holder):
            self._end_turn(self.holder, now)
        if self.waiting and now >= self._loads_without_ticket_end_at():
            for load in self.loads_without_ticket:
                load.abort()
            self.loads_without_ticket.clear()

    def release(self, ticket: _Ticket, now: float) -> None:
        """Ends a slot that is held, or was, and the loads that still run on it."""
        ticket.end()
        if ticket in self.overrunning:
            self.overrunning.remove(ticket)
        if ticket is self.holder:
            self._durations_s.append(min(now - ticket.granted_at, LEASE_S))
            self.holder = None

    def enqueue(self, client: str, now: float) -> _Ticket:
        """A ticket, one turn behind the last of the same address. Raises RequestRefused 503."""
        waiting = Counter(ticket.client for ticket in self.waiting if ticket.client)
        if waiting[client] >= MAX_WAITING_PER_CLIENT or not self._make_room(waiting, client):
            raise RequestRefused(503, retry_after_s=ceil(self.estimate_wait_s(len(self.waiting), now)))
        own_rounds = [ticket.round + 1 for ticket in self._tickets() if client and ticket.client == client]
        ticket = _Ticket(client, max([self._round, *own_rounds]), now)
        position = next((at for at, other in enumerate(self.waiting) if other.round > ticket.round), len(self.waiting))
        self.waiting.insert(position, ticket)
        return ticket

    def grant_if_next(self, ticket: _Ticket, now: float) -> bool:
        """Whether the slot is this ticket's now: nobody holds it, no load without a ticket runs, and it is first."""
        if self.holder is None and not self.loads_without_ticket and self._next() is ticket:
            self.waiting.remove(ticket)
            ticket.granted_at = ticket.idle_since = now
            ticket.expires_at = now + LEASE_S
            self.holder, self._round = ticket, max(self._round, ticket.round)
        return self.holder is ticket

    def find_loading(self, ticket_id: str) -> _Ticket | None:
        """The ticket, if its slot is given or its loads go on beside the slot."""
        loading = [*self.overrunning, *([self.holder] if self.holder is not None else [])]
        return next((ticket for ticket in loading if ticket.name == ticket_id), None)

    def estimate_wait_s(self, position: int, now: float) -> float:
        """Seconds until the slot is free for somebody with so many before him."""
        average_s = sum(self._durations_s) / len(self._durations_s)
        busy_s = 0.0
        if self.holder is not None:
            elapsed_s = now - self.holder.granted_at
            busy_s = min(max(average_s - elapsed_s, 0.0), max(self._holder_ends_at(self.holder) - now, 0.0))
        elif self.loads_without_ticket:
            busy_s = min(average_s, max(self._loads_without_ticket_end_at() - now, 0.0))
        return max(MIN_WAIT_S, position * average_s + busy_s)

    def _holder_ends_at(self, holder: _Ticket) -> float:
        """By the clock, as things stand: earlier where somebody waits and nothing loads, or another address waits."""
        ends_at = [holder.expires_at]
        if self.waiting and not holder.loads:
            ends_at.append(holder.idle_since + NO_LOAD_S)
        if any(not ticket.is_same_client(holder) for ticket in self.waiting):
            ends_at.append(holder.granted_at + TURN_S)
        return min(ends_at)

    def _loads_without_ticket_end_at(self) -> float:
        return min((ticket.requested_at for ticket in self.waiting), default=inf) + TURN_S

    def _end_turn(self, holder: _Ticket, now: float) -> None:
        """A slow load goes on beside the next one; a fast one, which would disturb it, for a moment only."""
        if holder.is_idle(now) or now >= holder.expires_at:
            self.release(holder, now)
            return
        self._durations_s.append(now - holder.granted_at)
        holder.is_overrunning = True
        self.overrunning.append(holder)
        self.holder = None

    def _next(self) -> _Ticket | None:
        """The first, unless its address still loads beside the slot: then the first of another."""
        loading = {ticket.client for ticket in self.overrunning if ticket.client}
        return next((ticket for ticket in self.waiting if ticket.client not in loading), None)

    def _make_room(self, waiting: Counter[str], client: str) -> bool:
        """Whether one more may wait: where all places are taken, the last of the address with the most goes."""
        if len(self.waiting) < MAX_WAITING or not client:
            return len(self.waiting) < MAX_WAITING
        greediest, count = max(waiting.items(), key=lambda item: item[1], default=("", 0))
        if count <= waiting[client] + 1:
            return False
        self.waiting.remove(next(ticket for ticket in reversed(self.waiting) if ticket.client == greediest))
        return True

    def _tickets(self) -> list[_Ticket]:
        return [*self.waiting, *self.overrunning, *([self.holder] if self.holder is not None else [])]


class SlotQueue:
    """The slots of both directions."""

    def __init__(self, clock: Clock = monotonic_s) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._queues = {direction: _DirectionQueue() for direction in DIRECTIONS}

    def request(self, direction: str | None, ticket_id: str | None, client: str = "") -> tuple[str, SlotStatus]:
        """The direction, and the status of this ticket; of a new one where it is not known (any more).

        `client`: the address that asks; "" where it is not known. Raises RequestRefused: 503 where too many wait
        already, 400 for a direction that is none, 410 for a lost ticket that comes without its direction.
        """
        now = self._clock()
        with self._lock:
            ticket_direction, ticket = self._find_ticket(ticket_id, now)
            if ticket is None:
                if direction not in self._queues:
                    raise RequestRefused(410 if ticket_id and direction is None else 400)
                ticket_direction, ticket = direction, self._queues[direction].enqueue(client, now)
                self._queues[direction].expire(now)
            queue = self._queues[ticket_direction]
            ticket.polled_at = now
            if ticket not in queue.waiting or queue.grant_if_next(ticket, now):
                return ticket_direction, SlotStatus(
                    ticket=ticket.name, wait_s=0.0, holds_s=round(ticket.expires_at - now, 3)
                )
            wait_s = queue.estimate_wait_s(queue.waiting.index(ticket), now)
            return ticket_direction, SlotStatus(ticket=ticket.name, wait_s=round(wait_s, 1), holds_s=LEASE_S)

    def release(self, ticket_id: str) -> None:
        """Ends a slot before its time, or leaves the queue. A ticket that nobody knows is over already."""
        now = self._clock()
        with self._lock:
            direction, ticket = self._find_ticket(ticket_id, now)
            if ticket is None:
                return
            queue = self._queues[direction]
            if ticket in queue.waiting:
                queue.waiting.remove(ticket)
            else:
                queue.release(ticket, now)

    @contextmanager
    def run_load(self, direction: str, ticket_id: str | None, abort: AbortLoad) -> Iterator[RunningLoad]:
        """While a load runs. `abort` is called where the slot ends before the load.

        Raises RequestRefused 503 where the slot is another's, and without a ticket also where somebody waits: nobody
        starves behind clients that know nothing of slots.
        """
        with self._lock:
            now = self._clock()
            queue = self._queues[direction]
            queue.expire(now)
            ticket = queue.find_loading(ticket_id) if ticket_id else None
            if ticket is None and (ticket_id or queue.holder or queue.waiting):
                raise RequestRefused(503, retry_after_s=ceil(queue.estimate_wait_s(len(queue.waiting), now)))
            load = RunningLoad(abort, ticket, self._clock)
            (ticket.loads if ticket is not None else queue.loads_without_ticket).add(load)
        try:
            yield load
        finally:
            with self._lock:
                if ticket is not None:
                    ticket.loads.discard(load)
                    ticket.idle_since = self._clock()
                else:
                    queue.loads_without_ticket.discard(load)

    def _find_ticket(self, ticket_id: str | None, now: float) -> tuple[str, _Ticket | None]:
        for direction, queue in self._queues.items():
            queue.expire(now)
            for ticket in (queue.holder, *queue.overrunning, *queue.waiting):
                if ticket is not None and ticket.name == ticket_id:
                    return direction, ticket
        return "", None
