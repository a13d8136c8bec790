"""One witness as a sentence: a table of what was recorded, the more particular first. Data and its lookup.

`{target}`: who was to answer; `{probe}`: to what; `{place}` and `{by}`: who did it or how far it came, in nominative
and dative; `{server}`, `{name}`: of a question for a name, who was asked, and for what.
"""

from collections.abc import Mapping

from checker.checks.reasoning.witness import PacketSize, Place, Protocol, Traffic, TrafficOutcome, Witness
from checker.model.record import Record
from checker.model.text import Language, Text
from checker.show.explanation.wording import FULL_PACKETS, PLACES, PLACES_DATIVE, PROBES

_PASSED, _UNANSWERED, _REFUSED = TrafficOutcome.PASSED, TrafficOutcome.LOST, TrafficOutcome.REFUSED
_ALTERED, _REDIRECTED, _SLOW = TrafficOutcome.ALTERED, TrafficOutcome.REDIRECTED, TrafficOutcome.SLOW
_DNS, _SYSTEM, _HTTP = (Protocol.DNS,), (Protocol.SYSTEM,), (Protocol.HTTP,)


class _Sentence(Record, frozen=True, kw_only=True):
    """`reached`: only of witnesses with one of these; `located`: whether it must be known where, None for either;
    `by_target`: only where it was the one who was asked.
    """

    outcome: TrafficOutcome
    text: Text
    protocols: tuple[Protocol, ...] = ()
    remarks: tuple[str, ...] = ()
    reached: tuple[Place, ...] = ()
    located: bool | None = None
    by_target: bool = False

    def fits(self, witness: Witness) -> bool:
        return (
            witness.outcome is self.outcome
            and (not self.protocols or witness.traffic.protocol in self.protocols)
            and (not self.remarks or witness.remark in self.remarks)
            and (not self.reached or witness.reached in self.reached)
            and (self.located is None or self.located == (witness.reached is not None))
            and (not self.by_target or witness.reached is witness.traffic.end)
        )


def _of_system(outcome: TrafficOutcome, remark: str, de: str, en: str) -> _Sentence:
    return _Sentence(outcome=outcome, protocols=_SYSTEM, remarks=(remark,), text=Text(de=de, en=en))


def _of_names(outcome: TrafficOutcome, de: str, en: str, *remarks: str) -> _Sentence:
    return _Sentence(outcome=outcome, protocols=_DNS, remarks=remarks, text=Text(de=de, en=en))


def _remarked(outcome: TrafficOutcome, remark: str, de: str, en: str) -> _Sentence:
    return _Sentence(outcome=outcome, remarks=(remark,), text=Text(de=de, en=en))


def _certificate(remark: str, de: str, en: str) -> _Sentence:
    return _remarked(
        _ALTERED,
        remark,
        f"{{target}} zeigt einen Ausweis (Zertifikat), {de}.",
        f"{{target}} shows a certificate (its proof of identity) {en}.",
    )


