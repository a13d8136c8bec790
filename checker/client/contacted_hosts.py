"""The hosts that a profile has the checks speak to: people are told of them before they agree."""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from checker.checks.registry import needs
from checker.model.profile import Profile
from checker.model.record import Record

_HOST_FIELDS = frozenset({"host", "reach", "stun", "endpoint", "dns_servers", "url", "address", "hosts", "server"})
_HOST = re.compile(r"\[?(?P<host>[0-9A-Za-z_.:-]+?)\]?(?::\d{1,5})?")


def contacted_hosts(profile: Profile) -> tuple[str, ...]:
    """Each host once, the desk's first. Raises Unreadable for needs that a check refuses."""
    desk = [profile.firm.desk_url] if profile.firm is not None and profile.firm.desk_url else []
    named = [text for need in needs(profile).values() for text in _host_texts(need)]
    return tuple(dict.fromkeys(host for text in [*desk, *named] if (host := _host_of(text))))


def _host_texts(entry: object, field: str = "") -> Iterable[str]:
    if isinstance(entry, Record):
        for name in entry.__struct_fields__:
            yield from _host_texts(getattr(entry, name), name)
    elif isinstance(entry, (list, tuple)):
        for item in entry:
            yield from _host_texts(item, field)
    elif isinstance(entry, str) and field in _HOST_FIELDS:
        yield entry


def _host_of(text: str) -> str:
    try:
        if "://" in text:
            return urlsplit(text).hostname or ""
    except ValueError:
        return ""
    if text.count(":") > 1 and not text.startswith("["):
        return text  # an address of IPv6 without a port
    match = _HOST.fullmatch(text)
    return match["host"] if match else ""
