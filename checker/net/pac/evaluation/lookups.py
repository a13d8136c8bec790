"""What a proxy script learns of the network: names through the system's resolver, and this PC's own addresses."""

from collections.abc import Callable

from checker.model.failure import OperationFailed
from checker.net.clock import monotonic_s
from checker.net.dns.resolve import Family, resolve
from checker.net.pac.evaluation.messages import LookupFunction
from checker.net.routes.routing_table import DOCUMENTATION_ADDRESSES, source_address_towards

RESOLVE_S = 2.0
"""For all names that one script asks for together."""
MAX_NAMES = 20
"""Names that one run may ask for, as in Chromium (proxy_resolver_v8_tracing.cc); further ones have no address."""
_PRIVATE_ADDRESSES = ("192.168.0.1", "10.0.0.1", "172.16.0.1")
"""Asked of the routing table where no way leads outside, as browsers do; nothing is sent."""


class ScriptLookups:
    """The lookups of one run of one script. Every name is asked for once, all against one clock."""

    def __init__(self) -> None:
        self._addresses: dict[tuple[str, Family], list[str]] = {}
        self._remaining_s = RESOLVE_S
        self._functions: dict[LookupFunction, Callable[[str], str | None]] = {
            "dnsResolve": lambda host: next(iter(self._resolve(host, 4)), None),
            "dnsResolveEx": lambda host: ";".join(self._resolve(host, 0)),
            "myIpAddress": lambda _host: own_address(),
            "myIpAddressEx": lambda _host: ";".join(_addresses_outside()),
        }

    def answer(self, function: LookupFunction, host: str) -> str | None:
        """What the function returns for this name."""
        return self._functions[function](host)

    def _resolve(self, host: str, family: Family) -> list[str]:
        key = (host, family)
        if key not in self._addresses:
            if len(self._addresses) >= MAX_NAMES or self._remaining_s <= 0:
                return []
            began = monotonic_s()
            try:
                self._addresses[key] = resolve(host, self._remaining_s, family)
            except OperationFailed:
                self._addresses[key] = []
            self._remaining_s -= monotonic_s() - began
        return self._addresses[key]


def own_address() -> str:
    """The address that packets leave from: to the outside, else to a private network, else loopback."""
    private = (source_address_towards(address) for address in _PRIVATE_ADDRESSES)
    return next(filter(None, (*_addresses_outside(), *private)), "127.0.0.1")


def _addresses_outside() -> list[str]:
    addresses = (source_address_towards(address) for address in DOCUMENTATION_ADDRESSES.values())
    return [address for address in addresses if address]
