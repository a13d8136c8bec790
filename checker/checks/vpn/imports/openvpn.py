"""OpenVPN's .ovpn: where its gateways are, and how its server shows who it is. Source: openvpn(8), 2.6."""

import ipaddress
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

from checker.checks.vpn.imports import notes
from checker.checks.vpn.imports.found import Found
from checker.checks.vpn.imports.imported import Dropped
from checker.checks.vpn.imports.openvpn_keys import Beside, authority, last, wrapping
from checker.checks.vpn.imports.openvpn_lines import FORMAT, Directive, directives
from checker.checks.vpn.imports.refusals import STATIC_KEY, TOO_MANY, damaged, nothing_in
from checker.checks.vpn.imports.words import is_host, name_of_file, port_of
from checker.model.codec import Unreadable

PORT = "1194"
MOST = 64
"""OpenVPN itself takes as many (CONNECTION_LIST_SIZE); a profile takes fewer."""
_SECRET = {
    "cert": Dropped.USER_CERTIFICATE,
    "extra-certs": Dropped.USER_CERTIFICATE,
    "key": Dropped.USER_KEY,
    "pkcs12": Dropped.USER_KEY,
    "askpass": Dropped.LOGIN,
    "http-proxy-user-pass": Dropped.LOGIN,
    "auth-user-pass": Dropped.LOGIN,
    "auth-token": Dropped.LOGIN,
}
_LOOKS = re.compile(r"^[ \t]*(?:remote[ \t]+\S|client[ \t]*$|tls-client\b|<connection>)", re.MULTILINE)


class Remote(NamedTuple):
    """One address that the client tries."""

    host: str
    port: int
    transport: str


def looks(text: str) -> bool:
    """Whether this is such a file: it names a remote, or says that it is a client."""
    return _LOOKS.search(text) is not None


def read(text: str, file: str, beside: Beside) -> Found:
    """The gateways of the file; `beside` gives the files that it refers to. Raises Unreadable."""
    said = list(directives(text))
    if last(said, "secret") is not None:
        raise Unreadable(STATIC_KEY)
    remotes = list(dict.fromkeys(islice(_remotes(said), MOST)))
    if not remotes:
        raise nothing_in(FORMAT)
    if len(remotes) == MOST:
        raise Unreadable(TOO_MANY)
    found = Found()
    more = {**wrapping(said, found, beside), "ca": authority(said, found, beside), "server_name": _name(said, found)}
    name = _friendly(said) or name_of_file(file, FORMAT)
    for at, remote in enumerate(remotes):
        ending = f" ({remote.transport.upper()} {remote.port})" if at else ""
        table = found.gateway("openvpn", name + ending, remote.host, remote.port, transport=remote.transport, **more)
        if at:
            table["required"] = False
            found.note(notes.CHOOSES)
    _secrets(said, found)
    _networks(said, found)
    return found


def _remotes(said: Sequence[Directive]) -> Iterator[Remote]:
    """<connection> blocks, and remotes outside of them, which OpenVPN passes over where there are blocks."""
    blocks = [list(directives(one.block)) for one in said if one.name == "connection" and one.block is not None]
    for inside in blocks or [list(said)]:
        for one in inside:
            if one.name == "remote" and one.words:
                yield _remote(one.words, inside, said)


def _remote(words: tuple[str, ...], inside: Sequence[Directive], said: Sequence[Directive]) -> Remote:
    port = words[1] if len(words) > 1 else _word(inside, said, PORT, "rport", "port")
    proto = words[2] if len(words) > 2 else _word(inside, said, "udp", "proto")
    number = port_of(port)
    if not is_host(words[0]) or number is None or not re.match(r"(?:udp|tcp)", proto, re.IGNORECASE):
        raise damaged(FORMAT, "remote")
    return Remote(words[0], number, proto[:3].lower())


def _word(inside: Sequence[Directive], said: Sequence[Directive], usual: str, *names: str) -> str:
    for place in (inside, said):
        for name in names:
            if (one := last(place, name)) is not None and one.words:
                return one.words[0]
    return usual


def _friendly(said: Sequence[Directive]) -> str:
    """OpenVPN Access Server and OpenVPN Connect name a profile so."""
    named = [one.words[1:2] for one in said if one.name == "setenv" and one.words[:1] == ("FRIENDLY_NAME",)]
    return "".join(named[-1]) if named else ""


def _name(said: Sequence[Directive], found: Found) -> str:
    """The common name that the server's certificate must have; a rule for anything else cannot be said in a profile."""
    one = last(said, "verify-x509-name")
    if one is None or not one.words:
        return ""
    name, kind = one.words[0], one.words[1] if len(one.words) > 1 else "subject"
    if kind == "name":
        return name
    common = re.search(r"(?:^|[,/]\s*)CN\s*=\s*([^,/]+)", name) if kind == "subject" else None
    if common is None:
        found.note(notes.NAME_RULE)
    return common[1].strip() if common else ""


def _secrets(said: Sequence[Directive], found: Found) -> None:
    without_ca = last(said, "ca") is None
    for one in said:
        # `auth-user-pass` alone says that the client asks for both: there is nothing to leave behind
        if one.name in _SECRET and (one.block is not None or one.words):
            found.drop(_SECRET[one.name])
        if one.name == "pkcs12" and without_ca:
            found.note(notes.CA_PACKED)
        if one.name in ("http-proxy", "socks-proxy"):
            found.note(notes.PROXY)


def _networks(said: Sequence[Directive], found: Found) -> None:
    for one in said:
        words: Any = one.words
        if one.name == "redirect-gateway":
            found.all_traffic()
        elif one.name == "route" and words and "net_gateway" not in words:
            found.network(f"{words[0]}/{words[1] if len(words) > 1 else '255.255.255.255'}")
        elif one.name == "route-ipv6" and words and "net_gateway_ipv6" not in words:
            found.network(words[0])
        elif one.name == "dhcp-option" and words[:1] in (("DNS",), ("DNS6",)) and words[1:]:
            found.dns(words[1])
        elif one.name == "dns" and words[:1] == ("server",) and words[2:3] == ("address",):
            for address in words[3:]:
                found.dns(_bare(address))


def _bare(address: str) -> str:
    """`10.1.0.1:53` and `[fd00::1]:53` without their port."""
    plain = address.strip("[]")
    try:
        return str(ipaddress.ip_address(plain))
    except ValueError:
        return address.rpartition(":")[0].strip("[]")
