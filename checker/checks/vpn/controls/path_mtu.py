"""How large a packet may be on the path to a gateway that answers: towards it by UDP, and back from it by TCP."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from checker.checks.vpn.gateway_context import GatewayContext
from checker.checks.vpn.gateways.tunnel import IkeV1Gateway, IkeV2Gateway, L2tpGateway
from checker.checks.vpn.kinds import GATEWAY_PROBES
from checker.checks.vpn.kinds.padding import make_padded_request
from checker.checks.vpn.need import AnyGateway
from checker.checks.vpn.verdict import SHOWN_VERDICTS, Facts, FactValue, GatewayResult, GatewayVerdict
from checker.model.failure import Failure
from checker.net.clock import monotonic_s
from checker.net.icmp.path_mtu import (
    CONFIRMATIONS,
    ETHERNET_MTU,
    TRIES,
    MtuSearch,
    find_path_mtu,
    pass_together,
    passes_fragmented,
)

MIN_WAIT_S = 0.25
MARGIN_S = 0.1
SMALL_REQUESTS_B = (500, 1200)
"""Bytes of a request that any path carries; the larger where the kind's own is longer (tls-crypt-v2)."""
FRAGMENTED_B, UNFRAGMENTED_B = 2400, 1200
"""Bytes of a request that must travel in two packets, and of one that need not."""
WHOLE_B = (1120, 1160, 1200)
"""Requests of one packet each, at the same moment: one packet more than the fragmented one."""
RETURN_MTUS = (1492, 1460, 1400, 1280)
TCP_HEADERS = {4: 40, 6: 60}
"""IP and TCP without options."""
RETRY_S = 2.2


def measure_path_mtu(gateway: AnyGateway, context: GatewayContext, rtt_ms: float) -> Facts:
    """`path.mtu`, and where it is below Ethernet's what that means; nothing for kinds that cannot be filled up.

    Raises Cancelled.
    """
    address = context.udp_trace.answering_addresses.get(gateway.port)
    if address is None or make_padded_request(gateway, UNFRAGMENTED_B) is None:
        return {}
    mtu_search = MtuSearch(
        address=address,
        make_probe=lambda size: make_padded_request(gateway, size),
        wait_s=max(MIN_WAIT_S, 2 * rtt_ms / 1000 + MARGIN_S),
        remaining_s=lambda: context.remaining_s,
        raise_if_cancelled=context.raise_if_cancelled,
    )
    # an OpenVPN from point to point closes its port for a second after it showed a certificate: leave it alone
    small = next((size for size in SMALL_REQUESTS_B if make_padded_request(gateway, size) is not None), 0)
    if not passes_fragmented(mtu_search, small, TRIES):
        return {}
    with ThreadPoolExecutor(1, "fragments") as pool:
        fragments = pool.submit(_fragments_pass, gateway, mtu_search)
        width = find_path_mtu(mtu_search)
        facts: dict[str, FactValue] = {} if width is None else {"path.mtu": width.mtu}
        if width is not None and width.mtu < ETHERNET_MTU:
            facts["path.told"] = width.is_reported
            if not width.is_reported:
                return facts | {"path.direction": "up"}  # then the larger part of a packet vanishes too
        if (is_passing := fragments.result()) is not None:
            facts["path.fragments"] = is_passing
    return facts


def _fragments_pass(gateway: AnyGateway, mtu_search: MtuSearch) -> bool | None:
    """IKE with certificates sends such requests; None for other kinds, or where not even a whole one is answered."""
    if (
        not isinstance(gateway, IkeV1Gateway | IkeV2Gateway | L2tpGateway)
        or make_padded_request(gateway, FRAGMENTED_B) is None
    ):
        return None
    if passes_fragmented(mtu_search, FRAGMENTED_B):
        return True
    for _ in range(CONFIRMATIONS):
        if passes_fragmented(mtu_search, FRAGMENTED_B, 1):
            return True
        # more packets, right behind it: a gateway that answers only so many a second would drop some of these as well
        if not pass_together(mtu_search, WHOLE_B):
            return None
    return False


def probe_with_small_segments(gateway: AnyGateway, context: GatewayContext, result: GatewayResult) -> GatewayResult:
    """A gateway by TCP that accepts and then stalls, probed again for small packets: if they come, large ones vanish.

    One more connection as before, at the same time, shows a gateway that stalled only once. Raises Cancelled.
    """
    headers = TCP_HEADERS[6 if ":" in context.addresses[0] else 4]
    deadline = min(context.deadline, monotonic_s() + RETRY_S)
    attempts = {0: replace(context, deadline=deadline)}
    attempts |= {mtu: replace(context, deadline=deadline, segment=mtu - headers) for mtu in RETURN_MTUS}
    with ThreadPoolExecutor(len(attempts), "narrow") as pool:
        futures = {
            mtu: pool.submit(GATEWAY_PROBES[type(gateway)], gateway, attempt) for mtu, attempt in attempts.items()
        }
        results = {mtu: attempt.result() for mtu, attempt in futures.items()}
    if _is_working(results[0]):
        return results[0]
    working_mtus = [mtu for mtu in RETURN_MTUS if _is_working(results[mtu])]
    if not working_mtus:
        return result
    best = max(working_mtus)
    return GatewayResult(
        GatewayVerdict.PATH_NARROW,
        {**results[best].facts, "path.mtu": best, "path.told": False, "path.direction": "down"},
    )


def has_stalled(result: GatewayResult) -> bool:
    """Whether it accepted, and what should have come then did not: an answer, or its certificate."""
    trust = result.facts.get("certificate.trust")
    if result.verdict is GatewayVerdict.BREAKS_OFF and isinstance(result.facts.get("gateway.tls"), float):
        return False  # a whole handshake came through: what was cut off after it is no larger
    return result.verdict in (GatewayVerdict.STALLS, GatewayVerdict.BREAKS_OFF) or (
        result.verdict is GatewayVerdict.ANSWERS and isinstance(trust, Failure)
    )


def _is_working(result: GatewayResult) -> bool:
    return result.verdict in SHOWN_VERDICTS and not has_stalled(result)