_SYSTEM_SENTENCES = (
    _of_system(
        _ALTERED,
        "clock",
        "Die Uhr dieses Computers geht falsch, verglichen mit einem Server im Internet.",
        "This computer's clock is wrong, compared with a server on the internet.",
    ),
    _of_system(
        _PASSED,
        "clock",
        "Die Uhr dieses Computers geht richtig, verglichen mit einem Server im Internet.",
        "This computer's clock is right, compared with a server on the internet.",
    ),
    _of_system(
        _UNANSWERED,
        "no-adapter",
        "Dieser Computer meldet, dass er mit keinem Netz verbunden ist.",
        "This computer reports that it is connected to no network.",
    ),
    _of_system(
        _UNANSWERED,
        "no-address",
        "Dieser Computer meldet, dass er im Netz keine Adresse bekommen hat.",
        "This computer reports that it was given no address in the network.",
    ),
    _of_system(
        _UNANSWERED,
        "no-router",
        "Dieser Computer meldet, dass er keinen Router kennt.",
        "This computer reports that it knows no router.",
    ),
    _of_system(
        _REDIRECTED,
        "vpn-carries-all",
        "Eine geschützte Verbindung (VPN) nimmt alles auf, was dieser Computer sendet.",
        "A protected connection (VPN) takes everything that this computer sends.",
    ),
    _of_system(
        _REDIRECTED,
        "foreign-vpn",
        "Eine geschützte Verbindung (VPN), die nicht zur Firma führt, nimmt alles auf, was dieser Computer sendet.",
        "A protected connection (VPN) that does not lead to the company takes everything that this computer sends.",
    ),
    _of_system(
        _REDIRECTED,
        "same-network",
        "Ein Netz an diesem Computer benutzt dieselben Adressen wie das Netz der Firma.",
        "A network of this computer uses the same addresses as the company's network.",
    ),
    _of_system(
        _REDIRECTED,
        "own-network",
        "Ein Netz in diesem Computer, etwa einer virtuellen Maschine, benutzt dieselben Adressen wie das der Firma.",
        "A network inside this computer, such as a virtual machine's, uses the same addresses as the company's.",
    ),
    _of_system(
        _REDIRECTED,
        "netmask",
        "Dieser Computer hält Adressen im Internet für einen Teil des Heimnetzes (falsche Netzmaske).",
        "This computer takes addresses on the internet for a part of the home network (wrong netmask).",
    ),
    _of_system(
        _REDIRECTED,
        "proxy-offered",
        "Das Netz nennt einen Vermittler (Proxy) ins Internet, der hier nicht eingestellt ist.",
        "The network names a go-between to the internet (proxy) that is not set here.",
    ),
    _of_system(
        _UNANSWERED,
        "proxy-script",
        "Das eingestellte Skript für den Weg ins Internet (PAC) war nicht zu bekommen.",
        "The configured script for the way to the internet (PAC) could not be had.",
    ),
    _of_system(
        _UNANSWERED,
        "line-down",
        "Ihr Router meldet, dass seine Leitung unterbrochen ist.",
        "Your router reports that its line is interrupted.",
    ),
    _of_system(
        _PASSED, "line-up", "Ihr Router meldet, dass die Leitung steht.", "Your router reports that the line is up."
    ),
    _Sentence(
        outcome=_PASSED,
        protocols=_SYSTEM,
        text=Text(de="{place} meldet dazu keine Störung.", en="{place} reports no trouble with it."),
    ),
    *(
        _Sentence(
            outcome=outcome,
            protocols=_SYSTEM,
            text=Text(de="{place} meldet dazu eine Störung.", en="{place} reports trouble with it."),
        )
        for outcome in (_UNANSWERED, _REFUSED, _ALTERED, _REDIRECTED, _SLOW)
    ),
)
_NAME_SENTENCES = (
    _of_names(
        _PASSED,
        "Auch ein Namensdienst (DNS) außerhalb Ihres Heimnetzes nennt zu {name} dieselbe Adresse.",
        "A name server (DNS) outside your home network gives the same address for {name} too.",
        "address-confirmed",
    ),
    _of_names(
        _PASSED,
        "Ein ganz neuer Name, den niemand gespeichert hat, wurde im Internet nachgeschlagen.",
        "A wholly new name, which nobody has stored, was looked up on the internet.",
        "fresh-name",
    ),
    _of_names(
        _PASSED,
        "In einem anderen Netz, mit dem dieser Computer verbunden ist, wurde ein ganz neuer Name gefunden.",
        "In another network that this computer is connected to, a wholly new name was looked up.",
        "other-adapter",
    ),
    _of_names(
        _PASSED,
        "Ein Namensdienst (DNS) im Internet beantwortete die Frage nach einem anderen Namen.",
        "A name server (DNS) on the internet answered the question for another name.",
        "control",
    ),
    _of_names(
        _PASSED,
        "{server} beantwortete die Frage nach {name}.",
        "{server} answered the question for {name}.",
    ),
    *(
        _of_names(
            outcome,
            "Auch ein Namensdienst (DNS) im Internet bekam zu {name} keine brauchbare Antwort.",
            "A name server (DNS) on the internet got no usable answer for {name} either.",
            "sick",
        )
        for outcome in (_UNANSWERED, _ALTERED)
    ),
    _of_names(
        _UNANSWERED,
        "{server} antwortete nicht auf die Frage nach {name}.",
        "{server} did not answer the question for {name}.",
    ),
    _of_names(
        _REFUSED,
        "{server} antwortete, dass es zu {name} keine Adresse gibt.",
        "{server} answered that there is no address for {name}.",
        "no-such-name",
    ),
    _of_names(
        _REFUSED,
        "{server} war mit der Frage nach {name} nicht zu erreichen: Es gibt von hier keinen Weg dorthin.",
        "{server} could not be reached with the question for {name}: there is no way there from here.",
        "unreachable",
    ),
    _of_names(
        _REFUSED,
        "{server} lehnte die Frage nach {name} ab.",
        "{server} refused the question for {name}.",
    ),
    _of_names(
        _ALTERED,
        "{server} gab auf die Frage nach {name} eine unbrauchbare Antwort.",
        "{server} gave a useless answer to the question for {name}.",
    ),
    _of_names(
        _REDIRECTED,
        "{server} verschweigt die Adresse zu {name}, die andere nennen.",
        "{server} keeps back the address for {name}, which others give.",
        "hidden",
    ),
    _of_names(
        _REDIRECTED,
        "{server} nennt zu {name} eine Adresse, die nirgendwohin führt; andere nennen eine im Internet.",
        "{server} gives an address for {name} that leads nowhere; others give one on the internet.",
        "nothing",
    ),
    _of_names(
        _REDIRECTED,
        "{server} nennt zu {name} diesen Computer selbst; andere nennen eine Adresse im Internet.",
        "{server} names this very computer for {name}; others give an address on the internet.",
        "loopback",
    ),
    _of_names(
        _REDIRECTED,
        "{server} nennt zu {name} Ihren Router; andere nennen eine Adresse im Internet.",
        "{server} names your router for {name}; others give an address on the internet.",
        "router",
    ),
    _of_names(
        _REDIRECTED,
        "{server} nennt zu {name} eine Adresse aus einem Heimnetz; andere nennen eine im Internet.",
        "{server} gives an address of a home network for {name}; others give one on the internet.",
        "private",
    ),
    _of_names(
        _REDIRECTED,
        "Dieser Computer benutzt zu {name} eine andere Adresse, als der Namensdienst (DNS) ihm nennt.",
        "This computer uses another address for {name} than the name server (DNS) gives it.",
        "pc",
    ),
    _of_names(
        _REDIRECTED,
        "{server} nennt zu {name} eine andere Adresse, als andere sie nennen.",
        "{server} gives another address for {name} than others do.",
    ),
    _of_names(
        _SLOW,
        "{server} antwortete auf die Frage nach {name}, aber langsam.",
        "{server} answered the question for {name}, but slowly.",
    ),
)
_REMARKED_SENTENCES = (
    _remarked(
        _REDIRECTED,
        "portal",
        "Statt einer Antwort von außen kam eine Anmeldeseite.",
        "Instead of an answer from outside, a sign-in page came.",
    ),
    _remarked(
        _REFUSED,
        "proxy-password",
        "Der Vermittler ins Internet (Proxy) verlangte ein Passwort.",
        "The go-between to the internet (proxy) demanded a password.",
    ),
    _remarked(
        _UNANSWERED,
        "proxy-failed",
        "Über den eingestellten Vermittler ins Internet (Proxy) kam keine Antwort.",
        "Through the configured go-between to the internet (proxy) no answer came.",
    ),
    _remarked(
        _UNANSWERED,
        "hangs-up",
        "{target} nahm die Verbindung an und legte dann auf.",
        "{target} took the connection and then hung up.",
    ),
    _remarked(
        _REFUSED,
        "hangs-up",
        "{target} nahm die Verbindung an und legte dann auf.",
        "{target} took the connection and then hung up.",
    ),
    _remarked(
        _UNANSWERED,
        "stalls",
        "{target} nahm die Verbindung an und sagte dann nichts mehr.",
        "{target} took the connection and then said nothing more.",
    ),
    *(
        _remarked(
            outcome,
            remark,
            de,
            en,
        )
        for outcome in (_UNANSWERED, _REFUSED)
        for remark, de, en in (
            (
                "filtered",
                "{target}: Die Verbindung wurde abgebrochen, sobald zu erkennen war, wohin sie geht.",
                "{target}: the connection was cut off as soon as it showed where it leads.",
            ),
            (
                "breaks-off",
                "{target} begann zu antworten, dann brach die Verbindung ab.",
                "{target} began to answer, then the connection was cut off.",
            ),
        )
    ),
    _remarked(
        _UNANSWERED,
        "server-behind-down",
        "Die Firma meldet selbst, dass ein Server bei ihr nicht antwortet.",
        "The company itself reports that one of its servers does not answer.",
    ),
    _remarked(
        _UNANSWERED,
        "again",
        "{target} antwortete auch beim zweiten Versuch nicht auf {probe}.",
        "{target} did not answer {probe} at the second try either.",
    ),
    _remarked(
        _REFUSED,
        "again",
        "{target}: Auch beim zweiten Versuch kam auf {probe} eine Absage.",
        "{target}: at the second try too a refusal of {probe} came.",
    ),
    _remarked(
        _PASSED,
        "again",
        "{target} antwortete bei einem zweiten Versuch auf {probe}.",
        "{target} answered {probe} at a second try.",
    ),
    _Sentence(
        outcome=_PASSED,
        remarks=("expired",),
        located=True,
        text=Text(
            de="{place} meldete sich auf ein Prüfpaket, das auf dem Weg ins Internet dort enden sollte.",
            en="{place} answered a test packet that was meant to end there on its way to the internet.",
        ),
    ),
    _remarked(
        _SLOW,
        "rate",
        "Gegen die Messstelle Ihrer IT-Firma gemessen, kam nicht mehr an.",
        "Measured against your IT firm's measuring point, no more arrived.",
    ),
    _remarked(
        _SLOW,
        "rate-again",
        "Auf einem zweiten Weg gemessen, kam auch nicht mehr an.",
        "Measured by a second path, no more arrived either.",
    ),
    _remarked(
        _PASSED,
        "faster",
        "Auf einem zweiten Weg über dieselbe Leitung kam deutlich mehr an.",
        "By a second path over the same line, clearly more arrived.",
    ),
    _remarked(
        _PASSED,
        "home-clear",
        "Der Router selbst antwortete schnell, während die Leitung voll war.",
        "The router itself answered fast while the line was full.",
    ),
    _remarked(
        _PASSED,
        "past-vpn",
        "An der geschützten Verbindung (VPN) vorbei antwortete ein Server im Internet.",
        "Past the protected connection (VPN), a host on the internet answered.",
    ),
    _remarked(
        _PASSED,
        "other-prefix",
        "Mit einer anderen Adresse dieses Computers antwortete ein Server im Internet.",
        "With another address of this computer, a host on the internet answered.",
    ),
    _remarked(
        _PASSED,
        "other-address",
        "{target}: Unter der Adresse, die andere Namensdienste (DNS) nennen, kam die richtige Antwort.",
        "{target}: at the address that other name servers (DNS) give, the right answer came.",
    ),
    _Sentence(
        outcome=_REFUSED,
        remarks=("no-route",),
        located=True,
        text=Text(
            de="Von {by} kam die Meldung, dass von dort kein Weg ins Internet weiterführt.",
            en="A message came from {by} that no way leads on to the internet from there.",
        ),
    ),
    _remarked(
        _REFUSED,
        "near",
        "Noch vor dem Internet, im Heimnetz oder gleich dahinter, kam auf {probe} eine Absage.",
        "Before the internet, in the home network or just behind it, a refusal of {probe} came.",
    ),
    _remarked(
        _UNANSWERED,
        "full-packets",
        "{target}: Große Datenpakete kamen nicht durch, kleine schon.",
        "{target}: large data packets did not get through, small ones did.",
    ),
    _remarked(
        _UNANSWERED,
        "part",
        "{target}: Ein Teil der Antworten auf {probe} blieb aus.",
        "{target}: a part of the answers to {probe} did not come.",
    ),
    _Sentence(
        outcome=_UNANSWERED,
        remarks=("control-passed",),
        located=True,
        text=Text(
            de="{target} antwortete nicht auf {probe}; der Weg war bis zu {by} zu verfolgen, anderes kam weiter.",
            en="{target} did not answer {probe}; the way could be followed as far as {by}, other traffic came farther.",
        ),
    ),
    _remarked(
        _ALTERED,
        "other-service",
        "{target}: Dort antwortet etwas anderes, als das Profil nennt.",
        "{target}: something else answers there than the profile names.",
    ),
    _remarked(
        _ALTERED,
        "wrong-answer",
        "{target} gab eine andere Antwort, als vorgesehen ist.",
        "{target} gave another answer than is intended.",
    ),
    _certificate("expired", "der abgelaufen ist", "that has expired"),
    _certificate("not-yet-valid", "der noch nicht gilt", "that is not valid yet"),
    _certificate("wrong-name", "der zu einem anderen Namen gehört", "that belongs to another name"),
    _certificate("self-signed", "den er sich selbst ausgestellt hat", "that it issued to itself"),
    _certificate(
        "unknown-issuer", "dessen Aussteller dieser Computer nicht kennt", "whose issuer this computer does not know"
    ),
    _certificate("revoked", "der für ungültig erklärt wurde", "that was declared invalid"),
    _certificate("refused", "den dieser Computer ablehnt", "that this computer refuses"),
    _certificate("certificate", "den dieser Computer ablehnt", "that this computer refuses"),
    _certificate(
        "changed",
        "der ein anderer ist, als Ihre IT-Firma hinterlegt hat",
        "that is not the one your IT firm has stored",
    ),
    _certificate(
        "trusted",
        "der ein anderer ist, als Ihre IT-Firma hinterlegt hat",
        "that is not the one your IT firm has stored",
    ),
    _remarked(
        _PASSED,
        "wrong-key",
        "{target} antwortete; nur der Schlüssel zum Prüfen passt nicht.",
        "{target} answered; only the key for testing does not fit.",
    ),
    _remarked(
        _PASSED,
        "path-narrow",
        "{target} antwortete auf kleine Datenpakete.",
        "{target} answered small data packets.",
    ),
    _remarked(
        _PASSED,
        "connected",
        "{target}: Eine Verbindung wurde dort angenommen.",
        "{target}: a connection was accepted there.",
    ),
    _remarked(
        _PASSED,
        "host",
        "{target}: Der Rechner, auf dem er läuft, antwortete auf anderes.",
        "{target}: the machine that it runs on answered something else.",
    ),
    _remarked(
        _SLOW,
        "overloaded",
        "{target} antwortete, meldete aber Überlast.",
        "{target} answered, but reported that it is overloaded.",
    ),
    _Sentence(
        outcome=_REFUSED,
        remarks=("unreachable",),
        located=True,
        text=Text(
            de="{target}: Von {by} kam die Meldung, dass kein Weg dorthin führt.",
            en="{target}: {by} reported that no way leads there.",
        ),
    ),
    _remarked(
        _REFUSED,
        "unreachable",
        "{target}: Es kam die Meldung, dass kein Weg dorthin führt.",
        "{target}: a message came that no way leads there.",
    ),
)
_GENERAL_SENTENCES = (
    _Sentence(
        outcome=_PASSED,
        located=True,
        text=Text(de="{place} antwortete auf {probe}.", en="{place} answered {probe}."),
    ),
    _Sentence(
        outcome=_PASSED,
        text=Text(de="Auf {probe} kam eine Antwort.", en="An answer to {probe} came."),
    ),
    _Sentence(
        outcome=_UNANSWERED,
        located=True,
        text=Text(
            de="{target} antwortete nicht auf {probe}; der Weg war bis zu {by} zu verfolgen.",
            en="{target} did not answer {probe}; the way could be followed as far as {by}.",
        ),
    ),
    _Sentence(
        outcome=_UNANSWERED,
        text=Text(de="{target} antwortete nicht auf {probe}.", en="{target} did not answer {probe}."),
    ),
    _Sentence(
        outcome=_REFUSED,
        reached=(Place.PC,),
        text=Text(
            de="{target}: Dieser Computer selbst ließ {probe} nicht hinaus.",
            en="{target}: this computer itself did not let {probe} out.",
        ),
    ),
    _Sentence(
        outcome=_REFUSED,
        by_target=True,
        text=Text(de="{target} gab auf {probe} eine Absage.", en="{target} refused {probe}."),
    ),
    _Sentence(
        outcome=_REFUSED,
        located=True,
        text=Text(
            de="{target}: Auf {probe} kam eine Absage von {by}.",
            en="{target}: a refusal of {probe} came from {by}.",
        ),
    ),
    _Sentence(
        outcome=_REFUSED,
        text=Text(
            de="{target}: Auf {probe} kam eine Absage; von wem, war nicht zu sehen.",
            en="{target}: a refusal of {probe} came; who sent it could not be seen.",
        ),
    ),
    _Sentence(
        outcome=_ALTERED,
        by_target=True,
        text=Text(de="{target} gab auf {probe} eine falsche Antwort.", en="{target} gave a wrong answer to {probe}."),
    ),
    _Sentence(
        outcome=_ALTERED,
        located=True,
        text=Text(
            de="{target}: Auf {probe} kam eine falsche Antwort, und zwar von {by}.",
            en="{target}: a wrong answer to {probe} came, and it came from {by}.",
        ),
    ),
    _Sentence(
        outcome=_ALTERED,
        text=Text(de="{target}: Auf {probe} kam eine falsche Antwort.", en="{target}: a wrong answer to {probe} came."),
    ),
    _Sentence(
        outcome=_REDIRECTED,
        located=True,
        text=Text(
            de="{target}: Was dorthin soll, wird von {by} woandershin geleitet.",
            en="{target}: what is meant for it is led elsewhere by {by}.",
        ),
    ),
    _Sentence(
        outcome=_REDIRECTED,
        text=Text(
            de="{target}: Was dorthin soll, wird woandershin geleitet.",
            en="{target}: what is meant for it is led elsewhere.",
        ),
    ),
    _Sentence(
        outcome=_SLOW,
        text=Text(de="{target} antwortete auf {probe}, aber langsam.", en="{target} answered {probe}, but slowly."),
    ),
)
SENTENCES = (*_SYSTEM_SENTENCES, *_NAME_SENTENCES, *_REMARKED_SENTENCES, *_GENERAL_SENTENCES)
"""The first that fits is the sentence; the last rows fit every witness, whatever its remark."""

