"""The name service: the router's server, the provider's behind it, and the company's zone for everybody."""

from tests.lab.faults import layout as at
from tests.lab.faults.grid.build import ALL_GATEWAYS, Build, SenselessError, mechanism
from tests.lab.faults.internet import Zone
from tests.lab.faults.truth.injected import Injected, Scope
from tests.net import servers

SERVFAIL, NXDOMAIN, REFUSED, NODATA = 2, 3, 5, 0
AD_SERVER = "192.175.48.66"
SLOW = "192.88.99.130"
UNUSED = "192.31.196.99"


class Catching(dict[tuple[str, str], str | int | None]):
    """A zone that has an answer to every question of one type: what an advertising server makes of unknown names."""

    def __init__(self, zone: Zone, record_type: str, record: str | int | None) -> None:
        super().__init__(zone)
        self._record_type, self._record = record_type, record

    def get(self, key: tuple[str, str], default: object = None) -> object:  # type: ignore[override]
        """The zone's own record first."""
        if key in self:
            return self[key]
        return self._record if key[1] == self._record_type else NODATA


class Failing(dict[tuple[str, str], str | int | None]):
    """A zone of which every answer is this."""

    def __init__(self, rcode: int | None) -> None:
        super().__init__()
        self._rcode = rcode

    def get(self, key: tuple[str, str], default: object = None) -> object:  # type: ignore[override]
        """Always the same."""
        return self._rcode


def ad_server(build: Build) -> str:
    """A web server that answers on 80 and 443, with a certificate of its own."""
    build.town.on("internet", f"ip addr add {AD_SERVER}/32 dev lo")
    leaf = build.town.certificates.leaf(build.town.certificates.public, "ads.example").certificate
    page: servers.Reply = (200, {}, b"<html><title>Search results and offers</title></html>")
    pages = {"/": page, "/generate_204": page, "/health": page}
    build.town.internet.hold("ads", "internet", servers.http(pages, host=AD_SERVER, port=80))
    build.town.internet.hold("ads", "internet", servers.http(pages, host=AD_SERVER, port=443, leaf=leaf))
    return AD_SERVER


def _own_resolver(build: Build, zone: Zone) -> None:
    """The router's server answers from this zone and asks nobody."""
    build.claim(ROUTER_DNS)
    build.town.stop_dns()
    build.town.internet.hold("router-dns", "router", servers.names(zone, at.ROUTER_LAN, 53))


def _provider_resolver(build: Build, zone: Zone, late_s: float = 0.0) -> None:
    build.claim("provider's DNS")
    build.town.internet.drop("provider-dns")
    build.town.internet.hold("provider-dns", "provider", servers.names(zone, at.PROVIDER_DNS, 53, late_s=late_s))


ROUTER_DNS = "router's DNS"
_RESOLVER = ("IPv4", "router DNS")
_BOTH: tuple[str, ...] = ("names",)


@mechanism("resolver", requires=_RESOLVER, excludes=("NAT64",), weight=2)
def router_resolver_fails(build: Build) -> Injected:
    kind = build.random.choice(("closed", "silent", "SERVFAIL", "REFUSED"))
    if kind in ("closed", "silent"):
        build.claim(ROUTER_DNS)
    if kind == "closed":
        build.town.stop_dns()
    elif kind == "silent":
        build.town.rules("router", "meta l4proto { tcp, udp } th dport 53 drop", hook="input")
    else:
        _own_resolver(build, Failing(SERVFAIL if kind == "SERVFAIL" else REFUSED))
    build.write(f"The router's DNS: {kind}.")
    mechanism_name = "refuses" if kind in ("closed", "REFUSED") else "drops"
    return Injected("router", mechanism_name, "you", "resolver", also=_BOTH, is_by_name=True)


