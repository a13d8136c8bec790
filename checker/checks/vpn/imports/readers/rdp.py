"""Microsoft's .rdp files: a remote desktop, and the gateway before it. A line is `name:type:value`.

Source: learn.microsoft.com, "Supported RDP properties"; IMsRdpClientTransportSettings::GatewayUsageMethod.
"""

import re
from typing import NamedTuple

from checker.checks.vpn.imports import notes
from checker.checks.vpn.imports.builder import ImportBuilder, is_private_address
from checker.checks.vpn.imports.gateway_names import gateway_name
from checker.checks.vpn.imports.plausibility import EXAMPLE, doubt_about, is_local_name
from checker.checks.vpn.imports.refusals import no_gateway_in, unreadable_line
from checker.checks.vpn.imports.result import DroppedItem
from checker.checks.vpn.imports.text_fields import is_address, parse_host_and_port, parse_port

FORMAT = "RDP"
NAME = "Remote Desktop"
PORT = 3389
GATEWAY_PORT = 443
ALWAYS, IF_NEEDED, SYSTEM = "1", "2", "3"
"""Values of gatewayusagemethod that lead through the gateway; 3 leaves it to the PC. 0 and 4 do not."""
SYSTEM_PROFILE = "0"
"""Of gatewayprofileusagemethod: as the PC's administrator has set it."""
_LINE = re.compile(r"^\s*([A-Za-z][\w .-]{0,80}?)\s*:\s*([isb])\s*:(.*)$", re.IGNORECASE)
_FORMAT_MARK = re.compile(
    r"^[ \t]*(?:full address|gatewayhostname|alternate full address|screen mode id|server port|gatewayusagemethod)"
    r"[ \t]*:[ \t]*[si][ \t]*:",
    re.IGNORECASE | re.MULTILINE,
)
_PERSONAL = ("username", "domain", "password 51", "password", "gatewayaccesstoken", "gatewayusername", "clearpassword")


class _Property(NamedTuple):
    value: str
    line: int


def is_rdp(text: str) -> bool:
    """Whether this is such a file."""
    return _FORMAT_MARK.search(text) is not None


def read(text: str, file: str) -> ImportBuilder:
    """The gateway, or the desktop where nothing stands before it. Raises Unreadable."""
    settings = _Settings(text)
    builder = ImportBuilder()
    if any(settings.value(key) for key in _PERSONAL):
        builder.add_dropped(DroppedItem.LOGIN)
    usage = settings.value("gatewayusagemethod") or SYSTEM
    gateway = settings.endpoint(GATEWAY_PORT, "gatewayhostname")
    is_behind_gateway = gateway is not None and usage in (ALWAYS, IF_NEEDED, SYSTEM)
    if gateway is not None and is_behind_gateway:
        builder.add_gateway("rdgateway", settings.name(file, gateway[0]), *gateway)
        if usage == SYSTEM or settings.value("gatewayprofileusagemethod") == SYSTEM_PROFILE:
            builder.add_note(notes.SYSTEM_GATEWAY)
    if not is_behind_gateway or usage == IF_NEEDED:
        _add_desktop(settings, file, builder, is_direct=not is_behind_gateway)
    for line in settings.unreadable:
        builder.add_note(notes.LINE_LEFT_OUT, line=str(line))
    if not builder.gateways and not builder.services:
        raise unreadable_line(FORMAT, settings.unreadable[0]) if settings.unreadable else no_gateway_in(FORMAT)
    return builder


class _Settings:
    """`unreadable`: lines whose address is none."""

    def __init__(self, text: str) -> None:
        self._by_name: dict[str, _Property] = {}
        self.unreadable: list[int] = []
        for number, line in enumerate(text.split("\n"), 1):
            if match := _LINE.match(line):
                self._by_name[" ".join(match[1].lower().split())] = _Property(match[3].strip(), number)

    def value(self, name: str) -> str:
        """Empty where it is not there."""
        return self._by_name[name].value if name in self._by_name else ""

    def name(self, file: str, host: str) -> str:
        """A program that runs there goes by its own name."""
        return gateway_name(self.value("remoteapplicationname"), file, host, NAME)

    def endpoint(self, default: int, *names: str) -> tuple[str, int] | None:
        """The first of these that is written; None where none is, or where it is no address."""
        written = next((self._by_name[name] for name in names if self.value(name)), None)
        if written is None:
            return None
        endpoint = parse_host_and_port(written.value, default)
        if endpoint is None:
            self.unreadable.append(written.line)
        return endpoint


def _add_desktop(settings: _Settings, file: str, builder: ImportBuilder, *, is_direct: bool) -> None:
    """`is_direct`: nothing but this leads to it. A name of the internet behind a gateway is that gateway's matter."""
    default = parse_port(settings.value("server port")) or PORT
    endpoint = settings.endpoint(default, "full address", "alternate full address")
    if endpoint is None:
        return
    host, port = endpoint
    if is_direct or _is_inside(host):
        add_desktop(builder, settings.name(file, host), host, port)
    other = settings.endpoint(default, "alternate full address")
    if other is None or other == endpoint or not (is_direct or _is_inside(other[0])):
        return
    count = len(builder.gateways)
    add_desktop(builder, settings.name(file, other[0]), *other)
    if 0 < count < len(builder.gateways):
        builder.gateways[-1]["required"] = False
        builder.add_note(notes.CHOOSES)


def add_desktop(builder: ImportBuilder, name: str, host: str, port: int) -> None:
    """One that only the company's network knows is a service behind the VPN; all others are gateways."""
    if _is_inside(host):
        builder.add_service(name, host, port)
        builder.add_note(notes.BEHIND_VPN)
        return
    builder.add_gateway("rdp", name, host, port)
    if doubt_about(host) in (None, EXAMPLE):
        builder.add_note(notes.MAYBE_BEHIND_VPN)


def _is_inside(host: str) -> bool:
    return is_private_address(host) or (not is_address(host) and host.lower() != "localhost" and is_local_name(host))
