"""Which finding explains which: a table, the deepest cause first, from the PC to the company."""

from dataclasses import dataclass

from checker.checks import conditions as when
from checker.checks.conditions import Condition

_NAMES = ("vpn.name-unknown", "vpn.name-unanswered")
_GATEWAYS = (
    *_NAMES,
    "vpn.name-hidden",
    "vpn.silent",
    "vpn.port-silent",
    "vpn.nat-port-silent",
    "vpn.silent-or-key",
    "vpn.key-missing",
    "vpn.cannot-tell",
    "vpn.unreachable",
    "vpn.refused",
    "vpn.refused-by-router",
    "vpn.refused-on-the-way",
    "vpn.port-blocked-at-home",
    "vpn.port-blocked-by-provider",
    "vpn.udp-blocked",
    "vpn.hangs-up",
    "vpn.stalls",
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
_STRANGERS = ("vpn.certificate-unknown-issuer", "vpn.certificate-changed", "vpn.certificate-wrong-name")
_DATED = ("vpn.certificate-expired", "vpn.certificate-not-yet-valid")
_REFUSED_CERTIFICATES = ("network.desk-certificate", "line.server-untrusted", "computer.clock-not-compared")
_DESK = (
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
_LOOKUPS = ("network.dns-of-pc", "network.dns-of-router", "network.dns-slow", "network.name-unknown")
_PROVIDER = ("network.provider-loss", "network.large-packets-lost", "network.ipv4-broken", "network.ipv6-broken")
_OUTSIDE = ("network.no-internet", *_PROVIDER, *_DESK)
_UNSEEN = (
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
_RATES = ("line.down-slow", "line.up-slow", "line.below-contract")
_BROKEN_OFF = ("line.interrupted", "line.broken-off")
_LATE = ("line.latency-high", "line.jitter")
_AT_HOME = ("network.wifi-disturbed", "network.link-disturbed")
_BLIND = (
    "vpn.silent",
    "vpn.port-silent",
    "vpn.nat-port-silent",
    "vpn.stalls",
    "vpn.not-measured",
    "vpn.name-unanswered",
)
_TRANSLATED = ("network.double-nat", "network.cgnat", "network.symmetric-nat")
"""Where addresses are translated: read off the tunnel, while a VPN carries everything."""


@dataclass(frozen=True)
class Rule:
    """`follows` is explained by `cause` where `where` holds; with `proves` the two together leave no other reading."""

    cause: str
    follows: tuple[str, ...]
    where: Condition = when.always
    proves: bool = False


_HOME = tuple(
    Rule(cause, (*above, *_OUTSIDE, *_LOOKUPS, *_GATEWAYS), when.nothing_passed, proves=True)
    for cause, above in (
        ("network.no-adapter", ()),
        ("network.no-address", ("network.no-gateway",)),
        ("network.no-gateway", ()),
        ("network.gateway-silent", ()),
    )
)
_DOORS = (
    Rule("network.vpn-active", ("network.no-internet", *_DESK, *_LOOKUPS, *_GATEWAYS), when.leads_nowhere),
    Rule("network.vpn-active", ("vpn.service-silent",), when.strange),
    Rule("network.vpn-active", _TRANSLATED, when.strange),
    Rule(
        "network.captive-portal",
        ("network.tls-intercepted", "network.dns-lies", *_OUTSIDE, *_LOOKUPS),
        proves=True,
    ),
    Rule("network.captive-portal", (*_STRANGERS, *_DATED, "vpn.certificate-refused"), when.over_tls, proves=True),
    Rule("network.captive-portal", _REFUSED_CERTIFICATES),
    Rule("network.captive-portal", ("vpn.other-answers", *_GATEWAYS), when.nothing_passed, proves=True),
    Rule("network.proxy-password", ("network.no-internet", *_DESK)),
    Rule("network.proxy-script-broken", ("network.no-internet", *_DESK)),
    Rule("network.proxy-broken", ("network.no-internet", *_DESK)),
    Rule("network.proxy-password", (*_LOOKUPS, *_GATEWAYS), when.nothing_went_out),
    Rule("network.proxy-script-broken", (*_LOOKUPS, *_GATEWAYS), when.nothing_went_out),
    Rule("network.proxy-needed", (*_OUTSIDE, *_LOOKUPS)),
    Rule("network.proxy-needed", _GATEWAYS, when.nothing_passed, proves=True),
)
_LOOKED_UP = tuple(
    rule
    for cause in ("network.dns-of-pc", "network.dns-of-router")
    for rule in (
        Rule(cause, ("network.no-internet", "network.name-unknown", *_DESK)),
        Rule(cause, _NAMES, when.names_fail, proves=True),
    )
)
_LINE_DOWN = (
    Rule("router.offline", (*_OUTSIDE, *_LOOKUPS), when.nothing_outside, proves=True),
    Rule("router.offline", _GATEWAYS, when.nothing_passed, proves=True),
    Rule("router.double-nat", ("network.double-nat",), proves=True),
    Rule("router.cgnat", ("network.cgnat",), proves=True),
    Rule("router.ds-lite", ("network.ds-lite", "router.cgnat"), proves=True),
)
"""The router's own word on what is seen from the PC: two witnesses."""
_NAMED = (
    *_LOOKED_UP,
    Rule("network.dns-lies", ("network.no-internet", "network.tls-intercepted", *_DESK, *_REFUSED_CERTIFICATES)),
    Rule(
        "network.dns-lies",
        # 0.0.0.0 is this PC itself, which refuses
        (*_GATEWAYS, "vpn.blocked-here", "vpn.other-answers", *_STRANGERS, "vpn.certificate-refused"),
        when.lied_about,
        proves=True,
    ),
    Rule("network.no-internet", (*_PROVIDER, *_DESK, "network.dns-slow")),
    Rule("network.no-internet", _GATEWAYS, when.nothing_passed, proves=True),
    Rule("network.dns-slow", ("vpn.name-unanswered",), proves=True),
)
_SEALED = (
    Rule("computer.clock-wrong", _DATED, when.clock_explains, proves=True),
    Rule("computer.clock-wrong", ("vpn.silent-or-key",), when.clock_explains),
    Rule("computer.clock-wrong", ("network.desk-certificate", "line.server-untrusted", "network.tls-intercepted")),
    Rule("network.tls-intercepted", _REFUSED_CERTIFICATES),
    Rule("network.tls-intercepted", (*_STRANGERS, "vpn.certificate-refused"), when.over_tls, proves=True),
    Rule("network.desk-certificate", ("line.server-untrusted", "computer.clock-not-compared")),
)
_LINKS = (
    Rule("computer.busy", ("line.not-valid", "camera.slow", "camera.usable")),
    *(Rule(cause, ("camera.webcam-advice",), when.same_camera) for cause in _UNSEEN),
    Rule("network.wifi-weak", ("network.wifi-disturbed",), proves=True),
    Rule("network.wifi-weak", ("network.wifi-band", "line.wifi-limits", *_BROKEN_OFF, *_RATES, "line.stutters")),
    Rule("network.wifi-disturbed", ("network.wifi-band", "line.wifi-limits")),
    Rule("network.cable-half-duplex", ("network.link-disturbed",), proves=True),
    Rule("network.cable-half-duplex", (*_RATES, "line.stutters", "line.loss", *_LATE, "line.broken-off")),
    Rule("network.cable-slow", ("line.down-slow", "line.up-slow"), when.cable_full),
    Rule("network.cable-slow", ("line.below-contract",), when.cable_full),
    *(
        rule
        for cause in _AT_HOME
        for rule in (
            Rule(cause, (*_RATES, "line.stutters", *_BROKEN_OFF)),
            Rule(cause, ("line.loss", "network.provider-loss"), when.no_more_lost),
            Rule(cause, _LATE, when.no_later),
            Rule(cause, ("network.dns-slow", "network.dns-of-pc", "vpn.name-unanswered"), when.delays_names),
            Rule(cause, (*_BLIND, "network.host-silent", "network.desk-silent", "vpn.path-narrow"), when.drowned),
        )
    ),
    Rule("network.vpn-active", ("line.through-vpn",)),
    Rule(
        "network.vpn-active",
        (*_RATES, "line.stutters", "line.loss", *_LATE, *_PROVIDER, "vpn.path-narrow"),
        when.carries_the_line,
    ),
    Rule("network.provider-loss", ("line.loss",), when.no_more_lost, proves=True),
    Rule("network.provider-loss", (*_LATE, *_RATES, "line.broken-off")),
    Rule("network.provider-loss", ("network.dns-slow", "vpn.name-unanswered"), when.delays_names),
    Rule("network.provider-loss", _BLIND, when.drowned),
    Rule("network.large-packets-lost", ("vpn.path-narrow",), when.same_direction, proves=True),
    Rule("network.large-packets-lost", ("vpn.stalls",), proves=True),
    Rule(
        "network.large-packets-lost",
        ("network.desk-silent", "line.server-failed", "line.not-measured", "line.broken-off"),
    ),
)
_GATES = (
    Rule("vpn.blocked-here", ("vpn.udp-blocked", "line.udp-blocked")),
    Rule("vpn.udp-blocked", _SILENT_UDP, when.over_udp, proves=True),
    Rule("vpn.udp-blocked", ("line.udp-blocked",), proves=True),
    Rule("network.nat64", ("vpn.unreachable", "vpn.silent", "vpn.port-silent", "vpn.silent-or-key"), when.ipv4_literal),
    Rule(
        "network.ipv6-broken", ("vpn.unreachable", "vpn.silent", "vpn.silent-or-key", "vpn.stalls"), when.ipv6_literal
    ),
    Rule("network.ipv4-broken", ("vpn.unreachable", "vpn.silent", "vpn.silent-or-key"), when.ipv4_proven_dead),
    Rule("network.same-as-company", ("vpn.service-silent",), proves=True),
    Rule("vpn.overloaded", ("vpn.stalls", "vpn.hangs-up", "vpn.silent", "vpn.cannot-tell"), when.same_gateway),
    Rule("network.desk-down", ("line.server-failed", "line.broken-off", "computer.clock-not-compared"), proves=True),
    Rule("network.desk-silent", ("line.server-failed", "line.broken-off", "computer.clock-not-compared")),
)

RULES: tuple[Rule, ...] = (*_HOME, *_DOORS, *_LINE_DOWN, *_NAMED, *_SEALED, *_LINKS, *_GATES)
"""The deepest cause first: the first rule that fits wins.

Only what the cause makes certain or by far most likely: a wrong pointer hides a second fault from the technician.
"""
