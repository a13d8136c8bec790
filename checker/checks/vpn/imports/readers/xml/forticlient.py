"""FortiClient's configuration: <forticlient_configuration>, as a backup (.conf) or for distribution.

Source: docs.fortinet.com, "FortiClient XML Reference Guide", SSL VPN and IPsec VPN; samples of public repositories.
"""

from checker.checks.vpn.imports import notes
from checker.checks.vpn.imports.builder import ImportBuilder
from checker.checks.vpn.imports.gateway_names import gateway_name
from checker.checks.vpn.imports.readers.xml.document import parse_document
from checker.checks.vpn.imports.refusals import no_gateway_in
from checker.checks.vpn.imports.result import DroppedItem
from checker.checks.vpn.imports.text_fields import parse_host_and_port, parse_port
from checker.net.xml_tree import XmlElement

FORMAT = "FortiClient"
ROOT = "forticlient_configuration"
HTTPS, IKE = 443, 500


def read(raw: bytes, file: str) -> ImportBuilder:
    """Every connection; of its servers the first counts, the others are substitutes. Raises Unreadable."""
    builder = ImportBuilder()
    tree = parse_document(raw, FORMAT)
    for connection in tree.descendants("connection"):
        settings = next(connection.find("ike_settings"), None)
        if settings is not None:
            _add(
                connection,
                settings.value("server"),
                "ikev2" if settings.value("version") == "2" else "ikev1",
                file,
                builder,
            )
            if any(settings.descendants("preshared_key")):
                builder.add_dropped(DroppedItem.SHARED_SECRET)
        elif connection.value("server"):
            _add(connection, connection.value("server"), "fortinet", file, builder)
        if connection.value("username"):
            builder.add_dropped(DroppedItem.LOGIN)
    if not builder.gateways:
        raise no_gateway_in(FORMAT)
    return builder


def _add(connection: XmlElement, written: str, kind: str, file: str, builder: ImportBuilder) -> None:
    default = (parse_port(connection.value("port")) or HTTPS) if kind == "fortinet" else IKE
    for at, address in enumerate(part for part in written.split(";") if part.strip()):
        endpoint = parse_host_and_port(address, default)
        if endpoint is None:
            builder.add_note(notes.LINE_LEFT_OUT, line=str(connection.line))
            continue
        name = gateway_name(connection.value("name"), file, endpoint[0], "SSL VPN")
        table = builder.add_gateway(kind, f"{name} ({at + 1})" if at else name, *endpoint)
        if at:
            table["required"] = False
            builder.add_note(notes.CHOOSES)
