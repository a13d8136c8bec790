"""A name that leads elsewhere, here or at the provider, while the rest of the internet knows it rightly."""

from tests.lab.faults import layout as at
from tests.lab.faults.kinds.fault import fault
from tests.lab.faults.kinds.naming.strangers import DEAD, nobody, stranger
from tests.lab.faults.town import Town
from tests.lab.faults.truth.injected import Scope
from tests.lab.faults.tunnel import NETWORK, tunnel
from tests.lab.faults.visit import Visit
from tests.net import servers

HERE = "vpn.name-wrong-here", "pc", "it-firm"
HOME = "vpn.name-wrong-at-home", "router", "you"
UNKNOWN = "vpn.name-unknown", "gateway", "it-firm"
DESK, REACH = Scope(targets=("desk",)), Scope(targets=("reach",))
STALE_DNS = "192.175.48.54"
TUNNEL_DNS = NETWORK.partition("/")[0]


@fault("A stale line in the hosts file leads to an address where nobody is any more.", *HERE)
def hosts_file_leads_nowhere(town: Town) -> None:
    town.hosts(f"{DEAD} vpn.example")


@fault("A stale line in the hosts file leads to a server that refuses.", *HERE)
def hosts_file_leads_to_a_refusal(town: Town) -> None:
    town.hosts(f"{at.STUN} vpn.example")


@fault("A stale line in the hosts file leads to somebody else's web server.", *HERE)
def hosts_file_leads_to_a_stranger(town: Town) -> None:
    town.hosts(f"{stranger(town)} vpn.example")


@fault("A filter on this PC leads the gateway's name to the PC itself.", *HERE)
def hosts_file_leads_home(town: Town) -> None:
    town.hosts("127.0.0.1 vpn.example", "::1 vpn.example")


@fault("A stale line in the hosts file leads to a private address.", *HERE)
def hosts_file_leads_inside(town: Town) -> None:
    town.hosts("10.1.0.99 vpn.example")


@fault("The hosts file leads the desk to nobody.", "network.name-wrong-here", "pc", "it-firm", scope=DESK)
def hosts_file_loses_the_desk(town: Town) -> None:
    town.hosts(f"{nobody(town)} desk.example")


@fault(
    "The hosts file leads the desk to somebody else.",
    "network.name-wrong-here",
    "pc",
    "it-firm",
    scope=DESK,
)
def hosts_file_swaps_the_desk(town: Town) -> None:
    town.hosts(f"{stranger(town)} desk.example")


@fault(
    "A stale line in the hosts file leads a host that must be reached to nobody.",
    "network.name-wrong-here",
    "pc",
    "it-firm",
    scope=REACH,
)
def hosts_file_loses_a_host(town: Town) -> None:
    town.hosts(f"{nobody(town)} reach.example")


@fault("A filter on this PC leads the desk to 0.0.0.0.", "network.name-wrong-here", "pc", "it-firm", scope=DESK)
def hosts_file_forbids_the_desk(town: Town) -> None:
    town.hosts("0.0.0.0 desk.example")


@fault("The router still knows the address that the company moved away from.", *HOME)
def router_remembers_the_old_address(town: Town) -> None:
    town.start_dns(f"--address=/vpn.example/{nobody(town)}")


@fault("The router leads the gateway's name to somebody else's web server.", *HOME)
def router_leads_to_a_stranger(town: Town) -> None:
    town.start_dns(f"--address=/vpn.example/{stranger(town)}")


@fault("The router leads the desk's name to a stranger's web server.", "network.dns-lies", "router", "you", scope=DESK)
def router_leads_the_desk_to_a_stranger(town: Town) -> None:
    desk_at(town, stranger(town))


@fault("The router leads the desk's name to where nobody is.", "network.dns-lies", "router", "you", scope=DESK)
def router_leads_the_desk_nowhere(town: Town) -> None:
    desk_at(town, nobody(town))


@fault("The provider's DNS still knows the gateway's old address.", *HOME)
def provider_remembers_the_old_address(town: Town) -> None:
    provider_zone(town, {("vpn.example.", "A"): nobody(town)})


@fault("The provider's DNS leads the gateway's name to an address of an inner network.", *HOME)
def provider_leads_inside(town: Town) -> None:
    provider_zone(town, {("vpn.example.", "A"): "10.1.0.99"})


@fault("The DNS server that is set on this PC still knows the gateway's old address.", *HOME)
def set_server_remembers_the_old_address(town: Town) -> None:
    town.on("internet", f"ip addr add {STALE_DNS}/32 dev lo")
    zone = town.internet.zone | {("vpn.example.", "A"): DEAD}
    town.internet.hold("stale", "internet", servers.names(zone, STALE_DNS, 53))
    town.resolver(STALE_DNS)


@fault("The provider sends every unknown name to its advertising server, and the gateway's is unknown.", *UNKNOWN)
def provider_advertises(town: Town) -> Visit:
    provider_zone(town, {("gone.example.", "A"): stranger(town), ("gone.example.", "AAAA"): 0})
    return Visit(changed={"openvpn": {"host": "gone.example"}, "portal": {"host": "gone.example"}})


@fault("The search domain turns the gateway's unknown name into one that leads to advertising.", *UNKNOWN)
def search_domain_advertises(town: Town) -> Visit:
    town.start_dns(f"--address=/home.example/{stranger(town)}")
    town.resolver(at.ROUTER_LAN, words="search home.example\n")
    return Visit(changed={"openvpn": {"host": "gone.example"}, "openvpn-tcp": {"host": "gone.example"}})


@fault("The VPN that is connected brings a DNS server that knows the gateway by an inner address.", *HERE)
def tunnel_dns_leads_inside(town: Town) -> None:
    tunnel(town, "internet", at.REACH, at.COMPANY)
    zone = town.internet.zone | {("vpn.example.", "A"): "10.1.0.99"}
    town.internet.hold("inner", "internet", servers.names(zone, TUNNEL_DNS, 53))
    town.resolver(TUNNEL_DNS)


@fault(
    "Whatever DNS server is asked, the router answers itself, and with an old address.",
    "vpn.name-unconfirmed",
    "router",
    "it-firm",
)
def router_answers_for_every_server(town: Town) -> None:
    town.start_dns(f"--address=/vpn.example/{nobody(town)}")
    redirect = "iifname lan0 udp dport 53 redirect to :53"
    town.rules("router", redirect, "iifname lan0 tcp dport 53 redirect to :53", hook="prerouting", kind="nat")


def desk_at(town: Town, address: str) -> None:
    """The router's own server leads the desk there, and knows no IPv6 address of it."""
    town.stop_dns()
    zone = town.internet.zone | {("desk.example.", "A"): address, ("desk.example.", "AAAA"): 0}
    town.internet.hold("router-dns", "router", servers.names(zone, at.ROUTER_LAN, 53))


def provider_zone(town: Town, records: dict[tuple[str, str], str | int]) -> None:
    """The provider's server gives these answers; every other one gives the true ones."""
    town.internet.drop("provider-dns")
    zone = town.internet.zone | records
    town.internet.hold("provider-dns", "provider", servers.names(zone, at.PROVIDER_DNS, 53))
