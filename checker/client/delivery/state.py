"""How far a report is on its way: what is kept beside it, and what follows from an attempt. Pure."""

import datetime
from enum import Enum
from typing import Annotated

import msgspec

from checker.client.delivery.outcome import Delivered, Later, Outcome, Reason, Refused
from checker.model.failure import Failure, Refusal
from checker.model.record import Record
from checker.model.report import Moment, Receipt

STATE_VERSION = 1
FIRST_WAIT_S = 5.0
LONGEST_WAIT_S = 900.0
"""Waits double from the first to the longest; a draw takes up to half off, so that a whole firm does not come at once
after its desk was away."""
ASKED_WAIT_S = 6 * 3600.0
"""The longest that the desk can make us wait by Retry-After (RFC 9110, 10.2.3)."""


class Stage(Enum):
    """Where a report is. `stopped`: nothing is tried any more, and somebody must act."""

    WAITING = "waiting"
    SENDING = "sending"
    DELIVERED = "delivered"
    STOPPED = "stopped"


class Delivery(Record, frozen=True, kw_only=True):
    """The state beside a report. `asked`: the desk itself named the time of the next try."""

    version: Annotated[int, msgspec.Meta(ge=1, le=STATE_VERSION)] = STATE_VERSION
    enrolment: str = ""
    queued: Moment
    tried: Annotated[int, msgspec.Meta(ge=0)] = 0
    reason: Reason | None = None
    failure: Failure | None = None
    refusal: Refusal | None = None
    next_try: Moment | None = None
    asked: bool = False
    receipt: Receipt | None = None

    @property
    def stage(self) -> Stage:
        """Derived: a receipt ends it, a refusal stops it."""
        if self.receipt is not None:
            return Stage.DELIVERED
        return Stage.STOPPED if self.refusal is not None else Stage.WAITING

    def due(self, now: datetime.datetime, afresh: bool = False) -> bool:
        """Whether to try now. `afresh` (a new start, or the employee's wish) skips our own waits, not the desk's."""
        if self.stage is not Stage.WAITING:
            return False
        return (afresh and not self.asked) or self.wait_s(now) <= 0

    def wait_s(self, now: datetime.datetime) -> float:
        """Seconds until the next try. A time further off than we ever set comes from a clock put right since: 0."""
        if self.next_try is None:
            return 0.0
        left = (self.next_try - now).total_seconds()
        return left if 0 < left <= (ASKED_WAIT_S if self.asked else LONGEST_WAIT_S) else 0.0


def after(delivery: Delivery, outcome: Outcome, now: datetime.datetime, draw: float) -> Delivery:
    """The state after an attempt that ended at `now`. `draw`: a random number from 0 to 1."""
    change = msgspec.structs.replace
    tried = change(delivery, tried=delivery.tried + 1, reason=None, failure=None, next_try=None, asked=False)
    match outcome:
        case Delivered(receipt=receipt):
            return change(tried, receipt=receipt, enrolment="")
        case Refused(refusal=refusal):
            return change(tried, refusal=refusal)
        case Later(reason=reason, failure=failure, after_s=asked_s):
            wait_s = backoff_s(tried.tried, draw) if asked_s is None else min(max(asked_s, 1.0), ASKED_WAIT_S)
            again = now + datetime.timedelta(seconds=wait_s)
            return change(tried, reason=reason, failure=failure, next_try=again, asked=asked_s is not None)


def backoff_s(tried: int, draw: float) -> float:
    """Seconds to wait after the `tried`th attempt."""
    whole: float = min(LONGEST_WAIT_S, FIRST_WAIT_S * 2 ** min(tried - 1, 20))
    return whole * (1 - draw / 2)
