"""Gathers what one file says while it is read, and makes tables of it that a profile takes."""

import ipaddress
from typing import Any

from checker.checks.vpn.imports import notes
from checker.checks.vpn.imports.imported import Dropped, Imported, Kept, Note
from checker.checks.vpn.imports.words import is_host, name_of
from checker.model.text import Text

INSIDE = [
    ipaddress.ip_network(one) for one in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7")
]
"""Networks that a company uses inside (RFC 1918, RFC 6598, RFC 4193): only such a one can collide with a home's."""
NETWORKS = 40
SERVICES = 12
DNS_PORT = 53
_WHOLE = 1
"""0.0.0.0/0, or its two halves as many clients write it."""


class Found:
    """Mutable while one file is read; `done` makes the result."""

    def __init__(self) -> None:
        self.gateways: list[dict[str, Any]] = []
        self.services: list[dict[str, Any]] = []
        self._networks: list[str] = []
        self._dropped: dict[Dropped, None] = {}
        self._kept: dict[Kept, None] = {}
        self._notes: dict[str, Note] = {}
        self._all_traffic = False

    def gateway(self, kind: str, name: str, host: str, port: int, **more: Any) -> dict[str, Any]:
        """Adds one; returns its table. What is empty is left out."""
        table = {"kind": kind, "name": name_of(name, kind), "host": host, "port": port}
        table |= {key: value for key, value in more.items() if value not in ("", None)}
        self.gateways.append(table)
        return table

    def service(self, name: str, host: str, port: int) -> None:
        """Adds a server behind the VPN: nobody's work ends when it is silent, so it is not required."""
        room = len(self.services) < SERVICES
        if room and is_host(host) and not any((one["host"], one["port"]) == (host, port) for one in self.services):
            self.services.append({"name": name_of(name, host), "host": host, "port": port, "required": False})

    def dns(self, address: str) -> None:
        """A DNS server that the tunnel brings. One in the internet says nothing of the company's network."""
        if is_inside(address):
            self.service("DNS", address, DNS_PORT)
            self.note(notes.DNS)

    def network(self, written: str) -> None:
        """A network behind the tunnel. All of the internet is none; what is no network is passed over."""
        try:
            network = ipaddress.ip_network(written.strip(), strict=False)
        except ValueError:
            return
        if network.prefixlen <= _WHOLE:
            self.all_traffic()
        elif _is_part_of_inside(network) and str(network) not in self._networks and len(self._networks) < NETWORKS:
            self._networks.append(str(network))

    def all_traffic(self) -> None:
        """The tunnel takes everything, so the file may not tell which networks are the company's."""
        self._all_traffic = True

    def drop(self, *what: Dropped) -> None:
        """This was in the file, and is not taken."""
        self._dropped.update(dict.fromkeys(what))

    def keep(self, what: Kept) -> None:
        """This secret is taken, since the probe needs it."""
        self._kept[what] = None

    def note(self, text: Text, **values: str) -> None:
        """Said once, however often it comes."""
        note = Note(text=text, values={key: name_of(value, "?") for key, value in values.items()})
        self._notes.setdefault(note.say("en"), note)

    def take(self, other: "Found") -> None:
        """All that another reading found."""
        self.gateways += other.gateways
        for one in other.services:
            self.service(one["name"], one["host"], one["port"])
        self._networks += [one for one in other._networks if one not in self._networks]
        self._dropped |= other._dropped
        self._kept |= other._kept
        self._notes |= other._notes
        self._all_traffic |= other._all_traffic

    def done(self) -> Imported:
        """Tables still without ids: merge.py gives them, over all files."""
        table: dict[str, dict[str, Any]] = {}
        if self._all_traffic and not self._networks:
            self.note(notes.ALL_TRAFFIC)
        if self._networks:
            table["network"] = {"company_networks": self._networks}
        vpn = {"gateways": self.gateways, "services": self.services}
        table["vpn"] = {key: value for key, value in vpn.items() if value}
        return Imported(
            table=table, dropped=tuple(self._dropped), kept=tuple(self._kept), notes=tuple(self._notes.values())
        )


def is_inside(address: str) -> bool:
    """Whether it is an address of a company's own network. A name is none."""
    try:
        found = ipaddress.ip_address(address.strip())
    except ValueError:
        return False
    return any(found in network for network in INSIDE)


def _is_part_of_inside(network: ipaddress.IPv4Network | ipaddress.IPv6Network) -> bool:
    for one in INSIDE:
        if isinstance(network, ipaddress.IPv4Network) and isinstance(one, ipaddress.IPv4Network):
            if network.subnet_of(one):
                return True
        elif (
            isinstance(network, ipaddress.IPv6Network)
            and isinstance(one, ipaddress.IPv6Network)
            and network.subnet_of(one)
        ):
            return True
    return False
