"""Nothing gets out, and each time somebody else is to blame: this PC, a second router, the router, the line."""

from tests.lab.faults import layout as at
from tests.lab.faults.kinds.fault import fault
from tests.lab.faults.kinds.translation import DOUBLE
from tests.lab.faults.layout import CGNAT, Layout
from tests.lab.faults.town import Town
from tests.lab.faults.tunnel import tunnel

IPV4_ONLY = Layout(ipv6=False)
OTHER = "192.168.178.2"
"""A second device at home, as a repeater or an old router that gives out addresses too."""
VPN_SERVER = "192.175.48.99"
WRONG_ROUTER = ("network.wrong-router", "router", "you")
BLOCKED_HERE = ("network.blocked-here", "pc", "you")
VPN_HANGS = ("network.vpn-hangs", "pc", "you")
ROUTER_BLOCKS = ("network.router-blocks", "router", "you")
ROUTER_OR_LINE = ("network.router-or-line", "router", "you")
NO_INTERNET = ("network.no-internet", "provider", "provider")
ANYBODY_AT_HOME = "192.168.0.0/16"


def second_device(town: Town, address: str = OTHER) -> None:
    """It answers in the home's network, and forwards nothing."""
    town.spaces.add("other")
    town.on("router", f"ip link add link lan0 name oth0 netns {town.spaces['other']} type macvlan mode bridge")
    town.on("other", "sysctl -qw net.ipv4.ip_forward=0", f"ip addr add {address}/24 dev oth0", "ip link set oth0 up")


def _default_route(town: Town, router: str) -> None:
    town.on("pc", f"ip route replace default via {router}")


@fault("A second device gives out addresses and names itself as router.", *WRONG_ROUTER, layout=IPV4_ONLY)
def second_dhcp_server_names_itself(town: Town) -> None:
    second_device(town)
    _default_route(town, OTHER)


@fault("A second device names an address as router that nobody has.", *WRONG_ROUTER, layout=IPV4_ONLY)
def second_dhcp_server_names_nobody(town: Town) -> None:
    _default_route(town, OTHER)


@fault("A second device names itself as router, and refuses what it is sent.", *WRONG_ROUTER, layout=IPV4_ONLY)
def second_dhcp_server_refuses(town: Town) -> None:
    second_device(town)
    town.on("other", "sysctl -qw net.ipv4.ip_forward=1")
    _default_route(town, OTHER)


@fault("A second device names itself as router while IPv6 goes by the right one.", *WRONG_ROUTER, also=())
def second_dhcp_server_beside_ipv6(town: Town) -> None:
    second_device(town)
    _default_route(town, OTHER)


@fault(
    "The netmask is so wide that the internet seems to be at home.",
    "network.netmask-wrong",
    "pc",
    "you",
    layout=IPV4_ONLY,
)
def netmask_too_wide(town: Town) -> None:
    town.on(
        "pc",
        "ip addr flush dev eth0 scope global",
        f"ip addr add {at.PC}/8 dev eth0",
        f"ip route add default via {at.ROUTER_LAN}",
    )


@fault(
    "The netmask is so wide that half of the internet seems to be at home.",
    "network.netmask-wrong",
    "pc",
    "you",
    layout=IPV4_ONLY,
)
def netmask_of_half_the_internet(town: Town) -> None:
    town.on(
        "pc",
        "ip addr flush dev eth0 scope global",
        f"ip addr add {at.PC}/1 dev eth0",
        f"ip route add default via {at.ROUTER_LAN}",
    )


def hung(town: Town, *networks: str) -> None:
    """The other end is gone, and the tunnel stands."""
    town.on("internet", f"ip addr add {VPN_SERVER}/32 dev lo")
    tunnel(town, "internet", VPN_SERVER, *networks)
    town.rules("internet", "udp dport 51900 drop", hook="input")


@fault("A VPN that carries everything hangs: its server is gone.", *VPN_HANGS, layout=IPV4_ONLY)
def hung_tunnel(town: Town) -> None:
    hung(town, "0.0.0.0/1", "128.0.0.0/1")


@fault("A VPN that carries everything hangs, and its own server answers beside it.", *VPN_HANGS, layout=IPV4_ONLY)
def hung_tunnel_whose_server_answers(town: Town) -> None:
    tunnel(town, "internet", at.REACH, "0.0.0.0/1", "128.0.0.0/1")
    town.rules("internet", "udp dport 51900 drop", hook="input")


@fault("Of two networks the one without a router is used.", "network.wrong-adapter", "pc", "you")
def second_adapter_without_router(town: Town) -> None:
    town.on("pc", "ip link add eth1 type veth peer name eth9", "ip link set eth1 up", "ip link set eth9 up")
    town.on("pc", "ip addr add 172.20.5.9/24 dev eth1", "ip route del default")
    town.on("pc", f"ip route add default via {at.ROUTER_LAN} metric 600")
    town.on("pc", "ip route add default via 172.20.5.1 dev eth1 metric 100")


@fault("The company's own VPN carries everything, and hangs.", *VPN_HANGS, layout=IPV4_ONLY)
def hung_company_tunnel(town: Town) -> None:
    hung(town, "0.0.0.0/1", "128.0.0.0/1", at.COMPANY)


