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
from checker.net import errqueue
from checker.net.errqueue import Reason

FULL = 1500
"""Ethernet's."""
USUAL = (1492, 1480, 1472, 1460, 1454, 1452, 1440, 1420, 1400, 1380, 1360, 1280, 1200, 1000, 576)
"""PPPoE 1492, DS-Lite 1460 and 1452, mobile and tunnels 1400 to 1440, IPv6's least 1280 (RFC 8200), IPv4's 576."""
TRIES = 2
AT_ONCE = 3
_HEADERS = {4: 28, 6: 48}
"""IP and UDP."""
_OPTIONS: dict[str, dict[int, tuple[tuple[int, int, int], ...]]] = {
    "linux": {4: ((0, 10, 3),), 6: ((41, 23, 3), (41, 62, 1))},
    "win32": {4: ((0, 14, 1),), 6: ((41, 14, 1),)},
    "darwin": {4: ((0, 28, 1),), 6: ((41, 62, 1),)},
}
"""By system and IP version: level, option, value."""
_LOOK_S = 0.1


class Question(Protocol):
    """A request by UDP that is answered whatever its size."""

    @property
    def port(self) -> int: ...
    @property
    def packet(self) -> bytes: ...
    @property
    def read(self) -> Callable[[bytes], bool]: ...
    @property
    def goodbye(self) -> Callable[[bytes], bytes]: ...


class Width(Record, frozen=True, kw_only=True):
    """`mtu`: bytes with all headers. `told`: whether a smaller width than `FULL` was reported by ICMP or this PC."""

    mtu: int
    told: bool


class Asking(Record, frozen=True, kw_only=True):
    """`make`: a question of so many bytes within UDP, None for none; `wait_s`: for each try; `left_s`: for all.

    `go_on` is called while waiting and raises to stop.
    """

    address: str
    make: Callable[[int], Question | None]
    wait_s: float
    left_s: Callable[[], float]
    go_on: Callable[[], None] = lambda: None


def widest(asking: Asking) -> Width | None:
    """The widest packet that is answered; None where none of any usual size is, so that nothing can be said."""
    full, told = FULL, False
    while True:
        answered, limits = _tried(asking, [full])
        if full in answered:
            return Width(mtu=full, told=told)
        if full not in limits:
            break
        told, full = True, limits[full] or next((one for one in USUAL if one < full), 0)
        if full < USUAL[-1]:
            return None
    found = _between(asking, full)
    if found is None:
        return None
    again, _ = _tried(asking, [full])  # a lost packet must not look like a narrow path
    return Width(mtu=full, told=told) if full in again else Width(mtu=found, told=False)


def _between(asking: Asking, full: int) -> int | None:
    """The widest of the usual values below `full`, a few at a time."""
    rungs, found = [one for one in USUAL if one < full], None
    while rungs and asking.left_s() > 0:
        step = max(1, len(rungs) // (AT_ONCE + 1))
        picks = rungs[step::step][:AT_ONCE] or rungs[:1]
        answered, _ = _tried(asking, picks)
        if answered:
            found = max(answered)
            silent = [one for one in picks if one > found]
            rungs = [one for one in rungs if found < one < min(silent, default=full)]
        else:
            rungs = [one for one in rungs if one < min(picks)]
    return found


def gets_through(asking: Asking, size: int, tries: int = TRIES + 1) -> bool:
    """Whether one of `size` bytes within UDP is answered when it may be fragmented."""
    question = asking.make(size)
    return question is not None and bool(_exchanged(asking, {size: question}, whole=False, tries=tries)[0])


def _tried(asking: Asking, sizes: Iterable[int]) -> tuple[set[int], dict[int, int]]:
    headers = _HEADERS[6 if ":" in asking.address else 4]
    made = {size: asking.make(size - headers) for size in sizes}
    questions = {size: question for size, question in made.items() if question is not None}
    return _exchanged(asking, questions, whole=True, tries=TRIES)


def _exchanged(
    asking: Asking, questions: dict[int, Question], whole: bool, tries: int
) -> tuple[set[int], dict[int, int]]:
    """Which sizes were answered; and of others, which width was reported instead, 0 for one that was not named."""
    answered: set[int] = set()
    limits: dict[int, int] = {}
    with ExitStack() as opened, selectors.DefaultSelector() as waiting:
        socks = {size: opened.enter_context(_opened(asking.address, whole)) for size in questions}
        for size, sock in socks.items():
            sock.connect((asking.address, questions[size].port))
            waiting.register(sock, selectors.EVENT_READ, size)
        for _ in range(tries):
            for size in questions.keys() - answered - limits.keys():
                _sent(socks[size], size, questions[size], limits)
            ends = time.monotonic() + min(asking.wait_s, asking.left_s())
            while len(answered) + len(limits) < len(questions) and (left_s := ends - time.monotonic()) > 0:
                asking.go_on()
                for key, _ in waiting.select(min(left_s, _LOOK_S)):
                    _take(socks[key.data], key.data, questions[key.data], answered, limits)
                if not whole:
                    limits.clear()  # then the next try is cut into smaller pieces
    return answered, limits


def _opened(address: str, whole: bool) -> socket.socket:
    version = 6 if ":" in address else 4
    sock = socket.socket(socket.AF_INET6 if version == 6 else socket.AF_INET, socket.SOCK_DGRAM)
    sock.setblocking(False)
    errqueue.listening(sock)
    for level, option, value in _OPTIONS.get(sys.platform, {}).get(version, ()) if whole else ():
        with suppress(OSError):
            sock.setsockopt(level, option, value)
    if not whole and sys.platform == "linux" and version == 4:
        sock.setsockopt(socket.IPPROTO_IP, 10, 0)  # IP_PMTUDISC_DONT
    return sock


def _sent(sock: socket.socket, size: int, question: Question, limits: dict[int, int]) -> None:
    try:
        sock.send(question.packet)
    except OSError as error:
        _limited(sock, size, limits)
        if error.errno in (errno.EMSGSIZE, getattr(errno, "WSAEMSGSIZE", errno.EMSGSIZE)):
            limits.setdefault(size, 0)


def _take(sock: socket.socket, size: int, question: Question, answered: set[int], limits: dict[int, int]) -> None:
    _limited(sock, size, limits)
    try:
        raw = sock.recv(65535)
    except OSError:  # none there after all, or a refusal, which is silence here
        return
    if question.read(raw):
        answered.add(size)
        limits.pop(size, None)
        with suppress(OSError):
            if goodbye := question.goodbye(raw):
                sock.send(goodbye)


def _limited(sock: socket.socket, size: int, limits: dict[int, int]) -> None:
    for told in errqueue.told(sock):
        if told.reason is Reason.TOO_LARGE:
            limits[size] = told.mtu if 0 < told.mtu < size else 0
