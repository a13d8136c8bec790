"""What each sentence permits. Whatever is read, started or sent beside that was promised not to be.

`text` is what people are shown, in German: a sentence that is changed has to be held against its row again.
"""

from collections.abc import Collection

from checker.model.privacy import DataGroup
from checker.model.record import Record


class Promise(Record, frozen=True, kw_only=True):
    """`hosts`: names of `tests.bench.trust.home.HOSTS`, `router` or an address, with whom anything may be spoken.

    `requests` to the desk and `files` are regular expressions for the whole; `headers` are those of an upload;
    `programs` are names. `group`: it counts where this group was allowed; None: always once it was shown.
    """

    text: str
    group: DataGroup | None = None
    hosts: tuple[str, ...] = ()
    requests: tuple[str, ...] = ()
    headers: tuple[str, ...] = ()
    programs: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


DESK = "desk.muster.example"
USUAL_HEADERS = ("host", "accept", "accept-encoding", "user-agent")
OWN_FILES = (
    r"/usr/(?:local/)?(?:share|lib\w*)(?:/.*)?|/lib\w*/.*",
    r"/etc/(?:ld\.so\.\w+|localtime|passwd|host\.conf|hosts|nsswitch\.conf|resolv\.conf|gai\.conf|ssl/.*)",
    r"/etc/fonts(?:/.*)?|/var/cache/fontconfig/.*",
    r"/dev/(?:null|u?random|tty|pts/\d+)",
    r"/proc/self/.*|/proc/filesystems",
    r"/proc/stat|/sys/devices/system/cpu/(?:online|possible)|/sys/devices/system/node(?:/.*)?",
)
"""What any program opens: its parts, certificates and fonts, where names are looked up, how many threads make sense."""

