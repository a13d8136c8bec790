"""What each sentence permits. Whatever is read, started or sent beside that was promised not to be.

`text` is what people are shown, in German: a sentence that is changed has to be held against its row again.
"""

from collections.abc import Collection

from checker.model.privacy import DataGroup
from checker.model.record import Record


class Promise(Record, frozen=True, kw_only=True):
    """`hosts`: names of `tests.bench.trust.home.HOSTS`, `router` or an address, with whom anything may be spoken.

    Regular expressions for the whole: `requests` to the desk, `programs` (name and words), `files` that are opened,
    `writes` outside of the program's own folder, and what is `stored` there. `headers` are those of an upload,
    `question_headers` those of every other request. `group`: it counts where this group was allowed; None: always once
    it was shown.
    """

    text: str
    group: DataGroup | None = None
    hosts: tuple[str, ...] = ()
    requests: tuple[str, ...] = ()
    headers: tuple[str, ...] = ()
    question_headers: tuple[str, ...] = ()
    programs: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    writes: tuple[str, ...] = ()
    stored: tuple[str, ...] = ()


DESK = "desk.muster.example"
USUAL_HEADERS = ("host", "accept", "accept-encoding", "user-agent")
OWN_FILES = (
    r"/usr/(?:local/)?(?:share|lib\w*)(?:/.*)?|/lib\w*/.*",
    r"/etc/(?:ld\.so\.\w+|localtime|passwd|host\.conf|hosts|nsswitch\.conf|resolv\.conf|gai\.conf|ssl/.*)",
    r"/etc/fonts(?:/.*)?|/var/cache/fontconfig/.*",
    r"/dev/(?:null|u?random|tty|pts/\d+)",
    r"/proc/self/.*|/proc/filesystems",
    r"/proc/stat|/sys/devices/system/cpu/(?:online|possible)|/sys/devices/system/node(?:/.*)?",
    r"/proc/sys/vm/overcommit_memory",
)
"""What any program opens: its parts, certificates and fonts, where names are looked up, how many threads make sense,
how much memory it may ask for."""