@mechanism("resolver", requires=_RESOLVER, excludes=("NAT64",), is_visible=False, weight=2)
def router_never_answers_aaaa(build: Build) -> Injected:
    zone = dict(build.town.internet.zone)
    for name, kind in list(zone):
        if kind == "AAAA":
            zone[name, kind] = None
    _own_resolver(build, Catching(zone, "AAAA", None))
    build.write("The router's DNS never answers a question for IPv6 addresses.")
    return Injected("router", "drops", "you", "resolver without AAAA", also=_BOTH, owners=("it-firm",), is_by_name=True)


@mechanism("resolver", excludes=("NAT64", "full tunnel"), is_visible=False, weight=2)
def resolver_slow(build: Build) -> Injected:
    if "router DNS" not in build.traits:
        raise SenselessError("this PC asks another server")
    seconds = build.random.choice((1.5, 2.5, 3.5))
    _provider_resolver(build, build.town.internet.zone, seconds)
    build.write(f"The provider's DNS takes {seconds} s for each name.")
    return Injected("names", "slow", "you", "resolver", also=("router", "provider"), owners=("provider",))


@mechanism("resolver", requires=("router DNS",), excludes=("NAT64", "full tunnel"), weight=2)
def provider_resolver_fails(build: Build) -> Injected:
    rcode = build.random.choice((SERVFAIL, REFUSED, None))
    _provider_resolver(build, Failing(rcode))
    build.write(f"The provider's DNS fails ({rcode}).")
    return Injected(
        "names", "drops", "provider", "resolver", also=("provider", "router"), owners=("you",), is_by_name=True
    )


@mechanism("gateway name", requires=_RESOLVER, excludes=("NAT64",), weight=2)
def router_answers_a_name_otherwise(build: Build) -> Injected:
    """A filter or a rebind protection, for one name."""
    name = build.random.choice(("vpn.example", "vpn.example", "desk.example"))
    target = build.random.choice(("0.0.0.0", "NXDOMAIN", at.ROUTER_LAN, "NODATA", "ads"))
    if target != "NODATA":
        build.claim(ROUTER_DNS)
    match target:
        case "NXDOMAIN":
            build.town.start_dns(f"--server=/{name}/")
        case "NODATA":
            zone = dict(build.town.internet.zone)
            zone[f"{name}.", "A"] = zone[f"{name}.", "AAAA"] = NODATA
            _own_resolver(build, zone)
        case "ads":
            build.town.start_dns(f"--address=/{name}/{ad_server(build)}")
        case _:
            build.town.start_dns(f"--address=/{name}/{target}")
    build.write(f"The router's DNS says {target} for {name}.")
    targets = ALL_GATEWAYS if name == "vpn.example" else ("desk",)
    denied = target in ("NXDOMAIN", "NODATA")
    return Injected(
        "router",
        "alters" if denied else "redirects",
        "you",
        "name denied" if denied else "name redirected",
        Scope(targets=targets),
        also=_BOTH,
        owners=("it-firm",),
        is_by_name=True,
    )


@mechanism("gateway name", requires=("router DNS",), excludes=("NAT64", "full tunnel"), weight=2)
def provider_blocks_a_name(build: Build) -> Injected:
    """By order or by mistake the provider's servers lead a name to a page, or say that it does not exist."""
    name = build.random.choice(("vpn.example", "vpn.example", "desk.example"))
    target = build.random.choice(("ads", "NXDOMAIN", "127.0.0.1"))
    zone = dict(build.town.internet.zone)
    zone[f"{name}.", "AAAA"] = NXDOMAIN if target == "NXDOMAIN" else NODATA
    zone[f"{name}.", "A"] = {"ads": ad_server(build), "NXDOMAIN": NXDOMAIN}.get(target, target)
    _provider_resolver(build, zone)
    build.write(f"The provider's DNS says {target} for {name}.")
    targets = ALL_GATEWAYS if name == "vpn.example" else ("desk",)
    return Injected(
        "names",
        "redirects",
        "provider",
        "name denied" if target == "NXDOMAIN" else "name redirected",
        Scope(targets=targets),
        also=("provider", "router"),
        owners=("you", "it-firm"),
        is_by_name=True,
    )


