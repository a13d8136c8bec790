"""What is broken where a code of the knowledge base is right: place, mechanism and kind of the project's own faults."""

from checker.knowledge.causes import cause_of
from checker.model.finding import Finding
from checker.show.company_path.segments import segment_of
from tests.lab.faults.truth.injected import Injected, Scope

_LOSSY = Scope(share=0.05)
_MECHANISMS: dict[str, tuple[str, str, Scope]] = {
    "network.no-adapter": ("down", "no cable", Scope()),
    "network.no-address": ("misconfigured", "no address", Scope()),
    "network.no-gateway": ("misconfigured", "no route", Scope()),
    "network.gateway-silent": ("down", "router down", Scope()),
    "network.link-disturbed": ("lossy", "link", _LOSSY),
    "network.wifi-disturbed": ("lossy", "link", _LOSSY),
    "network.same-as-company": ("misconfigured", "overlap", Scope(targets=("service",))),
    "network.own-network-as-company": ("misconfigured", "overlap", Scope(targets=("service",), share=0.0)),
    "network.address-conflict": ("misconfigured", "address twice", Scope((4,), share=0.5)),
    "network.link-interrupted": ("lossy", "link outage", Scope(when="part")),
    "network.line-interrupted": ("lossy", "line outage", Scope(when="part")),
    "network.vpn-active": ("redirects", "another VPN", Scope(share=0.5)),
    "network.dns-of-router": ("drops", "resolver", Scope()),
    "network.dns-slow": ("slow", "resolver", Scope()),
    "network.dns-lies": ("redirects", "name redirected", Scope()),
    "network.dns-of-pc": ("misconfigured", "resolver", Scope()),
    "network.dns-server-dead": ("misconfigured", "resolver", Scope()),
    "network.name-wrong-here": ("redirects", "name redirected", Scope()),
    "network.name-broken": ("sick", "zone sick", Scope(targets=("desk", "reach"))),
    "network.address-dead": ("stale", "one address dead", Scope(share=0.5)),
    "network.captive-portal": ("redirects", "portal", Scope()),
    "network.proxy-needed": ("drops", "proxy needed", Scope()),
    "network.proxy-password": ("refuses", "proxy password", Scope(targets=("desk", "reach"))),
    "network.proxy-broken": ("misconfigured", "proxy gone", Scope(targets=("desk", "reach"))),
    "network.proxy-script-broken": ("misconfigured", "proxy script", Scope(targets=("desk", "reach"))),
    "network.double-nat": ("translates", "double NAT", Scope()),
    "network.cgnat": ("translates", "CGNAT", Scope()),
    "network.ds-lite": ("translates", "DS-Lite", Scope()),
    "network.symmetric-nat": ("translates", "symmetric NAT", Scope()),
    "network.nat64": ("translates", "NAT64", Scope()),
    "network.large-packets-lost": ("drops", "narrow", Scope(size="large")),
    "network.tls-intercepted": ("redirects", "inspection", Scope(protocols=("tcp",), ports=(443,))),
    "network.no-internet": ("down", "line", Scope()),
    "network.web-blocked": ("drops", "port", Scope(protocols=("tcp",), ports=(443,))),
    "network.router-or-line": ("down", "line", Scope()),
    "network.router-blocks": ("drops", "router blocks", Scope()),
    "network.wrong-router": ("misconfigured", "wrong router", Scope((4,))),
    "network.wrong-adapter": ("misconfigured", "second adapter", Scope((4,))),
    "network.netmask-wrong": ("misconfigured", "netmask", Scope((4,))),
    "network.blocked-here": ("drops", "kill switch", Scope()),
    "network.vpn-hangs": ("redirects", "hung VPN", Scope((4,))),
    "network.ipv6-address-stale": ("stale", "old prefix", Scope((6,))),
    "network.provider-loss": ("lossy", "line", Scope(share=0.1)),
    "network.ipv6-broken": ("drops", "IPv6", Scope(versions=(6,))),
    "network.ipv4-broken": ("drops", "IPv4", Scope(versions=(4,))),
    "network.desk-down": ("down", "desk", Scope(targets=("desk",))),
    "computer.clock-wrong": ("misconfigured", "clock", Scope()),
    "vpn.name-hidden": ("alters", "name held back", Scope()),
    "vpn.name-unknown": ("misconfigured", "name gone", Scope(targets=("openvpn",))),
    "vpn.name-wrong-here": ("redirects", "name redirected", Scope()),
    "vpn.name-wrong-at-home": ("redirects", "name redirected", Scope()),
    "vpn.name-unconfirmed": ("redirects", "name redirected", Scope()),
    "vpn.name-broken": ("sick", "zone sick", Scope()),
    "vpn.address-dead": ("stale", "one address dead", Scope(share=0.5)),
    "vpn.path-narrow": ("drops", "narrow", Scope(size="large")),
    "vpn.fragments-dropped": ("drops", "fragments", Scope(size="fragments")),
    "vpn.port-blocked-at-home": ("drops", "port", Scope()),
    "vpn.port-blocked-by-provider": ("drops", "port", Scope()),
    "vpn.udp-blocked": ("drops", "udp", Scope(protocols=("udp",))),
    "vpn.refused-by-router": ("refuses", "port", Scope()),
    "vpn.refused-on-the-way": ("refuses", "port", Scope()),
    "vpn.blocked-here": ("drops", "port", Scope()),
    "vpn.unreachable": ("stale", "route left over", Scope()),
    "vpn.refused": ("refuses", "port closed", Scope()),
    "vpn.silent": ("down", "host down", Scope()),
    "vpn.silent-or-key": ("misconfigured", "key", Scope()),
    "vpn.key-missing": ("misconfigured", "key", Scope()),
    "vpn.wrong-key": ("misconfigured", "key", Scope()),
    "vpn.other-answers": ("redirects", "stranger", Scope()),
    "vpn.pptp-unsafe": ("misconfigured", "pptp", Scope()),
    "vpn.filtered": ("refuses", "filter", Scope()),
    "vpn.session-cut": ("drops", "session", Scope(flow="after")),
    "vpn.flows-lost": ("drops", "flows", Scope(flow="new", share=0.5)),
    "vpn.lossy": ("lossy", "path", Scope(share=0.3)),
    "vpn.server-behind-down": ("down", "server behind", Scope()),
    "vpn.stalls": ("down", "hung", Scope()),
    "vpn.overloaded": ("overloaded", "load", Scope()),
    "vpn.service-silent": ("down", "service", Scope(targets=("service", "files"))),
}
_BY_NAME = ("resolver", "name redirected", "name held back", "name gone", "zone sick")
_HARMLESS = ("one address dead",)
_PLACES = {
    "network.desk-down": "desk",
    "network.same-as-company": "company",
    "network.name-broken": "names",
    "network.address-dead": "beyond",
    "vpn.unreachable": "pc",
}


def injected_by_code(code: str, link: str, owner: str, scope: Scope | None) -> Injected:
    """What is broken where this code is right. Without `link` and `owner`, those of the knowledge base."""
    certificate = code.removeprefix("vpn.certificate-")
    default = ("misconfigured", f"certificate {certificate.replace('-', ' ')}", Scope())
    mechanism, kind, usual_scope = default if certificate != code else _MECHANISMS[code]
    segment = segment_of(code)
    return Injected(
        place=_PLACES.get(code) or link or (segment.value if segment else "gateway"),
        mechanism=mechanism,
        owner=owner or cause_of(Finding.note(code)).who.value,
        kind=kind,
        scope=scope or usual_scope,
        codes=(code,),
        is_by_name=kind in _BY_NAME,
        is_harmless=kind in _HARMLESS,
    )
