"""A VPN that is up: WireGuard between the PC and a server somewhere, as the PC's own VPN program would have it."""

import os
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from tests.lab.faults.layout import ROUTER_LAN
from tests.lab.faults.town import Town
from tests.lab.vpn_servers import need_program, private_text, public_text

PORT = 51900
NETWORK, CLIENT = "10.93.7.1/24", "10.93.7.2"


def tunnel(town: Town, where: str, server: str, *networks: str) -> None:
    """From the PC to `server` in the namespace `where`, which translates; it carries these networks."""
    need_program("wireguard-go")
    keys = {end: X25519PrivateKey.generate() for end in ("pc", where)}
    other_end = {"pc": where, where: "pc"}
    more = {"pc": ["endpoint", f"{server}:{PORT}", "allowed-ips", "0.0.0.0/0"], where: ["allowed-ips", f"{CLIENT}/32"]}
    for end, address in (("pc", f"{CLIENT}/24"), (where, NETWORK)):
        device = f"{end[:2]}-vpn{os.getpid()}"
        town.start(end, "wireguard-go", "-f", device, ready=Path(f"/var/run/wireguard/{device}.sock").exists)
        file = town.key_file(private_text(keys[end]))
        port = ["listen-port", str(PORT)] if end == where else []
        peer = ["peer", public_text(keys[other_end[end]]), *more[end]]
        town.on(
            end,
            " ".join(["wg", "set", device, *port, "private-key", str(file), *peer]),
            f"ip addr add {address} dev {device}",
            f"ip link set {device} up",
        )
        if end == "pc":
            town.on("pc", f"ip route add {server} via {ROUTER_LAN}")
            town.on("pc", *(f"ip route add {network} dev {device}" for network in networks))
    town.rules(where, f"ip saddr {CLIENT} masquerade", hook="postrouting", kind="nat")
