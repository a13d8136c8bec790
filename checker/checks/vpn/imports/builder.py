"""Gathers the contents of one file while it is read, and builds the tables of a profile from them."""

import ipaddress
from typing import Any

from checker.checks.vpn.imports import notes
from checker.checks.vpn.imports.result import DroppedItem, ImportNote, ImportResult, RetainedSecret
from checker.checks.vpn.imports.text_fields import clean_name, is_host
from checker.checks.vpn.need import MAX_SERVICES
from checker.model.networks import COMPANY_NETWORKS, is_in, is_within
from checker.model.text import Text

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
MAX_NETWORKS = 40
DNS_PORT = 53
_WHOLE_INTERNET_PREFIX = 1
"""0.0.0.0/0, or its two halves as many clients write it."""


class ImportBuilder:
    """Mutable while one file is read; `build` makes the result."""

    def __init__(self) -> None:
        self.gateways: list[dict[str, Any]] = []
        self.services: list[dict[str, Any]] = []
        self._networks: list[str] = []
        self._tunnel_addresses: list[Network] = []
        self._dropped: dict[DroppedItem, None] = {}
        self._retained: dict[RetainedSecret, None] = {}
        self._notes: dict[str, ImportNote] = {}
        self._all_traffic = False

    def add_gateway(self, kind: str, name: str, host: str, port: int, **more: Any) -> dict[str, Any]:
        """Adds one; returns its table. What is empty is left out."""
        table = {"kind": kind, "name": clean_name(name, kind), "host": host, "port": port}
        table |= {key: value for key, value in more.items() if value not in ("", None)}
        self.gateways.append(table)
        return table

    def add_service(self, name: str, host: str, port: int) -> None:
        """Adds a server behind the VPN: nobody's work ends when it is silent, so it is not required."""
        has_room = len(self.services) < MAX_SERVICES
        if (
            has_room
            and is_host(host)
            and not any((service["host"], service["port"]) == (host, port) for service in self.services)
        ):
            self.services.append({"name": clean_name(name, host), "host": host, "port": port, "required": False})

    def add_dns_server(self, address: str) -> None:
        """A DNS server that the tunnel brings. One in the internet shows nothing of the company's network."""
        if is_private_address(address):
            self.add_service("DNS", address, DNS_PORT)
            self.add_note(notes.DNS)

    def add_network(self, written: str) -> None:
        """A network behind the tunnel. All of the internet is none; what is no network is passed over."""
        try:
            network = ipaddress.ip_network(written.strip(), strict=False)
        except ValueError:
            return
        if network.prefixlen <= _WHOLE_INTERNET_PREFIX:
            self.set_all_traffic()
        elif (
            is_within(network, COMPANY_NETWORKS)
            and str(network) not in self._networks
            and len(self._networks) < MAX_NETWORKS
        ):
            self._networks.append(str(network))

    def add_tunnel_address(self, written: str) -> None:
        """The PC's own address in the tunnel: a network around it is no network of the company."""
        try:
            self._tunnel_addresses.append(ipaddress.ip_network(written.strip(), strict=False))
        except ValueError:
            return

    def set_all_traffic(self) -> None:
        """The tunnel takes everything, so the file may not list which networks are the company's."""
        self._all_traffic = True

    def add_dropped(self, *items: DroppedItem) -> None:
        """This was in the file, and is not taken."""
        self._dropped.update(dict.fromkeys(items))

    def add_retained(self, secret: RetainedSecret) -> None:
        """This secret is taken, since the probe needs it."""
        self._retained[secret] = None

    def add_note(self, text: Text, **values: str) -> None:
        """Adds a note once, however often it comes."""
        note = ImportNote(text=text, values={key: clean_name(value, "?") for key, value in values.items()})
        self._notes.setdefault(note.render("en"), note)

    def add_all(self, other: "ImportBuilder") -> None:
        """Adds all that another builder holds, but for what it says of lines: they are not those of the whole file."""
        self.gateways += other.gateways
        for entry in other.services:
            self.add_service(entry["name"], entry["host"], entry["port"])
        self._networks += [entry for entry in other._networks if entry not in self._networks]
        self._tunnel_addresses += other._tunnel_addresses
        self._dropped |= other._dropped
        self._retained |= other._retained
        self._notes |= {key: note for key, note in other._notes.items() if not {"line", "lines"} & set(note.values)}
        self._all_traffic |= other._all_traffic

    def build(self) -> ImportResult:
        """Tables still without ids: merge.py gives them, over all files."""
        table: dict[str, dict[str, Any]] = {}
        if self._all_traffic and all(map(self._is_of_tunnel, self._networks)):
            self.add_note(notes.ALL_TRAFFIC)
        if self._networks:
            table["network"] = {"company_networks": self._networks}
        vpn = {"gateways": self.gateways, "services": self.services}
        table["vpn"] = {key: value for key, value in vpn.items() if value}
        return ImportResult(
            table=table, dropped=tuple(self._dropped), retained=tuple(self._retained), notes=tuple(self._notes.values())
        )

    def _is_of_tunnel(self, written: str) -> bool:
        network = ipaddress.ip_network(written)
        is_single = network.prefixlen == network.max_prefixlen
        return is_single or any(
            network.version == own.version and network.overlaps(own) for own in self._tunnel_addresses
        )


def is_private_address(address: str) -> bool:
    """Whether it is an address of a company's own network. A name is none."""
    try:
        parsed = ipaddress.ip_address(address.strip())
    except ValueError:
        return False
    return is_in(parsed, COMPANY_NETWORKS)
