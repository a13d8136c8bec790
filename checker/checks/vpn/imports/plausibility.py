"""Whether an employee at home could reach a host at all, by its name alone: nothing is asked.

Sources: RFC 6890 and the IANA registries of special-purpose addresses; RFC 2606, RFC 6761 and RFC 6762 for names.
"""

import ipaddress
import re

from checker.model.text import Text

PLACEHOLDER = Text(
    de="Das ist noch keine Adresse, sondern ein Platzhalter. Tragen Sie den Namen oder die Adresse der Firewall ein.",
    en="This is no address yet but a placeholder. Enter the firewall's name or address.",
)
MASKED = Text(
    de="Diese Adresse ist keine: Teile fehlen oder sind unkenntlich gemacht. Tragen Sie die vollständige Adresse ein.",
    en="This is no address: parts are missing or masked. Enter the whole address.",
)
EXAMPLE = Text(
    de="Das ist ein Beispielname oder eine Adresse für Anleitungen; im Internet gibt es sie nicht. Tragen Sie die "
    "richtige ein.",
    en="This is an example's name, or an address for manuals; the internet does not have it. Enter the right one.",
)
OWN_PC = Text(
    de="Diese Adresse ist der PC selbst. Tragen Sie die Adresse ein, unter der der Zugang aus dem Internet erreichbar "
    "ist.",
    en="This address is the PC itself. Enter the address at which the gateway can be reached from the internet.",
)
PRIVATE = Text(
    de="Diese Adresse gibt es nur in einem Firmen- oder Heimnetz; von zu Hause erreicht sie niemand. Tragen Sie die "
    "Adresse im Internet ein.",
    en="This address exists only inside a company's or home network; nobody reaches it from home. Enter the address on "
    "the internet.",
)
NO_HOST = Text(
    de="Diese Adresse gehört keinem einzelnen Rechner. Tragen Sie die Adresse des Zugangs ein.",
    en="This address belongs to no single computer. Enter the gateway's address.",
)
LOCAL_NAME = Text(
    de="Diesen Namen kennt nur ein Firmen- oder Heimnetz. Tragen Sie den vollständigen Namen im Internet ein.",
    en="Only a company's or home network knows this name. Enter the full name on the internet.",
)
LOCAL_SUFFIXES = (
    *(".local", ".lan", ".internal", ".intra", ".intranet", ".corp", ".intern", ".home", ".home.arpa", ".localdomain"),
    *(".private", ".domain", ".ad", ".fritz.box", ".box", ".onion", ".arpa"),
)
"""Endings of names that the internet does not know (RFC 6762, RFC 8375, ICANN's collisions, and habit)."""
_MANUALS = tuple(
    map(
        ipaddress.ip_network,
        ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "198.18.0.0/15", "2001:db8::/32", "3fff::/20"),
    )
)
_SHARED = ipaddress.ip_network("100.64.0.0/10")
"""Between a provider's customers and its own NAT (RFC 6598)."""
_EXAMPLE_SUFFIXES = (".example", ".test", ".invalid", ".example.com", ".example.net", ".example.org", ".tld")
_EXAMPLE_LABELS = re.compile(
    r"(?:my|your|our|the|dein|deine|ihr|ihre|meine?|votre|mon|tu|mi|tuo|mio|jouw|mijn|min|din|seu|meu)?[-_]?"
    r"(?:company|domain|domaine|dominio|domein|firma|muster|musterfirma|mustermann|beispiel|example|exemple|esempio"
    r"|ejemplo|voorbeeld|exempel|priklad|przyklad)(?:[-_]?(?:name|gmbh|ag))?$"
)
"""With the ending of anybody's domain behind it: yourdomain.com, ihre-firma.de."""
_FILL_IN = re.compile(
    r"(?:^|[^a-z])(?:your|yours|deine?n?|deiner|ihre?r?n?|eure?|votre|vos|ton|tu|tus|su|vuestro|tuo|tua|vostro|jouw|uw|din|ditt"
    r"|seu|sua|twoj|twojego|vas|vase|change|replace|insert|enter|put|fill|todo|fixme|placeholder|platzhalter|dummy"
    r"|hier|here|aqui|qui|ici)(?:[^a-z]|$)"
    r"|(?:^|[^a-z])(?:public|server|external|wan|vpn|remote|host|gateway|endpoint|serveur|servidor|router|firewall|oeffentliche?)"
    r"[-_ ]?(?:ip|ips|addr|address|adresse|adress|hostname|host|name|fqdn|domain|url|here)(?:[^a-z]|$)"
    r"|^(?:ip|ipv4|ipv6|hostname|host|address|adresse|direccion|indirizzo|adres|fqdn|domain|servername|server|serveur"
    r"|servidor|remote|endpoint|url|gateway)$"
    r"|(?:ip|ipv4)[-_ ]?(?:address|adresse|addr|adres)|changeme|replaceme|yourserver|myserver|deinserver|ihrserver"
    r"|meinserver|vpnserver$|x{3,}|^x+(?:\.x+)+$|ваш|адрес|сервер|你的|您的|服务器|地址|あなた|サーバ|서버|주소"
)
_INTERNET_ENDING = re.compile(
    r"\.(?:(?!ip|xx)[a-z]{2}|com|net|org|info|biz|cloud|online|app|dev|gmbh|bayern|berlin)\.?$"
)
"""Behind such an ending stands somebody's domain, whatever words it is made of: your-server.de is a provider's."""
_NO_LETTERS = re.compile(r"[<>{}$%@!\[\]()\"'`|]")
_CROSSED_OUT = re.compile(r"x{4,}|(?:^|\.)x+\.x+")
_NAME = re.compile(r"[\w-]{1,63}(?:\.[\w-]{1,63})*\.?$")
_NUMERIC = re.compile(r"[0-9x*?#.]+$")


