"""Networks whose addresses have a meaning of their own (IANA's special-purpose registries), each by its RFC.

`ipaddress` alone does not serve: its `is_private` counts networks for documentation, tests and benchmarks too.
"""

import ipaddress
from collections.abc import Iterable

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

PRIVATE_24_BIT_BLOCK = ipaddress.IPv4Network("10.0.0.0/8")
PRIVATE_20_BIT_BLOCK = ipaddress.IPv4Network("172.16.0.0/12")
PRIVATE_16_BIT_BLOCK = ipaddress.IPv4Network("192.168.0.0/16")
"""What home routers address their network from, unless somebody has changed it."""
PRIVATE_V4 = (PRIVATE_24_BIT_BLOCK, PRIVATE_20_BIT_BLOCK, PRIVATE_16_BIT_BLOCK)
"""RFC 1918, 3, with its names for the three."""
UNIQUE_LOCAL_V6 = ipaddress.IPv6Network("fc00::/7")
"""RFC 4193: the private networks of IPv6."""
SHARED_V4 = ipaddress.IPv4Network("100.64.0.0/10")
"""RFC 6598: between a provider's address translation and its customers."""
DS_LITE_V4 = ipaddress.IPv4Network("192.0.0.0/29")
"""RFC 6333, 5.7: the two ends of a DS-Lite tunnel."""
LINK_LOCAL_V4 = ipaddress.IPv4Network("169.254.0.0/16")
"""RFC 3927: what a PC gives itself where no DHCP server answers."""
LINK_LOCAL_V6 = ipaddress.IPv6Network("fe80::/10")
"""RFC 4291, 2.5.6."""
GLOBAL_V6 = ipaddress.IPv6Network("2000::/3")
"""RFC 4291, 2.4: all that is given out for use in the internet."""
LOOPBACK_V4, LOOPBACK_V6 = ipaddress.IPv4Network("127.0.0.0/8"), ipaddress.IPv6Network("::1/128")
"""RFC 1122, 3.2.1.3; RFC 4291, 2.5.3."""
UNSPECIFIED_V4, UNSPECIFIED_V6 = ipaddress.IPv4Network("0.0.0.0/32"), ipaddress.IPv6Network("::/128")
"""RFC 1122, 3.2.1.3; RFC 4291, 2.5.2."""

NOBODYS_ADDRESS = "198.51.100.253"
"""Kept for documentation (RFC 5737): an answer from there comes from somebody on the way."""

COMPANY_NETWORKS: tuple[Network, ...] = (*PRIVATE_V4, SHARED_V4, UNIQUE_LOCAL_V6)
"""What a company uses inside; some take shared addresses for it. Only such a network can collide with a home's."""
REBIND_PROTECTED: tuple[Network, ...] = (*PRIVATE_V4, LINK_LOCAL_V4, UNIQUE_LOCAL_V6)
"""What home routers with rebind protection keep out of the answers of outside DNS servers."""


def is_in(address: Address, networks: Iterable[Network]) -> bool:
    """Whether one of these networks holds the address; one of the other IP version never does."""
    return any(address in network for network in networks)


def is_within(network: Network, networks: Iterable[Network]) -> bool:
    """Whether one of these networks holds all of it."""
    first, last = network.network_address, network.broadcast_address
    return any(first in candidate and last in candidate for candidate in networks)
