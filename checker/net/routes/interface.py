"""What this PC is joined to the network by: its adapters, and the routers behind them."""

import ipaddress
from enum import Enum

from checker.model.networks import Network
from checker.model.record import Record


class Medium(Enum):
    """What an adapter is. `virtual` are those of virtual machines, bridges and the like."""

    CABLE = "cable"
    WIFI = "wifi"
    MOBILE = "mobile"
    VPN = "vpn"
    VIRTUAL = "virtual"
    LOOPBACK = "loopback"
    UNKNOWN = "unknown"


PHYSICAL = (Medium.CABLE, Medium.WIFI, Medium.MOBILE, Medium.UNKNOWN)


class Interface(Record, frozen=True, kw_only=True):
    """One adapter. `name` and `addresses` (`192.0.2.7/24`) stay on this PC: no observation holds them.

    `speed_mbit` is None where the system does not say; `full_duplex` likewise. Without `has_known_addresses` the list
    of addresses is empty only because it could not be read.
    """

    name: str
    medium: Medium
    up: bool
    speed_mbit: int | None = None
    full_duplex: bool | None = None
    addresses: tuple[str, ...] = ()
    has_known_addresses: bool = True

    def networks(self, version: int) -> list[Network]:
        """The networks that its addresses of this IP version lie in."""
        networks = [ipaddress.ip_interface(address).network for address in self.addresses]
        return [network for network in networks if network.version == version]

    def has_address(self, address: str) -> bool:
        """Whether this address is one of its own."""
        return any(ipaddress.ip_interface(own).ip == ipaddress.ip_address(address) for own in self.addresses)


class NetworkRoute(Record, frozen=True, kw_only=True):
    """A route to one network, as `10.1.0.0/16`; `has_router`: it leads to a device behind the adapter's own network.

    `router`: that device's address, empty for none.
    """

    interface: str
    network: str
    has_router: bool
    router: str = ""


class DefaultRoute(Record, frozen=True, kw_only=True):
    """A default route: through which adapter, and to which router; `address` is empty where there is none to name.

    The smallest `metric` wins. A link-local address carries its zone (`fe80::1%eth0`).
    """

    interface: str
    address: str
    version: int
    metric: int = 0
