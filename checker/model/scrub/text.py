"""Blacks out what must not leave the PC when it slips into a text: addresses, home folders, given names. Pure."""

import ipaddress
import re
import unicodedata
from collections.abc import Iterable

IP, MAC, MAIL, HOME, NAME = "[ip]", "[mac]", "[mail]", "[home]", "[name]"

HOME_NETWORK_BITS = 24
"""A private IPv4 network of at most this prefix length stays: the collision with the company's network needs it."""

_MARKS = r"\[(?:ip|mac|mail|home|name)\]"
_WORD = r"[^\W_]"
_CREDENTIALS = re.compile(r"(?<=://)[^\s/@\"'<>]{1,200}@")
_LOCAL = r"[^\s@<>()\[\],;:\"]"
_MAIL = re.compile(rf"(?<!{_LOCAL}){_LOCAL}++@(?:\[[^\]\s]{{1,64}}\]|{_WORD}[\w.-]{{0,253}})")
_MAC = re.compile(
    r"(?<![0-9a-f])(?:[0-9a-f]{2}(?P<between>[:-])[0-9a-f]{2}(?:(?P=between)[0-9a-f]{2}){4,6}"
    r"|[0-9a-f]{4}\.[0-9a-f]{4}\.[0-9a-f]{4})(?![0-9a-f])",
    re.IGNORECASE,
)
_V4 = re.compile(
    r"(?<!\d)(?:\d{1,3}(?:\.\d{1,3}){3}|(?<!\d-)\d{1,3}(?:-\d{1,3}){3}(?!-\d))(?!\d)(?P<bits>/\d{1,2}(?!\d))?"
)
_V6_RUN = re.compile(r"(?P<run>[0-9a-f:.]++)(?P<zone>%\w{1,40})?(?P<bits>/\d{1,3}(?!\d))?", re.IGNORECASE)
_V6_PARTS = 17  # eight groups, the colons between them, and one of a pair at an end
_HOMES = re.compile(
    r"(?:(?<![^\W_])(?:/var|/mnt/[a-z])?/(?:home|Users)/+|(?<![^\W_])[a-z]:[\\/]+(?:Users|Dokumente und Einstellungen|"
    r"Documents and Settings)[\\/]+|%2Fhome%2F|%5CUsers%5C)"
    r"(?P<user>[^\\/:*?\"<>|\r\n']{1,64}?(?=[\\/])|[^\s\\/:*?\"<>|']{1,64})"
    r"(?P<rest>(?:[\\/]+[^\\/:*?\"<>|\r\n']{0,255}(?=[\\/\"'])|[\\/]+[^\s\\/:*?\"<>|']{0,255})*)",
    re.IGNORECASE,
)
_PROGRAM_PATH = re.compile(r"[\\/](?:checker|site-packages)[\\/].*")


def scrub(text: str, names: Iterable[str] = ()) -> str:
    """`text` without IP and MAC addresses, mail addresses, credentials in an address, home folders and `names`.

    Each is replaced by a mark such as `[ip]`. Loopback, netmasks and private networks (not hosts) stay readable, and
    of a path below a home folder what lies in this program. `names`: user and host names, matched as whole words in
    any case. Four numbers with dots always count as an address, also where they are the number of a version.
    """
    text = _CREDENTIALS.sub("", text)
    text = _HOMES.sub(_replace_home, text)
    text = _MAIL.sub(MAIL, text)
    text = _MAC.sub(MAC, text)
    text = _V6_RUN.sub(_replace_v6, text)
    text = _V4.sub(_replace_v4, text)
    return _without_names(text, names)


def _replace_home(match: re.Match[str]) -> str:
    program_path = _PROGRAM_PATH.search(match["rest"])
    return HOME + (program_path.group() if program_path else "")


def _replace_v4(match: re.Match[str]) -> str:
    whole, bits = match.group(), match["bits"] or ""
    parts = [int(part) for part in re.split(r"[.-]", whole.removesuffix(bits))]
    if max(parts) > 255:
        return whole
    address = ".".join(str(part) for part in parts)
    return whole if _is_harmless(address, bits, HOME_NETWORK_BITS) else IP


def _replace_v6(match: re.Match[str]) -> str:
    """A run of digits and colons, its addresses replaced; a time of day and the `::` of `std::` are none."""
    run = match["run"]
    if run.count(":") < 2:
        return match.group()
    text, end = match.string, match.start() + len(run)
    parts = re.split(r"(:)", run)
    scope = "::" in run
    first = 1 if scope and text[match.start() - 1 : match.start()].isalnum() else 0
    last = len(parts) - 1 if scope and text[end : end + 1].isalnum() else len(parts)
    cleaned, tail, at = parts[:first], (match["zone"] or "") + (match["bits"] or ""), first
    while at < last:
        stop, address = _longest_v6(parts, at, last)
        bits = tail if stop == len(parts) else ""
        if not address:
            cleaned.append(parts[at])
        elif _is_harmless(address, bits, 64):
            cleaned.append(address)
        else:
            cleaned.append(IP)
            tail = "" if stop == len(parts) else tail
        cleaned.append("".join(parts[at:stop])[len(address) :] if address else "")
        at = stop
    return "".join([*cleaned, *parts[max(at, last) :]]) + tail


def _longest_v6(parts: list[str], at: int, last: int) -> tuple[int, str]:
    """Where the longest address that starts at this part ends, and the address; else the next part and nothing."""
    for stop in range(min(last, at + _V6_PARTS), at + 1, -1):
        address = "".join(parts[at:stop]).rstrip(".")
        if _is_v6(address):
            return stop, address
    return at + 1, ""


def _is_v6(address: str) -> bool:
    if len(address) > 45 or ":::" in address:
        return False
    try:
        return ipaddress.ip_address(address).version == 6
    except ValueError:
        return False


def _is_harmless(address: str, bits: str, most_bits: int) -> bool:
    """Whether it identifies nobody: this machine itself, a netmask, or a private network as a whole."""
    parsed = ipaddress.ip_address(address)
    if parsed.is_loopback or parsed.is_unspecified or address.startswith("255."):
        return True
    try:
        network = ipaddress.ip_network(address + bits)
    except ValueError:
        return False
    return bool(bits) and network.prefixlen <= most_bits and not parsed.is_global


def _without_names(text: str, names: Iterable[str]) -> str:
    forms = {form for name in names if name.strip() for form in _forms(name.strip())}
    if not forms:
        return text
    either = "|".join(re.escape(form) for form in sorted(forms, key=lambda form: (-len(form), form)))
    pattern = re.compile(rf"({_MARKS})|(?<!{_WORD})(?:{either})(?!{_WORD})", re.IGNORECASE)
    return pattern.sub(lambda match: match[1] or NAME, text)


def _forms(name: str) -> set[str]:
    """macOS writes an umlaut as two characters."""
    return {name, unicodedata.normalize("NFC", name), unicodedata.normalize("NFD", name)}
