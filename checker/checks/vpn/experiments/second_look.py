"""The very question that failed, asked once more, seconds later and from new ports of this PC.

An answer now says that the gateway is there and the way is open: what failed was the moment, or the one flow (an
outage, a full table of connections, one of several machines). Silence again is a second measurement of the same.

Three packets by UDP or one connection by TCP, as the first look has them; the same on every system.
"""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import replace

from checker.checks.context import ProbeContext
from checker.checks.vpn.connection.name_resolution import resolve_gateway_name
from checker.checks.vpn.gateway_context import POLL_S, GatewayContext, UdpTrace, first_of_each_family
from checker.checks.vpn.kinds import GATEWAY_PROBES
from checker.checks.vpn.need import AnyGateway, VpnNeed
from checker.checks.vpn.verdict import GatewayVerdict
from checker.model.observation import Observation, Observations
from checker.net.clock import monotonic_s


def observe(subject: str, need: VpnNeed, observations: Observations, context: ProbeContext) -> Iterator[Observation]:
    """`gateway.again`: what the gateway of this id did now, in the words of `gateway.verdict`."""
    del observations
    gateway = next((candidate for candidate in need.gateways if candidate.id == subject), None)
    if gateway is None:
        return
    context.raise_if_cancelled()
    cancelled = threading.Event()
    gateway_context = GatewayContext(
        addresses=(),
        deadline=monotonic_s() + context.remaining_s,
        cancelled=cancelled,
        extra_ca=context.net.extra_ca,
        dns_servers=tuple(need.dns_servers),
    )
    pool = ThreadPoolExecutor(1, "second-look")
    future = pool.submit(_probe, gateway, gateway_context)
    try:
        while not future.done():
            context.raise_if_cancelled()
            wait([future], POLL_S)
        yield context.observation("gateway.again", future.result().value, subject)
    finally:
        cancelled.set()
        pool.shutdown(wait=False, cancel_futures=True)


def _probe(gateway: AnyGateway, context: GatewayContext) -> GatewayVerdict:
    resolution = resolve_gateway_name(gateway.host, context)
    if not resolution.addresses:
        return resolution.verdict or GatewayVerdict.NAME_UNKNOWN
    addresses = first_of_each_family(resolution.addresses)
    try:
        result = GATEWAY_PROBES[type(gateway)](gateway, replace(context, addresses=addresses, udp_trace=UdpTrace()))
    except OSError:
        return GatewayVerdict.CANNOT_TELL
    return result.verdict
