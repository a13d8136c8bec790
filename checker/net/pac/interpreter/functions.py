"""The functions that every proxy script is handed (Netscape, "Navigator Proxy Auto-Config File Format", 1996).

Those of the calendar (weekdayRange, dateRange, timeRange) are not among them: a script that calls one is not followed.
"""

import ipaddress
import re
import time
from collections.abc import Callable
from typing import Any

from checker.model.failure import OperationFailed
from checker.net.dns.resolve import resolve
from checker.net.pac.interpreter.expression import unsupported
from checker.net.pac.interpreter.values import text
from checker.net.routes.routing_table import DOCUMENTATION_ADDRESSES, source_address_towards

RESOLVE_S = 2.0
"""For all names that one script asks for together."""
_LARGEST_MATCH = 1_000_000
"""Characters of word and pattern multiplied: what matching may take at worst."""


def functions() -> dict[str, Callable[..., Any]]:
    """By the names that scripts call them by. Each set remembers the names it has resolved."""
    names = _Names()
    return {
        "isPlainHostName": lambda host: "." not in text(host) and ":" not in text(host),
        "dnsDomainIs": lambda host, domain: text(host).lower().endswith(text(domain).lower()),
        "localHostOrDomainIs": _local_host_or_domain,
        "isResolvable": lambda host: bool(names.address(host)),
        "isResolvableEx": lambda host: bool(names.address(host)),
        "dnsResolve": names.address,
        "dnsResolveEx": lambda host: names.address(host) or "",
        "isInNet": lambda host, network, mask: _in_net(names.address(host), text(network), text(mask)),
        "isInNetEx": lambda host, prefix: _in_prefix(names.address(host), text(prefix)),
        "myIpAddress": lambda: source_address_towards(DOCUMENTATION_ADDRESSES[4]) or "127.0.0.1",
        "myIpAddressEx": lambda: source_address_towards(DOCUMENTATION_ADDRESSES[4]) or "",
        "dnsDomainLevels": lambda host: float(text(host).count(".")),
        "shExpMatch": lambda word, pattern: matches(text(word), text(pattern)),
        "alert": lambda *_: None,
    }


def matches(word: str, pattern: str) -> bool:
    """A shell's pattern with `*` and `?`; step by step, because regular expressions can take for ever."""
    if len(word) * len(pattern) > _LARGEST_MATCH:
        raise unsupported("script pattern")
    place = kept = 0
    star = -1
    at = 0
    while place < len(word):
        if at < len(pattern) and pattern[at] == "*":
            star, kept = at, place
            at += 1
        elif at < len(pattern) and pattern[at] in ("?", word[place]):
            place += 1
            at += 1
        elif star >= 0:
            at, kept = star + 1, kept + 1
            place = kept
        else:
            return False
    return not pattern[at:].strip("*")


def _local_host_or_domain(host: Any, whole: Any) -> bool:
    short, full = text(host).lower(), text(whole).lower()
    return short == full or ("." not in short and full.startswith(f"{short}."))


def _in_net(address: str | None, network: str, mask: str) -> bool:
    try:
        own, base, bits = (int(ipaddress.IPv4Address(one)) for one in (address or "", network, mask))
    except ValueError:
        return False
    return own & bits == base & bits


def _in_prefix(address: str | None, prefix: str) -> bool:
    try:
        return ipaddress.ip_address(address or "") in ipaddress.ip_network(prefix, strict=False)
    except ValueError:
        return False


class _Names:
    """Names to IPv4 addresses, each once, against one clock."""

    def __init__(self) -> None:
        self._known: dict[str, str | None] = {}
        self._left_s = RESOLVE_S

    def address(self, host: Any) -> str | None:
        name = text(host)
        if re.fullmatch(r"[0-9.]+", name):
            return name
        if name not in self._known:
            began = time.monotonic()
            self._known[name] = self._asked(name)
            self._left_s -= time.monotonic() - began
        return self._known[name]

    def _asked(self, name: str) -> str | None:
        if self._left_s <= 0:
            return None
        try:
            found = resolve(name, self._left_s)
        except OperationFailed:
            return None
        return next((one for one in found if "." in one), None)
