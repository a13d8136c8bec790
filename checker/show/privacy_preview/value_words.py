"""In plain words what an observation holds as a code word: for the employee, who reads what would leave.

A technician reads the code word itself, and so does whoever asks for every digit.
"""

import re

from checker.model.observation import Observation
from checker.model.text import Language, Text
from checker.show.formatting import format_observation

_CODE_WORD = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


def _t(de: str, en: str) -> Text:
    return Text(de=de, en=en)


WORDS: dict[str, Text] = {
    "accepted": _t("angenommen", "accepted"),
    "answered": _t("beantwortet", "answered"),
    "answers": _t("antwortet", "answers"),
    "asleep": _t("der Computer schlief", "the computer was asleep"),
    "beyond": _t("weiter draußen im Internet", "further out on the internet"),
    "blocked-here": _t("auf diesem Computer gesperrt", "blocked on this computer"),
    "bluetooth": _t("Bluetooth", "Bluetooth"),
    "both": _t("in beiden Richtungen", "in both directions"),
    "breaks-off": _t("bricht nach den ersten Paketen ab", "breaks off after the first packets"),
    "broken": _t("gestört", "out of order"),
    "built-in": _t("eingebaut", "built in"),
    "cable": _t("Kabel", "cable"),
    "cannot-tell": _t("nicht zu sagen", "cannot be told"),
    "certificate-bad": _t("zeigt ein Zertifikat, das nicht gilt", "shows a certificate that is not valid"),
    "clear": _t("sicher mehr als nötig", "certainly more than needed"),
    "client-certificate": _t("verlangt ein Zertifikat des Computers", "wants a certificate of the computer"),
    "content": _t("der Inhalt", "the content"),
    "cut-off": _t("bricht ab", "breaks off"),
    "direct": _t("direkt", "direct"),
    "down": _t("zu Ihnen hin", "towards you"),
    "ds-lite": _t("gemeinsame Adresse des Anbieters (DS-Lite)", "shared address of the provider (DS-Lite)"),
    "dsl": _t("DSL", "DSL"),
    "echo": _t("ein Echo", "an echo"),
    "expired": _t("abgelaufen", "expired"),
    "filtered": _t("wird unterwegs ausgesiebt", "is filtered on the way"),
    "forbidden": _t("verboten", "forbidden"),
    "gateway": _t("die Firma selbst", "the company itself"),
    "global": _t("öffentlich", "public"),
    "hangs-up": _t("legt sofort wieder auf", "hangs up at once"),
    "here": _t("hier", "here"),
    "hidden": _t("nur in der Firma bekannt", "known in the company only"),
    "home": _t("ein Gerät zu Hause", "a device at home"),
    "host": _t("der Rechner", "the machine"),
    "http": _t("eine Webseite ohne Verschlüsselung", "a web page without encryption"),
    "https": _t("eine Webseite", "a web page"),
    "intercepted": _t("etwas unterwegs, das für alle antwortet", "something on the way that answers for all"),
    "link-local": _t("nur im eigenen Netz", "in the own network only"),
    "local": _t("nur im eigenen Netz", "in the own network only"),
    "loopback": _t("dieser Computer", "this computer"),
    "mail-or-ftp": _t("ein Dienst für Post oder Dateien", "a service for mail or files"),
    "mobile": _t("Mobilfunk", "mobile"),
    "name": _t("der Name", "the name"),
    "name-hidden": _t("sein Name ist nur in der Firma bekannt", "its name is known in the company only"),
    "name-unanswered": _t("nach seinem Namen wurde ohne Antwort gefragt", "nobody answered for its name"),
    "name-unknown": _t("seinen Namen kennt hier niemand", "nobody here knows its name"),
    "narrow": _t("genau genug", "exact enough"),
    "no-proposal-chosen": _t("antwortet, ohne etwas zu vereinbaren", "answers without agreeing on anything"),
    "no-route": _t("kein Weg dorthin", "no way there"),
    "nobody": _t("niemand", "nobody"),
    "none": _t("keine", "none"),
    "not-yet-valid": _t("noch nicht gültig", "not valid yet"),
    "nowhere": _t("niemand", "nobody"),
    "opens": _t("öffnet", "opens"),
    "other": _t("etwas anderes", "something else"),
    "other-adapter": _t("ein anderes Netz dieses Computers", "another network of this computer"),
    "paused": _t("angehalten", "paused"),
    "path-narrow": _t("große Pakete kommen nicht durch", "large packets do not get through"),
    "pc": _t("dieser Computer", "this computer"),
    "pc-no-route": _t("dieser Computer kennt keinen Weg", "this computer knows no way"),
    "port": _t("der Anschluss", "the port"),
    "private": _t("privat", "private"),
    "provider": _t("der Anbieter", "the provider"),
    "proxy": _t("über einen Vermittler (Proxy)", "through a proxy"),
    "public": _t("öffentlich", "public"),
    "rdp": _t("ein entfernter Bildschirm", "a remote desktop"),
    "redirect": _t("leitet zu einer anderen Adresse weiter", "redirects to another address"),
    "refused": _t("abgelehnt", "refused"),
    "resolved": _t("gefunden", "found"),
    "resolver": _t("der DNS-Server", "the DNS server"),
    "restricted": _t("zeigt Unbekannten nichts", "shows strangers nothing"),
    "router": _t("der Router", "the router"),
    "router-no-route": _t("der Router kennt keinen Weg", "the router knows no way"),
    "self-signed": _t("von sich selbst ausgestellt", "issued by itself"),
    "server": _t("die Messstelle", "the measuring endpoint"),
    "server-behind-down": _t("der Server dahinter ist gestört", "the server behind it is out of order"),
    "server-name": _t("hört nur auf seinen eigenen Namen", "listens to its own name only"),
    "session": _t("öffnet eine Sitzung", "opens a session"),
    "shared": _t("gemeinsame Adresse des Anbieters", "shared address of the provider"),
    "sign-in": _t("verlangt eine Anmeldung", "wants a sign-in"),
    "silent": _t("schweigt", "is silent"),
    "something-else": _t("etwas anderes antwortet", "something else answers"),
    "spared": _t("nicht öfter gefragt, um nicht gesperrt zu werden", "not asked more often, so as not to be banned"),
    "ssh": _t("ein Dienst zur Fernwartung (SSH)", "a service for remote administration (SSH)"),
    "stalled": _t("der Computer war zu beschäftigt", "the computer was too busy"),
    "stalls": _t("verstummt mitten im Gespräch", "falls silent in the middle"),
    "interrupted": _t("das Programm wurde unterbrochen", "the program was interrupted"),
    "stopped": _t("von Ihnen beendet", "ended by you"),
    "target": _t("das Ziel", "the target"),
    "this-pc": _t("dieser Computer", "this computer"),
    "time": _t("die Zeit war um", "the time was over"),
    "tls": _t("ein verschlüsselter Dienst", "an encrypted service"),
    "tls-version": _t("die Fassung der Verschlüsselung", "the version of the encryption"),
    "trusted": _t("vertrauenswürdig", "trusted"),
    "unknown": _t("unbekannt", "unknown"),
    "unknown-issuer": _t("von einem unbekannten Aussteller", "by an unknown issuer"),
    "unreachable": _t("nicht zu erreichen", "not to be reached"),
    "up": _t("von Ihnen weg", "away from you"),
    "usb": _t("USB", "USB"),
    "virtual": _t("nur als Programm", "as a program only"),
    "vpn": _t("ein VPN", "a VPN"),
    "way": _t("etwas unterwegs", "something on the way"),
    "wifi": _t("WLAN", "Wi-Fi"),
    "wrong-key": _t("der Schlüssel passt nicht", "the key does not fit"),
    "wrong-name": _t("für einen anderen Namen", "for another name"),
    "yes": _t("ja", "yes"),
}
"""Each word means the same wherever a fact holds it, but for `BY_FACT`."""

BY_FACT: dict[str, dict[str, Text]] = {
    "up.counted": {
        "here": _t("dieses Programm", "this program"),
        "answers": _t("die Antworten der Messstelle", "the answers of the measuring endpoint"),
    },
    "dns.state": {"unknown": _t("gibt es nicht", "does not exist")},
    "gateway.name-state": {"unknown": _t("gibt es nicht", "does not exist")},
}
ANSWER_FACTS = ("gateway.answer",)
_AS_EXPECTED = _t("wie von einem Server dieser Art", "as from a server of this kind")


def plain_value(observation: Observation, language: Language) -> str:
    """The value in words, or why there is none."""
    values = observation.value if isinstance(observation.value, list) else [observation.value]
    if observation.failure is not None or observation.unit or not values:
        return format_observation(observation, language)
    words = [_word(observation.name, value) for value in values]
    if None in words:
        return format_observation(observation, language)
    return ", ".join(word.render(language) for word in words if word is not None)


def _word(fact: str, value: object) -> Text | None:
    if not isinstance(value, str) or not _CODE_WORD.fullmatch(value):
        return None
    if fact in ANSWER_FACTS:
        return _AS_EXPECTED
    return BY_FACT.get(fact, {}).get(value) or WORDS.get(value)
