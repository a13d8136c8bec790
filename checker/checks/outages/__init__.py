"""Outages that come and go: who stays silent while the nearer place answers, watched for up to two hours on request.

Every observation of this check, with its meaning. None holds an address, the name of a Wi-Fi or of an access point.
"""

from checker.checks.declaration import DESK_NAME, Check, Resource
from checker.checks.employee import FilledKey, KeySource, OtherNeed
from checker.checks.outages.need import OutagesNeed
from checker.checks.work_tasks import COMPANY_TASKS, TaskEffect, disturbs_line
from checker.model.observation import Fact
from checker.model.privacy import DataGroup
from checker.model.text import Text


def _fact(name: str, unit: str, de: str, en: str) -> Fact:
    return Fact(name=name, group=DataGroup.NETWORK, unit=unit, meaning=Text(de=de, en=en))


FACTS: tuple[Fact, ...] = (
    _fact("began", "", "Beginn der Beobachtung", "When watching began"),
    _fact("watched", "min", "So lange wurde beobachtet, ohne Pausen", "How long was watched, without pauses"),
    _fact("ended", "", "Warum die Beobachtung endete", "Why watching ended"),
    _fact("medium", "", "Art der Verbindung zum Router", "Kind of connection to the router"),
    _fact("through-vpn", "", "Der Weg zum Server der IT-Firma führt durch ein VPN", "The way to the desk is a VPN"),
    _fact("method", "", "Womit diese Stelle gefragt wurde", "How this place was asked"),
    _fact("sent", "", "Kleine Anfragen an diese Stelle", "Small requests to this place"),
    _fact("missed", "", "Davon ohne Antwort", "Of these without an answer"),
    _fact("median", "ms", "Antwortzeit, mittlere", "Answer time, median"),
    _fact(
        "silent.from", "s", "Stille: Beginn, Sekunden nach dem Beginn", "Silence: begin, seconds after the beginning"
    ),
    _fact("silent.seconds", "s", "Stille: Dauer", "Silence: duration"),
    _fact("silent.misses", "", "Stille: Anfragen ohne Antwort", "Silence: requests without an answer"),
    _fact(
        "silent.no-route",
        "",
        "Stille: Anfragen, die dieser Computer nicht senden konnte",
        "Silence: requests that this computer could not send",
    ),
    _fact("silent.load", "Mbit/s", "Stille: Datenverkehr kurz davor", "Silence: traffic just before"),
    _fact(
        "silent.router-answers",
        "",
        "Stille: Antworten des Routers in dieser Zeit",
        "Silence: answers of the router meanwhile",
    ),
    _fact("silent.router-misses", "", "Stille: so oft schwieg der Router", "Silence: how often the router was silent"),
    _fact(
        "silent.provider-answers",
        "",
        "Stille: Antworten des Anbieters in dieser Zeit",
        "Silence: answers of the provider meanwhile",
    ),
    _fact(
        "silent.provider-misses",
        "",
        "Stille: so oft schwieg der Anbieter",
        "Silence: how often the provider was silent",
    ),
    _fact(
        "silent.desk-answers",
        "",
        "Stille: Antworten des Servers der IT-Firma in dieser Zeit",
        "Silence: answers of the desk meanwhile",
    ),
    _fact("silent.desk-misses", "", "Stille: so oft schwieg dieser Server", "Silence: how often the desk was silent"),
    _fact(
        "silent.other-answers",
        "",
        "Stille: Antworten eines zweiten Servers in dieser Zeit",
        "Silence: answers of a second server meanwhile",
    ),
    _fact(
        "silent.other-misses",
        "",
        "Stille: so oft schwieg der zweite Server",
        "Silence: how often the second server was silent",
    ),
    _fact("silent.left-out", "", "Weitere, kürzere Zeiten der Stille", "Further, shorter times of silence"),
    _fact("gateway.name", "", "Name dieser Verbindung zur Firma", "Name of this connection to the company"),
    _fact("gateway.sent", "", "Anfragen an diese Verbindung zur Firma", "Requests to this connection to the company"),
    _fact("gateway.missed", "", "Davon ohne Antwort", "Of these without an answer"),
    _fact("gateway.silent-from", "s", "Keine Antwort: Beginn", "No answer: begin"),
    _fact("gateway.silent-seconds", "s", "Keine Antwort: Dauer", "No answer: duration"),
    _fact(
        "gateway.desk-answers",
        "",
        "Antworten des Servers der IT-Firma in dieser Zeit",
        "Answers of the desk meanwhile",
    ),
    _fact("gateway.desk-misses", "", "So oft schwieg dieser Server", "How often the desk was silent"),
    _fact("unwatched.from", "s", "Nicht beobachtet: Beginn", "Not watched: begin"),
    _fact("unwatched.seconds", "s", "Nicht beobachtet: Dauer", "Not watched: duration"),
    _fact("unwatched.reasons", "", "Nicht beobachtet: warum", "Not watched: why"),
    _fact("route.changes", "s", "Wechsel von Netz oder Router", "Changes of network or router"),
    _fact("address.changes", "s", "Wechsel der Adresse im Internet", "Changes of the address on the internet"),
    _fact("roaming.changes", "s", "Wechsel des WLAN-Zugangspunkts", "Changes of the Wi-Fi access point"),
    _fact("clock.changes", "s", "Die Uhr des Computers wurde verstellt", "The computer's clock was set"),
    _fact("load.busy", "%", "Anteil der Zeit mit viel Datenverkehr", "Share of the time with much traffic"),
    _fact(
        "earlier.at",
        "",
        "Abbrüche früherer Beobachtungen, Sekunden seit 1970",
        "Outages of earlier runs, seconds since 1970",
    ),
)

_DISTURBING = ("outages.home", "outages.line", "outages.internet", "outages.behind-router", "outages.undecided")

CHECK = Check(
    name="outages",
    title=Text(de="Abbrüche", en="Outages"),
    about=Text(
        de="Ob die Verbindung immer wieder abbricht, und an welcher Stelle; nur, wenn Sie es wünschen",
        en="Whether the connection breaks again and again, and where; only if you wish",
    ),
    groups=(DataGroup.NETWORK,),
    facts=FACTS,
    need=OutagesNeed,
    uses=(Resource.NETWORK,),
    on_request=True,
    deadline_s=8 * 3600.0,
    icon="M2.5 12h4l2-5 3 10 2.2-5H15 M18 12h.02 M21 12h.02",
    filled_keys=(
        FilledKey(key="reach", source=OtherNeed(check="network", key="reach")),
        FilledKey(key="stun", source=OtherNeed(check="network", key="stun")),
        FilledKey(key="gateways", source=OtherNeed(check="vpn", key="gateways")),
        FilledKey(key="earlier", source=KeySource.EARLIER_OUTAGES),
    ),
    task_effects=(
        TaskEffect(codes=("outages.",)),
        *disturbs_line(*_DISTURBING, "outages.lossy", "outages.names"),
        TaskEffect(codes=("outages.gateway",), tasks=COMPANY_TASKS),
    ),
    advice="diagnose",
    subjects={
        "desk": DESK_NAME,
        "provider": Text(de="Ihr Anbieter", en="Your provider"),
        "other": Text(de="ein zweiter Server", en="A second server"),
        "dns": Text(de="Adressbuch des Internets (DNS)", en="Address book of the internet (DNS)"),
    },
)
"""`deadline_s`: two hours, with as much pause and sleep as a working day holds."""