_SERVERS = {
    Place.NAMES: Text(de="der Namensdienst (DNS) dieses Computers", en="this computer's name server (DNS)"),
    Place.ROUTER: Text(de="Ihr Router", en="your router"),
    Place.BEYOND: Text(de="ein Namensdienst (DNS) im Internet", en="a name server (DNS) on the internet"),
}
_OTHER_SERVER = Text(de="ein Namensdienst (DNS)", en="a name server (DNS)")
_NAME_OF_DESK = Text(de="dem Server Ihrer IT-Firma", en="your IT firm's server")
_ANY_NAME = Text(de="einem Namen", en="a name")
_GATEWAY = Text(de="die Verbindung zur Firma „{name}“", en="the connection to the company “{name}”")
_SERVICE = Text(de="„{name}“ in der Firma", en="“{name}” in the company")
_HOST = Text(de="„{name}“ im Internet", en="“{name}” on the internet")
_SOME_HOST = Text(de="ein Server im Internet", en="a host on the internet")
_QUOTED = Text(de="„{name}“", en="“{name}”")


def witness_sentence(witness: Witness, titles: Mapping[str, str], language: Language, *, exact: bool = False) -> str:
    """`titles`: what people call gateways and services, by subject; `exact` adds protocol, port and IP version."""
    template = next(row.text for row in SENTENCES if row.fits(witness))
    traffic = witness.traffic
    target = _target(traffic, titles, language)
    reached = witness.reached
    place, by = target, ""
    if reached is not None:
        place = target if reached is traffic.end else PLACES[reached].render(language)
        by = PLACES_DATIVE[reached].render(language)
    text = template.render(
        language,
        target=target,
        place=place,
        by=by,
        probe=_probe(traffic, language),
        server=_SERVERS.get(traffic.end, _OTHER_SERVER).render(language),
        name=_name(traffic, titles, language),
    )
    sentence = text[:1].upper() + text[1:]
    return f"{sentence} [{_figures(traffic)}]" if exact and traffic.protocol not in _SYSTEM else sentence


