"""Per gateway of the profile: does it work from here, and if not, what stands in the way. Pure."""

from collections.abc import Iterator

from checker.checks.vpn.need import AnyGateway, VpnNeed
from checker.checks.vpn.verdict import Other, Verdict
from checker.model.finding import Finding, Level
from checker.model.observation import Observations
from checker.model.text import Text
from checker.model.trust import Trust

ENDS_SOON_DAYS = 10.0
"""Renewal by itself comes at 15 to 30 days (Let's Encrypt, "integration guide"), so by then it has failed."""
ENDS_SOON_SHARE = 0.2
"""Certificates of six days are renewed after half of that: for short ones a share of their lifetime counts."""

_CODES = {
    Verdict.WRONG_KEY: "vpn.wrong-key",
    Verdict.OTHER: "vpn.other-answers",
    Verdict.HANGS_UP: "vpn.hangs-up",
    Verdict.STALLS: "vpn.stalls",
    Verdict.REFUSED: "vpn.refused",
    Verdict.UNREACHABLE: "vpn.unreachable",
    Verdict.CANNOT_TELL: "vpn.cannot-tell",
    Verdict.NAME_UNKNOWN: "vpn.name-unknown",
    Verdict.NAME_UNANSWERED: "vpn.name-unanswered",
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
_WORDS = {
    Other.SSH: Text(de="ein Fernzugang für Techniker (SSH)", en="a technician's remote access (SSH)"),
    Other.HTTP: Text(de="eine unverschlüsselte Internetseite (HTTP)", en="an unencrypted web page (HTTP)"),
    Other.TLS: Text(de="ein verschlüsselter Dienst (TLS)", en="an encrypted service (TLS)"),
    Other.MAIL: Text(de="ein Mail- oder Dateidienst", en="a mail or file service"),
    Other.RDP: Text(de="ein Fernbildschirm (RDP)", en="a remote desktop (RDP)"),
    Other.VNC: Text(de="ein Fernbildschirm (VNC)", en="a remote screen (VNC)"),
    Other.ECHO: Text(de="ein Dienst, der alles nur zurückwirft", en="a service that only throws everything back"),
    Other.IKEV1: Text(de="IPsec in der alten Fassung (IKEv1)", en="IPsec in its old version (IKEv1)"),
    Other.IKEV2: Text(de="IPsec in der neuen Fassung (IKEv2)", en="IPsec in its new version (IKEv2)"),
    Other.OPENVPN: Text(de="ein OpenVPN-Zugang", en="an OpenVPN gateway"),
    Other.PPTP: Text(de="ein alter VPN-Zugang (PPTP)", en="an old kind of VPN gateway (PPTP)"),
    Other.SIP: Text(de="eine Telefonanlage (SIP)", en="a telephone system (SIP)"),
    Other.STUN: Text(de="ein Hilfsdienst für Telefonie (STUN)", en="a helper service for telephony (STUN)"),
    Other.UNKNOWN: Text(de="ein unbekannter Dienst", en="an unknown service"),
}
_ALIVE = (Verdict.ANSWERS, Verdict.REFUSED, Verdict.OTHER)


def diagnose(seen: Observations, need: VpnNeed) -> Iterator[Finding]:
    """One finding a gateway, and one more where its certificate ends soon."""
    if not need.gateways:
        yield Finding.note("vpn.no-gateways")
    for gateway in need.gateways:
        yield from _judged(seen, gateway)


def _judged(seen: Observations, gateway: AnyGateway) -> Iterator[Finding]:
    verdict = _verdict(seen, "gateway.verdict", gateway)
    match verdict:
        case None:
            yield _finding("vpn.not-measured", _gap(gateway), seen, gateway)
        case Verdict.ANSWERS:
            yield from _working(seen, gateway)
        case Verdict.CERTIFICATE:
            yield _finding(_of_certificate(seen, gateway), _trouble(gateway), seen, gateway)
        case Verdict.SILENT:
            code = "vpn.port-silent" if _host_alive(seen, gateway) else "vpn.silent"
            yield _finding(code, _trouble(gateway), seen, gateway)
        case Verdict.CANNOT_TELL:
            yield _finding(_CODES[verdict], _gap(gateway), seen, gateway)
        case Verdict.WRONG_KEY:
            # the probe's own key is out of date; the response still proves that the gateway is there
            yield _finding(_CODES[verdict], Level.NOTE, seen, gateway)
        case Verdict.OTHER:
            what = _WORDS[_other(seen, gateway)]
            yield _finding(_CODES[verdict], _trouble(gateway), seen, gateway, what_de=what.de, what_en=what.en)
        case _:
            yield _finding(_CODES[verdict], _trouble(gateway), seen, gateway)


def _working(seen: Observations, gateway: AnyGateway) -> Iterator[Finding]:
    nat = _verdict(seen, "ike.nat-port", gateway)
    if nat is not None and nat is not Verdict.ANSWERS:
        yield _finding("vpn.nat-port-silent", _disturbed(gateway), seen, gateway)
    else:
        yield _finding("vpn.answers", Level.OK, seen, gateway)
    left, lifetime = (seen.number(f"certificate.{name}", gateway.id) for name in ("days-left", "lifetime"))
    if left is not None and lifetime is not None and left < min(ENDS_SOON_DAYS, lifetime * ENDS_SOON_SHARE):
        yield _finding("vpn.certificate-ends-soon", _disturbed(gateway), seen, gateway, days=max(0, int(left)))


def _of_certificate(seen: Observations, gateway: AnyGateway) -> str:
    if seen["certificate.as-expected", gateway.id].value is False:
        return _BY_TRUST[Trust.TRUSTED]
    value = seen["certificate.trust", gateway.id].value
    return next((code for trust, code in _BY_TRUST.items() if trust.value == value), _UNJUDGED)


def _host_alive(seen: Observations, gateway: AnyGateway) -> bool:
    answers = seen["gateway.host-answers", gateway.id].value is True
    return answers or _verdict(seen, "ike.nat-port", gateway) in _ALIVE


def _verdict(seen: Observations, name: str, gateway: AnyGateway) -> Verdict | None:
    """None where it was not measured, or by a later version that knows more verdicts."""
    value = seen[name, gateway.id].value
    return next((verdict for verdict in Verdict if verdict.value == value), None)


def _other(seen: Observations, gateway: AnyGateway) -> Other:
    value = seen["gateway.other", gateway.id].value
    return next((other for other in Other if other.value == value), Other.UNKNOWN)


def _trouble(gateway: AnyGateway) -> Level:
    return Level.BLOCKER if gateway.required else Level.WARNING


def _disturbed(gateway: AnyGateway) -> Level:
    return Level.WARNING if gateway.required else Level.NOTE


def _gap(gateway: AnyGateway) -> Level:
    return Level.UNKNOWN if gateway.required else Level.NOTE


def _finding(code: str, level: Level, seen: Observations, gateway: AnyGateway, **values: str | int) -> Finding:
    evidence = tuple(one.key for one in seen if one.subject == gateway.id)
    return Finding(
        code=code, level=level, subject=gateway.id, evidence=evidence, values={"name": gateway.name, **values}
    )
