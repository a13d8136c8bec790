"""Which format a file has, by what it holds: names of files are habit. `read` is the one way in."""

from checker.checks.vpn.imports import apple, openvpn, plist, rdp, strongswan, wireguard
from checker.checks.vpn.imports.found import Found
from checker.checks.vpn.imports.imported import Imported
from checker.checks.vpn.imports.merge import merge
from checker.checks.vpn.imports.openvpn_keys import Beside
from checker.checks.vpn.imports.refusals import ARCHIVE, EMPTY, TOO_LARGE, UNKNOWN
from checker.checks.vpn.imports.words import text_of
from checker.model.codec import Unreadable

LONGEST = 1_000_000
"""Bytes. An .ovpn with a long chain of authorities has some ten thousand."""
_ARCHIVES = (b"PK\x03\x04", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!")


def read(raw: bytes, file: str, beside: Beside = lambda _name: None) -> Imported:
    """What one file holds for a profile. `file`: its name; `beside`: what lies beside it, by name.

    Raises Unreadable, whose refusal tells people what to do.
    """
    if len(raw) > LONGEST:
        raise Unreadable(TOO_LARGE)
    if not raw.strip():
        raise Unreadable(EMPTY)
    if raw.startswith(_ARCHIVES):
        raise Unreadable(ARCHIVE)
    return merge([_found(raw, file, beside).done()])


def _found(raw: bytes, file: str, beside: Beside) -> Found:
    if plist.looks(raw):
        return apple.read(raw)
    text = text_of(raw)
    if strongswan.looks(text):
        return strongswan.read(text, file)
    if wireguard.looks(text):
        return wireguard.read(text, file)
    if rdp.looks(text):
        return rdp.read(text, file)
    if openvpn.looks(text):
        return openvpn.read(text, file, beside)
    raise Unreadable(UNKNOWN)
