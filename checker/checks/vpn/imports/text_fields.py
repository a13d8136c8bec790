"""The text of a file, whatever its encoding; and host, port and name as people and programs write them."""

import codecs
import ipaddress
import re
import socket
import unicodedata

MAX_NAME = 60
MAX_ID = 40
MAX_HOST = 253
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""UTF-32 before UTF-16, whose mark its own begins with."""
_SPELLED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_SERVICE_PORTS = {
    "openvpn": 1194,
    "https": 443,
    "http": 80,
    "http-alt": 8080,
    "domain": 53,
    "ntp": 123,
    "isakmp": 500,
    "ipsec-nat-t": 4500,
    "ssh": 22,
    "imaps": 993,
    "pop3s": 995,
    "submission": 587,
    "submissions": 465,
    "sip": 5060,
    "sip-tls": 5061,
}
"""Names of ports (IANA) that this PC need not know; others it may."""
_AUTHORITY = re.compile(r"(?:[a-z][a-z0-9+.-]*://)?(?:[^/@]*@)?(?P<rest>[^/?#]*)", re.IGNORECASE)


def decode_text(raw: bytes) -> str:
    """The text, its line ends as \\n; a line ends at a NUL byte, as it does for programs in C.

    UTF-8, UTF-16 or UTF-32 by its mark (mstsc writes UTF-16); else UTF-8, else Windows-1252, as older programs do.
    """
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            return _normalise_lines(raw[len(mark) :].decode(encoding, "replace"))
    if encoding := _wide_encoding(raw):
        return _normalise_lines(raw.decode(encoding, "replace"))
    return _normalise_lines(decode_bytes(raw))


def decode_bytes(raw: bytes) -> str:
    """UTF-8, else Windows-1252."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def is_wide(raw: bytes) -> bool:
    """Whether a character has two or four bytes."""
    return raw.startswith(tuple(mark for mark, encoding in _BOMS if encoding != "utf-8")) or bool(_wide_encoding(raw))


def has_only_carriage_returns(raw: bytes) -> bool:
    """Whether the lines end as those of a Mac before 2001, which hardly any program reads."""
    return b"\r" in raw.rstrip() and b"\n" not in raw


def _wide_encoding(raw: bytes) -> str:
    """UTF-16 without a mark, by the first two characters; empty for anything else."""
    zeros = "".join("x" if byte else "0" for byte in raw[:4])
    return {"x0x0": "utf-16-le", "0x0x": "utf-16-be"}.get(zeros, "")


def _normalise_lines(text: str) -> str:
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return re.sub(r"\0[^\n]*", "", lines) if "\0" in lines else lines


def parse_host_and_port(written: str, default: int) -> tuple[str, int] | None:
    """From `host`, `host:port`, `[2001:db8::1]:port`, or an address such as https://host:port/path. None for none."""
    authority = _AUTHORITY.match(written.strip())
    rest = (authority["rest"] if authority else "").strip()
    if rest.startswith("["):
        host, closed, suffix = rest[1:].partition("]")
        port = suffix.removeprefix(":")
        return _pair(host, port, default) if closed else None
    if rest.count(":") == 1:
        host, _, port = rest.partition(":")
        return _pair(host, port, default)
    return _pair(rest, "", default)


def _pair(host: str, port: str, default: int) -> tuple[str, int] | None:
    number = parse_port(port) if port else default
    return (host, number) if is_host(host) and number is not None else None


def is_host(text: str) -> bool:
    """A name or an address, without spaces and slashes."""
    return 0 < len(text) <= MAX_HOST and not re.search(r"[\s/\x00-\x1f\x7f-\x9f]", text)


def is_address(text: str) -> bool:
    """Whether it is an IP address rather than a name."""
    try:
        return bool(ipaddress.ip_address(text))
    except ValueError:
        return False


def parse_port(text: str) -> int | None:
    """A port, 1 to 65535; None for anything else."""
    plain = text.strip()
    if not re.fullmatch(r"[0-9]{1,5}", plain):
        return None
    return int(plain) if 0 < int(plain) < 65536 else None


def port_by_name(written: str) -> int | None:
    """By number or by the name of a service, as getaddrinfo takes both; None for what is no port."""
    if re.match(r"[0-9]", written):
        return parse_port(written)
    if port := _SERVICE_PORTS.get(written):
        return port
    try:
        return socket.getservbyname(written)
    except (OSError, ValueError):
        return None


def clean_name(text: str, default: str) -> str:
    """A name for people: one line, without control characters, at most 60 characters."""
    plain = "".join(" " if unicodedata.category(character)[0] in "CZ" else character for character in text)
    return " ".join(plain.split())[:MAX_NAME].strip() or default


def id_from_name(name: str, default: str) -> str:
    """An id from a name: small letters, digits, hyphens."""
    plain = unicodedata.normalize("NFKD", name.lower().translate(_SPELLED)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[: MAX_ID - 4].strip("-") or default
