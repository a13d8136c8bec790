"""Blacks out what must not leave the PC when it slips into a text. Pure."""

import functools
import ipaddress
import re
import unicodedata
from collections.abc import Iterable

from checker.model.scrub.common_words import COMMON_WORDS
from checker.model.scrub.marks import IP, MAC, MAIL, MARKS, NAME, PHONE
from checker.model.scrub.secrets import scrub_long_numbers, scrub_secrets


def scrub(text: str, names: Iterable[str] = ()) -> str:
    """`text` without addresses, secrets, serial numbers, foreign paths, home folders and `names`.

    Each is replaced by a mark such as `[ip]`. Loopback, netmasks and private networks (not hosts) stay readable, and
    of a path below a home folder what lies in this program. `names`: user and host names, in any case, whole or in
    parts. Four numbers with dots always count as an address, also where they are the number of a version.
    """
    text = scrub_addresses(scrub_secrets(text))
    return scrub_names(scrub_long_numbers(text), tuple(names))


HOME_NETWORK_BITS = 24
"""A private IPv4 network of at most this prefix length stays: the collision with the company's network needs it."""

_WORD = r"[^\W_]"
_CREDENTIALS = re.compile(r"(?<=://)[^\s/@\"'<>]{1,200}@")
_LOCAL = r"[^\s@<>()\[\],;:\"]"
_MAIL = re.compile(
    rf"(?<!{_LOCAL}){_LOCAL}++@(?:\[[^\]\s]{{1,64}}\]|{_WORD}[\w.-]{{0,253}})"
    rf"|(?<![\w.+-])[\w.+-]{{1,64}}+(?:%40| ?[(\[]at[)\]] ?){_WORD}[\w.-]{{0,253}}",
    re.IGNORECASE,
)
_MAC = re.compile(
    r"(?:(?<=mac)|(?<![0-9a-f]))(?:"
    r"[0-9a-f]{2}(?P<between>[:_-])[0-9a-f]{2}(?:(?P=between)[0-9a-f]{2}){4,6}"
    r"|[0-9a-f]{1,2}(?::[0-9a-f]{1,2}){5}(?!:)"
    r"|(?=[0-9 ]{0,16}[a-f])[0-9a-f]{2}(?: [0-9a-f]{2}){5}(?! ?[0-9a-f]{2}\b)"
    r"|[0-9a-f]{4}(?P<wide>[.:-])[0-9a-f]{4}(?P=wide)[0-9a-f]{4}"
    r"|[0-9a-f]{6}[:-][0-9a-f]{6}"
    r"|[0-9a-f]{12}"
    r")(?![0-9a-f])",
    re.IGNORECASE,
)
"""As Windows, macOS (`0:1a:2:..`), Cisco, HP, Bluetooth (`dev_00_1A_..`) and plain hexadecimal write it."""
_HEX_HOST = re.compile(
    r"(?<![^\W_])[a-z]{0,6}-?(?:[0-9a-f]{32}|[0-9a-f]{8})(?=(?:-[\w-]{1,40})?\.[a-z0-9-]{2,63}\.[a-z0-9])",
    re.IGNORECASE,
)
"""An address in hexadecimal in a provider's name for a line: `p5b0a1f2c.dip0.t-ipconnect.de`."""
_HOME_HOST = re.compile(
    r"(?<![\w.-])(?!fritz\.box)[\w-]{1,63}(?:\.[\w-]{1,63}){0,3}"
    r"(?=\.(?:local|lan|localdomain|fritz\.box|speedport\.ip|home\.arpa)(?![\w-]))",
    re.IGNORECASE,
)
_DEFAULT_HOST = re.compile(r"(?<![\w-])(?:DESKTOP|LAPTOP|WIN)-[0-9A-Z]{7,11}(?![\w-])", re.IGNORECASE)
"""Windows' own names for a PC."""
_PHONE = re.compile(r"(?<![\w+])\+\d(?:[ /().-]{0,2}\d){7,14}(?!\d)")
_V4 = re.compile(
    r"(?<!\d)(?:\d{1,3}(?:\.\d{1,3}){3}|(?<!\d-)\d{1,3}(?:-\d{1,3}){3}(?!-\d))(?!\d)(?P<bits>/\d{1,2}(?!\d))?"
)
_V6_RUN = re.compile(r"(?P<run>[0-9a-f:.]++)(?P<zone>%\w{1,40})?(?P<bits>/\d{1,3}(?!\d))?", re.IGNORECASE)
_V6_PARTS = 17  # eight groups, the colons between them, and one of a pair at an end


