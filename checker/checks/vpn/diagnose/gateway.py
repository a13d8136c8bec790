"""From the verdict on one gateway to its finding, and two more at most. Pure."""

from collections.abc import Iterator

from checker.checks.vpn.diagnose.defects import diagnose_defects, diagnose_unsteady_path, diagnose_unusable_path
from checker.checks.vpn.diagnose.findings import (
    degraded_level,
    detected_service,
    failure_level,
    make_finding,
    restriction_text,
    text_fact,
    unknown_level,
    verdict_of,
)
from checker.checks.vpn.diagnose.names import diagnose_name, is_address_confirmed, is_led_elsewhere
from checker.checks.vpn.diagnose.silence import (
    diagnose_block,
    diagnose_silence,
    diagnose_unclear,
    may_lack_key,
    silent_or_key_finding,
)
from checker.checks.vpn.gateways import VpnGateway
from checker.checks.vpn.verdict import GatewayVerdict
from checker.model.finding import Finding, Level, Sureness
from checker.model.observation import Observations
from checker.model.trust import Trust

_CODES = {
    GatewayVerdict.HANGS_UP: "vpn.hangs-up",
    GatewayVerdict.STALLS: "vpn.stalls",
    GatewayVerdict.REFUSED: "vpn.refused",
    GatewayVerdict.UNREACHABLE: "vpn.unreachable",
    GatewayVerdict.NAME_UNKNOWN: "vpn.name-unknown",
    GatewayVerdict.NAME_UNANSWERED: "vpn.name-unanswered",
    GatewayVerdict.NAME_HIDDEN: "vpn.name-hidden",
    GatewayVerdict.BLOCKED_HERE: "vpn.blocked-here",
    GatewayVerdict.FILTERED: "vpn.filtered",
    GatewayVerdict.BREAKS_OFF: "vpn.session-cut",
}
_REFUSED_BY = {
    "pc": "vpn.blocked-here",
    "router": "vpn.refused-by-router",
    "way": "vpn.refused-on-the-way",
}
_BY_TRUST = {
    Trust.EXPIRED: "vpn.certificate-expired",
    Trust.NOT_YET_VALID: "vpn.certificate-not-yet-valid",
    Trust.WRONG_NAME: "vpn.certificate-wrong-name",
    Trust.SELF_SIGNED: "vpn.certificate-unknown-issuer",
    Trust.UNKNOWN_ISSUER: "vpn.certificate-unknown-issuer",
    Trust.TRUSTED: "vpn.certificate-changed",
}
_NO_OBSTACLE = ("", Trust.TRUSTED.value, Trust.DATES_VALID.value)
_OTHER_TRUST = "vpn.certificate-refused"
_LOCATED_REFUSALS = (GatewayVerdict.REFUSED, GatewayVerdict.UNREACHABLE, GatewayVerdict.FILTERED)
_CERTAIN = (GatewayVerdict.NAME_HIDDEN, GatewayVerdict.BLOCKED_HERE)

_FAILED = (
    GatewayVerdict.SILENT,
    GatewayVerdict.CANNOT_TELL,
    GatewayVerdict.REFUSED,
    GatewayVerdict.UNREACHABLE,
    GatewayVerdict.STALLS,
    GatewayVerdict.HANGS_UP,
)
"""What a second look is taken at."""


def diagnose_gateway(observations: Observations, gateway: VpnGateway) -> Iterator[Finding]:
    """One finding about this gateway, and where it answers two more at most."""
    name_finding = diagnose_name(observations, gateway)
    if name_finding is not None:
        yield name_finding
        return
    verdict = verdict_of(observations, gateway)
    if verdict in _FAILED and observations.number("gateway.flows-answered", gateway.id):
        unsteady = make_finding("vpn.unsteady", degraded_level(gateway), observations, gateway)
        yield diagnose_unsteady_path(observations, gateway) or unsteady
        return
    if verdict in _FAILED and verdict_of(observations, gateway, "gateway.again") is GatewayVerdict.ANSWERS:
        yield make_finding("vpn.unsteady", degraded_level(gateway), observations, gateway)
        return
    yield from _diagnose_verdict(observations, gateway, verdict)


