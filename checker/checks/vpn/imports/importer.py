"""Which format a file has, by what it holds: names of files are habit. `import_file` is the only entry."""

from checker.checks.vpn.imports.builder import ImportBuilder
from checker.checks.vpn.imports.merge import merge
from checker.checks.vpn.imports.readers import apple, openvpn, plist, rdp, strongswan, wireguard
from checker.checks.vpn.imports.readers.openvpn.settings import SiblingReader
from checker.checks.vpn.imports.refusals import ARCHIVE, EMPTY, TOO_LARGE, UNKNOWN
from checker.checks.vpn.imports.result import ImportResult
from checker.checks.vpn.imports.text_fields import decode_text
from checker.model.codec import Unreadable

MAX_FILE_B = 1_000_000
"""Bytes. An .ovpn with a long chain of authorities has some ten thousand."""
_ARCHIVES = (b"PK\x03\x04", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!")


def import_file(raw: bytes, file: str, read_sibling: SiblingReader = lambda _name: None) -> ImportResult:
    """What one file holds for a profile. `file`: its name; `read_sibling`: reads a file of the same folder by its name.

    Raises Unreadable, whose refusal says what to do.
    """
    if len(raw) > MAX_FILE_B:
        raise Unreadable(TOO_LARGE)
    if not raw.strip():
        raise Unreadable(EMPTY)
    if raw.startswith(_ARCHIVES):
        raise Unreadable(ARCHIVE)
    return merge([_read_format(raw, file, read_sibling).build()])


def _read_format(raw: bytes, file: str, read_sibling: SiblingReader) -> ImportBuilder:
    if plist.is_plist(raw):
        return apple.read(raw)
    text = decode_text(raw)
    if strongswan.is_json(text):
        return strongswan.read(text, file)
    if wireguard.is_wireguard(text):
        return wireguard.read(text, file)
    if rdp.is_rdp(text):
        return rdp.read(text, file)
    if openvpn.is_openvpn(raw):
        return openvpn.read(raw, file, read_sibling)
    raise Unreadable(UNKNOWN)
