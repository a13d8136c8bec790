"""The largest packet that is carried whole to a host and back, by echo requests that must not be split (RFC 1191)."""

from collections.abc import Callable, Iterator

from checker.checks.context import ProbeContext
from checker.checks.network.at_once import at_once
from checker.model.observation import Observation
from checker.model.record import Record
from checker.net.echo import MIN_PACKET_BYTES, EchoReply, EchoReplyKind, EchoRequest, try_echo

FULL = 1500
"""Bytes of an Ethernet packet: what a line carries where nothing takes room from it."""
USUAL = (
    1492,
    1480,
    1472,
    1464,
    1460,
    1452,
    1440,
    1428,
    1420,
    1412,
    1400,
    1380,
    1360,
    1340,
    1320,
    1300,
    1280,
    1200,
    576,
)
"""PPPoE 1492, DS-Lite 1460, WireGuard 1420, IPv6's least 1280, IPv4's least 576, and what lies between."""
_STEP = 4
_TRIES = 2
WAIT_S = 0.6


class Width(Record, frozen=True, kw_only=True):
    """`mtu`: bytes of the largest whole packet, at most FULL; `told`: somebody says so when one is larger."""

    mtu: int
    told: bool = False


def observe_width(width: Width | None, context: ProbeContext) -> Iterator[Observation]:
    """`desk.mtu` (B), and where that is less than usual `desk.mtu-told`."""
    if width is None:
        return
    yield context.observation("desk.mtu", width.mtu)
    if width.mtu < FULL:
        yield context.observation("desk.mtu-told", width.told)


def width_to(address: str, go_on: Callable[[], None]) -> Width | None:
    """None where the host answers no echo requests, or nothing can be sent that must not be split."""
    least = MIN_PACKET_BYTES[6 if ":" in address else 4]
    heard = _heard(address, [FULL, least], go_on)
    if _answered(heard, FULL):
        return Width(mtu=FULL)
    if not _answered(heard, least):
        return None
    told = _told(heard, FULL)
    if told and least < told.mtu < FULL:
        if _answered(_heard(address, [told.mtu], go_on), told.mtu):
            return Width(mtu=told.mtu, told=True)
        return _searched(address, told.mtu, False, go_on)
    return _searched(address, FULL, told is not None, go_on)


def _searched(address: str, below: int, told: bool, go_on: Callable[[], None]) -> Width | None:
    """Among the usual widths first, then between the two that enclose it."""
    sizes = [size for size in USUAL if size < below]
    heard = _heard(address, sizes, go_on)
    widest = max((size for size in sizes if _answered(heard, size)), default=None)
    if widest is None:
        return None
    limit = min((size for size in (*sizes, below) if size > widest), default=below)
    between = list(range(widest + _STEP, limit, _STEP))[:16]
    heard |= _heard(address, between, go_on)
    widest = max((size for size in between if _answered(heard, size)), default=widest)
    return Width(mtu=widest, told=told)


Said = dict[int, list[EchoReply]]


def _heard(address: str, sizes: list[int], go_on: Callable[[], None]) -> Said:
    """All sizes at once, each twice, so that a packet lost by chance does not pass for one that is too large."""
    found: Said = {size: [] for size in sizes}
    for size, reply in at_once([_sending(address, size) for size in sizes for _ in range(_TRIES)], go_on):
        if reply is not None:
            found[size].append(reply)
    return found


def _sending(address: str, size: int) -> Callable[[], tuple[int, EchoReply | None]]:
    return lambda: (size, try_echo(EchoRequest(address=address, size=size, dont_fragment=True, wait_s=WAIT_S)))


def _answered(heard: Said, size: int) -> bool:
    return any(reply.kind is EchoReplyKind.ANSWER for reply in heard[size])


def _told(heard: Said, size: int) -> EchoReply | None:
    return next((reply for reply in heard[size] if reply.kind is EchoReplyKind.TOO_BIG), None)
