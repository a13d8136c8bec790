"""Every parser of bytes that somebody else wrote, with valid inputs of it and what it may raise."""

import datetime
import tempfile
from pathlib import Path

from cryptography.hazmat.primitives import serialization

from checker.checks.registry import needs
from checker.checks.vpn.imports.importer import import_file
from checker.client.delivery.upload import retry_after_s
from checker.client.environment.program_log import MAX_ENTRY
from checker.client.profiles.firm_name import name_skeleton
from checker.client.profiles.sources.address import parse_source
from checker.client.profiles.sources.program_name import parse_program_path
from checker.model.codec import (
    Unreadable,
    manifest_from_toml,
    profile_from_toml,
    receipt_from_json,
    refusal_from_json,
    report_from_json,
    to_json,
)
from checker.model.failure import OperationFailed
from checker.model.profile import BUILT_IN
from checker.model.report import Consent
from checker.model.scrub.text import scrub
from checker.model.signature import manifest_signer, new_key, profile_signer, public_key, sign_profile, verify_enrolment
from checker.model.succession import parse_succession, sign_succession, successions
from checker.net.http1.parser import ResponseParser
from checker.net.http1.response import HttpResponse
from checker.net.pac.result import parse_pac_result
from checker.net.stamp import parse_reflector_packet
from checker.net.stun.message import parse_message
from checker.net.tls.certificate import parse_certificate
from checker.net.upnp.description import parse_description
from checker.net.upnp.exchange import parse_body
from checker.net.upnp.ssdp import parse_location
from checker.run.report import assemble_report
from checker.show.qr_code.payload import pack_summary, summarize, unpack_summary
from tests.bench.fuzzing.gateway_parsers import gateway_parsers
from tests.bench.fuzzing.handover_parsers import handover_parsers
from tests.bench.fuzzing.parser import Parser
from tests.net.certificates import Authority

_REFUSALS = (Unreadable, OperationFailed, ValueError)
"""ValueError of the functions that say so: enrolments and certificates."""


NEEDS = b"""code = "ACME-7F3K"
customer = "ACME"
[needs.computer]
memory_gib = 8.0
[needs.line]
endpoint = "https://line.example/"
down_mbit = 16.0
roles = ["video"]
[needs.network]
company_networks = ["10.20.0.0/16"]
reach = ["a.example:443"]
[[needs.vpn.gateways]]
id = "office"
name = "VPN"
kind = "openvpn"
host = "vpn.example"
port = 1194
[[needs.vpn.services]]
id = "files"
name = "Files"
host = "10.20.0.5"
port = 445
"""
OPENVPN_FILE = b"client\ndev tun\nproto udp\nremote vpn.example 1194\n<ca>\n</ca>\nauth SHA256\nkey-direction 1\n"
WIREGUARD_FILE = (
    b"[Interface]\nPrivateKey = x\nAddress = 10.0.0.2/32\n[Peer]\nPublicKey = x\nEndpoint = a.example:51820\n"
)
RDP_FILE = b"full address:s:pc.example:3389\ngatewayhostname:s:gw.example\n"
APPLE_FILE = b"""<?xml version="1.0"?><plist version="1.0"><dict><key>PayloadContent</key><array><dict>
<key>PayloadType</key><string>com.apple.vpn.managed</string><key>IKEv2</key><dict><key>RemoteAddress</key><string>a.example</string></dict>
</dict></array></dict></plist>"""


