"""The same host, past a VPN that carries everything: by the home's own adapter.

Separates a hung tunnel from a dead line. Linux binds the socket to the adapter, macOS too, Windows by the adapter's own
address; a program that keeps all else in refuses, which is told.

One connection, closed at once; 2 s at most.
"""

from collections.abc import Iterator

from checker.checks.context import ProbeContext
from checker.checks.network.experiments.subject import UnreachedHost
from checker.model.failure import FailureKind, OperationFailed
from checker.model.observation import Observation
from checker.net.clock import monotonic_s
from checker.net.routes.interface import Interface
from checker.net.tcp.by_adapter import connect_by_adapter

CONNECT_S = 2.0


def observe_past_vpn(host: UnreachedHost, adapter: Interface, context: ProbeContext) -> Iterator[Observation]:
    """`vpn.bypass` (ms): a connection to a host that the VPN carries, without it; a refusal is an answer."""
    began = monotonic_s()
    try:
        connect_by_adapter(host.address, host.port, adapter, CONNECT_S)
    except OperationFailed as failed:
        if failed.failure.kind is not FailureKind.REFUSED:
            yield context.failed_observation("vpn.bypass", failed.failure)
            return
    yield context.observation("vpn.bypass", round((monotonic_s() - began) * 1000, 1))