def _probe(traffic: Traffic, language: Language) -> str:
    probe = FULL_PACKETS if traffic.size is PacketSize.FULL else PROBES[traffic.protocol]
    return probe.render(language)


def _target(traffic: Traffic, titles: Mapping[str, str], language: Language) -> str:
    subject = traffic.subject
    if traffic.end is Place.GATEWAY and subject:
        return _GATEWAY.render(language, name=titles.get(subject, subject))
    if traffic.end is Place.COMPANY and subject:
        return _SERVICE.render(language, name=titles.get(subject, subject))
    if traffic.end is Place.BEYOND:
        return _HOST.render(language, name=traffic.host) if traffic.host else _SOME_HOST.render(language)
    return PLACES[traffic.end].render(language)


def _name(traffic: Traffic, titles: Mapping[str, str], language: Language) -> str:
    if traffic.host:
        return _QUOTED.render(language, name=traffic.host)
    if traffic.subject in titles:
        return _QUOTED.render(language, name=titles[traffic.subject])
    return (_NAME_OF_DESK if traffic.subject == "desk" else _ANY_NAME).render(language)


def _figures(traffic: Traffic) -> str:
    version = f"IPv{traffic.ip_version}" if traffic.ip_version else ""
    port = str(traffic.port) if traffic.port else ""
    return " ".join(part for part in (traffic.protocol.value.upper(), port, version) if part)
