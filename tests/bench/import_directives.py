"""Of each kind of file: how many directives the import knows, takes and names, and how many it drops in silence.

Each is put into a file of its own, and the import with it is compared with the one without.
"""

from collections import Counter
from collections.abc import Iterator

from checker.checks.vpn.imports.importer import import_file
from checker.checks.vpn.imports.readers.openvpn.options import OPTIONS, Bearing
from checker.checks.vpn.imports.readers.wireguard_lines import APP_KEYS, DEVICE_KEYS, PEER_KEYS, QUICK_KEYS
from checker.model.codec import Unreadable
from tests.checks.vpn.imports.counterparts.openvpn_lines import CONTEXTS, LINES

_KEY = "AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI="
_WITHOUT_BEARING = (Bearing.NO_BEARING, Bearing.SERVER)
_WIREGUARD_VALUES = {
    "address": "10.7.0.5/24",
    "allowedips": "10.20.0.0/16",
    "dns": "10.20.0.1",
    "endpoint": "b.muster.example:51820",
    "fwmark": "7",
    "listenport": "51821",
    "mtu": "1280",
    "persistentkeepalive": "25",
    "presharedkey": _KEY,
    "privatekey": _KEY,
    "publickey": _KEY,
    "saveconfig": "true",
    "table": "off",
}
_RDP = {
    "full address": "s:b.muster.example",
    "alternate full address": "s:c.muster.example",
    "server port": "i:3390",
    "gatewayhostname": "s:rdg.muster.example",
    "gatewayusagemethod": "i:1",
    "gatewayprofileusagemethod": "i:0",
    "remoteapplicationname": "s:Lohn",
    "username": "s:anna",
    "domain": "s:MUSTER",
    "password 51": "b:01",
    "gatewayaccesstoken": "s:x",
}
_WIREGUARD_UNSEEN = (*APP_KEYS, "fwmark", "listenport", "mtu", "persistentkeepalive", "saveconfig", "table")
_WIREGUARD_UNSEEN += ("preup", "postup", "predown", "postdown")


def table() -> str:
    """Markdown."""
    rows = [
        "| kind of file | known | taken | named | seen by no stranger | dropped in silence |",
        "|---|---|---|---|---|---|",
    ]
    for kind, outcomes in (("OpenVPN", _openvpn()), ("WireGuard", _wireguard()), ("RDP", _rdp())):
        counts = Counter(outcomes)
        cells = [sum(counts.values()), *(counts[word] for word in ("taken", "named", "unseen", "silence"))]
        rows.append(f"| {kind} | {' | '.join(map(str, cells))} |")
    return "\n".join(rows)


def _openvpn() -> Iterator[str]:
    for name, option in OPTIONS.items():
        words = " ".join([name, *("7" for _ in range(max(option.least, 1)))])
        context = f"client\nremote a.muster.example\n{CONTEXTS.get(name, '')}"
        outcome = _outcome(context, f"{context}{LINES.get(name, words)}\n", "x.ovpn")
        is_unseen = option.bearing in _WITHOUT_BEARING or name == "ignore-unknown-option"
        yield "unseen" if outcome == "silence" and is_unseen else outcome


def _wireguard() -> Iterator[str]:
    for name in sorted(DEVICE_KEYS | QUICK_KEYS | APP_KEYS | PEER_KEYS):
        line = f"{name} = {_WIREGUARD_VALUES.get(name, '7')}\n"
        device, peer = ("", line) if name in PEER_KEYS else (line, "")
        without = _wireguard_file("" if name in ("privatekey",) else f"PrivateKey = {_KEY}\n", _peer(name))
        with_it = _wireguard_file(
            device + ("" if name == "privatekey" else f"PrivateKey = {_KEY}\n"), _peer(name) + peer
        )
        outcome = _outcome(without, with_it, "Muster.conf")
        yield "unseen" if outcome == "silence" and name in _WIREGUARD_UNSEEN else outcome


def _peer(name: str) -> str:
    lines = {"publickey": f"PublicKey = {_KEY}\n", "endpoint": "Endpoint = a.muster.example:51820\n"}
    if name == "address":
        lines["allowedips"] = "AllowedIPs = 0.0.0.0/0, 10.7.0.0/24\n"
    return "".join(line for key, line in lines.items() if key != name or key == "endpoint")


def _wireguard_file(device: str, peer: str) -> str:
    return f"[Interface]\n{device}[Peer]\n{peer}"


def _rdp() -> Iterator[str]:
    for name, value in _RDP.items():
        context = "full address:s:a.muster.example\n"
        if name.startswith("gateway"):
            context += "".join(
                f"{key}:{_RDP[key]}\n" for key in ("gatewayhostname", "gatewayusagemethod") if key != name
            )
        yield _outcome(context, f"{context}{name}:{value}\n", "Muster.rdp")


def _outcome(without: str, with_it: str, file: str) -> str:
    """`taken` into the table, `named` in a note, among what is left behind or in a refusal, or `silence`."""
    plain = _imported(without, file)
    changed = _imported(with_it, file)
    if plain[0] != changed[0] and changed[0] is not None:
        return "taken"
    return "silence" if plain == changed else "named"


def _imported(text: str, file: str) -> tuple[object, object]:
    try:
        result = import_file(text.encode(), file)
    except Unreadable as error:
        return None, error.refusal.kind
    tables = result.table
    for gateway in tables.get("vpn", {}).get("gateways", []):
        gateway.pop("probe_private_key_secret", None)
    return tables, (result.dropped, result.retained, tuple(note.render("en") for note in result.notes))
