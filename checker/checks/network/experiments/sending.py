"""Whether this PC lets datagrams out, and who refuses them on the first metres: they live for two and three routers.

Separates this PC (a firewall, the kill switch of a VPN program, a route that forbids), a router that refuses or has no
route, and everything else. What the system refuses itself is an error of the call (EPERM and EACCES of send(2) on
Linux, WSAEACCES on Windows). Who refuses outside is told by Linux alone (its error queue); Windows tells of "port
unreachable" only, without a sender, and macOS likewise: there nothing is concluded from it.

Six datagrams at most, none of which comes farther than the third router; 1.8 s.
"""

import errno
import select
import socket
from collections.abc import Iterator

from checker.checks.context import ProbeContext
from checker.checks.network.experiments.subject import UnreachedHost
from checker.model.observation import Observation
from checker.net.clock import monotonic_s
from checker.net.icmp import error_queue
from checker.net.icmp.error import IcmpError, IcmpErrorReason
from checker.net.icmp.error_origin import ErrorOrigin, locate_origin

TRACEROUTE_PORT = 33434
"""Where traceroute's ports begin; nothing listens there."""
_HOPS = (2, 3, 2)
WAIT_S = 0.6
"""Linux' routers say "unreachable" to a host once a second at most (icmp_ratelimit), and others have been told it."""
_DATA = bytes(32)
_FORBIDDEN = {errno.EPERM, errno.EACCES, 10013}
"""EPERM: netfilter dropped it (send(2)); EACCES: a route prohibits it (ip-route(8)); WSAEACCES of winsock2.h."""
_NO_ROUTE = {errno.ENETUNREACH, errno.EHOSTUNREACH, errno.EINVAL, 10051, 10065}
"""EINVAL: a route of the type blackhole. WSAENETUNREACH and WSAEHOSTUNREACH."""
YES, FORBIDDEN, NO_ROUTE = "yes", "forbidden", "no-route"
_BY_ORIGIN = {ErrorOrigin.PC: "pc", ErrorOrigin.ROUTER: "router", ErrorOrigin.TARGET: "beyond"}


def observe_sending(host: UnreachedHost, context: ProbeContext) -> Iterator[Observation]:
    """`sends.v4` or `v6` (yes, forbidden, no-route); where somebody refuses, `refused.v4` or `v6` as well."""
    sends, errors = YES, list[IcmpError]()
    for hops in _HOPS:
        outcome, received = _send(host, hops)
        sends = outcome if sends == YES else sends
        errors += received
        context.raise_if_cancelled()
        if sends != YES or refuser(errors, host.address, context.system):
            break
    refused_by = refuser(errors, host.address, context.system)
    sends = outcome_beside(sends, refused_by)
    yield context.observation(f"sends.v{host.version}", sends)
    if refused_by:
        yield context.observation(f"refused.v{host.version}", refused_by)


def outcome_beside(sends: str, refused_by: str) -> str:
    """Of the call and of who refused: ICMPv6 "prohibited" has the number of what this PC forbids itself."""
    if refused_by == "pc":
        return FORBIDDEN
    return YES if refused_by and sends == FORBIDDEN else sends


def refuser(errors: list[IcmpError], address: str, system: str) -> str:
    """pc, router, no-route (a router that says so of itself) or beyond; empty where nobody refused."""
    for icmp_error in errors:
        if icmp_error.reason not in (IcmpErrorReason.REFUSED, IcmpErrorReason.NO_ROUTE):
            continue
        origin = locate_origin(icmp_error, address, system)
        if icmp_error.reason is IcmpErrorReason.REFUSED and origin is not None:
            return _BY_ORIGIN.get(origin, "beyond")
        if origin in (ErrorOrigin.ROUTER, ErrorOrigin.PATH):  # this PC says so where a neighbour is silent: no refusal
            return NO_ROUTE
    return ""


def _send(host: UnreachedHost, hops: int) -> tuple[str, list[IcmpError]]:
    with socket.socket(socket.AF_INET6 if host.version == 6 else socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.setblocking(False)
        error_queue.enable_icmp_errors(sock)
        level, option = (
            (socket.IPPROTO_IPV6, socket.IPV6_UNICAST_HOPS) if host.version == 6 else (socket.IPPROTO_IP, socket.IP_TTL)
        )
        try:
            sock.setsockopt(level, option, hops)
            sock.connect((host.address, TRACEROUTE_PORT))
            for _ in range(2):
                sock.send(_DATA)
        except OSError as error:
            if error.errno in _FORBIDDEN:
                return FORBIDDEN, error_queue.read_icmp_errors(sock)
            if error.errno in _NO_ROUTE:
                return NO_ROUTE, error_queue.read_icmp_errors(sock)
        return YES, _wait_for_errors(sock)


def _wait_for_errors(sock: socket.socket) -> list[IcmpError]:
    deadline = monotonic_s() + WAIT_S
    while (remaining_s := deadline - monotonic_s()) > 0:
        select.select([sock], [], [], remaining_s)
        errors = error_queue.read_icmp_errors(sock)
        if errors:
            return errors
        try:
            sock.recv(64)
        except BlockingIOError:
            continue
        except OSError:
            break
    return []