def _diagnose_verdict(
    observations: Observations, gateway: VpnGateway, verdict: GatewayVerdict | None
) -> Iterator[Finding]:
    match verdict:
        case None:
            yield make_finding("vpn.not-measured", unknown_level(gateway), observations, gateway)
        case GatewayVerdict.ANSWERS:
            yield from _diagnose_working(observations, gateway)
        case GatewayVerdict.CERTIFICATE:
            code, sure = _certificate_code(observations, gateway), _sureness_of_identity(observations, gateway)
            yield make_finding(code, failure_level(gateway), observations, gateway, sure)
        case GatewayVerdict.SILENT:
            yield diagnose_silence(observations, gateway)
        case GatewayVerdict.CANNOT_TELL:
            yield diagnose_unclear(observations, gateway)
        case GatewayVerdict.WRONG_KEY:
            # the probe's own key is out of date; the response still proves that the gateway is there
            yield make_finding("vpn.wrong-key", Level.NOTE, observations, gateway, Sureness.CERTAIN)
        case GatewayVerdict.OTHER:
            service = detected_service(observations, gateway)
            yield make_finding(
                "vpn.other-answers",
                failure_level(gateway),
                observations,
                gateway,
                _sureness_of_identity(observations, gateway),
                what_de=service.de,
                what_en=service.en,
            )
        case GatewayVerdict.RESTRICTED:
            reason = restriction_text(observations, gateway)
            yield make_finding(
                "vpn.restricted", unknown_level(gateway), observations, gateway, why_de=reason.de, why_en=reason.en
            )
        case GatewayVerdict.SERVER_DOWN:
            status = observations.number("gateway.status", gateway.id)
            yield make_finding(
                "vpn.server-behind-down", failure_level(gateway), observations, gateway, status=int(status or 0)
            )
        case GatewayVerdict.FILTERED | GatewayVerdict.BREAKS_OFF:
            yield diagnose_block(observations, gateway) or _diagnose_refusal(observations, gateway, verdict)
        case GatewayVerdict.PATH_NARROW:
            yield diagnose_unusable_path(observations, gateway)
        case _:
            yield _diagnose_refusal(observations, gateway, verdict)


def _diagnose_refusal(observations: Observations, gateway: VpnGateway, verdict: GatewayVerdict) -> Finding:
    if verdict is GatewayVerdict.HANGS_UP and may_lack_key(gateway, verdict):
        return silent_or_key_finding(observations, gateway)
    refused_by = text_fact(observations, "gateway.refused-by", gateway)
    if verdict in _LOCATED_REFUSALS and refused_by in _REFUSED_BY:
        return make_finding(_REFUSED_BY[refused_by], failure_level(gateway), observations, gateway, Sureness.CERTAIN)
    is_own = refused_by == "gateway" and observations["gateway.refusal-traced", gateway.id].value is not False
    is_proven = is_own and is_address_confirmed(observations, gateway)
    sure = Sureness.CERTAIN if verdict in _CERTAIN or is_proven else _sureness_of_identity(observations, gateway)
    code = _CODES[verdict]
    if verdict is GatewayVerdict.UNREACHABLE:
        # from here a way led at least as far as to who says that none goes on
        code = {"gateway": "vpn.refused", "no-route": "vpn.silent"}.get(refused_by, code)
    return make_finding(code, failure_level(gateway), observations, gateway, sure)


def _sureness_of_identity(observations: Observations, gateway: VpnGateway) -> Sureness:
    """Of an answer that is not the gateway's: at another address than the internet gives it may be a stranger's."""
    return Sureness.POSSIBLE if is_led_elsewhere(observations, gateway) else Sureness.LIKELY


def _diagnose_working(observations: Observations, gateway: VpnGateway) -> Iterator[Finding]:
    unsteady = diagnose_unsteady_path(observations, gateway)
    if unsteady is not None:
        yield unsteady
        return
    nat = verdict_of(observations, gateway, "ike.nat-port")
    if nat is GatewayVerdict.BLOCKED_HERE:
        yield make_finding("vpn.blocked-here", failure_level(gateway), observations, gateway, Sureness.CERTAIN)
    elif nat is not None and nat is not GatewayVerdict.ANSWERS:
        yield diagnose_block(observations, gateway) or make_finding(
            "vpn.nat-port-silent", degraded_level(gateway), observations, gateway
        )
    else:
        yield make_finding("vpn.answers", Level.OK, observations, gateway, Sureness.CERTAIN)
    if dead := observations.number("gateway.addresses-dead", gateway.id):
        count = round(observations.number("gateway.addresses", gateway.id) or 0)
        yield make_finding("vpn.address-dead", Level.NOTE, observations, gateway, dead=round(dead), count=count)
    if text_fact(observations, "certificate.trust", gateway) not in _NO_OBSTACLE:
        yield make_finding("vpn.certificate-own", Level.NOTE, observations, gateway, Sureness.CERTAIN)
    yield from diagnose_defects(observations, gateway)


def _certificate_code(observations: Observations, gateway: VpnGateway) -> str:
    if observations["certificate.as-expected", gateway.id].value is False:
        return _BY_TRUST[Trust.TRUSTED]
    value = observations["certificate.trust", gateway.id].value
    return next((code for trust, code in _BY_TRUST.items() if trust.value == value), _OTHER_TRUST)
