"""Citrix' connection files (.ica): the gateway before the servers, or the server itself.

Source: Citrix, "ICA Settings Reference": Address, SSLProxyHost, SSLEnable. Such a file mostly holds a ticket for once.
"""

from checker.checks.vpn.imports import notes
from checker.checks.vpn.imports.builder import ImportBuilder, is_private_address
from checker.checks.vpn.imports.gateway_names import gateway_name
from checker.checks.vpn.imports.plausibility import is_local_name
from checker.checks.vpn.imports.readers.text.sections import IniSection, parse_sections
from checker.checks.vpn.imports.refusals import no_gateway_in
from checker.checks.vpn.imports.result import DroppedItem
from checker.checks.vpn.imports.text_fields import parse_host_and_port

FORMAT = "Citrix"
NAME = "Citrix"
HTTPS, ICA = 443, 1494


def is_ica(sections: list[IniSection]) -> bool:
    """[ApplicationServers], or an address with Citrix' own keys."""
    names = {section.name.lower() for section in sections}
    return "applicationservers" in names and bool({"wfclient", "encoding"} & names or _applications(sections))


def read(text: str, file: str) -> ImportBuilder:
    """Every application's way in. Raises Unreadable."""
    sections = parse_sections(text)
    builder = ImportBuilder()
    for section in _applications(sections):
        _read_application(section, file, builder)
    if not builder.gateways and not builder.services:
        raise no_gateway_in(FORMAT)
    return builder


def _applications(sections: list[IniSection]) -> list[IniSection]:
    return [item for item in sections if {"address", "sslproxyhost"} & set(item.values)]


def _read_application(section: IniSection, file: str, builder: ImportBuilder) -> None:
    if section.value("username", "password", "clearpassword", "logonticket", "domain"):
        builder.add_dropped(DroppedItem.LOGIN)
    gateway = parse_host_and_port(section.value("sslproxyhost"), HTTPS)
    if gateway is not None and not section.value("sslproxyhost").startswith("*"):
        _add(builder, "https", gateway, section, file)
        return
    server = parse_host_and_port(section.value("address"), ICA)
    if server is None:
        builder.add_note(notes.LINE_LEFT_OUT, line=str(section.line))
    elif is_private_address(server[0]) or is_local_name(server[0]):
        builder.add_service(section.name or NAME, *server)
    else:
        _add(builder, "tcp", server, section, file)


def _add(builder: ImportBuilder, kind: str, endpoint: tuple[str, int], section: IniSection, file: str) -> None:
    if not any((item["host"], item["port"]) == endpoint for item in builder.gateways):
        builder.add_gateway(kind, gateway_name(section.name, file, endpoint[0], NAME), *endpoint)
