"""What the check observes of each gateway; the subject of each is the gateway's id in the profile."""

from checker.model.observation import Fact
from checker.model.privacy import Group
from checker.model.text import Text


def _fact(name: str, de: str, en: str, unit: str = "") -> Fact:
    return Fact(name=name, group=Group.NETWORK, meaning=Text(de=de, en=en), unit=unit)


FACTS = (
    _fact("gateway.verdict", "Was der Zugang der Firma tat", "What the company's gateway did"),
    _fact("gateway.name", "Zeit, bis sein Name gefunden war", "Time until its name was found", "ms"),
    _fact("gateway.tcp", "Zeit bis zur Verbindung", "Time until it was connected", "ms"),
    _fact("gateway.tls", "Zeit, um die Verschlüsselung zu vereinbaren", "Time to agree on encryption", "ms"),
    _fact("gateway.rtt", "Zeit bis zu seiner Antwort", "Time until it answered", "ms"),
    _fact("gateway.tries", "Wie oft gefragt wurde", "How often it was asked"),
    _fact("gateway.answer", "Art seiner Antwort", "Kind of its answer"),
    _fact("gateway.other", "Art des Dienstes, der stattdessen antwortet", "Kind of service that answers instead"),
    _fact(
        "gateway.host-answers",
        "Ob der Rechner der Firma sonst antwortet",
        "Whether the company's host answers otherwise",
    ),
    _fact(
        "ike.nat-port",
        "Was der zweite Anschluss tat, den IPsec hinter einem Router braucht",
        "What the second port did, which IPsec needs behind a router",
    ),
    _fact("certificate.trust", "Urteil über das Zertifikat", "Verdict on the certificate"),
    _fact("certificate.verify-code", "Nummer dieses Urteils im System", "The system's number for that verdict"),
    _fact("certificate.days-left", "Tage, die das Zertifikat noch gilt", "Days that the certificate stays valid", "d"),
    _fact("certificate.lifetime", "Tage, für die es ausgestellt ist", "Days that it was issued for", "d"),
    _fact(
        "certificate.as-expected",
        "Ob es das Zertifikat ist, das die IT-Firma hinterlegt hat",
        "Whether it is the certificate that the IT firm has on file",
    ),
)
