"""Which finding explains which: a table, the deepest cause first, from the PC to the company."""

from dataclasses import dataclass

from checker.checks.reasoning import conditions as when
from checker.checks.reasoning.conditions import Condition

_NAME_FAILURES = ("vpn.name-unknown", "vpn.name-unanswered")
_GATEWAY_UNREACHABLE = (
    *_NAME_FAILURES,
    "vpn.name-hidden",
    "vpn.name-leads-home",
    "vpn.name-unconfirmed",
    "vpn.silent",
    "vpn.port-silent",
    "vpn.nat-port-silent",
    "vpn.silent-or-key",
    "vpn.key-missing",
    "vpn.cannot-tell",
    "vpn.restricted",
    "vpn.unreachable",
    "vpn.refused",
    "vpn.refused-by-router",
    "vpn.refused-on-the-way",
    "vpn.port-blocked-at-home",
    "vpn.port-blocked-by-provider",
    "vpn.udp-blocked",
    "vpn.hangs-up",
    "vpn.stalls",
    "vpn.session-cut",
    "vpn.filtered",
    "vpn.flows-lost",
    "vpn.not-measured",
    "vpn.service-silent",
)
"""A gateway, or what lies behind it, that is out of reach."""
_SILENT_UDP = (
    "vpn.silent",
    "vpn.port-silent",
    "vpn.nat-port-silent",
    "vpn.silent-or-key",
    "vpn.key-missing",
    "vpn.cannot-tell",
    "vpn.refused-by-router",
)
_UNTRUSTED_CERTIFICATES = ("vpn.certificate-unknown-issuer", "vpn.certificate-changed", "vpn.certificate-wrong-name")
_CERTIFICATE_DATES = ("vpn.certificate-expired", "vpn.certificate-not-yet-valid")
_REFUSED_CERTIFICATES = ("network.desk-certificate", "line.server-untrusted", "computer.clock-not-compared")
_DESK_UNREACHABLE = (
    "network.desk-silent",
    "network.desk-down",
    "network.host-silent",
    "network.not-measured",
    "line.server-failed",
    "line.not-measured",
    "line.broken-off",
    "line.udp-blocked",
    "computer.clock-not-compared",
)
"""What cannot be asked of the desk, or of another host outside."""
_LOOKUPS = (
    "network.dns-of-pc",
    "network.dns-of-router",
    "network.dns-server-dead",
    "network.dns-slow",
    "network.name-unknown",
    "network.name-broken",
)
_PROVIDER = ("network.provider-loss", "network.large-packets-lost", "network.ipv4-broken", "network.ipv6-broken")
_OUTSIDE = ("network.no-internet", *_PROVIDER, *_DESK_UNREACHABLE)
_CAMERA_PROBLEMS = (
    "camera.none",
    "camera.no-picture",
    "camera.one-colour",
    "camera.striped",
    "camera.blurred",
    "camera.slow",
    "camera.dark",
    "camera.backlit",
)
"""What a webcam or a lamp mends, where the free steps do not."""
_RATES = ("line.down-slow", "line.up-slow", "line.below-contract", "line.home-limits")
_STUTTERS = ("line.stutters", "line.home-queue", "line.both-stutter")
_INTERRUPTED = ("line.interrupted", "line.broken-off")
_LATENCY = ("line.latency-high", "line.jitter", "line.gaps")
_HOME_LINKS = ("network.wifi-disturbed", "network.link-disturbed")
_GATEWAY_SILENCE = (
    "vpn.silent",
    "vpn.port-silent",
    "vpn.nat-port-silent",
    "vpn.stalls",
    "vpn.session-cut",
    "vpn.flows-lost",
    "vpn.not-measured",
    "vpn.name-unanswered",
)
_ADDRESS_TRANSLATION = ("network.double-nat", "network.cgnat", "network.symmetric-nat")
"""Where addresses are translated: read off the tunnel, while a VPN carries everything."""


@dataclass(frozen=True)
class Rule:
    """`consequences` is explained by `cause` where `condition` holds."""

    cause: str
    consequences: tuple[str, ...]
    condition: Condition = when.always


