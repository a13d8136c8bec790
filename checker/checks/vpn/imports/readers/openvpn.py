"""OpenVPN's .ovpn: where its gateways are, and how its server authenticates. Source: openvpn(8), 2.6."""

import ipaddress
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from checker.checks.vpn.imports import notes
from checker.checks.vpn.imports.builder import ImportBuilder
from checker.checks.vpn.imports.readers.openvpn_directives import FORMAT, OpenVpnDirective, parse_directives
from checker.checks.vpn.imports.readers.openvpn_keys import (
    SiblingReader,
    authority_certificates,
    last_directive,
    wrapping_fields,
)
from checker.checks.vpn.imports.refusals import STATIC_KEY, TOO_MANY, damaged_file, no_gateway_in
from checker.checks.vpn.imports.result import DroppedItem
from checker.checks.vpn.imports.text_fields import is_host, name_from_file, parse_port
from checker.model.codec import Unreadable

PORT = "1194"
MAX_REMOTES = 64
"""OpenVPN itself takes as many (CONNECTION_LIST_SIZE); a profile takes fewer."""
_SECRET = {
    "cert": DroppedItem.USER_CERTIFICATE,
    "extra-certs": DroppedItem.USER_CERTIFICATE,
    "key": DroppedItem.USER_KEY,
    "pkcs12": DroppedItem.USER_KEY,
    "askpass": DroppedItem.LOGIN,
    "http-proxy-user-pass": DroppedItem.LOGIN,
    "auth-user-pass": DroppedItem.LOGIN,
    "auth-token": DroppedItem.LOGIN,
}
_FORMAT_MARK = re.compile(r"^[ \t]*(?:remote[ \t]+\S|client[ \t]*$|tls-client\b|<connection>)", re.MULTILINE)


class OpenVpnRemote(NamedTuple):
    """One address that the client tries."""

    host: str
    port: int
    transport: str


def is_openvpn(text: str) -> bool:
    """Whether this is such a file: it names a remote, or declares a client."""
    return _FORMAT_MARK.search(text) is not None


def read(text: str, file: str, read_sibling: SiblingReader) -> ImportBuilder:
    """The gateways of the file; `read_sibling` gives the files that it refers to. Raises Unreadable."""
    settings = list(parse_directives(text))
    if last_directive(settings, "secret") is not None:
        raise Unreadable(STATIC_KEY)
    remotes = list(dict.fromkeys(islice(_remotes(settings), MAX_REMOTES)))
    if not remotes:
        raise no_gateway_in(FORMAT)
    if len(remotes) == MAX_REMOTES:
        raise Unreadable(TOO_MANY)
    builder = ImportBuilder()
    common_fields = {
        **wrapping_fields(settings, builder, read_sibling),
        "ca": authority_certificates(settings, builder, read_sibling),
        "server_name": _common_name(settings, builder),
    }
    name = _friendly_name(settings) or name_from_file(file, FORMAT)
    for at, remote in enumerate(remotes):
        ending = f" ({remote.transport.upper()} {remote.port})" if at else ""
        table = builder.add_gateway(
            "openvpn", name + ending, remote.host, remote.port, transport=remote.transport, **common_fields
        )
        if at:
            table["required"] = False
            builder.add_note(notes.CHOOSES)
    _drop_secrets(settings, builder)
    _add_networks(settings, builder)
    return builder


def _remotes(settings: Sequence[OpenVpnDirective]) -> Iterator[OpenVpnRemote]:
    """<connection> blocks, and remotes outside of them, which OpenVPN passes over where there are blocks."""
    blocks = [
        list(parse_directives(directive.block))
        for directive in settings
        if directive.name == "connection" and directive.block is not None
    ]
    for section in blocks or [list(settings)]:
        for directive in section:
            if directive.name == "remote" and directive.words:
                yield _remote(directive.words, section, settings)


def _remote(
    words: tuple[str, ...], section: Sequence[OpenVpnDirective], settings: Sequence[OpenVpnDirective]
) -> OpenVpnRemote:
    port = words[1] if len(words) > 1 else _first_word(section, settings, PORT, "rport", "port")
    proto = words[2] if len(words) > 2 else _first_word(section, settings, "udp", "proto")
    number = parse_port(port)
    if not is_host(words[0]) or number is None or not re.match(r"(?:udp|tcp)", proto, re.IGNORECASE):
        raise damaged_file(FORMAT, "remote")
    return OpenVpnRemote(words[0], number, proto[:3].lower())


def _first_word(
    section: Sequence[OpenVpnDirective], settings: Sequence[OpenVpnDirective], default: str, *names: str
) -> str:
    for scope in (section, settings):
        for name in names:
            if (directive := last_directive(scope, name)) is not None and directive.words:
                return directive.words[0]
    return default


def _friendly_name(settings: Sequence[OpenVpnDirective]) -> str:
    """OpenVPN Access Server and OpenVPN Connect name a profile so."""
    names = [
        directive.words[1:2]
        for directive in settings
        if directive.name == "setenv" and directive.words[:1] == ("FRIENDLY_NAME",)
    ]
    return "".join(names[-1]) if names else ""


def _common_name(settings: Sequence[OpenVpnDirective], builder: ImportBuilder) -> str:
    """The common name that the server's certificate must have; a rule for anything else has no place in a profile."""
    directive = last_directive(settings, "verify-x509-name")
    if directive is None or not directive.words:
        return ""
    name, kind = directive.words[0], directive.words[1] if len(directive.words) > 1 else "subject"
    if kind == "name":
        return name
    common = re.search(r"(?:^|[,/]\s*)CN\s*=\s*([^,/]+)", name) if kind == "subject" else None
    if common is None:
        builder.add_note(notes.NAME_RULE)
    return common[1].strip() if common else ""


def _drop_secrets(settings: Sequence[OpenVpnDirective], builder: ImportBuilder) -> None:
    without_ca = last_directive(settings, "ca") is None
    for directive in settings:
        # `auth-user-pass` alone says that the client asks for both: there is nothing to leave behind
        if directive.name in _SECRET and (directive.block is not None or directive.words):
            builder.add_dropped(_SECRET[directive.name])
        if directive.name == "pkcs12" and without_ca:
            builder.add_note(notes.CA_PACKED)
        if directive.name in ("http-proxy", "socks-proxy"):
            builder.add_note(notes.PROXY)


def _add_networks(settings: Sequence[OpenVpnDirective], builder: ImportBuilder) -> None:
    for directive in settings:
        add = _NETWORK_DIRECTIVES.get(directive.name)
        if add is not None:
            add(directive.words, builder)


def _add_all_traffic(_words: tuple[str, ...], builder: ImportBuilder) -> None:
    builder.set_all_traffic()


def _add_route(words: tuple[str, ...], builder: ImportBuilder) -> None:
    if words and "net_gateway" not in words:
        builder.add_network(f"{words[0]}/{words[1] if len(words) > 1 else '255.255.255.255'}")


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


_NETWORK_DIRECTIVES: dict[str, Callable[[tuple[str, ...], ImportBuilder], None]] = {
    "redirect-gateway": _add_all_traffic,
    "route": _add_route,
    "route-ipv6": _add_ipv6_route,
    "dhcp-option": _add_dhcp_option,
    "dns": _add_dns,
}


def _without_port(address: str) -> str:
    """`10.1.0.1:53` and `[fd00::1]:53` without their port."""
    plain = address.strip("[]")
    try:
        return str(ipaddress.ip_address(plain))
    except ValueError:
        return address.rpartition(":")[0].strip("[]")
