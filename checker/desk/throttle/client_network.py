"""The network that a request comes from: a truncated address, never a whole one."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest

IPV4_BITS = 24
IPV6_BITS = 48
"""What a provider usually gives one household or site (RFC 6177)."""


def client_network(request: HttpRequest) -> str:
    """The /24 or /48 of the sender; behind a proxy, of the address that the proxy added last."""
    address = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        address = request.META.get("HTTP_X_FORWARDED_FOR", address).rpartition(",")[2].strip()
    return truncated_network(address)


def truncated_network(address: str) -> str:
    """The network of an address; `unknown` for what is none."""
    try:
        whole = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return "unknown"
    if isinstance(whole, ipaddress.IPv6Address) and whole.ipv4_mapped:
        whole = whole.ipv4_mapped
    bits = IPV4_BITS if whole.version == 4 else IPV6_BITS
    return str(ipaddress.ip_network(f"{whole}/{bits}", strict=False))
