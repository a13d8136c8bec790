"""How this check's findings are made: the level by what the profile requires, and names of detected protocols."""

from checker.checks.vpn.gateways import VpnGateway
from checker.checks.vpn.gateways.web import SipGateway, StunGateway, TurnGateway
from checker.checks.vpn.verdict import DetectedProtocol, GatewayVerdict, Restriction
from checker.model.finding import Finding, Level, Sureness
from checker.model.observation import Observations
from checker.model.text import Text

PROTOCOL_TEXTS = {
    DetectedProtocol.SSH: Text(de="ein Fernzugang für Techniker (SSH)", en="a technician's remote access (SSH)"),
    DetectedProtocol.HTTP: Text(de="eine unverschlüsselte Internetseite (HTTP)", en="an unencrypted web page (HTTP)"),
    DetectedProtocol.HTTPS: Text(
        de="ein Webserver über eine verschlüsselte Verbindung (HTTPS), nicht die Software Ihrer Firma",
        en="a web server over an encrypted connection (HTTPS), not your company's software",
    ),
    DetectedProtocol.TLS: Text(de="ein verschlüsselter Dienst (TLS)", en="an encrypted service (TLS)"),
    DetectedProtocol.MAIL: Text(de="ein Mail- oder Dateidienst", en="a mail or file service"),
    DetectedProtocol.RDP: Text(de="ein Fernbildschirm (RDP)", en="a remote desktop (RDP)"),
    DetectedProtocol.VNC: Text(de="ein Fernbildschirm (VNC)", en="a remote screen (VNC)"),
    DetectedProtocol.ECHO: Text(
        de="ein Dienst, der alles nur zurückwirft", en="a service that only throws everything back"
    ),
    DetectedProtocol.IKEV1: Text(de="IPsec in der alten Fassung (IKEv1)", en="IPsec in its old version (IKEv1)"),
    DetectedProtocol.IKEV2: Text(de="IPsec in der neuen Fassung (IKEv2)", en="IPsec in its new version (IKEv2)"),
    DetectedProtocol.OPENVPN: Text(de="ein anderes VPN (OpenVPN)", en="another VPN (OpenVPN)"),
    DetectedProtocol.PPTP: Text(de="ein altes VPN (PPTP)", en="an old kind of VPN (PPTP)"),
    DetectedProtocol.SIP: Text(de="eine Telefonanlage (SIP)", en="a telephone system (SIP)"),
    DetectedProtocol.STUN: Text(de="ein Hilfsdienst für Telefonie (STUN)", en="a helper service for telephony (STUN)"),
    DetectedProtocol.UNKNOWN: Text(de="ein unbekannter Dienst", en="an unknown service"),
}

RESTRICTION_TEXTS = {
    Restriction.CLIENT_CERTIFICATE: Text(
        de="Der Server verlangt den Ausweis (das Zertifikat) Ihres Firmencomputers",
        en="It wants the identity card (certificate) of your company computer",
    ),
    Restriction.SIGN_IN: Text(de="Der Server verlangt zuerst eine Anmeldung", en="It wants a sign-in first"),
    Restriction.FORBIDDEN: Text(de="Der Server weist Unbekannte ab", en="It turns strangers away"),
    Restriction.SERVER_NAME: Text(
        de="Der Server kennt den Namen nicht, unter dem ihn das Profil nennt",
        en="It does not know the name that the profile has for it",
    ),
    Restriction.REDIRECT: Text(
        de="Der Server verweist an eine andere Adresse, der dieses Programm nicht folgt",
        en="It points to another address, which this program does not follow",
    ),
    Restriction.SPARED: Text(
        de="Der Server wurde nicht noch einmal gefragt, damit er Ihren Anschluss nicht sperrt",
        en="It was not asked once more, so that it does not lock out your line",
    ),
}
_UNKNOWN_RESTRICTION = Text(de="Der Server zeigt sich nur Bekannten", en="It shows itself only to those it knows")

_TELEPHONY = (SipGateway, StunGateway, TurnGateway)


def failure_level(gateway: VpnGateway) -> Level:
    """It does not work."""
    return Level.BLOCKER if gateway.required else Level.WARNING


def degraded_level(gateway: VpnGateway) -> Level:
    """It works, and may not for long or not for everything."""
    return Level.WARNING if gateway.required else Level.NOTE


def unknown_level(gateway: VpnGateway) -> Level:
    """It is not known."""
    return Level.UNKNOWN if gateway.required else Level.NOTE


def verdict_of(observations: Observations, gateway: VpnGateway, name: str = "gateway.verdict") -> GatewayVerdict | None:
    """None where it was not measured, or by a later version that knows more verdicts."""
    value = observations[name, gateway.id].value
    return next((verdict for verdict in GatewayVerdict if verdict.value == value), None)


def detected_service(observations: Observations, gateway: VpnGateway) -> Text:
    """What answers instead."""
    value = observations["gateway.other", gateway.id].value
    return PROTOCOL_TEXTS[
        next((protocol for protocol in DetectedProtocol if protocol.value == value), DetectedProtocol.UNKNOWN)
    ]


def restriction_text(observations: Observations, gateway: VpnGateway) -> Text:
    """Why a server shows a stranger nothing."""
    value = observations["gateway.restriction", gateway.id].value
    restriction = next((candidate for candidate in Restriction if candidate.value == value), None)
    return RESTRICTION_TEXTS[restriction] if restriction else _UNKNOWN_RESTRICTION


def text_fact(observations: Observations, name: str, gateway: VpnGateway) -> str:
    """A fact that is a word, or empty."""
    value = observations[name, gateway.id].value
    return value if isinstance(value, str) else ""


def make_finding(
    code: str,
    level: Level,
    observations: Observations,
    gateway: VpnGateway,
    sure: Sureness = Sureness.LIKELY,
    **values: str | int,
) -> Finding:
    """A finding about this gateway, resting on all observations of it."""
    return Finding(
        code=code,
        level=level,
        subject=gateway.id,
        evidence=tuple(observation.key for observation in observations if observation.subject == gateway.id),
        values={"name": gateway.name, **_affected_roles(gateway), **values},
        sure=sure,
    )


def _affected_roles(gateway: VpnGateway) -> dict[str, str]:
    """The roles that suffer, where they are not those of any gateway: remote desktop and files."""
    return {"roles": "phone video"} if isinstance(gateway, _TELEPHONY) else {}
