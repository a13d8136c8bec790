"""Who may load the desk's own line: one at a time in each direction, in the order of asking.

Two who load at once measure each other. An uplink is full duplex, so download and upload are queues of their own.
Nothing here runs by itself: what is over is found when somebody asks next.
"""

import secrets
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from math import ceil

from checker.desk.measure.http.request import RequestRefused
from checker.model.record import Record
from checker.net.clock import monotonic_s

DIRECTIONS = ("down", "up")
LEASE_S = 10.0
"""A slot ends by itself after this: a load takes one to three seconds, a slow line a little more."""
POLL_WITHIN_S = 3.0
"""Who waits and does not ask for so long has left."""
MAX_WAITING = 256
"""In one direction. The last of them waits ten minutes; nobody should wait longer."""
MAX_WAITING_PER_CLIENT = 48
"""In one direction from one public address: an office behind one line, not a flood."""
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


class _Ticket:
    def __init__(self, client: str, now: float) -> None:
        self.name = secrets.token_hex(16)
        self.client = client
        self.polled_at = now
        self.granted_at = self.expires_at = 0.0
        self.aborts: set[AbortLoad] = set()


class _DirectionQueue:
    """One direction. Every method is called with the lock of SlotQueue held."""

    def __init__(self) -> None:
        self.holder: _Ticket | None = None
        self.waiting: deque[_Ticket] = deque()
        self.loads_without_ticket = 0
        self._durations_s = deque([INITIAL_LOAD_S], maxlen=LOAD_HISTORY)

    def expire(self, now: float) -> None:
        """Ends what is over: a slot held to its end, and who has not asked for too long."""
        if self.holder is not None and now >= self.holder.expires_at:
            self.release(now)
        if any(now - ticket.polled_at > POLL_WITHIN_S for ticket in self.waiting):
            self.waiting = deque(ticket for ticket in self.waiting if now - ticket.polled_at <= POLL_WITHIN_S)

    def release(self, now: float) -> None:
        """Ends the slot that is held, and the loads that still run on it."""
        if self.holder is None:
            return
        self._durations_s.append(min(now - self.holder.granted_at, LEASE_S))
        for abort in self.holder.aborts:
            abort()
        self.holder = None

    def enqueue(self, client: str, now: float) -> _Ticket:
        """A ticket at the end of the queue. Raises RequestRefused 503."""
        if len(self.waiting) >= MAX_WAITING or sum(
            bool(client) and waiter.client == client for waiter in self.waiting
        ) >= (MAX_WAITING_PER_CLIENT):
            raise RequestRefused(503, retry_after_s=ceil(self.estimate_wait_s(len(self.waiting), now)))
        ticket = _Ticket(client, now)
        self.waiting.append(ticket)
        return ticket

    def grant_if_next(self, ticket: _Ticket, now: float) -> bool:
        """Whether the slot is this ticket's now: nobody holds it, no load without a ticket runs, and it is first."""
        if self.holder is None and not self.loads_without_ticket and self.waiting[0] is ticket:
            self.waiting.popleft()
            ticket.granted_at, ticket.expires_at = now, now + LEASE_S
            self.holder = ticket
        return self.holder is ticket

    def estimate_wait_s(self, position: int, now: float) -> float:
        """Seconds until the slot is free for somebody with so many before him."""
        average_s = sum(self._durations_s) / len(self._durations_s)
        elapsed_s = now - self.holder.granted_at if self.holder is not None else 0.0
        is_busy = self.holder is not None or self.loads_without_ticket > 0
        return max(MIN_WAIT_S, position * average_s + (max(average_s - elapsed_s, 0.0) if is_busy else 0.0))


class SlotQueue:
    """The slots of both directions."""

    def __init__(self, clock: Clock = monotonic_s) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._queues = {direction: _DirectionQueue() for direction in DIRECTIONS}

    def request(self, direction: str | None, ticket_id: str | None, client: str = "") -> tuple[str, SlotStatus]:
        """The direction, and the status of this ticket; of a new one where it is not known (any more).

        Raises RequestRefused: 503 where too many wait already, 400 for a direction that is none, 410 for a lost ticket
        that comes without its direction.
        """
        now = self._clock()
        with self._lock:
            ticket_direction, ticket = self._find_ticket(ticket_id, now)
            if ticket is None:
                if direction not in self._queues:
                    raise RequestRefused(410 if ticket_id and direction is None else 400)
                ticket_direction, ticket = direction, self._queues[direction].enqueue(client, now)
            queue = self._queues[ticket_direction]
            ticket.polled_at = now
            if queue.holder is ticket or queue.grant_if_next(ticket, now):
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
            if queue.holder is ticket:
                queue.release(now)
            else:
                queue.waiting.remove(ticket)

    @contextmanager
    def run_load(self, direction: str, ticket_id: str | None, abort: AbortLoad) -> Iterator[float | None]:
        """While a load runs: yields when it must end, by the clock; None without a ticket.

        `abort` is called where the slot ends before the load. Raises RequestRefused 503 where the slot is another's,
        and without a ticket also where somebody waits: nobody starves behind clients that know nothing of slots.
        """
        with self._lock:
            now = self._clock()
            queue = self._queues[direction]
            queue.expire(now)
            holder = queue.holder
            if (ticket_id and (holder is None or holder.name != ticket_id)) or (
                not ticket_id and (holder or queue.waiting)
            ):
                raise RequestRefused(503, retry_after_s=ceil(queue.estimate_wait_s(len(queue.waiting), now)))
            if ticket_id and holder is not None:
                holder.aborts.add(abort)
            else:
                queue.loads_without_ticket += 1
        try:
            yield holder.expires_at if holder is not None else None
        finally:
            with self._lock:
                if holder is not None:
                    holder.aborts.discard(abort)
                else:
                    queue.loads_without_ticket -= 1

    def _find_ticket(self, ticket_id: str | None, now: float) -> tuple[str, _Ticket | None]:
        for direction, queue in self._queues.items():
            queue.expire(now)
            for ticket in (queue.holder, *queue.waiting):
                if ticket is not None and ticket.name == ticket_id:
                    return direction, ticket
        return "", None
