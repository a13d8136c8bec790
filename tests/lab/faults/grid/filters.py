"""The plainest mechanism, with the widest scope: somebody on the way drops or refuses a class of traffic."""

from tests.lab.faults import layout as at
from tests.lab.faults.grid.build import GATEWAY_PORTS, Build, SenselessError, mechanism
from tests.lab.faults.truth.injected import Injected, Scope

_OWNERS = {
    "pc": ("it-firm", ("you",)),
    "router": ("you", ()),
    "provider": ("provider", ()),
    "beyond": ("it-firm", ("provider",)),
    "gateway": ("it-firm", ("company",)),
}
_WHERE = {
    "pc": ("pc", "output"),
    "router": ("router", "forward"),
    "provider": ("provider", "forward"),
    "beyond": ("internet", "forward"),
    "gateway": ("company", "input"),
}
_REFUSALS = {
    "port-unreachable": ("reject with icmpx type port-unreachable", ""),
    "prohibited": ("reject with icmpx type admin-prohibited", ""),
    "host-unreachable": ("reject with icmpx type host-unreachable", ""),
    "reset": ("reject with tcp reset", "tcp"),
}
_ALSO = {"beyond": ("provider", "gateway"), "gateway": ("company",), "provider": (), "router": (), "pc": ()}


def nft_match(scope: Scope, destination: str = "", length: int = 0, packets: int = 0) -> str:
    """Scope in nftables' words. `length`: packets above so many bytes; `packets`: those after so many of a flow."""
    words = []
    if len(scope.versions) == 1:
        words.append(f"meta nfproto ipv{scope.versions[0]}")
    if destination:
        words.append(f"{'ip6' if ':' in destination else 'ip'} daddr {destination}")
    if len(scope.protocols) == 1 and scope.protocols != ("icmp",):
        words.append(f"meta l4proto {scope.protocols[0]}")
    if scope.ports:
        words.append(f"th dport {{ {', '.join(map(str, scope.ports))} }}")
    if length:
        words.append(f"meta length > {length}")
    if scope.flow == "new":
        words.append("ct state new")
    if packets:
        words.append(f"ct original packets > {packets}")
    if scope.share < 1:
        words.append(f"numgen random mod 1000 < {round(scope.share * 1000)}")
    return " ".join(words)


def _gateway_scope(build: Build) -> tuple[Scope, str]:
    """The traffic of one gateway, or of a whole protocol, or of one version of IP."""
    choice = build.random.choice(("gateway", "gateway", "gateway", "port for all", "protocol", "desk port"))
    name = build.gateway()
    protocol, ports = GATEWAY_PORTS[name]
    if name == "ipsec" and build.random.random() < 0.4:
        ports = (build.random.choice(ports),)
    if choice == "protocol":
        return Scope(versions=(4,) if build.random.random() < 0.3 else (), protocols=("udp",)), ""
    if choice == "desk port":
        return Scope(protocols=("tcp",), ports=(443,)), ""
    scope = Scope(versions=(4,), protocols=(protocol,), ports=ports)
    return (scope, at.GATEWAY) if choice == "gateway" else (Scope(protocols=(protocol,), ports=ports), "")


def _injected(place: str, mechanism_name: str, scope: Scope, kind: str) -> Injected:
    owner, owners = _OWNERS[place]
    return Injected(place, mechanism_name, owner, kind, scope, also=_ALSO[place], owners=owners)


def _apply(build: Build, place: str, rule: str) -> None:
    where, hook = _WHERE[place]
    spared = "oif lo accept" if place == "pc" else ""
    build.town.rules(where, *filter(None, (spared, rule)), hook=hook)


@mechanism("filter", excludes=("NAT64", "full tunnel"), weight=6)
def traffic_dropped(build: Build) -> Injected:
    place = build.random.choice(("router", "router", "provider", "provider", "pc", "beyond", "gateway"))
    scope, destination = _gateway_scope(build)
    if place == "gateway" and not destination:
        scope, destination = Scope((4,), ("udp",)), at.GATEWAY
    if place == "beyond":
        destination = at.GATEWAY
        scope = Scope((4,), scope.protocols, scope.ports, build.gateways)
    _apply(build, place, f"{nft_match(scope, destination)} drop")
    build.write(f"Drops at {place}: {nft_match(scope, destination)}.")
    if destination:
        scope = _aimed(scope, build)
    return _injected(place, "drops", scope, f"{'all ' if not scope.ports else ''}{'/'.join(scope.protocols)} dropped")


def _aimed(scope: Scope, build: Build) -> Scope:
    """The scope of a rule that only looks at the gateway's address."""
    return Scope(scope.versions, scope.protocols, scope.ports, build.gateways)


