"""Behind the router: the line is down, for one version of IP, loses packets, or has no ports left."""

from tests.lab.faults import layout as at
from tests.lab.faults.grid.build import ALL_GATEWAYS, Build, mechanism
from tests.lab.faults.kinds.sizes import DOWN, UP, narrow
from tests.lab.faults.truth.injected import Injected, Scope


@mechanism("line", excludes=("full tunnel", "split tunnel"), hides=True, weight=2)
def line_down(build: Build) -> Injected:
    """The DNS server of the provider may still answer, and so may its first machine."""
    kind = build.random.choice(("nothing passes", "first machine answers", "names answered"))
    match kind:
        case "nothing passes":
            build.town.rules("provider", "iifname acc0 drop", "iifname net0 drop", hook="prerouting")
        case "first machine answers":
            build.town.rules("provider", "drop")
            build.town.rules("provider", "th dport 53 drop", hook="input")
        case _:
            build.town.rules("provider", "drop")
    build.write(f"The provider's line is down ({kind}).")
    return Injected("provider", "down", "provider", "line", also=("beyond", "names"))


@mechanism("line", requires=("IPv4", "IPv6"), excludes=("full tunnel", "split tunnel"), weight=2)
def one_version_down(build: Build) -> Injected:
    version = build.random.choice((4, 6))
    place = build.random.choice(("provider", "provider", "router"))
    build.town.rules(place, f"meta nfproto ipv{version} drop")
    build.write(f"IPv{version} does not pass {place}.")
    owner = "provider" if place == "provider" else "you"
    also = ("router",) if place == "provider" else ("provider",)
    return Injected(place, "drops", owner, f"IPv{version}", Scope((version,)), also=also, owners=("you", "provider"))


@mechanism("line", excludes=("full tunnel",))
def line_loses(build: Build) -> Injected:
    share = build.random.choice((0.05, 0.1, 0.2, 0.35))
    device = build.random.choice(("", "iifname acc0 ", "iifname net0 "))
    build.town.rules("provider", f"{device}numgen random mod 1000 < {round(share * 1000)} drop")
    build.write(f"The provider loses {share:.0%} ({device or 'either way'}).")
    return Injected("provider", "lossy", "provider", "line", Scope(share=share), also=("beyond",), owners=("you",))


@mechanism("size", requires=("IPv4",), excludes=("full tunnel", "NAT64", "DS-Lite"), is_visible=False)
def line_narrow(build: Build) -> Injected:
    direction = build.random.choice((UP, DOWN))
    mtu = build.random.choice((1492, 1460, 1400, 1340))
    if "double NAT" in build.traits or "IPv6" not in build.traits:
        build.town.rules("provider", f"meta length > {mtu} drop")
    else:
        narrow(build.town, mtu, direction)
    build.write(f"Packets of more than {mtu} bytes vanish at the access ({direction}).")
    owners = ("provider", "you")
    return Injected(
        "provider", "drops", "it-firm", "narrow", Scope(size="large"), also=("router", "beyond"), owners=owners
    )


@mechanism("line", requires=("IPv4",), excludes=("full tunnel", "split tunnel"))
def company_network_unreachable(build: Build) -> Injected:
    """The way to the company's network is broken somewhere behind the provider, for one direction of the world."""
    action = build.random.choice(("drop", "reject with icmpx type host-unreachable", "reject with icmpx type no-route"))
    build.town.rules("provider", f"ip daddr {at.GATEWAY} {action}")
    build.write(f"The provider's network has no way to the company ({action}).")
    mechanism_name = "drops" if action == "drop" else "refuses"
    scope = Scope((4,), targets=ALL_GATEWAYS)
    return Injected(
        "provider",
        mechanism_name,
        "provider",
        "route to the company",
        scope,
        also=("beyond", "gateway"),
        owners=("it-firm",),
    )


@mechanism("line", requires=("IPv4",), excludes=("full tunnel", "split tunnel"))
def provider_swallows_udp(build: Build) -> Injected:
    spared = build.random.choice(("th dport != 53 ", "th dport != { 53, 443 } "))
    build.town.rules("provider", f"meta l4proto udp {spared}drop")
    build.write("The provider drops all UDP but names.")
    return Injected(
        "provider", "drops", "provider", "all udp dropped", Scope(protocols=("udp",)), also=("router",), owners=("you",)
    )
