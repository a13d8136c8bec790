"""Apple's .mobileconfig: its VPN payloads and the authorities that come with them.

Source: developer.apple.com, Device Management, VPN (com.apple.vpn.managed) and its dictionaries.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

from checker.checks.vpn.imports import notes
from checker.checks.vpn.imports.builder import ImportBuilder
from checker.checks.vpn.imports.certificates import certificate_of
from checker.checks.vpn.imports.readers import openvpn, wireguard
from checker.checks.vpn.imports.readers.apple_openvpn import ovpn_of
from checker.checks.vpn.imports.readers.plist import FORMAT, is_signed, parse_plist
from checker.checks.vpn.imports.readers.vpn_apps import kind_of_app
from checker.checks.vpn.imports.refusals import no_gateway_in
from checker.checks.vpn.imports.result import DroppedItem
from checker.checks.vpn.imports.text_fields import clean_name, parse_host_and_port
from checker.model.codec import Unreadable

VPN = re.compile(r"com\.apple\.vpn\.managed(\.applayer)?$")
AUTHORITY = ("com.apple.security.root", "com.apple.security.pem", "com.apple.security.pkcs1")
IDENTITY = ("com.apple.security.pkcs12", "com.apple.security.scep", "com.apple.security.acme")
_LOGIN = ("AuthName", "AuthPassword", "XAuthName", "XAuthPassword", "Password", "Username")
_SECRET = ("SharedSecret", "Challenge")
HTTPS = 443


def read(raw: bytes) -> ImportBuilder:
    """The gateways of all VPN payloads. Raises Unreadable."""
    tree = parse_plist(raw)
    builder = ImportBuilder()
    payloads = list(_payloads(tree))
    profile_name = tree.get("PayloadDisplayName")
    default = profile_name if isinstance(profile_name, str) else ""
    pem = "".join(certificate_of(payload["PayloadContent"]) for payload in payloads if _is_authority(payload))
    for payload in payloads:
        kind = str(payload.get("PayloadType", ""))
        if VPN.match(kind):
            _read_payload(payload, default, pem, builder)
        elif kind in IDENTITY:
            builder.add_dropped(DroppedItem.USER_CERTIFICATE, DroppedItem.USER_KEY)
        elif kind not in AUTHORITY:
            builder.add_dropped(DroppedItem.OTHER_SETTINGS)
    if not builder.gateways:
        raise no_gateway_in(FORMAT)
    if is_signed(raw):
        builder.add_note(notes.SIGNATURE)
    return builder


def _payloads(tree: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A profile's payloads; a file may also be one payload alone."""
    content = tree.get("PayloadContent")
    if isinstance(content, list):
        yield from (payload for payload in content if isinstance(payload, dict))
    elif VPN.match(str(tree.get("PayloadType", ""))):
        yield tree


def _is_authority(payload: dict[str, Any]) -> bool:
    return payload.get("PayloadType") in AUTHORITY and isinstance(payload.get("PayloadContent"), bytes)


def _read_payload(payload: dict[str, Any], default: str, pem: str, builder: ImportBuilder) -> None:
    kind = str(payload.get("VPNType", ""))
    name = next(
        (
            value
            for key in ("UserDefinedName", "PayloadDisplayName")
            if isinstance(value := payload.get(key), str) and value
        ),
        default,
    )
    reader = _READER_BY_TYPE.get(kind)
    if reader is None:
        builder.add_note(notes.OTHER_VPN)
        return
    for table in (payload, *(value for value in payload.values() if isinstance(value, dict))):
        _drop_secrets(table, builder)
    reader(payload, clean_name(name, "VPN"), pem, builder)
    dns = _table_at(payload, "DNS").get("ServerAddresses")
    for server in dns if isinstance(dns, list) else []:
        builder.add_dns_server(str(server))


