"""What somebody on the way allows on purpose: only the web, only its own name service, only so much at once."""

from tests.lab.faults import layout as at
from tests.lab.faults.grid.build import ALL_GATEWAYS, GATEWAY_PORTS, Build, SenselessError, mechanism
from tests.lab.faults.grid.link import claiming
from tests.lab.faults.grid.names import NODATA, NXDOMAIN, ROUTER_DNS, ad_server
from tests.lab.faults.truth.injected import Injected, Scope
from tests.net import servers

_WEB = (80, 443)


@mechanism("filter", excludes=("NAT64", "full tunnel", "split tunnel"), weight=3)
def only_the_web_is_let_out(build: Build) -> Injected:
    """As in a guest network: names, 80 and 443 by TCP, and nothing else."""
    place = build.random.choice(("router", "router", "provider"))
    action = build.random.choice(("drop", "drop", "reject with icmpx type admin-prohibited"))
    names = [name for name in build.gateways if GATEWAY_PORTS[name] != ("tcp", (443,))]
    if not names:
        raise SenselessError("nothing but the web is needed")
    ports = tuple(port for name in names for port in GATEWAY_PORTS[name][1])
    spared = ["ct state established,related accept", "th dport 53 accept", "icmp type echo-request accept"]
    spared += ["meta l4proto ipv6-icmp accept", f"tcp dport {{ {', '.join(map(str, _WEB))} }} accept"]
    device = "iifname lan0" if place == "router" else "iifname acc0"
    build.town.rules(place, *(f"{device} {rule}" for rule in spared), f"{device} {action}")
    build.write(f"At {place} only the web is let out ({action}).")
    owner = "you" if place == "router" else "provider"
    return Injected(
        place,
        "drops" if action == "drop" else "refuses",
        owner,
        "only the web",
        Scope(ports=ports, targets=tuple(names)),
        also=("provider",) if place == "router" else ("router",),
        owners=("you", "provider"),
    )


@mechanism("gateway name", requires=("IPv4", "router DNS"), excludes=("NAT64", "full tunnel"), weight=2)
def router_answers_for_every_name_server(build: Build) -> Injected:
    """It takes every question to port 53 for itself, by UDP or by TCP too, and denies or bends one name."""
    build.claim(ROUTER_DNS)
    target = build.random.choice(("NXDOMAIN", "ads", at.ROUTER_LAN))
    zone = dict(build.town.internet.zone)
    zone["vpn.example.", "AAAA"] = NXDOMAIN if target == "NXDOMAIN" else NODATA
    zone["vpn.example.", "A"] = {"NXDOMAIN": NXDOMAIN, "ads": ad_server(build)}.get(target, target)
    build.town.stop_dns()
    build.town.internet.hold("router-dns", "router", servers.names(zone, at.ROUTER_LAN, 53, tcp=True))
    protocols = build.random.choice(("udp", "udp, tcp"))
    rule = f"iifname lan0 meta nfproto ipv4 meta l4proto {{ {protocols} }} th dport 53 redirect to :53"
    build.town.rules("router", rule, hook="prerouting", kind="nat")
    build.write(f"The router answers in place of every name server ({protocols}), and says {target} for vpn.example.")
    kind = "name denied" if target == "NXDOMAIN" else "name redirected"
    return Injected(
        "router",
        "alters" if target == "NXDOMAIN" else "redirects",
        "you",
        kind,
        Scope(targets=ALL_GATEWAYS),
        also=("names",),
        owners=("it-firm",),
        is_by_name=True,
    )


@mechanism("gateway host", requires=("IPv4",), excludes=("full tunnel", "split tunnel", "NAT64"), is_visible=False)
def gateway_loses(build: Build) -> Injected:
    """Too much is asked of the company's line, or of the way to it; everything else is well."""
    share = build.random.choice((0.3, 0.5, 0.7))
    place = build.random.choice(("gateway", "beyond"))
    where, hook = ("company", "input") if place == "gateway" else ("internet", "forward")
    build.town.rules(where, f"ip daddr {at.GATEWAY} numgen random mod 1000 < {round(share * 1000)} drop", hook=hook)
    build.write(f"{share:.0%} of what goes to the gateway is lost at {place}.")
    scope = Scope((4,), targets=ALL_GATEWAYS, share=share)
    also = ("beyond", "gateway", "company", "provider")
    return Injected(place, "lossy", "it-firm", "gateway's line", scope, also=also, owners=("company", "provider"))


@mechanism("desk", excludes=("full tunnel", "split tunnel"), weight=2)
def desk_unreachable(build: Build) -> Injected:
    """The way to the IT firm's network is broken behind the provider."""
    action = build.random.choice(("drop", "reject with icmpx type no-route"))
    rules = [f"ip daddr {at.DESK} {action}", *([f"ip6 daddr {at.DESK6} {action}"] if build.town.layout.ipv6 else [])]
    build.town.rules("provider", *rules)
    build.write(f"The provider's network has no way to the firm's desk ({action}).")
    return Injected(
        "provider",
        "drops" if action == "drop" else "refuses",
        "provider",
        "route to the desk",
        Scope(targets=("desk",)),
        also=("beyond", "desk"),
        owners=("it-firm", "nobody"),
    )


@mechanism("route", requires=("IPv4", "switch"), excludes=("full tunnel",), hides=True)
def static_address_of_the_office(build: Build) -> Injected:
    """Entered by hand once, and of another network."""
    build.town.on("pc", f"ip addr del {at.PC}/24 dev eth0", "ip addr add 10.20.30.40/24 dev eth0")
    build.town.on("pc", "ip route add default via 10.20.30.1", "ip -6 route del default 2>/dev/null || true")
    build.town.on("pc", "ip -6 addr flush dev eth0 scope global")
    build.town.resolver(build.random.choice(("10.20.30.1", at.ROUTER_LAN)))
    build.write("The PC has an address of another network, entered by hand.")
    return Injected("pc", "stale", "you", "static address", also=("router", "home"), owners=("it-firm",))


@mechanism("link", requires=("switch", "IPv4"), is_visible=False)
def address_of_the_pc_twice(build: Build) -> Injected:
    """Another device at home has this PC's address: answers go there, then here again."""
    build.town.on("neighbour", f"ip addr add {at.PC}/32 dev eth0")
    build.town.internet.hold("first-claim", "neighbour", claiming(build, "neighbour", "eth0", address=at.PC))
    build.town.internet.hold("second-claim", "pc", claiming(build, "pc", "eth0", address=at.PC))
    build.write("Another device at home has this PC's IPv4 address.")
    return Injected("home", "misconfigured", "you", "address twice", Scope((4,), share=0.5), also=("router", "pc"))


@mechanism("gateway name", requires=("IPv6", "IPv4", "router DNS"), excludes=("NAT64", "full tunnel"), is_visible=False)
def router_invents_ipv6_address(build: Build) -> Injected:
    """For a name that has none: programs that try IPv6 first wait for nothing."""
    build.claim(ROUTER_DNS)
    build.town.start_dns("--address=/vpn.example/2620:4f:8000:3::77", f"--address=/vpn.example/{at.GATEWAY}")
    build.write("The router's DNS invents an IPv6 address for the gateway.")
    scope = Scope((6,), targets=ALL_GATEWAYS, share=0.5)
    return Injected("router", "alters", "you", "invented address", scope, also=("names",), is_harmless=True)
