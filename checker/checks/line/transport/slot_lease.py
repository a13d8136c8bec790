"""A place at a desk that lets one client load it at a time: asked for, waited for, given back."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from checker.checks.context import Cancelled, ProbeContext
from checker.checks.line.transport.json_reply import json_number
from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.model.text import Text

POLL_EVERY_S = 1.0
"""Who does not ask for three seconds loses the turn."""


class SlotLease:
    """The right to load one direction. `ticket` is empty where the server hands out none.

    `capacity_mbit`: what the server can give to all, 0 where it does not say.
    """

    def __init__(self, fetch_json: Callable[[str], dict[str, Any]], direction: str) -> None:
        self._fetch_json = fetch_json
        self._direction = direction
        self.ticket = ""
        self.capacity_mbit = 0.0
        self.waited_s = 0.0

    def acquire(self, context: ProbeContext, max_wait_s: float, progress: float) -> None:
        """Until the place is ours; `progress`: how far the check is.

        Raises OperationFailed `busy` after `max_wait_s`, Cancelled.
        """
        began = context.elapsed_s
        while True:
            reply = self._request_slot()
            if reply is None:
                return
            self.ticket = str(reply.get("ticket", ""))
            self.capacity_mbit = json_number(reply.get("capacity_mbit")) or 0.0
            wait_s = json_number(reply.get("wait_s")) or 0.0
            self.waited_s = context.elapsed_s - began
            if wait_s <= 0:
                return
            if self.waited_s + min(wait_s, POLL_EVERY_S) > max_wait_s:
                self.release()
                raise OperationFailed(Operation.REQUEST, FailureKind.BUSY, "place")
            remaining_s = max(1, round(wait_s))
            context.progress(
                progress,
                Text(
                    de=f"Andere messen gerade. Noch etwa {remaining_s} s",
                    en=f"Others are measuring just now. About {remaining_s} s to go",
                ),
            )
            context.pause(min(wait_s, POLL_EVERY_S))

    def release(self, fetch_json: Callable[[str], dict[str, Any]] | None = None) -> None:
        """Gives it back, so that nobody waits for its end; by `fetch_json` where the run itself may be over."""
        if self.ticket:
            with suppress(OperationFailed, Cancelled):
                (fetch_json or self._fetch_json)(f"place?ticket={self.ticket}&done=1")
            self.ticket = ""

    @property
    def query(self) -> str:
        """What a load carries."""
        return f"&place={self.ticket}" if self.ticket else ""

    def _request_slot(self) -> dict[str, Any] | None:
        """None where the server knows no places."""
        ticket_query = f"&ticket={self.ticket}" if self.ticket else ""
        try:
            return self._fetch_json(f"place?direction={self._direction}{ticket_query}")
        except OperationFailed as error:
            if error.failure.kind in (
                FailureKind.NOT_FOUND,
                FailureKind.UNSUPPORTED,
                FailureKind.BAD_ANSWER,
                FailureKind.DENIED,
            ):
                return None
            raise
