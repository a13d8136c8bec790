"""The hosts that a profile has the checks speak to: people are told of them before they agree."""

import ipaddress
import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from checker.checks.registry import needs
from checker.client.desk_api import is_loopback_url, sanitize_line
from checker.model.codec import Unreadable
from checker.model.profile import Profile
from checker.model.record import Record

_HOST_FIELDS = frozenset(
    {"host", "reach", "stun", "endpoint", "second", "inside", "dns_servers", "url", "address", "hosts", "server"}
)
"""A public server is named where it is asked for, and nowhere before."""
_LEGACY_IPV4 = re.compile(r"(?:0x[0-9a-f]{1,8}|\d{1,10})(?:\.(?:0x[0-9a-f]{1,8}|\d{1,10})){0,3}")
"""What inet_aton takes for an address beside the usual form: `127.1`, `2130706433`, `0x7f.1`. Nobody needs it."""
_HOST = re.compile(r"\[?(?P<host>[0-9A-Za-z_.:-]+?)\]?(?::\d{1,5})?")


def contacted_hosts(profile: Profile) -> tuple[str, ...]:
    """Each host once, the desk's first. Needs that a check refuses are never asked for, and name none."""
    desk = [profile.firm.desk_url] if profile.firm is not None and profile.firm.desk_url else []
    try:
        named = [text for need in needs(profile).values() for text in _host_texts(need)]
    except Unreadable:
        named = []
    return tuple(dict.fromkeys(host for text in [*desk, *named] if (host := _host_of(text))))


def hosts_on_this_side(profile: Profile) -> tuple[str, ...]:
    """Hosts of the profile that are this very computer, or on its own cable only: nothing that a firm has to check.

    None where the desk itself is on this computer, as for a trial. A name that resolves to such an address is not seen
    here, but by the probes (checks/context.py).
    """
    firm = profile.firm
    if firm is not None and is_loopback_url(firm.desk_url):
        return ()
    return tuple(host for host in contacted_hosts(profile) if _is_on_this_side(host))


def _is_on_this_side(host: str) -> bool:
    name = host.rstrip(".").casefold()
    if name in ("localhost", "localhost.localdomain") or name.endswith(".localhost"):
        return True
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        return _LEGACY_IPV4.fullmatch(name) is not None
    mapped = getattr(address, "ipv4_mapped", None) or address
    return mapped.is_loopback or mapped.is_link_local or mapped.is_unspecified or mapped.is_multicast


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
        return sanitize_line(text)
    if text.count(":") > 1 and not text.startswith("["):
        return text  # an address of IPv6 without a port
    match = _HOST.fullmatch(text)
    return match["host"] if match else sanitize_line(text)  # asked for as it stands, whatever it is
