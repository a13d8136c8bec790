"""Who asks, cut so short that nobody can be recognised by it. The whole address is never kept."""

import ipaddress
from collections.abc import Mapping

V4_BITS, V6_BITS = 24, 48
"""What stays of an address: what a provider usually gives one site (RFC 6177); of IPv4, a provider's neighbourhood, as
web analytics cut it for data protection."""

SUBSCRIBER_BITS = 64
"""Of an IPv6 address: one line has a whole network of them."""


def truncated_network(address: str) -> str:
    """The network of an address, `203.0.113.0/24`; empty for what is none."""
    parsed = _parse_address(address)
    if parsed is None:
        return ""
    return str(ipaddress.ip_network((parsed, V4_BITS if parsed.version == 4 else V6_BITS), strict=False))


def truncated_client_network(peer: str, headers: Mapping[str, str]) -> str:
    """The network of the asker; behind a proxy of one's own, of the address that the proxy names."""
    return truncated_network(str(_client_address(peer, headers) or ""))


def rate_limit_key(peer: str, headers: Mapping[str, str]) -> str:
    """Under what the requests of one line are counted for a moment; "" where it is no line of the public internet."""
    address = _client_address(peer, headers)
    return _subscriber(address) if address is not None and address.is_global else ""


def client_key(peer: str, headers: Mapping[str, str]) -> str:
    """Whose turn it is: as `rate_limit_key`, and on a local network the address; "" where a proxy names nobody."""
    address = _client_address(peer, headers)
    return _subscriber(address) if address is not None and not address.is_loopback else ""


def subscriber(peer: str) -> str:
    """The line of an address: itself, or its /64; "" for what is none."""
    address = _parse_address(peer)
    return _subscriber(address) if address is not None else ""


def is_proxied(headers: Mapping[str, str]) -> bool:
    """Whether a reverse proxy passed this on."""
    return "x-real-ip" in headers or "x-forwarded-for" in headers


def is_public_address(peer: str) -> bool:
    """Whether this is one client of its own, and not a reverse proxy that speaks for many."""
    address = _parse_address(peer)
    return address is not None and address.is_global


def _subscriber(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> str:
    return str(address if address.version == 4 else ipaddress.ip_network((address, SUBSCRIBER_BITS), strict=False))


def _client_address(peer: str, headers: Mapping[str, str]) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    address = _parse_address(peer)
    if address is not None and not address.is_global:
        forwarded = headers.get("x-real-ip") or headers.get("x-forwarded-for", "").rpartition(",")[2]
        address = _parse_address(forwarded.strip()) or address
    return address


def _parse_address(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
