"""SSH: the server's greeting, answered by ours, and then we hang up (RFC 4253, 4.2)."""

import re

from checker.checks.vpn.gateways_web import Ssh
from checker.checks.vpn.kinds.talk import Talk, by_tcp
from checker.checks.vpn.verdict import Seen
from checker.checks.vpn.way import Way

_OURS = b"SSH-2.0-HomeofficeCheck\r\n"
_THEIRS = re.compile(rb"^SSH-(?:2\.0|1\.99)-[ -~]{1,246}\r?\n", re.MULTILINE)
"""Other lines may stand before it; 1.99 is a server that also speaks the old version (RFC 4253, 5.1)."""


def probe(gateway: Ssh, way: Way) -> Seen:
    """Raises Cancelled."""
    talk = Talk(_OURS, b"SSH-", lambda heard, _: _THEIRS.search(heard) is not None, greets)
    return by_tcp(way, gateway.port, talk)


def greets(heard: bytes) -> str:
    """The word for its greeting, or empty: our own comes back from an echo."""
    found = _THEIRS.search(heard)
    return "greeting" if found and found[0] != _OURS else ""
