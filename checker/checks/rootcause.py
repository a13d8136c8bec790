"""One root cause: which finding explains which, across checks. A table; the first rule that fits wins."""

from collections.abc import Iterable

import msgspec

from checker.model.finding import Finding, Level

_GATEWAYS_OUT_OF_REACH = (
    "vpn.silent",
    "vpn.port-silent",
    "vpn.nat-port-silent",
    "vpn.unreachable",
    "vpn.refused",
    "vpn.hangs-up",
    "vpn.stalls",
    "vpn.name-unknown",
    "vpn.name-unanswered",
    "vpn.not-measured",
    "vpn.cannot-tell",
)
_CERTIFICATES = (
    "vpn.certificate-expired",
    "vpn.certificate-not-yet-valid",
    "vpn.certificate-wrong-name",
    "vpn.certificate-unknown-issuer",
    "vpn.certificate-changed",
    "vpn.certificate-refused",
    "network.desk-certificate",
    "line.server-untrusted",
    "computer.clock-not-compared",
)
_DESK_OUT_OF_REACH = (
    "network.desk-silent",
    "network.desk-down",
    "network.host-silent",
    "network.not-measured",
    "line.server-failed",
    "line.not-measured",
    "line.broken-off",
    "computer.clock-not-compared",
)
_NAMES_FAIL = ("network.dns-of-pc", "network.dns-of-router", "network.name-unknown")
_CUT_OFF = (*_DESK_OUT_OF_REACH, *_GATEWAYS_OUT_OF_REACH)
_LINE_POOR = (
    "line.down-slow",
    "line.up-slow",
    "line.latency-high",
    "line.loss",
    "line.jitter",
    "line.stutters",
    "line.below-contract",
)

RULES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("network.no-adapter", ("network.no-internet", *_NAMES_FAIL, *_CUT_OFF)),
    ("network.no-address", ("network.no-gateway", "network.no-internet", *_NAMES_FAIL, *_CUT_OFF)),
    ("network.no-gateway", ("network.no-internet", *_NAMES_FAIL, *_CUT_OFF)),
    ("network.gateway-silent", ("network.no-internet", *_NAMES_FAIL, *_CUT_OFF)),
    ("network.captive-portal", ("network.tls-intercepted", "vpn.other-answers", *_CUT_OFF, *_CERTIFICATES)),
    ("network.proxy-broken", ("network.no-internet", *_DESK_OUT_OF_REACH)),
    ("network.dns-of-pc", ("network.no-internet", "network.name-unknown", "vpn.name-unanswered", *_DESK_OUT_OF_REACH)),
    (
        "network.dns-of-router",
        ("network.no-internet", "network.name-unknown", "vpn.name-unanswered", *_DESK_OUT_OF_REACH),
    ),
    ("network.no-internet", _CUT_OFF),
    (
        "computer.clock-wrong",
        (
            "vpn.certificate-expired",
            "vpn.certificate-not-yet-valid",
            "network.desk-certificate",
            "line.server-untrusted",
            "network.tls-intercepted",
        ),
    ),
    ("network.tls-intercepted", _CERTIFICATES),
    ("computer.busy", ("line.not-valid", "camera.slow")),
    ("network.wifi-disturbed", (*_LINE_POOR, "line.wifi-limits", "line.interrupted", "line.broken-off")),
    ("network.link-disturbed", (*_LINE_POOR, "line.broken-off")),
    ("network.cable-half-duplex", _LINE_POOR),
    ("network.cable-slow", ("line.below-contract",)),
    ("network.vpn-active", (*_LINE_POOR, "line.through-vpn")),
    ("network.desk-down", ("line.server-failed", "line.broken-off", "computer.clock-not-compared")),
    ("network.desk-silent", ("line.server-failed", "line.broken-off", "computer.clock-not-compared")),
    ("network.desk-certificate", ("line.server-untrusted", "computer.clock-not-compared")),
)
"""(cause, what follows from it), the deepest cause first: the first rule that fits wins.

Only what the cause makes certain or by far most likely: a wrong pointer hides a second fault from the technician.
"""


def root_causes(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings, each consequence pointing to its cause by `caused_by`."""
    told = list(findings)
    return tuple(_explained(finding, told) for finding in told)


def _explained(finding: Finding, told: list[Finding]) -> Finding:
    if finding.level is Level.OK:
        return finding
    for cause, follows in RULES:
        root = next((one for one in told if one.code == cause and one.level is not Level.OK), None)
        if root is not None and finding.code in follows:
            return msgspec.structs.replace(finding, caused_by=root.key)
    return finding
