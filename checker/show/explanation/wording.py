"""The words of the reasoning's closed vocabularies: places, protocols, mechanisms. Data.

A place stands in the nominative and in the dative, in which German says whose answer it was.
"""

from checker.checks.reasoning.hypothesis import Mechanism
from checker.checks.reasoning.witness import Place, Protocol
from checker.model.text import Text

PLACES = {
    Place.PC: Text(de="Ihr Computer", en="your computer"),
    Place.HOME: Text(de="die Verbindung zum Router", en="the connection to the router"),
    Place.ROUTER: Text(de="Ihr Router", en="your router"),
    Place.PROVIDER: Text(de="Ihr Internetanbieter", en="your internet provider"),
    Place.BEYOND: Text(de="das Internet hinter Ihrem Anbieter", en="the internet behind your provider"),
    Place.GATEWAY: Text(de="die Verbindung zur Firma", en="the connection to the company"),
    Place.DESK: Text(de="der Server Ihrer IT-Firma", en="your IT firm's server"),
    Place.COMPANY: Text(de="das Netz der Firma", en="the company's network"),
    Place.NAMES: Text(de="das Nachschlagen von Namen (DNS)", en="the lookup of names (DNS)"),
}
PLACES_DATIVE = {
    Place.PC: Text(de="Ihrem Computer selbst", en="your computer itself"),
    Place.HOME: Text(de="Ihrem Heimnetz", en="your home network"),
    Place.ROUTER: Text(de="Ihrem Router", en="your router"),
    Place.PROVIDER: Text(de="Ihrem Internetanbieter", en="your internet provider"),
    Place.BEYOND: Text(de="einer Stelle im Internet", en="a machine on the internet"),
    Place.GATEWAY: Text(de="dem Server der Firma", en="the company's server"),
    Place.DESK: Text(de="dem Server Ihrer IT-Firma", en="your IT firm's server"),
    Place.COMPANY: Text(de="einem Rechner der Firma", en="a machine of the company"),
    Place.NAMES: Text(de="dem Namensdienst (DNS)", en="the name server (DNS)"),
}
PLACES_SHORT = {
    Place.PC: Text(de="Computer", en="Computer"),
    Place.HOME: Text(de="WLAN/Kabel", en="Wi-Fi/cable"),
    Place.ROUTER: Text(de="Router", en="Router"),
    Place.PROVIDER: Text(de="Leitung", en="Line"),
    Place.BEYOND: Text(de="Internet", en="Internet"),
    Place.GATEWAY: Text(de="Zugang der Firma", en="Company's gateway"),
    Place.DESK: Text(de="unser Server", en="Our server"),
    Place.COMPANY: Text(de="Firmennetz", en="Company's network"),
    Place.NAMES: Text(de="Namensdienst", en="Name server"),
}
"""As a technician calls them."""
PROBES = {
    Protocol.ICMP: Text(de="Prüfpakete (Ping)", en="test packets (ping)"),
    Protocol.UDP: Text(de="einzelne Pakete (UDP)", en="single packets (UDP)"),
    Protocol.TCP: Text(de="einen Verbindungsversuch (TCP)", en="an attempt to connect (TCP)"),
    Protocol.TLS: Text(de="eine verschlüsselte Verbindung (TLS)", en="an encrypted connection (TLS)"),
    Protocol.HTTP: Text(de="den Abruf einer Seite (HTTP)", en="the request for a page (HTTP)"),
    Protocol.DNS: Text(de="die Frage nach einem Namen (DNS)", en="the question for a name (DNS)"),
    Protocol.SYSTEM: Text(de="eine Anfrage des Programms", en="a question of this program"),
}
FULL_PACKETS = Text(de="große Datenpakete", en="large data packets")
MECHANISMS = {
    Mechanism.DOWN: Text(de="arbeitet nicht", en="does not work"),
    Mechanism.DROPS: Text(de="verwirft diese Art von Paketen", en="drops this kind of packets"),
    Mechanism.REFUSES: Text(de="weist ab", en="refuses"),
    Mechanism.ALTERS: Text(de="verändert, was durchgeht", en="alters what passes"),
    Mechanism.REDIRECTS: Text(de="leitet woandershin", en="leads elsewhere"),
    Mechanism.STALE: Text(de="arbeitet mit veralteten Angaben", en="works with outdated data"),
    Mechanism.LOSSY: Text(de="verliert einen Teil", en="loses a part"),
    Mechanism.SLOW: Text(de="ist langsam", en="is slow"),
    Mechanism.OVERLOADED: Text(de="ist überlastet", en="is overloaded"),
    Mechanism.MISCONFIGURED: Text(de="ist falsch eingestellt", en="is set wrong"),
    Mechanism.SICK: Text(de="ist für alle gestört", en="is broken for everybody"),
}
