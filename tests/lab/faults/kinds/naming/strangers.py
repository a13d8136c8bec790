"""Addresses that names are led to in place of the company's, and what answers there."""

from tests.lab.faults.town import Town
from tests.net import servers

DEAD = "192.175.48.99"
"""Routed, and nobody's."""
STRANGER = "192.175.48.80"
"""A web server that knows nothing of the company, and refuses everything else."""
PAGE: dict[str, servers.Reply] = {"/": (200, {}, b"<!doctype html><title>Parked</title>")}


def nobody(town: Town, address: str = DEAD) -> str:
    """An address on the internet whose packets vanish; without it they go round until a router gives up."""
    town.on("internet", f"ip route replace blackhole {address}/32")
    return address


def stranger(town: Town, address: str = STRANGER) -> str:
    """Starts it on the internet; its address."""
    town.on("internet", f"ip addr add {address}/32 dev lo")
    leaf = town.certificates.leaf(town.certificates.public, "ads.example").certificate
    town.internet.hold("stranger", "internet", servers.http(PAGE, host=address, port=80))
    town.internet.hold("stranger", "internet", servers.http(PAGE, host=address, port=443, leaf=leaf))
    return address
