"""What the variable `no_proxy` excepts from the proxy: no standard says so, so it is what curl, Go or requests except.

| entry | excepts | as |
|---|---|---|
| `*` | everything | all |
| `firma.example`, `.firma.example` | the host and all below it | curl, urllib |
| `*.firma.example` | all below it | Go |
| `10.1.2.3`, `2001:db8::1`, `[2001:db8::1]` | this address, however it is written | curl, Go |
| `10.0.0.0/8`, `2001:db8::/32` | the network's addresses; no name is looked up | curl from 7.86, Go, requests |
| any of them but networks with `:8443` | this port only | Go, requests |
"""

import ipaddress
import re
from urllib.parse import SplitResult

_DEFAULT_PORTS = {"http": 80, "https": 443}
_SEPARATORS = re.compile(r"[,\s]+")
_WITH_PORT = re.compile(r"(\[[^\]]*\]|[^:]*):(\d{1,5})")
_Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def is_excepted(url: SplitResult, no_proxy: str) -> bool:
    """Whether a list such as `localhost, .firma.example,10.0.0.0/8` excepts this address."""
    host = _plain(url.hostname or "")
    port = url.port or _DEFAULT_PORTS.get(url.scheme)
    return any(_matches(entry, host, port) for entry in _SEPARATORS.split(no_proxy) if entry)


def _matches(entry: str, host: str, port: int | None) -> bool:
    if entry == "*":
        return True
    address = _address(host)
    if "/" in entry:
        return address is not None and _is_in_network(address, entry)
    if with_port := _WITH_PORT.fullmatch(entry):
        if int(with_port[2]) != port:
            return False
        entry = with_port[1]
    entry = _plain(entry)
    if address is not None:
        return _address(entry) == address
    if entry.startswith("*."):
        return host.endswith(entry[1:])
    domain = entry.lstrip(".")
    return bool(domain) and f".{host}".endswith(f".{domain}")


def _plain(host: str) -> str:
    return host.strip("[]").lower().rstrip(".")


def _address(text: str) -> _Address | None:
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def _is_in_network(address: _Address, text: str) -> bool:
    try:
        return address in ipaddress.ip_network(text.replace("[", "").replace("]", ""), strict=False)
    except ValueError:
        return False
