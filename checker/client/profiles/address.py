"""What somebody may mean by a profile: a file, an address, or a customer code."""

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit, urlunsplit
from urllib.request import url2pathname

from checker.client.desk import is_loopback
from checker.model.record import Record

API = "/api/v1/profiles/"
CODE = re.compile(r"[A-Z0-9][A-Z0-9-]{1,23}")
_PAGE = re.compile(r"(?P<base>.*)(?:/d/|/api/v1/profiles/)(?P<code>[A-Za-z0-9-]{2,24})(?:/.*)?")
_BARE_PAGE = re.compile(r"[\w-]+(\.[\w-]+)+(:\d+)?/d/[A-Za-z0-9-]{2,24}([/#].*)?")
_QUOTES = "\"'„“”‚‘’<> \t\r\n"


class FromFile(Record, frozen=True, kw_only=True):
    """A file of this PC."""

    path: Path


class FromAddress(Record, frozen=True, kw_only=True):
    """An address. `key`: the fingerprint that its fragment names; `code`: the customer that it names; else empty."""

    url: str
    key: str = ""
    code: str = ""


class FromCode(Record, frozen=True, kw_only=True):
    """A customer code, of which the desk is still to be found."""

    code: str


def meaning(source: str) -> FromFile | FromAddress | FromCode:
    """What `source` means, with the quotes and blanks of a copied text around it taken away."""
    asked = source.strip(_QUOTES)
    if re.match(r"https?://", asked, re.IGNORECASE):
        return _address(asked)
    if asked.lower().startswith("file:"):
        return FromFile(path=Path(url2pathname(urlsplit(asked).path)))
    code = re.sub(r"[\s–—-]+", "-", asked).upper()
    if _is_file(asked):
        return FromFile(path=Path(asked))
    if _BARE_PAGE.fullmatch(asked):
        return _address(f"{'http' if is_loopback(f'http://{asked}') else 'https'}://{asked}")
    return FromCode(code=code) if CODE.fullmatch(code) else FromFile(path=Path(asked))


def profile_url(desk_url: str, code: str) -> str:
    """Where a desk has the profile of a customer."""
    return desk_url.rstrip("/") + API + code


def desk_of(url: str) -> tuple[str, int]:
    """Host and port: what makes two addresses the same desk. Empty for what is no address."""
    try:
        parts = urlsplit(url)
        return (parts.hostname or "").lower(), parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        return "", 0


def plain_key(fingerprint: str) -> str:
    """A fingerprint as it is compared: without the gaps in which it is read out."""
    return re.sub(r"[\s-]", "", fingerprint).upper()


def _address(asked: str) -> FromAddress:
    """The download page's address leads to its profile. Another machine is only asked over https."""
    try:
        parts = urlsplit(asked)
        named = parse_qs(parts.fragment).get("k", [""])[0]
    except ValueError:
        return FromAddress(url=asked)
    scheme = "http" if parts.scheme.lower() == "http" and is_loopback(asked) else "https"
    page = _PAGE.fullmatch(parts.path)
    code = page["code"].upper() if page else ""
    path = page["base"] + API + code if page else parts.path
    url = urlunsplit((scheme, parts.netloc, path, "" if page else parts.query, ""))
    return FromAddress(url=url, key=plain_key(named), code=code)


def _is_file(asked: str) -> bool:
    try:
        return Path(asked).is_file()
    except (OSError, ValueError):
        return False
