"""Second witnesses for a silent gateway. They begin while it is still being asked, so that silence takes no longer."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Self, TypeVar

from checker.checks.vpn.controls import packet_drop
from checker.checks.vpn.controls.packet_drop import PacketDrop
from checker.checks.vpn.gateway_context import GatewayContext
from checker.checks.vpn.witness import host_answers

T = TypeVar("T")
START_AFTER_S = 1.0
"""Gateways that work have answered by then; only one that has not is looked at in other ways."""


class ControlProbes:
    """A context: whoever leaves it without asking for the witnesses calls them off."""

    def __init__(self, context: GatewayContext, port: int) -> None:
        self._decided = threading.Event()
        self._is_needed = True
        self._pool = ThreadPoolExecutor(2, "witness")
        self._host = self._pool.submit(self._run_if_needed, lambda: host_answers(context, port), False)
        self._drop = self._pool.submit(
            self._run_if_needed, lambda: packet_drop.locate_drop(context, port), PacketDrop()
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._is_needed = self._decided.is_set()
        self._decided.set()
        self._pool.shutdown(wait=False, cancel_futures=True)

    def results(self) -> tuple[bool, PacketDrop]:
        """Whether the host answers otherwise, and where packets to the port end. Raises Cancelled."""
        self._decided.set()
        return self._host.result(), self._drop.result()

    def _run_if_needed(self, control: Callable[[], T], default: T) -> T:
        self._decided.wait(START_AFTER_S)
        return control() if self._is_needed else default
