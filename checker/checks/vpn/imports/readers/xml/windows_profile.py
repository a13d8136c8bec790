"""Windows' own VPN profiles: ProfileXML of the VPNv2 provider (<VPNProfile>).

Source: learn.microsoft.com, "VPNv2 CSP" and "ProfileXML XSD"; richardhicks/aovpntools for exports of existing ones.
"""

import re

from checker.checks.vpn.imports import notes
from checker.checks.vpn.imports.builder import ImportBuilder
from checker.checks.vpn.imports.gateway_names import gateway_name
from checker.checks.vpn.imports.readers.vpn_apps import kind_of_app
from checker.checks.vpn.imports.readers.xml.document import parse_document
from checker.checks.vpn.imports.refusals import no_gateway_in
from checker.checks.vpn.imports.result import DroppedItem
from checker.checks.vpn.imports.text_fields import parse_host_and_port
from checker.net.xml_tree import XmlElement

FORMAT = "Windows-VPN"
ROOT = "vpnprofile"
HTTPS = 443
PROTOCOLS = {"ikev2": ("ikev2", 500), "sstp": ("sstp", HTTPS), "l2tp": ("l2tp", 500), "pptp": ("pptp", 1723)}
"""In the order in which Windows tries them for `Automatic`."""
_AUTOMATIC = ("ikev2", "sstp")
"""PPTP and L2TP come last there, and need what no profile of today has."""


def read(raw: bytes, file: str) -> ImportBuilder:
    """The gateways of the built-in protocols, or of a VPN app. Raises Unreadable."""
    tree = parse_document(raw, FORMAT)
    builder = ImportBuilder()
    name = tree.value("profilename") or tree.value("name")
    for native in tree.find("nativeprofile"):
        for host in _servers(native.value("servers")):
            for protocol in _protocols(native):
                _add(builder, *PROTOCOLS[protocol], host, gateway_name(name, file, host, "IPsec"))
        if native.value("l2tppsk"):
            builder.add_dropped(DroppedItem.SHARED_SECRET)
        if native.value("routingpolicytype").lower() == "forcetunnel":
            builder.set_all_traffic()
    for plugin in tree.find("pluginprofile"):
        kind = kind_of_app(plugin.value("pluginpackagefamilyname"))
        if kind == "https":
            builder.add_note(notes.OTHER_MAKER)
        for host in _servers(plugin.value("serverurllist")):
            _add(builder, kind, HTTPS, host, gateway_name(name, file, host, "SSL VPN"))
    if not builder.gateways:
        raise no_gateway_in(FORMAT)
    for route in tree.find("route"):
        builder.add_network(f"{route.value('address')}/{route.value('prefixsize')}")
    for server in tree.descendants("dnsservers"):
        for address in re.split(r"[,;\s]+", server.text.strip()):
            builder.add_dns_server(address)
    return builder


def _servers(written: str) -> list[str]:
    """A list by commas; behind a semicolon stands the name that Windows shows."""
    return [host for part in written.split(",") if (host := part.partition(";")[0].strip())]


def _protocols(native: XmlElement) -> list[str]:
    written = native.value("nativeprotocoltype").lower()
    if written == "protocollist":
        chosen = [item.text.strip().lower() for item in native.descendants("type")]
    else:
        chosen = [written] if written in PROTOCOLS else list(_AUTOMATIC)
    return [protocol for protocol in chosen if protocol in PROTOCOLS]


def _add(builder: ImportBuilder, kind: str, port: int, written: str, name: str) -> None:
    endpoint = parse_host_and_port(written, port)
    if endpoint is None:
        builder.add_note(notes.NO_ADDRESS)
        return
    table = builder.add_gateway(kind, name, *endpoint, transport="tcp" if kind == "openvpn" else None)
    if len(builder.gateways) > 1:
        table["required"] = False
        builder.add_note(notes.CHOOSES)
