"""What the name tells under which the program was handed out: the customer's code, and perhaps the desk.

Every customer gets the same signed bytes; the desk's page only names them `Homeoffice-Check_ACME-7F3K.exe`. Browsers,
mail programs and people change such a name in many ways, so it is read leniently, and may mean several codes.
"""

import os
import re
import sys
import unicodedata
from collections.abc import Iterator
from urllib.parse import unquote

from checker.client.desk_api import is_loopback_url
from checker.model.profile import CODE_ALPHABET, CUSTOMER_CODE
from checker.model.record import Record

MAX_PATH_PARTS = 4
"""The file's own name, and those of so many folders above it less one: an unpacked archive leaves its name there."""

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
_CODE_AND_DESK = r"(?P<code>[a-z0-9][a-z0-9-]{1,27})(?:@(?P<desk>[a-z0-9.-]+(?:,\d{1,5})?))?"
_HANDED_OUT = re.compile(rf"homeoffice[-_ ]?check(?:-[a-z0-9]+)*_+{_CODE_AND_DESK}", re.IGNORECASE)
_RENAMED = re.compile(rf"homeoffice[-_ ]?check[ -]+{_CODE_AND_DESK}", re.IGNORECASE)
"""Somebody took the underscore away: then only a code as desks draw them is one, and `-windows` is not."""
_SUFFIXES = re.compile(r"(?:\.(?:exe|msi|dmg|pkg|appimage|deb|tar|xz|gz))+$", re.IGNORECASE)
_CODE = re.compile(rf"(?=.*[A-Z]){CUSTOMER_CODE}")
_GENERATED_CODE = re.compile(rf".+-[{CODE_ALPHABET}]{{4}}")
"""How the codes end that a desk draws (desk/customers/customer_code.py)."""
_COPY = re.compile(r"-(?:\d{1,2}|COPY|KOPIE)$")


class ProgramNameHint(Record, frozen=True, kw_only=True):
    """`codes`: what the name may mean, the likeliest first. `desk_url`: empty where it names no desk."""

    codes: tuple[str, ...]
    desk_url: str = ""


def program_path(option: str = "") -> str:
    """The file that the employee started: as the portable program passes it on, or this executable's own."""
    if option or not getattr(sys, "frozen", False):
        return option
    return os.environ.get("APPIMAGE", "") or sys.executable


def parse_program_path(path: str) -> ProgramNameHint | None:
    """What the file's name says, or that of a folder around it; None where none says anything. Never raises."""
    parts = [part for part in re.split(r"[\\/]", path) if part]
    return next((hint for part in reversed(parts[-MAX_PATH_PARTS:]) if (hint := _parse_name(part)) is not None), None)


def _parse_name(name: str) -> ProgramNameHint | None:
    plain = unicodedata.normalize("NFKC", unquote(name)).translate(_DASHES)
    for pattern, allowed in ((_HANDED_OUT, _CODE), (_RENAMED, _GENERATED_CODE)):
        if (match := pattern.search(plain)) is None:
            continue
        codes = tuple(code for code in _codes(match["code"].upper()) if allowed.fullmatch(code))
        if codes:
            return ProgramNameHint(codes=codes, desk_url=_desk_url(match["desk"] or ""))
    return None


def _codes(text: str) -> Iterator[str]:
    text = text.rstrip("-")
    candidates = [text, *([_COPY.sub("", text)] if _COPY.search(text) else [])]
    yield from sorted(
        (code for code in candidates if _CODE.fullmatch(code)), key=lambda code: not _GENERATED_CODE.fullmatch(code)
    )


def _desk_url(text: str) -> str:
    host, _, port = _SUFFIXES.sub("", text).strip(".-").partition(",")
    if not host:
        return ""
    scheme = "http" if is_loopback_url(f"http://{host}") else "https"
    return f"{scheme}://{host.lower()}{f':{port}' if port else ''}"