def parsers() -> list[Parser]:
    """Every parser of bytes that somebody else wrote."""
    key, today = new_key(), datetime.date(2026, 11, 29)
    statement = sign_succession(key, public_key(key), today)
    profile = sign_profile(
        b'code = "ACME-7F3K"\ncustomer = "ACME"\n[firm]\nname = "Muster"\n[needs.network]\nreach = ["a.example:443"]\n'
        + statement.line.encode(),
        key,
    )
    manifest = b'made = 2026-11-29T00:00:00Z\n[[programs]]\nname = "a"\nsystem = "linux"\nsha256 = "0"\nversion = "1"\n'
    report = assemble_report(BUILT_IN, [], Consent())
    receipt = b'{"id":"' + b"0" * 32 + b'","reference":"K7M-2QX","received":"2026-11-29T00:00:00Z","firm":"x"}'
    reply = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"
    chunks = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"
    device = b"<root><device><friendlyName>F</friendlyName><serviceList><service><serviceType>urn:x</serviceType>"
    device += b"<controlURL>/c</controlURL></service></serviceList></device></root>"
    stun = bytes.fromhex("010100082112a442") + bytes(12) + bytes.fromhex("002000080001a147e112a643")
    location = b"HTTP/1.1 200 OK\r\nLOCATION: http://192.168.1.1:49000/igd.xml\r\nST: upnp:rootdevice\r\n\r\n"
    with tempfile.TemporaryDirectory() as folder:
        certificate = _certificate(Path(folder))
    text = b"Jabra erika@firma.de at 192.168.1.5 C:\\Users\\erika\\x https://a.example/?token=x CN=Erika S/N 123ABC"
    return [
        *gateway_parsers(),
        *handover_parsers(),
        Parser(name="profile", parse=profile_from_toml, seeds=(profile,)),
        Parser(name="needs", parse=lambda raw: needs(profile_from_toml(raw)), seeds=(NEEDS,)),
        Parser(name="profile signature", parse=profile_signer, seeds=(profile,)),
        Parser(name="manifest", parse=manifest_from_toml, seeds=(manifest, profile)),
        Parser(name="manifest signature", parse=manifest_signer, seeds=(manifest, profile)),
        Parser(name="successions", parse=successions, seeds=(profile,)),
        Parser(name="succession", parse=lambda raw: parse_succession(_text(raw)), seeds=(statement.line.encode(),)),
        Parser(
            name="enrolment",
            parse=lambda raw: verify_enrolment(_text(raw), public_key(key)),
            seeds=(b"v1:AB:2027-01-01:AAAA",),
            refuses=(ValueError,),
        ),
        Parser(name="report", parse=report_from_json, seeds=(to_json(report),)),
        Parser(name="receipt", parse=receipt_from_json, seeds=(receipt,)),
        Parser(name="refusal", parse=refusal_from_json, seeds=(b'{"kind":"a","de":"b","en":"c"}',)),
        Parser(name="summary", parse=unpack_summary, seeds=(pack_summary(summarize(report), 1000),)),
        Parser(name="HTTP response", parse=_parse_response, seeds=(reply, chunks)),
        Parser(name="router response", parse=parse_body, seeds=(reply, chunks)),
        Parser(
            name="router description",
            parse=lambda raw: parse_description(raw, "http://192.168.1.1:49000/", "192.168.1.1"),
            seeds=(device,),
        ),
        Parser(name="SSDP", parse=lambda raw: parse_location(raw, "192.168.1.1"), seeds=(location,)),
        Parser(name="PAC result", parse=lambda raw: parse_pac_result(_text(raw)), seeds=(b"PROXY a:80; DIRECT",)),
        Parser(name="STUN", parse=parse_message, seeds=(stun,)),
        Parser(name="STAMP", parse=lambda raw: parse_reflector_packet(raw, b"k" * 16), seeds=(bytes(44), bytes(112))),
        Parser(name="certificate", parse=parse_certificate, seeds=(certificate,), refuses=(*_REFUSALS,)),
        Parser(
            name="typed source", parse=lambda raw: parse_source(_text(raw)), seeds=(b"ACME-7F3K", b"https://a.b/d/C/")
        ),
        Parser(
            name="program name",
            parse=lambda raw: parse_program_path(_text(raw)),
            seeds=(b"C:\\x\\Homeoffice-Check_ACME-7F3K@desk.example,8443 (1).exe",),
        ),
        Parser(
            name="firm name", parse=lambda raw: name_skeleton(_text(raw)[:120]), seeds=("Müller IT".encode(), b"A IT")
        ),
        Parser(name="dates of a response", parse=_parse_dates, seeds=(b"Mon, 30 Nov 2026 09:00:00 GMT", b"120")),
        Parser(
            name="VPN file",
            parse=lambda raw: import_file(raw, "office.ovpn"),
            seeds=(OPENVPN_FILE, WIREGUARD_FILE, RDP_FILE, APPLE_FILE),
        ),
        Parser(name="scrubbed text", parse=lambda raw: scrub(_text(raw)[:MAX_ENTRY], ("erika", "PC-7")), seeds=(text,)),
    ]


def _parse_response(raw: bytes) -> None:
    parser = ResponseParser()
    for at in range(0, len(raw), 4096):
        parser.feed(raw[at : at + 4096])
    parser.end()


def _parse_dates(raw: bytes) -> None:
    headers = {"date": raw.decode("latin-1"), "retry-after": raw.decode("latin-1")}
    response = HttpResponse(status=503, headers=headers, body=b"", round_trip_s=0.1)
    retry_after_s(response)
    if response.date is not None:
        response.date.timestamp()


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "replace")


def _certificate(folder: Path) -> bytes:
    return Authority.make(folder).certificate.public_bytes(serialization.Encoding.DER)
