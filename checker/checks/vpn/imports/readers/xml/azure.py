"""Azure's point-to-site VPN: azurevpnconfig.xml (<AzVpnProfile>) and VpnSettings.xml (<VpnProfile>).

Source: MicrosoftDocs/azure-docs, vpn-gateway: "vpn-gateway-vwan-vpn-profile-download", "openvpn-azure-ad-client"
(DNS and routes), "vpn-gateway-howto-point-to-site". The secret is OpenVPN's tls-auth key in hexadecimal digits, as in
the vpnconfig.ovpn of the same download, with SHA256 and key direction 1.
"""

import ipaddress
from typing import Any

from checker.checks.vpn.imports import notes
from checker.checks.vpn.imports.builder import ImportBuilder
from checker.checks.vpn.imports.gateway_names import gateway_name
from checker.checks.vpn.imports.readers.openvpn.keys import static_key_of_digits
from checker.checks.vpn.imports.readers.xml.document import parse_document
from checker.checks.vpn.imports.refusals import no_gateway_in
from checker.checks.vpn.imports.result import RetainedSecret
from checker.checks.vpn.imports.text_fields import parse_host_and_port
from checker.net.xml_tree import XmlElement

FORMAT = "Azure"
CLIENT_ROOT, GENERIC_ROOT = "azvpnprofile", "vpnprofile"
OPENVPN_PORT = 443
_KINDS = {"ikev2": ("ikev2", 500), "sstp": ("sstp", 443), "openvpn": ("openvpn", OPENVPN_PORT)}


def read_client(raw: bytes, file: str) -> ImportBuilder:
    """The gateways of azurevpnconfig.xml, which are OpenVPN. Raises Unreadable."""
    tree = parse_document(raw, FORMAT)
    builder = ImportBuilder()
    transport = tree.value("protocolconfig", "sslprotocolconfig", "transportprotocol").lower()
    key = static_key_of_digits(tree.value("servervalidation", "serversecret"))
    wrapping: dict[str, Any] = (
        {"wrap": "tls-auth", "key_secret": key, "key_direction": 1, "auth": "SHA256"} if key else {}
    )
    if key:
        builder.add_retained(RetainedSecret.WRAP_KEY)
    for entry in tree.find("serverlist", "serverentry"):
        endpoint = parse_host_and_port(entry.value("fqdn"), OPENVPN_PORT)
        if endpoint is None:
            builder.add_note(notes.LINE_LEFT_OUT, line=str(entry.line))
            continue
        name = gateway_name(entry.value("displayname") or tree.value("name"), file, endpoint[0], "OpenVPN")
        is_udp = transport == "udp"
        table = builder.add_gateway("openvpn", name, *endpoint, transport="udp" if is_udp else "tcp", **wrapping)
        if len(builder.gateways) > 1:
            table["required"] = False
            builder.add_note(notes.CHOOSES)
    if not builder.gateways:
        raise no_gateway_in(FORMAT)
    _add_networks(tree, builder)
    return builder


def read_generic(raw: bytes, file: str) -> ImportBuilder:
    """The gateway of VpnSettings.xml by each protocol that it names. Raises Unreadable."""
    tree = parse_document(raw, FORMAT)
    builder = ImportBuilder()
    written = tree.value("vpntype").lower()
    for word, (kind, port) in _KINDS.items():
        endpoint = parse_host_and_port(tree.value("vpnserver"), port) if word in written else None
        if endpoint is not None:
            name = gateway_name("", file, endpoint[0], "IPsec")
            table = builder.add_gateway(kind, name, *endpoint, transport="tcp" if kind == "openvpn" else None)
            if len(builder.gateways) > 1:
                table["required"] = False
                builder.add_note(notes.CHOOSES)
    if not builder.gateways:
        raise no_gateway_in(FORMAT)
    for network in tree.value("routes").replace(";", ",").split(","):
        builder.add_network(network)
    return builder


def is_generic(raw: bytes) -> bool:
    """Windows' own profiles have the same outermost element, but for capitals."""
    return any(parse_document(raw, FORMAT).find("vpnserver"))


def _add_networks(tree: XmlElement, builder: ImportBuilder) -> None:
    for route in tree.descendants("route"):
        mask = route.value("mask")
        builder.add_network(f"{route.value('destination')}/{mask}" if mask else route.value("destination"))
    for server in tree.descendants("dnsserver"):
        builder.add_dns_server(server.text)
    if any(_is_default(route) for route in tree.descendants("route")):
        builder.set_all_traffic()


def _is_default(route: XmlElement) -> bool:
    try:
        return not int(ipaddress.ip_address(route.value("destination"))) and route.value("mask").strip("0.") == ""
    except ValueError:
        return False
