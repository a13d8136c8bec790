"""Main mode's first message (RFC 2409, 5; RFC 2408, 3), what comes back, and the deletion of what was accepted."""

import struct
from enum import Enum

from checker.checks.vpn.kinds.ipsec.ike_packet import (
    HEADER,
    MAJOR_1,
    MAJOR_2,
    SPI,
    IkeHeader,
    encode_message,
    encode_padded_message,
    parse_payloads,
)

MAIN_MODE, INFORMATIONAL = 2, 5
SA, NOTIFY, DELETE, VENDOR = 1, 11, 12, 13
ISAKMP = 1
NO_PROPOSAL_CHOSEN = 14
DOI_IPSEC = 1
LIFE_S = 28800
NAT_T = (bytes.fromhex("4a131c81070358455c5728f20e95452f"), bytes.fromhex("90cb80913ebb696e086381b5ec427b1f"))
"""Vendor ids of NAT traversal: RFC 3947, and its second draft. Some gateways answer nobody without one."""

Offer = tuple[int, int, int, int, int]
"""Cipher, key length in bits or 0 for none, hash, authentication method, group (RFC 2409, appendix A)."""
UNACCEPTABLE: tuple[Offer, ...] = ((2, 0, 3, 2, 1),)
"""IDEA, Tiger, DSS, 768-bit MODP: numbers of the standard that no gateway ever took, so that it keeps no state."""
PRESHARED, RSA, XAUTH_PRESHARED, XAUTH_RSA = 1, 3, 65001, 65005
USUAL: tuple[Offer, ...] = tuple(
    (cipher, bits, digest, proof, group)
    for proof in (PRESHARED, RSA, XAUTH_PRESHARED, XAUTH_RSA)
    for cipher, bits, digest, group in ((7, 256, 2, 2), (7, 256, 4, 14), (7, 128, 2, 2), (5, 0, 2, 2))
)
"""AES-CBC and 3DES, SHA-1 and SHA-256, 1024 and 2048 bits, by a shared key or certificates, with XAUTH or without."""


class IkeV1Reply(Enum):
    """What a gateway replied to main mode's first message."""

    ACCEPTED = "accepted"
    NO_PROPOSAL_CHOSEN = "no-proposal-chosen"
    OTHER_NOTIFY = "other-notify"
    IKEV2 = "ikev2"


def main_mode_request(cookie: bytes, offers: tuple[Offer, ...], size: int = 0) -> bytes:
    """Main mode's first message; `cookie` is ours, 8 bytes; `size`: bytes that it is filled up to."""
    transforms = b"".join(_encode_transform(number, offer, len(offers)) for number, offer in enumerate(offers, 1))
    proposal = struct.pack(">BBHBBBB", 0, 0, 8 + len(transforms), 1, ISAKMP, 0, len(offers)) + transforms
    payloads = [(SA, struct.pack(">II", DOI_IPSEC, 1) + proposal), *((VENDOR, vendor_id) for vendor_id in NAT_T)]
    return encode_padded_message(IkeHeader(cookie + bytes(SPI), MAJOR_1, MAIN_MODE), payloads, VENDOR, size)


def _encode_transform(number: int, offer: Offer, count: int) -> bytes:
    cipher, bits, digest, proof, group = offer
    values = [(1, cipher), (2, digest), (3, proof), (4, group), (11, 1), (12, LIFE_S)] + ([(14, bits)] if bits else [])
    attributes = b"".join(struct.pack(">HH", 0x8000 | kind, value) for kind, value in values)
    return struct.pack(">BBHBBH", 3 if number < count else 0, 0, 8 + len(attributes), number, 1, 0) + attributes


def parse_reply(raw: bytes, cookie: bytes) -> IkeV1Reply | None:
    """What these bytes reply to the request with this `cookie`, or None where they are no answer to it."""
    if len(raw) < HEADER or int.from_bytes(raw[24:28]) != len(raw):
        return None
    is_own_cookie, version, exchange = raw[:SPI] == cookie, raw[17] & 0xF0, raw[18]
    if is_own_cookie and version == MAJOR_2 and exchange != MAIN_MODE:
        return IkeV1Reply.IKEV2
    if version != MAJOR_1:
        return None
    if is_own_cookie and exchange == MAIN_MODE and any(raw[SPI : 2 * SPI]):
        return IkeV1Reply.ACCEPTED if any(kind == SA for kind, _ in parse_payloads(raw)) else None
    return _parse_notification(raw, cookie, is_own_cookie) if exchange == INFORMATIONAL else None


def _parse_notification(raw: bytes, cookie: bytes, is_own_cookie: bool) -> IkeV1Reply | None:
    """SoftEther puts a cookie of its own into the header, and ours, as RFC 2408 (3.14) has it, into the notify."""
    notifications = [content for kind, content in parse_payloads(raw) if kind == NOTIFY and len(content) >= 8]
    codes = [
        int.from_bytes(notification[6:8])
        for notification in notifications
        if is_own_cookie or (notification[5] == 2 * SPI and notification[8 : 8 + SPI] == cookie)
    ]
    if not codes:
        return None
    return IkeV1Reply.NO_PROPOSAL_CHOSEN if NO_PROPOSAL_CHOSEN in codes else IkeV1Reply.OTHER_NOTIFY


def deletion_messages(answer: bytes, message_id: int) -> tuple[bytes, bytes]:
    """Ends the session that `answer` accepted; `message_id`: a message id, not 0 and not the highest.

    A notify that we do not want it (RFC 2408, 3.14), which strongSwan goes by, and its deletion (3.15).
    """
    spis = answer[: 2 * SPI]
    header = IkeHeader(spis, MAJOR_1, INFORMATIONAL, message_id=message_id)
    refusal = struct.pack(">IBBH", DOI_IPSEC, ISAKMP, len(spis), NO_PROPOSAL_CHOSEN) + spis
    deletion = struct.pack(">IBBH", DOI_IPSEC, ISAKMP, len(spis), 1) + spis
    return (
        encode_message(header, [(NOTIFY, refusal)]),
        encode_message(header._replace(message_id=message_id + 1), [(DELETE, deletion)]),
    )
