"""Requests of any size that a gateway still answers: what the path MTU to it is measured with.

A kind that cannot be filled up (WireGuard, everything by TCP) is not in the table.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from checker.checks.vpn.gateways import VpnGateway
from checker.checks.vpn.gateways.tunnel import IkeV1Gateway, IkeV2Gateway, L2tpGateway, OpenVpnGateway
from checker.checks.vpn.kinds.ipsec import ikev1_packet, ikev2_packet, l2tp_packet
from checker.checks.vpn.kinds.ipsec.ike_packet import NAT_PORT, NON_ESP, SPI
from checker.checks.vpn.kinds.openvpn import make_reset_exchange


@dataclass(frozen=True)
class PaddedRequest:
    """`packet`: what is sent by UDP to `port`, the same at every try; `read`: whether these bytes answer it.

    `goodbye`: what is sent once after such an answer, so that the gateway keeps no state; empty for nothing.
    """

    port: int
    packet: bytes
    read: Callable[[bytes], bool]
    goodbye: Callable[[bytes], bytes] = lambda _answer: b""


def make_padded_request(gateway: VpnGateway, size: int) -> PaddedRequest | None:
    """A request of exactly `size` bytes within UDP (the packet has 28 more by IPv4, 48 by IPv6).

    None where this kind cannot be filled up, its key is missing, or the request alone is longer.
    """
    build = _BUILDERS.get(type(gateway))
    request = build(gateway, size) if build else None
    return request if request is not None and len(request.packet) == size else None


def _ikev2(gateway: IkeV2Gateway, size: int) -> PaddedRequest:
    spi, prefix = secrets.token_bytes(SPI), NON_ESP if gateway.port == NAT_PORT else b""
    packet = ikev2_packet.sa_init_request(spi, ikev2_packet.UNACCEPTABLE, size=size - len(prefix))
    return PaddedRequest(
        gateway.port,
        prefix + packet,
        lambda raw: ikev2_packet.parse_reply(raw.removeprefix(prefix), spi) is not None,
    )


def _ikev1(gateway: IkeV1Gateway | L2tpGateway, size: int) -> PaddedRequest:
    cookie, prefix = secrets.token_bytes(SPI), NON_ESP if gateway.port == NAT_PORT else b""
    packet = ikev1_packet.main_mode_request(
        cookie, ikev1_packet.unacceptable_offers(ikev1_packet.PRESHARED), size - len(prefix)
    )

    def goodbye(raw: bytes) -> bytes:
        message = raw.removeprefix(prefix)
        is_accepted = ikev1_packet.parse_reply(message, cookie) is ikev1_packet.IkeV1Reply.ACCEPTED
        return prefix + ikev1_packet.deletion_messages(message, 1)[0] if is_accepted else b""

    return PaddedRequest(
        gateway.port,
        prefix + packet,
        lambda raw: ikev1_packet.parse_reply(raw.removeprefix(prefix), cookie) is not None,
        goodbye,
    )


def _l2tp(gateway: L2tpGateway, size: int) -> PaddedRequest:
    if gateway.ipsec:
        return _ikev1(gateway, size)
    own_tunnel = 1 + secrets.randbelow(65535)

    def goodbye(raw: bytes) -> bytes:
        answer = l2tp_packet.parse_reply(raw, own_tunnel)
        return l2tp_packet.stop_notification(answer.tunnel, own_tunnel) if answer else b""

    return PaddedRequest(
        gateway.port,
        l2tp_packet.start_request(own_tunnel, size),
        lambda raw: l2tp_packet.parse_reply(raw, own_tunnel) is not None,
        goodbye,
    )


def _openvpn(gateway: OpenVpnGateway, size: int) -> PaddedRequest | None:
    if gateway.transport == "tcp" or (gateway.wrap != "none" and not gateway.key_secret):
        return None
    opening = make_reset_exchange(gateway)
    reset_length = len(opening.packet())
    return PaddedRequest(
        gateway.port, opening.packet(max(0, size - reset_length)), lambda raw: opening.parse_answer(raw) is not None
    )


_BUILDERS: dict[type[VpnGateway], Callable[[Any, int], PaddedRequest | None]] = {
    IkeV2Gateway: _ikev2,
    IkeV1Gateway: _ikev1,
    L2tpGateway: _l2tp,
    OpenVpnGateway: _openvpn,
}
