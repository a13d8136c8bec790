"""What a file is that no reader here reads: one sentence is better than "unknown"."""

import re
from typing import NamedTuple

from checker.model.failure import Refusal

_POSSIBLE_DE = (
    "Möglich sind: OpenVPN (.ovpn), WireGuard (.conf), Remotedesktop (.rdp, .rdg), Apple-Konfiguration "
    "(.mobileconfig), strongSwan (.sswan, swanctl.conf), AnyConnect, FortiClient, Azure, Windows-VPN (.pbk, "
    "ProfileXML), Sophos (.pro), NCP und LANCOM (.ini), Cisco (.pcf), Shrew Soft (.vpn), FRITZ!Box (.cfg), Citrix "
    "(.ica)."
)
_POSSIBLE_EN = (
    "Possible are: OpenVPN (.ovpn), WireGuard (.conf), remote desktop (.rdp, .rdg), Apple configuration "
    "(.mobileconfig), strongSwan (.sswan, swanctl.conf), AnyConnect, FortiClient, Azure, Windows VPN (.pbk, "
    "ProfileXML), Sophos (.pro), NCP and LANCOM (.ini), Cisco (.pcf), Shrew Soft (.vpn), FRITZ!Box (.cfg), Citrix "
    "(.ica)."
)


class _Sort(NamedTuple):
    """`pattern`: how such a file begins, or what its text holds; what it is, in German and English."""

    pattern: str | bytes
    de: str
    en: str


