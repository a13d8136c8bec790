"""WireGuard's .conf, as `wg-quick` and the apps write it. Source: wg(8), "CONFIGURATION FILE FORMAT"; wg-quick(8).

The employee's private key is never taken: a probe with it would make the server send that person's traffic here.
"""

import base64
import re
from collections.abc import Iterator

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from checker.checks.vpn.gateways.keys import parse_curve_key
from checker.checks.vpn.imports import notes
from checker.checks.vpn.imports.builder import ImportBuilder
from checker.checks.vpn.imports.refusals import no_gateway_in
from checker.checks.vpn.imports.result import DroppedItem, RetainedSecret
from checker.checks.vpn.imports.text_fields import name_from_file, parse_host_and_port

FORMAT = "WireGuard"
PORT = 51820
_FORMAT_MARK = re.compile(r"^[ \t]*\[(?:interface|peer)\][ \t]*(?:#.*)?$", re.IGNORECASE | re.MULTILINE)
Section = tuple[str, dict[str, list[str]]]


def is_wireguard(text: str) -> bool:
    """Whether this is such a file."""
    return _FORMAT_MARK.search(text) is not None


def read(text: str, file: str) -> ImportBuilder:
    """A gateway for each peer with an address. Raises Unreadable."""
    builder = ImportBuilder()
    name = name_from_file(file, FORMAT)
    for kind, settings in _parse_sections(text):
        if kind == "interface":
            _read_interface(settings, builder)
        elif kind == "peer":
            _read_peer(settings, name if not builder.gateways else f"{name} ({len(builder.gateways) + 1})", builder)
    if not builder.gateways:
        raise no_gateway_in(FORMAT)
    builder.add_note(notes.PROBE_PEER)
    return builder


def _read_interface(settings: dict[str, list[str]], builder: ImportBuilder) -> None:
    if settings.get("privatekey"):
        builder.add_dropped(DroppedItem.WIREGUARD_KEY)
    for server in settings.get("dns", []):
        builder.add_dns_server(server)


def _read_peer(settings: dict[str, list[str]], name: str, builder: ImportBuilder) -> None:
    if settings.get("presharedkey"):
        builder.add_dropped(DroppedItem.PRESHARED_KEY)
    endpoint = parse_host_and_port((settings.get("endpoint") or [""])[-1], PORT)
    if endpoint is None:
        builder.add_note(notes.NO_ENDPOINT)
        return
    key = (settings.get("publickey") or [""])[-1]
    if not _is_key(key):
        builder.add_note(notes.NO_SERVER_KEY)
        key = ""
    private = base64.b64encode(X25519PrivateKey.generate().private_bytes_raw()).decode()
    builder.add_gateway("wireguard", name, *endpoint, server_public_key=key, probe_private_key_secret=private)
    builder.add_retained(RetainedSecret.PROBE_KEY)
    for network in settings.get("allowedips", []):
        builder.add_network(network)


def public_key_of(private: str) -> str:
    """The public half of a private key, both in base64. Raises ValueError."""
    key = X25519PrivateKey.from_private_bytes(parse_curve_key(private))
    return base64.b64encode(key.public_key().public_bytes_raw()).decode()


def _is_key(text: str) -> bool:
    try:
        return bool(parse_curve_key(text))
    except ValueError:
        return False


def _parse_sections(text: str) -> Iterator[Section]:
    """Keys in small letters; what stands in a list, or twice, is one list."""
    kind, settings = "", dict[str, list[str]]()
    for line in text.split("\n"):
        plain = line.partition("#")[0].strip()
        if plain.startswith("[") and plain.endswith("]"):
            yield kind, settings
            kind, settings = plain[1:-1].strip().lower(), {}
        elif "=" in plain:
            key, _, value = plain.partition("=")
            values = [part.strip() for part in value.split(",") if part.strip()]
            settings.setdefault(key.strip().lower(), []).extend(values)
    yield kind, settings
