"""The company's gateways: each of the profile, probed in its own protocol.

What the check observes of each gateway; the subject of each is the gateway's id in the profile.
"""

from checker.checks.declaration import Check, Resource
from checker.checks.icons import SHIELD
from checker.checks.vpn.need import VpnNeed
from checker.checks.work_tasks import CALL_TASKS, COMPANY_TASKS, Effect, TaskEffect
from checker.model.observation import Fact
from checker.model.privacy import DataGroup
from checker.model.text import Text


def _fact(name: str, de: str, en: str, unit: str = "") -> Fact:
    return Fact(name=name, group=DataGroup.NETWORK, meaning=Text(de=de, en=en), unit=unit)


FACTS = (
    _fact("gateway.verdict", "Was der Server der Firma tat", "What the company's server did"),
    _fact("gateway.again", "Was er bei einer zweiten Frage tat", "What it did when it was asked again"),
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
    _fact(
        "gateway.refused-by",
        "Wer die Verbindung abgelehnt hat oder keinen Weg kennt: dieser Computer, der Router, etwas unterwegs oder der "
        "Server der Firma",
        "Who refused the connection or knows no way: this computer, the router, something on the way, or the company's "
        "server",
    ),
    _fact(
        "gateway.stops-at",
        "Bis wohin Pakete an seinen Anschluss kommen, während andere durchgehen",
        "How far packets to its port come while others pass",
    ),
    _fact(
        "gateway.stops-behind",
        "Wer das letzte Paket zu ihm noch gemeldet hat: dieser Computer, der Router, ein zweites Gerät zu Hause, ein "
        "Gerät mit privater Adresse oder eines beim Anbieter",
        "Who was the last to report a packet to it: this computer, the router, a second device at home, a device with "
        "a private address, or one at the provider's",
    ),
    _fact(
        "gateway.stops-what",
        "Wodurch sich unterscheidet, was nicht durchkommt: Anschluss, Rechner, Inhalt, Name oder Fassung der "
        "Verschlüsselung",
        "What sets apart what does not get through: port, host, content, name, or version of the encryption",
    ),
    _fact(
        "gateway.refusal-traced",
        "Ob die Ablehnung von dort kommt, wo auch andere Anschlüsse des Servers antworten",
        "Whether the refusal comes from where other ports of the server answer too",
    ),
    _fact(
        "gateway.flows-tried",
        "Über wie viele neue Verbindungen er gefragt wurde",
        "By how many new connections it was asked",
    ),
    _fact("gateway.flows-answered", "Wie viele davon er beantwortet hat", "How many of those it answered"),
    _fact("gateway.echoes", "Echo-Anfragen an seinen Rechner", "Echo requests to its host"),
    _fact("gateway.echoes-lost", "Davon ohne Antwort", "Of those without an answer"),
    _fact(
        "gateway.status",
        "Nummer, mit der die Firma meldet, dass der Server dahinter gestört ist",
        "The number by which the company says that the server behind it is out of order",
    ),
    _fact(
        "gateway.restriction",
        "Warum er Unbekannten nichts zeigt: Zertifikat des Computers, Anmeldung, abgewiesen, Name, Weiterleitung, "
        "geschont",
        "Why it shows strangers nothing: the computer's certificate, sign-in, turned away, name, redirect, spared",
    ),
    _fact(
        "gateway.goes-on",
        "Ob nach den ersten Paketen einer Verbindung auch die nächsten ankommen",
        "Whether after the first packets of a connection the next ones arrive too",
    ),
    _fact("gateway.loaded", "Ob er sagt, dass er überlastet ist", "Whether it says that it is overloaded"),
    _fact("gateway.behind-nat", "Ob der Weg zu ihm durch eine Adressumsetzung führt", "Whether a NAT is on the way"),
    _fact(
        "gateway.name-outside",
        "Ob sein Name außerhalb des Heimnetzes gefunden wird",
        "Whether its name is found outside the home network",
    ),
    _fact(
        "gateway.name-kind",
        "Art der Adresse, zu der sein Name hier führt",
        "Kind of address that its name leads to here",
    ),
    _fact(
        "gateway.name-state",
        "Was DNS-Server außerhalb des Heimnetzes über seinen Namen sagen",
        "What DNS servers outside the home network say of its name",
    ),
    _fact(
        "gateway.name-sick",
        "Wie viele davon an diesem Namen scheitern und an einem anderen nicht",
        "How many of them fail on this name and not on another one",
    ),
    _fact(
        "gateway.name-wrong-at",
        "Wer eine andere Adresse für ihn nennt als das Internet: niemand, dieser Computer, ein VPN, der DNS-Server",
        "Who gives another address for it than the internet: nobody, this computer, a VPN, the DNS server",
    ),
    _fact(
        "gateway.other-address",
        "Was der Server an der anderen Adresse tat",
        "What the server did at the other address",
    ),
    _fact("gateway.addresses", "Wie viele seiner Adressen geprüft wurden", "How many of its addresses were probed"),
    _fact(
        "gateway.addresses-dead",
        "Wie viele davon nicht richtig antworten, während eine andere es tut",
        "How many of them do not answer properly while another one does",
    ),
    _fact(
        "gateway.own-route",
        "Ob ein Eintrag dieses Computers die Verbindung an ein anderes Gerät zu Hause leitet",
        "Whether an entry of this computer leads the connection to another device at home",
    ),
    _fact("path.mtu", "Größtes Paket, das bis zur Firma durchkommt", "Largest packet that gets through to it", "B"),
    _fact("path.told", "Ob unterwegs gesagt wird, dass Pakete zu groß sind", "Whether too large packets are reported"),
    _fact("path.direction", "In welcher Richtung große Pakete verschwinden", "In which direction large packets vanish"),
    _fact("path.fragments", "Ob geteilte Pakete durchkommen", "Whether fragmented packets get through"),
    _fact("udp.answers", "Ob UDP überhaupt beantwortet wird", "Whether UDP is answered at all"),
    _fact("udp.leaves-home", "Ob UDP bis hinter Ihren Router kommt", "Whether UDP gets out behind your router"),
    _fact("tunnel.up", "Ob das VPN gerade verbunden ist", "Whether the VPN is connected just now"),
    _fact(
        "service.reach", "Zeit, bis der Dienst der Firma sich meldet", "Time until the company's service answers", "ms"
    ),
)


CHECK = Check(
    name="vpn",
    title=Text(de="Weg zur Firma", en="Way to the company"),
    about=Text(
        de="Ob die Verbindungen zur Firma (VPN) von hier aus antworten. Es werden keine Kennwörter benutzt.",
        en="Whether the connections to your company (VPN) answer from here. No passwords are used.",
    ),
    groups=(DataGroup.NETWORK,),
    facts=FACTS,
    need=VpnNeed,
    uses=(Resource.NETWORK,),
    deadline_s=10.0,
    icon=SHIELD,
    needed_for=COMPANY_TASKS,
    task_effects=(
        TaskEffect(codes=("vpn.", "vpn.udp-blocked"), tasks=COMPANY_TASKS),
        TaskEffect(codes=("vpn.udp-blocked",), tasks=CALL_TASKS, effect=Effect.BLOCKER_DISTURBS),  # TCP, and stutter
        TaskEffect(codes=("vpn.no-gateways",), tasks=COMPANY_TASKS, effect=Effect.NOTE_UNKNOWN),
        TaskEffect(codes=("vpn.certificate-ends-soon", "vpn.pptp-unsafe")),
    ),
)
