"""A place at a desk that lets one client load it at a time: asked for, waited for, given back."""

import json
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from checker.checks.context import Cancelled, ProbeContext
from checker.checks.line.ping import Ping
from checker.checks.line.target import Target
from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.model.text import Text

ASK_EVERY_S = 1.0
"""Who does not ask for three seconds loses the turn."""
ANSWER_S = 3.0


class Place:
    """The right to load one direction. `ticket` is empty where the server hands out none.

    `capacity_mbit`: what the server can give to all, 0 where it does not say.
    """

    def __init__(self, ask: Callable[[str], dict[str, Any]], direction: str) -> None:
        self._ask = ask
        self._direction = direction
        self.ticket = ""
        self.capacity_mbit = 0.0
        self.waited_s = 0.0

    def wait(self, context: ProbeContext, most_s: float, done: float) -> None:
        """Until the place is ours; `done`: how far the check is.

        Raises OperationFailed `busy` after `most_s`, Cancelled.
        """
        began = context.elapsed_s
        while True:
            told = self._asked()
            if told is None:
                return
            self.ticket = str(told.get("ticket", ""))
            self.capacity_mbit = _number(told.get("capacity_mbit"))
            wait_s = _number(told.get("wait_s"))
            self.waited_s = context.elapsed_s - began
            if wait_s <= 0:
                return
            if self.waited_s + min(wait_s, ASK_EVERY_S) > most_s:
                self.leave()
                raise OperationFailed(Operation.REQUEST, FailureKind.BUSY, "place")
            left = max(1, round(wait_s))
            context.progress(
                done,
                Text(
                    de=f"Andere messen gerade. Noch etwa {left} s",
                    en=f"Others are measuring just now. About {left} s to go",
                ),
            )
            context.pause(min(wait_s, ASK_EVERY_S))

    def leave(self, ask: Callable[[str], dict[str, Any]] | None = None) -> None:
        """Gives it back, so that the next one need not wait for its end; by `ask` where the run itself may be over."""
        if self.ticket:
            with suppress(OperationFailed, Cancelled):
                (ask or self._ask)(f"place?ticket={self.ticket}&done=1")
            self.ticket = ""

    @property
    def query(self) -> str:
        """What a load carries."""
        return f"&place={self.ticket}" if self.ticket else ""

    def _asked(self) -> dict[str, Any] | None:
        """None where the server knows no places."""
        again = f"&ticket={self.ticket}" if self.ticket else ""
        try:
            return self._ask(f"place?direction={self._direction}{again}")
        except OperationFailed as failed:
            if failed.failure.kind in (
                FailureKind.NOT_FOUND,
                FailureKind.UNSUPPORTED,
                FailureKind.BAD_ANSWER,
                FailureKind.DENIED,
            ):
                return None
            raise


def asking(context: ProbeContext, target: Target, ping: Callable[[], Ping]) -> Callable[[str], dict[str, Any]]:
    """A way to ask the folder of the endpoints for JSON; `ping` gives a fresh connection.

    Raises OperationFailed, Cancelled.
    """

    def ask(what: str) -> dict[str, Any]:
        connection = ping()
        try:
            body = connection.wait(context, f"{target.path}{what}", ANSWER_S).body
        finally:
            connection.close()
        try:
            told = json.loads(body)
        except ValueError:
            told = None
        if not isinstance(told, dict):
            raise OperationFailed(Operation.REQUEST, FailureKind.BAD_ANSWER, "no JSON")
        return told

    return ask


def _number(value: object) -> float:
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else 0.0
