"""Set wrong, stale or in the way on this PC: hosts file, routes, masks, DNS server, clock, proxy, other VPNs."""

from pathlib import Path

from tests.lab.faults import layout as at
from tests.lab.faults.grid.build import ALL_GATEWAYS, Build, mechanism
from tests.lab.faults.kinds.between import PROXY
from tests.lab.faults.truth.injected import Injected, Scope
from tests.lab.faults.tunnel import PORT, tunnel

UNUSED_LAN = "192.168.178.77"
UNUSED = "192.31.196.99"
"""In the company's network, and nobody's."""


@mechanism("gateway name", is_visible=False, weight=2)
def stale_hosts_line(build: Build) -> Injected:
    """A line that somebody once wrote: the name leads to an old address, or to another host."""
    name = build.random.choice(("vpn.example", "vpn.example", "desk.example"))
    target = build.random.choice((UNUSED, at.REACH, at.ROUTER_LAN))
    folder = Path("/etc/netns") / build.town.spaces["pc"]
    (folder / "hosts").write_text(f"127.0.0.1 localhost\n::1 localhost\n{target} {name}\n")
    build.write(f"The hosts file says that {name} is {target}.")
    targets = ALL_GATEWAYS if name == "vpn.example" else ("desk",)
    return Injected("pc", "stale", "you", "hosts file", Scope(targets=targets), owners=("it-firm",), is_by_name=True)


@mechanism("resolver", requires=("IPv4",), excludes=("full tunnel",), weight=2)
def wrong_dns_server(build: Build) -> Injected:
    """A server that is not there any more: the company's own, or one that was once entered by hand."""
    server = build.random.choice(("10.1.0.53", UNUSED_LAN, "192.88.99.200"))
    build.town.resolver(server)
    build.write(f"The PC asks {server} for names, and nobody is there.")
    return Injected("pc", "misconfigured", "you", "resolver of the PC", owners=("it-firm",), is_by_name=True)


@mechanism("route", requires=("IPv4", "switch"), excludes=("full tunnel",), hides=True, weight=2)
def wrong_router(build: Build) -> Injected:
    """A second DHCP server names a router that is none; its DNS server may be the right one."""
    router = build.random.choice((at.NEIGHBOUR, UNUSED_LAN))
    build.town.on("pc", f"ip route replace default via {router}")
    if build.random.random() < 0.5:
        build.town.on("pc", "ip -6 route del default 2>/dev/null || true")
        build.town.on("pc", "ip -6 addr flush dev eth0 scope global")
        versions: tuple[int, ...] = ()
    else:
        versions = (4,) if build.town.layout.ipv6 else ()
    build.write(f"The PC takes {router} for its router ({versions or 'all'}).")
    return Injected(
        "router", "misconfigured", "you", "wrong router", Scope(versions), also=("pc", "home"), owners=("it-firm",)
    )


@mechanism("route", requires=("IPv4", "switch"), excludes=("full tunnel",), hides=True)
def netmask_too_wide(build: Build) -> Injected:
    """Public addresses count as the home's own, and nobody answers for them."""
    build.town.on("pc", f"ip addr del {at.PC}/24 dev eth0", f"ip addr add {at.PC}/8 dev eth0")
    build.town.on("pc", f"ip route replace default via {at.ROUTER_LAN}")
    build.write("The PC's netmask is too wide: everything in 192.0.0.0/8 counts as at home.")
    return Injected("pc", "misconfigured", "you", "netmask", Scope((4,)), also=("router",), owners=("it-firm",))


@mechanism("route", requires=("IPv6", "IPv4"))
def old_ipv6_prefix(build: Build) -> Injected:
    """After a change of prefix the PC still uses the old one, and no answer finds it."""
    old = f"{at.HOME6.rpartition(':')[0]}:199"
    build.town.on("pc", f"ip -6 addr del {at.HOME6}::20/64 dev eth0", f"ip -6 addr add {old}::20/64 dev eth0 nodad")
    build.town.on("pc", f"ip -6 route replace {at.HOME6}::1 dev eth0", f"ip -6 route replace default via {at.HOME6}::1")
    build.write("The PC still has the address of an old IPv6 prefix.")
    return Injected("router", "stale", "you", "old prefix", Scope((6,)), also=("pc",), owners=("it-firm",))


@mechanism("route", requires=("IPv4", "switch"), excludes=("full tunnel",))
def no_default_route(build: Build) -> Injected:
    build.town.on("pc", "ip route del default", "ip -6 route del default 2>/dev/null || true")
    build.write("The PC knows no router.")
    return Injected("router", "misconfigured", "you", "no route", also=("pc", "home"))


