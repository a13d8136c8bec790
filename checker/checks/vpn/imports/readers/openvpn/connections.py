"""The addresses that OpenVPN tries, each with the port, protocol and key that count for it.

Source: OpenVPN 2.6.14, options.c: add_option, connection_entry_load_re, options_postprocess_mutate(_ce): a <connection>
block begins with what stands before it, remotes outside of blocks with what is the last of the file, and where there
are blocks those remotes do not count.
"""

import hashlib
import re
from dataclasses import dataclass, field, replace

from checker.checks.vpn.imports.readers.openvpn.lines import OpenVpnDirective
from checker.checks.vpn.imports.readers.openvpn.settings import INLINE_WORD, OpenVpnSettings, read_connection
from checker.checks.vpn.imports.text_fields import is_address, is_host, port_by_name

PORT = "1194"
WRAPS = ("tls-crypt-v2", "tls-crypt", "tls-auth")
PROXIES = ("http-proxy", "socks-proxy")
_PROTOCOL = re.compile(r"(udp|tcp)[46]?(?:-(?:client|server))?$")


@dataclass
class OpenVpnConnection:
    """One address. `wrap`: the directive of its key; `direction`: as written for that key."""

    host: str = ""
    port: str = PORT
    protocol: str = "udp"
    has_proxy: bool = False
    line: int = 0
    wrap: OpenVpnDirective | None = None
    direction: str = ""

    @property
    def transport(self) -> str:
        """`udp` or `tcp`; empty for a protocol that OpenVPN does not have."""
        match = _PROTOCOL.match(self.protocol.lower())
        return match[1] if match else ""

    @property
    def port_number(self) -> int | None:
        """None for one that is none."""
        return port_by_name(self.port)

    @property
    def is_usable(self) -> bool:
        """Whether a check could ask there."""
        return is_host(self.host) and self.port_number is not None and self.transport != ""


@dataclass
class OpenVpnConnections:
    """`unreadable`: lines at which OpenVPN itself ends with an error."""

    entries: list[OpenVpnConnection] = field(default_factory=list)
    unreadable: list[int] = field(default_factory=list)


def connections_of(settings: OpenVpnSettings) -> OpenVpnConnections:
    """In the file's order; the wrapping key of the file for those without one of their own. Raises Unreadable."""
    result = OpenVpnConnections()
    state, of_file = OpenVpnConnection(), OpenVpnConnection()
    remotes: list[OpenVpnDirective] = []
    blocks: list[OpenVpnConnection] = []
    for directive in settings.directives:
        if directive.name == "connection" and directive.block is not None:
            inner = read_connection(directive)
            result.unreadable += inner.unreadable
            blocks.append(_apply_all(replace(state, wrap=None, direction=""), inner.directives, directive.line))
        elif directive.name == "remote" and directive.words:
            remotes.append(directive)
        else:
            state = _apply(state, directive)
            of_file = _apply_key(of_file, directive, is_block=False)
    result.entries = [entry for entry in blocks if entry.host] if blocks else [_apply(state, item) for item in remotes]
    for entry in result.entries:
        if entry.wrap is None:
            entry.wrap, entry.direction = of_file.wrap, of_file.direction
    _force_protocol(settings, result)
    return result


def randomised_host(host: str) -> str:
    """The name under a label of its own, where it is a name: such gateways answer to any label, and to none without.

    OpenVPN takes twelve random digits each time. Ours are always the same for a name, so that the profile is.
    """
    if is_address(host):
        return host
    return f"{hashlib.sha256(host.lower().encode()).hexdigest()[:12]}.{host}"


def _apply_all(entry: OpenVpnConnection, directives: list[OpenVpnDirective], first_line: int) -> OpenVpnConnection:
    entry = replace(entry, line=first_line)
    for directive in directives:
        entry = _apply_key(_apply(entry, directive), directive, is_block=True)
    return entry


def _apply(entry: OpenVpnConnection, directive: OpenVpnDirective) -> OpenVpnConnection:
    """What a directive changes of an address: the later one counts."""
    words = directive.words
    if directive.name == "remote" and words:
        return replace(
            entry,
            host=words[0],
            port=words[1] if len(words) > 1 else entry.port,
            protocol=words[2] if len(words) > 2 else entry.protocol,
            line=directive.line,
        )
    if directive.name in ("port", "rport") and words:
        return replace(entry, port=words[0])
    if directive.name == "proto" and words:
        return replace(entry, protocol=words[0])
    if directive.name in PROXIES:
        return replace(entry, has_proxy=True)
    return entry


def _apply_key(entry: OpenVpnConnection, directive: OpenVpnDirective, *, is_block: bool) -> OpenVpnConnection:
    """The key that its packets are wrapped in. In a block tls-auth begins its direction anew."""
    if directive.name == "key-direction" and directive.words:
        return replace(entry, direction=directive.words[0])
    if directive.name not in WRAPS:
        return entry
    direction = directive.words[1] if directive.name == "tls-auth" and len(directive.words) > 1 else ""
    if directive.name == "tls-auth" and (direction or is_block):
        entry = replace(entry, direction=direction)
    if directive.words[:1] == (INLINE_WORD,):
        return entry
    if entry.wrap is not None and WRAPS.index(entry.wrap.name) < WRAPS.index(directive.name):
        return entry
    return replace(entry, wrap=directive)


def _force_protocol(settings: OpenVpnSettings, result: OpenVpnConnections) -> None:
    """proto-force leaves out every address of the other transport; where none would be left, it is a slip."""
    directive = settings.last("proto-force")
    if directive is None or not directive.words:
        return
    forced = OpenVpnConnection(protocol=directive.words[0]).transport
    result.entries = [entry for entry in result.entries if entry.transport == forced] or result.entries
