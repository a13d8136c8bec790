"""One gateway of the profile by its id, for an experiment: its name is looked up anew, and the work can be cut off."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import replace
from typing import TypeVar

from checker.checks.context import ProbeContext
from checker.checks.vpn.connection.name_resolution import resolve_gateway_name
from checker.checks.vpn.gateway_context import POLL_S, GatewayContext, UdpTrace, first_of_each_family
from checker.checks.vpn.need import AnyGateway, VpnNeed
from checker.checks.vpn.verdict import GatewayVerdict
from checker.net.clock import monotonic_s

T = TypeVar("T")


def with_gateway(
    subject: str,
    need: VpnNeed,
    context: ProbeContext,
    probe: Callable[[AnyGateway, GatewayContext], T],
    unresolved: Callable[[GatewayVerdict], T],
) -> T | None:
    """What `probe` makes of it, or `unresolved` where its name leads nowhere; None where the profile names none such.

    Raises Cancelled.
    """
    gateway = next((candidate for candidate in need.gateways if candidate.id == subject), None)
    if gateway is None:
        return None
    context.raise_if_cancelled()
    cancelled = threading.Event()
    gateway_context = GatewayContext(
        addresses=(),
        deadline=monotonic_s() + context.remaining_s,
        cancelled=cancelled,
        extra_ca=context.net.extra_ca,
        dns_servers=tuple(need.dns_servers),
        remote=context.remote_addresses,
    )

    def call() -> T:
        resolution = resolve_gateway_name(gateway.host, gateway_context)
        if not resolution.addresses:
            return unresolved(resolution.verdict or GatewayVerdict.NAME_UNKNOWN)
        addresses = first_of_each_family(context.remote_addresses(resolution.addresses))
        if not addresses:
            return unresolved(GatewayVerdict.CANNOT_TELL)
        return probe(gateway, replace(gateway_context, addresses=addresses, udp_trace=UdpTrace()))

    pool = ThreadPoolExecutor(1, "one-gateway")
    future = pool.submit(call)
    try:
        while not future.done():
            context.raise_if_cancelled()
            wait([future], POLL_S)
        return future.result()
    finally:
        cancelled.set()
        pool.shutdown(wait=False, cancel_futures=True)