def scrub_addresses(text: str) -> str:
    """`text` with a mark for each address. Loopback, netmasks and private networks (not hosts) stay readable.

    Four numbers with dots always count as an address, also where they are the number of a version.
    """
    text = _CREDENTIALS.sub("", text)
    text = _MAIL.sub(MAIL, text)
    text = _MAC.sub(MAC, text)
    text = _V6_RUN.sub(_replace_v6, text)
    text = _V4.sub(_replace_v4, text)
    text = _PHONE.sub(PHONE, text)
    text = _HEX_HOST.sub(IP, text)
    text = _HOME_HOST.sub(NAME, text)
    return _DEFAULT_HOST.sub(NAME, text)


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


MIN_PART = 3
"""Letters: a shorter part of a name is a part of too many words."""
MIN_INSIDE = 6
"""Letters: so long a part is taken out inside a word, too (`PCMustermann`, `emustermann`)."""

_FOLDED = (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss"))


def scrub_names(text: str, names: tuple[str, ...]) -> str:
    """`text` with a mark for each of these names, as a word of any case, and for each part that can name somebody.

    `names`: as the system has them, such as `erika.mustermann`, `Erika Mustermann`, `ERIKA-PC`.
    """
    pattern = _pattern(names)
    return text if pattern is None else pattern.sub(lambda match: match["mark"] or NAME, text)


@functools.lru_cache(maxsize=32)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str] | None:
    whole = {form for name in names if name.strip() for form in _forms(name.strip())}
    parts = {form for name in names for part in _parts(name) for form in _forms(part)}
    if not whole:
        return None
    inside = {form for form in parts if len(form) >= MIN_INSIDE}
    words = rf"(?<!{_WORD})(?:{_either(whole | parts)})(?:['’]?s)?(?!{_WORD})"
    return re.compile(rf"(?P<mark>{MARKS})|{words}" + (f"|{_either(inside)}" if inside else ""), re.IGNORECASE)


def _either(forms: set[str]) -> str:
    return "|".join(re.escape(form) for form in sorted(forms, key=lambda form: (-len(form), form)))


def _parts(name: str) -> list[str]:
    """`Erika`, `Mustermann` of `erika.mustermann`, `Erika Mustermann`, or `ErikaMustermann`."""
    spaced = re.sub(r"(?<=[^\W\d_A-Z])(?=[A-Z])", " ", unicodedata.normalize("NFC", name))
    words = re.split(r"[\W_]+", spaced)
    trimmed = [word.strip("0123456789") if not re.search(r"\d\D+\d", word) else word for word in words]
    return [word for word in trimmed if len(word) >= MIN_PART and word.casefold() not in COMMON_WORDS]


def _forms(name: str) -> set[str]:
    """As written, with an umlaut as two characters (macOS), without, and as the other spelling of one."""
    composed = unicodedata.normalize("NFC", name)
    forms = {name, composed, unicodedata.normalize("NFD", name)}
    lowered = composed.lower()
    folded, unfolded = lowered, lowered
    for umlaut, letters in _FOLDED:
        folded, unfolded = folded.replace(umlaut, letters), unfolded.replace(letters, umlaut)
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(letter))
    for other in (folded, unfolded, plain):
        forms |= {other, unicodedata.normalize("NFD", other)}
    return {form for form in forms if form.strip()}
