"""What a profile requires of a home network, and which hosts may be contacted to judge it."""

import ipaddress
from typing import Annotated

import msgspec

from checker.checks.declaration import Need

DESK = "desk"
"""The subject of observations about the IT firm's desk."""
ROUTE_CHANGED = "route.changed"
"""The observation that the way out of this PC changed during the run; it is made by whoever runs the checks."""
HostPort = Annotated[str, msgspec.Meta(pattern=r"^(\[[0-9a-fA-F:.]+\]|[^\s:/\[\]]+):[0-9]{1,5}$(?!\n)", max_length=60)]

AddressText = Annotated[str, msgspec.Meta(max_length=49)]
"""An address or a network: the longest of IPv6 has 39 signs and its prefix four, with IPv4 at its end 45."""


class NetworkNeed(Need, frozen=True, kw_only=True):
    """`company_networks`: networks behind the VPN, as `10.1.0.0/16`; the home must not use the same.

    `reach`: hosts besides the desk that must answer a TCP connection, as `host:port`; a second, independent one
    tells a dead line from a dead desk. `dns_servers`: addresses of DNS servers to query directly when
    the system's resolver fails, is slow or gives an odd answer. `stun`: STUN servers (RFC 8489) as `host:port`, two,
    or one that speaks RFC 5780. Nobody is contacted whom the profile does not name.
    """

    company_networks: Annotated[list[AddressText], msgspec.Meta(max_length=40)] = []
    reach: Annotated[list[HostPort], msgspec.Meta(max_length=6)] = []
    dns_servers: Annotated[list[AddressText], msgspec.Meta(max_length=3)] = []
    stun: Annotated[list[HostPort], msgspec.Meta(max_length=2)] = []

    def __post_init__(self) -> None:
        """Raises ValueError for what is no network, no address or no port."""
        for network in self.company_networks:
            ipaddress.ip_network(network)
        for server in self.dns_servers:
            ipaddress.ip_address(server)
        for target in (*self.reach, *self.stun):
            if not 0 < int(target.rpartition(":")[2]) < 65536:
                raise ValueError(f"{target} has no such port")
