"""By how the PC and the name service are set: all of it works, and looks odd."""

from pathlib import Path

from tests.lab.faults import layout as at
from tests.lab.faults.healthy.home import Home
from tests.lab.faults.layout import Layout
from tests.lab.faults.town import Town
from tests.lab.faults.visit import Visit
from tests.net import servers

SECOND_GATEWAY = "192.31.196.3"
_STUB = "127.0.0.53"
"""systemd-resolved's."""


def _second_adapter(town: Town) -> None:
    """A docking station's, with an address and a worse route."""
    town.on("pc", "ip link add eth1 type veth peer name eth9", "ip link set eth1 up", "ip link set eth9 up")
    town.on("pc", "ip addr add 172.20.5.9/24 dev eth1", "ip route add default via 172.20.5.1 dev eth1 metric 900")


def _bridge(town: Town) -> None:
    """Of virtual machines, in a network that is nobody's."""
    town.on("pc", "ip link add virbr0 type bridge", "ip addr add 192.168.122.1/24 dev virbr0", "ip link set virbr0 up")


def _containers(town: Town) -> None:
    town.on("pc", "ip link add docker0 type bridge", "ip addr add 172.17.0.1/16 dev docker0", "ip link set docker0 up")


def _filter_dns(town: Town) -> None:
    """It only knows advertising."""
    town.start_dns("--address=/ads.example/0.0.0.0", "--address=/tracker.example/#")


def _search_domain(town: Town) -> None:
    town.resolver(at.ROUTER_LAN, words="search fritz.box\n")


def _no_aaaa(town: Town) -> None:
    """There is none, says the router's server, whatever there is."""
    zone = {key: value if key[1] != "AAAA" else 0 for key, value in town.internet.zone.items()}
    town.stop_dns()
    town.internet.hold("router-dns", "router", servers.names(zone, at.ROUTER_LAN, 53))


def _dns_by_ipv6(town: Town) -> None:
    town.resolver(f"{at.HOME6}::1")


def _local_stub(town: Town) -> None:
    town.internet.hold("stub", "pc", servers.names(town.internet.zone, _STUB, 53))
    town.resolver(_STUB, words="options edns0 trust-ad\n")


def _second_resolver_dead(town: Town) -> None:
    town.resolver(at.ROUTER_LAN, "192.168.178.77")


def _resolver_thinks(town: Town) -> None:
    town.internet.drop("provider-dns")
    town.internet.hold("provider-dns", "provider", servers.names(town.internet.zone, at.PROVIDER_DNS, 53, late_s=0.15))


def _right_hosts_line(town: Town) -> None:
    folder = Path("/etc/netns") / town.spaces["pc"]
    (folder / "hosts").write_text(f"127.0.0.1 localhost\n::1 localhost\n{at.GATEWAY} vpn.example\n")


def _several_addresses(town: Town) -> None:
    """Both lead to the gateway."""
    town.on("company", f"ip addr add {SECOND_GATEWAY}/24 dev wan0")
    target = f"ip daddr {SECOND_GATEWAY} dnat ip to {at.GATEWAY}"
    town.rules("company", target, hook="prerouting", kind="nat")
    town.internet.zone["vpn.example.", "A"] = (at.GATEWAY, SECOND_GATEWAY)


def _gateways_by_address(town: Town) -> Visit:
    names = ("openvpn", "openvpn-tcp", "wireguard", "ipsec")
    return Visit(gateways=names, changed={name: {"host": at.GATEWAY} for name in names})


def _old_prefix_deprecated(town: Town) -> None:
    """After a change of prefix, as it should be: the old address is still there, and not used any more."""
    old = f"{at.HOME6.rpartition(':')[0]}:199"
    town.on("pc", f"ip -6 addr add {old}::20/64 dev eth0 nodad preferred_lft 0")


def _firewall_of_the_pc(town: Town) -> None:
    """Nothing comes in that was not asked for."""
    spared = ("iif lo accept", "ct state established,related accept", "icmpv6 type { 133, 134, 135, 136 } accept")
    town.rules("pc", *spared, "drop", hook="input")


def _clock_a_little_off(_town: Town) -> Visit:
    return Visit(clock="+20s")


def _one_gateway(_town: Town) -> Visit:
    return Visit(gateways=("wireguard",))


def _script_says_direct(town: Town) -> Visit:
    script = b'function FindProxyForURL(url, host) { return "DIRECT"; }'
    kind = {"Content-Type": "application/x-ns-proxy-autoconfig"}
    pages: dict[str, servers.Reply] = {"/proxy.pac": (200, kind, script)}
    town.internet.hold("pac", "router", servers.http(pages, host=at.ROUTER_LAN, port=8081))
    return Visit(variables={"auto_proxy": f"http://{at.ROUTER_LAN}:8081/proxy.pac"})


SETTINGS = (
    Home("two adapters", settles=_second_adapter),
    Home("bridge of virtual machines", settles=_bridge),
    Home("containers", settles=_containers),
    Home("filter DNS, advertising only", settles=_filter_dns),
    Home("search domain", settles=_search_domain),
    Home("resolver without AAAA, says so", settles=_no_aaaa),
    Home("DNS by IPv6", settles=_dns_by_ipv6),
    Home("resolver on the PC", settles=_local_stub),
    Home("second resolver dead", settles=_second_resolver_dead),
    Home("resolver thinks 0.15 s", settles=_resolver_thinks),
    Home("hosts file, right", settles=_right_hosts_line),
    Home("several addresses, all alive", settles=_several_addresses),
    Home("gateways by address", settles=_gateways_by_address),
    Home("old IPv6 prefix, deprecated", settles=_old_prefix_deprecated),
    Home("firewall of the PC", settles=_firewall_of_the_pc),
    Home("clock 20 s ahead", settles=_clock_a_little_off),
    Home("one gateway", settles=_one_gateway),
    Home("one gateway, IPv4 only", Layout(ipv6=False), _one_gateway),
    Home("script says direct", settles=_script_says_direct),
)
