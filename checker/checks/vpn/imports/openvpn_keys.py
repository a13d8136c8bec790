"""What an .ovpn file holds of keys and certificates: the wrapping's key is taken, the authorities' certificates too."""

import re
from collections.abc import Callable, Sequence
from typing import Any

from checker.checks.vpn.imports import notes
from checker.checks.vpn.imports.certificates import certificates_in, holds_key
from checker.checks.vpn.imports.found import Found
from checker.checks.vpn.imports.imported import Dropped, Kept
from checker.checks.vpn.imports.openvpn_lines import Directive, directives
from checker.checks.vpn.imports.words import text_of
from checker.checks.vpn.keys import static_key
from checker.model.codec import Unreadable

Beside = Callable[[str], bytes | None]
"""A file that lies beside the imported one, by the name that stands in it; None where there is none."""
WRAPS = ("tls-crypt-v2", "tls-crypt", "tls-auth")
DIGESTS = ("MD5", "SHA1", "SHA224", "SHA256", "SHA384", "SHA512")
_INLINE = "[inline]"
_STATIC = re.compile(r"-----BEGIN OpenVPN Static key V1-----[^-]*-----END OpenVPN Static key V1-----")
_CLIENT = re.compile(
    r"-----BEGIN OpenVPN tls-crypt-v2 client key-----[^-]*-----END OpenVPN tls-crypt-v2 client key-----"
)


def last(said: Sequence[Directive], name: str) -> Directive | None:
    """What counts, where it is said twice: a block before the words `[inline]` that only point to it."""
    ones = [one for one in said if one.name == name and one.words[:1] != (_INLINE,)]
    return ones[-1] if ones else None


def wrapping(said: Sequence[Directive], found: Found, beside: Beside) -> dict[str, Any]:
    """The keys `wrap`, `key_secret`, `key_direction` and `auth` of a gateway."""
    inside = [one for one in said if one.name in WRAPS] or [
        one for block in said if block.name == "connection" for one in _blocks_of(block) if one.name in WRAPS
    ]
    wrap = next((name for name in WRAPS if last(inside, name) is not None), None)
    one = last(inside, wrap) if wrap else None
    if wrap is None or one is None:
        return {}
    key = _key(one, wrap, found, beside)
    if key and wrap == "tls-crypt-v2":
        found.note(notes.OWN_KEY)
    table: dict[str, Any] = {"wrap": wrap, "key_secret": key}
    return table | (_of_tls_auth(said, one, found) if wrap == "tls-auth" else {})


def authority(said: Sequence[Directive], found: Found, beside: Beside) -> str:
    """The certificates that may sign the server's, PEM."""
    one = last(said, "ca")
    if one is None:
        return ""
    text = one.block if one.block is not None else _file(one, beside)
    if text is None:
        found.note(notes.CA_FILE, file=one.words[0] if one.words else "")
        return ""
    if holds_key(text):
        found.drop(Dropped.USER_KEY)
    pem = certificates_in(text)
    if not pem:
        found.note(notes.CA_DAMAGED)
    return pem


def _of_tls_auth(said: Sequence[Directive], one: Directive, found: Found) -> dict[str, Any]:
    told = last(said, "key-direction")
    inline = [other.words for other in said if other.name == "tls-auth" and other.words[:1] == (_INLINE,)]
    written = (told.words if told else ())[:1] or one.words[1:2] or (inline[-1][1:2] if inline else ())
    digest = last(said, "auth")
    auth = re.sub(r"^RSA-|^SHA2-(?=\d{3}$)|(?<=SHA)-", "", digest.words[0].upper()) if digest and digest.words else ""
    auth = f"SHA{auth}" if auth in ("224", "256", "384", "512") else auth
    if auth and auth not in DIGESTS:
        found.note(notes.DIGEST)
        auth = ""
    return {"key_direction": int(written[0]) if written and written[0] in ("0", "1") else None, "auth": auth}


def _key(one: Directive, wrap: str, found: Found, beside: Beside) -> str:
    text = one.block if one.block is not None else _file(one, beside)
    if text is None:
        found.note(notes.KEY_FILE, file=one.words[0] if one.words else "")
        return ""
    block = (_CLIENT if wrap == "tls-crypt-v2" else _STATIC).search(text)
    key = "\n".join(line.strip() for line in block[0].splitlines() if line.strip()) + "\n" if block else ""
    if not key or (wrap != "tls-crypt-v2" and not _is_static(key)):
        found.note(notes.KEY_DAMAGED)
        return ""
    found.keep(Kept.WRAP_KEY)
    return key


def _is_static(key: str) -> bool:
    try:
        return bool(static_key(key))
    except ValueError:
        return False


def _file(one: Directive, beside: Beside) -> str | None:
    raw = beside(one.words[0]) if one.words else None
    try:
        return text_of(raw) if raw is not None else None
    except Unreadable:
        return ""


def _blocks_of(connection: Directive) -> list[Directive]:
    return list(directives(connection.block or ""))
