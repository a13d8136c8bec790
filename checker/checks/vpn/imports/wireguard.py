"""WireGuard's .conf, as `wg-quick` and the apps write it. Source: wg(8), "CONFIGURATION FILE FORMAT"; wg-quick(8).

The employee's private key is never taken: a probe with it would make the server send that person's traffic here.
"""

import base64
import re
from collections.abc import Iterator

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from checker.checks.vpn.imports import notes
from checker.checks.vpn.imports.found import Found
from checker.checks.vpn.imports.imported import Dropped, Kept
from checker.checks.vpn.imports.refusals import nothing_in
from checker.checks.vpn.imports.words import host_and_port, name_of_file
from checker.checks.vpn.keys import curve_key

FORMAT = "WireGuard"
PORT = 51820
_LOOKS = re.compile(r"^[ \t]*\[(?:interface|peer)\][ \t]*(?:#.*)?$", re.IGNORECASE | re.MULTILINE)
Section = tuple[str, dict[str, list[str]]]


def looks(text: str) -> bool:
    """Whether this is such a file."""
    return _LOOKS.search(text) is not None


def read(text: str, file: str) -> Found:
    """A gateway for each peer with an address. Raises Unreadable."""
    found = Found()
    name = name_of_file(file, FORMAT)
    for kind, said in _sections(text):
        if kind == "interface":
            _interface(said, found)
        elif kind == "peer":
            _peer(said, name if not found.gateways else f"{name} ({len(found.gateways) + 1})", found)
    if not found.gateways:
        raise nothing_in(FORMAT)
    found.note(notes.PROBE_PEER)
    return found


def _interface(said: dict[str, list[str]], found: Found) -> None:
    if said.get("privatekey"):
        found.drop(Dropped.WIREGUARD_KEY)
    for server in said.get("dns", []):
        found.dns(server)


def _peer(said: dict[str, list[str]], name: str, found: Found) -> None:
    if said.get("presharedkey"):
        found.drop(Dropped.PRESHARED_KEY)
    place = host_and_port((said.get("endpoint") or [""])[-1], PORT)
    if place is None:
        found.note(notes.NO_ENDPOINT)
        return
    key = (said.get("publickey") or [""])[-1]
    if not _is_key(key):
        found.note(notes.NO_SERVER_KEY)
        key = ""
    private = base64.b64encode(X25519PrivateKey.generate().private_bytes_raw()).decode()
    found.gateway("wireguard", name, *place, server_public_key=key, probe_private_key_secret=private)
    found.keep(Kept.PROBE_KEY)
    for network in said.get("allowedips", []):
        found.network(network)


def public_of(private: str) -> str:
    """The public half of a private key, both in base64. Raises ValueError."""
    key = X25519PrivateKey.from_private_bytes(curve_key(private))
    return base64.b64encode(key.public_key().public_bytes_raw()).decode()


def _is_key(text: str) -> bool:
    try:
        return bool(curve_key(text))
    except ValueError:
        return False


def _sections(text: str) -> Iterator[Section]:
    """Keys in small letters; what stands in a list, or twice, is one list."""
    kind, said = "", dict[str, list[str]]()
    for line in text.split("\n"):
        plain = line.partition("#")[0].strip()
        if plain.startswith("[") and plain.endswith("]"):
            yield kind, said
            kind, said = plain[1:-1].strip().lower(), {}
        elif "=" in plain:
            key, _, value = plain.partition("=")
            values = [part.strip() for part in value.split(",") if part.strip()]
            said.setdefault(key.strip().lower(), []).extend(values)
    yield kind, said