@fault("A VPN that carries everything by IPv4 hangs; IPv6 goes past it.", *VPN_HANGS)
def hung_tunnel_beside_ipv6(town: Town) -> None:
    hung(town, "0.0.0.0/1", "128.0.0.0/1")


@fault("A VPN program keeps everything in until it is connected (kill switch).", *BLOCKED_HERE)
def kill_switch(town: Town) -> None:
    lets = f"ip daddr {{ {ANYBODY_AT_HOME}, 127.0.0.0/8 }} accept"
    local6 = f"ip6 daddr {{ {at.HOME6}::/64, fe80::/10, ff00::/8, ::1 }} accept"
    town.rules("pc", lets, local6, "drop", hook="output")


@fault("A VPN program keeps in even what goes to the home's own network.", *BLOCKED_HERE, layout=IPV4_ONLY)
def kill_switch_for_all(town: Town) -> None:
    town.rules("pc", "ip daddr 127.0.0.0/8 accept", "icmpv6 type { 133, 134, 135, 136 } accept", "drop", hook="output")


@fault("A VPN program has taken the way out back: prohibited.", *BLOCKED_HERE, layout=IPV4_ONLY)
def kill_switch_by_route(town: Town) -> None:
    town.on("pc", "ip route add prohibit 0.0.0.0/1", "ip route add prohibit 128.0.0.0/1")


@fault("The PC's firewall refuses all that goes out, and lets the home's network be.", *BLOCKED_HERE, layout=IPV4_ONLY)
def firewall_rejects_at_the_pc(town: Town) -> None:
    town.rules("pc", f"ip daddr {{ {ANYBODY_AT_HOME}, 127.0.0.0/8 }} accept", "reject", hook="output")


@fault("The router refuses this PC: every connection is reset.", *ROUTER_BLOCKS, layout=IPV4_ONLY)
def router_resets_this_pc(town: Town) -> None:
    town.rules("router", f"ip saddr {at.PC} meta l4proto tcp reject with tcp reset", f"ip saddr {at.PC} reject")


@fault("The router refuses this PC: administratively prohibited.", *ROUTER_BLOCKS)
def router_prohibits_this_pc(town: Town) -> None:
    town.rules("router", "iifname lan0 reject with icmpx admin-prohibited")


@fault("The router refuses this PC by IPv4: port unreachable.", *ROUTER_BLOCKS, layout=IPV4_ONLY)
def router_rejects_this_pc(town: Town) -> None:
    town.rules("router", f"ip saddr {at.PC} reject")


@fault("The router drops what this PC sends, and answers for itself.", *ROUTER_BLOCKS)
def router_drops_this_pc(town: Town) -> None:
    town.rules("router", "iifname lan0 drop")


@fault("The second of two routers lets nothing through, and answers for itself.", *ROUTER_BLOCKS, layout=DOUBLE)
def second_router_drops(town: Town) -> None:
    town.rules("modem", f"ip saddr 192.168.0.2 ip daddr != {at.PROVIDER_DNS} drop", "meta nfproto ipv6 drop")


OWN_NETWORK = ("network.own-network-as-company", "pc", "you")


@fault("A virtual machine's bridge has a part of the company's addresses.", *OWN_NETWORK)
def bridge_of_a_virtual_machine(town: Town) -> None:
    town.on("pc", "ip link add virbr0 type bridge", "ip addr add 10.1.5.1/24 dev virbr0", "ip link set virbr0 up")


@fault("A route that somebody entered leads the company's addresses to a device at home.", *OWN_NETWORK)
def route_of_the_company_to_a_device_at_home(town: Town) -> None:
    town.on("pc", f"ip route add {at.COMPANY} via 192.168.178.7")


@fault("The modem is down behind a router that answers.", *ROUTER_OR_LINE)
def modem_down(town: Town) -> None:
    town.on("router", "ip link set wan0 down")


@fault("The router has lost its way out: it says that there is none.", *ROUTER_OR_LINE, layout=IPV4_ONLY)
def router_without_route(town: Town) -> None:
    town.on("router", "ip route del default")


@fault("The line is dead behind a router that answers.", *ROUTER_OR_LINE, layout=Layout(access=CGNAT))
def line_dead(town: Town) -> None:
    town.rules("router", "oifname wan0 drop", hook="postrouting")


@fault("The provider's first machine answers, and nothing behind it.", *NO_INTERNET)
def provider_down_behind_its_first_machine(town: Town) -> None:
    town.rules("provider", "oifname net0 drop", hook="postrouting")
    town.rules("provider", f"ip daddr {at.PROVIDER_DNS} drop", hook="input")


@fault("The provider's second machine forwards nothing; its name server answers.", *NO_INTERNET, layout=IPV4_ONLY)
def provider_core_down(town: Town) -> None:
    town.rules("internet", "iifname acc0 ip ttl > 1 drop", hook="prerouting")


@fault("This PC has an IPv6 address of yesterday's prefix.", "network.ipv6-address-stale", "pc", "you")
def old_ipv6_prefix(town: Town) -> None:
    old = "2620:4f:8000:aaaa"
    town.on(
        "pc",
        f"ip -6 addr add {old}::20/64 dev eth0 nodad",
        f"ip -6 addr del {at.HOME6}::20/64 dev eth0",
        f"ip -6 addr add {at.HOME6}::20/64 dev eth0 nodad preferred_lft 0",
        f"ip -6 route replace default via {at.HOME6}::1",
    )
