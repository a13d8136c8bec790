"""How large a packet may be on the way to a gateway that answers: towards it by UDP, and back from it by TCP."""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from checker.checks.vpn.gateways_tunnel import Ikev1, Ikev2, L2tp
from checker.checks.vpn.kinds import KINDS
from checker.checks.vpn.kinds.padding import padded
from checker.checks.vpn.need import AnyGateway
from checker.checks.vpn.verdict import Seen, Verdict
from checker.checks.vpn.way import Way
from checker.model.failure import Failure
from checker.model.observation import Value
from checker.net.path_mtu import ETHERNET_MTU, TRIES, MtuSearch, find_path_mtu, passes_fragmented

Facts = dict[str, Value | Failure]
LEAST_WAIT_S = 0.25
MARGIN_S = 0.1
SMALL = (500, 1200)
"""Bytes of a request that any way carries; the larger where the kind's own is longer (tls-crypt-v2)."""
FRAGMENTED, WHOLE = 2400, 1200
"""Bytes of a request that must travel in two packets, and of one that need not."""
BACK_MTUS = (1492, 1460, 1400, 1280)
TCP_HEADERS = {4: 40, 6: 60}
"""IP and TCP without options."""
AGAIN_S = 2.2
_WORKS = (Verdict.ANSWERS, Verdict.CERTIFICATE)


def towards(gateway: AnyGateway, way: Way, rtt_ms: float) -> Facts:
    """`path.mtu`, and where it is below Ethernet's what that means; nothing for kinds that cannot be filled up.

    Raises Cancelled.
    """
    address = way.answered.get(gateway.port)
    if address is None or padded(gateway, WHOLE) is None:
        return {}
    asking = MtuSearch(
        address=address,
        make_probe=lambda size: padded(gateway, size),
        wait_s=max(LEAST_WAIT_S, 2 * rtt_ms / 1000 + MARGIN_S),
        remaining_s=lambda: way.left_s,
        raise_if_cancelled=way.go_on,
    )
    # an OpenVPN from point to point closes its port for a second after it was asked for its certificate: let it be
    small = next((size for size in SMALL if padded(gateway, size) is not None), 0)
    if not passes_fragmented(asking, small, TRIES):
        return {}
    with ThreadPoolExecutor(1, "fragments") as beside:
        in_parts = beside.submit(_fragments, gateway, asking)
        width = find_path_mtu(asking)
        facts: Facts = {} if width is None else {"path.mtu": width.mtu}
        if width is not None and width.mtu < ETHERNET_MTU:
            facts["path.told"] = width.is_reported
            if not width.is_reported:
                return facts | {"path.direction": "up"}  # then the larger part of a packet vanishes too
        if (through := in_parts.result()) is not None:
            facts["path.fragments"] = through
    return facts


def _fragments(gateway: AnyGateway, asking: MtuSearch) -> bool | None:
    """IKE with certificates sends such requests; None for other kinds, or where not even a whole one is answered."""
    if not isinstance(gateway, Ikev1 | Ikev2 | L2tp) or padded(gateway, FRAGMENTED) is None:
        return None
    if passes_fragmented(asking, FRAGMENTED):
        return True
    return False if passes_fragmented(asking, WHOLE) else None


def back(gateway: AnyGateway, way: Way, seen: Seen) -> Seen:
    """A gateway by TCP that lets in and then stalls, asked again for small packets: if they come, large ones vanish.

    One more connection as before, at the same time, tells a gateway that stalled only once. Raises Cancelled.
    """
    headers = TCP_HEADERS[6 if ":" in way.addresses[0] else 4]
    ends = min(way.ends, time.monotonic() + AGAIN_S)
    tried = {0: replace(way, ends=ends)}
    tried |= {mtu: replace(way, ends=ends, segment=mtu - headers) for mtu in BACK_MTUS}
    with ThreadPoolExecutor(len(tried), "narrow") as pool:
        asked = {mtu: pool.submit(KINDS[type(gateway)], gateway, one) for mtu, one in tried.items()}
        found = {mtu: one.result() for mtu, one in asked.items()}
    if _works(found[0]):
        return found[0]
    widths = [mtu for mtu in BACK_MTUS if _works(found[mtu])]
    if not widths:
        return seen
    best = max(widths)
    return Seen(
        Verdict.PATH_NARROW,
        {**found[best].facts, "path.mtu": best, "path.told": False, "path.direction": "down"},
    )


def stalls(seen: Seen) -> bool:
    """Whether it let in, and what should have come then did not: an answer, or its certificate."""
    shown = seen.facts.get("certificate.trust")
    return seen.verdict is Verdict.STALLS or (seen.verdict is Verdict.ANSWERS and isinstance(shown, Failure))


def _works(seen: Seen) -> bool:
    return seen.verdict in _WORKS and not stalls(seen)
