"""The networks and DNS servers that an .ovpn names: routes, redirect-gateway, dhcp-option, dns (openvpn(8))."""

import ipaddress
from collections.abc import Callable

from checker.checks.vpn.imports.builder import ImportBuilder
from checker.checks.vpn.imports.readers.openvpn.settings import OpenVpnSettings

_HOST_MASK = "255.255.255.255"


def add_networks(settings: OpenVpnSettings, builder: ImportBuilder) -> None:
    """Adds what the file's directives say of them."""
    for directive in settings.directives:
        add = _BY_DIRECTIVE.get(directive.name)
        if add is not None:
            add(directive.words, builder)


def _add_all_traffic(_words: tuple[str, ...], builder: ImportBuilder) -> None:
    builder.set_all_traffic()


def _add_route(words: tuple[str, ...], builder: ImportBuilder) -> None:
    if words and "net_gateway" not in words:
        mask = words[1] if len(words) > 1 and words[1] != "default" else _HOST_MASK
        builder.add_network(f"{words[0]}/{mask}")


def _add_tunnel_address(words: tuple[str, ...], builder: ImportBuilder) -> None:
    """`ifconfig` has a mask with `topology subnet` and tap, else the other end's address."""
    is_mask = len(words) > 1 and words[1].startswith("255.")
    builder.add_tunnel_address(f"{words[0]}/{words[1]}" if is_mask else words[0])


def _add_ipv6_tunnel_address(words: tuple[str, ...], builder: ImportBuilder) -> None:
    builder.add_tunnel_address(words[0])


def _add_ipv6_route(words: tuple[str, ...], builder: ImportBuilder) -> None:
    if words and "net_gateway_ipv6" not in words:
        builder.add_network(words[0])


def _add_dhcp_option(words: tuple[str, ...], builder: ImportBuilder) -> None:
    if words[:1] in (("DNS",), ("DNS6",)) and words[1:]:
        builder.add_dns_server(words[1])


def _add_dns(words: tuple[str, ...], builder: ImportBuilder) -> None:
    if words[:1] == ("server",) and words[2:3] == ("address",):
        for address in words[3:]:
            builder.add_dns_server(_without_port(address))


def _without_port(address: str) -> str:
    """`10.1.0.1:53` and `[fd00::1]:53` without their port."""
    plain = address.strip("[]")
    try:
        return str(ipaddress.ip_address(plain))
    except ValueError:
        return address.rpartition(":")[0].strip("[]")


_BY_DIRECTIVE: dict[str, Callable[[tuple[str, ...], ImportBuilder], None]] = {
    "redirect-gateway": _add_all_traffic,
    "ifconfig": _add_tunnel_address,
    "ifconfig-ipv6": _add_ipv6_tunnel_address,
    "route": _add_route,
    "route-ipv6": _add_ipv6_route,
    "dhcp-option": _add_dhcp_option,
    "dns": _add_dns,
}
