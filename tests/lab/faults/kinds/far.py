"""Faults behind the home: the provider, the firm's desk, the gateway's load, and what lies behind the VPN."""

import contextlib
import secrets
import socket

from checker.checks.vpn.kinds.ipsec.ikev2_packet import USUAL, sa_init_request
from tests.lab.faults import layout as at
from tests.lab.faults.kinds.fault import fault
from tests.lab.faults.town import Town
from tests.lab.faults.truth.injected import Scope
from tests.lab.faults.tunnel import tunnel
from tests.lab.faults.visit import Visit
from tests.lab.programs import work_in

CROWD = [f"192.175.48.{last}" for last in range(100, 120)]
EACH = 3
"""Half-open sessions: as many as strongSwan lets one address have without a cookie, and with all of these addresses
more than its cookie_threshold of 30 (strongswan.conf(5) of 5.9.8: cookie_threshold, cookie_threshold_ip) and than
HALF_OPEN_LIMIT: it asks for cookies, and then lets nobody in."""
SERVICE = {"services": [{"id": "files", "name": "Ablage", "host": at.SERVICE, "port": 445}]}


@fault(
    "The provider is down: nothing passes its first machine, which is silent too.",
    "network.router-or-line",
    "router",
    "you",
)
def no_internet(town: Town) -> None:
    town.rules("provider", "drop", hook="prerouting")


@fault("The provider loses 10 % of the packets, either way.", "network.provider-loss", "provider", "provider")
def provider_loses(town: Town) -> None:
    town.rules("provider", "numgen random mod 100 < 10 drop", hook="forward")


@fault("IPv6 is offered, and leads nowhere.", "network.ipv6-broken", "provider", "provider")
def ipv6_broken(town: Town) -> None:
    town.rules("provider", "meta nfproto ipv6 meta l4proto != icmpv6 drop", "icmpv6 type echo-request drop")


@fault("IPv4 leads nowhere while IPv6 works.", "network.ipv4-broken", "provider", "provider")
def ipv4_broken(town: Town) -> None:
    town.rules("provider", "meta nfproto ipv4 drop")


@fault("The firm's desk is down; everything else is well.", "network.desk-down", "", "it-firm")
def desk_down(town: Town) -> None:
    town.internet.drop("desk")


@fault(
    "The IPsec gateway has so many half-open sessions that it asks for cookies, and then lets nobody in.",
    "vpn.overloaded",
    "gateway",
    "company",
    scope=Scope(targets=("ipsec",)),
)
def gateway_overloaded(town: Town) -> None:
    town.on("internet", *(f"ip addr add {address}/32 dev lo" for address in CROWD))
    work_in(town.spaces["internet"], besiege)


def besiege() -> None:
    """Opens sessions from many addresses and goes on with none."""
    for address in CROWD * EACH:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
            sock.bind((address, 0))
            sock.sendto(sa_init_request(secrets.token_bytes(8), USUAL), (at.GATEWAY, 500))
            sock.settimeout(0.3)
            with contextlib.suppress(TimeoutError):
                sock.recv(2048)  # the last ones get no answer any more


@fault("The VPN is up, and the file server behind it is not.", "vpn.service-silent", "company", "company")
def service_down_behind_the_vpn(town: Town) -> Visit:
    tunnel(town, "company", at.GATEWAY, at.COMPANY)
    town.rules("office", "tcp dport 445 drop", hook="input")
    return Visit(vpn=SERVICE)
