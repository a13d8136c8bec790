"""Microsoft's .rdp files: a remote desktop, and the gateway before it.

Source: learn.microsoft.com, "Supported RDP properties"; IMsRdpClientTransportSettings::GatewayUsageMethod.
"""

import re

from checker.checks.vpn.imports import notes
from checker.checks.vpn.imports.found import Found, is_inside
from checker.checks.vpn.imports.imported import Dropped
from checker.checks.vpn.imports.refusals import nothing_in
from checker.checks.vpn.imports.words import host_and_port, name_of_file, port_of

FORMAT = "RDP"
PORT = 3389
GATEWAY_PORT = 443
ALWAYS, IF_NEEDED, SYSTEM = "1", "2", "3"
"""Values of gatewayusagemethod that lead through the gateway; 3 leaves it to the PC. 0 and 4 do not."""
_LINE = re.compile(r"^\s*([A-Za-z][A-Za-z0-9 ]{1,60}?)\s*:([a-z]):(.*)$")
_LOOKS = re.compile(r"^(?:full address|gatewayhostname|alternate full address|screen mode id):[si]:", re.I | re.M)
_INSIDE = (".local", ".lan", ".internal", ".intra", ".corp", ".intern", ".home.arpa")
"""Endings of names that the internet does not know (RFC 6762, RFC 8375, and habit)."""
_PERSONAL = ("username", "domain", "password 51", "password", "gatewayaccesstoken")


def looks(text: str) -> bool:
    """Whether this is such a file."""
    return _LOOKS.search(text) is not None


def read(text: str, file: str) -> Found:
    """The gateway, or the desktop where nothing stands before it. Raises Unreadable."""
    said = {one[1].lower(): one[3].strip() for line in text.split("\n") if (one := _LINE.match(line))}
    found = Found()
    name = said.get("remoteapplicationname", "") or name_of_file(file, "Remote Desktop")
    if any(said.get(key) for key in _PERSONAL):
        found.drop(Dropped.LOGIN)
    usage = said.get("gatewayusagemethod", SYSTEM)
    gateway = host_and_port(said.get("gatewayhostname", ""), GATEWAY_PORT)
    through = gateway is not None and usage in (ALWAYS, IF_NEEDED, SYSTEM)
    if gateway is not None and through:
        found.gateway("rdgateway", name, *gateway)
        if usage == SYSTEM:
            found.note(notes.SYSTEM_GATEWAY)
    if not through or usage == IF_NEEDED:
        _desktop(said, name, found, direct=not through)
    if not found.gateways and not found.services:
        raise nothing_in(FORMAT)
    return found


def _desktop(said: dict[str, str], name: str, found: Found, *, direct: bool) -> None:
    """`direct`: nothing but this leads to it. A name of the internet behind a gateway is that gateway's matter."""
    usual = port_of(said.get("server port", "")) or PORT
    place = host_and_port(said.get("full address", "") or said.get("alternate full address", ""), usual)
    if place is None:
        return
    host, port = place
    if is_inside(host) or "." not in host.strip(".") or host.lower().rstrip(".").endswith(_INSIDE):
        if ":" in host and not is_inside(host):  # an IPv6 address of the internet has no dot either
            found.gateway("rdp", name, host, port)
            return
        found.service(name, host, port)
        found.note(notes.BEHIND_VPN)
    elif direct:
        found.gateway("rdp", name, host, port)
        found.note(notes.MAYBE_BEHIND_VPN)
