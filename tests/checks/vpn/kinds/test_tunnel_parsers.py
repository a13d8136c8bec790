"""Hostile bytes for the readers of IKE, L2TP, PPTP, SSTP, SoftEther and tls-crypt-v2: None or an answer, no error.

Each is given noise, and noise behind what a true answer begins with.
"""

import struct

from hypothesis import given
from hypothesis import strategies as st

from checker.checks.vpn.gateways.keys import parse_client_key
from checker.checks.vpn.kinds.ipsec import ike_packet, ikev1_packet, ikev2_packet, l2tp_packet
from checker.checks.vpn.kinds.openvpn import control_packet
from checker.checks.vpn.kinds.openvpn.wrapping import OpenVpnPacket, TlsCryptV2Wrapper
from checker.checks.vpn.kinds.over_https import sstp_packet
from checker.checks.vpn.kinds.over_https.softether import has_greeting
from checker.checks.vpn.kinds.over_tcp import pptp_packet
from tests.checks.vpn.kinds.tunnel_servers import CALL_ACK, ENDLESS, pptp, sccrp
from tests.checks.vpn.loopback_services import V2_KEY

SPI = b"12345678"
HERE = ("192.0.2.7", 500)
bytes_ = st.binary(max_size=1500)
SCCRQ = l2tp_packet.start_request(7)


def ike(version: int, exchange: int, flags: int, first: int, body: bytes) -> bytes:
    """A message whose header is right, whatever stands behind it."""
    return SPI + b"responde" + struct.pack(">BBBBII", first, version, exchange, flags, 0, 28 + len(body)) + body


payload = st.builds(
    lambda follows, content, off: struct.pack(">BBH", follows, 0, max(0, 4 + len(content) + off)) + content,
    st.sampled_from([0, 1, 11, 13, 33, 34, 40, 41, 43]),
    st.binary(max_size=60),
    st.sampled_from([0, 0, 0, -4, 1, 3000]),
)
bodies = st.one_of(bytes_, st.lists(payload, max_size=5).map(b"".join))
firsts = st.sampled_from([0, 1, 11, 33, 41])


@given(bytes_)
def test_ikev1_reads_anything(raw: bytes) -> None:
    assert ikev1_packet.parse_reply(raw, SPI) is None or SPI in raw
    ikev1_packet.parse_reply(SPI + raw, SPI)


@given(bodies, firsts, st.sampled_from([2, 5, 34, 99]), st.sampled_from([0x10, 0x20, 0x30]))
def test_ikev1_reads_anything_behind_a_header(body: bytes, first: int, exchange: int, version: int) -> None:
    raw = ike(version, exchange, 0, first, body)
    answer = ikev1_packet.parse_reply(raw, SPI)
    assert answer is None or isinstance(answer, ikev1_packet.IkeV1Reply)
    other = ikev1_packet.parse_reply(raw, b"another!")
    assert other is None or b"another!" in raw
    for message in ikev1_packet.deletion_messages(raw, 1):
        assert message[:16] == raw[:16]


@given(bodies, firsts, st.sampled_from([0x20, 0x28, 0]))
def test_ikev2_reads_anything_behind_a_header(body: bytes, first: int, flags: int) -> None:
    raw = ike(0x20, 34, flags, first, body)
    answer = ikev2_packet.parse_reply(raw, SPI)
    assert answer is None or flags == 0x20
    assert ikev2_packet.is_behind_nat(raw, HERE) in (True, False, None)
    assert all(len(content) < len(raw) for _, content in ike_packet.parse_payloads(raw))


@given(bytes_)
def test_l2tp_reads_anything(raw: bytes) -> None:
    assert l2tp_packet.parse_reply(raw, 7) is None or raw.startswith(b"\xc8")
    headed = b"\xc8\x02" + (12 + len(raw)).to_bytes(2) + b"\x00\x07" + bytes(6) + raw
    answer = l2tp_packet.parse_reply(headed, 7)
    assert answer is None or 0 <= answer.tunnel < 65536
    assert l2tp_packet.parse_reply(headed, 8) is None


