"""From the verdict on one gateway to its finding, and one more at most. Pure."""

from collections.abc import Iterator

from checker.checks.vpn.diagnose_path import also, unusable
from checker.checks.vpn.diagnose_silent import blocked, cannot_tell, silent
from checker.checks.vpn.diagnose_words import disturbed, gap, other_of, say, trouble, verdict_of, word
from checker.checks.vpn.gateways import Gateway
from checker.checks.vpn.verdict import Verdict
from checker.model.finding import Finding, Level, Sureness
from checker.model.observation import Observations
from checker.model.trust import Trust

_CODES = {
    Verdict.HANGS_UP: "vpn.hangs-up",
    Verdict.STALLS: "vpn.stalls",
    Verdict.REFUSED: "vpn.refused",
    Verdict.UNREACHABLE: "vpn.unreachable",
    Verdict.NAME_UNKNOWN: "vpn.name-unknown",
    Verdict.NAME_UNANSWERED: "vpn.name-unanswered",
    Verdict.NAME_HIDDEN: "vpn.name-hidden",
    Verdict.BLOCKED_HERE: "vpn.blocked-here",
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
_UNJUDGED = "vpn.certificate-refused"
_CERTAIN = (Verdict.NAME_HIDDEN, Verdict.BLOCKED_HERE)


def judged(observations: Observations, gateway: Gateway) -> Iterator[Finding]:
    """One finding about this gateway, and where it answers one more at most."""
    verdict = verdict_of(observations, gateway)
    match verdict:
        case None:
            yield say("vpn.not-measured", gap(gateway), observations, gateway)
        case Verdict.ANSWERS:
            yield from _working(observations, gateway)
        case Verdict.CERTIFICATE:
            yield say(_of_certificate(observations, gateway), trouble(gateway), observations, gateway)
        case Verdict.SILENT:
            yield silent(observations, gateway)
        case Verdict.CANNOT_TELL:
            yield cannot_tell(observations, gateway)
        case Verdict.WRONG_KEY:
            # the probe's own key is out of date; the response still proves that the gateway is there
            yield say("vpn.wrong-key", Level.NOTE, observations, gateway, Sureness.CERTAIN)
        case Verdict.OTHER:
            what = other_of(observations, gateway)
            yield say("vpn.other-answers", trouble(gateway), observations, gateway, what_de=what.de, what_en=what.en)
        case Verdict.PATH_NARROW:
            yield unusable(observations, gateway)
        case _:
            yield _turned_away(observations, gateway, verdict)


def _turned_away(observations: Observations, gateway: Gateway, verdict: Verdict) -> Finding:
    whom = word(observations, "gateway.refused-by", gateway)
    if verdict in (Verdict.REFUSED, Verdict.UNREACHABLE) and whom in _REFUSED_BY:
        return say(_REFUSED_BY[whom], trouble(gateway), observations, gateway, Sureness.CERTAIN)
    sure = Sureness.CERTAIN if verdict in _CERTAIN or whom == "gateway" else Sureness.LIKELY
    return say(_CODES[verdict], trouble(gateway), observations, gateway, sure)


def _working(observations: Observations, gateway: Gateway) -> Iterator[Finding]:
    nat = verdict_of(observations, gateway, "ike.nat-port")
    if nat is not None and nat is not Verdict.ANSWERS:
        yield blocked(observations, gateway) or say("vpn.nat-port-silent", disturbed(gateway), observations, gateway)
    else:
        yield say("vpn.answers", Level.OK, observations, gateway, Sureness.CERTAIN)
    yield from also(observations, gateway)


def _of_certificate(observations: Observations, gateway: Gateway) -> str:
    if observations["certificate.as-expected", gateway.id].value is False:
        return _BY_TRUST[Trust.TRUSTED]
    value = observations["certificate.trust", gateway.id].value
    return next((code for trust, code in _BY_TRUST.items() if trust.value == value), _UNJUDGED)
