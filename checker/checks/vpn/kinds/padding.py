"""Requests of any size that a gateway still answers: what the width of the path to it is measured with.

A kind that cannot be filled up (WireGuard, everything by TCP) is not in the table.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from checker.checks.vpn.gateways import Gateway
from checker.checks.vpn.gateways_tunnel import Ikev1, Ikev2, L2tp, OpenVpn
from checker.checks.vpn.kinds import ikev1_packet, ikev2_packet, l2tp_packet
from checker.checks.vpn.kinds.ike_packet import NAT_PORT, NON_ESP, SPI
from checker.checks.vpn.kinds.openvpn import asking


@dataclass(frozen=True)
class Padded:
    """`packet`: what is sent by UDP to `port`, the same at every try; `read`: whether these bytes answer it.

    `goodbye`: what is sent back once after such an answer, so that the gateway keeps nothing; empty for nothing.
    """

    port: int
    packet: bytes
    read: Callable[[bytes], bool]
    goodbye: Callable[[bytes], bytes] = lambda _answer: b""


def padded(gateway: Gateway, size: int) -> Padded | None:
    """A request of exactly `size` bytes within UDP (the packet has 28 more by IPv4, 48 by IPv6).

    None where this kind cannot be filled up, its key is missing, or the request alone is longer.
    """
    make = _KINDS.get(type(gateway))
    made = make(gateway, size) if make else None
    return made if made is not None and len(made.packet) == size else None


def _ikev2(gateway: Ikev2, size: int) -> Padded:
    spi, front = secrets.token_bytes(SPI), NON_ESP if gateway.port == NAT_PORT else b""
    packet = ikev2_packet.request(spi, ikev2_packet.UNACCEPTABLE, size=size - len(front))
    return Padded(
        gateway.port,
        front + packet,
        lambda raw: ikev2_packet.reply(raw.removeprefix(front), spi) is not None,
    )


def _ikev1(gateway: Ikev1 | L2tp, size: int) -> Padded:
    cookie, front = secrets.token_bytes(SPI), NON_ESP if gateway.port == NAT_PORT else b""
    packet = ikev1_packet.request(cookie, ikev1_packet.UNACCEPTABLE, size - len(front))

    def goodbye(raw: bytes) -> bytes:
        bare = raw.removeprefix(front)
        taken = ikev1_packet.reply(bare, cookie) is ikev1_packet.Reply.ACCEPTED
        return front + ikev1_packet.taken_back(bare, 1)[0] if taken else b""

    return Padded(
        gateway.port,
        front + packet,
        lambda raw: ikev1_packet.reply(raw.removeprefix(front), cookie) is not None,
        goodbye,
    )


def _l2tp(gateway: L2tp, size: int) -> Padded:
    if gateway.ipsec:
        return _ikev1(gateway, size)
    ours = 1 + secrets.randbelow(65535)

    def goodbye(raw: bytes) -> bytes:
        answer = l2tp_packet.answer(raw, ours)
        return l2tp_packet.goodbye(answer.tunnel, ours) if answer else b""

    return Padded(
        gateway.port,
        l2tp_packet.request(ours, size),
        lambda raw: l2tp_packet.answer(raw, ours) is not None,
        goodbye,
    )


def _openvpn(gateway: OpenVpn, size: int) -> Padded | None:
    if gateway.transport == "tcp" or (gateway.wrap != "none" and not gateway.key_secret):
        return None
    asked = asking(gateway)
    bare = len(asked.packet())
    return Padded(gateway.port, asked.packet(max(0, size - bare)), lambda raw: asked.answer(raw) is not None)


_KINDS: dict[type[Gateway], Callable[[Any, int], Padded | None]] = {
    Ikev2: _ikev2,
    Ikev1: _ikev1,
    L2tp: _l2tp,
    OpenVpn: _openvpn,
}
