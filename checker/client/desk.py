"""What everything that talks to the desk needs: whether the way there keeps a secret, and what a refusal says."""

import ipaddress
import unicodedata
from typing import TypeVar
from urllib.parse import urlsplit

import msgspec

from checker.model.codec import Unreadable, refusal_from_json
from checker.model.failure import Refusal
from checker.model.report import Receipt

SENTENCE_LENGTH = 600
UNENCRYPTED = Refusal(
    kind="desk-unencrypted",
    de="Die Adresse der IT-Firma im Profil ist nicht verschlüsselt (http statt https). Deshalb wird nichts gesendet. "
    "Bitte wenden Sie sich an Ihre IT-Firma.",
    en="The IT firm's address in the profile is not encrypted (http instead of https). So nothing is sent. Please "
    "contact your IT firm.",
)

_BRACES = str.maketrans("{}", "()")
Said = TypeVar("Said", Refusal, Receipt)


def secret_way(url: str) -> bool:
    """Whether nobody on the way can read along: https, or this machine itself."""
    try:
        parts = urlsplit(url)
        return bool(parts.hostname) and (parts.scheme == "https" or (parts.scheme == "http" and is_loopback(url)))
    except ValueError:
        return False


def is_loopback(url: str) -> bool:
    """Whether the address names this machine."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return False
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def refusal_in(body: bytes) -> Refusal | None:
    """The desk's refusal, fit to be shown; None when the answer is anything else, such as a proxy's page."""
    try:
        return presentable(refusal_from_json(body))
    except Unreadable:
        return None


def presentable(said: Said) -> Said:
    """Every text from outside on one line, without control characters or the braces of a gap, and not endless."""
    texts = {
        name: presentable_line(text) for name, text in msgspec.structs.asdict(said).items() if isinstance(text, str)
    }
    return msgspec.structs.replace(said, **texts)


def presentable_line(text: str) -> str:
    """One text from outside, such as a firm's name, fit to stand in a sentence."""
    shown = "".join(" " if unicodedata.category(sign) in ("Cc", "Cf", "Zl", "Zp") else sign for sign in text)
    return " ".join(shown.translate(_BRACES).split())[:SENTENCE_LENGTH]
