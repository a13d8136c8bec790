"""How a home is joined to the internet, and the addresses of everything in the lab.

The lab's internet takes addresses that are globally reachable by IANA's registries of special-purpose addresses and
yet nobody's (AS112, AMT, 6to4 relays): documentation addresses count as private, and private ones mean a second NAT.
"""

from dataclasses import dataclass, field

PC, ROUTER_LAN, HOME = "192.168.178.20", "192.168.178.1", "192.168.178.0/24"
HOME6 = "2620:4f:8000:178"
NEIGHBOUR = "192.168.178.30"
DESK, REACH, STUN, STUN_2, DNS = (f"192.175.48.{last}" for last in (10, 20, 30, 31, 53))
DESK6, REACH6 = "2620:4f:8000:3::10", "2620:4f:8000:3::20"
PROVIDER_DNS = "192.88.99.129"
GATEWAY, CORE = "192.31.196.2", "192.31.196.1"
HIDDEN_GATEWAY = "203.0.113.2"
"""The same host by an address that dnsmasq's --stop-dns-rebind takes for private."""
COMPANY, SERVICE = "10.1.0.0/16", "10.1.0.10"


@dataclass(frozen=True)
class Access:
    """The router's address at the provider's side, and the provider's; who translates addresses."""

    router: str = "192.52.193.2/24"
    provider: str = "192.52.193.1/24"
    router_translates: bool = True
    provider_translates: bool = False

    @property
    def next_hop(self) -> str:
        return self.provider.partition("/")[0]


PUBLIC = Access()
CGNAT = Access("100.64.7.2/24", "100.64.7.1/24", provider_translates=True)
DS_LITE = Access("192.0.0.2/29", "192.0.0.1/29", router_translates=False, provider_translates=True)
"""RFC 6333, 5.7 and 6.5: the home router's end and the provider's of the tunnel for IPv4, translated at the latter."""


@dataclass(frozen=True)
class FirstLink:
    """Between PC and router, both ways: uniform jitter in ms, a part of the packets lost, percent; `wifi` as told."""

    jitter_ms: float = 0.0
    loss: float = 0.0
    wifi: bool = False


@dataclass(frozen=True)
class Layout:
    """A home. `modem`: a second router before the first one. `mtu` of the access; `mbit` limits it both ways.

    `neighbour`: another host in it, on the same switch, or where the first link jitters in the router's guest network.
    """

    access: Access = PUBLIC
    first: FirstLink = field(default_factory=FirstLink)
    modem: bool = False
    ipv4: bool = True
    ipv6: bool = True
    mtu: int = 1500
    mbit: float = 0.0
    neighbour: bool = False
