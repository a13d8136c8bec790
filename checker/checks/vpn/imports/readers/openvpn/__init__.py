"""OpenVPN's .ovpn: where its gateways are, and how its server authenticates. Source: openvpn(8), and its options.c."""

from checker.checks.vpn.imports import notes
from checker.checks.vpn.imports.builder import ImportBuilder
from checker.checks.vpn.imports.certificates import certificate_subject
from checker.checks.vpn.imports.gateway_names import gateway_name
from checker.checks.vpn.imports.readers.openvpn.connections import OpenVpnConnection, connections_of, randomised_host
from checker.checks.vpn.imports.readers.openvpn.keys import authority_certificates, wrapping_fields
from checker.checks.vpn.imports.readers.openvpn.lines import FORMAT, OpenVpnDirective, parse_lines
from checker.checks.vpn.imports.readers.openvpn.networks import add_networks
from checker.checks.vpn.imports.readers.openvpn.options import OPTIONS, Bearing
from checker.checks.vpn.imports.readers.openvpn.server_name import common_name
from checker.checks.vpn.imports.readers.openvpn.settings import OpenVpnSettings, SiblingReader, read_settings
from checker.checks.vpn.imports.refusals import STATIC_KEY, missing_file, no_gateway_in, unreadable_line
from checker.checks.vpn.imports.result import DroppedItem
from checker.checks.vpn.imports.text_fields import decode_text, has_only_carriage_returns, is_wide
from checker.checks.vpn.need import MAX_GATEWAYS
from checker.model.codec import Unreadable

_DROPPED_BY_NAME = {
    "cert": DroppedItem.USER_CERTIFICATE,
    "extra-certs": DroppedItem.USER_CERTIFICATE,
    "cryptoapicert": DroppedItem.USER_CERTIFICATE,
    "key": DroppedItem.USER_KEY,
    "pkcs12": DroppedItem.USER_KEY,
    "pkcs11-id": DroppedItem.USER_KEY,
    "pkcs11-providers": DroppedItem.USER_KEY,
}
"""All other personal options are a login."""
_SERVER_OPTIONS = tuple(name for name, option in OPTIONS.items() if option.bearing is Bearing.SERVER)
_MARKS = frozenset(("client", "tls-client", "connection", *_SERVER_OPTIONS))
_ENOUGH_OPTIONS = 3
"""So many of OpenVPN's words in a file that has no mark are a mark."""
_MAX_LINES_NAMED = 8


def is_openvpn(raw: bytes) -> bool:
    """Whether this is such a file: it names a remote, a client or a server, or has several of OpenVPN's words."""
    directives = parse_lines(_plain(raw), may_be_cut=True).directives
    if any((item.name in _MARKS and _is_whole(item)) or (item.name == "remote" and item.words) for item in directives):
        return True
    return len({item.name for item in directives if item.name in OPTIONS and _is_whole(item)}) >= _ENOUGH_OPTIONS


def read(raw: bytes, file: str, read_sibling: SiblingReader) -> ImportBuilder:
    """The gateways of the file; `read_sibling` gives the files that it refers to. Raises Unreadable."""
    builder = ImportBuilder()
    settings = read_settings(_plain(raw), read_sibling)
    if settings.has("secret"):
        raise Unreadable(STATIC_KEY)
    if _is_server(settings):
        raise no_gateway_in(FORMAT)
    connections = connections_of(settings)
    if not connections.entries:
        raise _nothing_to_connect_to(_plain(raw), settings)
    usable = list({_key(entry): entry for entry in reversed(connections.entries) if entry.is_usable}.values())[::-1]
    if not usable:
        raise unreadable_line(FORMAT, connections.entries[0].line, "remote")
    _add_gateways(usable, settings, file, builder, read_sibling)
    for entry in connections.entries:
        if not entry.is_usable:
            builder.add_note(notes.LINE_LEFT_OUT, line=str(entry.line))
    if settings.has("remote-random-hostname"):
        builder.add_note(notes.RANDOM_HOST)
    if any(entry.has_proxy for entry in connections.entries):
        builder.add_note(notes.PROXY)
    for name in settings.missing_includes:
        builder.add_note(notes.INCLUDE, file=name)
    _add_unreadable(raw, sorted({*settings.unreadable, *connections.unreadable}), builder)
    _add_left_out(settings.directives, builder)
    add_networks(settings, builder)
    return builder


def _plain(raw: bytes) -> bytes:
    """The bytes as OpenVPN would want them: UTF-8, lines ended by a line feed."""
    if is_wide(raw):
        return decode_text(raw).encode()
    return raw.replace(b"\r", b"\n") if has_only_carriage_returns(raw) else raw


