"""Which proxy an address is to be asked through: what the system or the environment says, never for loopback.

Proxy scripts (PAC) are not run here: checker.net.pac.finder does, and asks this where none is set.
"""

import ipaddress
import urllib.request
from collections.abc import Callable
from urllib.parse import SplitResult, urlsplit

from checker.net.http1.no_proxy import is_excepted

ProxyFinder = Callable[[str], str | None]
"""From an address to its proxy such as `http://proxy:8080`, or None for a direct way."""


def system_proxy(url: str) -> str | None:
    """The proxy for this address by the environment, Windows' internet settings or macOS' network settings."""
    parts = urlsplit(url)
    proxies = urllib.request.getproxies()
    proxy = proxies.get(parts.scheme) or proxies.get("all")
    if not proxy or _is_direct(parts):
        return None
    return proxy if "://" in proxy else f"http://{proxy}"


def _is_direct(parts: SplitResult) -> bool:
    """By the environment where it names a proxy at all, as in urllib; else by the system's own list of exceptions."""
    environment = urllib.request.getproxies_environment()
    if environment:
        return is_excepted(parts, environment.get("no", ""))
    return bool(urllib.request.proxy_bypass(parts.netloc.rpartition("@")[2]))


def fixed_proxy(proxy: str) -> ProxyFinder:
    """A finder that knows one proxy for every address."""
    return lambda _url: proxy


def proxy_for(url: str, finder: ProxyFinder = system_proxy) -> str | None:
    """What the finder says, except for this PC itself, which no proxy can reach."""
    return None if is_loopback(urlsplit(url).hostname or "") else finder(url)


def is_loopback(host: str) -> bool:
    """Whether this is the PC itself (RFC 6761, 6.3; RFC 1122, 3.2.1.3)."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return False
