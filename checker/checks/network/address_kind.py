"""What kind of address it is: the only thing about an address that is ever observed."""

import ipaddress

_V4 = (
    ("nothing", "0.0.0.0/32"),
    ("loopback", "127.0.0.0/8"),
    ("self-assigned", "169.254.0.0/16"),
    ("ds-lite", "192.0.0.0/29"),
    ("shared", "100.64.0.0/10"),
    ("private", "10.0.0.0/8"),
    ("private", "172.16.0.0/12"),
    ("private", "192.168.0.0/16"),
)
"""RFC 1122, 3927, 6333 (5.7), 6598 and 1918."""
_V6 = (
    ("nothing", "::/128"),
    ("loopback", "::1/128"),
    ("self-assigned", "fe80::/10"),
    ("private", "fc00::/7"),
)
"""RFC 4291 and 4193."""
_NETWORKS = tuple((kind, ipaddress.ip_network(network)) for kind, network in (*_V4, *_V6))


def address_kind(address: str) -> str:
    """nothing, loopback, self-assigned, ds-lite, shared, private or public; none for what is no address."""
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return "none"
    return next((kind for kind, network in _NETWORKS if parsed in network), "public")


def answer_kind(addresses: tuple[str, ...], router: str = "") -> str:
    """The kind of a name's addresses: public if any is; `router` where it leads to the router itself."""
    if router and router.partition("%")[0] in addresses:
        return "router"
    kinds = [address_kind(address) for address in addresses]
    return "public" if "public" in kinds else next(iter(kinds), "none")
