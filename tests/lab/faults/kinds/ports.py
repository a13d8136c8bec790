"""Ports that a router or the provider blocks, silently or with a refusal; gateways that are down."""

from tests.lab.faults import layout as at
from tests.lab.faults.kinds.fault import Break, fault
from tests.lab.faults.layout import Layout
from tests.lab.faults.town import Town
from tests.lab.faults.truth.injected import Scope

BLOCKED = {"ipsec": "udp dport { 500, 4500 }", "openvpn": "udp dport 1194", "wireguard": "udp dport 51820"}
PORTS = {"ipsec": (500, 4500), "openvpn": (1194,), "wireguard": (51820,)}
OPENVPN = Scope(protocols=("udp",), ports=PORTS["openvpn"])


def _dropping(where: str, what: str) -> Break:
    def breaks(town: Town) -> None:
        town.rules(where, f"{BLOCKED[what]} drop")

    breaks.__name__ = f"{what}_blocked_at_the_{where}"
    return breaks


def _scope(what: str) -> Scope:
    return Scope(protocols=("udp",), ports=PORTS[what])


for _what in BLOCKED:
    fault(
        f"The home router drops what goes to {_what}.", "vpn.port-blocked-at-home", "router", "you", scope=_scope(_what)
    )(_dropping("router", _what))
    fault(
        f"The provider drops what goes to {_what}.",
        "vpn.port-blocked-by-provider",
        "provider",
        "provider",
        scope=_scope(_what),
    )(_dropping("provider", _what))


@fault("The home router drops all UDP.", "vpn.udp-blocked", "router", "you")
def udp_blocked_at_the_router(town: Town) -> None:
    town.rules("router", "meta l4proto udp drop")


UDP_STOPPED_OUTSIDE = ("vpn.port-blocked-by-provider", "provider", "provider")
ALL_UDP = Scope(protocols=("udp",))


@fault("The provider drops all UDP.", *UDP_STOPPED_OUTSIDE, scope=ALL_UDP)
def udp_blocked_at_the_provider(town: Town) -> None:
    town.rules("provider", "meta l4proto udp drop")


@fault("The provider drops all UDP behind two routers.", *UDP_STOPPED_OUTSIDE, layout=Layout(modem=True), scope=ALL_UDP)
def udp_blocked_at_the_provider_behind_two_routers(town: Town) -> None:
    town.rules("provider", "meta l4proto udp drop")


@fault("The home router refuses UDP 1194: port unreachable.", "vpn.refused-by-router", "router", "you", scope=OPENVPN)
def refused_by_the_router(town: Town) -> None:
    town.rules("router", "udp dport 1194 reject with icmp type port-unreachable")


@fault("The home router refuses UDP 1194: prohibited.", "vpn.refused-by-router", "router", "you", scope=OPENVPN)
def prohibited_by_the_router(town: Town) -> None:
    town.rules("router", "udp dport 1194 reject with icmp type admin-prohibited")


@fault("The provider refuses UDP 1194: prohibited.", "vpn.refused-on-the-way", "provider", "provider", scope=OPENVPN)
def prohibited_by_the_provider(town: Town) -> None:
    town.rules("provider", "udp dport 1194 reject with icmp type admin-prohibited")


@fault(
    "No OpenVPN runs at the gateway any more; its port is closed.",
    "vpn.refused",
    "gateway",
    "company",
    scope=Scope(targets=("openvpn",)),
)
def gateway_port_closed(town: Town) -> None:
    town.company.stop("openvpn")


@fault(
    "The portal's web server does not run any more; its port is closed.",
    "vpn.refused",
    "gateway",
    "company",
    scope=Scope(targets=("portal",)),
)
def gateway_tcp_port_closed(town: Town) -> None:
    town.company.stop("portal")


@fault("The gateway's host is switched off; nothing behind it answers for it.", "vpn.silent", "gateway", "it-firm")
def gateway_down(town: Town) -> None:
    town.rules("internet", f"ip daddr {at.GATEWAY} drop")
