"""The text of a file, whatever its encoding; and host, port and name as people and programs write them."""

import codecs
import re
import unicodedata

from checker.checks.vpn.imports.refusals import UNKNOWN
from checker.model.codec import Unreadable

MAX_NAME = 60
MAX_ID = 40
MAX_HOST = 253
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_SPELLED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_AUTHORITY = re.compile(r"(?:[a-z][a-z0-9+.-]*://)?(?:[^/@]*@)?(?P<rest>[^/?#]*)", re.IGNORECASE)


def decode_text(raw: bytes) -> str:
    """The text, its line ends as \\n. Raises Unreadable for what is no text.

    UTF-8 or UTF-16 by its mark (mstsc writes UTF-16); else UTF-8, else Windows-1252, as older Windows programs do.
    """
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            return _normalise_line_ends(raw[len(mark) :].decode(encoding, "replace"))
    if len(raw) > 3 and raw[1] == 0 and raw[3] == 0 and raw[0]:
        return _normalise_line_ends(raw.decode("utf-16-le", "replace"))
    try:
        return _normalise_line_ends(raw.decode("utf-8"))
    except UnicodeDecodeError:
        return _normalise_line_ends(raw.decode("cp1252", "replace"))


def _normalise_line_ends(text: str) -> str:
    if "\0" in text:
        raise Unreadable(UNKNOWN, "not a text")
    return text.replace("\r\n", "\n").replace("\r", "\n")


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


def parse_port(text: str) -> int | None:
    """A port, 1 to 65535; None for anything else."""
    plain = text.strip()
    if not re.fullmatch(r"[0-9]{1,5}", plain):
        return None
    return int(plain) if 0 < int(plain) < 65536 else None


def clean_name(text: str, default: str) -> str:
    """A name for people: one line, without control characters, at most 60 characters."""
    plain = "".join(" " if unicodedata.category(character)[0] in "CZ" else character for character in text)
    return " ".join(plain.split())[:MAX_NAME].strip() or default


def name_from_file(file: str, default: str) -> str:
    """From a file's name: `VPN_Büro.ovpn` is "VPN Büro"."""
    stem = re.split(r"[\\/]", file)[-1].rpartition(".")[0] or re.split(r"[\\/]", file)[-1]
    return clean_name(stem.replace("_", " "), default)


def id_from_name(name: str, default: str) -> str:
    """An id from a name: small letters, digits, hyphens."""
    plain = unicodedata.normalize("NFKD", name.lower().translate(_SPELLED)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[: MAX_ID - 4].strip("-") or default
