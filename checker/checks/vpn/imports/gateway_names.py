"""What people call a gateway: by the file's own words, unless they are a program's default or a person's name.

Names of exports ("client", "VPNConfig (1)", "pfSense-UDP4-1194-erika.beispiel-config") say nothing to an employee, or
too much; then the gateway goes by its host.
"""

import re

from checker.checks.vpn.imports.plausibility import is_placeholder
from checker.checks.vpn.imports.text_fields import MAX_NAME, clean_name

_WORDS = """
    access and android anyconnect azure azurevpnconfig cisco client clients clientvpn conf config configs
    configuration conn connect connection copy cpub datei default desktop download downloads einstellungen
    endpoint export exported file final for forti forticlient fritz fritzbox gateway general generic
    globalprotect gw home host http https ike ike1 ike2 ikev inline ios ipad iphone ipsec key kopie kunde
    l2tp laptop linux mac macos main mein meine mobil mobile mobileconfig msi my neu neue new notebook of
    office openvpn opnsense ovpn ovpnclient pc peer peers pfsense phone pptp prod profil profile profiles
    rasphone rdp readme remote remotedesktop roadwarrior rw server service session settings setup site
    sophos split ssl sslvpn sstp strongswan tablet tcp tcp4 temp test text tls tmp trust tun tunnel txt udp
    udp4 udp6 unbenannt untitled user users utm verbindung viscosity vpn vpnclient vpnconfig
    vpnkonfiguration vpnprofile vpnserver vpnsettings wan watchguard wg wg0 wgclient win windows wireguard
    xg xml zip zugang
"""
"""Words of programs and of file names, in several languages."""
_DEFAULT_WORDS = frozenset(_WORDS.split())
_PERSON = re.compile(r"(?:^|[-_ ()])[^\W\d_]{2,}\.(?!com\b|net\b|org\b|info\b|biz\b)[^\W\d_]{3,}(?=$|[-_ ()])")
"""`erika.beispiel`, as logins are made; a name of the internet has another ending or more parts."""


def gateway_name(own: str, file: str, host: str, kind: str, *, person: str = "") -> str:
    """`own`: as the file calls it; `kind`: what else it may be called by; `person`: whose file it is."""
    for candidate in (own, _stem(file)):
        name = clean_name(candidate, "")
        if name and not _is_default(name) and not _names_person(name, person):
            return name
    return _by_host(host, kind)


def _stem(file: str) -> str:
    """`VPN_Büro.ovpn` is "VPN Büro"."""
    last = re.split(r"[\\/]", file)[-1]
    return (last.rpartition(".")[0] or last).replace("_", " ")


def _is_default(name: str) -> bool:
    words = re.sub(r"[^\w]+|_", " ", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)).lower().split()
    return all(
        word in _DEFAULT_WORDS or word.isdigit() or word.rstrip("0123456789") in _DEFAULT_WORDS for word in words
    )


def _names_person(name: str, person: str) -> bool:
    plain, whose = _letters(name), _letters(person)
    return "@" in name or _PERSON.search(name) is not None or bool(len(whose) > 2 and whose in plain)


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).lower()


def _by_host(host: str, kind: str) -> str:
    label = "VPN" if kind in _VPN_KINDS else kind
    return label if not host or is_placeholder(host) else clean_name(f"{label} ({host[: MAX_NAME - 20]})", label)


_VPN_KINDS = ("OpenVPN", "WireGuard", "IPsec", "SSL VPN")
