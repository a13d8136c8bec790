"""The first message of main and aggressive mode (RFC 2409, 5; RFC 2408, 3), what comes back, and the deletion of what
was accepted.
"""

import secrets
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

MAIN_MODE, AGGRESSIVE_MODE, INFORMATIONAL = 2, 4, 5
SA, KEY_EXCHANGE, IDENTITY, NONCE, NOTIFY, DELETE, VENDOR = 1, 4, 5, 10, 11, 12, 13
ISAKMP = 1
NO_PROPOSAL_CHOSEN = 14
DOI_IPSEC = 1
LIFE_S = 28800
NAT_T = (bytes.fromhex("4a131c81070358455c5728f20e95452f"), bytes.fromhex("90cb80913ebb696e086381b5ec427b1f"))
"""Vendor ids of NAT traversal: RFC 3947, and its second draft. Some gateways answer nobody without one."""

Offer = tuple[int, int, int, int, int]
"""Cipher, key length in bits or 0 for none, hash, authentication method, group (RFC 2409, appendix A)."""
PRESHARED, RSA, XAUTH_PRESHARED, XAUTH_RSA = 1, 3, 65001, 65005
METHODS = (PRESHARED, XAUTH_PRESHARED, RSA, XAUTH_RSA)
"""Methods of authentication (RFC 2409, appendix A; draft-beaulieu-ike-xauth-02, 7.2), the most usual first."""
AGGRESSIVE_METHODS = (PRESHARED, XAUTH_PRESHARED)
"""What aggressive mode is for: with certificates main mode does as well."""
_MODP_768_BYTES, _NONCE_BYTES, _KEY_ID = 96, 16, 11
_USUAL = ((7, 256, 2, 2), (7, 256, 4, 14), (7, 128, 2, 2), (5, 0, 2, 2))
"""AES-CBC and 3DES, SHA-1 and SHA-256, 1024 and 2048 bits."""


def unacceptable_offers(method: int) -> tuple[Offer, ...]:
    """IDEA, Tiger, 768-bit MODP: numbers of the standard that no gateway ever took, so that it keeps no state."""
    return ((2, 0, 3, method, 1),)


def usual_offers(method: int) -> tuple[Offer, ...]:
    """What gateways take that authenticate by this method alone."""
    return tuple((cipher, bits, digest, method, group) for cipher, bits, digest, group in _USUAL)


class IkeV1Reply(Enum):
    """What a gateway replied to a first message; `IKEV2_ALONE`: to one of IKEv2, and to none of IKEv1."""

    ACCEPTED = "accepted"
    NO_PROPOSAL_CHOSEN = "no-proposal-chosen"
    OTHER_NOTIFY = "other-notify"
    IKEV2 = "ikev2"
    IKEV2_ALONE = "ikev2-alone"


def main_mode_request(cookie: bytes, offers: tuple[Offer, ...], size: int = 0) -> bytes:
    """Main mode's first message; `cookie` is ours, 8 bytes; `size`: bytes that it is filled up to."""
    payloads = [(SA, _encode_association(offers)), *((VENDOR, vendor_id) for vendor_id in NAT_T)]
    return encode_padded_message(IkeHeader(cookie + bytes(SPI), MAJOR_1, MAIN_MODE), payloads, VENDOR, size)


def aggressive_mode_request(cookie: bytes, offers: tuple[Offer, ...]) -> bytes:
    """Aggressive mode's first message: for a group of 768 bits, with noise for a public value and for a name."""
    payloads = [
        (SA, _encode_association(offers)),
        (KEY_EXCHANGE, b"\x7f" + secrets.token_bytes(_MODP_768_BYTES - 1)),
        (NONCE, secrets.token_bytes(_NONCE_BYTES)),
        (IDENTITY, struct.pack(">BBH", _KEY_ID, 0, 0) + secrets.token_hex(8).encode()),
        *((VENDOR, vendor_id) for vendor_id in NAT_T),
    ]
    return encode_message(IkeHeader(cookie + bytes(SPI), MAJOR_1, AGGRESSIVE_MODE), payloads)


def _encode_association(offers: tuple[Offer, ...]) -> bytes:
    transforms = b"".join(_encode_transform(number, offer, len(offers)) for number, offer in enumerate(offers, 1))
    proposal = struct.pack(">BBHBBBB", 0, 0, 8 + len(transforms), 1, ISAKMP, 0, len(offers)) + transforms
    return struct.pack(">II", DOI_IPSEC, 1) + proposal


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
    if is_own_cookie and version == MAJOR_2 and exchange not in (MAIN_MODE, AGGRESSIVE_MODE):
        return IkeV1Reply.IKEV2
    if version != MAJOR_1:
        return None
    if is_own_cookie and exchange in (MAIN_MODE, AGGRESSIVE_MODE) and any(raw[SPI : 2 * SPI]):
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
