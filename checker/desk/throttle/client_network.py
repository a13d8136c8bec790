"""Where a request comes from, to count it under."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from checker.desk.measure.client_address import subscriber, truncated_network


def client_network(request: HttpRequest) -> str:
    """The /24 or /48 of the sender; behind proxies, of the address that the outermost one added; else `unknown`."""
    return sender_network(request.META)


def sender_network(environ: Mapping[str, Any]) -> str:
    """The same, of a request that is still WSGI's (PEP 3333)."""
    return truncated_network(_client_address(environ)) or "unknown"


def client_site(request: HttpRequest) -> str:
    """The sender's own address, of IPv6 its /48; else `unknown`. Only to be counted under, by a keyed hash."""
    address = subscriber(_client_address(request.META))
    return truncated_network(address) if ":" in address else address or "unknown"


def _client_address(environ: Mapping[str, Any]) -> str:
    address: str = environ.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        # Each proxy adds the sender that it sees: what stands before the outermost one's is anybody's invention.
        hops = environ.get("HTTP_X_FORWARDED_FOR", address).split(",")
        address = hops[-min(settings.PROXIES, len(hops))].strip()
    return address
