"""Who asks, cut so short that nobody can be recognised by it. The whole address is never kept."""

import ipaddress
from collections.abc import Mapping

V4_BITS, V6_BITS = 24, 48
"""What stays of an address: a provider's neighbourhood, as web analytics cut it for data protection."""


SUBSCRIBER_BITS = 64
"""Of an IPv6 address: one line has a whole network of them."""


def shortened(peer: str, headers: Mapping[str, str]) -> str:
    """The network of the asker, `203.0.113.0/24`; behind a proxy of one's own, the one that the proxy names."""
    found = _asker(peer, headers)
    if found is None:
        return ""
    bits = V4_BITS if found.version == 4 else V6_BITS
    return str(ipaddress.ip_network((found, bits), strict=False))


def counted_as(peer: str, headers: Mapping[str, str]) -> str:
    """Under what the requests of one line are counted for a moment; "" where it is no line of the public internet."""
    found = _asker(peer, headers)
    if found is None or not found.is_global:
        return ""
    return str(found if found.version == 4 else ipaddress.ip_network((found, SUBSCRIBER_BITS), strict=False))


def through_proxy(headers: Mapping[str, str]) -> bool:
    """Whether a reverse proxy passed this on."""
    return "x-real-ip" in headers or "x-forwarded-for" in headers


def from_outside(peer: str) -> bool:
    """Whether this is one client of its own, and not a reverse proxy that speaks for many."""
    found = _address(peer)
    return found is not None and found.is_global


def _asker(peer: str, headers: Mapping[str, str]) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    found = _address(peer)
    if found is not None and not found.is_global:
        told = headers.get("x-real-ip") or headers.get("x-forwarded-for", "").rpartition(",")[2]
        found = _address(told.strip()) or found
    return found


def _address(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        found = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found
