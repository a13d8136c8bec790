"""The truth of a town after a visit: what was broken there, what kind of home it is, and what its other ends see."""

import ipaddress
import json
from pathlib import Path
from typing import Any

from tests.lab.faults import layout as at
from tests.lab.faults.layout import CGNAT, DS_LITE, Layout
from tests.lab.faults.town import Town
from tests.lab.faults.truth.injected import Injected
from tests.lab.faults.truth.truth import GatewayTruth, Truth
from tests.lab.faults.truth.vantage import Vantage
from tests.lab.faults.visit import Visit
from tests.lab.line_spaces import run

NAT64_PREFIX = "64:ff9b::"
"""RFC 6052, 2.1."""
_PORTS = {
    "https": (443,),
    "rdgateway": (443,),
    "openvpn": (1194,),
    "wireguard": (51820,),
    "ikev2": (500, 4500),
    "pptp": (1723,),
}
_TCP = ("https", "pptp", "rdgateway")
_KEYS = {"openvpn": "key_secret", "wireguard": "probe_private_key_secret"}


def examined(town: Town, visit: Visit, injected: tuple[Injected, ...]) -> Truth:
    """Everything is tried at once: it takes a second, or three where something is silent."""
    tables = [*town.company.tables(visit.gateways), *visit.added]
    answers = _answers(town, tables)
    gateways = {}
    for table in tables:
        labels = ("outside", "neighbour", "pc")
        verdicts = {label: str(answers.get(f"{label}.gateway:{table['id']}", "")) for label in labels}
        gateways[str(table["id"])] = _gateway(table, visit, verdicts)
    return Truth(
        injected=injected,
        traits=(*layout_traits(town.layout), *_visit_traits(town, visit)),
        gateways=gateways,
        answered={key: value for key, value in answers.items() if isinstance(value, bool)},
        shares={key: value for key, value in answers.items() if isinstance(value, int) and not isinstance(value, bool)},
        names={key.replace(".", ":", 1): value for key, value in answers.items() if isinstance(value, list)},
    )


def layout_traits(layout: Layout) -> tuple[str, ...]:
    """What kind of home it is, by how it was built."""
    traits = {
        "wifi": layout.first.wifi,
        "double NAT": layout.modem,
        "CGNAT": layout.access == CGNAT,
        "DS-Lite": layout.access == DS_LITE,
        "NAT64": not layout.ipv4,
    }
    return tuple(trait for trait, holds in traits.items() if holds)


def _answers(town: Town, tables: list[dict[str, Any]]) -> dict[str, Any]:
    authority, ipv6 = str(town.certificates.public.path), town.layout.ipv6
    prefixes = {} if town.layout.ipv4 else dict.fromkeys(("pc", "neighbour", "router"), NAT64_PREFIX)
    vantages = {
        label: Vantage(label, town.spaces[space], prefixes.get(label, "")) for label, space in _vantages(town).items()
    }
    outside, pc = vantages["outside"], vantages["pc"]
    outside.gateways(tables, authority)
    outside.desk(authority, ipv6)
    outside.line(ipv6)
    outside.names("names", at.DNS)
    vantages["router"].line(ipv6)
    home = vantages.get("neighbour", vantages["router"])
    if town.layout.ipv4:
        home.names("router-names", at.ROUTER_LAN)
        pc.ping("router", at.ROUTER_LAN)
        pc.share("router-pings", at.ROUTER_LAN)
        pc.share("reach-pings", at.REACH)
    if "neighbour" in vantages:
        home.line(ipv6)
        home.gateways(tables, authority)
        home.ping("router", at.ROUTER_LAN)
    pc.line(ipv6)
    pc.desk(authority, ipv6)
    pc.gateways(tables, authority)
    if server := _configured_resolver(town):
        pc.names("names", server)
    return {what: answer for vantage in vantages.values() for what, answer in vantage.answers()}


def _vantages(town: Town) -> dict[str, str]:
    spaces = {"outside": "internet", "router": "router", "pc": "pc"}
    return spaces | ({"neighbour": "neighbour"} if town.layout.neighbour else {})


def _configured_resolver(town: Town) -> str:
    lines = (Path("/etc/netns") / town.spaces["pc"] / "resolv.conf").read_text().splitlines()
    return next((line.split()[1] for line in lines if line.startswith("nameserver ")), "")


def _gateway(table: dict[str, Any], visit: Visit, verdicts: dict[str, str]) -> GatewayTruth:
    kind, changed = str(table["kind"]), visit.changed.get(str(table["id"]), {})
    profile_table = table | changed
    keys = [key for key in changed if key.endswith("_secret")]
    return GatewayTruth(
        version=4,
        protocol="tcp" if kind in _TCP or table.get("transport") == "tcp" else "udp",
        ports=_PORTS.get(kind, (int(profile_table.get("port", 0)),)),
        required=bool(profile_table.get("required", True)),
        has_key=bool(profile_table.get(_KEYS.get(kind, ""), "none needed")),
        key_fits=not keys,
        **verdicts,
    )


def _visit_traits(town: Town, visit: Visit) -> list[str]:
    traits = ["proxy"] if any("proxy" in name for name in visit.variables) else []
    listed = json.loads(run(town.spaces.inside("pc", "ip", "-j", "-4", "addr")))
    own = [
        (device["ifname"], ipaddress.ip_network(f"{item['local']}/{item['prefixlen']}", strict=False))
        for device in listed
        for item in device["addr_info"]
        if device["ifname"] != "lo"
    ]
    company = [ipaddress.ip_network(network) for network in visit.network.get("company_networks", [at.COMPANY])]
    if any("vpn" in name for name, _ in own):
        traits.append("vpn")
    if any(network.overlaps(other) for name, network in own if "vpn" not in name for other in company):
        traits.append("overlap")
    return traits