@mechanism("gateway name", requires=("router DNS",), excludes=("NAT64", "full tunnel"), is_visible=False, weight=2)
def unknown_names_lead_to_advertising(build: Build) -> Injected:
    """The gateway's name does not exist any more, and the provider makes an address of what does not exist."""
    zone = Catching(build.town.internet.zone, "A", ad_server(build))
    _provider_resolver(build, zone)
    for name in build.gateways:
        build.change(name, host="gone.example")
    build.write("The gateway's name is gone, and the provider's DNS leads unknown names to an advertising server.")
    scope = Scope(targets=ALL_GATEWAYS)
    places = ("names", "provider", "router")
    return Injected(
        "gateway",
        "misconfigured",
        "it-firm",
        "name gone",
        scope,
        also=places,
        owners=("provider", "you"),
        is_by_name=True,
    )


@mechanism("gateway name", excludes=("full tunnel",), weight=2)
def zone_sick(build: Build) -> Injected:
    """For everybody: its servers fail, or the name is not there any more, or has no address."""
    name = build.random.choice(("vpn.example.", "vpn.example.", "desk.example."))
    rcode = build.random.choice((SERVFAIL, SERVFAIL, NXDOMAIN, NODATA, None))
    for kind in ("A", "AAAA"):
        build.town.internet.zone[name, kind] = rcode
    build.write(f"The zone of {name} is broken for everybody ({rcode}).")
    vpn = name == "vpn.example."
    kind = "zone sick" if rcode in (SERVFAIL, None) else "name gone"
    return Injected(
        "gateway" if vpn else "desk",
        "sick",
        "it-firm",
        kind,
        Scope(targets=ALL_GATEWAYS if vpn else ("desk",)),
        also=_BOTH,
        owners=("company",),
        is_by_name=True,
    )


@mechanism("gateway name", excludes=("full tunnel", "NAT64"), is_visible=False, weight=2)
def gateway_address_stale(build: Build) -> Injected:
    """For everybody: the company has moved, and its name still leads to where it was."""
    target = build.random.choice((UNUSED, AD_SERVER))
    if target == AD_SERVER:
        ad_server(build)
    build.town.internet.zone["vpn.example.", "A"] = target
    build.write(f"The gateway's name leads to an old address, {target}.")
    return Injected(
        "gateway",
        "stale",
        "it-firm",
        "address stale",
        Scope(targets=ALL_GATEWAYS),
        also=_BOTH,
        owners=("company",),
        is_by_name=True,
    )


@mechanism("gateway name", requires=("IPv6",), excludes=("full tunnel", "NAT64"), is_visible=False, weight=2)
def gateway_ipv6_address_dead(build: Build) -> Injected:
    """The name has an IPv6 address at which nobody is; IPv4 works."""
    build.town.internet.zone["vpn.example.", "AAAA"] = "2620:4f:8000:3::99"
    build.write("The gateway's name also has an IPv6 address, and nobody is there.")
    scope = Scope((6,), targets=ALL_GATEWAYS, share=0.5)
    return Injected("gateway", "stale", "it-firm", "dead IPv6 address", scope, owners=("company",), is_harmless=True)


@mechanism("gateway name", excludes=("full tunnel", "NAT64"), is_visible=False, weight=2)
def first_of_several_addresses_dead(build: Build) -> Injected:
    build.town.internet.zone["vpn.example.", "A"] = (UNUSED, at.GATEWAY)  # type: ignore[assignment]
    build.write("The gateway's name has two IPv4 addresses, and at the first one nobody is.")
    scope = Scope((4,), targets=ALL_GATEWAYS, share=0.5)
    return Injected(
        "gateway", "stale", "it-firm", "one address dead", scope, also=_BOTH, owners=("company",), is_harmless=True
    )
