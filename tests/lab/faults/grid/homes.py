"""The kinds of home that faults are drawn for: how each is built, and the traits by which mechanisms fit it or not."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from tests.lab.faults import layout as at
from tests.lab.faults.grid.build import Build
from tests.lab.faults.healthy.access import proxy_works
from tests.lab.faults.kinds.far import SERVICE
from tests.lab.faults.kinds.translation import nat64
from tests.lab.faults.layout import CGNAT, DS_LITE, FirstLink, Layout
from tests.lab.faults.tunnel import tunnel
from tests.net import servers


@dataclass(frozen=True)
class GridHome:
    """`settles` makes it this kind; `traits` are those that its layout does not show."""

    name: str
    layout: Layout = field(default_factory=Layout)
    settles: Callable[[Build], None] = lambda build: None
    traits: tuple[str, ...] = ("router DNS",)
    weight: int = 2

    @property
    def all_traits(self) -> frozenset[str]:
        """By layout and by what is settled."""
        by_layout = {
            "IPv4": self.layout.ipv4,
            "IPv6": self.layout.ipv6,
            "switch": not self.layout.first.jitter_ms,
            "double NAT": self.layout.modem,
            "CGNAT": self.layout.access == CGNAT,
            "DS-Lite": self.layout.access == DS_LITE,
        }
        return frozenset((*self.traits, *(trait for trait, holds in by_layout.items() if holds)))


def _company_tunnel(build: Build, *networks: str) -> None:
    tunnel(build.town, "company", at.GATEWAY, *networks)
    build.town.internet.hold("files", "office", servers.listening(lambda sock: None, at.SERVICE, 445))
    build.visit.vpn = SERVICE


def _split_tunnel(build: Build) -> None:
    _company_tunnel(build, at.COMPANY)


def _full_tunnel(build: Build) -> None:
    _company_tunnel(build, "0.0.0.0/1", "128.0.0.0/1")


def _dns_elsewhere(build: Build) -> None:
    build.town.stop_dns()
    build.town.resolver(at.DNS)


def _filter_dns(build: Build) -> None:
    """It only knows advertising; what is asked for here it answers."""
    build.town.start_dns("--address=/ads.example/0.0.0.0", "--address=/tracker.example/#")


def _proxy(build: Build) -> None:
    build.visit.variables |= proxy_works(build.town).variables


def _ignores_ping(build: Build) -> None:
    build.town.rules("router", "icmp type echo-request drop", "icmpv6 type echo-request drop", hook="input")


def _second_adapter(build: Build) -> None:
    """A docking station's adapter that is up, with an address and a worse route."""
    build.town.on("pc", "ip link add eth1 type veth peer name eth9", "ip link set eth1 up", "ip link set eth9 up")
    build.town.on("pc", "ip addr add 172.20.5.9/24 dev eth1", "ip route add default via 172.20.5.1 dev eth1 metric 900")


def _bridge(build: Build) -> None:
    """Of virtual machines, in a network that is nobody's."""
    build.town.on("pc", "ip link add virbr0 type bridge", "ip addr add 192.168.122.1/24 dev virbr0")
    build.town.on("pc", "ip link set virbr0 up")


def _nat64(build: Build) -> None:
    nat64(build.town)


GRID_HOMES = {
    home.name: home
    for home in (
        GridHome("cable", weight=5),
        GridHome("IPv4 only", Layout(ipv6=False), weight=3),
        GridHome("Wi-Fi", Layout(first=FirstLink(jitter_ms=4.0, wifi=True)), weight=3),
        GridHome("double NAT", Layout(modem=True)),
        GridHome("DS-Lite", Layout(access=DS_LITE, mtu=1460)),
        GridHome("CGNAT", Layout(access=CGNAT)),
        GridHome("PPPoE", Layout(mtu=1492)),
        GridHome("IPv6 only, NAT64", Layout(ipv4=False), _nat64, ("NAT64",), weight=1),
        GridHome("split tunnel", settles=_split_tunnel, traits=("router DNS", "split tunnel")),
        GridHome("full tunnel", settles=_full_tunnel, traits=("router DNS", "split tunnel", "full tunnel"), weight=1),
        GridHome("filter DNS", settles=_filter_dns),
        GridHome("DNS elsewhere", settles=_dns_elsewhere, traits=()),
        GridHome("proxy", Layout(ipv6=False), _proxy, ("router DNS", "proxy"), weight=1),
        GridHome("router ignores ping", settles=_ignores_ping),
        GridHome("two adapters", settles=_second_adapter, traits=("router DNS", "two adapters")),
        GridHome("bridge", settles=_bridge),
    )
}


def layout_of(home: GridHome) -> Layout:
    """With a neighbour who looks on."""
    return replace(home.layout, neighbour=True)
