"""Microsoft's .rdp files: a remote desktop, and the gateway before it.

Source: learn.microsoft.com, "Supported RDP properties"; IMsRdpClientTransportSettings::GatewayUsageMethod.
"""

import re

from checker.checks.vpn.imports import notes
from checker.checks.vpn.imports.builder import ImportBuilder, is_private_address
from checker.checks.vpn.imports.refusals import no_gateway_in
from checker.checks.vpn.imports.result import DroppedItem
from checker.checks.vpn.imports.text_fields import name_from_file, parse_host_and_port, parse_port

FORMAT = "RDP"
PORT = 3389
GATEWAY_PORT = 443
ALWAYS, IF_NEEDED, SYSTEM = "1", "2", "3"
"""Values of gatewayusagemethod that lead through the gateway; 3 leaves it to the PC. 0 and 4 do not."""
_LINE = re.compile(r"^\s*([A-Za-z][A-Za-z0-9 ]{1,60}?)\s*:([a-z]):(.*)$")
_FORMAT_MARK = re.compile(r"^(?:full address|gatewayhostname|alternate full address|screen mode id):[si]:", re.I | re.M)
_PRIVATE_SUFFIXES = (".local", ".lan", ".internal", ".intra", ".corp", ".intern", ".home.arpa")
"""Endings of names that the internet does not know (RFC 6762, RFC 8375, and habit)."""
_PERSONAL = ("username", "domain", "password 51", "password", "gatewayaccesstoken")


def is_rdp(text: str) -> bool:
    """Whether this is such a file."""
    return _FORMAT_MARK.search(text) is not None


def read(text: str, file: str) -> ImportBuilder:
    """The gateway, or the desktop where nothing stands before it. Raises Unreadable."""
    settings = {setting[1].lower(): setting[3].strip() for line in text.split("\n") if (setting := _LINE.match(line))}
    builder = ImportBuilder()
    name = settings.get("remoteapplicationname", "") or name_from_file(file, "Remote Desktop")
    if any(settings.get(key) for key in _PERSONAL):
        builder.add_dropped(DroppedItem.LOGIN)
    usage = settings.get("gatewayusagemethod", SYSTEM)
    gateway = parse_host_and_port(settings.get("gatewayhostname", ""), GATEWAY_PORT)
    is_behind_gateway = gateway is not None and usage in (ALWAYS, IF_NEEDED, SYSTEM)
    if gateway is not None and is_behind_gateway:
        builder.add_gateway("rdgateway", name, *gateway)
        if usage == SYSTEM:
            builder.add_note(notes.SYSTEM_GATEWAY)
    if not is_behind_gateway or usage == IF_NEEDED:
        _add_desktop(settings, name, builder, is_direct=not is_behind_gateway)
    if not builder.gateways and not builder.services:
        raise no_gateway_in(FORMAT)
    return builder


def _add_desktop(settings: dict[str, str], name: str, builder: ImportBuilder, *, is_direct: bool) -> None:
    """`is_direct`: nothing but this leads to it. A name of the internet behind a gateway is that gateway's matter."""
    default = parse_port(settings.get("server port", "")) or PORT
    endpoint = parse_host_and_port(
        settings.get("full address", "") or settings.get("alternate full address", ""), default
    )
    if endpoint is None:
        return
    host, port = endpoint
    if is_private_address(host) or "." not in host.strip(".") or host.lower().rstrip(".").endswith(_PRIVATE_SUFFIXES):
        if ":" in host and not is_private_address(host):  # an IPv6 address of the internet has no dot either
            builder.add_gateway("rdp", name, host, port)
            return
        builder.add_service(name, host, port)
        builder.add_note(notes.BEHIND_VPN)
    elif is_direct:
        builder.add_gateway("rdp", name, host, port)
        builder.add_note(notes.MAYBE_BEHIND_VPN)