_BY_BYTES = (
    _Sort(
        rb"MZ",
        "ein Windows-Programm",
        "a Windows program",
    ),
    _Sort(
        rb"\x7fELF|\xcf\xfa\xed\xfe|\xca\xfe\xba\xbe",
        "ein Programm",
        "a program",
    ),
    _Sort(
        rb"%PDF",
        "ein PDF",
        "a PDF",
    ),
    _Sort(
        rb"\x89PNG|\xff\xd8\xff|GIF8",
        "ein Bild",
        "a picture",
    ),
    _Sort(
        rb"\xd0\xcf\x11\xe0",
        "eine Office- oder Installationsdatei",
        "an Office or setup file",
    ),
    _Sort(
        rb"L\x00\x00\x00\x01\x14\x02\x00",
        "eine Windows-Verknüpfung",
        "a Windows shortcut",
    ),
    _Sort(
        rb"\x1f\x8b|7z\xbc\xaf|Rar!|BZh|\xfd7zXZ",
        "ein gepacktes Archiv",
        "an archive",
    ),
    _Sort(
        rb"\x30[\x82-\x84]",
        "ein Zertifikat oder Schlüssel",
        "a certificate or a key",
    ),
    _Sort(
        rb"\s*\{\\rtf",
        "ein Textdokument (RTF)",
        "a text document (RTF)",
    ),
    _Sort(
        rb"Salted__",
        "eine verschlüsselte Datei",
        "an encrypted file",
    ),
)
_BY_TEXT = (
    _Sort(
        r"-----BEGIN OpenVPN",
        "ein einzelner OpenVPN-Schlüssel",
        "an OpenVPN key by itself",
    ),
    _Sort(
        r"-----BEGIN [A-Z0-9 ]*PRIVATE KEY",
        "ein privater Schlüssel",
        "a private key",
    ),
    _Sort(
        r"-----BEGIN [A-Z0-9 ]*CERT",
        "ein Zertifikat",
        "a certificate",
    ),
    _Sort(
        r"(?i)<!doctype html|<html",
        "eine Internetseite, vielleicht eine Anmeldung,",
        "a web page, perhaps a login,",
    ),
    _Sort(
        r"(?i)vpn://|\"containers\"\s*:\s*\[",
        "eine Datei von AmneziaVPN",
        "a file of AmneziaVPN",
    ),
    _Sort(
        r"(?i)(?:ss|vmess|vless|trojan|hysteria2?)://",
        "eine Proxy-Adresse",
        "a proxy's address",
    ),
    _Sort(
        r"(?m)^\[(?:NetDev|WireGuardPeer)\]",
        "eine Datei von systemd-networkd",
        "a file of systemd-networkd",
    ),
    _Sort(
        r"(?m)^service-type=org\.freedesktop\.NetworkManager|^\[wireguard-peer\.|^\[connection\][ \t\r]*$",
        "eine Verbindung des NetworkManagers",
        "a connection of NetworkManager",
    ),
    _Sort(
        r"(?m)^[ \t]*config (?:interface|wireguard_\w+|openvpn|peer)\b",
        "eine Konfiguration von OpenWrt",
        "a configuration of OpenWrt",
    ),
    _Sort(
        r"(?m)^[ \t]*/(?:interface|ip ipsec|ppp)\b.*$|^# .*by RouterOS",
        "eine Konfiguration von MikroTik (RouterOS)",
        "a configuration of MikroTik (RouterOS)",
    ),
    _Sort(
        r"(?m)^interface: \S+\s+public key:|^[ \t]+latest handshake:",
        "eine Ausgabe von „wg show“",
        "an output of “wg show”",
    ),
    _Sort(
        r"(?m)^(?:crypto (?:isakmp|ikev[12]|ipsec)|tunnel-group|ASA Version)\b",
        "die Konfiguration eines Cisco-Geräts",
        "a Cisco device's configuration",
    ),
    _Sort(
        r"(?i)vmware-view://|\[vmware|horizon[-_ ]?client",
        "eine Datei von VMware Horizon",
        "a file of VMware Horizon",
    ),
    _Sort(
        r"(?i)<globalprotect|<portal-config",
        "eine Datei von GlobalProtect",
        "a file of GlobalProtect",
    ),
    _Sort(
        r"(?m)config vpn (?:ssl|ipsec)|^config system",
        "die Konfiguration einer FortiGate",
        "a FortiGate's configuration",
    ),
    _Sort(
        r"(?i)<(?:pfsense|opnsense)>",
        "die Sicherung einer pfSense oder OPNsense",
        "a backup of pfSense or OPNsense",
    ),
    _Sort(
        r"(?m)^conn\s+\S|^config setup",
        "eine ipsec.conf",
        "an ipsec.conf",
    ),
    _Sort(
        r"Windows Registry Editor|REGEDIT4",
        "eine Registrierungsdatei von Windows",
        "a Windows registry file",
    ),
    _Sort(
        r"(?i)^\s*(?:#!|@echo off|param\s*\()",
        "ein Skript",
        "a script",
    ),
    _Sort(
        r"\A\s*<(?:\?xml|[A-Za-z])",
        "eine XML-Datei, die kein Zugang ist",
        "an XML file that is no gateway",
    ),
    _Sort(
        r"\A\s*[\[{]\s*[\"\[{]",
        "eine JSON-Datei, die kein Zugang ist",
        "a JSON file that is no gateway",
    ),
)
_HEAD = 20_000


def unknown_file(raw: bytes, text: str) -> Refusal:
    """The refusal that says what it is, as far as that can be seen."""
    by_bytes = (sort for sort in _BY_BYTES if isinstance(sort.pattern, bytes) and re.match(sort.pattern, raw))
    by_text = (sort for sort in _BY_TEXT if isinstance(sort.pattern, str) and re.search(sort.pattern, text[:_HEAD]))
    what = next(by_bytes, None) or next(by_text, None)
    if what is None:
        return Refusal(
            kind="import-unknown",
            de=f"Das ist keine Datei, die hier gelesen wird. {_POSSIBLE_DE}",
            en=f"This is no file that can be read here. {_POSSIBLE_EN}",
        )
    return Refusal(
        kind="import-unknown",
        de=f"Das ist {what.de} und keine Datei, die hier gelesen wird. {_POSSIBLE_DE}",
        en=f"This is {what.en} and no file that can be read here. {_POSSIBLE_EN}",
    )