START = Promise(
    text="Vorher fragt das Programm nur desk.muster.example nach dem Profil Ihres Arbeitgebers (Kennung ACME-7F3K), "
    "nach bekannten Störungen und nach einer neuen Programmversion. Dafür liest es, ob ein Vermittler (Proxy) "
    "eingestellt ist, und richtet sich danach.",
    hosts=(DESK,),
    requests=("GET /api/v1/profiles/ACME-7F3K", "GET /api/v1/programs", "GET /api/v1/incidents/ACME-7F3K"),
    programs=("gsettings",),
    files=OWN_FILES,
)
COMPUTER = Promise(
    text="Prozessor, Speicher, Strom, Betriebssystem und Uhr dieses Computers",
    group=DataGroup.PC,
    programs=("xrandr",),
    files=(
        r"/proc/meminfo|/proc/uptime|/proc/loadavg|/etc/os-release|/etc/lsb-release|/proc/vmstat",
        r"/proc|/proc/\d+/stat",  # the load of this program's own children is told apart from that of all others
        r"/sys/class/(?:power_supply|drm)(?:/.*)?|/sys/devices/system/cpu/.*",
    ),
)
CLOCK = Promise(
    text="beim Computer, ob die Uhr richtig geht, verglichen mit desk.muster.example",
    group=DataGroup.PC,
    hosts=(DESK,),
    requests=("HEAD /health",),
)
ROUTES = (
    r"/proc/(?:thread-self/)?net/(?:dev|route|ipv6_route|arp|if_inet6)|/sys/class/net(?:/.*)?",
    r"/proc/sys/net/.*|/proc/self/(?:cgroup|mountinfo)",
)
"""By which adapter and router this PC is joined to the network."""
NETWORK = Promise(
    text="WLAN oder Kabel, Router, Namensauflösung, Weg ins Internet und zum Server Ihrer IT-Firma",
    group=DataGroup.NETWORK,
    hosts=("router",),
    programs=("nmcli", "iw"),
    files=(*ROUTES, r"/run/(?:NetworkManager|systemd/(?:netif|resolve))/.*|/var/lib/(?:dhcp|NetworkManager)/.*"),
)
HOSTS_NAMED = Promise(
    text="Prüfen Sie das Netz, spricht das Programm Stellen an: desk.muster.example, reach.muster.example, "
    "203.0.113.60, stun.muster.example, line.muster.example, vpn.muster.example. Jede sieht dabei die öffentliche "
    "Adresse Ihres Anschlusses.",
    group=DataGroup.NETWORK,
    hosts=(
        DESK,
        "reach.muster.example",
        "203.0.113.60",
        "stun.muster.example",
        "line.muster.example",
        "vpn.muster.example",
    ),
    requests=("GET /generate_204",),
)
CONTROL = Promise(
    text="Eine Frage geht an die Adresse 198.51.100.253, die niemand hat: Antwortet jemand, steht er auf dem Weg.",
    group=DataGroup.NETWORK,
    hosts=("198.51.100.253",),
)
FIREWALL = Promise(
    text="Gelesen wird auch, ob eine Firewall, eine VPN-Verbindung oder ein Vermittler (Proxy) eingestellt ist",
    group=DataGroup.NETWORK,
    programs=("nft", "gsettings"),
    files=(r"/etc/(?:ufw|firewalld|nftables)\b.*",),
)
LINE = Promise(
    text="Tempo und Antwortzeit von Leitung und Router, auch während sie ausgelastet sind",
    group=DataGroup.NETWORK,
    hosts=("router",),
    files=ROUTES,
)
ROUTER = Promise(
    text="was der Router selbst meldet: Modell, Tempo der Leitung, seit wann sie steht, Art seiner Adresse",
    group=DataGroup.ROUTER,
    hosts=("router", "239.255.255.250"),
    files=ROUTES,
)
CAMERA = Promise(
    text="Öffnet Ihre Kamera für wenige Sekunden und sieht nach, ob ein lebendiges, helles Bild kommt.",
    group=DataGroup.CAMERA,
    files=(r"/dev|/dev/(?:video\d+|v4l/.*)|/sys/class/video4linux(?:/.*)?|/sys/bus/usb(?:/.*)?",),
)
MICROPHONE = Promise(
    text="Hört Ihnen wenige Sekunden mit allen Mikrofonen zu und misst, ob Ihre Stimme laut und klar ankommt.",
    group=DataGroup.MICROPHONE,
    programs=("pactl", "ldconfig"),
    files=(
        r"/dev/snd(?:/.*)?|/proc/asound(?:/.*)?|/sys/class/sound(?:/.*)?|/etc/(?:alsa|pulse|pipewire)(?:/.*)?",
        r"/dev/shm/.*|/etc/machine-id|/run/user/.*",  # by the sound system's own libraries, to find their server
    ),
)
SENT = Promise(
    text="Begleitet den Bericht",
    hosts=(DESK,),
    requests=("POST",),
    headers=(*USUAL_HEADERS, "content-type", "content-length", "homeoffice-check-enrolment", "idempotency-key"),
)
EARLIER = Promise(
    text="Ein früherer Bericht wartet noch. Er wird gesendet, sobald Sie etwas erlauben.",
    hosts=(DESK,),
    requests=("POST",),
    headers=SENT.headers,
)
EARLIER_UNSENT = Promise(text=EARLIER.text)
AGAIN = Promise(text="rneut geprüft")
NOTHING = Promise(text="Nichts erlaubt: Über diesen Computer wurde nichts gelesen und nichts gesendet.")
UPDATE = Promise(text="Es gibt eine neuere Version")
GROUPS = (COMPUTER, CLOCK, NETWORK, HOSTS_NAMED, CONTROL, FIREWALL, LINE, ROUTER, CAMERA, MICROPHONE)
"""Shown before every answer, and counting for those groups that were allowed."""


def permitted(promises: Collection[Promise], allowed: Collection[DataGroup]) -> list[Promise]:
    """Those that count."""
    return [promise for promise in promises if promise.group is None or promise.group in allowed]