@given(bytes_, st.integers(0, 98), st.integers(0, 255))
def test_l2tp_reads_anything_of_a_spoiled_answer(tail: bytes, at: int, value: int) -> None:
    good = sccrp(SCCRQ)
    spoiled = bytearray(good)
    spoiled[at % len(good)] = value
    l2tp_packet.parse_reply(bytes(spoiled), 7)
    assert l2tp_packet.parse_reply(good + tail, 7) is None or not tail, "its length must be its own"


@given(bytes_)
def test_pptp_reads_anything(raw: bytes) -> None:
    assert pptp_packet.parse_reply(raw) is None
    answer = pptp_packet.parse_reply(pptp_packet.REPLY_PREFIX + raw)
    assert answer is None or len(raw) >= 156 - len(pptp_packet.REPLY_PREFIX)
    assert pptp_packet.parse_reply(pptp() + raw) is pptp_packet.PptpReply.OPENS


@given(bytes_)
def test_sstp_reads_anything(raw: bytes) -> None:
    sstp_packet.is_opening_reply(raw)
    sstp_packet.is_opening_reply(b"HTTP/1.1 200 " + raw)
    assert sstp_packet.is_opening_reply(ENDLESS + raw)
    sstp_packet.is_complete(raw)
    sstp_packet.parse_reply(sstp_packet.CONTROL_PREFIX + raw)
    assert sstp_packet.parse_reply(CALL_ACK + raw) is sstp_packet.SstpReply.OPENS


@given(bytes_)
def test_softether_reads_anything(raw: bytes) -> None:
    assert not has_greeting(raw) or b"hello" in raw
    for count in (1, 3, 64):
        assert not has_greeting(struct.pack(">I", count) + raw) or b"hello" in raw


names = st.binary(min_size=1, max_size=20)
elements = st.builds(
    lambda name, kind, count, tail: struct.pack(">I", len(name) + 1) + name + struct.pack(">II", kind, count) + tail,
    st.one_of(names, st.just(b"hello")),
    st.integers(0, 5),
    st.sampled_from([0, 1, 2, 2**32 - 1]),
    st.binary(max_size=40),
)


@given(st.lists(elements, max_size=5))
def test_softether_reads_anything_of_elements(parts: list[bytes]) -> None:
    assert not has_greeting(struct.pack(">I", len(parts)) + b"".join(parts)) or any(
        b"hello" in element for element in parts
    )


@given(bytes_)
def test_openvpn_v2_reads_anything(raw: bytes) -> None:
    assert TlsCryptV2Wrapper(*parse_client_key(V2_KEY)).unwrap(raw) is None
    for op in (control_packet.RESET_SERVER_V2, control_packet.CONTROL_V1, control_packet.ACK_V1):
        control_packet.requests_wrapped_key(OpenVpnPacket(op, SPI, raw))
    body = control_packet.encode_body(control_packet.ControlPacketBody((0,), SPI, 0, raw))
    assert control_packet.requests_wrapped_key(OpenVpnPacket(control_packet.RESET_SERVER_V2, SPI, body)) in (
        True,
        False,
    )


@given(st.text(max_size=700), bytes_)
def test_client_keys_of_anything_are_keys_or_refused(text: str, raw: bytes) -> None:
    marks = "-----BEGIN OpenVPN tls-crypt-v2 client key-----{}-----END OpenVPN tls-crypt-v2 client key-----"
    for text_key in (text, marks.format(text), marks.format(raw.hex())):
        try:
            key, wrapped = parse_client_key(text_key)
        except ValueError as error:
            assert str(error) == "not an OpenVPN tls-crypt-v2 client key"
        else:
            assert len(key) == 256 and int.from_bytes(wrapped[-2:]) == len(wrapped)
