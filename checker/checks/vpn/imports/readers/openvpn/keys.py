"""What an .ovpn file holds of keys and certificates: the wrapping's key is taken, the authorities' certificates too."""

import re
from typing import Any

from checker.checks.vpn.gateways.keys import CLIENT_KEY_BLOCK, STATIC_KEY_BLOCK, parse_client_key, parse_static_key
from checker.checks.vpn.imports import notes
from checker.checks.vpn.imports.builder import ImportBuilder
from checker.checks.vpn.imports.certificates import certificates_in, holds_key
from checker.checks.vpn.imports.readers.openvpn.connections import OpenVpnConnection
from checker.checks.vpn.imports.readers.openvpn.lines import OpenVpnDirective
from checker.checks.vpn.imports.readers.openvpn.settings import OpenVpnSettings, SiblingReader
from checker.checks.vpn.imports.result import DroppedItem, RetainedSecret
from checker.checks.vpn.imports.text_fields import decode_text

DIGESTS = ("MD5", "SHA1", "SHA224", "SHA256", "SHA384", "SHA512")
DEFAULT_DIGEST = "SHA1"


def wrapping_fields(
    connection: OpenVpnConnection, settings: OpenVpnSettings, builder: ImportBuilder, read_sibling: SiblingReader
) -> dict[str, Any]:
    """The keys `wrap`, `key_secret`, `key_direction` and `auth` of a gateway."""
    directive = connection.wrap
    if directive is None:
        return {}
    key = _wrapping_key(directive, builder, read_sibling)
    if key and directive.name == "tls-crypt-v2":
        builder.add_note(notes.OWN_KEY)
    table: dict[str, Any] = {"wrap": directive.name, "key_secret": key}
    if directive.name == "tls-auth":
        direction = connection.direction
        table |= {
            "key_direction": int(direction) if direction in ("0", "1") else None,
            "auth": _digest(settings, builder),
        }
    return table


def static_key_of_digits(digits: str) -> str:
    """A static key out of its 512 hexadecimal digits, as others than OpenVPN write it; empty for none."""
    plain = "".join(digits.split())
    lines = [plain[at : at + 32] for at in range(0, len(plain), 32)]
    begin, end = (f"-----{word} OpenVPN Static key V1-----" for word in ("BEGIN", "END"))
    key = "\n".join([begin, *lines, end, ""])
    return key if _is_key(key, is_own=False) else ""


def authority_certificates(settings: OpenVpnSettings, builder: ImportBuilder, read_sibling: SiblingReader) -> str:
    """The certificates that may sign the server's, PEM."""
    directive = settings.last("ca")
    if directive is None:
        return ""
    text = directive.block if directive.block is not None else _sibling_text(directive, read_sibling)
    if text is None:
        builder.add_note(notes.CA_FILE, file=directive.words[0] if directive.words else "")
        return ""
    if holds_key(text):
        builder.add_dropped(DroppedItem.USER_KEY)
    pem = certificates_in(text)
    if not pem:
        builder.add_note(notes.CA_DAMAGED, line=str(directive.line))
    return pem


def _digest(settings: OpenVpnSettings, builder: ImportBuilder) -> str:
    """The digest of tls-auth, by the names that OpenSSL knows it by; empty for OpenVPN's own default."""
    directive = settings.last("auth")
    written = directive.words[0] if directive and directive.words else ""
    auth = re.sub(r"^RSA-|^SHA2-(?=\d{3}$)|(?<=SHA)-", "", written.upper())
    auth = f"SHA{auth}" if auth in ("224", "256", "384", "512") else auth
    if auth and auth not in DIGESTS:
        builder.add_note(notes.DIGEST)
        return ""
    return auth


def _wrapping_key(directive: OpenVpnDirective, builder: ImportBuilder, read_sibling: SiblingReader) -> str:
    text = directive.block if directive.block is not None else _sibling_text(directive, read_sibling)
    if text is None:
        builder.add_note(notes.KEY_FILE, file=directive.words[0] if directive.words else "")
        return ""
    is_own = directive.name == "tls-crypt-v2"
    block = (CLIENT_KEY_BLOCK if is_own else STATIC_KEY_BLOCK).search(text)
    key = "\n".join(line.strip() for line in block[0].splitlines() if line.strip()) + "\n" if block else ""
    if not _is_key(key, is_own=is_own):
        builder.add_note(notes.KEY_DAMAGED, line=str(directive.line))
        return ""
    builder.add_retained(RetainedSecret.WRAP_KEY)
    return key


def _is_key(key: str, *, is_own: bool) -> bool:
    try:
        return bool(parse_client_key(key) if is_own else parse_static_key(key))
    except ValueError:
        return False


def _sibling_text(directive: OpenVpnDirective, read_sibling: SiblingReader) -> str | None:
    raw = read_sibling(directive.words[0]) if directive.words else None
    return decode_text(raw) if raw is not None else None
