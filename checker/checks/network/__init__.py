"""The way from the PC through the home to the internet: adapter, router, names, IPv4 and IPv6, proxy, portal.

Every observation of this check, with its meaning. None holds an address; `overlap` holds a private network.
"""

from checker.checks.declaration import DESK_NAME, Check, Resource
from checker.checks.icons import WIFI
from checker.checks.network.need import NetworkNeed
from checker.checks.work_tasks import ALL_TASKS, COMPANY_TASKS, Effect, TaskEffect, disturbs_line
from checker.model.observation import Fact
from checker.model.privacy import DataGroup
from checker.model.text import Text


def _fact(name: str, unit: str, de: str, en: str) -> Fact:
    return Fact(name=name, group=DataGroup.NETWORK, unit=unit, meaning=Text(de=de, en=en))


FACTS: tuple[Fact, ...] = (
    _fact("adapters.up", "", "Verbundene Netzwerkadapter", "Connected network adapters"),
    _fact("link.medium", "", "Art der Verbindung zum Router", "Kind of connection to the router"),
    _fact("link.speed", "Mbit/s", "Tempo dieser Verbindung", "Speed of this connection"),
    _fact("link.full-duplex", "", "Senden und Empfangen gleichzeitig", "Sending and receiving at once"),
    _fact("wifi.signal", "dBm", "Stärke des WLAN-Signals", "Strength of the Wi-Fi signal"),
    _fact("wifi.band", "GHz", "Frequenzband des WLANs", "Frequency band of the Wi-Fi"),
    _fact("wifi.rate", "Mbit/s", "Vereinbartes Tempo des WLANs", "Rate agreed on with the Wi-Fi"),
    _fact("address.by-dhcp", "", "Die Adresse kommt vom Router (DHCP)", "The address comes from the router (DHCP)"),
    _fact("firewall.on", "", "Die Firewall dieses Computers ist an", "This computer's firewall is on"),
    _fact("address.v4", "", "Art der IPv4-Adresse, nicht die Adresse", "Kind of IPv4 address, not the address"),
    _fact("address.v6", "", "Art der IPv6-Adresse, nicht die Adresse", "Kind of IPv6 address, not the address"),
    _fact("gateway.known", "", "Der Computer kennt einen Router", "The computer knows a router"),
    _fact(
        "route.changed", "", "Der Weg ins Netz wechselte während der Prüfung", "The way out changed during the check"
    ),
    _fact(
        "gateway.forbidden",
        "",
        "macOS lässt dieses Programm nicht ins lokale Netzwerk",
        "macOS keeps this program out of the local network",
    ),
    _fact("gateway.sent", "", "Prüfpakete an den Router", "Test packets to the router"),
    _fact("gateway.lost", "", "Davon ohne Antwort", "Of these without an answer"),
    _fact("gateway.median", "ms", "Antwortzeit des Routers, mittlere", "Answer time of the router, median"),
    _fact("gateway.p95", "ms", "Antwortzeit, die 95 % nicht überschreiten", "Answer time that 95 % stay below"),
    _fact("gateway.slow-sent", "", "Zweite, langsame Reihe: Prüfpakete", "Second, slow series: test packets"),
    _fact("gateway.slow-lost", "", "Zweite, langsame Reihe: ohne Antwort", "Second, slow series: without an answer"),
    _fact("gateway.devices", "", "Geräte mit der Adresse des Routers", "Devices with the router's address"),
    _fact("gateway.gap", "ms", "Längste Pause ohne Antwort des Routers", "Longest pause without the router's answer"),
    _fact("gateway.gap-closed", "", "Danach antwortete er wieder stetig", "After it, it answered steadily again"),
    _fact("provider.gap", "ms", "Längste Pause ohne Antwort dahinter", "Longest pause without an answer behind it"),
    _fact("provider.gap-closed", "", "Danach kam wieder stetig Antwort", "After it, answers came steadily again"),
    _fact("gaps.shared", "", "Beide Pausen lagen in denselben Momenten", "Both pauses were at the same moments"),
    _fact(
        "gaps.home-answered",
        "",
        "In der Pause dahinter antwortete der Router",
        "In the pause behind it the router answered",
    ),
    _fact("vpn.active", "", "Eine VPN-Verbindung besteht", "A VPN is connected"),
    _fact("vpn.carries-all", "", "Das VPN befördert alle Daten", "The VPN carries all traffic"),
    _fact("vpn.carries-company", "", "Das VPN führt in die Firma", "The VPN leads to the company"),
    _fact(
        "overlap",
        "",
        "Privates Netz zu Hause, das auch die Firma benutzt; leer: keines",
        "Private network at home that the company uses too; empty: none",
    ),
    _fact(
        "overlap.own",
        "",
        "Privates Netz auf diesem Computer, das auch die Firma benutzt; leer: keines",
        "Private network on this computer that the company uses too; empty: none",
    ),
    _fact("proxy.used", "", "Ein Proxy ist eingestellt", "A proxy is set"),
    _fact("proxy.script", "", "Ein Skript für den Proxy ist eingestellt", "A script for the proxy is set"),
    _fact("proxy.script-loads", "", "Dieses Skript ist zu haben", "This script can be had"),
    _fact("proxy.script-says", "", "Was das Skript sagt: direkt oder Proxy", "What the script says: direct or proxy"),
    _fact("proxy.detects", "", "Das System sucht selbst nach einem Proxy", "The system looks for a proxy itself"),
    _fact("proxy.offered", "", "Das Netz bietet einen Proxy an (WPAD)", "The network offers a proxy (WPAD)"),
    _fact("proxy.asks-password", "", "Der Proxy verlangt eine Anmeldung", "The proxy demands a sign-in"),
    _fact("dns.system", "ms", "Namensauflösung durch das System", "Name resolution by the system"),
    _fact(
        "dns.again",
        "ms",
        "Zweite Namensauflösung, wo die erste lange dauerte",
        "Second name resolution where the first took long",
    ),
    _fact("dns.kind", "", "Art der Adresse, die das System nennt", "Kind of address that the system gives"),
    _fact(
        "dns.kind-outside",
        "",
        "Art der Adresse, die der DNS-Server des Profils nennt",
        "Kind of address that the profile's DNS server gives",
    ),
    _fact(
        "dns.hidden",
        "",
        "Zu Hause unbekannt, außerhalb eine private Adresse",
        "Unknown at home, a private address outside",
    ),
    _fact("dns.configured", "ms", "Eingestellter DNS-Server, direkt gefragt", "Configured DNS server, asked directly"),
    _fact("dns.gateway", "ms", "Router als DNS-Server, direkt gefragt", "Router as DNS server, asked directly"),
    _fact(
        "dns.independent", "ms", "DNS-Server des Profils, direkt gefragt", "The profile's DNS server, asked directly"
    ),
    _fact(
        "dns.set-server",
        "",
        "Wer der eingestellte DNS-Server ist: Router, dieser Computer, VPN, ein Gerät zu Hause oder einer im Internet",
        "Who the configured DNS server is: router, this computer, VPN, a device at home, or one on the internet",
    ),
    _fact("dns.servers-silent", "", "Eingestellte DNS-Server, die schweigen", "Configured DNS servers that are silent"),
    _fact(
        "dns.state",
        "",
        "Was DNS-Server außerhalb des Heimnetzes über den Namen sagen",
        "What DNS servers outside the home network say of the name",
    ),
    _fact(
        "dns.sick",
        "",
        "Wie viele davon an diesem Namen scheitern und an einem anderen nicht",
        "How many of them fail on this name and not on another one",
    ),
    _fact(
        "dns.wrong-at",
        "",
        "Wer eine andere Adresse nennt als das Internet: niemand, dieser Computer, ein VPN, der DNS-Server",
        "Who gives another address than the internet: nobody, this computer, a VPN, the DNS server",
    ),
    _fact(
        "dns.other-answers",
        "",
        "Ob der Server an der anderen Adresse antwortet",
        "Whether the host answers at the other address",
    ),
    _fact("reach.v4", "ms", "Verbindungsaufbau über IPv4", "Connecting over IPv4"),
    _fact("reach.v6", "ms", "Verbindungsaufbau über IPv6", "Connecting over IPv6"),
    _fact("reach.addresses", "", "Adressen, die angewählt wurden", "Addresses that were dialled"),
    _fact(
        "reach.addresses-dead",
        "",
        "Davon ohne Antwort, während andere antworten",
        "Of these without an answer while others answer",
    ),
    _fact("hop2.kind", "", "Art der Adresse hinter dem Router", "Kind of the address behind the router"),
    _fact("hop3.kind", "", "Art der Adresse danach", "Kind of the address after that"),
    _fact("nat.symmetric", "", "Jedes Ziel sieht einen anderen Anschluss", "Every target sees another port"),
    _fact("nat64.offered", "", "IPv4 wird über IPv6 übersetzt (NAT64)", "IPv4 is translated over IPv6 (NAT64)"),
    _fact("provider.sent", "", "Prüfpakete hinter den Router", "Test packets beyond the router"),
    _fact("provider.lost", "", "Davon ohne Antwort", "Of these without an answer"),
    _fact("provider.median", "ms", "Antwortzeit von dort, mittlere", "Answer time from there, median"),
    _fact("provider.p95", "ms", "Antwortzeit von dort, die 95 % nicht überschreiten", "The same, 95 % stay below"),
    _fact("provider.connects", "", "Gegenprobe: Verbindungen dorthin", "Counter-trial: connections to there"),
    _fact("provider.connects-lost", "", "Davon verspätet oder nie", "Of these late or never"),
    _fact("provider.connects-median", "ms", "Dauer der Verbindung, mittlere", "Time to connect, median"),
    _fact("provider.connects-p95", "ms", "Dauer, die 95 % nicht überschreiten", "Time to connect that 95 % stay below"),
    _fact("desk.local", "", "Der Server der IT-Firma läuft auf diesem Computer", "The desk runs on this very computer"),
    _fact("desk.secure", "", "Der Server der IT-Firma spricht TLS", "The desk speaks TLS"),
    _fact("desk.status", "", "Antwort des Servers der IT-Firma (HTTP)", "Answer of the desk (HTTP)"),
    _fact("desk.empty", "", "Die Antwort ist leer, wie sie sein soll", "The answer is empty, as it should be"),
    _fact("desk.elsewhere", "", "Die Antwort lenkt zu einem fremden Server um", "The answer redirects to a stranger"),
    _fact("desk.certificate", "", "Urteil über das gezeigte Zertifikat", "Verdict on the certificate shown"),
    _fact("desk.mtu", "B", "Größtes Paket, das dorthin durchkommt", "Largest packet that gets there"),
    _fact("desk.mtu-told", "", "Zu große Pakete werden gemeldet", "Too large packets are reported"),
    _fact(
        "desk.narrow", "", "In welcher Richtung große Pakete verschwinden", "In which direction large packets vanish"
    ),
    _fact("plain.status", "", "Antwort ohne TLS (HTTP)", "Answer without TLS (HTTP)"),
    _fact("plain.elsewhere", "", "Umlenkung ohne TLS zu einem fremden Server", "Redirect without TLS to a stranger"),
    _fact("plain.router", "", "Umlenkung ohne TLS zum Router selbst", "Redirect without TLS to the router itself"),
    _fact("page.v4", "", "Was ohne TLS über IPv4 antwortet", "What answers without TLS over IPv4"),
    _fact("page.v6", "", "Was ohne TLS über IPv6 antwortet", "What answers without TLS over IPv6"),
    _fact("path.v4", "", "Wie weit Pakete über IPv4 kommen", "How far packets come over IPv4"),
    _fact("path.v6", "", "Wie weit Pakete über IPv6 kommen", "How far packets come over IPv6"),
    _fact("sends.v4", "", "Dieser Computer lässt IPv4 hinaus", "This computer lets IPv4 out"),
    _fact("sends.v6", "", "Dieser Computer lässt IPv6 hinaus", "This computer lets IPv6 out"),
    _fact("refused.v4", "", "Wer Verbindungen über IPv4 ablehnt", "Who refuses connections over IPv4"),
    _fact("refused.v6", "", "Wer Verbindungen über IPv6 ablehnt", "Who refuses connections over IPv6"),
    _fact("reach.v6-other", "ms", "IPv6 von einer anderen eigenen Adresse", "IPv6 from another address of this PC"),
    _fact("dns.fresh", "ms", "Frage nach einem nie benutzten Namen", "Question for a name that was never used"),
    _fact("dns.fresh-kind", "", "Art der Adresse in der Antwort darauf", "Kind of the address in the answer to it"),
    _fact("dns.server", "", "Wo der gefragte DNS-Server steht", "Where the DNS server that was asked stands"),
    _fact("vpn.bypass", "ms", "Verbindung am VPN vorbei", "Connection past the VPN"),
    _fact("vpn.answered", "", "Durch das VPN antwortet jemand", "Somebody answers through the VPN"),
    _fact(
        "route.on-link",
        "",
        "Der Computer hält das Internet für sein eigenes Netz",
        "The computer takes the internet for its own network",
    ),
    _fact("gateway.neighbour", "", "Ein Gerät meldet sich als Router", "A device answers for the router's address"),
    _fact(
        "gateway.gives-addresses",
        "",
        "Der Router hat auch die Adresse vergeben",
        "The router also gave out the address",
    ),
)


CHECK = Check(
    name="network",
    title=Text(de="Heimnetz", en="Home network"),
    about=Text(
        de="WLAN oder Kabel, Router, Namensauflösung, Weg ins Internet und zum Server Ihrer IT-Firma",
        en="Wi-Fi or cable, router, name resolution, the way to the internet and to your IT firm's server",
    ),
    groups=(DataGroup.NETWORK,),
    need=NetworkNeed,
    uses=(Resource.NETWORK,),
    deadline_s=20.0,
    icon=WIFI,
    needed_for=ALL_TASKS,
    task_effects=(
        TaskEffect(codes=("network.",), tasks=ALL_TASKS),
        *disturbs_line(
            "network.wifi-", "network.link-", "network.line-interrupted", "network.cable-", "network.provider-loss"
        ),
        TaskEffect(codes=("network.same-as-company", "network.own-network-as-company"), tasks=COMPANY_TASKS),
        TaskEffect(codes=("network.no-desk",), tasks=ALL_TASKS, effect=Effect.NOTE_UNKNOWN),
        TaskEffect(
            codes=("network.desk-down", "network.desk-certificate")
        ),  # the firm's own server: nobody works with it
    ),
    facts=FACTS,
    subjects={"desk": DESK_NAME},
)
