"""Who may load the desk's own line: one at a time in each direction, in the order of asking.

Two who load at once measure each other. An uplink is full duplex, so download and upload are queues of their own.
Nothing here runs by itself: what is over is found when somebody asks next.
"""

import secrets
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from math import ceil

from checker.desk.measure.request import Refused
from checker.model.record import Record

DIRECTIONS = ("down", "up")
HOLDS_S = 10.0
"""A place ends by itself after this: a load takes one to three seconds, a slow line a little more."""
ASK_WITHIN_S = 3.0
"""Who waits and does not ask for so long has left."""
WAITING = 256
"""In one direction. The last of them waits ten minutes; nobody should wait longer."""
WAITING_EACH = 48
"""In one direction from one public address: an office behind one line, not a flood."""
USUAL_S = 3.0
"""How long a load takes, until the desk has seen some."""
SEEN = 16
"""The last so many loads tell how long the next ones take."""
SOON_S = 0.2
"""The least that anybody is told to wait."""

Cut = Callable[[], None]
Clock = Callable[[], float]


class Turn(Record, frozen=True, kw_only=True):
    """`wait_s` 0: the place is given, for `holds_s`. Else an estimate; ask again within ASK_WITHIN_S."""

    ticket: str
    wait_s: float
    holds_s: float


class _Ticket:
    def __init__(self, asker: str, now: float) -> None:
        self.name = secrets.token_hex(16)
        self.asker = asker
        self.asked = now
        self.given = self.ends = 0.0
        self.loads: set[Cut] = set()


class _Queue:
    """One direction. Every method is called with the lock of Places held."""

    def __init__(self) -> None:
        self.holder: _Ticket | None = None
        self.waiting: deque[_Ticket] = deque()
        self.free_loads = 0
        self._took = deque([USUAL_S], maxlen=SEEN)

    def tidy(self, now: float) -> None:
        """Ends what is over: a place held to its end, and who has not asked for too long."""
        if self.holder is not None and now >= self.holder.ends:
            self.end(now)
        if any(now - one.asked > ASK_WITHIN_S for one in self.waiting):
            self.waiting = deque(one for one in self.waiting if now - one.asked <= ASK_WITHIN_S)

    def end(self, now: float) -> None:
        """Ends the place that is held, and the loads that still run on it."""
        if self.holder is None:
            return
        self._took.append(min(now - self.holder.given, HOLDS_S))
        for cut in self.holder.loads:
            cut()
        self.holder = None

    def join(self, asker: str, now: float) -> _Ticket:
        """A ticket at the end of the queue. Raises Refused 503."""
        if len(self.waiting) >= WAITING or sum(bool(asker) and one.asker == asker for one in self.waiting) >= (
            WAITING_EACH
        ):
            raise Refused(503, retry_after_s=ceil(self.estimate(len(self.waiting), now)))
        ticket = _Ticket(asker, now)
        self.waiting.append(ticket)
        return ticket

    def give(self, ticket: _Ticket, now: float) -> bool:
        """Whether the place is this ticket's now: nobody holds it, no load without a ticket runs, and it is first."""
        if self.holder is None and not self.free_loads and self.waiting[0] is ticket:
            self.waiting.popleft()
            ticket.given, ticket.ends = now, now + HOLDS_S
            self.holder = ticket
        return self.holder is ticket

    def estimate(self, ahead: int, now: float) -> float:
        """Seconds until the place is free for somebody with so many before him."""
        usual = sum(self._took) / len(self._took)
        elapsed = now - self.holder.given if self.holder is not None else 0.0
        busy = self.holder is not None or self.free_loads > 0
        return max(SOON_S, ahead * usual + (max(usual - elapsed, 0.0) if busy else 0.0))


class Places:
    """The places of both directions."""

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._queues = {direction: _Queue() for direction in DIRECTIONS}

    def ask(self, direction: str | None, name: str | None, asker: str = "") -> tuple[str, Turn]:
        """The direction, and the turn of this ticket; of a new one where it is not known (any more).

        Raises Refused: 503 where too many wait already, 400 for a direction that is none, 410 for a lost ticket
        that comes without its direction.
        """
        now = self._clock()
        with self._lock:
            found, ticket = self._find(name, now)
            if ticket is None:
                if direction not in self._queues:
                    raise Refused(410 if name and direction is None else 400)
                found, ticket = direction, self._queues[direction].join(asker, now)
            queue = self._queues[found]
            ticket.asked = now
            if queue.holder is ticket or queue.give(ticket, now):
                return found, Turn(ticket=ticket.name, wait_s=0.0, holds_s=round(ticket.ends - now, 3))
            wait_s = queue.estimate(queue.waiting.index(ticket), now)
            return found, Turn(ticket=ticket.name, wait_s=round(wait_s, 1), holds_s=HOLDS_S)

    def give_back(self, name: str) -> None:
        """Ends a place before its time, or leaves the queue. A ticket that nobody knows is over already."""
        now = self._clock()
        with self._lock:
            direction, ticket = self._find(name, now)
            if ticket is None:
                return
            queue = self._queues[direction]
            if queue.holder is ticket:
                queue.end(now)
            else:
                queue.waiting.remove(ticket)

    @contextmanager
    def loading(self, direction: str, name: str | None, cut: Cut) -> Iterator[float | None]:
        """While a load runs: yields when it must end, by the clock; None without a ticket.

        `cut` is called where the place ends before the load. Raises Refused 503 where the place is another's, and
        without a ticket also where somebody waits: nobody starves behind clients that know nothing of places.
        """
        with self._lock:
            now = self._clock()
            queue = self._queues[direction]
            queue.tidy(now)
            holder = queue.holder
            if (name and (holder is None or holder.name != name)) or (not name and (holder or queue.waiting)):
                raise Refused(503, retry_after_s=ceil(queue.estimate(len(queue.waiting), now)))
            if name and holder is not None:
                holder.loads.add(cut)
            else:
                queue.free_loads += 1
        try:
            yield holder.ends if holder is not None else None
        finally:
            with self._lock:
                if holder is not None:
                    holder.loads.discard(cut)
                else:
                    queue.free_loads -= 1

    def _find(self, name: str | None, now: float) -> tuple[str, _Ticket | None]:
        for direction, queue in self._queues.items():
            queue.tidy(now)
            for ticket in (queue.holder, *queue.waiting):
                if ticket is not None and ticket.name == name:
                    return direction, ticket
        return "", None