@mechanism("filter", excludes=("NAT64", "full tunnel"), weight=5)
def traffic_refused(build: Build) -> Injected:
    place = build.random.choice(("router", "router", "provider", "pc", "gateway"))
    scope, destination = _gateway_scope(build)
    refusal = build.random.choice(
        [key for key, (_, needs) in _REFUSALS.items() if not needs or needs in scope.protocols]
    )
    if place == "gateway":
        destination = at.GATEWAY
    _apply(build, place, f"{nft_match(scope, destination)} {_REFUSALS[refusal][0]}")
    build.write(f"Refuses at {place} ({refusal}): {nft_match(scope, destination)}.")
    if destination:
        scope = _aimed(scope, build)
    return _injected(place, "refuses", scope, f"refused, {refusal}")


@mechanism("filter", excludes=("NAT64", "full tunnel"), is_visible=False, weight=2)
def session_cut_after_packets(build: Build) -> Injected:
    """The first packets pass, the rest of the flow does not: an answer comes, and no session."""
    place = build.random.choice(("router", "provider"))
    name = build.gateway("openvpn", "openvpn-tcp", "portal")
    protocol, ports = GATEWAY_PORTS[name]
    scope = Scope((4,), (protocol,), ports, (name,), flow="after")
    packets = build.random.choice((1, 2, 3)) if protocol == "udp" else build.random.choice((3, 4))
    _apply(build, place, f"{nft_match(scope, at.GATEWAY, packets=packets)} drop")
    build.write(f"At {place} a flow to {name} dies after {packets} packets.")
    return _injected(place, "drops", scope, "session cut")


@mechanism("filter", excludes=("NAT64", "full tunnel"), is_visible=False, weight=2)
def new_flows_dropped(build: Build) -> Injected:
    """A table of connections is full: a share of new flows dies, old ones live."""
    place = build.random.choice(("router", "router", "provider"))
    share = build.random.choice((0.3, 0.5, 0.7))
    scope = Scope(versions=(4,), flow="new", share=share)
    _apply(build, place, f"meta l4proto {{ tcp, udp }} {nft_match(scope)} drop")
    build.write(f"At {place} {share:.0%} of new connections by IPv4 are dropped.")
    return _injected(place, "overloaded", scope, "table full")


@mechanism("filter", excludes=("NAT64", "full tunnel"), is_visible=False, weight=2)
def many_flows_dropped(build: Build) -> Injected:
    """So many connections at once, and no more, as a router with a small table has."""
    most = build.random.choice((3, 5, 8))
    scope = Scope(versions=(4,), flow="new")
    rule = f"meta nfproto ipv4 meta l4proto {{ tcp, udp }} ct state new ct count over {most} drop"
    build.town.rules("router", rule)
    build.write(f"The router carries {most} connections by IPv4 at once.")
    return _injected("router", "overloaded", scope, "table full")


@mechanism("size", excludes=("NAT64", "full tunnel"), is_visible=False, weight=2)
def large_packets_dropped(build: Build) -> Injected:
    """Nobody is told of it."""
    place = build.random.choice(("router", "provider", "beyond", "home"))
    length = build.random.choice((1300, 1400, 1460, 1480))
    scope = Scope(versions=build.random.choice(((), (4,), (6,))), size="large")
    if "IPv6" not in build.traits:
        scope = Scope(size="large")
    if place == "home":
        if "switch" not in build.traits:
            raise SenselessError("no switch")
        build.town.bridge_rules(f"meta length > {length} drop")
        scope = Scope(size="large")
    else:
        where = _WHERE[place][0]
        build.town.rules(where, f"{nft_match(scope, length=length)} drop")
    build.write(f"Packets of more than {length} bytes ({scope.versions or 'all'}) vanish at {place}.")
    owner, owners = {"home": ("you", ()), "router": ("you", ("it-firm",))}.get(place, ("it-firm", ("provider",)))
    also = {
        "home": ("router",),
        "router": ("provider", "home"),
        "provider": ("router", "beyond"),
        "beyond": ("provider",),
    }
    return Injected(place, "drops", owner, "narrow", scope, also=also[place], owners=(*owners, "it-firm", "provider"))


@mechanism("size", excludes=("NAT64", "full tunnel"), is_visible=False)
def fragments_dropped(build: Build) -> Injected:
    place = build.random.choice(("router", "provider"))
    build.town.rules(_WHERE[place][0], "ip frag-off & 0x3fff != 0 drop", hook="prerouting")
    build.write(f"Packets that were split are dropped at {place}.")
    return Injected(
        place,
        "drops",
        "it-firm",
        "fragments",
        Scope(versions=(4,), size="fragments", targets=("ipsec",)),
        also=("router", "provider"),
        owners=("you", "provider"),
        is_harmless=True,
    )