def doubt_about(host: str) -> Text | None:
    """Why nobody reaches it from home; None where it may be right."""
    plain = host.strip().strip("[]").lower()
    address = _parse(plain)
    if address is not None:
        return _doubt_about_address(address)
    if is_placeholder(host):
        return PLACEHOLDER
    if _NUMERIC.match(plain) or not _NAME.match(plain) or re.search(r"(?:^|\.)-|-(?:\.|$)", plain):
        return MASKED
    return _doubt_about_name(plain.rstrip("."))


def is_placeholder(host: str) -> bool:
    """Whether somebody is to write the address there."""
    plain = host.strip().lower()
    if _NO_LETTERS.search(_without_brackets(plain)):
        return True
    if _INTERNET_ENDING.search(plain):
        return _CROSSED_OUT.search(plain) is not None
    return _FILL_IN.search(plain.replace("_", " ")) is not None


def is_local_name(host: str) -> bool:
    """Whether only a company's or home network knows the name."""
    plain = host.lower().rstrip(".")
    return "." not in plain or plain.endswith(LOCAL_SUFFIXES)


def _without_brackets(plain: str) -> str:
    """An address of version 6 may stand in brackets, and name its adapter behind a percent sign."""
    inner = plain.removeprefix("[").removesuffix("]")
    return "" if _parse(inner) is not None else plain


def _parse(plain: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        address = ipaddress.ip_address(plain)
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return mapped or address


def _doubt_about_address(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> Text | None:
    if address.is_loopback or address.is_unspecified:
        return OWN_PC
    if address.is_multicast or address.is_reserved or _is_broadcast(address):
        return NO_HOST
    if any(address in network for network in _MANUALS):
        return EXAMPLE
    if address.is_link_local or address.is_private or address in _SHARED:
        return PRIVATE
    return None


def _is_broadcast(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    return address.version == 4 and int(address) >> 24 in (0, 255)


def _doubt_about_name(plain: str) -> Text | None:
    if plain == "localhost" or plain.endswith(".localhost"):
        return OWN_PC
    if is_local_name(plain):
        return LOCAL_NAME
    labels = plain.split(".")
    dotted = f".{plain}"
    if dotted.endswith(_EXAMPLE_SUFFIXES) or (len(labels) > 1 and _EXAMPLE_LABELS.match(labels[-2])):
        return EXAMPLE
    return None
