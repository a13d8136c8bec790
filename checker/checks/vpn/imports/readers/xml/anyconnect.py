"""Cisco AnyConnect (Secure Client) profiles: <AnyConnectProfile>.

Source: Cisco, "AnyConnect VPN Profile", Server List, and public profiles: alphagov's documentation of its VPN
(carrenza-secure.xml), the tests of openconnect-saml (BackupServerList, UserGroup).
"""

from checker.checks.vpn.imports import notes
from checker.checks.vpn.imports.builder import ImportBuilder
from checker.checks.vpn.imports.gateway_names import gateway_name
from checker.checks.vpn.imports.readers.xml.document import parse_document
from checker.checks.vpn.imports.refusals import no_gateway_in
from checker.checks.vpn.imports.text_fields import parse_host_and_port
from checker.net.xml_tree import XmlElement

FORMAT = "AnyConnect"
ROOT = "anyconnectprofile"
HTTPS, IKE = 443, 500


def read(raw: bytes, file: str) -> ImportBuilder:
    """An entry of the server list each, with its backup servers. Raises Unreadable."""
    builder = ImportBuilder()
    for entry in parse_document(raw, FORMAT).descendants("hostentry"):
        _read_entry(entry, file, builder)
    if not builder.gateways:
        raise no_gateway_in(FORMAT)
    if len(builder.gateways) > 1:
        builder.add_note(notes.CHOOSES)
    return builder


def _read_entry(entry: XmlElement, file: str, builder: ImportBuilder) -> None:
    """The address is optional there: without it the name is one."""
    written = entry.value("hostaddress") or entry.value("hostname")
    is_ipsec = entry.value("primaryprotocol").lower() == "ipsec"
    backups = [item.text.strip() for item in entry.find("backupserverlist", "hostaddress")]
    for at, address in enumerate([written, *backups]):
        endpoint = parse_host_and_port(address, IKE if is_ipsec else HTTPS)
        if endpoint is None:
            builder.add_note(notes.LINE_LEFT_OUT, line=str(entry.line))
            continue
        name = gateway_name(entry.value("hostname"), file, endpoint[0], "SSL VPN")
        ending = f" ({at + 1})" if at else ""
        table = builder.add_gateway("ikev2" if is_ipsec else "anyconnect", name + ending, *endpoint)
        if len(builder.gateways) > 1:
            table["required"] = False
