"""What everything that talks to the desk needs: whether the way there keeps a secret, and what a refusal says."""

import ipaddress
import re
import unicodedata
from typing import TypeVar
from urllib.parse import urlsplit

import msgspec

from checker.model.codec import Unreadable, refusal_from_json
from checker.model.failure import Refusal
from checker.model.report import Receipt

MAX_TEXT_LENGTH = 600
UNENCRYPTED = Refusal(
    kind="desk-unencrypted",
    de="Die Adresse der IT-Firma im Profil ist nicht verschlüsselt (http statt https). Deshalb wird nichts gesendet. "
    "Bitte wenden Sie sich an Ihre IT-Firma.",
    en="The IT firm's address in the profile is not encrypted (http instead of https). So nothing is sent. Please "
    "contact your IT firm.",
)

_BRACES = str.maketrans("{}", "()")
DeskMessage = TypeVar("DeskMessage", Refusal, Receipt)


_DECEPTIVE = re.compile(r"[\x00-\x1f\x7f-\x9f\\]")
"""In an address: what one program passes over, and another takes for the end of its host."""


def is_secure_url(url: str) -> bool:
    """Whether nobody on the way can read along: https, or this machine itself.

    None that shows another host than it leads to: `https://desk.example@elsewhere.example`.
    """
    try:
        parts = urlsplit(url)
        if parts.username is not None or _DECEPTIVE.search(url):
            return False
        return bool(parts.hostname) and (parts.scheme == "https" or (parts.scheme == "http" and is_loopback_url(url)))
    except ValueError:
        return False


def is_loopback_url(url: str) -> bool:
    """Whether the address names this machine."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return False
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def parse_refusal(body: bytes) -> Refusal | None:
    """The desk's refusal, fit to be shown; None when the answer is anything else, such as a proxy's page."""
    try:
        return sanitize(refusal_from_json(body))
    except Unreadable:
        return None


def sanitize(message: DeskMessage) -> DeskMessage:
    """Every text from outside on one line, without control characters or the braces of a gap, and not endless."""
    texts = {
        name: sanitize_line(text) for name, text in msgspec.structs.asdict(message).items() if isinstance(text, str)
    }
    return msgspec.structs.replace(message, **texts)


def sanitize_line(text: str) -> str:
    """One text from outside, such as a firm's name, fit to stand in a sentence."""
    printable = "".join(
        " " if unicodedata.category(character) in ("Cc", "Cf", "Zl", "Zp") else character for character in text
    )
    return " ".join(printable.translate(_BRACES).split())[:MAX_TEXT_LENGTH]