@mechanism("vpn", requires=("IPv4",), excludes=("full tunnel", "split tunnel", "proxy"), hides=True, weight=2)
def kill_switch(build: Build) -> Injected:
    """A VPN program is off, and lets nothing out until it is on again."""
    spared = ["oif lo accept"]
    if build.random.random() < 0.6:
        spared.append(f"ip daddr {at.HOME} accept")
    if build.random.random() < 0.5:
        spared.append("udp dport 53 accept")
    action = build.random.choice(("drop", "reject"))
    build.town.rules("pc", *spared, action, hook="output")
    build.write(f"The kill switch of a VPN program lets nothing out ({action}; {', '.join(spared)}).")
    return Injected("pc", "drops", "you", "kill switch", owners=("it-firm",))


@mechanism("vpn", requires=("IPv4",), excludes=("full tunnel", "split tunnel", "proxy"), hides=True, weight=2)
def hung_tunnel(build: Build) -> Injected:
    """A VPN that carries everything counts as connected, and its other end is gone."""
    tunnel(build.town, "internet", at.REACH, "0.0.0.0/1", "128.0.0.0/1")
    build.town.rules("internet", f"udp dport {PORT} drop", hook="input")
    if build.random.random() < 0.5:
        build.town.on("pc", "ip -6 route del default 2>/dev/null || true")
    build.write("A VPN that carries everything is up, and its other end says nothing.")
    return Injected("pc", "redirects", "you", "another VPN", Scope((4,)), owners=("it-firm",))


@mechanism("vpn", requires=("IPv4",), excludes=("full tunnel", "split tunnel", "proxy"), is_visible=False)
def other_vpn_up(build: Build) -> Injected:
    """It works, and all of it goes there first."""
    tunnel(build.town, "internet", at.REACH, "0.0.0.0/1", "128.0.0.0/1")
    build.write("Another VPN is up and carries everything.")
    return Injected("pc", "redirects", "you", "another VPN", Scope(share=0.0), owners=("it-firm",), is_harmless=True)


@mechanism("clock", excludes=("full tunnel", "split tunnel"), is_visible=False)
def clock_wrong(build: Build) -> Injected:
    build.visit.clock = build.random.choice(("-2d", "-400d", "+365d", "+90d", "+1h", "-30m"))
    build.write(f"The PC's clock is wrong by {build.visit.clock}.")
    return Injected("pc", "misconfigured", "you", "clock", Scope(share=0.0))


@mechanism("proxy", requires=("IPv4",), excludes=("full tunnel", "proxy", "split tunnel"), is_visible=False)
def proxy_gone(build: Build) -> Injected:
    build.visit.variables |= {"https_proxy": PROXY, "http_proxy": PROXY}
    if build.random.random() < 0.5:
        build.town.rules("router", f"ip daddr {at.ROUTER_LAN} tcp dport 3128 drop", hook="input")
    build.write("A proxy is set that nobody runs.")
    return Injected("pc", "misconfigured", "it-firm", "proxy gone", Scope(targets=("desk", "reach")), owners=("you",))


@mechanism("bridge", requires=("IPv4",), excludes=("split tunnel",), is_visible=False)
def bridge_with_company_network(build: Build) -> Injected:
    """A virtual machine's network has the company's addresses."""
    network = build.random.choice(("10.1.0.1/16", "10.1.5.1/24", "10.0.0.1/8"))
    build.town.on("pc", "ip link add virbr0 type bridge", f"ip addr add {network} dev virbr0", "ip link set virbr0 up")
    build.write(f"A bridge on the PC has {network}: the company's addresses.")
    return Injected(
        "pc",
        "misconfigured",
        "you",
        "overlap",
        Scope(targets=("service",), share=0.0),
        also=("company",),
        owners=("it-firm",),
        codes=("network.same-as-company", "network.own-network-as-company"),
    )


@mechanism("route", requires=("IPv4",), excludes=("full tunnel", "two adapters"), hides=True)
def second_adapter_dead(build: Build) -> Injected:
    """A second adapter leads nowhere, and its route is the preferred one."""
    build.town.on("pc", "ip link add eth1 type veth peer name eth9", "ip link set eth1 up", "ip link set eth9 up")
    build.town.on("pc", "ip addr add 172.20.5.9/24 dev eth1")
    build.town.on("pc", "ip route del default", f"ip route add default via {at.ROUTER_LAN} metric 600")
    build.town.on("pc", "ip route add default via 172.20.5.1 dev eth1 metric 100")
    build.write("A second adapter without any router has the better route.")
    versions = (4,) if build.town.layout.ipv6 else ()
    return Injected(
        "pc", "misconfigured", "you", "second adapter", Scope(versions), also=("router", "home"), owners=("it-firm",)
    )
