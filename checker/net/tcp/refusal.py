"""Who refuses a connection by TCP, asked again in a way that Linux tells it; elsewhere nobody knows.

An ICMP message names its sender. A reset always bears the target's name, but not its distance: a router that forges one
gives it a fresh time to live. IP_MINTTL and IPV6_MINHOPCOUNT (RFC 5082) let only packets pass that are at least so
fresh, which tells the time to live of a reset without any rights.
"""

import errno
import selectors
import socket
import sys
from collections.abc import Callable
from contextlib import ExitStack

from checker.net.clock import monotonic_s
from checker.net.icmp import error_queue
from checker.net.icmp.error import INITIAL_TTLS, IcmpErrorReason
from checker.net.icmp.error_origin import ErrorOrigin, is_on_link, locate_origin

_MINTTL, _MINHOPS = 21, 73
"""IP_MINTTL of linux/in.h and IPV6_MINHOPCOUNT of linux/in6.h."""
WAIT_S = 1.3
"""One more packet than the first, which TCP repeats after 1 s (RFC 6298): machines limit how often they refuse."""
FRESH_S = 0.1
"""At least so long a reset with a fresh time to live is waited for, and thrice as long as the first one took."""
_POLL_S = 0.1
_MOST_TTL = 255
_MIN_TTLS = sorted({*INITIAL_TTLS, *(ttl + 1 for ttl in INITIAL_TTLS if ttl < _MOST_TTL)})


def locate_refusal(
    address: str, port: int, raise_if_cancelled: Callable[[], None] = lambda: None
) -> ErrorOrigin | None:
    """Who refuses connections to this IP address and port; None where nobody does or it cannot be told.

    Takes 2 s at most. `raise_if_cancelled` is called while waiting and raises to stop.
    """
    if sys.platform != "linux":
        return None
    start_s = monotonic_s()
    refused = IcmpErrorReason.REFUSED
    origin, reset_ttls = _connect_with_min_ttls(address, port, [0], WAIT_S, refused, raise_if_cancelled)
    if origin is not None or not reset_ttls:
        return origin
    fresh_s = max(FRESH_S, 3 * (monotonic_s() - start_s))
    return origin_from_resets(
        reset_ttls | _connect_with_min_ttls(address, port, _MIN_TTLS, fresh_s, refused, raise_if_cancelled)[1], address
    )


def locate_missing_route(
    address: str, port: int, raise_if_cancelled: Callable[[], None] = lambda: None
) -> ErrorOrigin | None:
    """Who says that there is no way to this IP address; None where nobody does or it cannot be told. 1.3 s at most."""
    if sys.platform != "linux":
        return None
    return _connect_with_min_ttls(address, port, [0], WAIT_S, IcmpErrorReason.NO_ROUTE, raise_if_cancelled)[0]


def comes_from_same_distance(
    address: str, port: int, control_port: int, hops: int, raise_if_cancelled: Callable[[], None] = lambda: None
) -> bool | None:
    """Whether the reset of one port has travelled as far as what another port of the same address answers.

    `hops`: how many machines away the address is. None where the replies have not the time to live that this distance
    leaves of a usual one, or where nothing came. Linux only.
    """
    if sys.platform != "linux":
        return None
    expected = [ttl - hops + 1 for ttl in INITIAL_TTLS]
    least_ttls = [0, *expected, *(ttl + 1 for ttl in expected if ttl < _MOST_TTL)]
    start_s = monotonic_s()
    own = _replies_through(address, port, least_ttls, WAIT_S, raise_if_cancelled)
    control = _replies_through(
        address, control_port, least_ttls, max(FRESH_S, 3 * (monotonic_s() - start_s)), raise_if_cancelled
    )
    exact = [ttl for ttl in expected if ttl in control and ttl + 1 not in control]
    if not exact or 0 not in own:
        return None
    return exact[0] in own and exact[0] + 1 not in own


def _replies_through(
    address: str, port: int, min_ttls: list[int], wait_s: float, raise_if_cancelled: Callable[[], None]
) -> set[int]:
    """Through which of these least times to live an answer came. Once all that can come came, it does not wait on."""
    answered: set[int] = set()
    with ExitStack() as stack, selectors.DefaultSelector() as selector:
        for ttl in min_ttls:
            sock = stack.enter_context(_open_socket(address, ttl))
            if sock.connect_ex((address, port)) == errno.EINPROGRESS:
                selector.register(sock, selectors.EVENT_WRITE, (sock, ttl))
        deadline = monotonic_s() + wait_s
        while selector.get_map() and (remaining_s := deadline - monotonic_s()) > 0:
            raise_if_cancelled()
            for key, _ in selector.select(min(remaining_s, _POLL_S)):
                sock, ttl = key.data
                selector.unregister(sock)
                if sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR) in (0, errno.ECONNREFUSED):
                    answered.add(ttl)
                    # the others came at the same time, or not at all
                    deadline = min(deadline, monotonic_s() + FRESH_S)
    return answered


def _connect_with_min_ttls(
    address: str,
    port: int,
    min_ttls: list[int],
    wait_s: float,
    reason: IcmpErrorReason,
    raise_if_cancelled: Callable[[], None],
) -> tuple[ErrorOrigin | None, set[int]]:
    """Who sent a message for this reason; and through which of these least times to live a reset came."""
    reset_ttls: set[int] = set()
    with ExitStack() as stack, selectors.DefaultSelector() as selector:
        for ttl in min_ttls:
            sock = stack.enter_context(_open_socket(address, ttl))
            connect_errno = sock.connect_ex((address, port))
            if connect_errno == errno.EINPROGRESS:
                selector.register(sock, selectors.EVENT_WRITE, (sock, ttl))
            elif connect_errno == errno.ECONNREFUSED:
                reset_ttls.add(ttl)
        deadline = monotonic_s() + wait_s
        while selector.get_map() and (remaining_s := deadline - monotonic_s()) > 0:
            raise_if_cancelled()
            for key, _ in selector.select(min(remaining_s, _POLL_S)):
                sock, ttl = key.data
                selector.unregister(sock)
                origin = _origin_from_errors(sock, address, reason)
                if origin is not None:
                    return origin, reset_ttls
                if sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR) == errno.ECONNREFUSED:
                    reset_ttls.add(ttl)
    return None, reset_ttls


def origin_from_resets(reset_ttls: set[int], address: str) -> ErrorOrigin | None:
    """`reset_ttls`: the least time to live of each socket that a reset came through to."""
    if 0 not in reset_ttls:
        return None
    fresh = any(ttl in reset_ttls and ttl + 1 not in reset_ttls for ttl in INITIAL_TTLS)
    return ErrorOrigin.ROUTER if fresh and not is_on_link(address) else ErrorOrigin.TARGET


def _origin_from_errors(sock: socket.socket, address: str, reason: IcmpErrorReason) -> ErrorOrigin | None:
    for icmp_error in error_queue.read_icmp_errors(sock):
        if icmp_error.reason is reason:
            return locate_origin(icmp_error, address)
    return None


def _open_socket(address: str, ttl: int) -> socket.socket:
    six = ":" in address
    sock = socket.socket(socket.AF_INET6 if six else socket.AF_INET, socket.SOCK_STREAM)
    sock.setblocking(False)
    error_queue.enable_icmp_errors(sock)
    if ttl:
        level, option = (socket.IPPROTO_IPV6, _MINHOPS) if six else (socket.IPPROTO_IP, _MINTTL)
        sock.setsockopt(level, option, ttl)
    return sock
