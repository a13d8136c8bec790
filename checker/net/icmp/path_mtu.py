"""The widest packet that gets through to somebody who answers it: by UDP that must not be fragmented (RFC 8899).

No rights are needed: Linux IP_PMTUDISC_PROBE (ip(7)), Windows IP_DONTFRAGMENT (ws2ipdef.h), macOS IP_DONTFRAG (ip(4)).
"""

import errno
import selectors
import socket
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import ExitStack, suppress
from typing import Protocol

from checker.model.record import Record
from checker.net.clock import monotonic_s
from checker.net.icmp import error_queue
from checker.net.icmp.error import IcmpErrorReason
from checker.net.phase_log import logged_phase

ETHERNET_MTU = 1500
"""Bytes of an Ethernet packet: what a line carries where nothing takes room from it."""
COMMON_MTUS = (1492, 1480, 1472, 1460, 1454, 1452, 1440, 1420, 1400, 1380, 1360, 1280, 1200, 1000, 576)
"""PPPoE 1492, DS-Lite 1460 and 1452, mobile and tunnels 1400 to 1440, IPv6's least 1280 (RFC 8200), IPv4's 576."""
TRIES = 2
CONFIRMATIONS = 3
PARALLEL_PROBES = 3
_HEADER_BYTES = {4: 28, 6: 48}
"""IP and UDP."""
DONT_FRAGMENT_OPTIONS: dict[str, dict[int, tuple[tuple[int, int, int], ...]]] = {
    "linux": {4: ((0, 10, 3),), 6: ((41, 23, 3), (41, 62, 1))},
    "win32": {4: ((0, 14, 1),), 6: ((41, 14, 1),)},
    "darwin": {4: ((0, 28, 1),), 6: ((41, 62, 1),)},
}
"""By system and IP version: level, option, value."""
_POLL_S = 0.1


class MtuProbe(Protocol):
    """A request by UDP that is answered whatever its size."""

    @property
    def port(self) -> int: ...
    @property
    def packet(self) -> bytes: ...
    @property
    def read(self) -> Callable[[bytes], bool]: ...
    @property
    def goodbye(self) -> Callable[[bytes], bytes]: ...


class PathMtu(Record, frozen=True, kw_only=True):
    """`mtu`: bytes with all headers, at most ETHERNET_MTU; `is_reported`: ICMP or this PC says that it is less."""

    mtu: int
    is_reported: bool


class MtuSearch(Record, frozen=True, kw_only=True):
    """`make_probe`: a request of so many bytes within UDP, None where there is none of that size.

    `wait_s`: for each try; `remaining_s`: for all of them. `raise_if_cancelled` is called while waiting and raises to
    stop.
    """

    address: str
    make_probe: Callable[[int], MtuProbe | None]
    wait_s: float
    remaining_s: Callable[[], float]
    raise_if_cancelled: Callable[[], None] = lambda: None


@logged_phase("search of the path MTU", mtu=lambda path: path.mtu if path else None)
def find_path_mtu(search: MtuSearch) -> PathMtu | None:
    """The widest packet that is answered; None where none of any usual size is, so that nothing can be said."""
    upper, is_reported = ETHERNET_MTU, False
    while True:
        answered, limits = _probe_sizes(search, [upper])
        if upper in answered:
            return PathMtu(mtu=upper, is_reported=is_reported)
        if upper not in limits:
            break
        is_reported, upper = True, limits[upper] or next((mtu for mtu in COMMON_MTUS if mtu < upper), 0)
        if upper < COMMON_MTUS[-1]:
            return None
    best = _search_below(search, upper)
    if best is None:
        return None
    confirmed, _ = _probe_sizes(search, [upper])  # a lost packet must not look like a narrow path
    if upper in confirmed:
        return PathMtu(mtu=upper, is_reported=is_reported)
    return PathMtu(mtu=best, is_reported=False) if _is_size_the_reason(search, best, upper) else None


def _is_size_the_reason(search: MtuSearch, narrow: int, wide: int) -> bool:
    """In one and the same flow the narrow packet is answered right after the wide one was not, every time.

    Both follow the same silence. So neither a path that loses whole flows, nor lost packets, nor whoever lets a few
    packets a second pass looks narrow.
    """
    headers = _HEADER_BYTES[6 if ":" in search.address else 4]
    with _open_socket(search.address, dont_fragment=True) as sock:
        for _ in range(CONFIRMATIONS):
            _keep_silent(search)
            if _is_answered_in(sock, search, wide - headers) or not any(
                _is_answered_in(sock, search, narrow - headers) for _ in range(TRIES)
            ):
                return False
    return True


def _keep_silent(search: MtuSearch) -> None:
    deadline = monotonic_s() + min(search.wait_s, search.remaining_s())
    while (remaining_s := deadline - monotonic_s()) > 0:
        search.raise_if_cancelled()
        time.sleep(min(remaining_s, _POLL_S))


def _is_answered_in(sock: socket.socket, search: MtuSearch, size: int) -> bool:
    probe = search.make_probe(size)
    if probe is None:
        return False
    answered: set[int] = set()
    limits: dict[int, int] = {}
    with selectors.DefaultSelector() as selector:
        sock.connect((search.address, probe.port))
        selector.register(sock, selectors.EVENT_READ)
        _send(sock, size, probe, limits)
        deadline = monotonic_s() + min(search.wait_s, search.remaining_s())
        while not answered and (remaining_s := deadline - monotonic_s()) > 0:
            search.raise_if_cancelled()
            if selector.select(min(remaining_s, _POLL_S)):
                _receive(sock, size, probe, answered, limits)
    return bool(answered)


