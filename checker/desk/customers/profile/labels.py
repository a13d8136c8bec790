"""What the form calls the keys of a profile: for technicians, in the trade's words."""

from checker.model.record import Record
from checker.model.text import Text


class NeedLabel(Record, frozen=True, kw_only=True):
    """One key of one check's need, as a field of the form. `unit` stands behind the field."""

    check: str
    key: str
    label: Text
    hint: Text | None = None
    unit: str = ""


class FieldGroup(Record, frozen=True, kw_only=True):
    """Fields that stand together. Without `is_open` they are folded, since most customers need nothing of them."""

    title: Text
    fields: tuple[NeedLabel, ...]
    is_open: bool = False
    hint: Text | None = None


def _label(check: str, key: str, de: str, en: str, *, hint: Text | None = None, unit: str = "") -> NeedLabel:
    return NeedLabel(check=check, key=key, label=Text(de=de, en=en), hint=hint, unit=unit)


_ONE_A_LINE = Text(de="Eine Angabe je Zeile.", en="One a line.")
_MORE_THAN_ROLES = Text(de="Leer: was die Aufgaben oben brauchen.", en="Empty: what the tasks above need.")

GROUPS = (
    FieldGroup(
        title=Text(de="Wofür der Arbeitsplatz da ist", en="What the workplace is for"),
        is_open=True,
        hint=Text(
            de="Danach richtet sich, was die Leitung leisten muss. Ohne Häkchen: die übliche Büroarbeit mit Video.",
            en="What the line has to carry depends on it. Nothing ticked: usual office work with video.",
        ),
        fields=(
            _label("line", "roles", "Aufgaben", "Tasks"),
            _label("camera", "required", "Eine Kamera ist nötig", "A camera is needed"),
            _label("microphone", "required", "Ein Mikrofon ist nötig", "A microphone is needed"),
            _label("speaker", "required", "Ein Lautsprecher oder Headset ist nötig", "A speaker or headset is needed"),
        ),
    ),
    FieldGroup(
        title=Text(de="Netz der Firma", en="The company's network"),
        is_open=True,
        fields=(
            _label(
                "network",
                "company_networks",
                "Netze hinter dem VPN",
                "Networks behind the VPN",
                hint=Text(
                    de="Eines je Zeile, zum Beispiel 10.20.0.0/16. So fällt auf, wenn jemand zu Hause dasselbe Netz "
                    "hat.",
                    en="One a line, such as 10.20.0.0/16. It is noticed then when somebody has the same network at "
                    "home.",
                ),
            ),
        ),
    ),
    FieldGroup(
        title=Text(de="Schwellen: Leitung", en="Thresholds: the line"),
        fields=(
            _label(
                "line",
                "down_mbit",
                "Herunterladen, mindestens",
                "Download, at least",
                hint=_MORE_THAN_ROLES,
                unit="Mbit/s",
            ),
            _label(
                "line", "up_mbit", "Hochladen, mindestens", "Upload, at least", hint=_MORE_THAN_ROLES, unit="Mbit/s"
            ),
            _label("line", "latency_ms", "Verzögerung, höchstens", "Delay, at most", hint=_MORE_THAN_ROLES, unit="ms"),
            _label("line", "contract_down_mbit", "Vertrag: herunter", "Contract: down", unit="Mbit/s"),
            _label("line", "contract_up_mbit", "Vertrag: hinauf", "Contract: up", unit="Mbit/s"),
            _label(
                "line",
                "endpoint",
                "Messstelle",
                "Measuring endpoint",
                hint=Text(
                    de="Leer: die Messstelle dieses Desks. Eine andere muss das Protokoll von LibreSpeed sprechen.",
                    en="Empty: this desk's own. Another one must speak LibreSpeed's protocol.",
                ),
            ),
            _label(
                "line",
                "second",
                "Zweite Messstelle",
                "Second measuring endpoint",
                hint=Text(
                    de="Gefragt wird sie nur, wo zu wenig ankam: Erst zwei, die sich einig sind, geben der Leitung die "
                    "Schuld. Sie sollte an einem anderen Anschluss stehen.",
                    en="Asked only where too little came: only two that agree blame the line. It should stand on "
                    "another line.",
                ),
            ),
            _label(
                "line",
                "inside",
                "Messstelle im Firmennetz",
                "Measuring endpoint in the company's network",
                hint=Text(
                    de="Gemessen wird durch die Verbindung zur Firma, solange sie steht.",
                    en="Measured through the connection to the company while it is up.",
                ),
            ),
            _label("line", "public", "Öffentlicher Test", "Public test"),
            _label(
                "line",
                "public_server",
                "Öffentlicher Server dafür",
                "Public server for it",
                hint=Text(
                    de="Ein Server von LibreSpeed, der anderen gehört. Gefragt wird er nur, wenn jemand zustimmt: wo "
                    "nichts gemessen wurde, oder als zweite Meinung. Leer: speedtest-cli, ohne zweite Meinung.",
                    en="A LibreSpeed server that belongs to others. Asked only after consent: where nothing was "
                    "measured, or for a second opinion. Empty: speedtest-cli, without a second opinion.",
                ),
            ),
            _label("line", "stun", "STUN-Server für kleine Pakete", "STUN server for small packets"),
        ),
    ),
    FieldGroup(
        title=Text(de="Schwellen: Computer und Geräte", en="Thresholds: computer and devices"),
        fields=(
            _label("computer", "memory_gib", "Arbeitsspeicher, mindestens", "Memory, at least", unit="GiB"),
            _label("computer", "cores", "Prozessorkerne, mindestens", "Processor cores, at least"),
            _label("computer", "disk_free_gib", "Freier Platz, mindestens", "Free space, at least", unit="GiB"),
            _label(
                "computer",
                "screen_width",
                "Breite des Bildschirms, mindestens",
                "Width of the screen, at least",
                unit="px",
            ),
            _label("camera", "rate", "Bilder der Kamera, mindestens", "Pictures of the camera, at least", unit="1/s"),
            _label(
                "camera",
                "device",
                "Zuerst diese Kamera",
                "This camera first",
                hint=Text(de="Ein Teil des Namens.", en="A part of its name."),
            ),
            _label("camera", "virtual", "Kameras, die Programme sind", "Cameras that are programs", hint=_ONE_A_LINE),
            _label(
                "microphone",
                "device",
                "Dieses Mikrofon",
                "This microphone",
                hint=Text(de="Ein Teil des Namens.", en="A part of its name."),
            ),
            _label(
                "speaker",
                "device",
                "Dieser Lautsprecher",
                "This speaker",
                hint=Text(de="Ein Teil des Namens.", en="A part of its name."),
            ),
        ),
    ),
    FieldGroup(
        title=Text(de="Gegenproben im Internet", en="Controls in the internet"),
        hint=Text(
            de="Ein zweites, unabhängiges Ziel trennt eine tote Leitung von einem toten Desk. Gefragt wird nur, was "
            "hier steht.",
            en="A second, independent target tells a dead line from a dead desk. Only what stands here is asked.",
        ),
        fields=(
            _label(
                "network",
                "reach",
                "Ziele, die antworten müssen",
                "Targets that must answer",
                hint=Text(de="Name:Port, eines je Zeile.", en="Name:port, one a line."),
            ),
            _label("network", "dns_servers", "DNS-Server", "DNS servers", hint=_ONE_A_LINE),
            _label("network", "stun", "STUN-Server", "STUN servers", hint=_ONE_A_LINE),
            _label("vpn", "stun", "STUN-Server des VPN", "STUN server of the VPN"),
            _label(
                "vpn",
                "dns_servers",
                "DNS-Server für die Namen der Gateways",
                "DNS servers for the gateways' names",
                hint=_ONE_A_LINE,
            ),
            _label(
                "router",
                "asked",
                "Der Router darf gefragt werden, wenn der Mitarbeiter zustimmt",
                "The router may be asked where the employee agrees",
            ),
        ),
    ),
)
NOT_IN_FORM = {
    ("microphone", "speaker"),
    ("outages", "earlier"),
    ("outages", "gateways"),
    ("outages", "minutes"),
    ("outages", "reach"),
    ("outages", "stun"),
    ("speaker", "language"),
    ("vpn", "gateways"),
    ("vpn", "services"),
}
"""The window fills these in, they have rows of their own, or the employee ends it when it is enough."""