_HOME_NETWORK_RULES = tuple(
    Rule(cause, (*earlier, *_OUTSIDE, *_LOOKUPS, *_GATEWAY_UNREACHABLE), when.no_gateway_answered)
    for cause, earlier in (
        ("network.no-adapter", ()),
        ("network.no-address", ("network.no-gateway",)),
        ("network.no-gateway", ()),
        ("network.gateway-silent", ()),
    )
)
_ACCESS_RULES = (
    Rule("network.local-network-forbidden", ("router.not-told",)),
    Rule(
        "network.vpn-active",
        ("network.no-internet", *_DESK_UNREACHABLE, *_LOOKUPS, *_GATEWAY_UNREACHABLE),
        when.foreign_vpn_blocks_all,
    ),
    Rule("network.vpn-active", ("vpn.service-silent",), when.is_foreign_vpn),
    Rule("network.vpn-active", _ADDRESS_TRANSLATION, when.is_foreign_vpn),
    Rule(
        "network.captive-portal",
        ("network.tls-intercepted", "network.dns-lies", *_OUTSIDE, *_LOOKUPS),
    ),
    Rule(
        "network.captive-portal",
        (*_UNTRUSTED_CERTIFICATES, *_CERTIFICATE_DATES, "vpn.certificate-refused"),
        when.gateway_tls_untrusted,
    ),
    Rule("network.captive-portal", _REFUSED_CERTIFICATES),
    Rule(
        "network.captive-portal",
        ("vpn.other-answers", *_GATEWAY_UNREACHABLE),
        when.no_gateway_of_its_protocol_answered,
    ),
    Rule("network.proxy-password", ("network.no-internet", *_DESK_UNREACHABLE)),
    Rule("network.proxy-script-broken", ("network.no-internet", *_DESK_UNREACHABLE)),
    Rule("network.proxy-broken", ("network.no-internet", *_DESK_UNREACHABLE)),
    Rule("network.proxy-password", (*_LOOKUPS, *_GATEWAY_UNREACHABLE), when.no_direct_connection),
    Rule("network.proxy-script-broken", (*_LOOKUPS, *_GATEWAY_UNREACHABLE), when.no_direct_connection),
    Rule("network.proxy-needed", (*_OUTSIDE, *_LOOKUPS)),
    Rule("network.proxy-needed", _GATEWAY_UNREACHABLE, when.no_gateway_answered),
)
_RESOLVER_RULES = tuple(
    rule
    for cause in ("network.dns-of-pc", "network.dns-of-router", "network.dns-server-dead")
    for rule in (
        Rule(cause, ("network.no-internet", "network.name-unknown", *_DESK_UNREACHABLE)),
        Rule(cause, _NAME_FAILURES, when.resolver_explains),
    )
)
_DEAD_END_RULES = tuple(
    rule
    for cause in (
        "network.blocked-here",
        "network.netmask-wrong",
        "network.vpn-hangs",
        "network.wrong-adapter",
        "network.wrong-router",
        "network.router-blocks",
        "network.router-or-line",
    )
    for rule in (
        Rule(cause, (*_OUTSIDE, *_LOOKUPS, *_ADDRESS_TRANSLATION, "network.vpn-active")),
        Rule(cause, ("vpn.blocked-here", *_GATEWAY_UNREACHABLE), when.no_gateway_answered),
    )
)
_WEB_RULES = (
    *(
        Rule(cause, ("network.web-blocked", *_DESK_UNREACHABLE), when.cause_closes_web)
        for cause in (
            "vpn.blocked-here",
            "vpn.port-blocked-at-home",
            "vpn.port-blocked-by-provider",
            "vpn.refused-by-router",
            "vpn.refused-on-the-way",
        )
    ),
    Rule("network.web-blocked", _DESK_UNREACHABLE),
    Rule(
        "network.web-blocked",
        ("vpn.silent", "vpn.port-silent", "vpn.unreachable", "vpn.refused"),
        when.gateway_is_asked_as_web,
    ),
    *(
        Rule(
            cause,
            ("vpn.port-blocked-at-home", "vpn.refused-by-router"),
            when.web_needs_proxy,
        )
        for cause in ("network.proxy-password", "network.proxy-script-broken")
    ),
)
"""Where web pages are closed to all, a gateway on that port is one of them."""
_ROUTER_RULES = (
    Rule("router.offline", ("network.router-or-line",), when.no_outside_host_answered),
    Rule("router.offline", (*_OUTSIDE, *_LOOKUPS), when.no_outside_host_answered),
    Rule("router.offline", _GATEWAY_UNREACHABLE, when.no_gateway_answered),
    Rule("router.double-nat", ("network.double-nat",)),
    Rule("router.cgnat", ("network.cgnat",)),
    Rule("router.ds-lite", ("network.ds-lite", "router.cgnat")),
)
"""The router's own word on what is seen from the PC: two witnesses."""
_DNS_RULES = (
    *_RESOLVER_RULES,
    *(
        Rule(cause, ("network.no-internet", "network.tls-intercepted", *_DESK_UNREACHABLE, *_REFUSED_CERTIFICATES))
        for cause in ("network.name-wrong-here", "network.dns-lies", "network.name-broken")
    ),
    *(
        Rule(
            cause,
            # 0.0.0.0 is this PC itself, which refuses
            (
                same,
                *_GATEWAY_UNREACHABLE,
                "vpn.blocked-here",
                "vpn.other-answers",
                *_UNTRUSTED_CERTIFICATES,
                "vpn.certificate-refused",
            ),
            when.forged_dns_explains,
        )
        for cause, same in (
            ("network.name-wrong-here", "vpn.name-wrong-here"),
            ("network.dns-lies", "vpn.name-wrong-at-home"),
        )
    ),
    Rule("network.no-internet", (*_PROVIDER, *_DESK_UNREACHABLE, "network.dns-slow")),
    Rule("network.no-internet", _GATEWAY_UNREACHABLE, when.no_gateway_answered),
    Rule("network.dns-slow", ("vpn.name-unanswered",)),
)
_TLS_RULES = (
    Rule("computer.clock-wrong", _CERTIFICATE_DATES, when.clock_explains),
    Rule("computer.clock-wrong", ("vpn.silent-or-key",), when.clock_explains),
    Rule("computer.clock-wrong", ("network.desk-certificate", "line.server-untrusted", "network.tls-intercepted")),
    Rule("network.tls-intercepted", _REFUSED_CERTIFICATES),
    Rule(
        "network.tls-intercepted",
        (*_UNTRUSTED_CERTIFICATES, "vpn.certificate-refused"),
        when.gateway_tls_untrusted,
    ),
    Rule("network.desk-certificate", ("line.server-untrusted", "computer.clock-not-compared")),
)
_LINK_RULES = (
    Rule("computer.busy", ("line.not-valid", "camera.slow", "camera.usable")),
    *(Rule(cause, ("camera.webcam-advice",), when.same_camera) for cause in _CAMERA_PROBLEMS),
    Rule("network.wifi-weak", ("network.wifi-disturbed",)),
    Rule("network.wifi-weak", ("network.wifi-band", "line.wifi-limits", *_INTERRUPTED, *_RATES, *_STUTTERS)),
    Rule("network.wifi-disturbed", ("network.wifi-band", "line.wifi-limits", "line.home-queue")),
    Rule("network.cable-half-duplex", ("network.link-disturbed",)),
    Rule("network.cable-half-duplex", (*_RATES, *_STUTTERS, "line.loss", *_LATENCY, "line.broken-off")),
    Rule("network.cable-slow", ("line.down-slow", "line.up-slow"), when.cable_is_saturated),
    Rule("network.cable-slow", ("line.below-contract",), when.cable_is_saturated),
    *(
        rule
        for cause in _HOME_LINKS
        for rule in (
            Rule(cause, (*_RATES, *_STUTTERS, *_INTERRUPTED)),
            Rule(cause, ("line.loss", "network.provider-loss", "vpn.lossy"), when.loss_is_similar),
            Rule(cause, _LATENCY, when.latency_is_similar),
            Rule(cause, ("network.dns-slow", "network.dns-of-pc", "vpn.name-unanswered"), when.loss_delays_dns),
            Rule(cause, ("network.dns-of-router",), when.loss_makes_router_names_come_and_go),
            Rule(
                cause,
                (*_GATEWAY_SILENCE, "network.host-silent", "network.desk-silent", "vpn.path-narrow"),
                when.loss_explains_silence,
            ),
        )
    ),
    *(
        Rule(cause, ("network.dns-of-router",), when.comes_and_goes)
        for cause in ("network.address-conflict", "network.link-interrupted", "network.line-interrupted")
    ),
    *(
        Rule(
            cause,
            (
                *_RATES,
                *_STUTTERS,
                "line.loss",
                *_LATENCY,
                *_INTERRUPTED,
                *_GATEWAY_SILENCE,
                "network.provider-loss",
                "network.host-silent",
                "network.desk-silent",
                "network.dns-slow",
                "network.dns-of-pc",
                "network.vpn-hangs",
                "vpn.service-silent",
                "computer.clock-not-compared",
            ),
        )
        for cause in ("network.address-conflict", "network.link-interrupted", "network.line-interrupted")
    ),
    Rule("network.address-conflict", ("network.link-interrupted", "network.line-interrupted", "network.ipv4-broken")),
    Rule("network.vpn-active", ("line.through-vpn",)),
    Rule(
        "network.vpn-active",
        (*_RATES, *_STUTTERS, "line.loss", *_LATENCY, *_PROVIDER, "vpn.path-narrow"),
        when.vpn_carries_traffic,
    ),
    Rule("network.provider-loss", ("line.loss", "vpn.lossy"), when.loss_is_similar),
    Rule("network.provider-loss", (*_LATENCY, *_RATES, "line.broken-off")),
    Rule("network.provider-loss", ("network.dns-slow", "vpn.name-unanswered"), when.loss_delays_dns),
    Rule(
        "network.provider-loss",
        (*_GATEWAY_SILENCE, "network.host-silent", "network.desk-silent"),
        when.loss_explains_silence,
    ),
    Rule("network.large-packets-lost", ("vpn.path-narrow",), when.same_direction),
    Rule("network.large-packets-lost", ("vpn.stalls", "vpn.session-cut")),
    Rule(
        "network.large-packets-lost",
        ("network.desk-silent", "line.server-failed", "line.not-measured", "line.broken-off"),
    ),
)
_GATEWAY_RULES = (
    Rule("vpn.unsteady", _SILENT_UDP, when.others_of_its_protocol_come_and_go),
    Rule("vpn.blocked-here", ("vpn.udp-blocked", "line.udp-blocked")),
    Rule("vpn.udp-blocked", _SILENT_UDP, when.gateway_uses_udp),
    Rule("vpn.udp-blocked", ("line.udp-blocked",)),
    Rule("network.nat64", ("vpn.unreachable", "vpn.silent", "vpn.port-silent", "vpn.silent-or-key"), when.ipv4_literal),
    Rule(
        "network.ipv6-broken", ("vpn.unreachable", "vpn.silent", "vpn.silent-or-key", "vpn.stalls"), when.ipv6_literal
    ),
    Rule("network.ipv4-broken", ("vpn.unreachable", "vpn.silent", "vpn.silent-or-key"), when.ipv4_is_broken),
    Rule("vpn.port-blocked-at-home", _GATEWAY_SILENCE, when.same_host_is_blocked),
    Rule("vpn.port-blocked-at-home", ("vpn.silent-or-key", "vpn.cannot-tell"), when.same_host_is_blocked),
    Rule("network.same-as-company", ("vpn.service-silent",)),
    Rule("network.own-network-as-company", ("vpn.service-silent",)),
    Rule("vpn.overloaded", ("vpn.stalls", "vpn.hangs-up", "vpn.silent", "vpn.cannot-tell"), when.same_gateway),
    Rule("network.desk-down", ("line.server-failed", "line.broken-off", "computer.clock-not-compared")),
    Rule("network.desk-silent", ("line.server-failed", "line.broken-off", "computer.clock-not-compared")),
)

RULES: tuple[Rule, ...] = (
    *_HOME_NETWORK_RULES,
    *_ACCESS_RULES,
    *_WEB_RULES,
    *_ROUTER_RULES,
    *_DEAD_END_RULES,
    *_DNS_RULES,
    *_TLS_RULES,
    *_LINK_RULES,
    *_GATEWAY_RULES,
)
"""The deepest cause first: the first rule that fits wins.

Only what the cause makes certain or by far most likely: a wrong pointer hides a second fault from the technician.
"""
