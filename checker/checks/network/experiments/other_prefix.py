"""IPv6 from another address of this PC: one of yesterday's prefix gets no answers, one of today's does.

Separates an address that is left over (RFC 8978: a router that restarted with another prefix) from a dead IPv6. Every
system lets a program choose the address that it sends from (bind).

One connection for each further prefix, two at most; 2 s.
"""

import ipaddress
from collections.abc import Iterator

from checker.checks.context import ProbeContext
from checker.checks.network.experiments.subject import UnreachedHost
from checker.model.failure import Failure, FailureKind, Operation, failure_of
from checker.model.networks import GLOBAL_V6
from checker.model.observation import Observation
from checker.net.clock import monotonic_s
from checker.net.routes.interface import Interface
from checker.net.routes.routing_table import source_address_towards
from checker.net.tcp.own_address import choose_own_address
from checker.net.tcp.segment import open_socket

CONNECT_S = 2.0
MAX_PREFIXES = 2
_PREFIX_BITS = 64


def observe_other_prefix(host: UnreachedHost, link: Interface, context: ProbeContext) -> Iterator[Observation]:
    """`reach.v6-other` (ms): the host by IPv6 from an address of another prefix; nothing where there is none."""
    used = source_address_towards(host.address)
    sources = other_sources(link, used) if used else []
    if not sources:
        return
    failure = Failure(operation=Operation.CONNECT, kind=FailureKind.NOT_MEASURED)
    for source in sources[:MAX_PREFIXES]:
        context.raise_if_cancelled()
        began = monotonic_s()
        try:
            with open_socket(host.address) as sock:
                sock.settimeout(CONNECT_S / MAX_PREFIXES)
                choose_own_address(sock, source)
                sock.connect((host.address, host.port))
        except OSError as error:
            failure = failure_of(Operation.CONNECT, error)
            continue
        yield context.observation("reach.v6-other", round((monotonic_s() - began) * 1000, 1))
        return
    yield context.failed_observation("reach.v6-other", failure)


def other_sources(link: Interface, used: str) -> list[str]:
    """One global address of this adapter for every prefix but that of `used`."""
    by_prefix: dict[ipaddress.IPv6Network, str] = {}
    for entry in link.addresses:
        ip = ipaddress.ip_interface(entry).ip
        if ip.version == 6 and ip in GLOBAL_V6:
            by_prefix.setdefault(_prefix(str(ip)), str(ip))
    by_prefix.pop(_prefix(used), None)
    return list(by_prefix.values())


def _prefix(address: str) -> ipaddress.IPv6Network:
    return ipaddress.IPv6Network((address, _PREFIX_BITS), strict=False)
