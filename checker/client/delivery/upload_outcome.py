"""How one attempt to upload a report can end: a closed set."""

from enum import Enum

from checker.model.failure import Failure, Refusal
from checker.model.record import Record
from checker.model.report import Receipt


class RetryReason(Enum):
    """What a report waits for."""

    INTERNET = "internet"
    DESK = "desk"
    TRUST = "trust"
    PORTAL = "portal"
    PROXY = "proxy"
    BUSY = "busy"
    FAULT = "fault"


class UploadAccepted(Record, frozen=True, kw_only=True):
    """The desk has it, and said so with the report's own id."""

    receipt: Receipt


class RetryLater(Record, frozen=True, kw_only=True):
    """Not now. `after_s`: the seconds that the desk asked for, or None."""

    reason: RetryReason
    failure: Failure
    after_s: float | None = None


class UploadRejected(Record, frozen=True, kw_only=True):
    """The desk will not take it as it is: trying again would change nothing."""

    refusal: Refusal


UploadOutcome = UploadAccepted | RetryLater | UploadRejected