KIND_TITLES = {
    "openvpn": "OpenVPN",
    "wireguard": "WireGuard",
    "ikev2": "IPsec (IKEv2)",
    "ikev1": "IPsec (IKEv1)",
    "l2tp": "L2TP/IPsec",
    "pptp": "PPTP",
    "sstp": "SSTP (Microsoft)",
    "softether": "SoftEther",
    "https": "HTTPS",
    "anyconnect": "Cisco AnyConnect, ocserv",
    "fortinet": "FortiGate SSL-VPN",
    "globalprotect": "Palo Alto GlobalProtect",
    "juniper": "Juniper Network Connect",
    "pulse": "Pulse, Ivanti",
    "f5": "F5 BIG-IP APM",
    "rdgateway": "Remote Desktop Gateway",
    "rdp": "Remote Desktop (RDP)",
    "ssh": "SSH",
    "stun": "STUN",
    "turn": "TURN",
    "sip": "SIP",
    "tcp": "TCP",
}

OPTION_LABELS = {
    "transport": Text(de="Übertragung", en="Transport"),
    "wrap": Text(de="Schutz der Pakete (tls-auth, tls-crypt)", en="Protection of the packets (tls-auth, tls-crypt)"),
    "key_secret": Text(de="Der Schlüssel dazu", en="Its key"),
    "key_direction": Text(de="Richtung des Schlüssels", en="Direction of the key"),
    "auth": Text(de="Prüfsumme (auth)", en="Digest (auth)"),
    "ca": Text(de="Zertifikat der Firma (CA, PEM)", en="The company's certificate (CA, PEM)"),
    "server_name": Text(de="Name im Zertifikat, falls ein anderer", en="Name in the certificate, if another one"),
    "fingerprint": Text(de="SHA-256 des Zertifikats", en="SHA-256 of the certificate"),
    "issuer": Text(de="Teil des Ausstellers", en="Part of the issuer's name"),
    "server_public_key": Text(de="Öffentlicher Schlüssel des Servers", en="The server's public key"),
    "probe_private_key_secret": Text(
        de="Privater Schlüssel der Prüfung (nie der eines Mitarbeiters)",
        en="Private key of the check (never an employee's)",
    ),
    "preshared_key_secret": Text(de="Vorab geteilter Schlüssel der Prüfung", en="Preshared key of the check"),
    "nat_port": Text(de="Port hinter einem NAT (0: keiner)", en="Port behind a NAT (0: none)"),
    "ipsec": Text(de="Innerhalb von IPsec", en="Inside IPsec"),
    "part": Text(de="Teil", en="Part"),
}
ROLE_TITLES = {
    "mail": Text(de="Büro: Mail und Web", en="Office: mail and web"),
    "phone": Text(de="Telefon", en="Phone"),
    "video": Text(de="Videogespräche", en="Video calls"),
    "remote-desktop": Text(de="Remotedesktop", en="Remote desktop"),
    "files": Text(de="Große Dateien", en="Large files"),
}
CHOICE_TITLES = {
    "ask": Text(de="darf der Mitarbeiter wählen", en="the employee may choose it"),
    "never": Text(de="nie", en="never"),
}