def _drop_secrets(table: dict[str, Any], builder: ImportBuilder) -> None:
    if any(table.get(key) for key in _LOGIN):
        builder.add_dropped(DroppedItem.LOGIN)
    if any(table.get(key) for key in _SECRET):
        builder.add_dropped(DroppedItem.SHARED_SECRET)


def _add_gateway(builder: ImportBuilder, kind: str, name: str, written: object, port: int, **more: Any) -> None:
    endpoint = parse_host_and_port(written, port) if isinstance(written, str) else None
    if endpoint is None:
        builder.add_note(notes.NO_ADDRESS)
        return
    builder.add_gateway(kind, name, *endpoint, **more)


def _ikev2(payload: dict[str, Any], name: str, _pem: str, builder: ImportBuilder) -> None:
    _add_gateway(builder, "ikev2", name, _table_at(payload, "IKEv2").get("RemoteAddress"), 500)


def _ikev1(payload: dict[str, Any], name: str, _pem: str, builder: ImportBuilder) -> None:
    _add_gateway(builder, "ikev1", name, _table_at(payload, "IPSec").get("RemoteAddress"), 500)


def _l2tp(payload: dict[str, Any], name: str, _pem: str, builder: ImportBuilder) -> None:
    _add_gateway(builder, "l2tp", name, _table_at(payload, "PPP").get("CommRemoteAddress"), 500)


def _pptp(payload: dict[str, Any], name: str, _pem: str, builder: ImportBuilder) -> None:
    _add_gateway(builder, "pptp", name, _table_at(payload, "PPP").get("CommRemoteAddress"), 1723)


def _always_on(payload: dict[str, Any], name: str, _pem: str, builder: ImportBuilder) -> None:
    """One tunnel for mobile data, one for Wi-Fi, mostly to the same gateway."""
    tunnels = _table_at(payload, "AlwaysOn").get("TunnelConfigurations")
    for tunnel in tunnels if isinstance(tunnels, list) else []:
        if isinstance(tunnel, dict):
            _drop_secrets(tunnel, builder)
            _add_gateway(builder, "ikev2", name, tunnel.get("RemoteAddress"), 500)


def _app(payload: dict[str, Any], name: str, pem: str, builder: ImportBuilder) -> None:
    """A VPN app's own: its settings are its maker's matter, its address is everybody's."""
    maker, vendor = str(payload.get("VPNSubType", "")), _table_at(payload, "VendorConfig")
    written = _table_at(payload, "VPN").get("RemoteAddress")
    if "wireguard" in maker.lower() or "WgQuickConfig" in vendor:
        _read_embedded(builder, lambda: wireguard.read(str(vendor.get("WgQuickConfig", "")), f"{name}.conf"))
    elif "openvpn" in maker.lower():
        text = ovpn_of(vendor, written if isinstance(written, str) else "", pem)
        _read_embedded(builder, lambda: openvpn.read(text.encode(), f"{name}.ovpn", lambda _file: None))
    else:
        kind = kind_of_app(maker)
        if kind == "https":
            builder.add_note(notes.OTHER_MAKER)
        _add_gateway(builder, kind, name, written, HTTPS, ca=pem)


def _read_embedded(builder: ImportBuilder, read_config: Callable[[], ImportBuilder]) -> None:
    """Adds what another format's reader makes of this payload; one that it refuses is left out."""
    try:
        builder.add_all(read_config())
    except Unreadable:
        builder.add_note(notes.NO_ADDRESS)


def _table_at(table: dict[str, Any], key: str) -> dict[str, Any]:
    value = table.get(key)
    return value if isinstance(value, dict) else {}


_READER_BY_TYPE: dict[str, Callable[[dict[str, Any], str, str, ImportBuilder], None]] = {
    "IKEv2": _ikev2,
    "IPSec": _ikev1,
    "L2TP": _l2tp,
    "PPTP": _pptp,
    "AlwaysOn": _always_on,
    "VPN": _app,
    "TransparentProxy": _app,
}
