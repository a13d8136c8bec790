"""The network that a request comes from: a truncated address, never a whole one."""

from django.conf import settings
from django.http import HttpRequest

from checker.desk.measure.client_address import truncated_network


def client_network(request: HttpRequest) -> str:
    """The /24 or /48 of the sender; behind a proxy, of the address that the proxy added last; else `unknown`."""
    address = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        address = request.META.get("HTTP_X_FORWARDED_FOR", address).rpartition(",")[2].strip()
    return truncated_network(address) or "unknown"
