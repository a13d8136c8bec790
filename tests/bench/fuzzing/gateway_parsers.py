"""The parsers of what a gateway, a DNS server or a router on the way sends."""

import dns.exception
import dns.message

from checker.checks.vpn.kinds.ipsec import ikev1_packet, ikev2_packet, l2tp_packet
from checker.checks.vpn.kinds.openvpn.control_packet import parse_body
from checker.checks.vpn.kinds.openvpn.wrapping import OpenVpnPacket
from checker.checks.vpn.kinds.over_https import sstp_packet
from checker.checks.vpn.kinds.over_https.http_reply import parse_http_reply
from checker.checks.vpn.kinds.over_tcp import pptp_packet
from checker.checks.vpn.kinds.over_tcp.rdp_packet import parse_security
from checker.checks.vpn.verdict import detect_protocol
from checker.net.icmp.error import parse_error_message
from tests.bench.fuzzing.parser import Parser

SPI = bytes(range(8))
_IKE2 = SPI + bytes(8) + bytes([41, 0x20, 34, 0x20]) + bytes(4) + (36).to_bytes(4) + bytes([0, 0, 0, 8, 0, 0, 0, 14])
_IKE1 = SPI + b"\1" * 8 + bytes([1, 0x10, 2, 0]) + bytes(4) + (36).to_bytes(4) + bytes([0, 0, 0, 8, 0, 0, 0, 1])
_L2TP = bytes.fromhex("c802001c000700000000000180080000000000028008000000090001")
_PPTP = bytes.fromhex("009c00011a2b3c4d0002000001000100") + bytes(140)
_RDP = bytes.fromhex("030000130ed000001234000200080001000000")
_SSTP = bytes.fromhex("1001000e00020001000400080000")
_ICMP = bytes.fromhex(
    "4500003800000000400100000a0000010a000002030100000000000045000054000000004001000000000000000000000800"
)
_HTTP = b"HTTP/1.1 302 Found\r\nLocation: https://a.example/\r\nContent-Length: 0\r\n\r\n"
_DNS = dns.message.make_response(dns.message.make_query("a.example", "A")).to_wire()


def gateway_parsers() -> list[Parser]:
    """All of them; none may raise anything but what DNS messages do."""
    return [
        Parser(name="IKEv2", parse=lambda raw: ikev2_packet.parse_reply(raw, SPI), seeds=(_IKE2,), refuses=()),
        Parser(name="IKEv1", parse=lambda raw: ikev1_packet.parse_reply(raw, SPI), seeds=(_IKE1,), refuses=()),
        Parser(name="L2TP", parse=lambda raw: l2tp_packet.parse_reply(raw, 7), seeds=(_L2TP,), refuses=()),
        Parser(name="PPTP", parse=pptp_packet.parse_reply, seeds=(_PPTP,), refuses=()),
        Parser(name="RDP", parse=parse_security, seeds=(_RDP,), refuses=()),
        Parser(name="SSTP", parse=sstp_packet.parse_reply, seeds=(_SSTP,), refuses=()),
        Parser(
            name="OpenVPN",
            parse=lambda raw: parse_body(OpenVpnPacket(op=0x40, session=bytes(8), body=raw)),
            seeds=(b"\1" + bytes(16), bytes(5)),
            refuses=(),
        ),
        Parser(name="first bytes", parse=lambda raw: detect_protocol(raw, b"hello"), seeds=(_IKE2, _HTTP), refuses=()),
        Parser(name="gateway's response", parse=lambda raw: parse_http_reply(raw, True), seeds=(_HTTP,), refuses=()),
        Parser(name="ICMP error", parse=lambda raw: parse_error_message(raw, 4, 1), seeds=(_ICMP,), refuses=()),
        Parser(name="DNS answer", parse=dns.message.from_wire, seeds=(_DNS,), refuses=(dns.exception.DNSException,)),
    ]
