"""The largest packet that is carried whole to a host and back, by echo requests that must not be split (RFC 1191)."""

from collections.abc import Callable, Iterator

from checker.checks.context import ProbeContext
from checker.checks.network.concurrency import run_concurrently
from checker.model.observation import Observation
from checker.net.icmp.echo import try_echo
from checker.net.icmp.messages import MIN_PACKET_BYTES, EchoReply, EchoReplyKind, EchoRequest
from checker.net.icmp.path_mtu import ETHERNET_MTU, PathMtu

_SIZES = (
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
"""PPPoE 1492, DS-Lite 1460, WireGuard 1420, IPv6's least 1280, IPv4's least 576, and what lies between.

Closer together than path_mtu.COMMON_MTUS: all are asked at once here, and there one after the other.
"""
_STEP = 4
_ATTEMPTS = 2
WAIT_S = 0.6


def observe_mtu(result: PathMtu | None, context: ProbeContext) -> Iterator[Observation]:
    """`desk.mtu` (B), and where that is less than usual `desk.mtu-told`."""
    if result is None:
        return
    yield context.observation("desk.mtu", result.mtu)
    if result.mtu < ETHERNET_MTU:
        yield context.observation("desk.mtu-told", result.is_reported)


def measure_mtu(address: str, raise_if_cancelled: Callable[[], None]) -> PathMtu | None:
    """None where the host answers no echo requests, or nothing can be sent that must not be split."""
    least = MIN_PACKET_BYTES[6 if ":" in address else 4]
    replies = _echo_replies(address, [ETHERNET_MTU, least], raise_if_cancelled)
    if _is_answered(replies, ETHERNET_MTU):
        return PathMtu(mtu=ETHERNET_MTU, is_reported=False)
    if not _is_answered(replies, least):
        return None
    too_big = _too_big_reply(replies, ETHERNET_MTU)
    if too_big and least < too_big.mtu < ETHERNET_MTU:
        if _is_answered(_echo_replies(address, [too_big.mtu], raise_if_cancelled), too_big.mtu):
            return PathMtu(mtu=too_big.mtu, is_reported=True)
        return _search_mtu(address, too_big.mtu, False, raise_if_cancelled)
    return _search_mtu(address, ETHERNET_MTU, too_big is not None, raise_if_cancelled)


def _search_mtu(address: str, below: int, is_reported: bool, raise_if_cancelled: Callable[[], None]) -> PathMtu | None:
    """Among the usual sizes first, then between the two that enclose it."""
    sizes = [size for size in _SIZES if size < below]
    replies = _echo_replies(address, sizes, raise_if_cancelled)
    widest = max((size for size in sizes if _is_answered(replies, size)), default=None)
    if widest is None:
        return None
    limit = min((size for size in (*sizes, below) if size > widest), default=below)
    between = list(range(widest + _STEP, limit, _STEP))[:16]
    replies |= _echo_replies(address, between, raise_if_cancelled)
    widest = max((size for size in between if _is_answered(replies, size)), default=widest)
    return PathMtu(mtu=widest, is_reported=is_reported)


EchoReplies = dict[int, list[EchoReply]]


def _echo_replies(address: str, sizes: list[int], raise_if_cancelled: Callable[[], None]) -> EchoReplies:
    """All sizes at once, each twice, so that a packet lost by chance does not pass for one that is too large."""
    replies: EchoReplies = {size: [] for size in sizes}
    for size, reply in run_concurrently(
        [_echo_task(address, size) for size in sizes for _ in range(_ATTEMPTS)], raise_if_cancelled
    ):
        if reply is not None:
            replies[size].append(reply)
    return replies


def _echo_task(address: str, size: int) -> Callable[[], tuple[int, EchoReply | None]]:
    return lambda: (size, try_echo(EchoRequest(address=address, size=size, dont_fragment=True, wait_s=WAIT_S)))


def _is_answered(replies: EchoReplies, size: int) -> bool:
    return any(reply.kind is EchoReplyKind.ANSWER for reply in replies[size])


def _too_big_reply(replies: EchoReplies, size: int) -> EchoReply | None:
    return next((reply for reply in replies[size] if reply.kind is EchoReplyKind.TOO_BIG), None)
