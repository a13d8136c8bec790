"""WireGuard's .conf, as `wg-quick` and the apps write it. Source: wg(8), "CONFIGURATION FILE FORMAT"; wg-quick(8).

The employee's private key is never taken: a probe with it would make the server send that person's traffic here.
"""

import base64
import re

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from checker.checks.vpn.gateways.keys import parse_curve_key
from checker.checks.vpn.imports import notes
from checker.checks.vpn.imports.builder import ImportBuilder
from checker.checks.vpn.imports.gateway_names import gateway_name
from checker.checks.vpn.imports.readers.wireguard_lines import (
    WireGuardLines,
    WireGuardSection,
    is_key,
    parse_endpoint,
    parse_lines,
)
from checker.checks.vpn.imports.refusals import AMNEZIA, WARP, no_gateway_in
from checker.checks.vpn.imports.result import DroppedItem, RetainedSecret
from checker.checks.vpn.need import MAX_GATEWAYS
from checker.model.codec import Unreadable
from checker.model.failure import Refusal
from checker.model.text import LANGUAGES

FORMAT = "WireGuard"
_FORMAT_MARK = re.compile(r"^[ \t]*\[[ \t]*(?:interface|peer)[ \t]*\][ \t]*(?:#.*)?$", re.IGNORECASE | re.MULTILINE)
_OTHER_FORMAT = re.compile(r"^[ \t]*(?:remote[ \t]|\[[ \t]*(?:config|connection|profile)[0-9]*[ \t]*\])", re.I | re.M)
_WIREGUARD_KEY = re.compile(
    r"^[ \t]*(?:publickey|privatekey|endpoint|allowedips|address|listenport)[ \t]*=", re.I | re.M
)
_AMNEZIA_HEADERS = ("h1", "h2", "h3", "h4")
_AMNEZIA_SIZES = ("s1", "s2", "s3", "s4")
_WARP_HOST = re.compile(r"(?:^|\.)cloudflareclient\.com$", re.IGNORECASE)
_MAX_LINES_NAMED = 8


def is_wireguard(text: str) -> bool:
    """Whether this is such a file."""
    return _FORMAT_MARK.search(text) is not None and (
        _WIREGUARD_KEY.search(text) is not None or _OTHER_FORMAT.search(text) is None
    )


def read(text: str, file: str) -> ImportBuilder:
    """A gateway for each peer with an address. Raises Unreadable."""
    lines = parse_lines(text)
    _raise_for_relative(lines)
    builder = ImportBuilder()
    for section in lines.sections:
        if section.kind == "interface":
            _read_interface(section, builder)
    peers = _peers(lines)
    left_out = [peer for peer in peers if not _read_peer(peer, file, builder)]
    if not builder.gateways:
        wrong = [peer.lines["endpoint"] for peer in left_out if "endpoint" in peer.lines]
        raise _no_endpoint(wrong[0]) if wrong else no_gateway_in(FORMAT)
    builder.add_note(notes.PROBE_PEER)
    named = {peer.lines["endpoint"] for peer in left_out if peer.last("endpoint")}
    if rejected := [line for line in lines.rejected if line not in named]:
        more = " …" if len(rejected) > _MAX_LINES_NAMED else ""
        builder.add_note(notes.WG_REJECTS, lines=", ".join(map(str, rejected[:_MAX_LINES_NAMED])) + more)
    return builder


def _raise_for_relative(lines: WireGuardLines) -> None:
    """AmneziaWG changes the packets' type and size; with the usual types and no padding it is plain WireGuard."""
    for section in lines.sections:
        types = [section.last(key) or str(at) for at, key in enumerate(_AMNEZIA_HEADERS, 1)]
        if types != ["1", "2", "3", "4"] or any(section.last(key) not in ("", "0") for key in _AMNEZIA_SIZES):
            raise Unreadable(AMNEZIA)
        endpoint = parse_endpoint(section.last("endpoint"))
        if "reserved" in section.values or (endpoint and _WARP_HOST.search(endpoint[0])):
            raise Unreadable(WARP)


def _peers(lines: WireGuardLines) -> list[WireGuardSection]:
    """Sections with the same public key are one peer, in which the later one counts."""
    peers: dict[str, WireGuardSection] = {}
    for at, section in enumerate(lines.sections):
        if section.kind == "peer":
            key = section.last("publickey") or f"#{at}"
            earlier = peers.get(key, section)
            peers[key] = WireGuardSection(
                "peer", {**earlier.values, **section.values}, {**earlier.lines, **section.lines}
            )
    return list(peers.values())


def _read_interface(section: WireGuardSection, builder: ImportBuilder) -> None:
    if section.last("privatekey"):
        builder.add_dropped(DroppedItem.WIREGUARD_KEY)
    for address in section.parts("address"):
        builder.add_tunnel_address(address)
    for server in section.parts("dns"):
        builder.add_dns_server(server)


def _read_peer(section: WireGuardSection, file: str, builder: ImportBuilder) -> bool:
    """False where it is left out."""
    if section.last("presharedkey"):
        builder.add_dropped(DroppedItem.PRESHARED_KEY)
    endpoint = parse_endpoint(section.last("endpoint"))
    if endpoint is None:
        _note_endpoint(section, builder)
        return False
    if len(builder.gateways) >= MAX_GATEWAYS:
        builder.add_note(notes.MORE_PEERS)
        return True
    key = section.last("publickey")
    if not is_key(key):
        builder.add_note(notes.NO_SERVER_KEY)
        key = ""
    private = base64.b64encode(X25519PrivateKey.generate().private_bytes_raw()).decode()
    name = gateway_name("", file, endpoint[0], FORMAT)
    if builder.gateways:
        name = f"{name} ({len(builder.gateways) + 1})"
    builder.add_gateway("wireguard", name, *endpoint, server_public_key=key, probe_private_key_secret=private)
    builder.add_retained(RetainedSecret.PROBE_KEY)
    for network in section.parts("allowedips"):
        builder.add_network(network.lstrip("+-"))
    return True


def _note_endpoint(section: WireGuardSection, builder: ImportBuilder) -> None:
    if section.last("endpoint"):
        builder.add_note(notes.ENDPOINT, line=str(section.lines["endpoint"]))
    else:
        builder.add_note(notes.NO_ENDPOINT)


def _no_endpoint(line: int) -> Unreadable:
    text = {language: notes.ENDPOINT.render(language, line=str(line)) for language in LANGUAGES}
    return Unreadable(Refusal(kind="import-damaged", de=text["de"], en=text["en"]), f"line {line}: Endpoint")


def public_key_of(private: str) -> str:
    """The public half of a private key, both in base64. Raises ValueError."""
    key = X25519PrivateKey.from_private_bytes(parse_curve_key(private))
    return base64.b64encode(key.public_key().public_bytes_raw()).decode()
