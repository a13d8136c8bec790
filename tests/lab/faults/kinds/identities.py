"""Certificates and keys that do not fit."""

import base64
import datetime
import secrets

from checker.demo.gateways.openvpn import new_static_key
from tests.lab.faults import layout as at
from tests.lab.faults.certificates import Leaf
from tests.lab.faults.kinds.fault import Break, fault
from tests.lab.faults.town import Town
from tests.lab.faults.truth.injected import Scope
from tests.lab.faults.visit import Visit
from tests.net import servers

DAY = datetime.timedelta(days=1)


def expired(town: Town) -> Leaf:
    return town.certificates.leaf(town.certificates.company, "vpn.example", begins=-30 * DAY, days=-2)


def not_yet_valid(town: Town) -> Leaf:
    return town.certificates.leaf(town.certificates.company, "vpn.example", begins=2 * DAY)


def wrong_name(town: Town) -> Leaf:
    return town.certificates.leaf(town.certificates.company, "old.example")


def unknown_issuer(town: Town) -> Leaf:
    return town.certificates.leaf(town.certificates.stranger, "vpn.example")


BAD = {
    "expired": (expired, "has expired", "company"),
    "not-yet-valid": (not_yet_valid, "is not valid yet", "company"),
    "wrong-name": (wrong_name, "is for another name", "it-firm"),
    "unknown-issuer": (unknown_issuer, "was issued by a stranger", "it-firm"),
}


def _showing(gateway: str, bad: str) -> Break:
    def breaks(town: Town) -> Visit:
        town.company.stop(gateway)
        leaf = BAD[bad][0](town)
        if gateway == "portal":
            town.company.start_portal(leaf)
        else:
            town.company.start_openvpn(gateway, leaf)
        return Visit(changed={"openvpn": {"server_name": "vpn.example"}})

    breaks.__name__ = f"{gateway}_certificate_{bad}".replace("-", "_")
    return breaks


for _bad, (_, _is, _owner) in BAD.items():
    for _gateway in ("portal", "openvpn"):
        fault(
            f"The certificate at the {_gateway} {_is}.",
            f"vpn.certificate-{_bad}",
            "gateway",
            _owner,
            scope=Scope(targets=(_gateway,)),
        )(_showing(_gateway, _bad))


@fault(
    "Something on the way opens TLS on port 443 and shows certificates of its own.",
    "network.tls-intercepted",
    "router",
    "it-firm",
)
def tls_inspected(town: Town) -> None:
    inspected(town)


def inspected(town: Town) -> None:
    """The router leads port 443 to a server of its own, as an inspecting firewall does."""
    leaf = town.certificates.leaf(town.certificates.stranger, "desk.example", "vpn.example", "reach.example")
    for address in (at.ROUTER_LAN, f"{at.HOME6}::1"):
        town.internet.hold("inspector", "router", servers.http({}, host=address, port=8443, leaf=leaf.certificate))
    town.rules("router", "iifname lan0 tcp dport 443 redirect to :8443", hook="prerouting", kind="nat")


@fault(
    "The profile's tls-crypt key is an old one.",
    "vpn.silent-or-key",
    "gateway",
    "it-firm",
    scope=Scope(targets=("openvpn",)),
)
def openvpn_wrong_key(town: Town) -> Visit:
    return Visit(changed={"openvpn": {"key_secret": new_static_key()}})


@fault(
    "The profile lacks the tls-crypt key.", "vpn.key-missing", "gateway", "it-firm", scope=Scope(targets=("openvpn",))
)
def openvpn_key_missing(town: Town) -> Visit:
    return Visit(changed={"openvpn": {"key_secret": ""}})


@fault(
    "The gateway does not know the probe's key.",
    "vpn.silent-or-key",
    "gateway",
    "it-firm",
    scope=Scope(targets=("wireguard",)),
)
def wireguard_peer_unknown(town: Town) -> Visit:
    return Visit(changed={"wireguard": {"probe_private_key_secret": random_key()}})


@fault("The profile has no probe peer.", "vpn.key-missing", "gateway", "it-firm", scope=Scope(targets=("wireguard",)))
def wireguard_peer_missing(town: Town) -> Visit:
    return Visit(changed={"wireguard": {"probe_private_key_secret": "", "preshared_key_secret": ""}})


@fault(
    "The probe peer's preshared key is an old one.",
    "vpn.wrong-key",
    "gateway",
    "it-firm",
    scope=Scope(targets=("wireguard",)),
)
def wireguard_wrong_preshared_key(town: Town) -> Visit:
    return Visit(changed={"wireguard": {"preshared_key_secret": random_key()}})


def random_key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()
