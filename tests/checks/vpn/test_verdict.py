"""What answers instead of a gateway is named by its first bytes, in closed words."""

import struct

import pytest

from checker.checks.vpn.kinds.ipsec import ikev2_packet
from checker.checks.vpn.kinds.over_tcp import rdp_packet
from checker.checks.vpn.verdict import DetectedProtocol, detect_protocol
from checker.demo.gateways.ikev2 import decline, decline_behind_nat
from tests.checks.vpn.kinds.telephony.stun_servers import MAPPED, message

CLIENT = ("127.0.0.1", 1)
SA_INIT = ikev2_packet.sa_init_request(b"12345678", ikev2_packet.UNACCEPTABLE)
SPOKEN = {
    "SSH": (b"SSH-2.0-x\r\n", DetectedProtocol.SSH),
    "HTTP": (b"HTTP/1.1 200 OK\r\n", DetectedProtocol.HTTP),
    "TLS alert": (b"\x15\x03\x01\x00\x02\x02\x28", DetectedProtocol.TLS),
    "RDP": (rdp_packet.connection_request(), DetectedProtocol.RDP),
    "SIP": (b"SIP/2.0 404 Not Found\r\n", DetectedProtocol.SIP),
    "STUN": (message(0x0101, bytes(12), MAPPED), DetectedProtocol.STUN),
    "PPTP": (struct.pack(">HHI", 156, 1, 0x1A2B3C4D) + bytes(148), DetectedProtocol.PPTP),
    "OpenVPN": (b"\x40" + bytes(8) + b"\x01" + bytes(16), DetectedProtocol.OPENVPN),
    "OpenVPN by TCP": (b"\x00\x1a\x40" + bytes(8) + b"\x01" + bytes(16), DetectedProtocol.OPENVPN),
    "IKEv2": (decline(SA_INIT, CLIENT)[0], DetectedProtocol.IKEV2),
    "IKEv2 behind a NAT": (decline_behind_nat(bytes(4) + SA_INIT, CLIENT)[0], DetectedProtocol.IKEV2),
    "IKEv1": (b"12345678" + bytes(8) + b"\x01\x10\x02\x00" + bytes(4) + (28).to_bytes(4), DetectedProtocol.IKEV1),
    "mail": (b"220 mail ESMTP\r\n", DetectedProtocol.MAIL),
    "noise": (b"\x99" * 40, DetectedProtocol.UNKNOWN),
    "zeros": (bytes(40), DetectedProtocol.UNKNOWN),
    "nothing": (b"", DetectedProtocol.UNKNOWN),
}


@pytest.mark.parametrize("case", SPOKEN)
def test_it_is_named(case: str) -> None:
    raw, other = SPOKEN[case]
    assert detect_protocol(raw) is other


def test_our_own_words_are_an_echo() -> None:
    assert detect_protocol(SA_INIT, SA_INIT) is DetectedProtocol.ECHO
    assert detect_protocol(SA_INIT[:20], SA_INIT) is DetectedProtocol.ECHO
