"""Remote Desktop Connection Manager's lists of servers (.rdg): <RDCMan>.

Source: Sysinternals RDCMan by its files, schema version 3: a server without settings has its group's.
"""

from collections.abc import Iterator
from typing import NamedTuple

from checker.checks.vpn.imports import notes
from checker.checks.vpn.imports.builder import ImportBuilder
from checker.checks.vpn.imports.gateway_names import gateway_name
from checker.checks.vpn.imports.readers.rdp import GATEWAY_PORT, NAME, PORT, add_desktop
from checker.checks.vpn.imports.readers.xml.document import parse_document
from checker.checks.vpn.imports.refusals import no_gateway_in
from checker.checks.vpn.imports.result import DroppedItem
from checker.checks.vpn.imports.text_fields import parse_host_and_port, parse_port
from checker.checks.vpn.need import MAX_GATEWAYS
from checker.net.xml_tree import XmlElement

FORMAT = "RDCMan"
ROOT = "rdcman"


class _Server(NamedTuple):
    host: str
    name: str
    port: int
    gateway: str


def read(raw: bytes, file: str) -> ImportBuilder:
    """The gateways before the servers, or the servers where nothing stands before them. Raises Unreadable."""
    tree = parse_document(raw, FORMAT)
    builder = ImportBuilder()
    if any(item.value("password") for item in tree.descendants("logoncredentials")):
        builder.add_dropped(DroppedItem.LOGIN)
    for server in _servers(tree, _Server("", "", PORT, "")):
        if len(builder.gateways) >= MAX_GATEWAYS:
            builder.add_note(notes.MORE_PEERS)
            break
        if server.gateway:
            endpoint = parse_host_and_port(server.gateway, GATEWAY_PORT)
            if endpoint and not any((item["host"], item["port"]) == endpoint for item in builder.gateways):
                builder.add_gateway("rdgateway", gateway_name("", file, endpoint[0], NAME), *endpoint)
        elif endpoint := parse_host_and_port(server.host, server.port):
            add_desktop(builder, server.name or endpoint[0], *endpoint)
    if not builder.gateways and not builder.services:
        raise no_gateway_in(FORMAT)
    return builder


def _servers(group: XmlElement, inherited: _Server) -> Iterator[_Server]:
    settings = inherited._replace(
        port=parse_port(group.value("connectionsettings", "port")) or inherited.port,
        gateway=_gateway(group, inherited.gateway),
    )
    for child in group.children:
        if child.name == "server":
            name = child.value("properties", "displayname") or child.value("displayname")
            host = child.value("properties", "name") or child.value("name")
            port = parse_port(child.value("connectionsettings", "port")) or settings.port
            yield _Server(host, name, port, _gateway(child, settings.gateway))
        elif child.name in ("file", "group"):
            yield from _servers(child, settings)


def _gateway(element: XmlElement, inherited: str) -> str:
    for settings in (*element.find("gatewaysettings"), *element.find("properties", "gatewaysettings")):
        if settings.value("enabled"):
            return settings.value("hostname") if settings.value("enabled").lower() == "true" else ""
    return inherited
