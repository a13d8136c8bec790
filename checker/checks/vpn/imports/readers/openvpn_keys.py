"""What an .ovpn file holds of keys and certificates: the wrapping's key is taken, the authorities' certificates too."""

import re
from collections.abc import Callable, Sequence
from typing import Any

from checker.checks.vpn.gateways.keys import CLIENT_KEY_BLOCK, STATIC_KEY_BLOCK, parse_static_key
from checker.checks.vpn.imports import notes
from checker.checks.vpn.imports.builder import ImportBuilder
from checker.checks.vpn.imports.certificates import certificates_in, holds_key
from checker.checks.vpn.imports.readers.openvpn_directives import OpenVpnDirective, parse_directives
from checker.checks.vpn.imports.result import DroppedItem, RetainedSecret
from checker.checks.vpn.imports.text_fields import decode_text
from checker.model.codec import Unreadable

SiblingReader = Callable[[str], bytes | None]
"""The bytes of a file in the same folder, by the name that the imported one mentions; None where there is none."""
WRAPS = ("tls-crypt-v2", "tls-crypt", "tls-auth")
DIGESTS = ("MD5", "SHA1", "SHA224", "SHA256", "SHA384", "SHA512")
_INLINE = "[inline]"


def last_directive(settings: Sequence[OpenVpnDirective], name: str) -> OpenVpnDirective | None:
    """What counts, where it is written twice: a block before the words `[inline]` that only point to it."""
    matches = [directive for directive in settings if directive.name == name and directive.words[:1] != (_INLINE,)]
    return matches[-1] if matches else None


def wrapping_fields(
    settings: Sequence[OpenVpnDirective], builder: ImportBuilder, read_sibling: SiblingReader
) -> dict[str, Any]:
    """The keys `wrap`, `key_secret`, `key_direction` and `auth` of a gateway."""
    candidates = _wrapping_directives(settings)
    wrap = next((name for name in WRAPS if last_directive(candidates, name) is not None), None)
    directive = last_directive(candidates, wrap) if wrap else None
    if wrap is None or directive is None:
        return {}
    key = _wrapping_key(directive, wrap, builder, read_sibling)
    if key and wrap == "tls-crypt-v2":
        builder.add_note(notes.OWN_KEY)
    table: dict[str, Any] = {"wrap": wrap, "key_secret": key}
    return table | (_tls_auth_fields(settings, directive, builder) if wrap == "tls-auth" else {})


def _wrapping_directives(settings: Sequence[OpenVpnDirective]) -> list[OpenVpnDirective]:
    """Of the whole file; where it has none, of its connections."""
    of_file = [directive for directive in settings if directive.name in WRAPS]
    connections = [directive for directive in settings if directive.name == "connection"]
    return of_file or [directive for block in connections for directive in _blocks_of(block) if directive.name in WRAPS]


def authority_certificates(
    settings: Sequence[OpenVpnDirective], builder: ImportBuilder, read_sibling: SiblingReader
) -> str:
    """The certificates that may sign the server's, PEM."""
    directive = last_directive(settings, "ca")
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
        builder.add_note(notes.CA_DAMAGED)
    return pem


def _tls_auth_fields(
    settings: Sequence[OpenVpnDirective], directive: OpenVpnDirective, builder: ImportBuilder
) -> dict[str, Any]:
    direction = last_directive(settings, "key-direction")
    inline = [
        candidate.words for candidate in settings if candidate.name == "tls-auth" and candidate.words[:1] == (_INLINE,)
    ]
    written = (direction.words if direction else ())[:1] or directive.words[1:2] or (inline[-1][1:2] if inline else ())
    digest = last_directive(settings, "auth")
    auth = re.sub(r"^RSA-|^SHA2-(?=\d{3}$)|(?<=SHA)-", "", digest.words[0].upper()) if digest and digest.words else ""
    auth = f"SHA{auth}" if auth in ("224", "256", "384", "512") else auth
    if auth and auth not in DIGESTS:
        builder.add_note(notes.DIGEST)
        auth = ""
    return {"key_direction": int(written[0]) if written and written[0] in ("0", "1") else None, "auth": auth}


def _wrapping_key(directive: OpenVpnDirective, wrap: str, builder: ImportBuilder, read_sibling: SiblingReader) -> str:
    text = directive.block if directive.block is not None else _sibling_text(directive, read_sibling)
    if text is None:
        builder.add_note(notes.KEY_FILE, file=directive.words[0] if directive.words else "")
        return ""
    block = (CLIENT_KEY_BLOCK if wrap == "tls-crypt-v2" else STATIC_KEY_BLOCK).search(text)
    key = "\n".join(line.strip() for line in block[0].splitlines() if line.strip()) + "\n" if block else ""
    if not key or (wrap != "tls-crypt-v2" and not _is_static(key)):
        builder.add_note(notes.KEY_DAMAGED)
        return ""
    builder.add_retained(RetainedSecret.WRAP_KEY)
    return key


def _is_static(key: str) -> bool:
    try:
        return bool(parse_static_key(key))
    except ValueError:
        return False


def _sibling_text(directive: OpenVpnDirective, read_sibling: SiblingReader) -> str | None:
    raw = read_sibling(directive.words[0]) if directive.words else None
    try:
        return decode_text(raw) if raw is not None else None
    except Unreadable:
        return ""


def _blocks_of(connection: OpenVpnDirective) -> list[OpenVpnDirective]:
    return list(parse_directives(connection.block or ""))