def _search_below(search: MtuSearch, upper: int) -> int | None:
    """The widest of the usual values below `upper`, a few at a time."""
    candidates, best = [mtu for mtu in COMMON_MTUS if mtu < upper], None
    while candidates and search.remaining_s() > 0:
        step = max(1, len(candidates) // (PARALLEL_PROBES + 1))
        sizes = candidates[step::step][:PARALLEL_PROBES] or candidates[:1]
        answered, _ = _probe_sizes(search, sizes)
        if answered:
            best = max(answered)
            silent = [mtu for mtu in sizes if mtu > best]
            candidates = [mtu for mtu in candidates if best < mtu < min(silent, default=upper)]
        else:
            candidates = [mtu for mtu in candidates if mtu < min(sizes)]
    return best


def passes_fragmented(search: MtuSearch, size: int, tries: int = TRIES + 1) -> bool:
    """Whether one of `size` bytes within UDP is answered when it may be fragmented."""
    probe = search.make_probe(size)
    return probe is not None and bool(_exchange(search, {size: probe}, dont_fragment=False, tries=tries)[0])


def pass_together(search: MtuSearch, sizes: Iterable[int]) -> bool:
    """Whether those of these sizes within UDP that can be made are all answered, sent once and at the same moment."""
    made = {size: search.make_probe(size) for size in sizes}
    probes = {size: probe for size, probe in made.items() if probe is not None}
    return bool(probes) and _exchange(search, probes, dont_fragment=False, tries=1)[0] == set(probes)


def _probe_sizes(search: MtuSearch, sizes: Iterable[int]) -> tuple[set[int], dict[int, int]]:
    headers = _HEADER_BYTES[6 if ":" in search.address else 4]
    made = {size: search.make_probe(size - headers) for size in sizes}
    probes = {size: probe for size, probe in made.items() if probe is not None}
    return _exchange(search, probes, dont_fragment=True, tries=TRIES)


def _exchange(
    search: MtuSearch, probes: dict[int, MtuProbe], dont_fragment: bool, tries: int
) -> tuple[set[int], dict[int, int]]:
    """Which sizes were answered; and of others, which width was reported instead, 0 for one that was not named."""
    answered: set[int] = set()
    limits: dict[int, int] = {}
    with ExitStack() as stack, selectors.DefaultSelector() as selector:
        socks = {size: stack.enter_context(_open_socket(search.address, dont_fragment)) for size in probes}
        for size, sock in socks.items():
            sock.connect((search.address, probes[size].port))
            selector.register(sock, selectors.EVENT_READ, size)
        for _ in range(tries):
            for size in probes.keys() - answered - limits.keys():
                _send(socks[size], size, probes[size], limits)
            deadline = monotonic_s() + min(search.wait_s, search.remaining_s())
            while len(answered) + len(limits) < len(probes) and (remaining_s := deadline - monotonic_s()) > 0:
                search.raise_if_cancelled()
                for key, _ in selector.select(min(remaining_s, _POLL_S)):
                    _receive(socks[key.data], key.data, probes[key.data], answered, limits)
                if not dont_fragment:
                    limits.clear()  # then the next try is cut into smaller pieces
    return answered, limits


def _open_socket(address: str, dont_fragment: bool) -> socket.socket:
    version = 6 if ":" in address else 4
    sock = socket.socket(socket.AF_INET6 if version == 6 else socket.AF_INET, socket.SOCK_DGRAM)
    sock.setblocking(False)
    error_queue.enable_icmp_errors(sock)
    for level, option, value in DONT_FRAGMENT_OPTIONS.get(sys.platform, {}).get(version, ()) if dont_fragment else ():
        with suppress(OSError):
            sock.setsockopt(level, option, value)
    if not dont_fragment and sys.platform == "linux" and version == 4:
        sock.setsockopt(socket.IPPROTO_IP, 10, 0)  # IP_PMTUDISC_DONT
    return sock


def _send(sock: socket.socket, size: int, probe: MtuProbe, limits: dict[int, int]) -> None:
    try:
        sock.send(probe.packet)
    except OSError as error:
        _record_reported_mtu(sock, size, limits)
        if error.errno in (errno.EMSGSIZE, getattr(errno, "WSAEMSGSIZE", errno.EMSGSIZE)):
            limits.setdefault(size, 0)


def _receive(sock: socket.socket, size: int, probe: MtuProbe, answered: set[int], limits: dict[int, int]) -> None:
    _record_reported_mtu(sock, size, limits)
    try:
        raw = sock.recv(65535)
    except OSError:  # none there after all, or a refusal, which is silence here
        return
    if probe.read(raw):
        answered.add(size)
        limits.pop(size, None)
        with suppress(OSError):
            if goodbye := probe.goodbye(raw):
                sock.send(goodbye)


def _record_reported_mtu(sock: socket.socket, size: int, limits: dict[int, int]) -> None:
    for icmp_error in error_queue.read_icmp_errors(sock):
        if icmp_error.reason is IcmpErrorReason.TOO_LARGE:
            limits[size] = icmp_error.mtu if 0 < icmp_error.mtu < size else 0
