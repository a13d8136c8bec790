"""What somebody may mean by a profile: a file, an address, or a customer code."""

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit, urlunsplit

from checker.client.desk_api import is_loopback_url
from checker.model.profile import CUSTOMER_CODE
from checker.model.record import Record
from checker.net.file_url import file_url_path

PROFILES_PATH = "/api/v1/profiles/"
_PAGE = re.compile(r"(?P<base>.*)(?:/d/|/api/v1/profiles/)(?P<code>[A-Za-z0-9-]{2,24})(?:/.*)?")
_BARE_PAGE = re.compile(r"[\w-]+(\.[\w-]+)+(:\d+)?/d/[A-Za-z0-9-]{2,24}([/#].*)?")
_QUOTES = "\"'„“”‚‘’<> \t\r\n"


class FileSource(Record, frozen=True, kw_only=True):
    """A file of this PC."""

    path: Path


class UrlSource(Record, frozen=True, kw_only=True):
    """An address. `key`: the fingerprint that its fragment names; `code`: the customer that it names; else empty."""

    url: str
    key: str = ""
    code: str = ""


class CodeSource(Record, frozen=True, kw_only=True):
    """A customer code, of which the desk is still to be found."""

    code: str


def parse_source(source: str) -> FileSource | UrlSource | CodeSource:
    """What `source` means, with the quotes and blanks of a copied text around it taken away."""
    text = source.strip(_QUOTES)
    if re.match(r"https?://", text, re.IGNORECASE):
        return _parse_address(text)
    if text.lower().startswith("file:"):
        return FileSource(path=_parse_file_url(text))
    code = re.sub(r"[\s–—-]+", "-", text).upper()
    if _is_file(text):
        return FileSource(path=Path(text))
    if _BARE_PAGE.fullmatch(text):
        return _parse_address(f"{'http' if is_loopback_url(f'http://{text}') else 'https'}://{text}")
    return CodeSource(code=code) if re.fullmatch(CUSTOMER_CODE, code) else FileSource(path=Path(text))


def profile_url(desk_url: str, code: str) -> str:
    """Where a desk has the profile of a customer."""
    return desk_url.rstrip("/") + PROFILES_PATH + code


def desk_endpoint(url: str) -> tuple[str, int]:
    """Host and port: what makes two addresses the same desk. Empty for what is no address."""
    try:
        parts = urlsplit(url)
        return (parts.hostname or "").lower().rstrip("."), parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        return "", 0


def normalize_fingerprint(fingerprint: str) -> str:
    """A fingerprint as it is compared: without the gaps in which it is read out."""
    return re.sub(r"[\s-]", "", fingerprint).upper()


def _parse_address(address: str) -> UrlSource:
    """The download page's address leads to its profile. Another machine is only asked over https."""
    try:
        parts = urlsplit(address)
        linked_key = parse_qs(parts.fragment).get("k", [""])[0]
    except ValueError:
        return UrlSource(url=address)
    scheme = "http" if parts.scheme.lower() == "http" and is_loopback_url(address) else "https"
    page = _PAGE.fullmatch(parts.path)
    code = page["code"].upper() if page else ""
    path = page["base"] + PROFILES_PATH + code if page else parts.path
    url = urlunsplit((scheme, parts.netloc, path, "" if page else parts.query, ""))
    return UrlSource(url=url, key=normalize_fingerprint(linked_key), code=code)


def _parse_file_url(url: str) -> Path:
    try:
        return Path(file_url_path(url))
    except ValueError:
        return Path(url)  # which is not there, and so gets its sentence


def _is_file(text: str) -> bool:
    try:
        return Path(text).is_file()
    except (OSError, ValueError):
        return False