def _is_whole(directive: OpenVpnDirective) -> bool:
    option = OPTIONS[directive.name]
    return directive.block is not None or option.least <= len(directive.words) <= option.most


def _is_server(settings: OpenVpnSettings) -> bool:
    mode = settings.last("mode")
    return settings.has("server", "server-bridge", "server-ipv6", "tls-server") or (
        mode is not None and mode.words == ("server",)
    )


def _key(entry: OpenVpnConnection) -> tuple[object, ...]:
    return (entry.host.lower(), entry.port_number, entry.transport)


def _nothing_to_connect_to(raw: bytes, settings: OpenVpnSettings) -> Unreadable:
    """Its `remote` is one that OpenVPN refuses, or stands in a file that is not there; or there is none."""
    lines = raw.decode("utf-8", "replace").split("\n")
    for number in sorted(set(settings.unreadable)):
        words = lines[number - 1].split(maxsplit=1) if number <= len(lines) else []
        if words and words[0].removeprefix("--") == "remote":
            return unreadable_line(FORMAT, number, "remote")
    if settings.missing_includes:
        return missing_file(FORMAT, settings.missing_includes[0])
    return no_gateway_in(FORMAT)


def _add_gateways(
    usable: list[OpenVpnConnection],
    settings: OpenVpnSettings,
    file: str,
    builder: ImportBuilder,
    read_sibling: SiblingReader,
) -> None:
    wrappings = [wrapping_fields(entry, settings, builder, read_sibling) for entry in usable[:MAX_GATEWAYS]]
    common_fields = {
        "ca": authority_certificates(settings, builder, read_sibling),
        "server_name": common_name(settings, builder),
    }
    person = certificate_subject((settings.last("cert") or OpenVpnDirective("cert")).block or "")
    name = gateway_name(_friendly_name(settings), file, usable[0].host, FORMAT, person=person)
    is_randomised = settings.has("remote-random-hostname")
    for at, (entry, wrapping) in enumerate(zip(usable, wrappings, strict=False)):
        port = entry.port_number or 0
        ending = f" ({entry.transport.upper()} {port})" if at else ""
        host = randomised_host(entry.host) if is_randomised else entry.host
        fields = {**wrapping, **common_fields}
        table = builder.add_gateway("openvpn", name + ending, host, port, transport=entry.transport, **fields)
        if at:
            table["required"] = False
            builder.add_note(notes.CHOOSES)
    if len(usable) > MAX_GATEWAYS:
        builder.add_note(notes.MORE_ALTERNATIVES, count=str(len(usable) - MAX_GATEWAYS))


def _friendly_name(settings: OpenVpnSettings) -> str:
    """OpenVPN Access Server and OpenVPN Connect name a profile so."""
    names = [
        directive.words[1]
        for directive in settings.directives
        if directive.name in ("setenv", "setenv-safe")
        and directive.words[:1] == ("FRIENDLY_NAME",)
        and directive.words[1:]
    ]
    return names[-1] if names else ""


def _add_unreadable(raw: bytes, lines: list[int], builder: ImportBuilder) -> None:
    if lines:
        more = " …" if len(lines) > _MAX_LINES_NAMED else ""
        builder.add_note(notes.LINES_REJECTED, lines=", ".join(map(str, lines[:_MAX_LINES_NAMED])) + more)
    if is_wide(raw) or has_only_carriage_returns(raw):
        builder.add_note(notes.NOT_AS_TEXT)


def _add_left_out(directives: list[OpenVpnDirective], builder: ImportBuilder) -> None:
    """Says which lines have a bearing, and are not taken."""
    without_ca = not any(item.name == "ca" for item in directives)
    unchecked = {item.name: None for item in directives if OPTIONS[item.name].bearing is Bearing.UNCHECKED}
    for directive in directives:
        bearing = OPTIONS[directive.name].bearing
        # `auth-user-pass` alone says that the client asks for both: there is nothing to leave behind
        if bearing is Bearing.PERSONAL and (directive.block is not None or directive.words):
            builder.add_dropped(_DROPPED_BY_NAME.get(directive.name, DroppedItem.LOGIN))
        if directive.name == "pkcs12" and without_ca:
            builder.add_note(notes.CA_PACKED)
        if bearing is Bearing.PROXY:
            builder.add_note(notes.PROXY)
    if unchecked:
        builder.add_note(notes.UNCHECKED, names=", ".join(unchecked))
