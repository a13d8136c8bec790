"""How this check's findings are made: the level by what the profile requires, and closed words for what was seen."""

from checker.checks.vpn.gateways import Gateway
from checker.checks.vpn.gateways_web import Sip, Stun, Turn
from checker.checks.vpn.verdict import Other, Verdict
from checker.model.finding import Finding, Level, Sureness
from checker.model.observation import Observations
from checker.model.text import Text

OTHERS = {
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

_TELEPHONY = (Sip, Stun, Turn)


def trouble(gateway: Gateway) -> Level:
    """It does not work."""
    return Level.BLOCKER if gateway.required else Level.WARNING


def disturbed(gateway: Gateway) -> Level:
    """It works, and may not for long or not for everything."""
    return Level.WARNING if gateway.required else Level.NOTE


def gap(gateway: Gateway) -> Level:
    """It cannot be told."""
    return Level.UNKNOWN if gateway.required else Level.NOTE


def verdict_of(observations: Observations, gateway: Gateway, name: str = "gateway.verdict") -> Verdict | None:
    """None where it was not measured, or by a later version that knows more verdicts."""
    value = observations[name, gateway.id].value
    return next((verdict for verdict in Verdict if verdict.value == value), None)


def other_of(observations: Observations, gateway: Gateway) -> Text:
    """What answers instead."""
    value = observations["gateway.other", gateway.id].value
    return OTHERS[next((other for other in Other if other.value == value), Other.UNKNOWN)]


def word(observations: Observations, name: str, gateway: Gateway) -> str:
    """A fact that is a word, or empty."""
    value = observations[name, gateway.id].value
    return value if isinstance(value, str) else ""


def say(
    code: str,
    level: Level,
    observations: Observations,
    gateway: Gateway,
    sure: Sureness = Sureness.LIKELY,
    **values: str | int,
) -> Finding:
    """A finding about this gateway, resting on all that was seen of it."""
    return Finding(
        code=code,
        level=level,
        subject=gateway.id,
        evidence=tuple(one.key for one in observations if one.subject == gateway.id),
        values={"name": gateway.name, **_hit(gateway), **values},
        sure=sure,
    )


def _hit(gateway: Gateway) -> dict[str, str]:
    """The roles that suffer, where they are not those of any gateway: remote desktop and files."""
    return {"roles": "phone video"} if isinstance(gateway, _TELEPHONY) else {}
