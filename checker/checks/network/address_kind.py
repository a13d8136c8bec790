"""The kind of an address: the only thing about an address that is ever observed."""

import ipaddress

from checker.model.networks import (
    DS_LITE_V4,
    LINK_LOCAL_V4,
    LINK_LOCAL_V6,
    LOOPBACK_V4,
    LOOPBACK_V6,
    PRIVATE_V4,
    SHARED_V4,
    UNIQUE_LOCAL_V6,
    UNSPECIFIED_V4,
    UNSPECIFIED_V6,
    Network,
    is_in,
)

_KINDS: tuple[tuple[str, tuple[Network, ...]], ...] = (
    ("nothing", (UNSPECIFIED_V4, UNSPECIFIED_V6)),
    ("loopback", (LOOPBACK_V4, LOOPBACK_V6)),
    ("self-assigned", (LINK_LOCAL_V4, LINK_LOCAL_V6)),
    ("ds-lite", (DS_LITE_V4,)),
    ("shared", (SHARED_V4,)),
    ("private", (*PRIVATE_V4, UNIQUE_LOCAL_V6)),
)


def address_kind(address: str) -> str:
    """nothing, loopback, self-assigned, ds-lite, shared, private or public; none for what is no address."""
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return "none"
    return next((kind for kind, networks in _KINDS if is_in(parsed, networks)), "public")


def answer_kind(addresses: tuple[str, ...], router: str = "") -> str:
    """The kind of a name's addresses: public if any is; `router` where it is the router itself."""
    if router and router.partition("%")[0] in addresses:
        return "router"
    kinds = [address_kind(address) for address in addresses]
    return "public" if "public" in kinds else next(iter(kinds), "none")