START = Promise(
    text="Vorher fragt das Programm nur desk.muster.example nach dem Profil Ihres Arbeitgebers (Kennung ACME-7F3K), "
    "nach dem Logo Ihrer IT-Firma, nach bekannten Störungen und nach einer neuen Programmversion. Dafür liest es, ob "
    "ein Vermittler (Proxy) eingestellt ist, und richtet sich danach.",
    hosts=(DESK,),
    requests=("GET /api/v1/profiles/ACME-7F3K", "GET /api/v1/programs", "GET /api/v1/incidents/ACME-7F3K"),
    programs=(r"gsettings get org\.gnome\.system\.proxy (?:mode|autoconfig-url)",),
    files=OWN_FILES,
)
SCRIPT = Promise(
    text="Bestimmt ihn ein Skript, holt es auch dieses Skript und fragt nach den Namen, die darin stehen.",
    hosts=("pac.muster.example", "wpad.heim.example", "proxy.muster.example", "inside.muster.example"),
)
"""Of a PC whose proxy is chosen by a script: it counts where one is set. Its text is shown to everybody."""
COMPUTER = Promise(
    text="Prozessor, Speicher, Strom, Betriebssystem und Uhr dieses Computers",
    group=DataGroup.PC,
    programs=(r"xrandr(?: --?\w+)*",),
    files=(
        r"/proc/meminfo|/proc/uptime|/proc/loadavg|/etc/os-release|/etc/lsb-release|/proc/vmstat",
        r"/proc|/proc/\d+/stat",  # the load of this program's own children is told apart from that of all others
        r"/sys/class/(?:power_supply|drm)(?:/.*)?|/sys/devices/system/cpu/.*",
    ),
)
CLOCK = Promise(
    text="Beim Computer wird auch gelesen, ob die Uhr richtig geht, verglichen mit desk.muster.example",
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
    programs=(r"nmcli -t -f [\w.,-]+ (?:device|connection|general)\b.*", r"iw dev \S+ link"),
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
    programs=(r"nft -j list ruleset", r"gsettings get .*"),
    files=(r"/etc/(?:ufw|firewalld|nftables)\b.*",),
)
OFFERED_PROXY = Promise(
    text="ob das Netz einen Vermittler anbietet, fragt das Programm die Adresse „wpad“ Ihres Netzes",
    group=DataGroup.NETWORK,
    hosts=("wpad.heim.example",),
)
LINE = Promise(
    text="Tempo und Antwortzeit von Leitung und Router, auch während sie ausgelastet sind",
    group=DataGroup.NETWORK,
    hosts=("router",),
    files=ROUTES,
)
ROUTER = Promise(
    text="Was der Router selbst meldet: Modell, Tempo der Leitung, seit wann sie steht, Art seiner Adresse",
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
    programs=(r"pactl -f json list (?:sources|sinks)", r"pactl get-default-(?:source|sink)", r"ldconfig -p"),
    files=(
        r"/dev/snd(?:/.*)?|/proc/asound(?:/.*)?|/sys/class/sound(?:/.*)?|/etc/(?:alsa|pulse|pipewire)(?:/.*)?",
        r"/dev/shm/.*|/etc/machine-id|/run/user/.*",  # by the sound system's own libraries, to find their server
    ),
    writes=(r"/dev/shm/(?:jack_db-\d+/.*|pulse-shm-\d+)", r"/.*/\.config/pulse/cookie"),  # by the same libraries
)
REPAIR = Promise(
    text="Dafür ändert es die Einstellung dieses Computers. Sie können das rückgängig machen.",
    programs=(r"pactl set-source-(?:mute mic [01]|volume mic [\d %]+)",),
)
OWN_FOLDER = Promise(
    text="Profil, Logo und Schlüssel der IT-Firma, Datum der neuesten Programmliste und Protokoll bleiben dort, bis "
    "Sie das Programm entfernen.",
    stored=(
        r"profiles/(?:[0-9a-f]{32}\.json|[0-9a-f]{64}\.png)",
        r"trust\.json",
        r"updates\.json",
        r"log/homeoffice-check\.log",
    ),
)
KEPT_RUNS = Promise(
    text="Ihre letzten 20 Prüfungen liegen dort bis zu 90 Tage, damit Sie sie vergleichen können; unter „Frühere "
    "Prüfungen“ löschen Sie sie. Gesendet werden sie nie.",
    stored=(r"history/[0-9a-f]{32}\.json",),
)
KEPT_REPORTS = Promise(
    text="Ein Bericht, den Sie senden, liegt bis zur Annahme und dann 30 Tage im Ordner des Programms, mit dem "
    "Schlüssel, durch den nur Sie ihn löschen können. Die zufällige Nummer Ihres Anliegens gilt bis 14 Tage nach dem "
    "letzten Senden.",
    stored=(r"outbox/[0-9a-f]{32}\.(?:json|state|secret)", r"cases\.json"),
)
"""What lies in the program's folder, each only after what its sentence speaks of."""
RUNS_PAGE = Promise(
    text="Hier liegen Ihre letzten Prüfungen, höchstens 20 und höchstens 90 Tage lang. Sie bleiben auf diesem Computer "
    "und werden nie gesendet."
)
SENT_PAGE = Promise(
    text="Ihre IT-Firma wird nur gefragt, wenn Sie hier auf „Wie weit ist er?“ oder „Löschen“ drücken. Dabei geht der "
    "Schlüssel des Berichts an sie."
)
SENT_LIST = Promise(text="Gefragt wird nur Ihre IT-Firma. Dabei geht der Schlüssel jedes Berichts an sie.")
OWN_REPORT = "/api/v1/reports/[0-9a-f]{32}"
SECRET_HEADER = "homeoffice-check-report-secret"
QUERIED = Promise(
    text="Ihre IT-Firma wird gefragt …",
    hosts=(DESK,),
    requests=(f"GET {OWN_REPORT}",),
    question_headers=(SECRET_HEADER,),
)
DELETED = Promise(
    text="Der Bericht wird bei Ihrer IT-Firma und auf diesem Computer gelöscht.",
    hosts=(DESK,),
    requests=(f"DELETE {OWN_REPORT}",),
    question_headers=(SECRET_HEADER,),
)
_PRINTED, _PROBED = r"/tmp/homeoffice-check-\w+/[^/]+", r"/tmp/\w{8}"
"""The page, in a folder that goes with the window; and what Python writes to see whether it may (tempfile)."""
VIEWED = Promise(
    text="Ansehen (öffnet den Browser)",
    programs=(r"xdg-open file:///tmp/homeoffice-check-\w+/Homeoffice-Check[^/]+\.html",),
    writes=(_PRINTED, _PROBED),
    files=(_PRINTED, _PROBED, r"/tmp/homeoffice-check-\w+"),
)
HANDED_OVER = Promise(text="Kein Internet? Nehmen Sie Ihr Handy")
INCIDENT = Promise(text="Bekannte Störung seit")
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
MEASURED = Promise(
    text="Gefragt werden nur line.muster.example und Ihr Router. Gelesen wird, wie dieser Computer am Netz hängt und "
    "ob ein Vermittler (Proxy) eingestellt ist. Gesendet wird nichts davon.",
    hosts=("line.muster.example", "router"),
    programs=START.programs,
    files=(*OWN_FILES, *ROUTES, *COMPUTER.files),
)
GROUPS = (
    COMPUTER,
    CLOCK,
    NETWORK,
    HOSTS_NAMED,
    CONTROL,
    FIREWALL,
    OFFERED_PROXY,
    LINE,
    ROUTER,
    CAMERA,
    MICROPHONE,
)
"""Shown before every answer, and counting for those groups that were allowed."""


def permitted(promises: Collection[Promise], allowed: Collection[DataGroup]) -> list[Promise]:
    """Those that count."""
    return [promise for promise in promises if promise.group is None or promise.group in allowed]
