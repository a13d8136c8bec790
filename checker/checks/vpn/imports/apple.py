"""Apple's .mobileconfig: its VPN payloads and the authorities that come with them.

Source: developer.apple.com, Device Management, VPN (com.apple.vpn.managed) and its dictionaries.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

from checker.checks.vpn.imports import notes, openvpn, wireguard
from checker.checks.vpn.imports.apple_openvpn import ovpn_of
from checker.checks.vpn.imports.certificates import certificate_of
from checker.checks.vpn.imports.found import Found
from checker.checks.vpn.imports.imported import Dropped
from checker.checks.vpn.imports.plist import FORMAT, is_signed, tree_of
from checker.checks.vpn.imports.refusals import nothing_in
from checker.checks.vpn.imports.words import host_and_port, name_of
from checker.model.codec import Unreadable

VPN = re.compile(r"com\.apple\.vpn\.managed(\.applayer)?$")
AUTHORITY = ("com.apple.security.root", "com.apple.security.pem", "com.apple.security.pkcs1")
IDENTITY = ("com.apple.security.pkcs12", "com.apple.security.scep", "com.apple.security.acme")
_LOGIN = ("AuthName", "AuthPassword", "XAuthName", "XAuthPassword", "Password", "Username")
_SECRET = ("SharedSecret", "Challenge")
_MAKERS = (
    (re.compile(r"anyconnect|com\.cisco", re.I), "anyconnect"),
    (re.compile(r"paloaltonetworks", re.I), "globalprotect"),
    (re.compile(r"fortinet", re.I), "fortinet"),
    (re.compile(r"juniper|pulsesecure|ivanti", re.I), "pulse"),
    (re.compile(r"com\.f5", re.I), "f5"),
)
"""Kinds by the app that a payload names in VPNSubType."""
HTTPS = 443


def read(raw: bytes) -> Found:
    """The gateways of all VPN payloads. Raises Unreadable."""
    tree = tree_of(raw)
    found = Found()
    payloads = list(_payloads(tree))
    named = tree.get("PayloadDisplayName")
    usual = named if isinstance(named, str) else ""
    pem = "".join(certificate_of(one["PayloadContent"]) for one in payloads if _is_authority(one))
    for one in payloads:
        kind = str(one.get("PayloadType", ""))
        if VPN.match(kind):
            _vpn(one, usual, pem, found)
        elif kind in IDENTITY:
            found.drop(Dropped.USER_CERTIFICATE, Dropped.USER_KEY)
        elif kind not in AUTHORITY:
            found.drop(Dropped.OTHER_SETTINGS)
    if not found.gateways:
        raise nothing_in(FORMAT)
    if is_signed(raw):
        found.note(notes.SIGNATURE)
    return found


def _payloads(tree: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A profile's payloads; a file may also be one payload alone."""
    inside = tree.get("PayloadContent")
    if isinstance(inside, list):
        yield from (one for one in inside if isinstance(one, dict))
    elif VPN.match(str(tree.get("PayloadType", ""))):
        yield tree


def _is_authority(one: dict[str, Any]) -> bool:
    return one.get("PayloadType") in AUTHORITY and isinstance(one.get("PayloadContent"), bytes)


def _vpn(payload: dict[str, Any], usual: str, pem: str, found: Found) -> None:
    kind = str(payload.get("VPNType", ""))
    name = next(
        (one for key in ("UserDefinedName", "PayloadDisplayName") if isinstance(one := payload.get(key), str) and one),
        usual,
    )
    reader = _TYPES.get(kind)
    if reader is None:
        found.note(notes.OTHER_VPN)
        return
    for table in (payload, *(one for one in payload.values() if isinstance(one, dict))):
        _drop_secrets(table, found)
    reader(payload, name_of(name, "VPN"), pem, found)
    dns = _dict(payload, "DNS").get("ServerAddresses")
    for server in dns if isinstance(dns, list) else []:
        found.dns(str(server))


def _drop_secrets(table: dict[str, Any], found: Found) -> None:
    if any(table.get(key) for key in _LOGIN):
        found.drop(Dropped.LOGIN)
    if any(table.get(key) for key in _SECRET):
        found.drop(Dropped.SHARED_SECRET)


def _add(found: Found, kind: str, name: str, written: object, port: int, **more: Any) -> None:
    place = host_and_port(written, port) if isinstance(written, str) else None
    if place is None:
        found.note(notes.NO_ADDRESS)
        return
    found.gateway(kind, name, *place, **more)


def _ikev2(payload: dict[str, Any], name: str, _pem: str, found: Found) -> None:
    _add(found, "ikev2", name, _dict(payload, "IKEv2").get("RemoteAddress"), 500)


def _ikev1(payload: dict[str, Any], name: str, _pem: str, found: Found) -> None:
    _add(found, "ikev1", name, _dict(payload, "IPSec").get("RemoteAddress"), 500)


def _l2tp(payload: dict[str, Any], name: str, _pem: str, found: Found) -> None:
    _add(found, "l2tp", name, _dict(payload, "PPP").get("CommRemoteAddress"), 500)


def _pptp(payload: dict[str, Any], name: str, _pem: str, found: Found) -> None:
    _add(found, "pptp", name, _dict(payload, "PPP").get("CommRemoteAddress"), 1723)


def _always_on(payload: dict[str, Any], name: str, _pem: str, found: Found) -> None:
    """One tunnel for mobile data, one for Wi-Fi, mostly to the same gateway."""
    tunnels = _dict(payload, "AlwaysOn").get("TunnelConfigurations")
    for one in tunnels if isinstance(tunnels, list) else []:
        if isinstance(one, dict):
            _drop_secrets(one, found)
            _add(found, "ikev2", name, one.get("RemoteAddress"), 500)


def _app(payload: dict[str, Any], name: str, pem: str, found: Found) -> None:
    """A VPN app's own: its settings are its maker's matter, its address is everybody's."""
    maker, vendor = str(payload.get("VPNSubType", "")), _dict(payload, "VendorConfig")
    written = _dict(payload, "VPN").get("RemoteAddress")
    if "wireguard" in maker.lower() or "WgQuickConfig" in vendor:
        _borrowed(found, lambda: wireguard.read(str(vendor.get("WgQuickConfig", "")), f"{name}.conf"))
    elif "openvpn" in maker.lower():
        text = ovpn_of(vendor, written if isinstance(written, str) else "", pem)
        _borrowed(found, lambda: openvpn.read(text, f"{name}.ovpn", lambda _file: None))
    else:
        kind = next((kind for known, kind in _MAKERS if known.search(maker)), "https")
        if kind == "https":
            found.note(notes.OTHER_MAKER)
        _add(found, kind, name, written, HTTPS, ca=pem)


def _borrowed(found: Found, reading: Callable[[], Found]) -> None:
    """What another format's reader found in this payload; one that it refuses is left out, and the others stay."""
    try:
        found.take(reading())
    except Unreadable:
        found.note(notes.NO_ADDRESS)


def _dict(table: dict[str, Any], key: str) -> dict[str, Any]:
    one = table.get(key)
    return one if isinstance(one, dict) else {}


_TYPES: dict[str, Callable[[dict[str, Any], str, str, Found], None]] = {
    "IKEv2": _ikev2,
    "IPSec": _ikev1,
    "L2TP": _l2tp,
    "PPTP": _pptp,
    "AlwaysOn": _always_on,
    "VPN": _app,
    "TransparentProxy": _app,
}
