"""The notes for a technician on an imported table: every sentence of the formats."""

from checker.model.text import Text

NO_ROOM = Text(
    de="Ein Profil hat höchstens 24 Zugänge; dieser ist nur ein Ersatz.",
    en="A profile has at most 24 gateways; this one is only a substitute.",
)
PORTAL = Text(
    de="Sophos Connect holt seine Einstellungen erst vom Portal dieser Adresse. Geprüft wird das Portal; nehmen Sie "
    "für das VPN selbst die .ovpn-Datei, die es ausgibt.",
    en="Sophos Connect fetches its settings from the portal at this address. The portal is what is checked; for the "
    "VPN itself take the .ovpn file that it hands out.",
)
CHOOSES = Text(
    de="Die Datei nennt mehrere Adressen, von denen eine genügt. Die erste gilt als nötig, die anderen mit "
    "„required = false“ als Ersatz. Ändern Sie das, wenn es anders gemeint ist.",
    en="The file names several addresses, of which one is enough. The first counts as required, the others, with "
    "“required = false”, as substitutes. Change it if it is meant otherwise.",
)
KEY_FILE = Text(
    de="Der OpenVPN-Schlüssel liegt in einer eigenen Datei ({file}), die nicht neben dieser liegt. Legen Sie sie "
    "daneben und lesen Sie noch einmal ein; sonst lässt sich der Zugang nicht beurteilen.",
    en="The OpenVPN key is in a file of its own ({file}) that does not lie beside this one. Put it there and import "
    "again; otherwise the gateway cannot be judged.",
)
KEY_DAMAGED = Text(
    de="Zeile {line}: Der OpenVPN-Schlüssel ist beschädigt und wurde weggelassen. So lässt sich der Zugang nicht "
    "beurteilen; bitte exportieren Sie die Datei noch einmal.",
    en="Line {line}: the OpenVPN key is damaged and was left out. The gateway cannot be judged that way; please export "
    "the file again.",
)
OWN_KEY = Text(
    de="Ein tls-crypt-v2-Schlüssel gehört einem einzelnen Benutzer. Besser ist ein eigener für die Prüfung: "
    "openvpn --tls-crypt-v2 server.key --genkey tls-crypt-v2-client pruefung.key",
    en="A tls-crypt-v2 key belongs to a single user. Better is one of its own for the check: "
    "openvpn --tls-crypt-v2 server.key --genkey tls-crypt-v2-client check.key",
)
CA_FILE = Text(
    de="Das Zertifikat der Firma (CA) liegt in einer eigenen Datei ({file}), die nicht neben dieser liegt. Ohne sie "
    "wird beim Zertifikat des Zugangs nur das Datum geprüft.",
    en="The company's certificate (CA) is in a file of its own ({file}) that does not lie beside this one. Without it, "
    "only the dates of the gateway's certificate are checked.",
)
CA_DAMAGED = Text(
    de="Zeile {line}: Das Zertifikat der Firma (CA) ist nicht lesbar und wurde weggelassen.",
    en="Line {line}: the company's certificate (CA) cannot be read and was left out.",
)
CA_PACKED = Text(
    de="Das Zertifikat der Firma (CA) steckt in der PKCS12-Datei des Benutzers und wurde nicht gelesen. Exportieren "
    "Sie es einzeln und tragen Sie es im Profil als „ca“ ein; sonst wird nur das Datum geprüft.",
    en="The company's certificate (CA) is inside the user's PKCS12 file and was not read. Export it by itself and "
    "put it into the profile as “ca”; otherwise only the dates are checked.",
)
NAME_RULE = Text(
    de="Zeile {line}: Die Vorschrift für den Namen im Zertifikat ({name}) lässt sich nicht übernehmen; der Name wird "
    "nicht geprüft.",
    en="Line {line}: the rule for the name in the certificate ({name}) cannot be taken over; the name is not checked.",
)
LINE_LEFT_OUT = Text(
    de="Zeile {line}: Diese Adresse lässt sich nicht lesen und wurde weggelassen.",
    en="Line {line}: this address cannot be read and was left out.",
)
LINES_REJECTED = Text(
    de="OpenVPN 2.6 selbst lehnt diese Datei ab, wegen Zeile {lines}. Das Übrige wurde gelesen.",
    en="OpenVPN 2.6 itself refuses this file because of line {lines}. The rest was read.",
)
NOT_AS_TEXT = Text(
    de="OpenVPN selbst liest die Datei so nicht: Speichern Sie sie als UTF-8 mit üblichen Zeilenenden.",
    en="OpenVPN itself does not read the file like this: save it as UTF-8 with usual line ends.",
)
UNCHECKED = Text(
    de="Diese Zeilen übernimmt das Profil nicht, und die Prüfung beachtet sie nicht: {names}.",
    en="The profile does not take these lines, and the check does not mind them: {names}.",
)
INCLUDE = Text(
    de="Die Datei liest eine weitere ein ({file}), die nicht neben dieser liegt. Legen Sie sie daneben und lesen Sie "
    "noch einmal ein.",
    en="The file includes another one ({file}) that does not lie beside this one. Put it there and import again.",
)
RANDOM_HOST = Text(
    de="OpenVPN fragt diesen Zugang unter einem zufälligen Namen davor (remote-random-hostname). Das Profil nennt "
    "deshalb einen festen solchen Namen.",
    en="OpenVPN asks for this gateway under a random label in front of its name (remote-random-hostname). The profile "
    "therefore names one such label.",
)
MORE_ALTERNATIVES = Text(
    de="Die Datei nennt noch {count} weitere Adressen, von denen eine genügt. Sie wurden weggelassen, weil ein Profil "
    "höchstens 24 Zugänge hat.",
    en="The file names {count} more addresses of which one is enough. They were left out, since a profile has at most "
    "24 gateways.",
)
DIGEST = Text(
    de="Das Verfahren bei „auth“ kennt die Prüfung nicht. Mit tls-auth bleibt der Zugang deshalb stumm.",
    en="The check does not know the digest at “auth”. With tls-auth the gateway therefore stays silent.",
)
PROXY = Text(
    de="Die Datei führt über einen Proxy. Die Prüfung fragt den Zugang ohne ihn.",
    en="The file goes through a proxy. The check asks the gateway without it.",
)
PROBE_PEER = Text(
    de="WireGuard: Der Schlüssel des Mitarbeiters wird nie benutzt, sonst schickte der Server dessen Daten zur "
    "Prüfung. Für die Prüfung gibt es ein neues Schlüsselpaar; tragen Sie dessen öffentlichen Schlüssel am Server "
    "ein. Bis dahin heißt das Urteil „lässt sich nicht sagen“.",
    en="WireGuard: the employee's key is never used, or the server would send that person's data to the check. There "
    "is a new key pair for the check; enter its public key at the server. Until then the verdict is “cannot be told”.",
)
NO_SERVER_KEY = Text(
    de="Einem WireGuard-Zugang fehlt der öffentliche Schlüssel des Servers, oder er ist beschädigt. So lässt er sich "
    "nicht beurteilen; tragen Sie „server_public_key“ nach.",
    en="A WireGuard gateway lacks the server's public key, or it is damaged. It cannot be judged that way; add "
    "“server_public_key”.",
)
NO_ENDPOINT = Text(
    de="Eine Gegenstelle ohne Adresse (Endpoint) wurde weggelassen.",
    en="A peer without an address (Endpoint) was left out.",
)
ENDPOINT = Text(
    de="Zeile {line}: Diese Adresse (Endpoint) liest kein WireGuard-Programm; die Gegenstelle wurde weggelassen. "
    "Richtig ist Name:Port oder [IPv6-Adresse]:Port.",
    en="Line {line}: no WireGuard program reads this address (Endpoint); the peer was left out. Right is name:port or "
    "[IPv6 address]:port.",
)
MORE_PEERS = Text(
    de="Die Datei hat mehr Gegenstellen, als ein Profil Zugänge haben kann (24); die letzten wurden weggelassen.",
    en="The file has more peers than a profile can have gateways (24); the last ones were left out.",
)
WG_REJECTS = Text(
    de="WireGuard selbst lehnt diese Datei ab, wegen Zeile {lines}. Das Übrige wurde gelesen.",
    en="WireGuard itself refuses this file because of line {lines}. The rest was read.",
)
ALL_TRAFFIC = Text(
    de="Der Tunnel nimmt allen Verkehr. Tragen Sie die Netze der Firma unter needs.network.company_networks ein, damit "
    "auffällt, wenn jemand zu Hause dasselbe Netz hat.",
    en="The tunnel takes all traffic. Enter the company's networks under needs.network.company_networks, so that it is "
    "noticed when somebody has the same network at home.",
)
DNS = Text(
    de="Der DNS-Server der Firma steht unter needs.vpn.services: Er wird nur gefragt, solange das VPN verbunden ist.",
    en="The company's DNS server is under needs.vpn.services: it is asked only while the VPN is connected.",
)
BEHIND_VPN = Text(
    de="Der Computer der Remotedesktop-Datei ist nur im Firmennetz erreichbar. Er steht unter needs.vpn.services und "
    "wird gefragt, solange das VPN verbunden ist.",
    en="The computer of the remote desktop file can be reached only in the company's network. It is under "
    "needs.vpn.services and is asked while the VPN is connected.",
)
MAYBE_BEHIND_VPN = Text(
    de="Der Remotedesktop gilt als aus dem Internet erreichbar. Ist er es nur über das VPN, gehört er unter "
    "needs.vpn.services.",
    en="The remote desktop counts as reachable from the internet. If it is so only through the VPN, it belongs under "
    "needs.vpn.services.",
)
SYSTEM_GATEWAY = Text(
    de="Ob ein Remotedesktop-Gateway benutzt wird, bestimmt hier der PC des Mitarbeiters. Es gilt als nötig, weil die "
    "Datei eines nennt.",
    en="Whether a remote desktop gateway is used is up to the employee's PC here. It counts as required, since the "
    "file names one.",
)
SIGNATURE = Text(
    de="Die Konfiguration ist signiert; die Signatur wurde nicht geprüft.",
    en="The configuration is signed; the signature was not checked.",
)
OTHER_MAKER = Text(
    de="Diesen VPN-Hersteller kennt die Prüfung nicht eigens. Sein Zugang wird als verschlüsselte Internetseite "
    "(HTTPS) geprüft.",
    en="The check does not know this VPN maker by itself. Its gateway is checked as an encrypted web page (HTTPS).",
)
NO_ADDRESS = Text(
    de="Ein VPN der Datei ohne brauchbare Adresse wurde weggelassen.",
    en="A VPN of the file without a usable address was left out.",
)
OTHER_VPN = Text(
    de="Ein VPN der Datei ist von einer Art, die die Prüfung nicht kennt, und wurde weggelassen.",
    en="A VPN of the file is of a kind that the check does not know, and was left out.",
)
OWN_PORT = Text(
    de="IPsec läuft hier an einem eigenen Anschluss; er steht als „nat_port“ im Profil.",
    en="IPsec runs on a port of its own here; it is “nat_port” in the profile.",
)
NAMES = Text(
    de="Prüfen Sie die Namen der Zugänge: Mitarbeiter lesen sie, und sie stammen aus der Datei oder ihrem Namen.",
    en="Check the gateways' names: employees read them, and they come from the file or its name.",
)
