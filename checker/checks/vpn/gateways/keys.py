"""Keys and certificates as profiles write them. Pure; ValueError for what is none, never with a part of the key."""

import base64
import binascii
import re
import warnings
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography import x509

CURVE_KEY = 32
STATIC_KEY = 256
STATIC_KEY_BLOCK = re.compile(r"-----BEGIN OpenVPN Static key V1-----([^-]*)-----END OpenVPN Static key V1-----")
CLIENT_KEY_BLOCK = re.compile(
    r"-----BEGIN OpenVPN tls-crypt-v2 client key-----([^-]*)-----END OpenVPN tls-crypt-v2 client key-----"
)
"""The marks of a key and what stands between them, which need not be one."""
_WRAPPED_LEAST = 32 + STATIC_KEY + 2
_WRAPPED_MOST = 1024
"""OpenVPN's TLS_CRYPT_V2_MAX_WKC_LEN."""


def parse_curve_key(text: str) -> bytes:
    """A WireGuard key: 32 bytes in base64."""
    try:
        key = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise ValueError("not a WireGuard key") from None
    if len(key) != CURVE_KEY:
        raise ValueError("not a WireGuard key")
    return key


def parse_static_key(text: str) -> bytes:
    """An OpenVPN static key (`openvpn --genkey secret`): 256 bytes, in hexadecimal digits between two marks."""
    block = STATIC_KEY_BLOCK.search(text)
    try:
        key = bytes.fromhex("".join(block[1].split())) if block else b""
    except ValueError:
        key = b""
    if len(key) != STATIC_KEY:
        raise ValueError("not an OpenVPN static key")
    return key


def parse_client_key(text: str) -> tuple[bytes, bytes]:
    """An OpenVPN tls-crypt-v2 client key (doc/tls-crypt-v2.txt): the key itself, and as the server wrapped it."""
    block = CLIENT_KEY_BLOCK.search(text)
    try:
        raw = base64.b64decode("".join(block[1].split()), validate=True) if block else b""
    except (binascii.Error, ValueError):
        raw = b""
    key, wrapped = raw[:STATIC_KEY], raw[STATIC_KEY:]
    if not _WRAPPED_LEAST <= len(wrapped) <= _WRAPPED_MOST or int.from_bytes(wrapped[-2:]) != len(wrapped):
        raise ValueError("not an OpenVPN tls-crypt-v2 client key")
    return key, wrapped


def parse_authorities(pem: str) -> "list[x509.Certificate]":
    """The certificates of a PEM text; none for an empty one."""
    if not pem.strip():
        return []
    from cryptography import x509  # noqa: PLC0415 - only where a profile holds one; every start reads profiles

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of serial numbers that RFC 5280 forbids: old firewalls have them
            return x509.load_pem_x509_certificates(pem.encode())
    except (ValueError, x509.InvalidVersion):
        raise ValueError("not a PEM certificate") from None
