"""How far a report is on its way: what is kept beside it, and what follows from an attempt. Pure."""

import datetime
from enum import Enum
from typing import Annotated

import msgspec

from checker.client.delivery.upload_outcome import (
    RetryLater,
    RetryReason,
    UploadAccepted,
    UploadOutcome,
    UploadRejected,
)
from checker.model.failure import Failure, Refusal
from checker.model.record import Record
from checker.model.report import Moment, Receipt

STATE_VERSION = 1
FIRST_BACKOFF_S = 5.0
MAX_BACKOFF_S = 900.0
"""Waits double from the first to the longest; a draw takes up to half off, so that a whole firm does not come at once
after its desk was away."""
MAX_RETRY_AFTER_S = 6 * 3600.0
"""The longest that the desk can make us wait by Retry-After (RFC 9110, 10.2.3)."""


class DeliveryStage(Enum):
    """Where a report is. `stopped`: nothing is tried any more, and somebody must act."""

    WAITING = "waiting"
    SENDING = "sending"
    DELIVERED = "delivered"
    STOPPED = "stopped"


class DeliveryState(Record, frozen=True, kw_only=True):
    """The state beside a report. `asked`: the desk itself named the time of the next try."""

    version: Annotated[int, msgspec.Meta(ge=1, le=STATE_VERSION)] = STATE_VERSION
    enrolment: str = ""
    queued: Moment
    tried: Annotated[int, msgspec.Meta(ge=0)] = 0
    reason: RetryReason | None = None
    failure: Failure | None = None
    refusal: Refusal | None = None
    next_try: Moment | None = None
    asked: bool = False
    receipt: Receipt | None = None

    @property
    def stage(self) -> DeliveryStage:
        """Derived: a receipt ends it, a refusal stops it."""
        if self.receipt is not None:
            return DeliveryStage.DELIVERED
        return DeliveryStage.STOPPED if self.refusal is not None else DeliveryStage.WAITING

    def is_due(self, now: datetime.datetime, skip_backoff: bool = False) -> bool:
        """Whether to try now.

        `skip_backoff` (a new start, or the employee's wish) skips our own waits, not the desk's.
        """
        if self.stage is not DeliveryStage.WAITING:
            return False
        return (skip_backoff and not self.asked) or self.wait_s(now) <= 0

    def wait_s(self, now: datetime.datetime) -> float:
        """Seconds until the next try. A time further off than we ever set comes from a clock put right since: 0."""
        if self.next_try is None:
            return 0.0
        remaining_s = (self.next_try - now).total_seconds()
        return remaining_s if 0 < remaining_s <= (MAX_RETRY_AFTER_S if self.asked else MAX_BACKOFF_S) else 0.0


def next_state(state: DeliveryState, outcome: UploadOutcome, now: datetime.datetime, jitter: float) -> DeliveryState:
    """The state after an attempt that ended at `now`. `jitter`: a random number from 0 to 1."""
    replace = msgspec.structs.replace
    updated = replace(state, tried=state.tried + 1, reason=None, failure=None, next_try=None, asked=False)
    match outcome:
        case UploadAccepted(receipt=receipt):
            return replace(updated, receipt=receipt, enrolment="")
        case UploadRejected(refusal=refusal):
            return replace(updated, refusal=refusal)
        case RetryLater(reason=reason, failure=failure, after_s=retry_after_s):
            wait_s = (
                backoff_s(updated.tried, jitter)
                if retry_after_s is None
                else min(max(retry_after_s, 1.0), MAX_RETRY_AFTER_S)
            )
            next_try = now + datetime.timedelta(seconds=wait_s)
            return replace(updated, reason=reason, failure=failure, next_try=next_try, asked=retry_after_s is not None)


def backoff_s(tries: int, jitter: float) -> float:
    """Seconds to wait after the `tried`th attempt."""
    full_wait_s: float = min(MAX_BACKOFF_S, FIRST_BACKOFF_S * 2 ** min(tries - 1, 20))
    return full_wait_s * (1 - jitter / 2)
